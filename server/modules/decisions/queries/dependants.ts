import { jcs, sha256 } from '../../../kernel/canonical.ts'
import type { Context } from '../../../kernel/context.ts'
import type { OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { personsOf } from '../../people/index.ts'
import { actionRef, readerOf, refOf } from './book.ts'
import type { decisionsDependants } from '../contract.ts'
import { holds } from '../rules/outcome.ts'
import { type Cite, citedNumbers, dependantsOf } from '../rules/dependants.ts'
import { getDecision } from '../store/decisions.ts'
import { textsOf } from '../store/parts.ts'
import * as store from '../store/dependants.ts'
import type { DecisionTable } from '../tables.ts'
import { standing } from './agreed.ts'

type List = OutputOf<typeof decisionsDependants>
type Item = List['items'][number]

/** So many are listed; how many there are is said. */
const listed = 500

/** Falling dominoes: what would fall, or stand on nothing, with a decision. Refuses `decision.unknown`. */
export async function readDependants(ctx: Context, { id }: { id: string }): Promise<List> {
  return dependantList(ctx, await getDecision(ctx.tx, id, readerOf(ctx)))
}

/** What was listed before the act is what stands on it still. Refuses `decision.dependants_moved`. */
export async function fitSeen(ctx: Context, decision: DecisionTable, seen: string | undefined): Promise<void> {
  if (seen === undefined || (await dependantList(ctx, decision)).hash === seen) return
  throw new Refusal('conflict', 'decision.dependants_moved', 'Something else stands on it by now. Look at it again before you go on.')
}

async function dependantList(ctx: Context, first: DecisionTable): Promise<List> {
  const found = dependantsOf(first.id, await citesOf(ctx))
  const rows = await store.decisionsSeen(ctx.tx, [first.id, ...found.map(({ id }) => id)], readerOf(ctx))
  const byId = new Map(rows.map((row) => [row.id, row.id === first.id ? { ...row, seen: true } : row]))
  const number = (id: string) => byId.get(id)?.number ?? ''
  const steps = new Map([[first.id, 0], ...found.map(({ id, steps: n }) => [id, n] as const)])
  const cited = found.flatMap(({ id, through, steps: n }): Item[] => {
    const row = byId.get(id)
    if (!row) return []
    const note = row.decided_day ? `decided on ${row.decided_day}` : `open until ${row.need_by}`
    const named = row.seen ? { title: `${row.number}: ${row.issue}`, href: refOf(row).href } : { title: row.number, href: null }
    return [{ kind: 'decision', ...named, note, of: number(through), steps: n }]
  })
  // what is for the few is called by its number, and says no more
  const seen = [...byId.values()].filter((row) => row.seen)
  const parts = await partsOf(ctx, seen)
  const own = parts.map(({ decision_id, ...item }) => ({ ...item, of: number(decision_id), steps: steps.get(decision_id) ?? 0 }))
  const items = [...cited, ...own].toSorted((a, b) => a.steps - b.steps)
  return { items: items.slice(0, listed), total: items.length, hash: sha256(jcs(items)) }
}

async function citesOf(ctx: Context): Promise<Cite[]> {
  const [about, texts] = await Promise.all([store.citesAsSubject(ctx.tx, ctx.today), store.textsThatCite(ctx.tx, ctx.today)])
  const named = texts.map((one) => ({ ...one, numbers: citedNumbers(one.words) }))
  const ids = await store.idsOfNumbers(ctx.tx, [...new Set(named.flatMap(({ numbers }) => numbers))])
  const inWords = named.flatMap(({ id, supersedes, numbers }) =>
    numbers.flatMap((one) => {
      const to = ids.get(one)
      return to === undefined || to === supersedes ? [] : [{ from: id, to }]
    }),
  )
  return [...about, ...inWords]
}

type Part = Omit<Item, 'of' | 'steps'> & { decision_id: string }

async function partsOf(ctx: Context, decisions: readonly DecisionTable[]): Promise<Part[]> {
  const held = decisions.filter((one) => holds(one, ctx.today))
  const ids = held.map(({ id }) => id)
  const [effects, actions, agreements] = await Promise.all([
    store.effectsFor(ctx.tx, ids, ctx.today),
    store.openActionsFor(ctx.tx, ids),
    agreementsOf(ctx, held),
  ])
  const names = await personsOf(
    ctx,
    actions.map(({ dri }) => dri),
  )
  return [
    ...agreements,
    ...effects.map(({ decision_id, kind, about, value, from_day, until_day }): Part => {
      const note = `${effectWords[kind]}${value ? ` ${value}` : ''}, from ${from_day}${until_day ? ` until ${until_day}` : ''}`
      return { decision_id, kind: 'effect', title: about.title, note, href: null }
    }),
    ...actions.map((one): Part => {
      const { title, href } = actionRef(one)
      const note = `${names.get(one.dri) ?? 'Somebody who left'}, due ${one.due}`
      return { decision_id: one.origin_id, kind: 'action', title, note, href }
    }),
  ]
}

const effectWords = { stop: 'stopped', cap: 'at most', target: 'aims at', owner: 'owned by' } as const

/** Texts that a sign-off agrees to, and those to which that was carried: where it is the one that `standing` rests on today. */
async function agreementsOf(ctx: Context, held: readonly DecisionTable[]): Promise<Part[]> {
  const signed = held.filter(({ kind }) => kind === 'signoff')
  const ids = signed.map(({ id }) => id)
  const [texts, carried] = await Promise.all([textsOf(ctx.tx, ids), store.carriedFrom(ctx.tx, ids)])
  const parts: Part[] = []
  for (const { id, text_no } of signed) {
    const subjects = texts.find((one) => one.decision_id === id && one.no === text_no)?.subjects ?? []
    for (const { room, kind, id: subject, version_hash, title, href } of subjects) {
      if (version_hash === null) continue
      const rests = async (hash: string) => {
        const now = await standing(ctx, { room, kind, id: subject }, hash)
        return now.is !== 'none' && now.decision_id === id
      }
      if (await rests(version_hash))
        parts.push({ decision_id: id, kind: 'agreement', title, note: `agreed to, text ${version_hash.slice(0, 8)}`, href })
      const links = carried.filter((one) => one.decision_id === id && one.room === room && one.kind === kind && one.subject_id === subject)
      for (const { to_hash, class: how, day } of links)
        if (await rests(to_hash))
          parts.push({
            decision_id: id,
            kind: 'carried',
            title,
            note: `carried on ${day} over ${changes[how]}, text ${to_hash.slice(0, 8)}`,
            href,
          })
    }
  }
  return parts
}

const changes = { editorial: 'an editorial change', minor: 'a minor change' } as const
