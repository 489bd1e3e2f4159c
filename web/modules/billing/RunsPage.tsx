import { billingHome, runsList, runsStart } from '../../../server/modules/billing/contract.ts'
import { useAsk, useTell } from '../../ask.ts'
import { Button, Count, DataTable, Day, Empty, Instant, Page, Status, toast, useGo } from '../../kit/index.ts'
import { runToast } from './run-words.ts'

/** Every billing run; a second run on the same day finds nothing to do. */
export default function RunsPage() {
  const go = useGo()
  const home = useAsk(billingHome, {})
  const run = useTell(runsStart, {
    onDone: (done) => {
      toast(runToast(done))
      go(`/billing/runs/${done.id}`)
    },
  })
  return (
    <Page
      title="Billing runs"
      crumbs={[{ title: 'Billing', href: '/billing' }]}
      note="Each hour by itself: whatever is due on a contract's own local day is billed once."
      actions={
        home.data?.may.includes('run') && (
          <Button loading={run.isPending} onClick={() => run.mutate({})}>
            Run now
          </Button>
        )
      }
    >
      <DataTable
        operation={runsList}
        label="Runs"
        rowKey={(row) => row.id}
        rowHref={(row) => `/billing/runs/${row.id}`}
        columns={[
          { id: 'day', title: 'Day', cell: (row) => <Day day={row.day} />, phone: 'title' },
          { id: 'started', title: 'Started', cell: (row) => <Instant at={row.started_at} ago /> },
          { id: 'state', title: 'State', cell: (row) => <Status value={row.state} /> },
          { id: 'contracts', title: 'Contracts', align: 'right', cell: (row) => <Count value={row.contracts} /> },
          { id: 'documents', title: 'Documents', align: 'right', cell: (row) => <Count value={row.documents} /> },
          { id: 'renewed', title: 'Renewed', align: 'right', cell: (row) => <Count value={row.renewed} /> },
          { id: 'charged', title: 'Charged', align: 'right', cell: (row) => <Count value={row.charged} /> },
          { id: 'failed', title: 'Failed', align: 'right', cell: (row) => <Count value={row.failed} /> },
          { id: 'by', title: 'By', cell: (row) => row.by, phone: 'hide' },
        ]}
        empty={<Empty title="No run yet">The first one starts within the hour.</Empty>}
      />
    </Page>
  )
}
