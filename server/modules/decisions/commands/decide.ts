import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { notify } from '../../../kernel/notices.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { personBehind } from '../../../kernel/rights.ts'
import { rolesOn } from '../../people/index.ts'
import type { decisionsDecide, decisionsGet } from '../contract.ts'
import { detailOf } from '../queries/detail.ts'
import { outcomeUnmet, stateAfter } from '../rules/outcome.ts'
import { fitBytes } from '../rules/texts.ts'
import { saveDecision } from '../store/decisions.ts'
import { effectsOf, informedOf, replaceEffects } from '../store/parts.ts'
import { getPolicy } from '../store/policy.ts'
import type { DecisionTable } from '../tables.ts'
import { takeFor } from './acts.ts'
import { openActions } from './actions.ts'
import { bookOf, calledIn, labelOf, nameOf, refOf, workingDays } from '../queries/book.ts'
import { effectRows, effectsFrom } from './effects.ts'
import { endSuperseded } from './superseding.ts'
import { tellInPlace } from './in-place.ts'
import { askNoMore } from './move-on.ts'
import { expectedPast, refs, refuse } from './open.ts'
import { fitDecider } from '../queries/seats.ts'

/** Decides on the text of now, all of it or nothing: outcome, actions, effects, and the end of what it replaces. */
export async function decide(ctx: Context, input: InputOf<typeof decisionsDecide>): Promise<OutputOf<typeof decisionsGet>> {
  const decision = await takeFor(ctx, input.id, 'decide')
  const decidedFor = await fitDecider(ctx, decision)
  await fitType(ctx, decision)
  if (input.text_no !== decision.text_no)
    throw new Refusal('conflict', 'decision.text_stale', `There is a newer text, number ${decision.text_no}. Read it before you decide.`, {
      facts: { text_no: decision.text_no },
    })
  const { outcome } = input
  const override_reason = input.override_reason?.trim() || null
  for (const [name, text] of [
    ['The text', input.text],
    ['The reason', override_reason ?? ''],
    ['The rationale', input.rationale ?? ''],
  ] as const)
    fitBytes(name, text)
  const book = await bookOf(ctx, decision)
  const days = await workingDays(ctx)
  refuse(
    outcomeUnmet({
      outcome,
      text: input.text,
      actions: input.actions.length,
      no_actions: input.no_actions,
      override_reason,
      need_by: input.need_by ?? null,
      next_day: days(1),
      partyAnswers: book.partyAnswers,
    }),
  )
  if (outcome === 'defer') return putOff(ctx, decision, input)
  const accepted = outcome !== 'reject'
  if (input.review_on && input.review_on <= ctx.today)
    refuse([{ code: 'decision.review_past', text: 'Look back at it on a later day.', path: 'review_on' }])
  const expected = input.expected ?? expectedOf(decision)
  if (accepted && expected && expected.on <= ctx.today) refuse([expectedPast])
  const change = {
    expected_metric: expected?.metric ?? null,
    expected_value: expected?.value ?? null,
    expected_on: expected?.on ?? null,
    outcome,
    outcome_text: input.text,
    rationale: input.rationale?.trim() || null,
    override_reason,
    no_actions: input.no_actions,
    review_on: input.review_on ?? null,
    decided_at: ctx.now,
    decided_day: ctx.today,
    decided_by: personBehind(ctx.actor),
    decided_by_name: ctx.actor.name,
    decided_for: decidedFor,
    state: stateAfter('decided', input.actions.length),
    version: decision.version + 1,
  }
  await saveDecision(ctx.tx, decision.id, change)
  const now = { ...decision, ...change }
  const effects = input.effects ? effectRows(ctx, decision.id, input.effects) : await effectsOf(ctx.tx, decision.id)
  await replaceEffects(ctx.tx, decision.id, accepted ? effectsFrom(effects, ctx.today) : [])
  const { room, kind, id, title, href } = refOf(now)
  await openActions(ctx, input.actions, { room, kind, id, title, href }, now.audience)
  const after = {
    ...(expected ? { expected } : {}),
    outcome,
    text: input.text,
    text_no: decision.text_no,
    hash: decision.text_hash,
    override_reason,
    for: await nameOf(ctx, decidedFor),
  }
  await record(ctx, { action: 'decisions.decision.decided', subject: labelOf(now), after })
  const about = refs(book.texts.at(-1)?.subjects ?? [])
  await ctx.announce(
    'decisions.decision.decided',
    { decision_id: decision.id, number: decision.number, kind: decision.kind, outcome, subjects: about },
    { key: decision.id },
  )
  if (accepted && decision.supersedes) await endSuperseded(ctx, now, input.seen)
  await askNoMore(ctx, decision)
  await tellDecided(ctx, now)
  await tellInPlace(ctx, now)
  return detailOf(ctx, decision.id)
}

/** What was put forward as expected; whoever decides may say another value or day. */
function expectedOf({ expected_metric, expected_value, expected_on }: DecisionTable) {
  return expected_metric && expected_value && expected_on ? { metric: expected_metric, value: expected_value, on: expected_on } : undefined
}

/**
 * What is hard to undo is decided by a holder of the role of today (`decision.type1_decider`): one may have lost it, or been handed the
 * decision, since it was opened.
 */
export async function fitType(ctx: Context, { type, decider }: Pick<DecisionTable, 'type' | 'decider'>): Promise<void> {
  if (type !== 1) return
  const { type1_role } = await getPolicy(ctx.tx)
  if ((await rolesOn(ctx, decider, ctx.today)).includes(type1_role)) return
  throw new Refusal('forbidden', 'decision.type1_decider', `What is hard to undo is decided by somebody with the role ${type1_role}.`)
}

async function putOff(
  ctx: Context,
  decision: DecisionTable,
  { text, need_by }: InputOf<typeof decisionsDecide>,
): Promise<OutputOf<typeof decisionsGet>> {
  const change = {
    outcome: 'defer' as const,
    outcome_text: text,
    need_by: need_by ?? decision.need_by,
    state: 'collecting' as const,
    round: decision.round + 1,
    reminded: null,
    version: decision.version + 1,
  }
  await saveDecision(ctx.tx, decision.id, change)
  await record(ctx, {
    action: 'decisions.decision.put_off',
    subject: labelOf(decision),
    before: { need_by: decision.need_by },
    after: { need_by: change.need_by, text },
  })
  await askNoMore(ctx, decision)
  return detailOf(ctx, decision.id)
}

/** All who took part and all who are told hear of it; in whose place it was decided is told that. */
async function tellDecided(ctx: Context, decision: DecisionTable): Promise<void> {
  const { parties } = await bookOf(ctx, decision)
  const told = (await informedOf(ctx.tx, decision.id)).map(({ person_id }) => person_id)
  const to = [...parties.flatMap(({ members }) => members), ...told].filter(
    (one) => one !== personBehind(ctx.actor) && one !== decision.decided_for,
  )
  const said = decision.outcome === 'reject' ? 'was rejected' : 'is decided'
  await notify(ctx, {
    to,
    reason: 'decisions.decision.decided',
    subject: refOf(decision),
    text: calledIn(`${decision.number} ${said}`, decision),
    rule: 'decided',
  })
}
