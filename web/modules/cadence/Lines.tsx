import { type FormEvent, type ReactNode, useState } from 'react'
import { agendaItemsAct, agendaItemsCreate, agendaItemsDecide, meetingsGet } from '../../../server/modules/cadence/contract.ts'
import { policyRead } from '../../../server/modules/decisions/contract.ts'
import { roleWords } from '../../../server/modules/people/contract.ts'
import { plansList } from '../../../server/modules/strategy/contract.ts'
import { useAsk, useAskPaged, useTell } from '../../ask.ts'
import { Button, Checkbox, Select, TextInput, toast, useDebounced } from '../../kit/index.ts'
import { useKept } from '../../kit/form/useKept.ts'
import { PersonPick } from '../../kit/list/Pickers.tsx'
import { placeOf } from './begun.ts'
import { firstOf, type Item, type Meeting, whoDoes } from './words.ts'

type Said = { item: Item; meeting: Meeting; onDone: () => void }

/**
 * One line, and how hard it is to undo. In a meeting of leadership it may be said which plan the decision changes: an amendment of that
 * plan leans on it.
 */
export function NewDecision({ item, meeting, onDone }: Said) {
  const begun = useKept(placeOf({ meeting, what: 'decision', item: item.id }), { text: '', hard: false, edition: null as string | null })
  const { text, hard, edition } = begun.value
  const policy = useAsk(policyRead, {}).data
  const role = policy && (named(policy.type1_role) ?? policy.type1_role)
  const decide = useTell(agendaItemsDecide, {
    stale: [meetingsGet],
    onDone: () => {
      begun.drop()
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
      text={text}
      onTyped={(next) => begun.keep({ ...begun.value, text: next })}
      onClose={onDone}
      onDrop={begun.drop}
      onSave={(said) =>
        decide.mutate({ id: meeting.id, item: item.id, text: said, type: hard ? 1 : 2, ...(edition ? { about: [plan(edition)] } : {}) })
      }
    >
      <Checkbox
        label="Hard to undo"
        description={`Then somebody with the role ${role ?? 'that the house chose for it'} decides it and enters it by their own hand, and nobody in their place.`}
        checked={hard}
        onChange={(event) => begun.keep({ ...begun.value, hard: event.currentTarget.checked })}
      />
      {meeting.series.leadership && <PlanChanged value={edition} onChange={(next) => begun.keep({ ...begun.value, edition: next })} />}
    </Line>
  )
}

const named = (role: string) => Object.entries(roleWords).find(([one]) => one === role)?.[1]

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

/** Who does it stands before a colon; without a name it is oneself, and a name that nobody here has is asked about before anything is saved. */
export function NewAction({ item, meeting, onDone }: Said) {
  const begun = useKept(placeOf({ meeting, what: 'action', item: item.id }), '')
  const text = begun.value
  const [chosen, setChosen] = useState<{ for: string; id: string; name: string }>()
  const [lacks, setLacks] = useState(false)
  const act = useTell(agendaItemsAct, {
    stale: [meetingsGet],
    onDone: (now) => {
      begun.drop()
      const newest = now.caught.filter(({ kind }) => kind === 'action').at(-1)
      toast(newest ? `${firstOf(newest.person.name)} has it` : 'The action is in the list')
      onDone()
    },
  })
  const { dri, what, asks } = whoDoes(text, meeting)
  const picked = asks !== undefined && chosen?.for === asks ? chosen : undefined
  const save = () => {
    if (asks !== undefined && picked === undefined) return setLacks(true)
    const whose = dri?.id ?? picked?.id
    // a name of theirs says once whose it is; what is no name is a part of what is to be done
    const theirs = asks !== undefined && picked?.name.toLowerCase().includes(asks.toLowerCase())
    const words = theirs ? what.slice(what.indexOf(':') + 1).trim() : what
    act.mutate({ id: meeting.id, item: item.id, text: words, ...(whose && whose !== 'me' ? { dri: whose } : {}) })
  }
  return (
    <Line
      label="Action"
      placeholder={`${exampleOf(meeting)}: invite step in the trial`}
      note={asks === undefined ? `due in a week · ${dri?.name ?? 'you'}` : 'due in a week'}
      save="Save action"
      busy={act.isPending}
      text={text}
      onTyped={begun.keep}
      onClose={onDone}
      onDrop={begun.drop}
      onSave={save}
    >
      {asks !== undefined && (
        <div className="mt-whose">
          <PersonPick
            label={`Nobody alone here is called “${asks}”. Whose is it?`}
            me
            value={picked?.id ?? null}
            onPick={(id, name) => setChosen({ for: asks, id, name })}
          />
          {lacks && picked === undefined && (
            <p className="field-error" role="alert">
              Choose who does it, or leave the name away.
            </p>
          )}
        </div>
      )}
    </Line>
  )
}

/** Somebody who is here, as an example of a name. */
function exampleOf({ attendance, lead }: Meeting): string {
  return firstOf(attendance.find(({ id }) => id !== lead.id)?.name ?? lead.name)
}

export function NewIssue({ meeting, onDone }: { meeting: Meeting; onDone: () => void }) {
  const begun = useKept(placeOf({ meeting, what: 'issue' }), '')
  const create = useTell(agendaItemsCreate, {
    stale: [meetingsGet],
    onDone: () => {
      begun.drop()
      onDone()
    },
  })
  return (
    <Line
      label="Issue"
      placeholder="What is in the way, in one line"
      note=""
      save="Raise it"
      busy={create.isPending}
      text={begun.value}
      onTyped={begun.keep}
      onClose={onDone}
      onDrop={begun.drop}
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
  /** what is typed; it outlives the line until it is sent or thrown away */
  text: string
  onTyped: (text: string) => void
  onSave: (text: string) => void
  onClose: () => void
  onDrop: () => void
  /** what else may be said beside the line */
  children?: ReactNode
}

/** One line that is typed and sent with Enter. Escape closes it and keeps what stands there for the next time. */
function Line({ label, placeholder, note, save, busy, text, onTyped, onSave, onClose, onDrop, children }: LineProps) {
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '' && !busy) onSave(text.trim())
  }
  const close = () => {
    if (text.trim() !== '') toast(`What you typed is kept: open ${label} again to go on`)
    onClose()
  }
  const drop = () => {
    onDrop()
    onClose()
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
        onChange={(event) => onTyped(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && close()}
      />
      {children}
      {note && <p className="faint mt-small">{note}</p>}
      <div className="mt-acts">
        <Button type="submit" loading={busy} disabled={text.trim() === ''}>
          {save} <kbd>↵</kbd>
        </Button>
        <Button variant="subtle" onClick={drop}>
          {text.trim() === '' ? 'Leave it' : 'Throw it away'}
        </Button>
      </div>
    </form>
  )
}
