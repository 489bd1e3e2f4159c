import type { Day } from '../../../kernel/period.ts'

/** Days [from, to) of a contract on which the same number of seats is in force. */
export type Segment = { from: Day; to: Day; seats: number }

/** A day that no contract reaches: the end of one that has none. */
export const noEnd = '9999-12-31'

/**
 * The fold of a contract as seats over days, from its first day to its last, in order: the sum of the rows of all its price layers,
 * cut where the sum changes. Days without seats are left out.
 */
export function segmentsOf(rows: readonly { quantity: string; from: Day; to: Day | null }[]): Segment[] {
  const edges = new Map<Day, number>()
  const add = (day: Day, seats: number) => edges.set(day, (edges.get(day) ?? 0) + seats)
  for (const row of rows) {
    add(row.from, Number(row.quantity))
    add(row.to ?? noEnd, -Number(row.quantity))
  }
  const segments: Segment[] = []
  let seats = 0
  let since: Day = ''
  for (const [day, change] of [...edges].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (change === 0) continue
    if (seats > 0) segments.push({ from: since, to: day, seats })
    seats += change
    since = day
  }
  return segments
}
