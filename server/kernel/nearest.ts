/** The known name that a mistyped one was most likely meant to be, or nothing when none is near. */
export function nearestName(typed: string, known: readonly string[]): string | undefined {
  const wanted = typed.toLowerCase().slice(0, 80)
  let best: { name: string; steps: number } | undefined
  for (const name of known) {
    const whole = name.toLowerCase()
    const within = wanted.length >= 3 && (whole.includes(wanted) || wanted.includes(whole))
    const steps = within ? Math.min(1, Math.abs(whole.length - wanted.length)) : stepsBetween(wanted, whole)
    if (!best || steps < best.steps) best = { name, steps }
  }
  return best && best.steps <= Math.max(2, Math.floor(wanted.length / 3)) ? best.name : undefined
}

/** Letters to put in, take out, change or swap with their neighbour (optimal string alignment). */
function stepsBetween(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, n) => n)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1]
      let steps = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) steps = Math.min(steps, (before[j - 2] ?? 0) + 1)
      row.push(steps)
    }
    before = last
    last = row
  }
  return last[b.length] ?? 0
}
