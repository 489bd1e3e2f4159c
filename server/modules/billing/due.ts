import { later } from '../../kernel/period.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { type Book, inputOf, type TaxRows } from './book.ts'
import { itemsFor } from './pricing.ts'
import { type Proposal, proposeAll } from './rules/engine/propose.ts'
import type { Doc, StateItem } from './rules/engine/shapes.ts'
import type { AmendmentTable } from './tables.ts'

/** One contract to be carried forward: changes to record (none in a plain billing run) and what is due to issue. */
export type Work = {
  book: Book
  added: AmendmentTable[]
  /** the day whose periods, prices and tax rows count: the day of an order, else today; never a day that is still ahead */
  asOf: string
  /** the contract's local day: documents are issued on it */
  today: string
  /** bill the changes alone and leave what else is due to the run */
  alone: boolean
  /** false: record only, charge nothing now */
  bill: boolean
  order: { id: string; number: string } | null
  poNumber: string | null
  paidBy: string | null
}

/** What carrying a contract forward will write. `next` is the day on which the run looks at it again. */
export type DuePlan = { work: Work; book: Book; items: StateItem[]; documents: Doc[]; unissued: Doc[]; next: string | null }

/**
 * What is due on a contract by the day, and nothing that is due later: a change whose day is ahead is recorded and billed on its own day.
 * Pure, so that futures can be lived through in memory. Refuses `tax.rule_missing` when a charge has no tax rule.
 */
export function dueOn(work: Work, rows: TaxRows): DuePlan {
  if (work.asOf > work.today) throw new Error(`billing as of ${work.asOf}, which is ahead of ${work.today}`)
  const book: Book = { ...work.book, amendments: [...work.book.amendments, ...work.added] }
  const proposal = (work.alone && changeAlone(work.book, book, rows, work.asOf)) || proposeAll(inputOf(book, rows, { asOf: work.asOf }))
  const documents = work.bill ? proposal.output.documents : []
  const unissued = work.bill ? proposal.unissued : []
  if (documents.length > 0 && (proposal.output.tax_undetermined?.length ?? 0) > 0) {
    throw new Refusal(
      'refused',
      'tax.rule_missing',
      `No tax rule covers sales from ${book.entity.country} to ${book.profile.country}. Add the rule, then bill again.`,
    )
  }
  const items = work.added.length > 0 ? itemsFor(inputOf(book, rows, { asOf: work.asOf }), lastRecorded(book, work.today)) : []
  const next = nextDay(work, book, rows, proposal.output.next?.day ?? null, [...documents, ...unissued])
  return { work, book, items, documents, unissued, next }
}

/**
 * The change without what else is due by the day, which is taken as billed and left to the run. Undefined when the change credits what
 * the run has not billed yet: then both are billed together, since nobody can credit an invoice that does not exist.
 */
function changeAlone(before: Book, after: Book, rows: TaxRows, asOf: string): Proposal | undefined {
  const run = proposeAll(inputOf(before, rows, { asOf }))
  const assumed = [...run.output.documents, ...run.unissued]
  const proposal = proposeAll(inputOf(after, rows, { asOf, billed: assumed }))
  const unbilled = new Set(assumed.flatMap(({ lines }) => lines.map((line) => line.key)))
  const proposed = [...proposal.output.documents, ...proposal.unissued]
  return proposed.some(({ lines }) => lines.some(({ ref }) => ref !== undefined && unbilled.has(ref))) ? undefined : proposal
}

/**
 * Days on which a recorded change begins count too: its seats are announced then. In the run the proposal already says what comes next;
 * after a change alone, the day is asked for again with today's eyes.
 */
function nextDay(work: Work, book: Book, rows: TaxRows, proposed: string | null, issued: Doc[]): string | null {
  const scheduled = book.amendments.map((row) => row.effective).filter((day) => day > work.today)
  const sooner = (day: string | null) => scheduled.reduce<string | null>((least, one) => (least === null || one < least ? one : least), day)
  if (!work.alone && work.asOf === work.today) return sooner(proposed)
  const { output, unissued } = proposeAll(inputOf(book, rows, { asOf: work.today, billed: issued }))
  if (output.documents.length > 0 || unissued.length > 0) return work.today
  const next = output.next?.day ?? null
  const kept = work.book.contract.next_bill_day
  return kept !== null && kept <= work.today ? kept : sooner(next)
}

function lastRecorded(book: Book, today: string): string {
  return book.amendments.reduce((latest, row) => later(latest, row.recorded_day), today)
}
