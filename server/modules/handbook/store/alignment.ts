import { sql } from 'kysely'
import { sendAhead, type Tx } from '../../../kernel/database.ts'
import type { MethodTable, UnplannedTable } from '../tables-alignment.ts'
import { tables } from './tables.ts'
import { trainedByPage } from './training.ts'

/** Of an edition that came in force; told twice, it stands once, and one that has ended stays so. */
export async function addMethods(tx: Tx, rows: readonly MethodTable[]): Promise<void> {
  if (rows.length === 0) return
  await tables(tx)
    .insertInto('method')
    .values([...rows])
    .onConflict((same) => same.columns(['edition_id', 'key']).doNothing())
    .execute()
}

export async function endMethods(tx: Tx, edition: string, on: string): Promise<void> {
  await tables(tx).updateTable('method').set({ ended_on: on }).where('edition_id', '=', edition).where('ended_on', 'is', null).execute()
}

const inForce = (day: string) =>
  sql<boolean>`(method.ended_on is null and coalesce(method.starts, ${day}::date) <= ${day}::date and coalesce(method.ends, ${day}::date) >= ${day}::date)`

/** Whether the page of a query serves a method of an edition in force on a day. */
export const servesAPlan = (day: string) =>
  sql<boolean>`exists (select from handbook.serves s join handbook.method on method.key = s.key where s.page_id = page.id and ${inForce(day)})`

/** Methods of editions in force on a day. */
export async function methodsOn(tx: Tx, day: string): Promise<MethodTable[]> {
  return tables(tx)
    .selectFrom('method')
    .selectAll()
    .distinctOn('key')
    .where(inForce(day))
    .orderBy('key')
    .orderBy('vetted_on', 'desc')
    .limit(1000)
    .execute()
}

/** What a procedure serves, each as the last edition says it. */
export async function methodsServed(
  tx: Tx,
  page: string,
  day: string,
): Promise<(MethodTable & { in_force: boolean; chosen: boolean; said: string | null })[]> {
  return tables(tx)
    .selectFrom('serves')
    .innerJoin('method', 'method.key', 'serves.key')
    .selectAll('method')
    .select(['serves.chosen', 'serves.said', inForce(day).as('in_force')])
    .distinctOn('method.key')
    .where('serves.page_id', '=', page)
    .orderBy('method.key')
    .orderBy('in_force', 'desc')
    .orderBy('vetted_on', 'desc')
    .limit(100)
    .execute()
}

/** Whether a procedure may be followed as plans go, whatever its text names: a method in force was chosen on its page, or somebody said why it serves none. */
export async function isAlignedBeside(tx: Tx, page: string, day: string): Promise<boolean> {
  return (await chosenOn(tx, page, day)) || (await unplannedOn(tx, page, day)) !== undefined
}

async function chosenOn(tx: Tx, page: string, day: string): Promise<boolean> {
  const row = await tables(tx)
    .selectFrom('serves')
    .innerJoin('method', 'method.key', 'serves.key')
    .select('serves.key')
    .where('serves.page_id', '=', page)
    .where('serves.chosen', '=', true)
    .where(inForce(day))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** What is chosen on the page of a procedure from now on; what its text names stays. */
export async function saveChosen(tx: Tx, page: string, keys: readonly string[]): Promise<void> {
  await sendAhead(tx, tables(tx).deleteFrom('serves').where('page_id', '=', page).where('said', 'is', null))
  await sendAhead(tx, tables(tx).updateTable('serves').set({ chosen: false }).where('page_id', '=', page))
  if (keys.length > 0)
    await sendAhead(
      tx,
      tables(tx)
        .insertInto('serves')
        .values(keys.map((key) => ({ page_id: page, key, chosen: true, said: null })))
        .onConflict((same) => same.columns(['page_id', 'key']).doUpdateSet({ chosen: true })),
    )
}

/** What the text of a procedure names. */
export async function saidBy(tx: Tx, page: string): Promise<{ key: string; said: string }[]> {
  const rows = await tables(tx)
    .selectFrom('serves')
    .select(['key', 'said'])
    .where('page_id', '=', page)
    .where('said', 'is not', null)
    .orderBy('key')
    .limit(100)
    .execute()
  return rows.flatMap(({ key, said }) => (said === null ? [] : [{ key, said }]))
}

/** What the text of a procedure names from now on; what is chosen on its page stays. */
export async function saveNamed(tx: Tx, page: string, rows: readonly { key: string; said: string }[]): Promise<void> {
  await sendAhead(tx, tables(tx).deleteFrom('serves').where('page_id', '=', page).where('chosen', '=', false))
  await sendAhead(tx, tables(tx).updateTable('serves').set({ said: null }).where('page_id', '=', page))
  if (rows.length > 0)
    await sendAhead(
      tx,
      tables(tx)
        .insertInto('serves')
        .values(rows.map(({ key, said }) => ({ page_id: page, key, chosen: false, said })))
        .onConflict((same) => same.columns(['page_id', 'key']).doUpdateSet(({ ref }) => ({ said: ref('excluded.said') }))),
    )
}

export async function addUnplanned(tx: Tx, row: UnplannedTable): Promise<void> {
  await sendAhead(tx, tables(tx).insertInto('unplanned').values(row))
}

/** The last word on why a procedure serves no plan, where it holds on a day. */
export async function unplannedOn(tx: Tx, page: string, day: string): Promise<UnplannedTable | undefined> {
  const last = await tables(tx)
    .selectFrom('unplanned')
    .selectAll()
    .where('page_id', '=', page)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last && last.until >= day ? last : undefined
}

/** Procedures in force that all colleagues may open, each with the hash of its text in force. */
export async function textsInForce(tx: Tx): Promise<{ id: string; hash: string }[]> {
  const { rows } = await sql<{ id: string; hash: string }>`select page.id, text.content_hash as hash
    from handbook.procedure join handbook.page page on page.id = procedure.page_id
    join handbook.page_version text on text.page_id = page.id and text.no = procedure.in_force_no
    where page.retired_on is null and page.audience <> 'restricted' order by page.id limit 10000`.execute(tx)
  return rows
}

/** What holds of each procedure in force today, in place of what held earlier today. Whether anything is another. */
export async function saveStandings(tx: Tx, day: string, signedOff: readonly string[]): Promise<boolean> {
  const now = sql`select page.id as page_id,
      ${servesAPlan(day)} as aligned,
      exists (select from handbook.entry e where e.page_id = page.id) as listed,
      coalesce(procedure.review_on >= ${day}::date, false) as fresh,
      page.id = any(${[...signedOff]}::uuid[]) as signed_off, coalesce(known.trained, 0) as trained, coalesce(known.required, 0) as required
    from handbook.procedure join handbook.page page on page.id = procedure.page_id
    left join (${trainedByPage(day)}) known on known.page_id = page.id
    where procedure.in_force_no is not null and page.retired_on is null and page.audience <> 'restricted'`
  const gone = await sql`delete from handbook.standing where day = ${day}::date
    and page_id not in (select page_id from (${now}) now)`.execute(tx)
  const come = await sql`insert into handbook.standing as was (day, page_id, aligned, listed, fresh, signed_off, trained, required)
    select ${day}::date, page_id, aligned, listed, fresh, signed_off, trained, required from (${now}) now
    on conflict (day, page_id) do update set aligned = excluded.aligned, listed = excluded.listed, fresh = excluded.fresh,
      signed_off = excluded.signed_off, trained = excluded.trained, required = excluded.required
      where (was.aligned, was.listed, was.fresh, was.signed_off, was.trained, was.required)
        is distinct from (excluded.aligned, excluded.listed, excluded.fresh, excluded.signed_off, excluded.trained, excluded.required)`.execute(
    tx,
  )
  return Number(gone.numAffectedRows ?? 0n) + Number(come.numAffectedRows ?? 0n) > 0
}
