import type { Selectable } from 'kysely'
import type { Context } from './context.ts'
import { type Tx, tablesOf } from './database.ts'
import { newId } from './ids.ts'
import { Refusal } from './refusal.ts'
import { personBehind } from './rights.ts'

type FavouriteTable = { id: string; person: string; href: string; title: string; at: Date }
type FavouriteRow = Selectable<FavouriteTable>

/** More than one finds at a glance. */
const most = 50

/** One's own, in the order in which they were kept. */
export async function listFavourites(ctx: Context): Promise<FavouriteRow[]> {
  return tables(ctx.tx)
    .selectFrom('favourite')
    .selectAll()
    .where('person', '=', personBehind(ctx.actor))
    .orderBy('id')
    .limit(most)
    .execute()
}

/** Keeps a place; one that is kept already gets the new name. Refuses `favourite.too_many`. */
export async function keepFavourite(ctx: Context, { href, title }: { href: string; title: string }): Promise<FavouriteRow> {
  const row = { id: newId(), person: personBehind(ctx.actor), href, title, at: ctx.now }
  const kept = await listFavourites(ctx)
  if (kept.length >= most && !kept.some((one) => one.href === href))
    throw new Refusal('refused', 'favourite.too_many', `At most ${most} places are kept at hand. Let one go first.`)
  return tables(ctx.tx)
    .insertInto('favourite')
    .values(row)
    .onConflict((same) => same.columns(['person', 'href']).doUpdateSet({ title }))
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Refuses `favourite.unknown` for somebody else's as for none. */
export async function dropFavourite(ctx: Context, id: string): Promise<void> {
  const own = tables(ctx.tx).deleteFrom('favourite').where('id', '=', id).where('person', '=', personBehind(ctx.actor))
  const gone = await own.returning('id').executeTakeFirst()
  if (!gone) throw new Refusal('missing', 'favourite.unknown', 'There is no such favourite.')
}

function tables(tx: Tx) {
  return tablesOf<{ favourite: FavouriteTable }>(tx, 'kernel')
}
