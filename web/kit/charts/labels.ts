/**
 * Places for labels that each want one: none nearer than `gap` to the next, none beyond the ends, the order of the wishes kept. Where all
 * together need more room than there is they are spread evenly, closer than `gap`.
 */
export function spread(wanted: readonly number[], gap: number, [low, high]: readonly [number, number]): number[] {
  const order = wanted.map((at, index) => ({ at, index })).sort((a, b) => a.at - b.at || a.index - b.index)
  const room = high - low
  const between = order.length > 1 ? Math.min(gap, room / (order.length - 1)) : gap
  const placed: number[] = []
  for (const [rank, { at }] of order.entries()) placed.push(Math.max(at, low, rank > 0 ? (placed[rank - 1] ?? low) + between : low))
  for (let rank = placed.length - 1; rank >= 0; rank--) {
    const limit = rank === placed.length - 1 ? high : (placed[rank + 1] ?? high) - between
    placed[rank] = Math.min(placed[rank] ?? limit, limit)
  }
  const places = Array.from<number>({ length: wanted.length })
  for (const [rank, { index }] of order.entries()) places[index] = placed[rank] ?? low
  return places
}
