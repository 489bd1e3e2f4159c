import type { Context } from '../kernel/context.ts'
import { readColumns, readCondition, readSort } from '../kernel/list/where.ts'
import { beginWith, changeView, defaultView, dropView, type ListViewRow, listViews, saveView, shareView } from '../kernel/list-views.ts'
import type { Operation, OutputOf } from '../kernel/operation.ts'
import { Refusal } from '../kernel/refusal.ts'
import { mayDo, personBehind } from '../kernel/rights.ts'
import { bind, type Endpoint } from '../kernel/room.ts'
import * as promise from './contract/views.ts'

/** Ways of looking at a list that people keep: one way for the lists of all rooms. `operations` knows every list. */
export function viewOperations(operations: () => readonly Operation[]): Endpoint[] {
  return [
    bind(promise.viewsList, async (ctx, { list }) => {
      listOf(ctx, operations(), list)
      return { items: (await listViews(ctx, list)).map((row) => shown(ctx, row)), default: (await defaultView(ctx, list)) ?? null }
    }),
    bind(promise.viewsSave, async (ctx, { list, where, ...rest }) => {
      mustAnswer(listOf(ctx, operations(), list), { ...rest, where })
      return shown(ctx, await saveView(ctx, list, { ...rest, conditions: where }))
    }),
    bind(promise.viewsChange, async (ctx, { id, if_match, where, title, sort, columns }) => {
      const change = {
        ...(where === undefined ? {} : { conditions: where }),
        ...(title === undefined ? {} : { title }),
        ...(sort === undefined ? {} : { sort }),
        ...(columns === undefined ? {} : { columns }),
      }
      const after = await changeView(ctx, id, change, if_match)
      mustAnswer(listOf(ctx, operations(), after.list), { ...after, where: after.conditions })
      return shown(ctx, after)
    }),
    bind(promise.viewsShare, async (ctx, { id, shared }) => shown(ctx, await shareView(ctx, id, shared))),
    bind(promise.viewsDrop, async (ctx, { id }) => {
      await dropView(ctx, id)
      return { id }
    }),
    bind(promise.viewsBegin, async (ctx, { list, view }) => {
      listOf(ctx, operations(), list)
      await beginWith(ctx, list, view)
      return { default: view }
    }),
  ]
}

/** The list of that name, if the actor may read it; what may not be read is as unknown as what is not there. */
function listOf(ctx: Context, operations: readonly Operation[], name: string): Operation {
  const found = operations.find((one) => one.name === name && one.method === 'GET')
  if (!found || !(found.right === 'signed_in' || mayDo(ctx.actor, found.right)))
    throw new Refusal('missing', 'view.list_unknown', 'There is no such list.')
  return found
}

/** A view asks only what its list answers; refuses as the list itself would. */
function mustAnswer(
  { list }: Operation,
  shows: { where: readonly string[]; sort: string | null; columns: readonly string[] | null },
): void {
  if (!list) return
  for (const text of shows.where) readCondition(list, text)
  if (shows.sort !== null) readSort(list, shows.sort)
  for (const name of shows.columns ?? []) readColumns(list, name)
}

function shown(ctx: Context, row: ListViewRow): OutputOf<typeof promise.viewsSave> {
  const { id, title, conditions, sort, columns, shared, owner, owner_name, version } = row
  return {
    id,
    title,
    where: conditions,
    sort,
    columns,
    shared,
    by: { id: owner, name: owner_name },
    own: owner === personBehind(ctx.actor),
    version,
  }
}
