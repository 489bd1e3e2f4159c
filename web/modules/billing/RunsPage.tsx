import { billingHome, runsList, runsStart } from '../../../server/modules/billing/contract.ts'
import { useAsk, useTell } from '../../ask.ts'
import { Button, dayText, Empty, List, toast, useGo } from '../../kit/index.ts'
import { runToast } from './run-words.ts'

const views = [
  { title: 'All' },
  { title: 'With failures', where: ['failed:at_least:1'] },
  { title: 'Running', where: ['state:is:running'] },
]

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
      views={views}
      href={(row) => `/billing/runs/${row.id}`}
      nameOf={(row) => dayText(row.day)}
      cells={{ by: (row) => (row.by === 'house' ? <span className="faint">By itself</span> : row.by) }}
      empty={<Empty title="No run yet">The first one starts within the hour.</Empty>}
    />
  )
}
