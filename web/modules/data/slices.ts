import type { figuresAsk } from '../../../server/modules/data/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { countryText } from '../../kit/index.ts'

type Found = AskOutput<typeof figuresAsk>
type Part = { name: string; label: string; values: (number | null)[] }
export type Sliced = {
  periods: { period: string; from: string; to: string; incomplete: boolean }[]
  /** the largest in the last period first; empty where nothing is cut */
  parts: Part[]
  whole: (number | null)[]
  /** the parts hold only what the asker reaches */
  cut: boolean
}

/** A question's answer as periods across and slices down, beside the whole. */
export function partsOf(found: Found, uncut: Found | undefined, metric: string, by: string): Sliced {
  const readOf = (row: Found['rows'][number]) => (row.values[metric] == null ? null : Number(row.values[metric]))
  const periods = [...new Map([...(uncut?.rows ?? []), ...found.rows].map((row) => [row.period, row])).values()].sort((a, b) =>
    a.period < b.period ? -1 : 1,
  )
  const whole = new Map((uncut?.rows ?? []).map((row) => [row.period, readOf(row)]))
  const slices = new Map<string, Map<string, number | null>>()
  if (by)
    for (const row of found.rows) {
      const name = row.dimensions[by] ?? ''
      const held = slices.get(name) ?? new Map<string, number | null>()
      slices.set(name, held.set(row.period, readOf(row)))
    }
  const parts = [...slices].map(([name, held]) => ({
    name,
    label: sliceText(by, name),
    values: periods.map((one) => held.get(one.period) ?? null),
  }))
  const size = (part: Part) => part.values.reduce<number>((sum, value) => sum + Math.abs(value ?? 0), 0)
  return {
    periods,
    parts: parts.sort((a, b) => size(b) - size(a)),
    whole: periods.map((one) => whole.get(one.period) ?? null),
    cut: found.cut,
  }
}

/** What has a name of its own, which the rows hold as a code. */
export function isNamed(by: string): boolean {
  return by === 'product' || by === 'product_family' || by === 'edition'
}

/** A slice by the word that people use for it: a country's name, a product's words in place of its code. */
export function sliceText(by: string, name: string): string {
  if (name === '') return 'Not set'
  if (by === 'country') return countryText(name)
  if (/^[a-z0-9]+([_-][a-z0-9]+)*$/.test(name)) {
    const words = name.replaceAll(/[_-]+/g, ' ')
    return isNamed(by) ? words.replaceAll(/\b\p{L}/gu, (letter) => letter.toUpperCase()) : words.charAt(0).toUpperCase() + words.slice(1)
  }
  return name
}
