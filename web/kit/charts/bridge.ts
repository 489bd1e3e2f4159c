export type Step = { x: string; value: number; total?: boolean }

/** Where the axis of a bridge starts: zero, or a round figure below the smallest level when the changes would be lost beside the totals. */
export function baseOf(steps: Step[]): number {
  const levels: number[] = []
  let level = 0
  for (const step of steps) {
    level = step.total ? step.value : level + step.value
    levels.push(level)
  }
  const low = Math.min(...levels)
  const span = Math.max(...levels) - low
  if (span <= 0 || low < span * 3) return 0
  const round = 10 ** Math.floor(Math.log10(span))
  return Math.max(0, Math.floor((low - span / 2) / round) * round)
}

/** Round marks of an axis from `base` to above `high`, about four of them. */
export function ticksOf(base: number, high: number): number[] {
  const raw = (high - base) / 4
  if (raw <= 0) return [base]
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = ([1, 2, 2.5, 5, 10].find((size) => size * power >= raw) ?? 10) * power
  return Array.from({ length: Math.ceil((high - base) / step) + 1 }, (_, at) => base + at * step)
}
