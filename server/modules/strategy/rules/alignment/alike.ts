import { fewestWords } from './text.ts'

/** A line by its key and the set of its words. */
type Worded = { key: string; stems: readonly string[] }
export type Alike = { a: string; b: string; sim: number }

/**
 * All pairs of lines that are alike by `least` at the least, without comparing all with all: the rarest words of each line first, and only
 * as many of them that two lines which share none of these cannot be alike. An index of these words gives whom to compare with.
 */
export function alikePairs(lines: readonly Worded[], least: number): Alike[] {
  const index = alikeIndex(lines, least)
  const found: Alike[] = []
  for (const one of lines) for (const pair of index.near(one)) if (pair.b < one.key) found.push({ a: pair.b, b: one.key, sim: pair.sim })
  return found
}

export type AlikeIndex = { near: (line: Worded) => Alike[] }

/** The lines that are like one, by `least` at the least; itself never. The one that is asked about need not be in the index. */
export function alikeIndex(lines: readonly Worded[], least: number): AlikeIndex {
  const known = lines.filter(({ stems }) => stems.length >= fewestWords)
  const count = new Map<string, number>()
  for (const { stems } of known) for (const word of stems) count.set(word, (count.get(word) ?? 0) + 1)
  const rarest = (stems: readonly string[]) =>
    stems
      .toSorted((a, b) => (count.get(a) ?? 0) - (count.get(b) ?? 0) || (a < b ? -1 : 1))
      // of n words at least ⌈least · n⌉ are shared, so that one of the first n − ⌈least · n⌉ + 1 is
      .slice(0, stems.length - Math.ceil(least * stems.length - 1e-9) + 1)
  const lists = new Map<string, Worded[]>()
  for (const line of known)
    for (const word of rarest(line.stems)) {
      const list = lists.get(word)
      if (list) list.push(line)
      else lists.set(word, [line])
    }
  return {
    near: ({ key, stems }) => {
      if (stems.length < fewestWords) return []
      const seen = new Set([key])
      const own = new Set(stems)
      const found: Alike[] = []
      for (const word of rarest(stems))
        for (const other of lists.get(word) ?? []) {
          if (seen.has(other.key)) continue
          seen.add(other.key)
          const [short, long] = [Math.min(stems.length, other.stems.length), Math.max(stems.length, other.stems.length)]
          if (short < least * long - 1e-9) continue
          const like = jaccard(own, other.stems)
          if (like >= least - 1e-9) found.push({ a: key, b: other.key, sim: like })
        }
      return found
    },
  }
}

/** `sim` of a set that was made once and of another line's words. */
function jaccard(own: ReadonlySet<string>, others: readonly string[]): number {
  let both = 0
  for (const word of others) if (own.has(word)) both += 1
  return both / (own.size + others.length - both)
}
