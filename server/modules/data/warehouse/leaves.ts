import type { Row } from '../../../adapters/warehouse/duckdb.ts'
import type { Day } from '../../../kernel/period.ts'

/** Rows of statements that are kept together at most. */
const mostCells = 200_000

/** Days of servers that a statement reads: some days, or a run of them, `to` exclusive. Nothing: it rests on the rooms alone. */
export type DaysRead = { days: readonly Day[] } | { from: Day; to: Day } | undefined

/** Rows of statements, kept as long as nothing moves what they rest on: the rooms' rows, and the days of servers that they read. */
export type Leaves = {
  /** the build that changed the rooms' rows last; another one than before forgets everything */
  since: (views: number) => void
  /** events of these days came in: what read one of them is forgotten */
  touched: (days: readonly Day[]) => void
  /** what `read` answered to the same key before, or answers now */
  recall: (key: string, reads: DaysRead, read: () => Promise<Row[]>) => Promise<Row[]>
}

type Kept = { reads: DaysRead; rows?: Row[]; spoiled?: true }

export function openLeaves(): Leaves {
  let kept: { views: number; rows: Map<string, Kept>; cells: number } = { views: -1, rows: new Map(), cells: 0 }
  // what is being read now may have begun before the events that come in meanwhile
  const underWay = new Set<Kept>()

  return {
    since: (views) => {
      if (kept.views !== views) kept = { views, rows: new Map(), cells: 0 }
    },
    touched: (days) => {
      for (const one of underWay) if (meets(one.reads, days)) one.spoiled = true
      for (const [key, one] of kept.rows) {
        if (!meets(one.reads, days)) continue
        kept.rows.delete(key)
        kept.cells -= one.rows?.length ?? 0
      }
    },
    recall: async (key, reads, read) => {
      const own = kept
      const known = own.rows.get(key)?.rows
      if (known) return known
      const mine: Kept = { reads }
      underWay.add(mine)
      try {
        const rows = await read()
        // a question by account and day has many rows, and is seldom asked twice
        if (!mine.spoiled && !own.rows.has(key) && own.cells + rows.length <= mostCells) {
          own.cells += rows.length
          own.rows.set(key, { reads, rows })
        }
        return rows
      } finally {
        underWay.delete(mine)
      }
    },
  }
}

function meets(reads: DaysRead, days: readonly Day[]): boolean {
  if (!reads) return false
  return 'days' in reads ? days.some((day) => reads.days.includes(day)) : days.some((day) => day >= reads.from && day < reads.to)
}
