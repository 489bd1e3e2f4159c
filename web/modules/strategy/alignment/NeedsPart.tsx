import { alignmentGet } from '../../../../server/modules/strategy/contract.ts'
import { useAsk } from '../../../ask.ts'
import type { NoticePartProps } from '../../../frame/rooms.ts'
import { NoticeWait } from '../../../kit/index.ts'
import { NeedActs, waitsFor } from './NeedActs.tsx'

/** A plan in the inbox: what other teams need of it and wait for, with the answer at hand. Nothing under a notice about something else. */
export default function NeedsPart({ href, onDone }: NoticePartProps) {
  const [, plan = ''] = /\/strategy\/plans\/([^/?]+)\?tab=alignment/.exec(href) ?? []
  const { data: tree, isPending } = useAsk(alignmentGet, { plan }, { enabled: plan !== '' })
  if (plan === '') return null
  if (!tree) return isPending ? <NoticeWait /> : null
  const waiting = tree.edges.filter(waitsFor)
  if (waiting.length === 0) return null
  const textOf = (key: string) => tree.plans.flatMap(({ items }) => items).find((one) => one.key === key)?.text ?? 'A line that is gone'
  const titleOf = (id: string) => tree.plans.find((one) => one.id === id)?.title ?? 'Another plan'
  return (
    <section className="notice-part" aria-label="What is needed of you">
      {waiting.map((edge) => (
        <div key={edge.id}>
          <h3>{textOf(edge.from_key)}</h3>
          <p className="faint">
            {titleOf(edge.from_plan)} needs it of your line “{textOf(edge.to_key)}”.
            {edge.stale && ' Its text has changed since you accepted it.'}
          </p>
          <div className="quick-acts">
            <NeedActs edge={edge} {...(waiting.length === 1 ? { onDone } : {})} />
          </div>
        </div>
      ))}
    </section>
  )
}
