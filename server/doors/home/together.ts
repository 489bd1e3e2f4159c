import { decimal } from '../../kernel/money.ts'
import { type News, say } from '../../kernel/board.ts'

/** So many of one kind are told as one. */
const many = 3

/**
 * News as one tells them: three or more of a kind become one sentence with their count and, where every amount is known, their sum;
 * it stands where the newest of them stood. Everything else is told by itself, newest first. No event is told twice and none is lost.
 */
export function together(news: readonly News[], currency: string): (News & { count: number })[] {
  const newest = [...news].sort((a, b) => Number(b.at) - Number(a.at))
  const kinds = Map.groupBy(newest, (one) => one.together?.key ?? '')
  return newest.flatMap((one) => {
    const all = one.together ? (kinds.get(one.together.key) ?? []) : []
    if (!one.together || customersIn(all) < many) return [{ ...one, count: 1 }]
    return all[0] === one ? [asOne(all, one.together, currency)] : []
  })
}

function customersIn(all: readonly News[]): number {
  return new Set(all.map((one) => one.customer?.id)).size
}

function asOne(all: readonly News[], told: NonNullable<News['together']>, currency: string): News & { count: number } {
  const [first] = all as [News]
  const sum = sumOf(all.map(({ amount }) => amount))
  const n = { value: String(customersIn(all)), unit: 'word' }
  const sentence = sum === null ? say(told.plain, { n }) : say(told.sentence, { n, amount: { value: sum, unit: currency } })
  return { ...first, customer: null, sentence, amount: sum, href: told.href, count: all.length }
}

/** Exact; null as soon as one amount is not known. */
export function sumOf(amounts: readonly (string | null)[]): string | null {
  if (amounts.length === 0 || amounts.some((amount) => amount === null)) return null
  const all = amounts.map((amount) => decimal(String(amount)))
  const scale = Math.max(...all.map((one) => one.scale))
  const digits = all.reduce((sum, one) => sum + one.digits * 10n ** BigInt(scale - one.scale), 0n)
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0')
  const sign = digits < 0n ? '-' : ''
  return scale === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`
}
