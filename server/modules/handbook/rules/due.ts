import { addBusinessDays, type Calendar } from '../../../kernel/calendar/calendar.ts'
import { addDays, type Day } from '../../../kernel/period.ts'

/** By when a step is due: so many days after the run began, or after another step was done. */
export type Due = { days: number; business: boolean; after: 'start' | { step: string } }

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

export const dueForms = '`Due: 2 business days after start`, `Due: 1 week after step 3` or `Due: same day as step 2`'

/** Reads what stands behind `Due:`. What cannot be read is nothing. */
export function dueOf(said: string): Due | null {
  const text = said.trim().replace(/\.$/, '')
  const [, same] = /^(?:the\s+)?same\s+day(?:\s+as\s+(.+))?$/i.exec(text) ?? (/^same\s+day$/i.test(text) ? ['', 'start'] : [])
  if (same !== undefined) return withBase({ days: 0, business: false }, same)
  const [, count = '', unit = '', base = ''] =
    /^(?:within\s+)?(\d{1,3}|[a-z]+)\s+((?:business|working|calendar)?\s*(?:days?|weeks?))\s+after\s+(.+)$/i.exec(text) ?? []
  const days = /^\d+$/.test(count) ? Number(count) : numbers.indexOf(count.toLowerCase())
  if (days < 0 || base === '') return null
  const weeks = /week/i.test(unit)
  const business = /business|working/i.test(unit)
  if (weeks && business) return null
  return withBase({ days: weeks ? days * 7 : days, business }, base)
}

function withBase(span: { days: number; business: boolean }, base: string): Due | null {
  if (/^(?:the\s+)?start(?:\s+of\s+the\s+run)?$/i.test(base)) return { ...span, after: 'start' }
  const [, step] = /^step\s+(\d+(?:\.\d+)*)$/i.exec(base) ?? []
  return step === undefined ? null : { ...span, after: { step } }
}

/** The day by which it is due, from the day on which it begins to count. */
export function dueDay({ days, business }: Due, from: Day, calendar: Calendar): Day {
  return business ? addBusinessDays(from, days, calendar) : addDays(from, days)
}
