import { Refusal } from '../../../kernel/refusal.ts'

export const segments = ['smb', 'mid_market', 'enterprise'] as const
type Segment = (typeof segments)[number]

/** From how many employees a company is mid-market, and from how many an enterprise. */
export type Bands = { mid_market_from: number; enterprise_from: number }
export const shippedBands: Bands = { mid_market_from: 100, enterprise_from: 1000 }

/** The segment of a company of so many people. */
export function segmentOf(employees: number, bands: Bands): Segment {
  if (employees >= bands.enterprise_from) return 'enterprise'
  return employees >= bands.mid_market_from ? 'mid_market' : 'smb'
}

/** Bands that leave room for all three segments (`customers.segment_bands_crossed`). */
export function requireBands({ mid_market_from: middle, enterprise_from: large }: Bands): void {
  if (middle > 1 && large > middle) return
  const text = `Mid-market begins above 1 and below where enterprise begins; ${middle} and ${large} leave a segment without companies.`
  throw new Refusal('invalid', 'customers.segment_bands_crossed', text, {
    unmet: [{ code: 'customers.segment_bands_crossed', text, path: middle > 1 ? 'enterprise_from' : 'mid_market_from' }],
  })
}

/**
 * The segment to keep: derived where the number of employees is known, by hand only where it is not. Refuses a hand-set one that the
 * number contradicts, so that a figure by segment never depends on who typed last.
 */
export function segmentKept(employees: number | null, byHand: string | null | undefined, bands: Bands): string | null {
  if (employees === null) return byHand ?? null
  const derived = segmentOf(employees, bands)
  if (byHand && byHand !== derived) {
    throw new Refusal(
      'invalid',
      'customers.segment_derived',
      `With ${employees} employees the segment is ${derived.replace('_', ' ')}. Change the number of employees, or leave the segment out.`,
    )
  }
  return derived
}
