/** How many slips lead from one word to another: a letter more, less or another, or two in each other's place (Damerau); `most` and one where it is more. */
export function slipsBetween(one: string, other: string, most: number): number {
  const [a, b] = [[...one], [...other]]
  if (Math.abs(a.length - b.length) > most) return most + 1
  let [before, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_none, at) => at)]
  for (const [row, letter] of a.entries()) {
    const next = [row + 1]
    for (const [column, its] of b.entries()) {
      const change = (last[column] ?? 0) + (letter === its ? 0 : 1)
      const swap = row > 0 && column > 0 && letter === b[column - 1] && a[row - 1] === its ? (before[column - 1] ?? 0) + 1 : change
      next.push(Math.min(change, swap, (last[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    if (Math.min(...next) > most) return most + 1
    ;[before, last] = [last, next]
  }
  return Math.min(last[b.length] ?? 0, most + 1)
}

/** A word that stands for another, with less weight. */
export type Stand = { term: string; weight: number }

const [leastLetters, fewDocuments, mostInside, mostNear] = [4, 3, 20, 5]

/**
 * What a word of a question may have meant besides itself. A word that stands in fewer than three documents is looked for at the beginning of
 * and inside other words; one that stands in none is mistyped, perhaps. Known words are never loosened.
 */
export function standsFor(term: string, documents: number, words: () => Iterable<{ term: string; documents: number }>): Stand[] {
  const letters = [...term].length
  if (documents >= fewDocuments || letters < leastLetters) return []
  const most = letters < 8 ? 1 : 2
  const inside: (Stand & { documents: number })[] = []
  const near: { term: string; slips: number; documents: number }[] = []
  for (const other of words()) {
    if (other.term === term) continue
    const at = other.term.indexOf(term)
    if (at >= 0) inside.push({ term: other.term, weight: at === 0 ? 0.5 : 0.3, documents: other.documents })
    else if (documents === 0 && mayBeNear(term, other.term, most)) {
      const slips = slipsBetween(term, other.term, most)
      if (slips <= most) near.push({ term: other.term, slips, documents: other.documents })
    }
  }
  inside.sort((a, b) => b.weight - a.weight || b.documents - a.documents || (a.term < b.term ? -1 : 1))
  const first = (one: { term: string }) => (one.term[0] === term[0] ? 0 : 1)
  near.sort((a, b) => a.slips - b.slips || first(a) - first(b) || b.documents - a.documents || (a.term < b.term ? -1 : 1))
  return [
    ...inside.slice(0, mostInside).map(({ term: other, weight }) => ({ term: other, weight })),
    ...near.slice(0, mostNear).map(({ term: other, slips }) => ({ term: other, weight: 0.6 / slips })),
  ]
}

/** Whether it is worth counting: each slip changes the length by one at most, and two letters of a word at most. */
function mayBeNear(term: string, other: string, most: number): boolean {
  if (Math.abs(term.length - other.length) > most) return false
  let apart = 0
  for (const letter of new Set(term)) if (!other.includes(letter)) apart += 1
  return apart <= most
}
