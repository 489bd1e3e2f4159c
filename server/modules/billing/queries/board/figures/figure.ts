import type { Figure } from '../../../../../kernel/board.ts'
import type { Context } from '../../../../../kernel/context.ts'
import type { boardFacts } from '../board.ts'

type Facts = Awaited<ReturnType<typeof boardFacts>>
/** Some figures out of one question to the database; `keys` are those of them that are asked. */
export type Asking = (ctx: Context, facts: Facts, keys: ReadonlySet<string>) => Promise<Figure[]>

/** A figure with what most have in common. */
export function figureOf(
  parts: Pick<Figure, 'key' | 'name' | 'definition' | 'value' | 'unit' | 'period' | 'href'> & Partial<Figure>,
): Figure {
  return { of: null, exception: null, course: null, tone: 'calm', spark: [], about: null, ...parts }
}

export function countPlace(value: number) {
  return { value: String(value), unit: 'count' }
}

export function total<K extends string>(rows: readonly Record<K, number>[], key: K): number {
  return rows.reduce((sum, row) => sum + row[key], 0)
}

export function numberOf(text: string | null): number | null {
  return text === null ? null : Number(text)
}
