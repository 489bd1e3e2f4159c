import { record, recordAll } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { fitVersion } from '../../../kernel/edits.ts'
import { newId } from '../../../kernel/ids.ts'
import { notifyAll, endNotices } from '../../../kernel/notices.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { personBehind } from '../../../kernel/rights.ts'
import { colleaguesOf, noticesInPlace } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import { actionDetail } from '../queries/actions.ts'
import { fitDue, fitOpen, movesAfter } from '../rules/actions.ts'
import { stateAfter } from '../rules/outcome.ts'
import { actionsFrom, addActions, saveAction, takeAction } from '../store/actions.ts'
import { findDecision, getDecision, saveDecision } from '../store/decisions.ts'
import { takeYearNumber } from '../store/tables.ts'
import type { ActionTable } from '../tables.ts'
import { actionLabel, actionRef, calledIn, labelOf, mayTouch, nameOf, readerOf, refOf } from '../queries/book.ts'
import { awayFor } from '../queries/seats.ts'

type Shape = OutputOf<typeof promise.actionsGet>
type Wanted = { text: string; dri: string; due: string }
type Origin = ActionTable['origin']

/** Opens actions that come of one thing, in the caller's transaction; answers their ids in the order asked for. Rooms above call this. */
export async function openActions(
  ctx: Context,
  wanted: readonly Wanted[],
  origin: Origin,
  audience: 'internal' | 'restricted' = 'internal',
): Promise<string[]> {
  if (wanted.length === 0) return []
  for (const { due } of wanted) fitDue(due, ctx.today)
  await fitPeople(ctx, [...new Set(wanted.map(({ dri }) => dri))])
  const numbers = await takeYearNumber(ctx.tx, 'ACT', ctx.today.slice(0, 4), wanted.length)
  const rows: ActionTable[] = wanted.map(({ text, dri, due }, at) => ({
    id: newId(),
    number: numbers[at] ?? '',
    text,
    dri,
    due,
    first_due: due,
    moves: 0,
    state: 'open',
    reason: null,
    origin,
    origin_kind: origin.kind,
    origin_id: origin.id,
    audience,
    opened_at: ctx.now,
    opened_day: ctx.today,
    opened_by: personBehind(ctx.actor),
    opened_by_name: ctx.actor.name,
    closed_at: null,
    closed_day: null,
    closed_by: null,
    told_late: null,
    version: 1,
  }))
  await addActions(ctx.tx, rows)
  await recordAll(
    ctx,
    rows.map((row) => ({
      action: 'decisions.action.opened',
      subject: actionLabel(row),
      after: { dri: row.dri, due: row.due, origin: origin.title },
    })),
  )
  await askToDo(ctx, rows)
  for (const row of rows)
    await ctx.announce('decisions.action.opened', { action_id: row.id, number: row.number, dri: row.dri, due: row.due }, { key: row.id })
  return rows.map(({ id }) => id)
}

/** By hand: on its own, or following from a decision. */
export async function createAction(ctx: Context, input: InputOf<typeof promise.actionsCreate>): Promise<Shape> {
  const { text, dri = readerOf(ctx).person, due, decision_id } = input
  const decision = decision_id ? await getDecision(ctx.tx, decision_id, readerOf(ctx)) : undefined
  if (decision && stateAfter(decision.state, 1) === decision.state && decision.state !== 'performing')
    throw new Refusal('conflict', 'decision.wrong_state', `${decision.number} is ${decision.state}. Actions follow when it is decided.`, {
      facts: { state: decision.state, legal: ['decided', 'performing', 'done'] },
    })
  const ref = decision ? refOf(decision) : undefined
  const origin = ref
    ? { room: ref.room, kind: ref.kind, id: ref.id, title: ref.title, href: ref.href }
    : { room: 'decisions', kind: 'hand', id: '', title: 'Opened by hand', href: '/decisions/actions' }
  const [id = ''] = await openActions(ctx, [{ text, dri, due }], origin, decision?.audience)
  if (decision) await follow(ctx, decision.id)
  return actionDetail(ctx, id)
}

export async function changeAction(ctx: Context, input: InputOf<typeof promise.actionsChange>): Promise<Shape> {
  const action = await takeAction(ctx.tx, input.id, readerOf(ctx))
  const inPlace = await fitMine(ctx, action)
  fitVersion(input.if_match, action.version)
  fitOpen(action)
  const { text = action.text, dri = action.dri, due = action.due } = input
  if (due !== action.due) fitDue(due, ctx.today)
  if (dri !== action.dri) await fitPeople(ctx, [dri])
  const change = {
    text,
    dri,
    due,
    moves: movesAfter(action, due),
    told_late: due === action.due ? action.told_late : null,
    version: action.version + 1,
  }
  await saveAction(ctx.tx, action.id, change)
  const now = { ...action, ...change }
  await record(ctx, {
    action: 'decisions.action.changed',
    subject: actionLabel(now),
    before: { text: action.text, dri: action.dri, due: action.due },
    after: { text, dri, due, moves: now.moves, ...inPlace },
  })
  await ctx.announce('decisions.action.changed', { action_id: now.id, number: now.number, dri, due, moves: now.moves }, { key: now.id })
  if (dri !== action.dri || due !== action.due) await askNoMore(ctx, action.id)
  if (dri !== action.dri || due !== action.due) await askToDo(ctx, [now])
  return actionDetail(ctx, action.id)
}

export async function completeAction(ctx: Context, { id }: InputOf<typeof promise.actionsComplete>): Promise<Shape> {
  return close(ctx, id, 'done')
}

export async function dropAction(ctx: Context, { id, reason }: InputOf<typeof promise.actionsDrop>): Promise<Shape> {
  return close(ctx, id, 'dropped', reason)
}

async function close(ctx: Context, id: string, state: 'done' | 'dropped', reason?: string): Promise<Shape> {
  const action = await takeAction(ctx.tx, id, readerOf(ctx))
  const inPlace = await fitMine(ctx, action)
  fitOpen(action)
  await saveAction(ctx.tx, id, {
    state,
    reason: reason ?? null,
    closed_at: ctx.now,
    closed_day: ctx.today,
    closed_by: personBehind(ctx.actor),
    version: action.version + 1,
  })
  await record(ctx, { action: `decisions.action.${state}`, subject: actionLabel(action), after: inPlace, ...(reason ? { reason } : {}) })
  await ctx.announce('decisions.action.closed', { action_id: id, number: action.number, state }, { key: id })
  await askNoMore(ctx, id)
  if (action.origin_kind === 'decision') await follow(ctx, action.origin_id)
  return actionDetail(ctx, id)
}

/** A decision is done when all its actions are closed, and performing again when one is added. */
async function follow(ctx: Context, decisionId: string): Promise<void> {
  const decision = await findDecision(ctx.tx, decisionId, { person: readerOf(ctx).person, all: true })
  if (!decision) return
  const open = (await actionsFrom(ctx.tx, 'decision', decisionId)).filter(({ state }) => state === 'open').length
  const state = stateAfter(decision.state, open)
  if (state === decision.state) return
  await saveDecision(ctx.tx, decisionId, { state })
  await record(ctx, { action: `decisions.decision.${state === 'done' ? 'carried_out' : 'resumed'}`, subject: labelOf(decision) })
}

/** Whoever may not touch it is refused; whoever stands in does so in somebody's place, and the trail says in whose. */
async function fitMine(ctx: Context, action: ActionTable): Promise<{ in_place_of?: string | null }> {
  if (mayTouch(ctx, action)) return {}
  if (!mayTouch(ctx, action, await awayFor(ctx, 'actions')))
    throw new Refusal('forbidden', 'action.not_yours', 'An action is moved and closed by whoever does it, stands in or opened it.')
  return { in_place_of: await nameOf(ctx, action.dri) }
}

/** Refuses `action.dri_unknown`: one person of today answers for it. */
async function fitPeople(ctx: Context, ids: readonly string[]): Promise<void> {
  const people = await colleaguesOf(ctx, [...new Set(ids)])
  if (ids.map((id) => people.get(id)).some((one) => !one || one.left || one.kind === 'service'))
    throw new Refusal('refused', 'action.dri_unknown', 'Whoever shall do it is not a colleague of today. Choose somebody else.', {
      unmet: [{ code: 'action.dri_unknown', text: 'Choose a colleague of today.', path: 'dri' }],
    })
}

async function askToDo(ctx: Context, actions: readonly ActionTable[]): Promise<void> {
  const notices = actions.map((action) => ({
    to: [action.dri].filter((one) => one !== readerOf(ctx).person),
    reason: 'decisions.action.assigned',
    subject: actionRef(action),
    text: calledIn(`${action.number} is yours`, { issue: action.text, audience: action.audience }),
    due: action.due,
  }))
  await notifyAll(ctx, [...notices, ...(await noticesInPlace(ctx, notices, 'actions', [readerOf(ctx).person]))])
}

async function askNoMore(ctx: Context, id: string): Promise<void> {
  await endNotices(ctx, { reason: ['decisions.action.assigned', 'decisions.action.overdue'], kind: 'action', id })
}
