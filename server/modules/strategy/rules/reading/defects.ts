import { brokenDays, brokenNumbers } from './slips.ts'
import type { Item, PlanReading, ReadingDefect, Section, SectionName } from './model.ts'

/** A text of pure noise must not answer with more findings than anyone reads. */
const most = 200

const expected: SectionName[] = ['vision', 'priorities', 'methods', 'obstacles', 'measures']
const words: Record<SectionName, string> = {
  vision: 'Vision',
  priorities: 'Priorities',
  methods: 'Methods',
  obstacles: 'Obstacles',
  measures: 'Measures',
  commentary: 'Commentary',
  objectives: 'Objectives',
}

/** What a reader of the plan should know is missing, out of place or doubtful. Nothing here changes a byte. */
export function defectsOf(plan: Omit<PlanReading, 'defects'>): ReadingDefect[] {
  if (plan.kind === 'stub') return []
  const found: ReadingDefect[] = []
  if (!plan.titleSpan)
    found.push({ code: 'title.missing', level: 'info', text: 'No heading stands above the plan; it is named after the file.', span: null })
  const wanted = plan.framework === 'okr' ? (['objectives', 'measures'] as SectionName[]) : expected
  const nested = plan.sections.some(({ name, items }) => name === 'objectives' && items.some(({ depth }) => depth > 0))
  for (const name of wanted) {
    const section = plan.sections.find((one) => one.name === name)
    // key results that stand under their objectives need no section of their own
    if (name === 'measures' && nested) continue
    if (!section) found.push({ code: 'plan.section_missing', level: 'warn', text: `${words[name]} is missing.`, span: null })
    else if (!section.items.some((item) => item.text !== ''))
      found.push({ code: 'plan.section_empty', level: 'warn', text: `${section.label} is empty.`, span: section.span })
  }
  const order = plan.sections.map((section) => expected.indexOf(section.name)).filter((place) => place >= 0)
  if (order.some((place, index) => index > 0 && place < (order[index - 1] ?? -1)))
    found.push({
      code: 'plan.section_order',
      level: 'info',
      text: 'The sections stand in another order than Vision, Priorities, Methods, Obstacles, Measures.',
      span: null,
    })
  for (const section of plan.sections) for (const item of section.items) found.push(...itemDefects(section, item))
  if (plan.sketches.length > 0)
    found.push({
      code: 'plan.sketches',
      level: 'info',
      text: `${plan.sketches.length} more under the same heading, kept as a sketch.`,
      span: plan.sketches[0]?.span ?? null,
    })
  return found.slice(0, most)
}

function itemDefects(section: Section, item: Item): ReadingDefect[] {
  const found: ReadingDefect[] = []
  const place = `${section.label} ${placeOf(section, item)}`
  if (item.depth > 4)
    found.push({ code: 'item.too_deep', level: 'warn', text: `${place} is nested ${item.depth + 1} levels deep.`, span: item.span })
  if (item.placeholder && section.name !== 'measures' && section.name !== 'commentary')
    found.push({ code: 'plan.placeholder_left', level: 'warn', text: `${place} still holds a placeholder.`, span: item.span })
  const glued = gluedAt(item)
  if (glued !== null)
    found.push({ code: 'item.number_glued', level: 'info', text: `${place} seems to hold item ${glued} as well.`, span: item.span })
  const written = [...new Set([item.row ? item.row.cells.join(' | ') : item.raw, ...(item.said.due ? [item.said.due] : [])])]
  for (const text of written) {
    for (const { seen, meant } of brokenNumbers(text))
      found.push({
        code: 'item.number_unclear',
        level: 'warn',
        text: `"${seen}" in ${place} is no number; ${meant} is probably meant.`,
        span: item.span,
      })
    for (const { seen, why } of brokenDays(text))
      found.push({
        code: 'item.day_unclear',
        level: 'warn',
        text: `"${seen}" in ${place} is no day that can be read: ${why}.`,
        span: item.span,
      })
  }
  return found
}

/** `2.1`: the first one below the second. */
function placeOf({ items }: Section, item: Item): string {
  const ranks = [item.rank]
  for (let above = item.parent; above >= 0 && ranks.length < 6; above = items[above]?.parent ?? -1) ranks.unshift(items[above]?.rank ?? 0)
  return ranks.join('.')
}

/** The number of a next item that is written into this one's line: `7. One thing 8. The next`. */
function gluedAt(item: Pick<Item, 'marker' | 'raw'>): number | null {
  const own = /^(\d{1,3})[.)]$/.exec(item.marker)?.[1]
  if (!own) return null
  const next = Number(own) + 1
  return new RegExp(`\\s${next}[.)] \\p{Lu}`, 'u').test(item.raw) ? next : null
}
