import type { Context } from '../context.ts'
import { countIn } from './inverted.ts'
import { keyOf, shelfOf, thingOf, type Tier } from './kept.ts'

/** Where words stand among the texts of a kind that everybody of a tier may open. `head`: in a title, another name, a heading or the first lines. */
type Standing = {
  documents: number
  /** how many hold a term */
  holding: (term: string) => number
  standing: (term: string) => { id: string; where: 'head' | 'body' }[]
}

/** Of texts of a kind by their ids where terms stand, as the index has them. */
export async function standingIn(ctx: Context, tier: Tier, kind: string, ids: readonly string[]): Promise<Standing> {
  const shelf = shelfOf(ctx)
  await shelf.inStep(ctx.tx)
  const { index, seen } = shelf.tiers[tier]
  const open = new Set(ids.filter((id) => seen.get(keyOf({ kind, id }))?.groups === undefined && seen.has(keyOf({ kind, id }))))
  const known = new Map<string, { id: string; where: 'head' | 'body' }[]>()
  const standing = (term: string) => {
    const before = known.get(term)
    if (before) return before
    const number = index.numberOf(term)
    const { docs = [], counts = [] } = number === undefined ? {} : (index.postings[number] ?? {})
    const found = docs.flatMap((at, place) => {
      const entry = index.entries[at]
      const thing = entry && thingOf(entry.key)
      if (!entry || thing?.kind !== kind || !open.has(thing.id)) return []
      const count = counts[place] ?? 0
      const head = countIn(count, 'title') > 0 || countIn(count, 'headings') > 0 || (number !== undefined && entry.lead.includes(number))
      return [{ id: thing.id, where: head ? ('head' as const) : ('body' as const) }]
    })
    known.set(term, found)
    return found
  }
  return { documents: open.size, holding: (term) => standing(term).length, standing }
}
