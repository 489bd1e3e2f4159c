import { recordAll } from '../../kernel/audit.ts'
import type { Context, Handing, Owned, Owning } from '../../kernel/context.ts'
import { type Colleague, personOf } from '../people/index.ts'
import { checkPlans } from './commands/alignment/check.ts'
import { sidesOf } from './store/alignment/sides.ts'
import { listLines } from './store/plans.ts'
import { forgetTakenOver, saveTakenOver, takenOver } from './store/taken-over.ts'

/** A plan is its DRI's: whom the text of the edition that counts names, or who has taken it over since. */
export const owning: Owning = { ownedBy, handOver }

type Answered = { edition: string; plan: string; slug: string; title: string }

async function ownedBy(ctx: Context, personId: string): Promise<Owned[]> {
  const person = await personOf(ctx, personId)
  const plans = person ? await answeredBy(ctx, person) : []
  return plans.map(({ edition, slug, title }) => ({ kind: 'plan', id: edition, title, href: `/strategy/plans/${slug}` }))
}

/** The text is not touched: it says whom it named when it was written or signed. */
async function handOver(ctx: Context, { ids, from, to }: Handing): Promise<string[]> {
  const [giver, taker] = [await personOf(ctx, from), await personOf(ctx, to)]
  if (!giver || !taker) return []
  const moving = (await answeredBy(ctx, giver)).filter(({ edition }) => ids.includes(edition))
  const namesTaker = new Set((await answeredBy(ctx, taker, true)).map(({ edition }) => edition))
  const editions = moving.map(({ edition }) => edition)
  await forgetTakenOver(
    ctx.tx,
    editions.filter((one) => namesTaker.has(one)),
  )
  await saveTakenOver(
    ctx.tx,
    editions.filter((one) => !namesTaker.has(one)),
    { person_id: to, at: ctx.now, by_id: ctx.actor.id },
  )
  await recordAll(
    ctx,
    moving.map(({ edition, title }) => ({
      action: 'strategy.plan.handed_over',
      subject: { kind: 'edition', id: edition, label: title },
      before: { dri: giver.name },
      after: { dri: taker.name },
    })),
  )
  for (const edition of editions)
    await ctx.announce('strategy.plan.handed_over', { edition_id: edition, from_id: from, to_id: to }, { key: edition })
  await checkPlans(
    ctx,
    moving.map(({ plan }) => plan),
  )
  return editions
}

/** Plans whose counting edition is theirs; `asWritten`: whom the text names, whoever has it now. */
async function answeredBy(ctx: Context, person: Colleague, asWritten = false): Promise<Answered[]> {
  const lines = (await listLines(ctx.tx, ctx.today, {}, { limit: 2000 })).flatMap(({ plan, edition }) =>
    edition ? [{ plan, edition }] : [],
  )
  const now = await takenOver(
    ctx.tx,
    lines.map(({ edition }) => edition.id),
  )
  const signs = new Set([person.initials, person.name].flatMap((sign) => (sign ? [sign.toLowerCase()] : [])))
  return lines.flatMap(({ plan, edition }) => {
    const named = edition.dri !== null && signs.has(edition.dri.trim().toLowerCase())
    const taker = now.get(edition.id)
    const theirs = asWritten || taker === undefined ? named : taker === person.id
    return theirs ? [{ edition: edition.id, plan: plan.id, slug: plan.slug, title: plan.title }] : []
  })
}

/** Plans that name a person: with D, with R, or as whoever answers for them. */
export async function plansNaming(ctx: Context, personId: string): Promise<string[]> {
  const person = await personOf(ctx, personId)
  if (!person) return []
  const signs = new Set([person.initials, person.name].flatMap((sign) => (sign ? [sign.toLowerCase()] : [])))
  return (await sidesOf(ctx.tx, ctx.today)).flatMap(({ plan_id, taker, dri, deciders, recommenders }) =>
    taker === personId || [dri, ...deciders, ...recommenders].some((sign) => sign !== null && signs.has(sign.trim().toLowerCase()))
      ? [plan_id]
      : [],
  )
}
