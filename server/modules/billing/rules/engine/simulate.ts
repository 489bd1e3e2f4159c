import { Refusal } from '../../../../kernel/refusal.ts'
import { determineTax } from '../tax/determine.ts'
import { type Books, enter, readBooks } from './books.ts'
import { chargeOf } from './charge.ts'
import { creditsOf, goodwillOf } from './credit.ts'
import { type DayNumber, dayNumber, dayText, never } from './days.ts'
import { type Difference, differencesOf } from './differences.ts'
import { discounted } from './discount.ts'
import { documentsOf, type Issue } from './documents.ts'
import { type Draft, isCredit } from './draft.ts'
import type { Extent } from './extent.ts'
import type { Timeline } from './fold.ts'
import { type Reading, readContract } from './read.ts'
import type { Doc, Next, PreviewInput, Tax } from './shapes.ts'
import type { Terms } from './terms.ts'
import { annualTrueUps } from './trueup.ts'

type Simulation = { documents: Doc[]; unissued: Doc[]; next: Next | null; undetermined: string[] }
/** Lines that one simulation may hold: 200 monthly items for 10 years. */
const mostLines = 30_000

type RunDay = Issue & { next: Next | null }

/** Proposes for `as_of` and, with `through`, for every later run day too, feeding back its own documents. */
export function simulate(input: PreviewInput, terms: Terms): Simulation {
  const through = input.through === undefined ? 0 : dayNumber(input.through)
  const undetermined = new Set<string>()
  const books = readBooks(input.billed ?? [], terms)
  const simulation: Simulation = { documents: [], unissued: [], next: null, undetermined: [] }
  let day = dayNumber(input.as_of)
  let reading = readContract(terms, day, input.seat_reports)
  const openSince = new Map<Timeline, DayNumber>()
  for (;;) {
    const run = runDay({ input, terms, books, day, reading, openSince, undetermined })
    simulation.documents.push(...run.documents)
    simulation.unissued.push(...run.unissued)
    simulation.next = run.next
    const nextDay = run.next === null ? never : dayNumber(run.next.day)
    if (nextDay > through) break
    enter(books, terms, run.documents, run.unissued)
    if (books.debited.size > mostLines) tooManyLines()
    day = nextDay
    if (reading.later.some((known) => known.day <= nextDay)) reading = readContract(terms, day, input.seat_reports)
  }
  simulation.undetermined = [...undetermined]
  return simulation
}

function tooManyLines(): never {
  throw new Refusal(
    'refused',
    'preview.too_large',
    `This simulation makes more than ${mostLines} lines. Ask for fewer years or fewer items.`,
  )
}

type Run = {
  input: PreviewInput
  terms: Terms
  books: Books
  day: DayNumber
  reading: Reading
  /** by timeline, the first day of the first period that still waits for a document */
  openSince: Map<Timeline, DayNumber>
  undetermined: Set<string>
}

function runDay({ input, terms, books, day, reading, openSince, undetermined }: Run): RunDay {
  const { extent, timelines, later } = reading
  const candidates: { day: DayNumber; reason: Next['reason'] }[] = [...later]
  const due: Difference[] = []
  for (const timeline of timelines) {
    const since = openSince.get(timeline) ?? 0
    let pending = never
    for (const difference of differencesOf(timeline, books, terms, day, since)) {
      if (difference.due <= day) due.push(difference)
      else {
        candidates.push({ day: difference.due, reason: reasonOf(difference) })
        pending = Math.min(pending, difference.period.from)
      }
    }
    if (pending < never) openSince.set(timeline, pending)
  }
  const drafts: Draft[] = due.flatMap((difference) =>
    difference.block.seats > 0n ? [chargeOf(difference, terms)] : creditsOf(difference, terms),
  )
  if (input.seat_reports) {
    for (const trueUp of annualTrueUps(terms, extent, timelines, input.seat_reports, books)) {
      if (trueUp.due <= day) drafts.push(trueUp.draft)
      else candidates.push({ day: trueUp.due, reason: 'true_up' })
    }
  }
  drafts.push(...goodwillOf(input.credits ?? [], books, terms))
  determined(drafts, input, day, undetermined)
  discounted(
    drafts.filter((draft) => !isCredit(draft)),
    input.discounts ?? [],
  )
  const issue = documentsOf(drafts, { terms, books, day, inclusive: input.tax?.behaviour === 'inclusive' })
  return { ...issue, next: nextAfter(day, candidates, extent) }
}

/** Charges without taxes of their own get the determined ones; credits keep those of the line that they credit. */
function determined(drafts: Draft[], input: PreviewInput, day: DayNumber, undetermined: Set<string>): void {
  const question = input.tax?.determine
  if (!question) return
  const known = new Map<string, Tax[] | undefined>()
  for (const draft of drafts) {
    if (draft.taxes.length > 0 || draft.credits?.line.taxes !== undefined || draft.item?.item.taxes !== undefined) continue
    const taxDay = input.tax?.day === 'service_start' ? dayText(draft.from) : dayText(day)
    const productClass = draft.item?.item.tax_class ?? 'saas'
    const key = `${productClass}|${taxDay}`
    if (!known.has(key)) {
      const answer = determineTax({
        ...question,
        class: productClass,
        day: taxDay,
        rates: question.rates ?? [],
        rules: question.rules ?? [],
      })
      known.set(key, answer.rule === null ? undefined : answer.taxes)
    }
    const taxes = known.get(key)
    if (taxes === undefined) undetermined.add(draft.itemId)
    else draft.taxes = taxes
  }
}

function reasonOf(difference: Difference): Next['reason'] {
  if (difference.timeline.marks.get(difference.block.from)?.cause === 'true_up') return 'true_up'
  return difference.begins || difference.timeline.terms.arrears ? 'period' : 'change'
}

const weight: Record<Next['reason'], number> = { period: 0, true_up: 1, end: 2, change: 3 }

function nextAfter(day: DayNumber, candidates: { day: DayNumber; reason: Next['reason'] }[], extent: Extent): Next | null {
  const all = extent.end < never ? [...candidates, { day: extent.end, reason: 'end' as const }] : candidates
  let best: { day: DayNumber; reason: Next['reason'] } | undefined
  for (const candidate of all) {
    if (candidate.day <= day) continue
    if (!best || candidate.day < best.day || (candidate.day === best.day && weight[candidate.reason] < weight[best.reason]))
      best = candidate
  }
  return best ? { day: dayText(best.day), reason: best.reason } : null
}
