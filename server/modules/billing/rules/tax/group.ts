import { allocate, roundedRatio } from '../../../../kernel/money.ts'
import { percentOf, percentScale, plainDecimal } from '../engine/exact.ts'
import type { Conventions, Tax } from '../engine/shapes.ts'

/** A line as tax sees it: its amount after discounts, which holds the tax already when `inclusive`. Minor units. */
type TaxableLine = { amount: bigint; inclusive: boolean; taxes: readonly Tax[] }
type TaxedLine = { net: bigint; tax: bigint; gross: bigint }
/** Lines of equal (code, category, rate, jurisdiction, share) with their taxable base and tax. */
type Group = { key: string; tax: Tax; base: bigint; amount: bigint }
/** `rounding` = line-mode tax − tax on the group bases: what an e-invoice carries in BT-114. */
export type Taxed = { lines: TaxedLine[]; groups: Group[]; rounding: bigint }
/** What earlier credit notes have left of an invoice's tax groups. */
export type Remaining = ReadonlyMap<string, { base: bigint; amount: bigint }>

type Work = {
  lines: TaxedLine[]
  groups: Map<string, Group>
  rounding: bigint
  mode: Conventions['tax_rounding']
  remaining: Remaining | undefined
}

/** Equal keys make one tax group; "19" and "19.00" are one rate. */
export function taxKey(tax: Tax): string {
  const share = plainDecimal(tax.share ?? '100')
  return `${tax.code}|${tax.category}|${plainDecimal(tax.rate)}|${tax.jurisdiction}|${share}${tax.compound ? '|compound' : ''}`
}

/**
 * Taxes one document. Group mode: `base = R(Σ net × share)`, `tax = R(base × rate)`, shown on the lines by largest remainder; line mode:
 * each line's tax rounded, then summed. Inclusive amounts keep their gross: `net = R(gross ÷ (1 + Σ rate × share))` per group.
 * A credit note that takes the last of a group's base takes the group's remaining tax (`remaining`).
 */
export function taxDocument(lines: readonly TaxableLine[], mode: Conventions['tax_rounding'] = 'group', remaining?: Remaining): Taxed {
  const work: Work = {
    lines: lines.map((line) => ({ net: line.amount, tax: 0n, gross: line.amount })),
    groups: new Map(),
    rounding: 0n,
    mode,
    remaining,
  }
  const bundles = new Map<string, number[]>()
  const simple = new Map<string, { tax: Tax; at: number[] }>()
  const compound = new Map<string, { tax: Tax; at: number[] }>()
  lines.forEach((line, at) => {
    if (line.inclusive && line.taxes.length > 0) {
      const key = mode === 'line' ? String(at) : line.taxes.map(taxKey).join(' ')
      bundles.set(key, [...(bundles.get(key) ?? []), at])
      return
    }
    for (const tax of line.taxes) {
      const groups = tax.compound ? compound : simple
      const key = taxKey(tax)
      const group = groups.get(key)
      if (group) group.at.push(at)
      else groups.set(key, { tax, at: [at] })
    }
  })
  for (const at of bundles.values()) taxInclusive(work, lines, at)
  for (const { tax, at } of simple.values()) taxExclusive(work, tax, at, [])
  const others = work.lines.map((line) => line.tax)
  for (const { tax, at } of compound.values()) taxExclusive(work, tax, at, others)
  for (const line of work.lines) line.gross = line.net + line.tax
  return { lines: work.lines, groups: [...work.groups.values()], rounding: work.rounding }
}

function taxExclusive(work: Work, tax: Tax, at: number[], others: readonly bigint[]): void {
  const rate = rateOf(tax)
  const share = shareOf(tax)
  const baseOf = (index: number) => (work.lines[index]?.net ?? 0n) * share + (others[index] ?? 0n) * percentScale
  const base = roundedRatio(
    at.reduce((sum, index) => sum + baseOf(index), 0n),
    percentScale,
  )
  const left = work.remaining?.get(taxKey(tax))
  const grouped = left && base === -left.base ? -left.amount : roundedRatio(base * rate, percentScale)
  const parts =
    work.mode === 'line'
      ? at.map((index) => roundedRatio(baseOf(index) * rate, percentScale * percentScale))
      : spread(
          grouped,
          at.map((index) => (others.length > 0 ? baseOf(index) : (work.lines[index]?.net ?? 0n))),
        )
  const amount = parts.reduce((sum, part) => sum + part, 0n)
  work.rounding += amount - grouped
  at.forEach((index, n) => {
    const line = work.lines[index]
    if (line) line.tax += parts[n] ?? 0n
  })
  addToGroup(work, tax, base, amount)
}

function taxInclusive(work: Work, lines: readonly TaxableLine[], at: number[]): void {
  const taxes = lines[at[0] ?? 0]?.taxes ?? []
  const amounts = at.map((index) => lines[index]?.amount ?? 0n)
  const gross = amounts.reduce((sum, amount) => sum + amount, 0n)
  const scale = percentScale * percentScale
  const weights = weightsOf(taxes)
  const net = roundedRatio(gross * scale, scale + weights.reduce((sum, weight) => sum + weight, 0n))
  const nets = spread(net, amounts)
  at.forEach((index, n) => {
    const amount = amounts[n] ?? 0n
    work.lines[index] = { net: nets[n] ?? 0n, tax: amount - (nets[n] ?? 0n), gross: amount }
  })
  const parts = spread(gross - net, weights)
  const plain = taxes.reduce((sum, tax, n) => (tax.compound ? sum : sum + (parts[n] ?? 0n)), 0n)
  taxes.forEach((tax, n) => {
    addToGroup(work, tax, roundedRatio(net * shareOf(tax), percentScale) + (tax.compound ? plain : 0n), parts[n] ?? 0n)
  })
}

/** Each tax as a factor of the net, in 10^-28; a compound one takes base + the other taxes. */
function weightsOf(taxes: readonly Tax[]): bigint[] {
  const plain = taxes.map((tax) => (tax.compound ? 0n : rateOf(tax) * shareOf(tax)))
  const sum = plain.reduce((total, weight) => total + weight, 0n)
  return taxes.map((tax, at) => {
    if (!tax.compound) return plain[at] ?? 0n
    return (rateOf(tax) * (shareOf(tax) * percentScale + sum)) / percentScale
  })
}

/** Splits by largest remainder; weights that cancel out to 0 leave the whole to the first line, so that lines always add up. */
function spread(total: bigint, weights: readonly bigint[]): bigint[] {
  const parts = allocate(total, weights)
  const rest = parts.reduce((sum, part) => sum - part, total)
  if (rest !== 0n && parts.length > 0) parts[0] = (parts[0] ?? 0n) + rest
  return parts
}

function addToGroup(work: Work, tax: Tax, base: bigint, amount: bigint): void {
  const key = taxKey(tax)
  const group = work.groups.get(key)
  if (group) {
    group.base += base
    group.amount += amount
  } else work.groups.set(key, { key, tax, base, amount })
}

function rateOf(tax: Tax): bigint {
  return percentOf(tax.rate, 'tax.rate_invalid', tax.code)
}

function shareOf(tax: Tax): bigint {
  return tax.share === undefined ? percentScale : percentOf(tax.share, 'tax.rate_invalid', tax.code)
}
