type Step = { from: number; to: number }

/** Changes as bars that each begin where the one before ended, the first at zero; what they come to; the ends of their scale. */
export function stepsOf(changes: readonly number[]): { steps: Step[]; net: number; low: number; high: number } {
  let level = 0
  const steps = changes.map((change) => {
    const from = level
    level += change
    return { from, to: level }
  })
  const levels = [0, ...steps.map((step) => step.to)]
  return { steps, net: level, low: Math.min(...levels), high: Math.max(...levels) }
}
