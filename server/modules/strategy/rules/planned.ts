import { decimal } from '../../../kernel/money.ts'

/** What a measure on its way promises for a day: baseline + (target − baseline) × expected, exact, as decimal text. */
export function plannedFor(baseline: string, target: string, expected: string): string {
  const [from, to, share] = [decimal(baseline), decimal(target), decimal(expected)]
  const scale = Math.max(from.scale, to.scale)
  const at = (one: { digits: bigint; scale: number }) => one.digits * 10n ** BigInt(scale - one.scale)
  const digits = at(from) * 10n ** BigInt(share.scale) + (at(to) - at(from)) * share.digits
  return text(digits, scale + share.scale)
}

function text(digits: bigint, scale: number): string {
  const sign = digits < 0n ? '-' : ''
  const figures = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0')
  const [whole, part] = [figures.slice(0, figures.length - scale), figures.slice(figures.length - scale).replace(/0+$/, '')]
  return part === '' ? sign + whole : `${sign}${whole}.${part}`
}
