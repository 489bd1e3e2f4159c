import './import.css'
import { useState } from 'react'
import { importsList, importsPreview, playbooksImport } from '../../../server/modules/handbook/contract.ts'
import { groupsList } from '../../../server/modules/people/contract.ts'
import { ask, useAsk } from '../../ask.ts'
import { Answer, FileDrop, Page, Problem, Select, Split, Status, TextInput, toast, useGo } from '../../kit/index.ts'
import { Earlier } from './Earlier.tsx'
import { holdFile } from '../../uploads.ts'
import { Sources } from './Sources.tsx'
import { crumbs, importStates } from './words.ts'

const most = 25 * 1024 ** 2

/** A handbook that lies elsewhere comes in: its archive is read and shown, and nothing is written before somebody has looked. */
export default function ImportPage() {
  const go = useGo()
  const earlier = useAsk(importsList, { limit: 10 })
  const [tree, setTree] = useState('handbook')
  const groups = useAsk(groupsList, { limit: 200 })
  const [few, setFew] = useState('')
  const [busy, setBusy] = useState('')
  const [error, setError] = useState<unknown>()
  const take = async ([file]: File[]) => {
    if (!file) return
    setBusy(file.name)
    setError(undefined)
    try {
      if (/\.json$/i.test(file.name)) {
        const made = await ask(playbooksImport, { file: await file.text() })
        toast(made.notes.length === 0 ? `${made.number} is a draft` : `${made.number} is a draft. ${made.notes.join(' ')}`)
        go(`/handbook/pages/${made.page}`)
        return
      }
      const sha256 = await holdFile(file)
      const bytes = sha256 ? { sha256 } : { content: base64(new Uint8Array(await file.arrayBuffer())) }
      const { id } = await ask(importsPreview, {
        file: { name: file.name, type: 'application/zip', ...bytes },
        tree: tree.trim() || 'handbook',
        groups: few === '' ? [] : [few],
      })
      go(`/handbook/pages/imports/${id}`)
    } catch (refused) {
      setError(refused)
    }
    setBusy('')
  }
  return (
    <Page
      title="Import"
      crumbs={crumbs}
      note="A ZIP or tar of GitBook, MkDocs, Docusaurus, Jekyll, Hugo, mdBook or plain Markdown, or an export of ours. A playbook of Mattermost (its JSON) becomes a draft of a procedure. What would become of each file is shown before anything is written."
    >
      <Split
        side={
          <Answer of={earlier}>
            {({ items }) => (
              <Earlier
                items={items}
                none="Nothing has come in yet."
                href="/handbook/pages/imports"
                state={(one) => <Status value={one.state} {...importStates[one.state]} />}
              />
            )}
          </Answer>
        }
      >
        <FileDrop
          label={busy ? `Reading ${busy} …` : 'Drop the archive or the stream of a handbook, or a playbook'}
          accept=".zip,.tar,.tgz,.gz,.fast-export,.stream,.json"
          most={most}
          onFiles={(files) => void take(files)}
        />
        {error !== undefined && <Problem error={error} />}
        <TextInput
          label="Which tree it is"
          description="The same name is the same tree again: what was changed there is taken, what was changed here stays."
          value={tree}
          onChange={(event) => setTree(event.currentTarget.value)}
          maxLength={80}
        />
        <Select
          label="Who reads pages that say that they are for the few"
          description="Without a group such pages are not taken."
          data={[
            { value: '', label: 'Nobody: leave them out' },
            ...(groups.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={few}
          onChange={(value) => setFew(value ?? '')}
          allowDeselect={false}
        />
        <Sources />
      </Split>
    </Page>
  )
}

/** Bytes as base64, in steps that fit a call's arguments. */
function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}
