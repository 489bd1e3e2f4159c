import { stem } from '../../../kernel/stem.ts'
import { matterOf } from './matters.ts'
import { foldedWords } from './words.ts'

type Asked = { issue: string; proposal: string }
type Known = Asked & { id: string }
/** What a text is about: word → how much of it, by how rare the word is among the known ones. */
type Vector = ReadonlyMap<string, number>

/**
 * The earlier decisions nearest to a question, best first: cosine of the stems of issue and proposal, each by how rare it is among the
 * known ones (tf–idf, Salton 1975), those of the issue twice. What says the same in other words of the trade (`matters.ts`) is near too,
 * a little less than the very word. Nothing is near without a word in common.
 */
export function nearest<K extends Known>(question: Asked, known: readonly K[], most: number): K[] {
  const counts = known.map(countsOf)
  const asked = countsOf(question)
  const seen = new Map<string, number>()
  for (const one of counts) for (const word of one.keys()) seen.set(word, (seen.get(word) ?? 0) + 1)
  const rarity = (word: string) => Math.log((known.length + 1) / ((seen.get(word) ?? 0) + 1)) + 1
  const weigh = (one: Vector): Vector => new Map([...one].map(([word, n]) => [word, n * rarity(word)]))
  const own = weigh(asked)
  const scored = known.flatMap((one, at) => {
    const score = cosine(own, weigh(counts[at] ?? new Map()))
    return score > 0 ? [{ one, score }] : []
  })
  return scored
    .toSorted((a, b) => b.score - a.score || (a.one.id < b.one.id ? 1 : -1))
    .slice(0, most)
    .map(({ one }) => one)
}

function cosine(a: Vector, b: Vector): number {
  const size = (one: Vector) => Math.sqrt([...one.values()].reduce((sum, n) => sum + n * n, 0))
  const shared = [...a].reduce((sum, [word, n]) => sum + n * (b.get(word) ?? 0), 0)
  return shared === 0 ? 0 : shared / (size(a) * size(b))
}

/** How often each stem is said, and behind `~` each matter that it stands for. */
function countsOf({ issue, proposal }: Asked): Map<string, number> {
  const counts = new Map<string, number>()
  const count = (text: string, n: number) => {
    for (const word of foldedWords(text)) {
      const said = stem(word)
      const matter = matterOf(said)
      counts.set(said, (counts.get(said) ?? 0) + n)
      if (matter !== undefined) counts.set(`~${matter}`, (counts.get(`~${matter}`) ?? 0) + n * alike)
    }
  }
  count(issue, 2)
  count(proposal, 1)
  return counts
}

/** How much another word for the same counts, beside the very word. */
const alike = 0.8
