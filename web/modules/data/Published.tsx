import { useState } from 'react'
import { type metricsGet, metricsPublish } from '../../../server/modules/data/contract.ts'
import { type AskOutput, useTell } from '../../ask.ts'
import { Button, Confirm, dayText, toast, dayOf } from '../../kit/index.ts'

type Metric = Pick<AskOutput<typeof metricsGet>, 'id' | 'label' | 'published_at' | 'may'>

/** Whether anyone may read the figure, and the act that lets them or no longer does. */
export default function Published({ metric }: { metric: Metric }) {
  const [asking, setAsking] = useState(false)
  const { id, label, published_at: since } = metric
  const publish = useTell(metricsPublish, {
    quiet: true,
    onDone: (now) => toast(now.published ? 'Anyone may read it' : 'No longer public'),
  })
  const open = since !== null
  return (
    <>
      {open && <small className="faint data-vetted">public since {dayText(dayOf(since))}</small>}
      {metric.may.includes('data.metrics.publish') && (
        <div>
          <Button variant="subtle" onClick={() => setAsking(true)}>
            {open ? 'Make it internal' : 'Make it public…'}
          </Button>
        </div>
      )}
      <Confirm
        open={asking}
        title={open ? `Shall ${label} be internal again?` : `May anyone read ${label}?`}
        act={open ? 'Make it internal' : 'Make it public'}
        danger={open}
        onConfirm={() => publish.mutateAsync({ id, published: !open })}
        onClose={() => setAsking(false)}
      >
        {open
          ? 'Public plans show the line of a measure on it without its value from then on.'
          : 'Public plans whose measure is bound to it show its last value, its day and its target. Rows behind it stay inside. Another text of its definition ends this.'}
      </Confirm>
    </>
  )
}
