import type { SearchHit } from '../kernel/room.ts'

/** The best first: what is called exactly so, then what begins so, then a word that does, then the rest; equals stay as the rooms gave them. */
export function bestFirst(hits: readonly SearchHit[], words: string): SearchHit[] {
  const wanted = words.trim().toLowerCase()
  return hits
    .map((hit) => ({ hit, rank: Math.min(rankOf(hit.title, wanted), rankOf(hit.note ?? '', wanted) + 0.5) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ hit }) => hit)
}

function rankOf(text: string, wanted: string): number {
  const held = text.toLowerCase()
  if (held === wanted) return 0
  if (held.startsWith(wanted)) return 1
  return held.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted)) ? 2 : 3
}
