import { decimal } from '../../../kernel/money.ts'

/** A row of a figure: whom or what it speaks of, and what it adds, as decimal text. */
export type Part = { name: string; value: string; href: string | null }

/**
 * What makes the difference between a figure before and a figure now, name by name: all that is added now less all that was added before,
 * the largest first, at most `most` of them, and under `others` what the rest comes to. Adds up to the difference of the figures, exactly.
 */
export function differenceOf(before: readonly Part[], now: readonly Part[], total: string, most: number, others: string): Part[] {
  const sums = new Map<string, { value: bigint; href: string | null }>()
  const add = ({ name, value, href }: Part, sign: bigint) => {
    const { value: sum, href: known } = sums.get(name) ?? { value: 0n, href: null }
    sums.set(name, { value: sum + sign * scaled(value), href: href ?? known })
  }
  for (const part of before) add(part, -1n)
  for (const part of now) add(part, 1n)
  const moved = [...sums]
    .filter(([, { value }]) => value !== 0n)
    .toSorted(([a, one], [b, other]) =>
      size(other.value) > size(one.value) ? 1 : size(other.value) < size(one.value) ? -1 : a < b ? -1 : 1,
    )
  const named = moved.slice(0, most)
  const rest = scaled(total) - named.reduce((sum, [, { value }]) => sum + value, 0n)
  return [
    ...named.map(([name, { value, href }]) => ({ name, value: text(value), href })),
    ...(rest === 0n ? [] : [{ name: others, value: text(rest), href: null }]),
  ]
}

const places = 12

function scaled(value: string): bigint {
  const { digits, scale } = decimal(value)
  return digits * 10n ** BigInt(places - scale)
}

function size(value: bigint): bigint {
  return value < 0n ? -value : value
}

function text(value: bigint): string {
  const all = size(value)
    .toString()
    .padStart(places + 1, '0')
  const part = all.slice(-places).replace(/0+$/, '')
  return `${value < 0n ? '-' : ''}${all.slice(0, -places)}${part === '' ? '' : `.${part}`}`
}

/** With which sign each input goes into a sum such as `won + up - gone`; nothing where it is no plain sum. */
export function signsIn(expr: string): Map<string, 1 | -1> | undefined {
  if (!/^\s*-?\s*[a-z_]\w*(\s*[+-]\s*[a-z_]\w*)*\s*$/i.test(expr)) return undefined
  return new Map([...expr.matchAll(/([+-]?)\s*([a-z_]\w*)/gi)].map(([, sign, name]) => [name ?? '', sign === '-' ? -1 : 1]))
}
