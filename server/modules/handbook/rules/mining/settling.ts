import type { CandidateTable, QuestionTable } from '../../tables-mining.ts'
import { type Counted, coversOf, heldBy, isAskedEnough, isCovered, risesAgain, type Standing } from './candidates.ts'
import { type Cluster, clustersOf, heaviest, nearestToAll } from './clusters.ts'
import { titleOf } from './drafts.ts'
import { leadsToPage } from './kept.ts'
import { topicOf } from './words.ts'

/** Where words stand in pages that all colleagues may open. */
type Pages = {
  weigh: (term: string) => number
  standing: (term: string) => readonly Standing[]
  page: (id: string) => { id: string; path: string; number: string | null } | undefined
}

type Asked = QuestionTable & { topic: ReadonlyMap<string, number> }
type Settled = {
  /** rows as they stand now, those that changed alone */
  saved: CandidateTable[]
  /** raised by this, for the first time or again */
  raised: string[]
  gone: string[]
  belongs: { id: string; candidate: string | null }[]
}

type Moment = { now: Date; today: string; nextId: () => string }

/**
 * What candidates there are, of all questions together. Questions that only some may see are apart from all others, so that nothing of a
 * candidate tells of what its reader may not open. A cluster goes on as the candidate that had most of its questions.
 */
export function settle(questions: readonly QuestionTable[], known: readonly CandidateTable[], pages: Pages, moment: Moment): Settled {
  const asked = questions.map((row): Asked => ({ ...row, topic: topicOf(row.excerpt) })).filter(({ topic }) => topic.size > 0)
  const apart = Map.groupBy(asked, ({ readers }) => audienceOf(readers))
  const clusters = [...apart.values()].flatMap((own) => clustersOf(own, pages.weigh)).filter(({ items }) => isAskedEnough(items))
  const before = new Map(known.map((row) => [row.id, row]))
  const goesOn = matched(clusters, before)
  const now = clusters.map((cluster, at) => candidateOf(cluster, before.get(goesOn.get(at) ?? ''), pages, moment))
  const kept = new Set(now.map(({ row }) => row.id))
  const belongs = now.flatMap(({ row, cluster }) => cluster.items.map(({ id }) => ({ id, candidate: row.id })))
  const placed = new Set(belongs.map(({ id }) => id))
  const judged = new Set(known.filter(({ state }) => state === 'accepted' || state === 'dismissed').map(({ id }) => id))
  const left = questions.filter(({ id, candidate_id }) => !placed.has(id) && candidate_id !== null && !judged.has(candidate_id))
  return {
    saved: now.map(({ row }) => row).filter((row) => differs(before.get(row.id), row)),
    raised: now.filter(({ rises }) => rises).map(({ row }) => row.id),
    gone: known.filter(({ id, state }) => !kept.has(id) && (state === 'raised' || state === 'known')).map(({ id }) => id),
    belongs: [...belongs, ...left.map(({ id }) => ({ id, candidate: null }))],
  }
}

function audienceOf(readers: readonly string[] | null): string {
  return readers === null ? 'all' : JSON.stringify([...readers].sort())
}

/** Cluster → the candidate that it goes on as: of two clusters the one that has more of its questions. */
function matched(clusters: readonly Cluster<Asked>[], known: ReadonlyMap<string, CandidateTable>): Map<number, string> {
  const shares = clusters.flatMap(({ items }, at) => {
    const audience = audienceOf(items[0]?.readers ?? null)
    const counts = Map.groupBy(
      items.filter(({ candidate_id }) => candidate_id !== null && known.has(candidate_id)),
      ({ candidate_id }) => candidate_id ?? '',
    )
    return [...counts].flatMap(([id, own]) =>
      audienceOf(known.get(id)?.readers ?? null) === audience ? [{ at, id, count: own.length }] : [],
    )
  })
  const [taken, found] = [new Set<string>(), new Map<number, string>()]
  for (const { at, id } of shares.sort((a, b) => b.count - a.count || a.at - b.at || (a.id < b.id ? -1 : 1))) {
    if (taken.has(id) || found.has(at)) continue
    taken.add(id)
    found.set(at, id)
  }
  return found
}

function candidateOf(cluster: Cluster<Asked>, known: CandidateTable | undefined, pages: Pages, { now, today, nextId }: Moment) {
  const { items } = cluster
  const counted = items.map(({ at, asker, answerer, solid }): Counted => ({ at, asker, answerer: solid ? answerer : null }))
  const terms = heaviest(cluster)
  const [best] = coversOf(terms, pages.weigh, pages.standing)
  const page = best && pages.page(best.page)
  const covered = best !== undefined && isCovered(best.cover)
  const state = stateAfter(known, { covered, items: items.length })
  const title =
    known && known.state !== 'raised' && known.state !== 'known'
      ? known.title
      : titleOf(nearestToAll(forAll(cluster), pages.weigh)?.excerpt ?? '')
  const row: CandidateTable = {
    ...{ id: known?.id ?? nextId(), title: title || 'Asked again and again', state, terms, readers: items[0]?.readers ?? null },
    ...{ items: items.length, askers: new Set(counted.map(({ asker }) => asker)).size },
    answers: counted.filter(({ answerer }) => answerer !== null).length,
    linked: page ? items.filter(({ links }) => leadsToPage(links, page)).length : 0,
    last_at: new Date(Math.max(...items.map(({ at }) => at.getTime()))),
    ...{ best_page: best?.page ?? null, best_cover: (best?.cover ?? 0).toFixed(4), held_by: heldBy(counted) },
    ...(known ? judgementOf(known) : noJudgement),
    raised_at: known?.raised_at ?? now,
    raised_day: known?.raised_day ?? today,
    version: known?.version ?? 1,
  }
  const rises = state === 'raised' && known?.state !== 'raised'
  if (rises) Object.assign(row, { raised_at: now, raised_day: today })
  if (known && state !== known.state) row.version = known.version + 1
  return { row, rises, cluster }
}

/** What flags say is for those who keep their page: it is in no title, where anybody else has asked. */
function forAll(cluster: Cluster<Asked>): Cluster<Asked> {
  const items = cluster.items.filter(({ source }) => source !== 'flag')
  return items.length === 0 ? cluster : { ...cluster, items }
}

const noJudgement = {
  ...{ accepted_as: null, page_id: null, alias: null, reason: null },
  ...{ judged_by: null, judged_by_name: null, judged_at: null, items_then: null },
}

function judgementOf({ accepted_as, page_id, alias, reason, judged_by, judged_by_name, judged_at, items_then }: CandidateTable) {
  return { accepted_as, page_id, alias, reason, judged_by, judged_by_name, judged_at, items_then }
}

/** What was accepted stays so; what was set aside stays so until it is asked for twice as often; the others by whether a page has it. */
function stateAfter(
  known: Pick<CandidateTable, 'state' | 'items_then'> | undefined,
  { covered, items }: { covered: boolean; items: number },
): CandidateTable['state'] {
  if (known?.state === 'accepted') return 'accepted'
  if (known?.state === 'dismissed' && !risesAgain(items, known.items_then ?? 0)) return 'dismissed'
  return covered ? 'known' : 'raised'
}

function differs(before: CandidateTable | undefined, now: CandidateTable): boolean {
  return before === undefined || JSON.stringify(Object.entries(before).sort()) !== JSON.stringify(Object.entries(now).sort())
}
