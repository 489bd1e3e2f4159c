import type { Context } from '../../../kernel/context.ts'
import type { Asked, Page } from '../../../kernel/list/ask.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { mayDo } from '../../../kernel/rights.ts'
import { askingOf, personsOf } from '../../people/index.ts'
import { mayTouch, readerOf } from './book.ts'
import { awayFor } from './seats.ts'
import type { actionsGet, actionsList } from '../contract.ts'
import { actionLook } from '../rules/actions.ts'
import { listActions } from '../store/action-list.ts'
import { actionsFromAll, getAction } from '../store/actions.ts'
import type { ActionTable } from '../tables.ts'

type Shape = OutputOf<typeof actionsGet>

export async function findActions(ctx: Context, input: InputOf<typeof actionsList>): Promise<OutputOf<typeof actionsList>> {
  const { view, where = [], ...asked } = input
  const views = { mine: ['dri:is:me'], late: ['late:is:yes'] }
  const page = await pageOfActions(ctx, { ...asked, where: [...where, ...(view ? views[view] : [])] })
  return { ...page, items: await shapes(ctx, page.items) }
}

type AskedActions = Asked & { state?: ActionTable['state'] | undefined }

/** Actions as a list was asked: open ones by their day unless it asks by state, and the newest first of those that are closed. */
export async function pageOfActions(ctx: Context, { state, ...asked }: AskedActions, reader = readerOf(ctx)): Promise<Page<ActionTable>> {
  const { where = [] } = asked
  const asksState = where.some((one) => one.startsWith('state:'))
  const states = state || !asksState ? [`state:is:${state ?? 'open'}`] : []
  const sort = asked.sort ?? (state && state !== 'open' ? '-number' : undefined)
  return listActions(ctx.tx, { asking: await askingOf(ctx), reader }, { ...asked, sort, where: [...where, ...states] })
}

export async function readAction(ctx: Context, { id }: { id: string }): Promise<Shape> {
  const [shape] = await shapes(ctx, [await getAction(ctx.tx, id, readerOf(ctx))])
  if (!shape) throw new Error('an action without a shape')
  return shape
}

type ActionOf = Pick<ActionTable, 'id' | 'number' | 'text' | 'due' | 'first_due' | 'state' | 'closed_day' | 'origin_id'> & {
  dri: { id: string; name: string }
}

/**
 * What came of things of one kind, oldest first, for the room that they came of: whoever may see the thing is its to say. Rooms above call
 * this.
 */
export async function actionsOf(ctx: Pick<Context, 'tx'>, kind: string, ids: readonly string[]): Promise<ActionOf[]> {
  const rows = await actionsFromAll(ctx.tx, kind, ids)
  const names = await personsOf(
    ctx,
    rows.map(({ dri }) => dri),
  )
  return rows.map(({ id, number, text, due, first_due, state, closed_day, origin_id, dri }) => ({
    id,
    number,
    text,
    due,
    first_due,
    state,
    closed_day,
    origin_id,
    dri: { id: dri, name: names.get(dri) ?? 'Somebody who left' },
  }))
}

/** What a command answers: the row as it is now, whatever the actor may still see of it. */
export async function actionDetail(ctx: Context, id: string): Promise<Shape> {
  const [shape] = await shapes(ctx, [await getAction(ctx.tx, id, { person: readerOf(ctx).person, all: true })])
  if (!shape) throw new Error('an action without a shape')
  return shape
}

async function shapes(ctx: Context, rows: readonly ActionTable[]): Promise<Shape[]> {
  const names = await personsOf(
    ctx,
    rows.map(({ dri }) => dri),
  )
  const writes = mayDo(ctx.actor, 'decisions.write') !== undefined
  const away = writes ? await awayFor(ctx, 'actions') : []
  return rows.map((row) => {
    const { id, number, text, due, first_due, moves, state, reason, origin, opened_by_name, opened_day, closed_day, version } = row
    const mine = state === 'open' && writes && mayTouch(ctx, row, away)
    return {
      id,
      number,
      text,
      dri: { id: row.dri, name: names.get(row.dri) ?? 'Somebody who left' },
      due,
      first_due,
      moves,
      state,
      late: actionLook(row, ctx.today).late,
      reason,
      origin: { kind: origin.kind, title: origin.title, href: origin.href },
      opened_by: opened_by_name,
      opened_day,
      closed_day,
      version,
      may: mine ? ['decisions.actions.change', 'decisions.actions.complete', 'decisions.actions.drop'] : [],
    }
  })
}
