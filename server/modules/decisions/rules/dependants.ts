/** One decision cites another: it stands on it. */
export type Cite = { from: string; to: string }
/** A decision that stands on the first one, through which, and how many steps away; the shortest way counts. */
type Dependant = { id: string; through: string; steps: number }

/**
 * Everything that stands on a decision, nearest first: what cites it, what cites that, and so on. Circles end where they begin, and a
 * decision stands on itself for nothing.
 */
export function dependantsOf(start: string, cites: readonly Cite[]): Dependant[] {
  const citing = Map.groupBy(cites, ({ to }) => to)
  const seen = new Set([start])
  const found: Dependant[] = []
  let layer = [start]
  for (let steps = 1; layer.length > 0; steps++) {
    const next: string[] = []
    for (const through of layer)
      for (const { from } of citing.get(through) ?? [])
        if (!seen.has(from)) {
          seen.add(from)
          found.push({ id: from, through, steps })
          next.push(from)
        }
    layer = next
  }
  return found
}

/** The numbers of decisions that a text names. */
export function citedNumbers(text: string): string[] {
  return [...new Set([...text.matchAll(/(?<![\p{L}\p{N}])DEC-\d{4}-\d{4,}(?!\d)/gu)].map(([number]) => number))]
}
