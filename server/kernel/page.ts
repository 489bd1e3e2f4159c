import { z } from 'zod'
import { Refusal } from './refusal.ts'

/** Fields that every list takes: spread into the input of the operation. */
export const pageInput = {
  cursor: z.string().max(1000).optional(),
  limit: z.int().min(1).max(200).default(50),
}

/** What every list answers: the rows and the cursor of the next page, null on the last. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() })
}

/** The sort values of the last row, as one opaque text. */
export function cursorOf(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

export function readCursor(cursor: string | undefined): string[] | undefined {
  if (!cursor) return undefined
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(values) && values.every((value) => typeof value === 'string')) return values
  } catch {
    // falls through to the refusal
  }
  throw new Refusal('invalid', 'cursor.invalid', 'This cursor is not one that we gave out. Start again without it.')
}

/** Cuts `limit + 1` rows into a page. */
export function cut<T>(rows: T[], limit: number, toValues: (row: T) => string[]): { items: T[]; next: string | null } {
  if (rows.length <= limit) return { items: rows, next: null }
  const items = rows.slice(0, limit)
  return { items, next: cursorOf(toValues(items[limit - 1] as T)) }
}
