import type { Context } from '../../../kernel/context.ts'
import { personsOf } from '../../people/index.ts'
import type { MeasureRow } from '../tables.ts'

/** Who judges these measures, by name; no statement where nobody does. */
export async function assessorNames(ctx: Context, rows: Iterable<Pick<MeasureRow, 'assessor'>>): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set([...rows].flatMap(({ assessor }) => assessor ?? []))]
  if (ids.length === 0) return new Map()
  return personsOf(ctx, ids)
}
