import type { DayNumber } from './days.ts'
import { smaller } from './exact.ts'

/** Seats over days: disjoint runs [from, to) in order, none of them 0. */
export type Block = { from: DayNumber; to: DayNumber; seats: bigint }

/** The sum of blocks that may overlap and may be negative, as disjoint runs. */
export function summed(blocks: readonly Block[]): Block[] {
  if (blocks.length <= 1) return blocks.filter((block) => block.seats !== 0n && block.from < block.to)
  const edges: { day: DayNumber; seats: bigint }[] = []
  for (const block of blocks) {
    if (block.from >= block.to) continue
    edges.push({ day: block.from, seats: block.seats }, { day: block.to, seats: -block.seats })
  }
  edges.sort((a, b) => a.day - b.day)
  const runs: Block[] = []
  let seats = 0n
  let since = 0
  for (const edge of edges) {
    if (edge.day > since && seats !== 0n) join(runs, { from: since, to: edge.day, seats })
    since = edge.day
    seats += edge.seats
  }
  return runs
}

/**
 * Cuts seats over days into rectangles of one sign: every maximal run of days where seats are positive gives run × its minimum,
 * and so on inside what is left; mirrored for negative runs.
 */
export function rectangles(runs: readonly Block[]): Block[] {
  const found: Block[] = []
  cut(
    runs.filter((run) => run.seats > 0n),
    found,
  )
  const mirrored: Block[] = []
  cut(
    runs.filter((run) => run.seats < 0n).map((run) => ({ ...run, seats: -run.seats })),
    mirrored,
  )
  for (const block of mirrored) found.push({ ...block, seats: -block.seats })
  return found.sort((a, b) => a.from - b.from || b.to - a.to)
}

/** The smaller of two seat counts on each day. */
export function lesser(a: readonly Block[], b: readonly Block[]): Block[] {
  const common: Block[] = []
  for (const x of a)
    for (const y of b) {
      const from = Math.max(x.from, y.from)
      const to = Math.min(x.to, y.to)
      if (from < to) join(common, { from, to, seats: smaller(x.seats, y.seats) })
    }
  return common
}

function cut(runs: Block[], found: Block[]): void {
  let group: Block[] = []
  for (const run of runs) {
    if (group.length > 0 && group.at(-1)?.to !== run.from) {
      peel(group, found)
      group = []
    }
    group.push(run)
  }
  if (group.length > 0) peel(group, found)
}

function peel(group: Block[], found: Block[]): void {
  const first = group[0] as Block
  const last = group.at(-1) as Block
  const least = group.reduce((least, run) => smaller(run.seats, least), first.seats)
  found.push({ from: first.from, to: last.to, seats: least })
  if (group.length === 1) return
  cut(
    group.map((run) => ({ ...run, seats: run.seats - least })).filter((run) => run.seats > 0n),
    found,
  )
}

function join(runs: Block[], next: Block): void {
  const last = runs.at(-1)
  if (last && last.to === next.from && last.seats === next.seats) last.to = next.to
  else runs.push(next)
}
