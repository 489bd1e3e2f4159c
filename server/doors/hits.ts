import type { SearchHit } from '../kernel/room.ts'
import { folded } from '../kernel/search/terms.ts'
import { wordsOf } from '../kernel/words.ts'

/** The best first: what is called exactly so, then what begins so, then words that do, then the rest; equals stay as the rooms gave them. */
export function bestFirst(hits: readonly SearchHit[], question: string): SearchHit[] {
  const words = wordsOf(question).map((spellings) => [...new Set(spellings.map(folded))])
  // the question as it was typed, and with the other spelling of its words
  const whole = [0, 1, 2].map((at) => words.map((spellings) => spellings[at] ?? spellings[0]).join(' '))
  const rank = (text: string) => rankOf(folded(text), whole, words)
  return hits
    .map((hit) => ({ hit, rank: Math.min(rank(hit.title), rank(hit.note ?? '') + 0.5) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ hit }) => hit)
}

function rankOf(held: string, whole: readonly string[], words: readonly (readonly string[])[]): number {
  if (whole.includes(held)) return 0
  if (whole.some((one) => held.startsWith(one))) return 1
  const parts = held.split(/[^\p{L}\p{N}]+/u)
  return words.every((spellings) => spellings.some((word) => parts.some((part) => part.startsWith(word)))) ? 2 : 3
}
