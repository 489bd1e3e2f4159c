import { jcs, sha256 } from '../../../../kernel/canonical.ts'
import type { Context, Open } from '../../../../kernel/context.ts'
import { newId } from '../../../../kernel/ids.ts'
import type { Report } from '../../../../kernel/job-runs.ts'
import { houseAround, type Round, wholeHouse } from '../../queries/alignment/house.ts'
import { findingsOf, twinsOf } from '../../rules/alignment/check.ts'
import type { Finding, Side } from '../../rules/alignment/model.ts'
import { clearDefects, openDefects, saveCheck, saveDefects } from '../../store/alignment/defects.ts'
import { sidesOf } from '../../store/alignment/sides.ts'
import { followEditions } from '../../store/plans.ts'
import type { DefectRow } from '../../tables.ts'
import { tellCleared, tellOpened } from './telling.ts'

/** From so many plans on the whole house is read: what is around them is most of it. */
const many = 4

/** Looks at plans and at everything that can say something of them; what is found of others is left as it stands. */
export async function checkPlans(ctx: Context, planIds: readonly string[]): Promise<void> {
  const some = [...new Set(planIds)]
  if (some.length === 0) return
  const touched = await look(ctx, some)
  // sums of which a part is gone are added up anew where they stand
  const others = [...new Set(touched)].filter((id) => !some.includes(id))
  if (others.length > 0) await look(ctx, others)
}

function around(ctx: Context, planIds: readonly string[]): Promise<Round> {
  return planIds.length >= many ? wholeHouse(ctx) : houseAround(ctx, planIds)
}

/** Answers the other plans of promises that fit now, or whose parts are others. */
async function look(ctx: Context, planIds: readonly string[]): Promise<string[]> {
  const [round, open] = await Promise.all([around(ctx, planIds), openDefects(ctx.tx, planIds, false)])
  const twins = twinsOf(round.house)
  const found = round.sides
    .flatMap((side) => findingsOf(side, round.house, twins))
    .filter(({ owner, quoted }) => planIds.includes(owner.plan.id) || quoted.some(({ plan }) => planIds.includes(plan)))
  const gone = await keep(ctx, round, found, open)
  return gone.filter(({ code }) => code === 'C1').flatMap(({ plan_ids }) => plan_ids)
}

const batch = 100

/** Every plan of the house, once a night: a hundred of them a transaction; one that was written on meanwhile has been looked at then. */
export async function checkAll(open: Open, report?: Report): Promise<{ plans: number; defects: number }> {
  const round = await open(wholeHouse)
  const twins = twinsOf(round.house)
  const plans = [...round.house.faces.keys()]
  let defects = 0
  for (let at = 0; at < plans.length; at += batch) {
    const some = new Set(plans.slice(at, at + batch))
    await open(async (ctx) => {
      const now = new Map((await sidesOf(ctx.tx, ctx.today, [...some])).map(({ id, content_hash }) => [id, content_hash]))
      const own = round.sides.filter(({ plan }) => some.has(plan.id))
      for (const { plan, edition } of own) if (now.get(edition.id) !== edition.hash) some.delete(plan.id)
      const found = own.filter(({ plan }) => some.has(plan.id)).flatMap((side) => findingsOf(side, round.house, twins))
      defects += found.length
      await keep(ctx, round, found, await openDefects(ctx.tx, [...some], true))
    })
    const done = Math.min(at + batch, plans.length)
    if ((await report?.({ done, of: plans.length, note: `${done} of ${plans.length} plans` })) === 'stop') return { plans: done, defects }
  }
  await open(async (ctx) => {
    await followEditions(ctx.tx, ctx.today, null)
    await saveCheck(ctx.tx, ctx.now, plans.length)
  })
  return { plans: plans.length, defects }
}

/** Writes what is found in the place of what was: new ones open, those that are found no more are cleared. */
async function keep(ctx: Context, { sides, slugs }: Round, found: readonly Finding[], before: readonly DefectRow[]): Promise<DefectRow[]> {
  const known = new Map(before.map((row) => [`${row.edition_id} ${row.finding_key}`, row]))
  const byEdition = new Map(sides.map((side) => [side.edition.id, side]))
  const rows = new Map<string, DefectRow>()
  for (const finding of found) {
    const row = rowOf(ctx, finding, byEdition)
    const place = `${row.edition_id} ${row.finding_key}`
    const there = known.get(place)
    if (!rows.has(place)) rows.set(place, there ? { ...row, id: there.id, first_seen: there.first_seen, told_at: there.told_at } : row)
  }
  // what is only being drafted is its author’s business: it is told of when others are asked about it
  const settled = (id: string) => byEdition.get(id)?.edition.state !== 'draft'
  const told = [...rows.values()].filter(({ told_at, edition_ids }) => told_at === null && edition_ids.every(settled))
  for (const row of told) row.told_at = ctx.now
  const changed = [...rows].flatMap(([place, row]) => (same(known.get(place), row) ? [] : [row]))
  const gone = before.filter((row) => !rows.has(`${row.edition_id} ${row.finding_key}`))
  await clearDefects(
    ctx.tx,
    gone.map(({ id }) => id),
    ctx.now,
  )
  await saveDefects(ctx.tx, changed)
  await tellCleared(
    ctx,
    gone.filter(({ told_at }) => told_at !== null),
    slugs,
  )
  await tellOpened(ctx, told, slugs)
  return gone
}

function same(before: DefectRow | undefined, now: DefectRow): boolean {
  if (!before) return false
  const said = ({ text_hash, level, title, says, few, plan_ids, edition_ids, dri_ids, told_at, facts }: DefectRow) =>
    jcs({ text_hash, level, title, says, few, plan_ids, edition_ids, dri_ids, told_at: told_at?.toISOString() ?? null, facts })
  return said(before) === said(now)
}

function rowOf(ctx: Context, finding: Finding, byEdition: ReadonlyMap<string, Side>): DefectRow {
  const { code, level, owner, title, says, why, quoted, extra, hashes, sum, few } = finding
  const [first, second] = quoted
  const about = quoted.flatMap(({ edition }) => byEdition.get(edition) ?? [])
  const sides = [...new Set([owner, ...about])]
  const dris = sides.flatMap(({ dri, plan }) => (dri && isPerson(dri.key) && !dri.gone ? [{ id: dri.key, plan }] : []))
  return {
    id: newId(),
    code,
    level,
    plan_id: owner.plan.id,
    edition_id: owner.edition.id,
    from_key: first?.key ?? null,
    to_plan_id: second?.plan ?? null,
    to_key: second?.key ?? null,
    finding_key: sha256(jcs([code, owner.plan.id, quoted.map(({ plan, key }) => [plan, key]), extra])),
    text_hash: sha256(jcs(hashes)),
    plan_ids: [...new Set(sides.map(({ plan }) => plan.id))],
    edition_ids: [...new Set(sides.map(({ edition }) => edition.id))],
    few,
    title,
    says,
    facts: { quoted, why: why ?? null, sum: sum ?? null },
    dri_ids: [...new Set(dris.map(({ id }) => id))],
    first_seen: ctx.now,
    told_at: null,
    cleared_at: null,
  }
}

function isPerson(key: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(key)
}
