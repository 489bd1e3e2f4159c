import './decisions.css'
import { IconCheck, IconPlus, IconUser } from '@tabler/icons-react'
import { useState } from 'react'
import { actionsChange, actionsComplete, actionsCreate, actionsDrop, actionsList } from '../../../server/modules/decisions/contract.ts'
import { ask, type AskOutput, useTell } from '../../ask.ts'
import { useMay, useSession } from '../../frame/session.ts'
import {
  awayText,
  Button,
  Day,
  DayField,
  Empty,
  Form,
  Glance,
  Ident,
  Link,
  List,
  Modal,
  MoreMenu,
  Person,
  PersonPick,
  Status,
  TextField,
  toast,
  useQueryText,
} from '../../kit/index.ts'
import { PickPerson } from '../people/GroupFields.tsx'
import { dueText } from './words.ts'

type Action = AskOutput<typeof actionsList>['items'][number]

const { choices: states } = actionsList.list.columns.state
const views = [
  { title: 'Open', where: ['state:is:open'], sort: 'due' },
  { title: 'DRI is me', where: ['dri:is:me', 'state:is:open'], sort: 'due' },
  { title: 'Late', where: ['late:is:yes'], sort: 'due' },
  { title: 'This week', where: ['due:next:7', 'state:is:open'], sort: 'due' },
  { title: 'Done', where: ['state:is:done'], sort: '-closed_day', columns: ['text', 'number', 'dri', 'closed_day', 'origin'] },
  { title: 'Dropped', where: ['state:is:dropped'], sort: '-closed_day', columns: ['text', 'number', 'dri', 'closed_day', 'reason'] },
  { title: 'All', where: ['state:is:open|done|dropped'], sort: '-number' },
]

/** What people will do by when, whatever it came of. */
export default function ActionsPage() {
  const may = useMay()
  const today = useSession().data?.today ?? ''
  const [open, setOpen] = useQueryText('new', '')
  const [moving, setMoving] = useState<Action>()
  const [dropping, setDropping] = useState<Action>()
  const complete = useTell(actionsComplete, { onDone: (action) => toast(`${action.number} is done`) })
  const create = may('decisions.write') && (
    <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setOpen('yes')}>
      New action
    </Button>
  )
  return (
    <>
      <List
        operation={actionsList}
        title="Actions"
        one="action"
        actions={create}
        views={views}
        cells={{
          due: (row) => <Due action={row} today={today} />,
          origin: (row) =>
            row.origin.kind === 'hand' ? (
              <span className="faint">Opened by hand</span>
            ) : (
              <Link href={row.origin.href}>{row.origin.title}</Link>
            ),
        }}
        act={(row) =>
          row.may.length > 0 && (
            <MoreMenu
              label={`What to do with ${row.number}`}
              acts={[
                { title: 'It is done', onClick: () => complete.mutate({ id: row.id }) },
                { title: 'Move or give on', onClick: () => setMoving(row) },
                { title: 'Drop it', onClick: () => setDropping(row), danger: true },
              ]}
            />
          )
        }
        bulk={[
          {
            title: 'It is done',
            icon: <IconCheck size={15} stroke={1.75} aria-hidden />,
            may: (row) => row.may.includes('decisions.actions.complete'),
            run: (row) => ask(actionsComplete, { id: row.id }),
          },
          {
            title: 'Give on',
            icon: <IconUser size={15} stroke={1.75} aria-hidden />,
            may: (row) => row.may.includes('decisions.actions.change'),
            ask: ({ onPicked }) => <PersonPick label="Who" value={null} onPick={onPicked} />,
            run: (row, dri) => ask(actionsChange, { id: row.id, if_match: row.version, dri }),
          },
        ]}
        peek={(row) => <AtAGlance action={row} />}
        empty={
          <Empty title="Nothing is open" action={create}>
            Actions come of decisions, or are opened by hand. Each has one person and one day.
          </Empty>
        }
      />
      {open && (
        <Modal opened onClose={() => setOpen('')} title="What will be done?">
          <Form
            operation={actionsCreate}
            submit="Open the action"
            unguarded
            onCancel={() => setOpen('')}
            onDone={(made) => {
              toast(`${made.number} is open`)
              setOpen('')
            }}
          >
            <TextField name="text" label="What" autoFocus />
            <div className="fields-2">
              <PickPerson name="dri" label="Who" hint="You, when nobody is named." />
              <DayField name="due" label="By" min={today} />
            </div>
          </Form>
        </Modal>
      )}
      {moving && (
        <Modal opened onClose={() => setMoving(undefined)} title={`Move or give on ${moving.number}?`}>
          <Form
            operation={actionsChange}
            initial={{ text: moving.text, due: moving.due, dri: moving.dri.id }}
            fixed={{ id: moving.id, if_match: moving.version }}
            submit="Save"
            unguarded
            onCancel={() => setMoving(undefined)}
            onDone={(action) => {
              toast(`${action.number} is due on ${action.due}`)
              setMoving(undefined)
            }}
          >
            <TextField name="text" label="What" autoFocus />
            <div className="fields-2">
              <PickPerson name="dri" label="Who" />
              <DayField name="due" label="By" min={today} hint={`Promised first for ${moving.first_due}. A move is counted.`} />
            </div>
          </Form>
        </Modal>
      )}
      {dropping && (
        <Modal opened onClose={() => setDropping(undefined)} title={`Drop ${dropping.number}?`}>
          <Form
            operation={actionsDrop}
            fixed={{ id: dropping.id }}
            submit="Drop it"
            danger
            unguarded
            onCancel={() => setDropping(undefined)}
            onDone={(action) => {
              toast(`${action.number} is dropped`)
              setDropping(undefined)
            }}
          >
            <TextField name="reason" label="Why" autoFocus hint="Stays with the action." />
          </Form>
        </Modal>
      )}
    </>
  )
}

function Due({ action, today }: { action: Action; today: string }) {
  if (action.state !== 'open') return <Day day={action.due} />
  return (
    <>
      <Day day={action.due} /> <span className={action.late ? 'late' : 'faint'}>{dueText(action.due, today)}</span>
    </>
  )
}

function AtAGlance({ action }: { action: Action }) {
  return (
    <Glance
      name={action.text}
      note={action.origin.kind === 'hand' ? 'Opened by hand' : action.origin.title}
      figures={[
        { label: 'Due', value: <Day day={action.due} />, ...(action.state === 'open' ? { note: awayText(action.due) } : {}) },
        action.moves > 0 && { label: 'Moved', value: action.moves, note: 'times' },
      ]}
      facts={[
        { label: 'State', value: <Status value={action.state} label={states[action.state]} /> },
        { label: 'Who', value: <Person name={action.dri.name} /> },
        { label: 'Promised first', value: <Day day={action.first_due} as="long" /> },
        action.closed_day !== null && { label: 'Closed', value: <Day day={action.closed_day} as="long" /> },
        action.reason !== null && { label: 'Reason', value: action.reason },
        { label: 'Opened by', value: action.opened_by },
        { label: 'Opened', value: <Day day={action.opened_day} as="long" /> },
        { label: 'Number', value: <Ident text={action.number} /> },
      ]}
    />
  )
}
