import type { Context } from '../../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../../kernel/operation.ts'
import { mayDo, personBehind } from '../../../../kernel/rights.ts'
import { personsMeant, personsOf } from '../../../people/index.ts'
import type { alignmentGet } from '../../contract.ts'
import { joinsNow } from '../../rules/alignment/edges.ts'
import { answering } from './answering.ts'
import { mayBeWaived } from '../../rules/alignment/guard.ts'
import { toldOnce } from '../../rules/alignment/once.ts'
import { lastCheck, listDefects, type SeenDefect } from '../../store/alignment/defects.ts'
import { edgesOf } from '../../store/alignment/edges.ts'
import { linesOf, type SideItem, type SideRow, sidesOf } from '../../store/alignment/sides.ts'
import { newestValues } from '../../store/measures.ts'
import { getPlan } from '../../store/plans.ts'
import type { EdgeRow } from '../../tables.ts'
import { mayBeSeen, seesFew, writesPlans } from '../seen.ts'

type Tree = OutputOf<typeof alignmentGet>

const mostPlans = 500
const mostDefects = 1000

/** The tree of plans for whoever asks: what they may not open is not there, on neither side of anything. */
export async function alignment(ctx: Context, { plan: slug }: InputOf<typeof alignmentGet>): Promise<Tree> {
  const few = seesFew(ctx)
  const only = slug === undefined ? undefined : await getPlan(ctx.tx, slug)
  if (only) mayBeSeen(ctx, only)
  const all = (await sidesOf(ctx.tx, ctx.today)).filter((row) => row.face && (few || row.audience !== 'restricted'))
  const seen = new Map(all.map((row) => [row.plan_id, row]))
  const kept = (await edgesOf(ctx.tx, only ? [only.id] : undefined)).filter(
    (edge) => seen.has(edge.from_plan_id) && seen.has(edge.to_plan_id),
  )
  const near = only ? new Set([only.id, ...kept.flatMap((edge) => [edge.from_plan_id, edge.to_plan_id])]) : undefined
  const rows = all.filter((row) => !near || near.has(row.plan_id)).slice(0, mostPlans)
  const items = Map.groupBy(
    await linesOf(
      ctx.tx,
      rows.map(({ id }) => id),
    ),
    ({ edition_id }) => edition_id,
  )
  const defects = toldOnce(await listDefects(ctx.tx, ctx.today, { few, ...(only ? { planId: only.id } : {}), limit: mostDefects }))
  const leads = await leadsOf(ctx, all)
  const hashes = new Map([...items.values()].flat().map((item) => [item.item_key, item.item_hash]))
  const joined = new Set(kept.flatMap((edge) => [edge.from_key, edge.to_key]))
  const writes = writesPlans(ctx)
  const takesPart = mayDo(ctx.actor, 'strategy.take_part') !== undefined
  return {
    checked_at: (await lastCheck(ctx.tx))?.toISOString() ?? null,
    plans: rows.map((row) => planShape(ctx, row, items.get(row.id) ?? [], { leads, joined, whole: row.plan_id === only?.id })),
    edges: kept.map((edge) => edgeShape(ctx, edge, { leads, hashes, writes, takesPart })),
    defects: await defectShapes(ctx, defects, seen, leads),
    stopping: defects.filter(({ level, waiver }) => level === 'error' && waiver === null).length,
    joins: joinsNow,
    may: takesPart && (writes || [...leads.values()].some(({ ids }) => ids.has(personBehind(ctx.actor)))) ? ['edge'] : [],
  }
}

type Leads = ReadonlyMap<string, { name: string | null; id: string | null; ids: ReadonlySet<string> }>

/** Who answers for each plan and who decides on it: plan → the name of the first, the ids of all. */
async function leadsOf(ctx: Context, rows: readonly SideRow[]): Promise<Leads> {
  const known = await personsMeant(
    ctx,
    [...new Set(rows.flatMap(({ dri, deciders, recommenders }) => [...(dri ? [dri] : []), ...deciders, ...recommenders]))],
    ctx.today,
  )
  const takers = await personsOf(
    ctx,
    rows.flatMap(({ taker }) => taker ?? []),
  )
  return new Map(
    rows.map(({ plan_id, taker, dri, deciders, recommenders }) => {
      const signs = dri ? [dri] : recommenders
      const answers = taker ? [taker] : signs.flatMap((sign) => known.get(sign)?.id ?? [])
      const decides = deciders.flatMap((sign) => known.get(sign)?.id ?? [])
      const [first] = signs
      const name = taker ? (takers.get(taker) ?? null) : first ? (known.get(first)?.name ?? first) : null
      return [plan_id, { name, id: answers[0] ?? null, ids: new Set([...answers, ...decides]) }]
    }),
  )
}

type Drawn = { leads: Leads; joined: ReadonlySet<string>; whole: boolean }

function planShape(ctx: Context, row: SideRow, items: readonly SideItem[], { leads, joined, whole }: Drawn): Tree['plans'][number] {
  const shown = items.filter(
    ({ struck, text, section, depth }) => !struck && text.trim() !== '' && (depth === 0 || section === 'objectives'),
  )
  const lead = leads.get(row.plan_id)
  const drawn = shown.filter(({ section, item_key }) => whole || section === 'methods' || section === 'objectives' || joined.has(item_key))
  return {
    id: row.plan_id,
    slug: row.slug,
    title: row.title,
    level: row.level,
    parent: row.parent_id,
    framework: row.framework,
    edition: row.id,
    state: row.state,
    period_from: row.period_start,
    period_to: row.period_end,
    dri: lead?.name ?? null,
    mine: lead?.ids.has(personBehind(ctx.actor)) ?? false,
    items: drawn.map(({ item_key, section, depth, rank, text }) => ({ key: item_key, section: section as 'methods', depth, rank, text })),
    alone: shown
      .filter(({ section, item_key }) => section !== 'vision' && section !== 'priorities' && !joined.has(item_key))
      .filter(({ section, depth }) => section !== 'objectives' || depth === 0)
      .map(({ item_key }) => item_key),
  }
}

type Around = { leads: Leads; hashes: ReadonlyMap<string, string>; writes: boolean; takesPart: boolean }

function edgeShape(ctx: Context, edge: EdgeRow, { leads, hashes, writes, takesPart }: Around): Tree['edges'][number] {
  const person = personBehind(ctx.actor)
  const [from, to] = [leads.get(edge.from_plan_id)?.ids.has(person), leads.get(edge.to_plan_id)?.ids.has(person)]
  const may = !takesPart ? [] : [...(from || to || writes ? ['remove'] : []), ...(edge.type === 'needs' && to ? ['answer'] : [])]
  const { id, type, from_key, to_key, answer, answer_reason } = edge
  return {
    ...{ id, type, from_key, to_key, answer, answer_reason, may },
    from_plan: edge.from_plan_id,
    to_plan: edge.to_plan_id,
    made_by: edge.made_by_name,
    at: edge.at.toISOString(),
    answered_by: edge.answered_by_name,
    stale: answer === 'accepted' && edge.answer_hash !== hashes.get(from_key),
  }
}

async function defectShapes(
  ctx: Context,
  defects: readonly SeenDefect[],
  seen: ReadonlyMap<string, SideRow>,
  leads: Leads,
): Promise<Tree['defects']> {
  const keys = defects.filter(({ code }) => code === 'C1').flatMap(({ facts }) => facts.quoted.flatMap(({ key }) => key ?? []))
  const values = await newestValues(ctx.tx, keys)
  const [waives, person] = [mayDo(ctx.actor, 'strategy.waive') !== undefined, personBehind(ctx.actor)]
  const theirs = waives ? await answering(ctx, [...new Set(defects.flatMap(({ plan_ids }) => plan_ids))]) : new Map<string, Set<string>>()
  const isOwn = (plans: readonly string[]) => plans.some((plan) => theirs.get(plan)?.has(person))
  return defects
    .filter(({ plan_ids }) => plan_ids.every((id) => seen.has(id)))
    .map((defect) => {
      const { id, code, level, plan_id, title, says, facts, first_seen, waiver } = defect
      return {
        ...{ id, code, level, title, says, plan: plan_id, why: facts.why, sum: facts.sum },
        quoted: facts.quoted.map((one) => {
          const row = seen.get(one.plan)
          const value = one.key === null ? undefined : values.get(one.key)
          return {
            ...one,
            slug: row?.slug ?? '',
            title: row?.title ?? '',
            dri: leads.get(one.plan)?.name ?? null,
            dri_id: leads.get(one.plan)?.id ?? null,
            value: value?.value ?? null,
            unit: value?.unit ?? null,
          }
        }),
        first_seen: new Date(first_seen).toISOString(),
        waiver: waiver && { reason: waiver.reason, until: waiver.until, by: waiver.by_name, at: new Date(waiver.at).toISOString() },
        may: waives && waiver === null && mayBeWaived(defect) && !isOwn(defect.plan_ids) ? ['waive'] : [],
      }
    })
}
