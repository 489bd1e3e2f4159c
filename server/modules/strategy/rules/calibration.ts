import { roundedRatio } from '../../../kernel/money.ts'

/** Who said how sure they were, in percent, and whether it came so. */
export type Claim = { by: string; name: string; confidence: number; reached: boolean }
type Calibration = { by: string; name: string; claims: number; brier: string; mean_confidence: string; reached_share: string }

/**
 * Brier's score of everybody's word: the mean of (confidence − outcome)², 0 where all came as it was said, 0.25 for whoever always says one
 * half; to 4 places, half away from zero.
 */
export function calibrationOf(claims: readonly Claim[]): Calibration[] {
  const people = Map.groupBy(claims, ({ by }) => by)
  return [...people.values()]
    .map((own): Calibration => {
      const n = own.length
      const sum = (of: (one: Claim) => number) => own.reduce((total, one) => total + of(one), 0)
      const [first] = own
      return {
        by: first?.by ?? '',
        name: first?.name ?? '',
        claims: n,
        brier: share(
          sum(({ confidence, reached }) => (confidence - (reached ? 100 : 0)) ** 2),
          n * 10_000,
        ),
        mean_confidence: share(
          sum(({ confidence }) => confidence),
          n * 100,
        ),
        reached_share: share(
          sum(({ reached }) => (reached ? 1 : 0)),
          n,
        ),
      }
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

function share(num: number, den: number): string {
  const digits = roundedRatio(BigInt(num) * 10_000n, BigInt(den))
    .toString()
    .padStart(5, '0')
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`
}
