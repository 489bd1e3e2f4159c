/** What is scrolled: how far, how high the window is, both in pixels. */
type View = { top: number; height: number }

/**
 * Which of `count` rows of one height are drawn: those in sight and `more` on both sides, from `first` up to and without `end`. All
 * heights are pixels.
 */
export function inSight({ top, height }: View, count: number, row: number, more: number): { first: number; end: number } {
  const end = Math.min(count, Math.ceil((Math.max(0, top) + height) / row) + more)
  return { first: Math.max(0, Math.min(Math.floor(top / row), count) - more), end }
}

/** How far to scroll so that a row is seen whole below what covers `head` pixels; as it is where it is seen already. */
export function topToSee(index: number, { top, height }: View, row: number, head: number): number {
  // the head lies over the rows and takes its place before them: a row below it begins at its own multiple
  const [from, to] = [index * row, (index + 1) * row + head]
  if (from < top) return from
  return to > top + height ? to - height : top
}
