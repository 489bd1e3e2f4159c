import { type FormEvent, type ReactNode, useState } from 'react'
import { agendaItemsAct, agendaItemsCreate, agendaItemsDecide, meetingsGet } from '../../../server/modules/cadence/contract.ts'
import { plansList } from '../../../server/modules/strategy/contract.ts'
import { useAskPaged, useTell } from '../../ask.ts'
import { Button, Checkbox, Select, TextInput, toast, useDebounced } from '../../kit/index.ts'
import { firstOf, type Item, type Meeting, whoDoes } from './words.ts'

type Said = { item: Item; meeting: Meeting; onDone: () => void }

/**
 * One line, and how hard it is to undo. In a meeting of leadership it may be said which plan the decision changes: an amendment of that
 * plan leans on it.
 */
export function NewDecision({ item, meeting, onDone }: Said) {
  const [edition, setEdition] = useState<string | null>(null)
  const [hard, setHard] = useState(false)
  const decide = useTell(agendaItemsDecide, {
    stale: [meetingsGet],
    onDone: () => {
      toast('The decision stands in the ledger')
      onDone()
    },
  })
  return (
    <Line
      label="Decision"
      placeholder="What was decided, as one would tell somebody to do it"
      note={`${firstOf(meeting.lead.name)} decides`}
      save="Save decision"
      busy={decide.isPending}
      onCancel={onDone}
      onSave={(text) =>
        decide.mutate({ id: meeting.id, item: item.id, text, type: hard ? 1 : 2, ...(edition ? { about: [plan(edition)] } : {}) })
      }
    >
      <Checkbox
        label="Hard to undo"
        description="Then an executive decides it and enters it by their own hand, and nobody in their place."
        checked={hard}
        onChange={(event) => setHard(event.currentTarget.checked)}
      />
      {meeting.series.leadership && <PlanChanged value={edition} onChange={setEdition} />}
    </Line>
  )
}

const plan = (id: string) => ({ room: 'strategy', kind: 'edition', id })

/** Plans in force, found by their title: a house may have two thousand of them. */
function PlanChanged({ value, onChange }: { value: string | null; onChange: (edition: string | null) => void }) {
  const [words, setWords] = useState('')
  const search = useDebounced(words)
  const plans = useAskPaged(plansList, { state: 'vetted', ...(search ? { q: search } : {}), limit: 30 })
  const inForce = plans.rows.flatMap(({ title, edition }) => (edition?.counts ? [{ value: edition.id, label: title }] : []))
  return (
    <Select
      label="Changes the plan"
      description="An amendment that alters more than wording needs it."
      placeholder="None"
      data={inForce}
      value={value}
      onSearchChange={setWords}
      onChange={onChange}
      nothingFoundMessage={plans.isFetching ? 'Looking…' : 'No plan in force has that name'}
      openOnFocus={false}
      searchable
      clearable
    />
  )
}

/** Who does it stands before a colon; without a name it is oneself. */
export function NewAction({ item, meeting, onDone }: Said) {
  const [text, setText] = useState('')
  const act = useTell(agendaItemsAct, {
    stale: [meetingsGet],
    onDone: (now) => {
      const newest = now.caught.filter(({ kind }) => kind === 'action').at(-1)
      toast(newest ? `${firstOf(newest.person.name)} has it` : 'The action is in the list')
      onDone()
    },
  })
  const { dri, what } = whoDoes(text, meeting)
  return (
    <Line
      label="Action"
      placeholder="Sol: invite step in the trial"
      note={`due in a week · ${dri?.name ?? 'you'}`}
      save="Save action"
      busy={act.isPending}
      onTyped={setText}
      onCancel={onDone}
      onSave={() => act.mutate({ id: meeting.id, item: item.id, text: what, ...(dri ? { dri: dri.id } : {}) })}
    />
  )
}

export function NewIssue({ meeting, onDone }: { meeting: Meeting; onDone: () => void }) {
  const create = useTell(agendaItemsCreate, { stale: [meetingsGet], onDone })
  return (
    <Line
      label="Issue"
      placeholder="What is in the way, in one line"
      note=""
      save="Raise it"
      busy={create.isPending}
      onCancel={onDone}
      onSave={(title) => create.mutate({ id: meeting.id, title, part: 'issue' })}
    />
  )
}

type LineProps = {
  label: string
  placeholder: string
  note: ReactNode
  save: string
  busy: boolean
  onTyped?: (text: string) => void
  onSave: (text: string) => void
  onCancel: () => void
  /** what else may be said beside the line */
  children?: ReactNode
}

/** One line that is typed and sent with Enter, left with Escape. */
function Line({ label, placeholder, note, save, busy, onTyped, onSave, onCancel, children }: LineProps) {
  const [text, setText] = useState('')
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '' && !busy) onSave(text.trim())
  }
  return (
    <form className="mt-line-form" onSubmit={send}>
      <TextInput
        label={label}
        placeholder={placeholder}
        value={text}
        data-autofocus
        autoFocus
        maxLength={300}
        onChange={(event) => {
          setText(event.currentTarget.value)
          onTyped?.(event.currentTarget.value)
        }}
        onKeyDown={(event) => event.key === 'Escape' && onCancel()}
      />
      {children}
      {note && <p className="faint mt-small">{note}</p>}
      <div className="mt-acts">
        <Button type="submit" loading={busy} disabled={text.trim() === ''}>
          {save} <kbd>↵</kbd>
        </Button>
        <Button variant="subtle" onClick={onCancel}>
          Leave it
        </Button>
      </div>
    </form>
  )
}
