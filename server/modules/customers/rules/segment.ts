import { Refusal } from '../../../kernel/refusal.ts'

export const segments = ['smb', 'mid_market', 'enterprise'] as const
export type Segment = (typeof segments)[number]

/** From how many employees a company counts as the larger segment. */
const bounds: readonly [number, Segment][] = [
  [1000, 'enterprise'],
  [100, 'mid_market'],
  [1, 'smb'],
]

/** The segment of a company of so many people: below 100 small, below 1,000 mid-market, from there enterprise. */
export function segmentOf(employees: number): Segment {
  return bounds.find(([from]) => employees >= from)?.[1] ?? 'smb'
}

/**
 * The segment to keep: derived where the number of employees is known, by hand only where it is not. Refuses a hand-set one that the
 * number contradicts, so that a figure by segment never depends on who typed last.
 */
export function segmentKept(employees: number | null, byHand: string | null | undefined): string | null {
  if (employees === null) return byHand ?? null
  const derived = segmentOf(employees)
  if (byHand && byHand !== derived) {
    throw new Refusal(
      'invalid',
      'customers.segment_derived',
      `With ${employees} employees the segment is ${derived.replace('_', ' ')}. Change the number of employees, or leave the segment out.`,
    )
  }
  return derived
}
