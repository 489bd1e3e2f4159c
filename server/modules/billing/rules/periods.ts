import { addDays, addMonths, type Day } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'

/** A month of a company's books, "2026-05". */
export type Month = string
/** What is looked at before a month is closed; `faults` name the rows that stand against it. */
export type Check = { check: 'billed' | 'settled' | 'balanced' | 'receivable' | 'tax' | 'deferred'; faults: string[] }
export type PeriodFacts = {
  entity: string
  period: Month
  /** today of the company */
  today: Day
  /** the latest month that is closed */
  through: Month | null
  /** the first month after it in which something was posted */
  firstOpen: Month | null
}

export const checkTexts: Record<Check['check'], string> = {
  billed: 'Everything that was due is billed',
  settled: 'No card is being asked',
  balanced: 'Debits and credits are equal',
  receivable: 'Account 1100 is what the invoices have open',
  tax: 'Account 2000 is the tax of the documents',
  deferred: 'Account 2100 is the net of the documents',
}

/** `DE-2026-05`: a company's code and a month; undefined when it is neither. */
export function readPeriodId(id: string): { entity: string; period: Month } | undefined {
  const [, entity, period] = /^([A-Z0-9]{2,6})-(\d{4}-(?:0[1-9]|1[0-2]))$/.exec(id) ?? []
  return entity && period ? { entity, period } : undefined
}

export function daysOfMonth(period: Month): { first: Day; next: Day } {
  return { first: `${period}-01`, next: addMonths(`${period}-01`, 1) }
}

export function isClosed(period: Month, through: Month | null): boolean {
  return through !== null && period <= through
}

/** Months are closed one after the other, when they are over. Refuses `period.closed`, `period.not_over`, `period.earlier_open`. */
export function requireClosable({ entity, period, today, through, firstOpen }: PeriodFacts): void {
  if (isClosed(period, through)) throw new Refusal('conflict', 'period.closed', `${period} of ${entity} is closed already.`)
  const { next } = daysOfMonth(period)
  if (today < next) throw new Refusal('conflict', 'period.not_over', `${period} is not over for ${entity}. Close it from ${next} on.`)
  if (firstOpen !== null && firstOpen < period)
    throw new Refusal('conflict', 'period.earlier_open', `${firstOpen} of ${entity} is still open. Close it first.`)
}

/** Refuses `period.not_ready` and names what stands against it. */
export function requireReady({ entity, period }: Pick<PeriodFacts, 'entity' | 'period'>, checks: readonly Check[]): void {
  const failing = checks.filter(({ faults }) => faults.length > 0)
  if (failing.length === 0) return
  throw new Refusal(
    'conflict',
    'period.not_ready',
    `${period} of ${entity} cannot be closed yet. ${failing.map((one) => `${checkTexts[one.check]}: not so (${one.faults.slice(0, 3).join('; ')}).`).join(' ')}`,
    { unmet: failing.map((one) => ({ code: `period.${one.check}`, text: one.faults.join('; '), path: 'id' })) },
  )
}

/** Only the latest closed month is opened again. Refuses `period.not_closed`, `period.later_closed`. */
export function requireReopenable({ entity, period, through }: Pick<PeriodFacts, 'entity' | 'period' | 'through'>): void {
  if (!isClosed(period, through)) throw new Refusal('conflict', 'period.not_closed', `${period} of ${entity} is open.`)
  if (period !== through)
    throw new Refusal('conflict', 'period.later_closed', `${through} of ${entity} was closed after it. Open that one first.`)
}

/** What whoever posts into a closed month is told. */
export function closedPeriod({ entity, period, through }: { entity: string; period: Month; through: Month }): Refusal {
  const open = daysOfMonth(through).next
  return new Refusal(
    'conflict',
    'period.closed',
    `The books of ${entity} are closed up to ${addDays(open, -1)}, so that nothing is posted in ${period}. Give a day from ${open} on, or let finance open ${through} again (Ledger, Periods).`,
    { facts: { entity, period, closed_through: through, open_from: open } },
  )
}
