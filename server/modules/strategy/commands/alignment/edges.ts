import { record } from '../../../../kernel/audit.ts'
import type { Context } from '../../../../kernel/context.ts'
import { newId } from '../../../../kernel/ids.ts'
import { endNotices, notify } from '../../../../kernel/notices.ts'
import type { InputOf, OutputOf } from '../../../../kernel/operation.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import { personBehind } from '../../../../kernel/rights.ts'
import type { edgesCreate, edgesRemove, needsAnswer } from '../../contract.ts'
import { isSeen, writesPlans } from '../../queries/seen.ts'
import { roleOf, editionNow } from '../../queries/edition-now.ts'
import { fitEdge } from '../../rules/alignment/edges.ts'
import { addEdge, answerEdge, dropEdge, servesEdges, takeEdge } from '../../store/alignment/edges.ts'
import { placeOf } from '../../store/alignment/sides.ts'
import { getEdition } from '../../store/editions.ts'
import type { EdgeRow } from '../../tables.ts'
import { checkPlans } from './check.ts'

const asked = 'strategy.need.asked'

/** Draws an edge between two items that one may see; from one's own plan, or as somebody who writes plans. A need asks whoever answers there. */
export async function drawEdge(
  ctx: Context,
  { type, from_key, to_key }: InputOf<typeof edgesCreate>,
): Promise<OutputOf<typeof edgesCreate>> {
  const [from, to] = await Promise.all([endOf(ctx, from_key), endOf(ctx, to_key)])
  fitLead(ctx, [from], 'draws edges from it')
  const serves =
    type === 'serves' ? Map.groupBy(await servesEdges(ctx.tx), (edge) => edge.from_key) : new Map<string, { to_key: string }[]>()
  fitEdge(type, from.end, to.end, new Map([...serves].map(([key, edges]) => [key, edges.map((edge) => edge.to_key)])))
  const row = edgeRow(ctx, type, from, to)
  if (!(await addEdge(ctx.tx, row))) throw new Refusal('conflict', 'edge.exists', 'These two are joined so already.')
  await record(ctx, {
    action: 'strategy.edge.drawn',
    subject: from.subject,
    after: { type, ...toldOf(from, to) },
  })
  if (type === 'needs')
    await notify(ctx, {
      to: to.leads.filter((id) => id !== personBehind(ctx.actor)),
      reason: asked,
      key: row.id,
      subject: {
        room: 'strategy',
        kind: 'edition',
        id: to.edition,
        title: to.title,
        href: `/strategy/plans/${to.slug}?tab=alignment`,
        audience: to.audience,
      },
      text:
        from.audience === 'restricted' || to.audience === 'restricted'
          ? 'Another team needs something of you'
          : `${from.title} needs of you: ${from.text}`,
    })
  await checkPlans(ctx, [from.end.plan, to.end.plan])
  return { id: row.id }
}

function edgeRow(ctx: Context, type: EdgeRow['type'], from: End, to: End): EdgeRow {
  return {
    id: newId(),
    type,
    from_key: from.end.key,
    from_plan_id: from.end.plan,
    to_key: to.end.key,
    to_plan_id: to.end.plan,
    made_by: personBehind(ctx.actor),
    made_by_name: ctx.actor.name,
    at: ctx.now,
    answer: null,
    answered_by: null,
    answered_by_name: null,
    answered_at: null,
    answer_reason: null,
    answer_hash: null,
  }
}

/** Taken away by whoever answers for either side. */
export async function removeEdge(ctx: Context, { id }: InputOf<typeof edgesRemove>): Promise<OutputOf<typeof edgesRemove>> {
  const row = await takeEdge(ctx.tx, id)
  const [from, to] = await endsOf(ctx, row)
  fitLead(ctx, [from, to], 'takes its edges away')
  await dropEdge(ctx.tx, id)
  await record(ctx, {
    action: 'strategy.edge.removed',
    subject: from.subject,
    before: { type: row.type, ...toldOf(from, to) },
  })
  await endNotices(ctx, { reason: asked, kind: 'edition', id: to.edition, key: id })
  await checkPlans(ctx, [row.from_plan_id, row.to_plan_id])
  return { removed: true }
}

/** The other side says whether it does what is needed of it: on the text of now, so that another text is asked about again. */
export async function answerNeed(ctx: Context, { id, answer, reason }: InputOf<typeof needsAnswer>): Promise<OutputOf<typeof needsAnswer>> {
  const row = await takeEdge(ctx.tx, id)
  const [from, to] = await endsOf(ctx, row)
  if (row.type !== 'needs') throw new Refusal('refused', 'edge.no_need', 'This edge asks nobody for anything.')
  if (!to.leads.includes(personBehind(ctx.actor)))
    throw new Refusal('forbidden', 'need.not_asked', `Whoever answers for ${to.title} accepts what is needed of it, or declines.`)
  await answerEdge(ctx.tx, id, {
    answer,
    answered_by: personBehind(ctx.actor),
    answered_by_name: ctx.actor.name,
    answered_at: ctx.now,
    answer_reason: reason ?? null,
    answer_hash: from.hash,
  })
  await record(ctx, {
    action: `strategy.need.${answer}`,
    subject: to.subject,
    before: { answer: row.answer },
    after: { answer, ...toldOf(from, to) },
    ...(reason ? { reason } : {}),
  })
  await endNotices(ctx, { reason: asked, kind: 'edition', id: to.edition, key: id })
  await checkPlans(ctx, [row.from_plan_id, row.to_plan_id])
  return { id, answer }
}

type End = Awaited<ReturnType<typeof endOf>>

async function endsOf(ctx: Context, row: EdgeRow): Promise<[End, End]> {
  const known = async (key: string) => {
    if (await placeOf(ctx.tx, key, ctx.today)) return endOf(ctx, key)
    throw new Refusal('missing', 'edge.unknown', 'There is no such edge.')
  }
  return [await known(row.from_key), await known(row.to_key)]
}

/** An item as an end of an edge, with whoever answers for its plan; one that may not be seen is not there. */
async function endOf(ctx: Context, key: string) {
  const place = await placeOf(ctx.tx, key, ctx.today)
  if (!place) throw new Refusal('missing', 'item.unknown', 'This plan has no such item.')
  const now = await editionNow(ctx, await getEdition(ctx.tx, place.edition_id))
  const { plan, dris, decider } = now
  if (!isSeen(ctx, plan)) throw new Refusal('missing', 'item.unknown', 'This plan has no such item.')
  const { section, depth, text, item_hash: hash, edition_id: edition } = place
  const { dri, decider: decides } = roleOf(ctx, now)
  return {
    end: { key, plan: plan.id, section, depth, level: plan.level },
    ...{ text, hash, edition, title: plan.title, slug: plan.slug, audience: plan.audience },
    subject: { kind: 'edition', id: edition, label: plan.title },
    leads: [...new Set([...dris.map(({ id }) => id), ...(decider ? [decider] : [])])],
    theirs: dri || decides,
  }
}

/** Both ends for the trail, which readers of either plan see: of one for the few nothing but its key is said. */
function toldOf(from: End, to: End): Record<string, string> {
  const said = ({ audience, text, title, end }: End) => (audience === 'restricted' ? end.key : `${text} (${title})`)
  return { from: said(from), to: said(to) }
}

function fitLead(ctx: Context, ends: readonly End[], does: string): void {
  if (ends.some(({ theirs }) => theirs) || writesPlans(ctx)) return
  throw new Refusal('forbidden', 'edge.not_dri', `Whoever answers for ${ends.map(({ title }) => title).join(' or ')} ${does}.`)
}
