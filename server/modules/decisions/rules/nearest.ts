import { foldedWords } from './words.ts'

type Known = { id: string; issue: string; proposal: string }

/**
 * The earlier decisions nearest to a question, best first: cosine of the words of issue and proposal, each word by how rare it is among the
 * known ones (tf–idf, Salton 1975), those of the issue twice. Nothing is near without a word in common.
 */
export function nearest<K extends Known>(question: { issue: string; proposal: string }, known: readonly K[], most: number): K[] {
  const vectors = known.map(vectorOf)
  const asked = vectorOf(question)
  const seen = new Map<string, number>()
  for (const vector of vectors) for (const word of vector.keys()) seen.set(word, (seen.get(word) ?? 0) + 1)
  const rarity = (word: string) => Math.log((known.length + 1) / ((seen.get(word) ?? 0) + 1)) + 1
  const size = (vector: ReadonlyMap<string, number>) => Math.sqrt([...vector].reduce((sum, [word, n]) => sum + (n * rarity(word)) ** 2, 0))
  const own = size(asked)
  const scored = known.flatMap((one, at) => {
    const vector = vectors[at] ?? new Map<string, number>()
    const shared = [...asked].reduce((sum, [word, n]) => sum + n * (vector.get(word) ?? 0) * rarity(word) ** 2, 0)
    return shared > 0 ? [{ one, score: shared / (own * size(vector)) }] : []
  })
  return scored
    .toSorted((a, b) => b.score - a.score || (a.one.id < b.one.id ? 1 : -1))
    .slice(0, most)
    .map(({ one }) => one)
}

function vectorOf({ issue, proposal }: { issue: string; proposal: string }): Map<string, number> {
  const counts = new Map<string, number>()
  const count = (word: string, n: number) => counts.set(word, (counts.get(word) ?? 0) + n)
  for (const word of foldedWords(issue)) count(word, 2)
  for (const word of foldedWords(proposal)) count(word, 1)
  return counts
}
