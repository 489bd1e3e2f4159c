import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { personBehind } from '../../../kernel/rights.ts'
import { actionsOf, openActions } from '../../decisions/index.ts'
import type { updatesAcknowledge, updatesPost } from '../contract.ts'
import { dueOf, forecastsOf, isPromised, subjectOf, updateShapes } from '../queries/updates.ts'
import { mayBeSeen } from '../queries/seen.ts'
import { isLive } from '../rules/kinds.ts'
import { forecastsUnmet, updateUnmet } from '../rules/updates.ts'
import { getEdition, planOf } from '../store/editions.ts'
import { addRead, addUpdate, getUpdate, lastUpdate } from '../store/updates.ts'
import type { StatusUpdateRow } from '../tables/updates.ts'
import { endReminders } from './reminding.ts'
import { fitAuthor, labelOf, refuse, takeFor } from './steps.ts'

/** Says how a measure goes, or the plan. What it names to be done are actions of the house; what is posted stays as it was posted. */
export async function postUpdate(ctx: Context, input: InputOf<typeof updatesPost>): Promise<OutputOf<typeof updatesPost>> {
  const { id, key, status, confidence, difference, going_well, not_going_well, outcomes } = input
  const now = await takeFor(ctx, id, 'report')
  fitAuthor(ctx, now)
  const { edition, plan } = now
  const { measure, text } = await subjectOf(ctx, edition, key)
  const previous = await lastUpdate(ctx.tx, id, key ?? null)
  const before = previous ? await actionsOf(ctx, 'update', [previous.id]) : []
  const computed = measure && isLive(measure.kind) ? measure.status : null
  refuse(updateUnmet({ computed, status, difference, promised: isPromised(measure), confidence, before, outcomes }))
  const { due_on } = await dueOf(ctx, edition, previous)
  refuse(forecastsUnmet(input.forecasts, await forecastsOf(ctx, measure, previous, edition)))
  const row: StatusUpdateRow = {
    ...{ id: newId(), edition_id: id, item_key: key ?? null, previous: previous?.id ?? null, due_on, status },
    ...{ computed: computed ?? 'none', confidence: confidence ?? null },
    ...{ value: measure?.value ?? null, value_day: measure?.value_day ?? null },
    ...{ difference: difference || null, going_well: going_well || null, not_going_well: not_going_well || null },
    outcomes: outcomes.filter(({ action_id }) => before.some((one) => one.id === action_id)),
    forecasts: input.forecasts,
    ...{ by_id: personBehind(ctx.actor), by_name: ctx.actor.name, posted_at: ctx.now },
  }
  await addUpdate(ctx.tx, row)
  await endReminders(ctx, edition, due_on)
  const title = plan.audience === 'restricted' ? 'An update of a plan' : `Update of ${text}`.slice(0, 200)
  const href = `/strategy/editions/${id}?tab=updates`
  await openActions(
    ctx,
    input.next_actions,
    { room: 'strategy', kind: 'update', id: row.id, title, href },
    plan.audience === 'restricted' ? 'restricted' : 'internal',
  )
  await record(ctx, {
    action: 'strategy.update.posted',
    subject: labelOf(edition),
    after: { update_id: row.id, item_key: row.item_key, due_on, status, computed, confidence: row.confidence, value: row.value },
  })
  await ctx.announce('strategy.update.posted', { update_id: row.id, edition_id: id, item_key: row.item_key, due_on, status }, { key: id })
  const [shape] = await updateShapes(ctx, edition, [row])
  if (!shape) throw new Error('an update without a shape')
  return shape
}

/** Says that one has read it; saying it again changes nothing. */
export async function acknowledgeUpdate(
  ctx: Context,
  { id }: InputOf<typeof updatesAcknowledge>,
): Promise<OutputOf<typeof updatesAcknowledge>> {
  const row = await getUpdate(ctx.tx, id)
  const edition = await getEdition(ctx.tx, row.edition_id)
  mayBeSeen(ctx, await planOf(ctx.tx, edition))
  await addRead(ctx.tx, { update_id: id, person_id: personBehind(ctx.actor), person_name: ctx.actor.name, at: ctx.now })
  await record(ctx, { action: 'strategy.update.acknowledged', subject: labelOf(edition), after: { update_id: id } })
  const [shape] = await updateShapes(ctx, edition, [row])
  if (!shape) throw new Error('an update without a shape')
  return shape
}
