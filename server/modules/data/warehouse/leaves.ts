import type { Row } from '../../../adapters/warehouse/duckdb.ts'

/** Rows of statements that are kept together at most. */
const mostCells = 200_000

/** Rows of statements that rest on the rooms alone: they stay right while only events come in, which is all day long. */
export type Leaves = {
  /** the build that changed the rooms' rows last; another one than before forgets everything */
  since: (views: number) => void
  /** what `read` answered to the same key before, or answers now */
  recall: (key: string, read: () => Promise<Row[]>) => Promise<Row[]>
}

export function openLeaves(): Leaves {
  let kept: { views: number; rows: Map<string, Row[]>; cells: number } = { views: -1, rows: new Map(), cells: 0 }
  return {
    since: (views) => {
      if (kept.views !== views) kept = { views, rows: new Map(), cells: 0 }
    },
    recall: async (key, read) => {
      const own = kept
      const known = own.rows.get(key)
      if (known) return known
      const rows = await read()
      own.cells += rows.length
      // a question by account and day has many rows, and is seldom asked twice
      if (own.cells < mostCells) own.rows.set(key, rows)
      return rows
    },
  }
}
