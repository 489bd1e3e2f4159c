import { billingHome, runsList, runsStart } from '../../../server/modules/billing/contract.ts'
import { useAsk, useTell } from '../../ask.ts'
import { Button, dayText, Empty, List, listOf, toast, useGo } from '../../kit/index.ts'
import { runToast } from './run-words.ts'

const list = listOf({
  day: { title: 'Day', kind: 'day' },
  state: { title: 'State', kind: 'choice', choices: { running: 'Running', done: 'Done', failed: 'Failed' } },
  contracts: { title: 'Contracts', kind: 'count' },
  documents: { title: 'Invoices', kind: 'count' },
  renewed: { title: 'Renewed', kind: 'count' },
  charged: { title: 'Charged', kind: 'count' },
  failed: { title: 'Failed', kind: 'count' },
  started_at: { title: 'Started', kind: 'instant' },
  by: { title: 'By', kind: 'text' },
})

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
    <List
      operation={runsList}
      title="Billing runs"
      one="run"
      crumbs={[{ title: 'Revenue', href: '/billing' }]}
      actions={
        home.data?.may.includes('run') && (
          <Button loading={run.isPending} onClick={() => run.mutate({})}>
            Run now
          </Button>
        )
      }
      list={list}
      href={(row) => `/billing/runs/${row.id}`}
      nameOf={(row) => dayText(row.day)}
      empty={<Empty title="No run yet">The first one starts within the hour.</Empty>}
    />
  )
}
