/** A run of a month that is over: it has an error that counts since (`up`), or none any more. */
type Move<T> = T & { up: boolean }

/** What the month said before each of its moves and since, in their order; `k` is what it says after all of them. */
export function restated<T>(k: number, moves: readonly Move<T>[]): (Move<T> & { was: number; now: number })[] {
  const before = moves.reduce((left, { up }) => left - (up ? 1 : -1), k)
  let was = before
  return moves.map((move) => {
    const now = was + (move.up ? 1 : -1)
    const told = { ...move, was, now }
    was = now
    return told
  })
}
