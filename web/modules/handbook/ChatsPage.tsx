import './import.css'
import { useState } from 'react'
import { chatsList, chatsPreview } from '../../../server/modules/handbook/contract.ts'
import { useAsk, useTell } from '../../ask.ts'
import { Answer, FileDrop, Note, Page, Problem, Split, Status, useGo } from '../../kit/index.ts'
import { Earlier } from './Earlier.tsx'
import { holdFile } from '../../uploads.ts'
import { chatCrumbs, chatStates } from './words.ts'

const most = 25 * 1024 ** 2

/** An export of a chat comes in: its channels are listed, and nothing that was said is looked into before some of them are ticked. */
export default function ChatsPage() {
  const go = useGo()
  const earlier = useAsk(chatsList, { limit: 10 })
  const [busy, setBusy] = useState('')
  const [error, setError] = useState<unknown>()
  const preview = useTell(chatsPreview, { quiet: true })
  const take = async ([file]: File[]) => {
    if (!file) return
    setBusy(file.name)
    setError(undefined)
    try {
      const sha256 = await holdFile(file)
      if (!sha256) throw new Error('This browser sends files over https alone.')
      const { id } = await preview.mutateAsync({ file: { name: file.name, type: 'application/octet-stream', sha256 } })
      go(`/handbook/findings/chats/${id}`)
    } catch (refused) {
      setError(refused)
    }
    setBusy('')
  }
  return (
    <Page
      title="Bring a chat in"
      crumbs={chatCrumbs.slice(0, -1)}
      note="A bulk export of Mattermost (.jsonl, or a ZIP with it), the table of one of its channels (.csv), what its interface answers (.json), or the ZIP of Slack."
    >
      <Split
        side={
          <Answer of={earlier}>
            {({ items }) => (
              <Earlier
                items={items}
                none="No chat has come in yet."
                href="/handbook/findings/chats"
                state={(one) => <Status value={one.state} {...chatStates[one.state]} />}
              />
            )}
          </Answer>
        }
      >
        <FileDrop
          label={busy ? `Reading ${busy} …` : 'Drop the export of a chat'}
          accept=".jsonl,.ndjson,.json,.csv,.zip"
          most={most}
          onFiles={(files) => void take(files)}
        />
        {error !== undefined && <Problem error={error} />}
        <Note title="What happens with it">
          Its channels are listed and its messages counted. What was said is looked into once you tick channels, and only in those. Of a
          question 280 letters are kept for a year, without addresses, numbers, passwords and names with an @. The file is gone as soon as
          it was read, and after thirty days at the latest.
        </Note>
      </Split>
    </Page>
  )
}
