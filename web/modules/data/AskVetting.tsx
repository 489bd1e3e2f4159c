import { useState } from 'react'
import type { metricsGet } from '../../../server/modules/data/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { Button, dayText, Link } from '../../kit/index.ts'
import { later } from '../../kit/later.tsx'
import { Vetting } from './Vetting.tsx'

type Metric = Pick<AskOutput<typeof metricsGet>, 'id' | 'label' | 'hash' | 'state' | 'vetting' | 'published_at' | 'may'>

const Published = later<{ metric: Metric }>(() => import('./Published.tsx'))
const AskDialog = later<{ metric: Pick<Metric, 'id' | 'label' | 'hash'>; onClose: () => void }>(() => import('./AskDialog.tsx'))

/** Whether the company stands behind this very text, by which decision, and the act that asks for it. */
export function Vetted({ metric }: { metric: Metric }) {
  const [asking, setAsking] = useState(false)
  const { vetting } = metric
  return (
    <>
      <Vetting state={metric.state} />
      {saidOf(vetting)}
      {metric.may.includes('data.vettings.create') && (
        <div>
          <Button variant="subtle" onClick={() => setAsking(true)}>
            Ask for vetting
          </Button>
        </div>
      )}
      {(metric.published_at !== null || metric.may.includes('data.metrics.publish')) && <Published metric={metric} />}
      {asking && <AskDialog metric={metric} onClose={() => setAsking(false)} />}
    </>
  )
}

function saidOf({ is, decision, by, day, asked }: Metric['vetting']) {
  const link = (one: { id: string; number: string }) => <Link href={`/decisions/decisions/${one.id}`}>{one.number}</Link>
  return (
    <>
      {decision && (
        <small className="faint data-vetted">
          {is === 'agreed' && (
            <>
              by {by} on {dayText(day ?? '')}, {link(decision)}
            </>
          )}
          {is === 'carried' && (
            <>
              in {link(decision)}, carried over a small change on {dayText(day ?? '')}
            </>
          )}
          {is === 'stale' && <>{link(decision)} agrees to another text than this one</>}
        </small>
      )}
      {asked && (
        <small className="faint data-vetted">
          {link(asked)} asks for it until {dayText(asked.need_by)}
          {!asked.this_text && ', in another text than this one'}
        </small>
      )}
    </>
  )
}
