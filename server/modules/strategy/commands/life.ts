import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { endNotices, notify } from '../../../kernel/notices.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { personBehind } from '../../../kernel/rights.ts'
import { withdrawSignoff } from '../../decisions/index.ts'
import type { editionsFreeze, editionsLife, editionsOverride, editionsReturn, editionsSubmit, editionsWithdraw } from '../contract.ts'
import { lifeOf } from '../queries/life.ts'
import { agreementOf, type EditionNow, textUnmet } from '../queries/edition-now.ts'
import { agreementUnmet } from '../rules/life.ts'
import { getEdition, saveHead } from '../store/editions.ts'
import { addOverride, countNoMore } from '../store/life.ts'
import { checkPlans } from './alignment/check.ts'
import { askOn } from './asking.ts'
import { fitDecider, fitDri, fitLead, labelOf, refuse, takeFor } from './steps.ts'

type Life = OutputOf<typeof editionsLife>

/** The text of now goes to those whom it names. */
export async function submit(ctx: Context, { id }: InputOf<typeof editionsSubmit>): Promise<Life> {
  const now = await takeFor(ctx, id, 'submit')
  fitDri(ctx, now)
  refuse(textUnmet(now))
  const asked = await askOn(ctx, now, true)
  const { edition, revision } = now
  await saveHead(ctx.tx, id, { state: 'input', ...asked })
  await record(ctx, {
    action: 'strategy.edition.submitted',
    subject: labelOf(edition),
    before: { state: edition.state },
    after: { state: 'input', content_hash: revision.content_hash, ...asked },
  })
  await announce(ctx, 'strategy.edition.submitted', now)
  await checkPlans(ctx, [edition.plan_id])
  return lifeOf(ctx, await getEdition(ctx.tx, id))
}

/** All that was to be agreed to is: the text is closed, and waits for whoever decides. */
export async function freeze(ctx: Context, { id }: InputOf<typeof editionsFreeze>): Promise<Life> {
  const now = await takeFor(ctx, id, 'freeze')
  fitDri(ctx, now)
  refuse([...textUnmet(now), ...agreementUnmet(agreementOf(ctx, now))])
  await moveTo(ctx, now, 'agreed', 'strategy.edition.agreed')
  await announce(ctx, 'strategy.edition.agreed', now)
  const { edition, plan, decider } = now
  if (decider && decider !== personBehind(ctx.actor))
    await notify(ctx, {
      to: [decider],
      reason: waits,
      subject: {
        room: 'strategy',
        kind: 'edition',
        id,
        title: edition.title_core,
        href: `/strategy/editions/${id}`,
        audience: plan.audience,
      },
      text: plan.audience === 'restricted' ? 'A plan waits for you to vet it' : `${edition.title_core} waits for you to vet it`,
    })
  return lifeOf(ctx, await getEdition(ctx.tx, id))
}

/** Back to its author, with the reason. Agreements on what does not change are kept. */
export async function takeBack(ctx: Context, { id, reason }: InputOf<typeof editionsReturn>): Promise<Life> {
  const now = await takeFor(ctx, id, 'return')
  fitLead(ctx, now)
  await moveTo(ctx, now, 'draft', 'strategy.edition.returned', reason)
  return lifeOf(ctx, await getEdition(ctx.tx, id))
}

/** Given up for good; nobody is asked about it any more. */
export async function withdraw(ctx: Context, { id, reason }: InputOf<typeof editionsWithdraw>): Promise<Life> {
  const now = await takeFor(ctx, id, 'withdraw')
  fitLead(ctx, now)
  if (now.signoff) await withdrawSignoff(ctx, now.signoff.id, reason)
  await countNoMore(ctx.tx, now.plan.id, id)
  await moveTo(ctx, now, 'withdrawn', 'strategy.edition.withdrawn', reason)
  return lifeOf(ctx, await getEdition(ctx.tx, id))
}

/** Whoever decides writes why it goes ahead against the objections of now, on the text of now; both stay in sight. */
export async function override(ctx: Context, { id, reason }: InputOf<typeof editionsOverride>): Promise<Life> {
  const now = await takeFor(ctx, id, 'override')
  fitDecider(ctx, now)
  const answers = now.signoff?.parties.flatMap(({ letter, objection }) => (letter === 'A' && objection ? [objection.id] : [])) ?? []
  if (answers.length === 0)
    throw new Refusal(
      'refused',
      'plan.nothing_to_override',
      'Nobody who is asked to agree objects, so that there is nothing to decide against.',
    )
  const { content_hash } = now.revision
  await addOverride(ctx.tx, {
    id: newId(),
    edition_id: id,
    content_hash,
    answers,
    reason,
    by_id: personBehind(ctx.actor),
    by_name: ctx.actor.name,
    at: ctx.now,
  })
  await record(ctx, { action: 'strategy.edition.overridden', subject: labelOf(now.edition), after: { content_hash, answers }, reason })
  return lifeOf(ctx, await getEdition(ctx.tx, id))
}

async function moveTo(
  ctx: Context,
  { edition, revision }: EditionNow,
  state: 'draft' | 'agreed' | 'withdrawn',
  action: string,
  reason?: string,
): Promise<void> {
  await saveHead(ctx.tx, edition.id, { state })
  await record(ctx, {
    action,
    subject: labelOf(edition),
    before: { state: edition.state },
    after: { state, content_hash: revision.content_hash },
    ...(reason ? { reason } : {}),
  })
  await endNotices(ctx, { reason: waits, kind: 'edition', id: edition.id })
  await checkPlans(ctx, [edition.plan_id])
}
const waits = 'strategy.edition.waits'

function announce(ctx: Context, event: 'strategy.edition.submitted' | 'strategy.edition.agreed', { edition, plan }: EditionNow) {
  return ctx.announce(event, { edition_id: edition.id, plan_id: plan.id, slug: plan.slug }, { key: plan.id })
}
