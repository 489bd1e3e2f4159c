import { plansGoalposts, updatesList } from '../../../server/modules/strategy/contract.ts'
import { useAskPaged } from '../../ask.ts'
import { daysBetween, type Span, dayOf } from '../../kit/index.ts'
import type { Promised } from './promise.ts'

/** The most that a course can carry and still be read. */
const most = 4

/** What was said of a measure while it took its course, and when its promise moved: the latest few within the days shown. */
export function useSaid(promised: Promised, span: Span): { day: string; title: string; note: string }[] {
  const updates = useAskPaged(updatesList, { id: promised.plan.edition.id, limit: 100 })
  const goalposts = useAskPaged(plansGoalposts, { slug: promised.plan.plan.slug, limit: 50 })
  const said = updates.rows.flatMap(({ key, value_day, posted_at, going_well, not_going_well, by }) => {
    const title = not_going_well ?? going_well
    return key === promised.key && title !== null ? [{ day: value_day ?? dayOf(posted_at), title, note: by }] : []
  })
  const moved = goalposts.rows.flatMap(({ item_key, day, by, decision }) =>
    item_key === promised.key ? [{ day, title: 'The promise moved', note: decision ? `${by}, ${decision.number}` : by }] : [],
  )
  return [...said, ...moved]
    .filter(({ day }) => daysBetween(span.from, day) >= 0 && daysBetween(day, span.to) > 0)
    .sort((a, b) => (a.day < b.day ? 1 : -1))
    .slice(0, most)
    .reverse()
}
