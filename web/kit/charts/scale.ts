/** A straight way from values to places on the screen. */
export type Scale = (value: number) => number

export function scaleOf([low, high]: readonly [number, number], [start, end]: readonly [number, number]): Scale {
  const span = high - low
  return (value) => (span === 0 ? (start + end) / 2 : start + ((value - low) / span) * (end - start))
}

const steps = [1, 2, 2.5, 3, 4, 5, 6, 8, 10]

/** Round marks from at or below `low` to at or above `high`, in as many steps as fit into `most`; `whole`: never between two whole numbers. */
export function ticksOf(low: number, high: number, most = 6, whole = false): number[] {
  if (!(high > low)) return [low]
  const power = 10 ** Math.floor(Math.log10((high - low) / most))
  for (const factor of [1, 10, 100, 1000]) {
    for (const size of steps) {
      // a step is kept as a product of whole numbers, so that 3 × 0.1 stays 0.3
      const step = cleaned(size * power * factor)
      if (whole && !Number.isInteger(step)) continue
      const first = Math.floor(cleaned(low / step))
      const last = Math.ceil(cleaned(high / step))
      if (last - first <= most) return Array.from({ length: last - first + 1 }, (_, at) => cleaned((first + at) * step))
    }
  }
  return [low, high]
}

function cleaned(value: number): number {
  return Number(value.toPrecision(12)) + 0
}

/**
 * The ends of a value axis. It starts at zero unless all values lie far above it, where their course would be lost; then the marks start at
 * a round figure below them. `zero` decides it by hand. What is counted has no marks between two whole numbers: they would be called alike.
 */
export function marksOf(values: readonly number[], { zero, most = 6 }: { zero?: boolean | undefined; most?: number } = {}): number[] {
  if (values.length === 0) return []
  const low = Math.min(...values)
  const high = Math.max(...values)
  const whole = values.every(Number.isInteger)
  const fromZero = zero ?? !(low > 0 && low > (high - low) * 1.5)
  if (low === high && !fromZero) return ticksOf(low - Math.abs(low) * 0.1, high + Math.abs(high) * 0.1, most, whole)
  if (fromZero && low === 0 && high === 0) return [0, 1]
  return fromZero ? ticksOf(Math.min(0, low), Math.max(0, high), most, whole) : ticksOf(low, high, most, whole)
}
