type Row = { dimensions: Record<string, string>; values: Record<string, string | null> }
export type Move = { name: string; before: number; now: number; change: number; what: 'Came' | 'Left' | 'More' | 'Less' }
type Moves = {
  /** the largest first, whichever way */
  moves: Move[]
  sum: number
}

/** What moved a level from one day to another, by the parts of a dimension: only those that changed, and what they come to. */
export function movesOf(metric: string, by: string, before: readonly Row[], now: readonly Row[], rounding: number): Moves {
  const read = (rows: readonly Row[]) => new Map(rows.map((row) => [row.dimensions[by] ?? '', Number(row.values[metric] ?? 0)]))
  const [old, fresh] = [read(before), read(now)]
  const scale = 10 ** rounding
  const moves = [...new Set([...old.keys(), ...fresh.keys()])].flatMap((name) => {
    const [was, is] = [old.get(name) ?? 0, fresh.get(name) ?? 0]
    const change = Math.round((is - was) * scale) / scale
    if (change === 0) return []
    return [
      {
        name,
        before: was,
        now: is,
        change,
        what: was === 0 ? ('Came' as const) : is === 0 ? ('Left' as const) : change > 0 ? ('More' as const) : ('Less' as const),
      },
    ]
  })
  const sum = moves.reduce((all, one) => all + Math.round(one.change * scale), 0) / scale
  return { moves: moves.sort((a, b) => Math.abs(b.change) - Math.abs(a.change) || (a.name < b.name ? -1 : 1)), sum }
}
