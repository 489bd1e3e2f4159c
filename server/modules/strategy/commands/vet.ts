import { record } from '../../../kernel/audit.ts'
import type { Context, Open } from '../../../kernel/context.ts'
import { endNotices } from '../../../kernel/notices.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { personBehind } from '../../../kernel/rights.ts'
import { concludeSignoff } from '../../decisions/index.ts'
import type { editionsLife, editionsVet } from '../contract.ts'
import { lifeOf } from '../queries/life.ts'
import { type EditionNow, vettingUnmet } from '../queries/edition-now.ts'
import { checkOf } from '../queries/shapes.ts'
import { methodTold } from '../rules/told.ts'
import { isOver, predecessorOf, takesPlaceOf } from '../rules/life.ts'
import { getEdition, listItems, planOf, saveHead, takeEdition } from '../store/editions.ts'
import { countNoMore, overOn, successorOf } from '../store/life.ts'
import { listMeasures } from '../store/measures.ts'
import { followEditions } from '../store/plans.ts'
import type { EditionRow } from '../tables.ts'
import { noteShifts } from './goalposts.ts'
import { checkPlans } from './alignment/check.ts'
import { fitDecider, labelOf, refuse, takeFor } from './steps.ts'

/**
 * Whoever decides signs the very text that they read: from then on it is in force and closed, and the edition before it is not. All of it or
 * nothing, in one transaction.
 */
export async function vet(ctx: Context, { id, content_hash }: InputOf<typeof editionsVet>): Promise<OutputOf<typeof editionsLife>> {
  const now = await takeFor(ctx, id, 'vet')
  fitDecider(ctx, now)
  const { edition, plan, revision, signoff, beside } = now
  if (content_hash !== revision.content_hash)
    throw new Refusal('conflict', 'plan.text_moved', 'The plan has another text than the one you read. Read it again before you sign it.')
  const unmet = vettingUnmet(ctx, now)
  refuse(unmet, unmet.some(({ code }) => code === 'plan.over_one_page') ? gateFacts(now) : {})
  const reasons = now.overrides.filter((one) => one.content_hash === content_hash).map(({ reason }) => reason)
  if (signoff) await concludeSignoff(ctx, signoff.id, { text: 'Vetted.', ...(reasons[0] ? { override_reason: reasons[0] } : {}) })
  const predecessor = predecessorOf(edition, beside)
  const signed = { signed_by: personBehind(ctx.actor), signed_at: ctx.now, signed_hash: content_hash }
  await saveHead(ctx.tx, id, { state: 'vetted', vetted_on: ctx.today, vetted_by: ctx.actor.name, predecessor, ...signed })
  await record(ctx, {
    action: 'strategy.edition.vetted',
    subject: labelOf(edition),
    before: { state: edition.state },
    after: { state: 'vetted', printed_name: ctx.actor.name, meaning: 'vetted', content_hash, predecessor },
  })
  const before = predecessor ? await takeEdition(ctx.tx, predecessor) : undefined
  if (before && takesPlaceOf(edition, before, ctx.today)) await supersede(ctx, before, { plan, by_id: id })
  await followEditions(ctx.tx, ctx.today, plan.id)
  await noteMoved(ctx, now)
  await endNotices(ctx, { reason: 'strategy.edition.waits', kind: 'edition', id })
  await checkPlans(ctx, [plan.id])
  const methods = now.rows
    .filter((item) => item.section === 'methods' && item.depth === 0 && !item.struck)
    .map((item) => methodTold(item, plan))
  const { period_start, period_end } = edition
  const { slug, level } = plan
  const names = { edition_id: id, plan_id: plan.id, slug, title: edition.title_core, level, legacy: false }
  await ctx.announce('strategy.edition.vetted', { ...names, period_start, period_end, vetted_on: ctx.today, methods }, { key: plan.id })
  return lifeOf(ctx, await getEdition(ctx.tx, id))
}

/** What was promised in the edition that it amends and is promised otherwise from now on. */
async function noteMoved(ctx: Context, { amending, plan, edition }: EditionNow): Promise<void> {
  if (!amending) return
  const texts = new Map((await listItems(ctx.tx, amending.edition.id)).map(({ item_key, text }) => [item_key, text]))
  const before = await listMeasures(ctx.tx, amending.edition.id)
  const after = await listMeasures(ctx.tx, edition.id)
  await noteShifts(ctx, { plan_id: plan.id, edition_id: edition.id, texts, before, after, decision: amending.decision })
}

async function supersede(
  ctx: Context,
  edition: EditionRow,
  { plan, by_id }: { plan: { id: string; slug: string }; by_id: string },
): Promise<void> {
  await saveHead(ctx.tx, edition.id, { state: 'superseded' })
  await countNoMore(ctx.tx, plan.id, edition.id)
  await record(ctx, {
    action: 'strategy.edition.superseded',
    subject: labelOf(edition),
    before: { state: edition.state },
    after: { state: 'superseded', by: by_id },
  })
  const names = { edition_id: edition.id, plan_id: plan.id, slug: plan.slug, by_id }
  await ctx.announce('strategy.edition.superseded', names, { key: plan.id })
}

/** What the gate found, for whoever mends it: lines over and the cut that would do. */
function gateFacts({ reading, rows }: EditionNow): Record<string, unknown> {
  const { lines_over, cut } = checkOf(reading, (section, index) => rows.filter((row) => row.section === section)[index]?.item_key ?? '')
  return { lines_over, cut }
}

const batch = 200

/** Editions whose last day is over go to the one that came in their place, or are expired where none has; each in a transaction of its own. */
export async function expireAll(open: Open): Promise<{ expired: number }> {
  let expired = 0
  for (let after: string | undefined; ; ) {
    const page: string[] = await open((ctx) => overOn(ctx.tx, ctx.today, after, batch))
    for (const id of page) if (await open((ctx) => expire(ctx, id))) expired += 1
    after = page.at(-1)
    if (page.length < batch) return { expired }
  }
}

async function expire(ctx: Context, id: string): Promise<boolean> {
  const edition = await takeEdition(ctx.tx, id)
  if (!isOver(edition, ctx.today)) return false
  const successor = await successorOf(ctx.tx, id)
  if (successor) {
    await supersede(ctx, edition, { plan: await planOf(ctx.tx, edition), by_id: successor.id })
    return false
  }
  await saveHead(ctx.tx, id, { state: 'expired' })
  await countNoMore(ctx.tx, edition.plan_id, id)
  await record(ctx, {
    action: 'strategy.edition.expired',
    subject: labelOf(edition),
    before: { state: edition.state },
    after: { state: 'expired', period_end: edition.period_end },
  })
  await ctx.announce('strategy.edition.expired', { edition_id: id, plan_id: edition.plan_id }, { key: edition.plan_id })
  await checkPlans(ctx, [edition.plan_id])
  return true
}
