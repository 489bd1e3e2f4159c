import { roundedRatio } from '../../../kernel/money.ts'

/** What one closed meeting came to. */
export type Held = {
  booked_minutes: number
  used_seconds: number
  people: number
  decisions: number
  actions_due: number
  actions_in_time: number
  ratings: readonly number[]
}

/** A share as decimal text with four places, rounded half away from zero; null of nothing. */
export function share(part: number, whole: number): string | null {
  return whole === 0 ? null : places(BigInt(part), BigInt(whole), 4)
}

/** Used ÷ booked: 12 of 30 minutes = 0.4000. */
export function usedShare(usedSeconds: number, bookedMinutes: number): string | null {
  return share(usedSeconds, bookedMinutes * 60)
}

export function personHours(usedSeconds: number, people: number): string {
  return places(BigInt(usedSeconds) * BigInt(people), 3600n, 2)
}

export function wholeMinutes(seconds: number): number {
  return Number(roundedRatio(BigInt(seconds), 60n))
}

/** All of them together; every share is of the sums, never a mean of shares. */
export function numbersOf(held: readonly Held[]) {
  const sum = (of: (one: Held) => number) => held.reduce((all, one) => all + of(one), 0)
  const [used, booked, decisions] = [sum((one) => one.used_seconds), sum((one) => one.booked_minutes), sum((one) => one.decisions)]
  const [due, inTime] = [sum((one) => one.actions_due), sum((one) => one.actions_in_time)]
  const ratings = held.flatMap((one) => one.ratings)
  return {
    closed: held.length,
    booked_minutes: booked,
    used_minutes: wholeMinutes(used),
    used_share: usedShare(used, booked),
    person_hours: places(
      held.reduce((all, one) => all + BigInt(one.used_seconds) * BigInt(one.people), 0n),
      3600n,
      2,
    ),
    decisions,
    decisions_per_meeting: held.length === 0 ? null : places(BigInt(decisions), BigInt(held.length), 2),
    actions_due: due,
    actions_in_time: inTime,
    actions_share: share(inTime, due),
    rating: meanOf(
      ratings.reduce((all, one) => all + one, 0),
      ratings.length,
    ),
  }
}

/** The mean of ratings with one place. */
export function meanOf(sum: number, count: number): string | null {
  return count === 0 ? null : places(BigInt(sum), BigInt(count), 1)
}

/** So many in a row that used less than half of their time make a suggestion. */
const inRow = 4

/**
 * Four closed meetings in a row each used less than half of what was booked: half the minutes, or writing instead. Newest first. A series
 * that books five minutes cannot be halved.
 */
export function suggestionOf(newest: readonly Pick<Held, 'booked_minutes' | 'used_seconds'>[], minutes: number) {
  const last = newest.slice(0, inRow)
  if (last.length < inRow || !last.every((one) => one.used_seconds * 2 < one.booked_minutes * 60)) return null
  const half = Math.max(5, Math.ceil(minutes / 2))
  if (half >= minutes) return null
  return {
    minutes: half,
    says: `The last ${inRow} used less than half of their time: ${half} minutes would do.`,
    or: 'Or write it: an update that everybody reads needs no hour that everybody shares.',
  }
}

/** Decimal text of a ratio with so many places, rounded half away from zero. */
export function places(num: bigint, den: bigint, digits: number): string {
  const text = roundedRatio(num * 10n ** BigInt(digits), den).toString()
  const [sign, figures] = text.startsWith('-') ? ['-', text.slice(1)] : ['', text]
  const padded = figures.padStart(digits + 1, '0')
  return digits === 0 ? sign + padded : `${sign}${padded.slice(0, -digits)}.${padded.slice(-digits)}`
}
