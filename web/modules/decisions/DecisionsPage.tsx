import { IconPlus } from '@tabler/icons-react'
import { decisionsList } from '../../../server/modules/decisions/contract.ts'
import { useMay, useSession } from '../../frame/session.ts'
import { Button, DataTable, Day, Empty, None, Page, Person, Status } from '../../kit/index.ts'
import { dueText, stateOf } from './words.ts'

/** The ledger: what is asked, who decides, by when, and what became of it. */
export default function DecisionsPage() {
  const may = useMay()
  const today = useSession().data?.today ?? ''
  const create = may('decisions.write') && (
    <Button href="/decisions/decisions/new" leftSection={<IconPlus size={15} aria-hidden />}>
      New decision
    </Button>
  )
  return (
    <Page title="Decisions" actions={create}>
      <DataTable
        operation={decisionsList}
        label="Decisions"
        views="decisions.decisions"
        rowKey={(row) => row.id}
        rowHref={(row) => `/decisions/decisions/${row.id}`}
        filters={[
          {
            field: 'view',
            label: 'Show',
            options: [
              { value: 'mine_to_decide', label: 'Mine to decide' },
              { value: 'waiting_for_me', label: 'Waiting for me' },
              { value: 'late', label: 'Late' },
              { value: 'stale', label: 'On an older version' },
              { value: 'unreviewed', label: 'To look back at' },
            ],
          },
        ]}
        columns={[
          { id: 'issue', title: 'Question', cell: (row) => row.issue, phone: 'title' },
          { id: 'decider', title: 'Decides', cell: (row) => <Person name={row.decider.name} /> },
          {
            id: 'answered',
            title: 'Answered',
            align: 'right',
            cell: (row) => (row.asked === 0 ? <None /> : `${row.answered} of ${row.asked}`),
            phone: 'hide',
          },
          {
            id: 'by',
            title: 'By',
            cell: (row) =>
              row.decided_day || row.state === 'withdrawn' ? (
                <Day day={row.decided_day ?? row.need_by} />
              ) : (
                <>
                  <Day day={row.need_by} /> <span className="faint">{dueText(row.need_by, today)}</span>
                </>
              ),
          },
          { id: 'state', title: 'State', cell: (row) => <Status value={row.state} tone={stateOf(row).tone} label={stateOf(row).words} /> },
          { id: 'number', title: 'Number', cell: (row) => <span className="faint num">{row.number}</span>, phone: 'hide' },
        ]}
        empty={
          <Empty title="Nothing was put up for decision yet" action={create}>
            A decision has one question, one who decides and a day. What was answered stays with the text that it was answered on.
          </Empty>
        }
      />
    </Page>
  )
}
