import { type DocumentReading, itemLimit, itemsIn, type PlanReading, tooManyItems } from './reading.ts'

/** Of one document so many items are shown in all, and of each list beside them so many; what is left out is kept and read again when confirmed. */
const mostItems = 6000
const mostBeside = 500
/** A text of more runs than this is coloured run by run of one kind. */
const mostRuns = 5000

/**
 * What is shown of a reading, so that no document makes an answer without end. A plan with more items than one may have says so and is
 * unticked. `part`: something was left out.
 */
export function shownPart(whole: DocumentReading): { reading: DocumentReading; part: boolean } {
  let [left, part] = [mostItems, false]
  const first = <T>(list: T[]): T[] => {
    if (list.length <= mostBeside) return list
    part = true
    return list.slice(0, mostBeside)
  }
  const shown = (plan: PlanReading): PlanReading => {
    const count = itemsIn(plan)
    let room = Math.min(itemLimit, left)
    if (count > room) part = true
    left -= Math.min(count, room)
    const sections = plan.sections.map((section) => {
      const items = section.items.slice(0, room).map((item) => ({ ...item, notes: first(item.notes) }))
      room -= items.length
      return { ...section, items, lead: first(section.lead), notes: first(section.notes) }
    })
    const { header } = plan
    const over = count > itemLimit ? [{ code: 'edition.too_large', level: 'error' as const, text: tooManyItems(count), span: null }] : []
    return {
      ...plan,
      ticked: plan.ticked && over.length === 0,
      preface: first(plan.preface),
      header: { ...header, rows: first(header.rows), parties: first(header.parties), previous: first(header.previous) },
      sections,
      sketches: plan.sketches.map(({ span }) => ({ span, sections: [] })),
      defects: [...over, ...first(plan.defects)],
    }
  }
  const plans = whole.plans.map(shown)
  return { reading: { ...whole, plans, segments: joined(whole.segments), roles: joined(whole.roles) }, part }
}

/** Runs of one kind that lie end to end are one, where there are many. */
function joined<R extends { from: number; to: number }>(runs: R[]): R[] {
  if (runs.length <= mostRuns) return runs
  const kindOf = ({ from: _from, to: _to, ...kind }: R) => JSON.stringify(kind)
  const all: R[] = []
  for (const run of runs) {
    const last = all.at(-1)
    if (last && kindOf(last) === kindOf(run)) all[all.length - 1] = { ...last, to: run.to }
    else all.push(run)
  }
  return all
}
