/** A question of a cluster, as far as counting goes. Who asked by a search is nobody knows whom. */
export type Counted = { at: Date; asker: string; answerer: string | null }

const defaults = { leastItems: 3, leastAskers: 2, withinDays: 90, coveredFrom: 0.55, halfLifeDays: 60 } as const

const dayMs = 86_400_000

/** Whether so many questions of so many people came within so many days of each other. */
export function isAskedEnough(items: readonly Counted[]): boolean {
  const inOrder = items.toSorted((a, b) => a.at.getTime() - b.at.getTime())
  const askers = new Map<string, number>()
  let from = 0
  for (const [to, item] of inOrder.entries()) {
    askers.set(item.asker, (askers.get(item.asker) ?? 0) + 1)
    for (; item.at.getTime() - (inOrder[from]?.at.getTime() ?? 0) > defaults.withinDays * dayMs; from += 1) {
      const gone = inOrder[from]?.asker ?? ''
      const left = (askers.get(gone) ?? 1) - 1
      if (left === 0) askers.delete(gone)
      else askers.set(gone, left)
    }
    if (to - from + 1 >= defaults.leastItems && askers.size >= defaults.leastAskers) return true
  }
  return false
}

/** How much a candidate is asked for: items × log₂(1 + askers) × 0.5^(days since the last ÷ 60). */
export function rankOf(items: readonly Counted[], now: Date): number {
  const last = items.reduce((most, { at }) => Math.max(most, at.getTime()), 0)
  const askers = new Set(items.map(({ asker }) => asker)).size
  const days = Math.max(0, now.getTime() - last) / dayMs
  return items.length * Math.log2(1 + askers) * 0.5 ** (days / defaults.halfLifeDays)
}

const [leastAnswers, mostOf] = [3, 0.6]

/** Who gives six of ten and more of at least three answers: the knowledge is theirs alone. */
export function heldBy(items: readonly Counted[]): string | null {
  const answers = items.flatMap(({ answerer }) => answerer ?? [])
  if (answers.length < leastAnswers) return null
  const counts = [...Map.groupBy(answers, (one) => one)].map(([who, own]) => ({ who, share: own.length / answers.length }))
  return counts.find(({ share }) => share >= mostOf - 1e-9)?.who ?? null
}

/** Where a term stands on a page: `head` in its title, other names, headings or first lines, `body` anywhere else. */
export type Standing = { page: string; where: 'head' | 'body' }

/** How much of what a cluster is about each page holds: the heaviest terms, rare ones more, those in the body alone by half. The best first. */
export function coversOf(
  terms: readonly string[],
  weigh: (term: string) => number,
  standing: (term: string) => readonly Standing[],
): { page: string; cover: number }[] {
  const whole = terms.reduce((sum, term) => sum + weigh(term), 0)
  if (whole === 0) return []
  const held = new Map<string, number>()
  for (const term of terms)
    for (const { page, where } of standing(term)) held.set(page, (held.get(page) ?? 0) + weigh(term) * (where === 'head' ? 1 : 0.5))
  return [...held].map(([page, sum]) => ({ page, cover: sum / whole })).sort((a, b) => b.cover - a.cover || (a.page < b.page ? -1 : 1))
}

/** Below this no page says it. */
export function isCovered(cover: number): boolean {
  return cover >= defaults.coveredFrom - 1e-9
}

/** One that was set aside comes again once it is asked for twice as often. */
export function risesAgain(items: number, whenDismissed: number): boolean {
  return items >= 2 * Math.max(1, whenDismissed)
}

/** How rare a term is in all texts: ln(1 + N ÷ n), so that what stands in each of a few texts is not worth nothing. */
export function rarityIn(documents: number): (holding: number) => number {
  return (holding) => Math.log(1 + documents / Math.max(1, holding))
}
