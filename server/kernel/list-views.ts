import { type Selectable, sql } from 'kysely'
import { record } from './audit.ts'
import type { Context } from './context.ts'
import { type Tx, tablesOf } from './database.ts'
import { fitVersion } from './edits.ts'
import { newId } from './ids.ts'
import { Refusal } from './refusal.ts'
import { personBehind } from './rights.ts'

type ListViewTable = {
  id: string
  list: string
  title: string
  conditions: string[]
  sort: string | null
  columns: string[] | null
  shared: boolean
  owner: string
  owner_name: string
  at: Date
  version: number
}
export type ListViewRow = Selectable<ListViewTable>
type ListViewDefaultTable = { person: string; list: string; view: string }

/** What a view shows. */
type Shown = { title: string; conditions: string[]; sort: string | null; columns: string[] | null }

/** So many of one list a person keeps; more are not told apart. */
const most = 30

/** One's own of a list, then what others share, in the order in which they were kept. */
export async function listViews(ctx: Context, list: string): Promise<ListViewRow[]> {
  const person = personBehind(ctx.actor)
  return tables(ctx.tx)
    .selectFrom('list_view')
    .selectAll()
    .where('list', '=', list)
    .where((row) => row.or([row('shared', '=', true), row('owner', '=', person)]))
    .orderBy(sql`owner <> ${person}`)
    .orderBy('id')
    .limit(100)
    .execute()
}

/** Refuses `view.too_many` and `view.name_taken`. */
export async function saveView(ctx: Context, list: string, shown: Shown): Promise<ListViewRow> {
  const own = (await listViews(ctx, list)).filter((row) => row.owner === personBehind(ctx.actor))
  if (own.length >= most) throw new Refusal('refused', 'view.too_many', `At most ${most} views of a list are kept. Remove one first.`)
  const row: ListViewRow = {
    id: newId(),
    list,
    ...shown,
    shared: false,
    owner: personBehind(ctx.actor),
    owner_name: ctx.actor.name,
    at: ctx.now,
    version: 1,
  }
  const kept = await tables(ctx.tx)
    .insertInto('list_view')
    .values(row)
    .onConflict((same) => same.doNothing())
    .returningAll()
    .executeTakeFirst()
  if (!kept) throw nameTaken(shown.title)
  await record(ctx, { action: 'house.view.saved', ...of(kept), after: plainly(kept) })
  return kept
}

/** Refuses `view.unknown`, `edit.stale`, `view.name_taken`. */
export async function changeView(ctx: Context, id: string, change: Partial<Shown>, version: number | undefined): Promise<ListViewRow> {
  const before = await takeOwn(ctx, id)
  fitVersion(version, before.version)
  const title = change.title ?? before.title
  const taken = (await listViews(ctx, before.list)).some(
    (row) => row.owner === before.owner && row.id !== id && row.title.toLowerCase() === title.toLowerCase(),
  )
  if (taken) throw nameTaken(title)
  return written(ctx, before, change, 'house.view.changed')
}

/** Shows it to all colleagues, or to nobody else any more. Refuses `view.unknown`. */
export async function shareView(ctx: Context, id: string, shared: boolean): Promise<ListViewRow> {
  const before = await takeOwn(ctx, id)
  return before.shared === shared ? before : written(ctx, before, { shared }, 'house.view.shared')
}

/** Refuses `view.unknown`. Who began with it begins with the first one again. */
export async function dropView(ctx: Context, id: string): Promise<void> {
  const before = await takeOwn(ctx, id)
  await tables(ctx.tx).deleteFrom('list_view').where('id', '=', id).execute()
  await tables(ctx.tx).deleteFrom('list_view_default').where('view', '=', id).execute()
  await record(ctx, { action: 'house.view.dropped', ...of(before), before: plainly(before) })
}

/** The view with which the asker begins; nothing for the first one. */
export async function defaultView(ctx: Context, list: string): Promise<string | undefined> {
  const row = await tables(ctx.tx)
    .selectFrom('list_view_default')
    .select('view')
    .where('person', '=', personBehind(ctx.actor))
    .where('list', '=', list)
    .executeTakeFirst()
  return row?.view
}

export async function beginWith(ctx: Context, list: string, view: string | null): Promise<void> {
  const person = personBehind(ctx.actor)
  if (view === null) {
    await tables(ctx.tx).deleteFrom('list_view_default').where('person', '=', person).where('list', '=', list).execute()
    return
  }
  await tables(ctx.tx)
    .insertInto('list_view_default')
    .values({ person, list, view })
    .onConflict((same) => same.columns(['person', 'list']).doUpdateSet({ view }))
    .execute()
}

async function written(ctx: Context, before: ListViewRow, change: Partial<ListViewRow>, action: string): Promise<ListViewRow> {
  const after = await tables(ctx.tx)
    .updateTable('list_view')
    .set({ ...change, version: before.version + 1 })
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await record(ctx, { action, ...of(after), before: plainly(before), after: plainly(after) })
  return after
}

/** Somebody else's is as unknown as none. */
async function takeOwn(ctx: Context, id: string): Promise<ListViewRow> {
  const row = await tables(ctx.tx)
    .selectFrom('list_view')
    .selectAll()
    .where('id', '=', id)
    .where('owner', '=', personBehind(ctx.actor))
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Refusal('missing', 'view.unknown', 'There is no such view of yours.')
  return row
}

function nameTaken(title: string): Refusal {
  return new Refusal('refused', 'view.name_taken', `You have a view of this list that is called “${title}”. Choose another name.`)
}

function of(row: ListViewRow) {
  return { subject: { kind: 'view', id: row.id, label: row.title } }
}

function plainly({ list, title, conditions, sort, columns, shared }: ListViewRow) {
  return { list, title, conditions, sort, columns, shared }
}

function tables(tx: Tx) {
  return tablesOf<{ list_view: ListViewTable; list_view_default: ListViewDefaultTable }>(tx, 'kernel')
}
