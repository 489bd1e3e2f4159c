import { z } from 'zod'
import { isCurrency } from './money.ts'

/**
 * Values as they travel, the same for every room: what the database cannot hold is refused at the door, and nothing is coerced
 * (a seat count is 10, never "10", true or [10]).
 */

/** A calendar day from 1900 to 2999: one that exists, with room for the longest term after it. */
export const dayShape = z
  .string()
  .refine(isDay, { error: 'A day looks like 2026-03-31, and exists.', abort: true })
  .meta({ format: 'date', example: '2026-03-31' })

/** An instant in UTC, "2026-03-31T08:15:00Z", from 1900 to 2999. */
export const instantShape = z
  .string()
  .refine(isInstant, { error: 'An instant looks like 2026-03-31T08:15:00Z.', abort: true })
  .meta({ format: 'date-time', example: '2026-03-31T08:15:00Z' })

/** An instant that the command gets as a `Date`. */
export const dateShape = instantShape.transform((text) => new Date(text))

/** Whole minor units (cents) within ±2^53 − 1. */
export const minorShape = z.int()

/** An exact decimal as text: "84.00". */
export const decimalShape = z.string().regex(/^-?\d{1,12}(\.\d{1,12})?$/, 'A decimal looks like 84.00.')

/** A currency that ISO 4217 lists. */
export const currencyShape = z.string().refine(isCurrency, { error: 'A currency is an ISO 4217 code such as EUR.', abort: true })

/** A country's two letters; whether we sell there is a rule of its room. */
export const countryShape = z.string().regex(/^[A-Z]{2}$/, 'A country is an ISO 3166 code such as DE.')

/** A name or another text of one line that a person writes (company, person, product, street): kept as `foldName` makes it. */
export const nameShape = z.string().overwrite(foldName)

export const idShape = z.uuid('An id has the form 018f2f5e-7c1a-7000-8000-000000000000.')

/** The version that was read, from the `If-Match` header. */
export const versionShape = z.int().min(0)

/**
 * One line as it is stored and printed. White space of any kind, tabs and line breaks are one space, so that no words grow together; other
 * control characters, direction marks and what has no width are dropped, for they make two names that look alike. Joiners stay: Persian and
 * Hindi are written with them.
 */
export function foldName(text: string): string {
  return text
    .replaceAll(/[\t-\r\u0085\u2028\u2029]/g, ' ')
    .replaceAll(/[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu, '')
    .normalize('NFC')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

const days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

export function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (year < 1900 || year > 2999 || day < 1 || day > (days[month - 1] ?? 0)) return false
  return month !== 2 || day < 29 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0))
}

function isInstant(text: string): boolean {
  const match = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?Z$/.exec(text)
  return match !== null && isDay(match[1] ?? '')
}

/** What was changed of one thing, by whom, and what stood there before: the one shape of a history, as `historyOf` gives it. */
export const historyRow = z.object({
  id: z.string(),
  at: z.date(),
  actor: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
  action: z.string(),
  subject: z.object({ kind: z.string(), id: z.string(), label: z.string().nullable() }),
  before: z.unknown(),
  after: z.unknown(),
  reason: z.string().nullable(),
})
export type HistoryRow = z.infer<typeof historyRow>
