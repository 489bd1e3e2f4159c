import { useEffect, useState } from 'react'
import { groupsList } from '../../../server/modules/people/contract.ts'
import { pagesChange, pagesList, pagesMove, pagesRetire, sourcesGet, textsPreview } from '../../../server/modules/handbook/contract.ts'
import { useAsk } from '../../ask.ts'
import { Answer, Form, Loading, Modal, PickField, SelectField, TextField, toast, useForm } from '../../kit/index.ts'
import { PickPerson } from '../people/GroupFields.tsx'
import { Prose } from './Prose.tsx'
import type { Page } from './words.ts'

export type Act = 'change' | 'move' | 'retire'
type Props = { page: Page; onClose: () => void }

export function Dialogs({ act, ...props }: Props & { act: Act }) {
  if (act === 'change') return <Change {...props} />
  return act === 'move' ? <Move {...props} /> : <Retire {...props} />
}

function Change({ page, onClose }: Props) {
  const [audience, setAudience] = useState<string>(page.audience)
  const text = useAsk(sourcesGet, { id: page.id })
  const source = text.data?.source
  const opening = audience === 'public' && page.audience !== 'public'
  const asked = useAsk(
    textsPreview,
    { source: source ?? ' ', page: page.id, audience: 'public' },
    { enabled: opening && source !== undefined },
  )
  const seen = opening && source !== undefined ? asked.data?.public_hash : undefined
  return (
    <Modal opened onClose={onClose} title={page.state === 'published' ? 'Who keeps and reads it?' : 'Who reads it?'} size="lg">
      <Form
        operation={pagesChange}
        initial={{
          owner: page.owner.id,
          backup: page.backup?.id ?? null,
          audience: page.audience,
          groups: page.groups.map(({ id }) => id),
        }}
        fixed={{ id: page.id, if_match: page.version, ...(seen ? { public_hash: seen } : {}) }}
        submit={opening ? 'Open to everyone' : 'Keep it so'}
        held={opening && !seen}
        unguarded
        onCancel={onClose}
        onValues={(values) => setAudience(String(values.audience ?? page.audience))}
        onDone={() => {
          toast(opening ? 'Everyone reads it now' : 'It is kept so')
          onClose()
        }}
      >
        {page.state === 'published' && (
          <>
            <PickPerson name="owner" label="Owner" now={page.owner} />
            <PickPerson name="backup" label="Backup" hint="Writes it when the owner is away." now={page.backup} />
          </>
        )}
        <Audience opens={page.may.includes('open') || page.audience === 'public'} />
        {opening && (
          <section className="book-opening" aria-label="What everyone would see">
            <h3>What everyone would see</h3>
            <Answer of={text.error ? { ...text, data: undefined } : asked} loading={<Loading lines={6} />}>
              {() => <Prose html={asked.data?.public_html || '<p>Nothing of its text.</p>'} />}
            </Answer>
          </section>
        )}
      </Form>
    </Modal>
  )
}

/** Who reads a page; for the few, whose members. */
export function Audience({ opens, hint }: { opens: boolean; hint?: string | undefined }) {
  const form = useForm()
  const few = form.values['audience'] === 'restricted'
  const named = Array.isArray(form.values['groups']) && form.values['groups'].length > 0
  useEffect(() => {
    if (!few && named) form.set('groups', [])
  }, [few, named, form.set])
  return (
    <>
      <SelectField
        name="audience"
        label="Seen by"
        hint={hint}
        options={[
          { value: 'internal', label: 'All colleagues' },
          { value: 'restricted', label: 'The few' },
          ...(opens ? [{ value: 'public', label: 'Everyone' }] : []),
        ]}
      />
      {few && (
        <PickField
          name="groups.0"
          label="Whose members read it"
          operation={groupsList}
          search="search"
          option={(row) => ({ value: row.id, label: row.name })}
        />
      )}
    </>
  )
}

/** Where a page is below the handbook: said whole as it is typed. */
export function Address({ otherwise, autoFocus = false }: { otherwise?: string; autoFocus?: boolean }) {
  const typed = String(useForm().values['path'] ?? '').trim()
  const left = typed === '' && otherwise !== undefined
  return (
    <TextField
      name="path"
      label="Address"
      hint={
        left
          ? `It will be /handbook/${otherwise}, with a number behind it where another page has that.`
          : typed !== '' && `It will be /handbook/${typed}`
      }
      autoFocus={autoFocus}
    />
  )
}

function Move({ page, onClose }: Props) {
  return (
    <Modal opened onClose={onClose} title={`Move “${page.title}”?`}>
      <Form
        operation={pagesMove}
        initial={{ path: page.path }}
        fixed={{ id: page.id }}
        submit="Move it"
        unguarded
        onCancel={onClose}
        onDone={(now) => {
          toast(`It is at ${now.path}, and its former address leads there`)
          onClose()
        }}
      >
        <Address autoFocus />
      </Form>
    </Modal>
  )
}

function Retire({ page, onClose }: Props) {
  return (
    <Modal opened onClose={onClose} title={`Retire “${page.title}”?`}>
      <Form
        operation={pagesRetire}
        fixed={{ id: page.id }}
        submit="Retire it"
        danger
        unguarded
        onCancel={onClose}
        onDone={() => {
          toast('It is retired')
          onClose()
        }}
      >
        <TextField name="reason" label="Why" autoFocus />
        <PickField
          name="replaced_by"
          label="What comes in its place"
          hint="Its address leads there. Without it the page says that it is not in force."
          operation={pagesList}
          search="search"
          option={(row) => ({ value: row.id, label: row.title })}
        />
      </Form>
    </Modal>
  )
}
