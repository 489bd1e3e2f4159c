import { sql } from 'kysely'
import { sendAhead, type Tx } from '../../../kernel/database.ts'
import type { TurnTable } from '../expected-tables.ts'
import { tables } from './tables.ts'

/** Steps of a run that are somebody's turn. */
export async function openTurns(tx: Tx, run: string): Promise<TurnTable[]> {
  return tables(tx).selectFrom('turn').selectAll().where('run_id', '=', run).where('ended_at', 'is', null).limit(500).execute()
}

/** It is their turn from now on, or again. */
export async function addTurns(tx: Tx, rows: readonly TurnTable[]): Promise<void> {
  if (rows.length === 0) return
  const written = tables(tx)
    .insertInto('turn')
    .values([...rows])
  await sendAhead(
    tx,
    written.onConflict((same) =>
      same.columns(['run_id', 'key']).doUpdateSet((row) => ({
        id: row.ref('excluded.id'),
        step: row.ref('excluded.step'),
        people: row.ref('excluded.people'),
        due_day: row.ref('excluded.due_day'),
        at: row.ref('excluded.at'),
        ended_at: null,
        overdue_told: false,
      })),
    ),
  )
}

/** It is nobody's turn any more: of some steps of a run, or of all. */
export async function endTurns(tx: Tx, run: string, keys: readonly string[] | 'all', at: Date): Promise<void> {
  if (keys.length === 0) return
  let query = tables(tx).updateTable('turn').set({ ended_at: at }).where('run_id', '=', run).where('ended_at', 'is', null)
  if (keys !== 'all') query = query.where('key', 'in', [...keys])
  await sendAhead(tx, query)
}

type Late = TurnTable & { page_id: string; number: string }

/** Turns whose day has passed and of which nobody was told yet; they are told by this. */
export async function takeLate(tx: Tx, today: string): Promise<Late[]> {
  const { rows } = await sql<Late>`with late as (
      select id from handbook.turn where ended_at is null and not overdue_told and due_day < ${today}::date order by due_day, id limit 500 for update skip locked
    ), told as (update handbook.turn set overdue_told = true where id in (select id from late) returning *)
    select told.*, run.page_id, run.number from told join handbook.run run on run.id = told.run_id`.execute(tx)
  return rows
}

/** What is somebody's turn now. */
export async function turnsWith(tx: Tx, person: string): Promise<(TurnTable & { number: string })[]> {
  return tables(tx)
    .selectFrom('turn')
    .innerJoin('run', 'run.id', 'turn.run_id')
    .selectAll('turn')
    .select('run.number')
    .where('turn.ended_at', 'is', null)
    .where(sql<boolean>`turn.people @> array[${person}::uuid]`)
    .orderBy('turn.at')
    .limit(1000)
    .execute()
}

/** It is somebody else's turn in their place. */
export async function handTurns(
  tx: Tx,
  ids: readonly string[],
  from: string,
  to: string,
): Promise<{ id: string; run_id: string; number: string }[]> {
  const { rows } = await sql<{ id: string; run_id: string; number: string }>`update handbook.turn set
      people = array(select distinct one from unnest(array_replace(people, ${from}::uuid, ${to}::uuid)) one)
    from handbook.run run
    where turn.run_id = run.id and turn.id = any(${[...ids]}::uuid[]) and turn.ended_at is null and turn.people @> array[${from}::uuid]
    returning turn.id, turn.run_id, run.number`.execute(tx)
  return rows
}
