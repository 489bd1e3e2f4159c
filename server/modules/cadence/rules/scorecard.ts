import { addDays, addMonths, type Day } from '../../../kernel/period.ts'

export type Colour = 'green' | 'yellow' | 'red' | 'reached' | 'missed' | 'unknown'

/** A row that wants talking about. */
export function raises(colour: Colour): boolean {
  return colour === 'red' || colour === 'missed'
}

/** One colour for each look back, newest first, a week apart: for how many weeks on end it has been red or missed, this one among them. */
export function redWeeks(colours: readonly Colour[]): number {
  const end = colours.findIndex((colour) => !raises(colour))
  return end < 0 ? colours.length : end
}

/** The days on which a scorecard looks: its own and each one a week before. */
export function looks(day: Day, weeks: number): Day[] {
  return Array.from({ length: weeks }, (_, back) => addDays(day, -7 * back))
}

/** The days of a look over twelve months, newest first: its own, and the last one of each of the eleven months before. */
export function monthLooks(day: Day): Day[] {
  const month = `${day.slice(0, 7)}-01`
  return [day, ...Array.from({ length: 11 }, (_, back) => addDays(addMonths(month, -back), -1))]
}

/** The last known value on or before each of several days. */
export function asOn<T extends { day: Day }>(points: readonly T[], days: readonly Day[]): (T | undefined)[] {
  return days.map((day) => points.findLast((point) => point.day <= day))
}

/** red for 6 weeks, first time here */
export function lineageWords(weeks: number, timesBefore: number): string {
  const since = weeks <= 1 ? 'red this week' : `red for ${weeks} weeks`
  const times = timesBefore === 0 ? 'first time here' : timesBefore === 1 ? 'here once before' : `here ${timesBefore} times before`
  return `${since}, ${times}`
}

/** What an issue of a row is called. */
export function issueTitle(row: { title: string; colour: Colour }): string {
  return row.colour === 'missed' ? `${row.title}: missed` : `${row.title}: behind`
}

/** Rows as they are read: by owner, and what is moved by our doing before what comes of it. */
export function inOrder<T extends { owner: { name: string }; input: boolean; position: number }>(rows: readonly T[]): T[] {
  return [...rows].sort(
    (a, b) =>
      (a.owner.name < b.owner.name ? -1 : a.owner.name > b.owner.name ? 1 : 0) ||
      Number(b.input) - Number(a.input) ||
      a.position - b.position,
  )
}
