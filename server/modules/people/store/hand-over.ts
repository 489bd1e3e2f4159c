import type { Selectable } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { Owned } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import type { HandOverTable } from '../tables.ts'
import { people } from './tables.ts'

export type HandOverRow = Selectable<HandOverTable>
export type Left = Owned & { room: string }

/** What a person gave on or left behind; what waits comes first. At most 10,000. */
export async function handOversOf(tx: Tx, personId: string): Promise<HandOverRow[]> {
  const of = people(tx).selectFrom('hand_over').selectAll().where('person_id', '=', personId)
  return of
    .orderBy('to_id', (order) => order.asc().nullsFirst())
    .orderBy('room')
    .orderBy('kind')
    .orderBy('title')
    .limit(10_000)
    .execute()
}

/** Writes down what waits; what is written already stays as it is, unless somebody has it. */
export async function addWaiting(tx: Tx, personId: string, things: readonly Left[], at: Date): Promise<void> {
  for (let from = 0; from < things.length; from += 1000) {
    await people(tx)
      .insertInto('hand_over')
      .values(things.slice(from, from + 1000).map((thing) => rowOf(personId, thing, at)))
      .onConflict((conflict) =>
        conflict.columns(['person_id', 'room', 'kind', 'thing_id']).doUpdateSet({ to_id: null, handed_at: null, handed_by: null }),
      )
      .execute()
  }
}

export async function saveHanded(tx: Tx, ids: readonly string[], to: { id: string; at: Date; by: string } | null): Promise<void> {
  if (ids.length === 0) return
  await people(tx)
    .updateTable('hand_over')
    .set({ to_id: to?.id ?? null, handed_at: to?.at ?? null, handed_by: to?.by ?? null })
    .where('id', 'in', [...ids])
    .execute()
}

/** What somebody else took meanwhile, and what is its owner's again, is nothing to hand over. */
export async function forgetHandOvers(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await people(tx)
    .deleteFrom('hand_over')
    .where('id', 'in', [...ids])
    .execute()
}

/** Who left and still has things that wait, with how many. */
export async function leftBehind(tx: Tx): Promise<{ id: string; name: string; left_at: Date | null; things: number }[]> {
  const rows = await people(tx)
    .selectFrom('hand_over')
    .innerJoin('person', 'person.id', 'hand_over.person_id')
    .select(({ fn }) => ['person.id', 'person.name', 'person.left_at', fn.countAll<string>().as('things')])
    .where('hand_over.to_id', 'is', null)
    .where('person.left_at', 'is not', null)
    .groupBy(['person.id', 'person.name', 'person.left_at'])
    .limit(20)
    .execute()
  return rows.map((row) => ({ ...row, things: Number(row.things) }))
}

function rowOf(personId: string, { room, kind, id, title, href }: Left, at: Date) {
  return { id: newId(), person_id: personId, room, kind, thing_id: id, title, href, created_at: at }
}
