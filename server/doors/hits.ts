import type { SearchHit } from '../kernel/room.ts'

/** The best first: what is called exactly so, then what begins so, then a word that does, then the rest; equals stay as the rooms gave them. */
export function bestFirst(hits: readonly SearchHit[], words: string): SearchHit[] {
  const wanted = folded(words.trim())
  return hits
    .map((hit) => ({ hit, rank: Math.min(rankOf(hit.title, wanted), rankOf(hit.note ?? '', wanted) + 0.5) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ hit }) => hit)
}

function rankOf(text: string, wanted: string): number {
  const held = folded(text)
  if (held === wanted) return 0
  if (held.startsWith(wanted)) return 1
  return held.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted)) ? 2 : 3
}

/** One spelling for all spellings of a word, as the search itself compares them. */
function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
}
