import type { Context } from '../../../../kernel/context.ts'
import { vettingOfMetrics } from '../../../data/index.ts'
import { effectsInForceOn } from '../../../decisions/index.ts'
import { majorText } from '../../../../kernel/money.ts'
import { companyOf, personsMeant, personsOf } from '../../../people/index.ts'
import { driOf } from '../../rules/life-text.ts'
import { alikeIndex } from '../../rules/alignment/alike.ts'
import { alikeFrom, houseOf } from '../../rules/alignment/check.ts'
import type { Edge, House, Line, Named, Side, Spend } from '../../rules/alignment/model.ts'
import { namesOf, namesOfSpend } from '../../rules/alignment/decided.ts'
import { stemsRead } from '../../rules/alignment/text.ts'
import { budgetPeriod, costIn } from '../../rules/budget.ts'
import { budgetsOf } from '../../store/budget.ts'
import { edgesInto, edgesOf } from '../../store/alignment/edges.ts'
import { linesOf, methodsOf, passedKeys, type SideItem, type SideRow, sidesOf } from '../../store/alignment/sides.ts'
import type { EdgeRow } from '../../tables.ts'

/** What is checked, and what it is held against. `slugs`: plan → its address. */
export type Round = { sides: Side[]; house: House; slugs: ReadonlyMap<string, string> }

/** Every plan, by the edition that counts and by the one that is being written beside it. */
export async function wholeHouse(ctx: Context): Promise<Round> {
  const [rows, edges] = await Promise.all([sidesOf(ctx.tx, ctx.today), edgesOf(ctx.tx)])
  return roundOf(ctx, rows, edges)
}

/**
 * Some plans with all that can say something of them: the plans above and below them, those that they are joined to, those that serve the
 * same as they do, and those with methods like theirs. What is found between others is not to be believed.
 */
export async function houseAround(ctx: Context, planIds: readonly string[]): Promise<Round> {
  const [rows, joined] = await Promise.all([sidesOf(ctx.tx, ctx.today), edgesOf(ctx.tx, planIds)])
  const own = new Set(planIds)
  const near = new Set(planIds)
  for (const { plan_id, parent_id } of rows) {
    if (parent_id === null) continue
    if (own.has(parent_id)) near.add(plan_id)
    if (own.has(plan_id)) near.add(parent_id)
  }
  const served = joined.filter(({ from_plan_id }) => own.has(from_plan_id)).map(({ to_key }) => to_key)
  const [beside, alike] = await Promise.all([edgesInto(ctx.tx, served), alikePlans(ctx, own, rows)])
  for (const edge of [...joined, ...beside]) near.add(edge.from_plan_id).add(edge.to_plan_id)
  for (const plan of alike) near.add(plan)
  const scope = rows.filter((row) => near.has(row.plan_id))
  return roundOf(ctx, scope, await edgesOf(ctx.tx, [...near]))
}

/** Plans with a method that is like one of these plans’. */
async function alikePlans(ctx: Context, own: ReadonlySet<string>, rows: readonly SideRow[]): Promise<string[]> {
  const plans = new Map(rows.map((row) => [row.id, row]))
  const counting = rows.filter((row) => row.face || own.has(row.plan_id)).map(({ id }) => id)
  const methods = (await methodsOf(ctx.tx, counting)).map(({ edition_id, item_key, raw }) => {
    const row = plans.get(edition_id)
    return { key: item_key, plan: row?.plan_id ?? '', stems: stemsRead(raw, row?.lang ?? 'en') }
  })
  const theirs = alikeIndex(
    methods.filter(({ plan }) => own.has(plan)),
    alikeFrom,
  )
  return methods.flatMap((method) => (!own.has(method.plan) && theirs.near(method).length > 0 ? [method.plan] : []))
}

async function roundOf(ctx: Context, rows: readonly SideRow[], kept: readonly EdgeRow[]): Promise<Round> {
  const ids = rows.map(({ id }) => id)
  const [written, budgets] = await Promise.all([linesOf(ctx.tx, ids), spender(ctx, rows)])
  const items = Map.groupBy(written, ({ edition_id }) => edition_id)
  const edges = kept.map(edgeOf)
  const there = new Set(written.map(({ item_key }) => item_key))
  const elsewhere = edges.flatMap(({ to_key }) => (there.has(to_key) ? [] : [to_key]))
  const [named, passed, vetting] = await Promise.all([
    namer(ctx, rows, items),
    passedKeys(ctx.tx, elsewhere),
    vettingOfMetrics(ctx, [...new Set(written.flatMap(({ metric_id }) => metric_id ?? []))]),
  ])
  const sides = rows.map((row) => sideOf(row, items.get(row.id) ?? [], named, budgets(row)))
  const faces = sides.filter((_side, at) => rows[at]?.face)
  const lines = sides.flatMap((side) => side.lines)
  const metrics = new Map(
    [...vetting].map(([id, { label, additivity, state }]) => [
      id,
      { label, additive: additivity === 'additive', certified: state === 'certified', deprecated: state === 'deprecated' },
    ]),
  )
  const effects = await effectsInForceOn(ctx, [
    ...new Set(lines.flatMap((line) => [...namesOf(line), ...line.budget.flatMap(namesOfSpend)])),
  ])
  const house = houseOf({ today: ctx.today, passed: new Set(passed), metrics, effects, faces, edges })
  return { sides, house, slugs: new Map(rows.map(({ plan_id, slug }) => [plan_id, slug])) }
}

function edgeOf(row: EdgeRow): Edge {
  const { id, type, from_key, from_plan_id, to_key, to_plan_id, answer, answer_hash, answer_reason } = row
  return { id, type, from_key, from_plan: from_plan_id, to_key, to_plan: to_plan_id, answer, answer_hash, answer_reason }
}

type Namer = (sign: string | null | undefined) => Named | null

/** Everybody whom these plans name, looked up at once; whom nobody knows goes by what is written. */
async function namer(ctx: Context, rows: readonly SideRow[], items: ReadonlyMap<string, SideItem[]>): Promise<Namer & { taker: Namer }> {
  const methods = [...items.values()].flat().filter((item) => item.section === 'methods' && item.depth === 0)
  const signs = [
    ...rows.flatMap(({ dri, deciders, recommenders }) => [dri, ...deciders, ...recommenders]),
    ...methods.map((item) => driOf(item)),
  ].filter((sign) => sign !== null)
  const taking = rows.flatMap(({ taker }) => taker ?? [])
  const [known, takers] = await Promise.all([personsMeant(ctx, [...new Set(signs)], ctx.today), personsOf(ctx, taking)])
  const named: Namer = (sign) => {
    if (sign === null || sign === undefined) return null
    const person = known.get(sign)
    return person
      ? { key: person.id, name: person.name, gone: person.gone }
      : { key: sign.trim().toLowerCase(), name: sign.trim(), gone: false }
  }
  const taker: Namer = (id) => (id && takers.has(id) ? { key: id, name: takers.get(id) ?? '', gone: false } : null)
  return Object.assign(named, { taker })
}

type Spender = (row: SideRow) => ReadonlyMap<string, Spend[]>

/** What plans are to spend on each of their items, in the period of one of their editions. */
async function spender(ctx: Context, rows: readonly SideRow[]): Promise<Spender> {
  const kept = Map.groupBy(await budgetsOf(ctx.tx, [...new Set(rows.map(({ plan_id }) => plan_id))]), ({ plan_id }) => plan_id)
  // before there is a company nothing is paid for
  if (kept.size === 0) return () => new Map()
  const { currency, fiscal_year_end } = await companyOf(ctx)
  return (row) => {
    const period = budgetPeriod(row, ctx.today, fiscal_year_end)
    const spends = new Map<string, Spend[]>()
    for (const line of kept.get(row.plan_id) ?? []) {
      const minor = costIn(line, period)
      // not of this period
      if (minor === 0n) continue
      const cost = line.currency === currency ? majorText(minor, currency) : null
      const spend = { id: line.id, name: line.name, sku: line.sku, cost, currency: line.currency, ends: line.ends_on }
      spends.set(line.item_key, [...(spends.get(line.item_key) ?? []), spend])
    }
    return spends
  }
}

function sideOf(row: SideRow, items: readonly SideItem[], named: Namer & { taker: Namer }, budget: ReadonlyMap<string, Spend[]>): Side {
  const [decider] = row.deciders
  return {
    plan: { id: row.plan_id, title: row.title, level: row.level, parent: row.parent_id, restricted: row.audience === 'restricted' },
    edition: { id: row.id, state: row.state, legacy: row.legacy, from: row.period_start, to: row.period_end, hash: row.content_hash },
    framework: row.framework,
    dri: named.taker(row.taker) ?? named(row.dri ?? row.recommenders[0]),
    decider: named(decider),
    lines: items.map((item) => lineOf(item, row.lang, named, budget.get(item.item_key) ?? [])),
  }
}

function lineOf(item: SideItem, lang: string, named: Namer, budget: readonly Spend[]): Line {
  const method = item.section === 'methods' && item.depth === 0
  return {
    key: item.item_key,
    section: item.section,
    depth: item.depth,
    rank: item.rank,
    text: item.text,
    stems: method ? stemsRead(item.raw, lang) : [],
    hash: item.item_hash,
    struck: item.struck,
    placeholder: item.placeholder,
    external: item.external,
    dri: method ? named(driOf(item)) : null,
    systems: systemsOf(item.systems),
    measure: item.measure_kind && {
      kind: item.measure_kind,
      metric: item.metric_id,
      filter: item.filter,
      direction: item.direction,
      target: item.target,
      target_high: item.target_high,
      unit: item.unit,
      resolve_by: item.resolve_by,
    },
    budget,
  }
}

function systemsOf(systems: unknown): string[] {
  return Array.isArray(systems) ? systems.flatMap((one) => (typeof one?.id === 'string' ? [one.id as string] : [])) : []
}
