import { useState } from 'react'
import { pagesCreate, pagesPublish, proposalsCreate } from '../../../server/modules/handbook/contract.ts'
import { Problem as Refused, useTell } from '../../ask.ts'
import { useMay, useSession } from '../../frame/session.ts'
import { Button, DayField, Form, Modal, Note, Problem, Select, TextField, TextInput, toast, useGo } from '../../kit/index.ts'
import { PickPerson } from '../people/GroupFields.tsx'
import { Address, Audience } from './Dialogs.tsx'
import { Impact } from './Impact.tsx'
import type { Draft } from './useDraftText.ts'
import { classWords, type Page } from './words.ts'

/** What is said of a text when it is published. */
export function Publishing({ page, draft, onClose, onRead }: Props & { page: Page | undefined }) {
  if (!page) return <First draft={draft} onClose={onClose} onRead={onRead} />
  return draft.preview?.way === 'put_forward' ? (
    <Forward page={page} draft={draft} onClose={onClose} />
  ) : (
    <Next page={page} draft={draft} onClose={onClose} onRead={onRead} />
  )
}

/** `onRead` shows the text as everyone would read it; where the writer opens nothing to everyone there is none. */
type Props = { draft: Draft; onClose: () => void; onRead: (() => void) | undefined }

function ReadFirst({ onRead, title }: { onRead: () => void; title: string }) {
  return (
    <Note title={title}>
      <Button variant="default" size="xs" onClick={onRead}>
        Read it as everyone does
      </Button>
    </Note>
  )
}

function First({ draft, onClose, onRead }: Props) {
  const go = useGo()
  const may = useMay()
  return (
    <Modal opened onClose={onClose} title={`Publish “${draft.preview?.title ?? ''}”?`} size="md">
      <Form
        operation={pagesCreate}
        initial={{ path: draft.preview?.address ?? '', audience: 'internal' }}
        fixed={{ source: draft.text, ...(draft.seen ? { public_hash: draft.seen } : {}) }}
        submit="Publish"
        unguarded
        onCancel={onClose}
        onDone={(made) => {
          draft.done()
          toast(`“${made.title}” is published`)
          go(`/handbook/pages/${made.id}`)
        }}
      >
        <Address otherwise={draft.preview?.address ?? ''} />
        {may('handbook.maintain') && <PickPerson name="owner" label="Owner" hint="You, when you say nobody." />}
        <PickPerson name="backup" label="Backup" hint="Writes it when the owner is away." />
        <Audience opens={draft.seen !== undefined} hint={undefined} />
        {onRead && draft.seen === undefined && <ReadFirst title="To publish it for everyone" onRead={onRead} />}
      </Form>
    </Modal>
  )
}

/** What is followed already changes once those whom it names agree to exactly this text. */
function Forward({ page, draft, onClose }: { page: Page; draft: Draft; onClose: () => void }) {
  const go = useGo()
  const today = useSession().data?.today ?? ''
  return (
    <Modal opened onClose={onClose} title={`Put “${draft.preview?.title ?? page.title}” forward?`} size="md">
      <Form
        operation={proposalsCreate}
        fixed={{ id: page.id, base: draft.base.no, source: draft.text }}
        submit="Put it forward"
        unguarded
        onCancel={onClose}
        onDone={(made) => {
          draft.done()
          toast(`${made.decision.number} asks for agreement`)
          go(`/handbook/pages/${page.id}?tab=agreement`)
        }}
      >
        <TextField name="note" label="What changed" hint="A sentence for those who are asked." autoFocus />
        <DayField name="need_by" label="Answered by" min={today} hint="Five working days, when you say nothing." />
        <Impact of={{ id: page.id, source: draft.text, forward: true }} title="What it will change once it is agreed to" />
      </Form>
    </Modal>
  )
}

/** help stands below its field, as in the dialog that puts a text forward */
const below: ('label' | 'input' | 'error' | 'description')[] = ['label', 'input', 'error', 'description']

const classes = ['editorial', 'minor', 'material'] as const

function Next({ page, draft, onClose, onRead }: Props & { page: Page }) {
  const go = useGo()
  const computed = draft.preview?.class ?? 'minor'
  const [note, setNote] = useState('')
  const [raised, setRaised] = useState<string>(computed)
  const publish = useTell(pagesPublish, {
    quiet: true,
    onDone: (now) => {
      draft.done()
      toast(now.changed ? `Published as version ${now.label}` : 'Nothing had changed')
      go(`/handbook/pages/${page.id}`)
    },
  })
  const send = () =>
    publish.mutate(
      {
        id: page.id,
        base: draft.base.no,
        source: draft.text,
        note,
        ...(raised === computed ? {} : { class: raised as 'minor' }),
        ...(draft.seen ? { public_hash: draft.seen } : {}),
      },
      {
        onError: (error) => {
          if (!(error instanceof Refused) || error.code !== 'change.conflict') return
          const { no, theirs, by } = error.facts
          draft.clashed({ no: Number(no), theirs: String(theirs ?? ''), by: String(by ?? 'Somebody') })
          onClose()
        },
      },
    )
  const unseen = draft.preview?.opens === true && draft.seen === undefined
  return (
    <Modal opened onClose={onClose} title={`Publish “${draft.preview?.title ?? page.title}”?`} size="md">
      <form
        className="desk-publish"
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        {unseen && onRead && <ReadFirst title="Everyone would see more than now" onRead={onRead} />}
        <TextInput
          label="What changed"
          inputWrapperOrder={below}
          description="A sentence for those who read the versions."
          value={note}
          withAsterisk
          data-autofocus
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Select
          label="Kind of change"
          inputWrapperOrder={below}
          description={`${draft.preview?.why ?? 'Computed from the text.'}${computed === 'material' ? '' : ' You may raise it.'}`}
          data={classes.slice(Math.max(0, classes.indexOf(computed as 'minor'))).map((value) => ({ value, label: classWords[value] }))}
          value={raised}
          allowDeselect={false}
          onChange={(value) => value && setRaised(value)}
        />
        <Impact of={{ id: page.id, source: draft.text, ...(raised === computed ? {} : { class: raised as 'minor' }) }} />
        {publish.error && <Problem error={publish.error} />}
        <div className="confirm-acts">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={publish.isPending} disabled={unseen || note.trim().length < 3}>
            Publish
          </Button>
        </div>
      </form>
    </Modal>
  )
}
