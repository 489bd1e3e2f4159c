/** How many users above the seats the product tolerates before it stops creating accounts. */
export type ExtraRule = { kind: 'none' } | { kind: 'fixed'; value: number } | { kind: 'percent'; value: number; min: number }

/** `percent` gives max(min, ⌈seats × value / 100⌉); `none` writes nothing, which the product reads as its own default. */
export function extraUsers(seats: number, rule: ExtraRule): number | null {
  if (rule.kind === 'none') return null
  if (rule.kind === 'fixed') return rule.value
  // tenths of a per cent are whole here, so that 2.5 % of 40 is 1 and not 2
  const thousandths = BigInt(seats) * BigInt(Math.round(rule.value * 10))
  return Math.max(rule.min, Number((thousandths + 999n) / 1000n))
}
