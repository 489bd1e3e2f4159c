import './decisions.css'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { actionsChange, actionsComplete, actionsCreate, actionsDrop, actionsList } from '../../../server/modules/decisions/contract.ts'
import { type AskOutput, useTell } from '../../ask.ts'
import { useMay, useSession } from '../../frame/session.ts'
import {
  Button,
  DataTable,
  Day,
  DayField,
  Empty,
  Form,
  Link,
  Modal,
  MoreMenu,
  Page,
  Person,
  Status,
  TextField,
  toast,
  useQueryText,
} from '../../kit/index.ts'
import { PickPerson } from '../people/GroupFields.tsx'
import { dueText } from './words.ts'

type Action = AskOutput<typeof actionsList>['items'][number]

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
    <Page title="Actions" actions={create}>
      <DataTable
        operation={actionsList}
        label="Actions"
        views="decisions.actions"
        rowKey={(row) => row.id}
        filters={[
          {
            field: 'view',
            label: 'Show',
            options: [
              { value: 'mine', label: 'Mine' },
              { value: 'late', label: 'Late' },
            ],
          },
          {
            field: 'state',
            label: 'State',
            options: [
              { value: 'open', label: 'Open' },
              { value: 'done', label: 'Done' },
              { value: 'dropped', label: 'Dropped' },
            ],
          },
        ]}
        columns={[
          { id: 'text', title: 'Action', cell: (row) => row.text, phone: 'title' },
          { id: 'dri', title: 'Who', cell: (row) => <Person name={row.dri.name} /> },
          { id: 'due', title: 'Due', cell: (row) => <Due action={row} today={today} /> },
          {
            id: 'origin',
            title: 'Came of',
            cell: (row) =>
              row.origin.kind === 'hand' ? (
                <span className="faint">Opened by hand</span>
              ) : (
                <Link href={row.origin.href}>{row.origin.title}</Link>
              ),
            phone: 'hide',
          },
          { id: 'number', title: 'Number', cell: (row) => <span className="faint num">{row.number}</span>, phone: 'hide' },
          {
            id: 'acts',
            title: '',
            align: 'right',
            cell: (row) =>
              row.may.length > 0 && (
                <MoreMenu
                  acts={[
                    { title: 'It is done', onClick: () => complete.mutate({ id: row.id }) },
                    { title: 'Move or give on', onClick: () => setMoving(row) },
                    { title: 'Drop it', onClick: () => setDropping(row), danger: true },
                  ]}
                />
              ),
          },
        ]}
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
    </Page>
  )
}

function Due({ action, today }: { action: Action; today: string }) {
  if (action.state === 'done') return <Status value="done" label={`Done ${action.closed_day ?? ''}`} />
  if (action.state === 'dropped') return <Status value="closed" label="Dropped" />
  return (
    <>
      <Day day={action.due} /> <span className={action.late ? 'late' : 'faint'}>{dueText(action.due, today)}</span>
      {action.moves > 0 && <span className="faint"> · moved {action.moves === 1 ? 'once' : `${action.moves} times`}</span>}
    </>
  )
}
