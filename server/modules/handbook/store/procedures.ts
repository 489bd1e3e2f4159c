import { sql } from 'kysely'
import { sendAhead, type Tx } from '../../../kernel/database.ts'
import { type Asked, askList, type Page } from '../../../kernel/list/ask.ts'
import type { Asking, Expressed } from '../../../kernel/list/expressions.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { holds, type Nearness } from '../../../kernel/words.ts'
import { proceduresList } from '../contract.ts'
import type { PageTable, ProcedureTable, ProposalTable } from '../tables.ts'
import { servesAPlan } from './alignment.ts'
import { type Looks, seenBy } from './pages.ts'
import { tables } from './tables.ts'

/** `SOP-0042`: never given twice. */
export async function takeProcedureNumber(tx: Tx): Promise<string> {
  const { rows } = await sql<{ n: bigint }>`select nextval('handbook.procedure_number') as n`.execute(tx)
  return `SOP-${String(rows[0]?.n ?? 0).padStart(4, '0')}`
}

export async function findProcedure(tx: Tx, page: string): Promise<ProcedureTable | undefined> {
  return tables(tx).selectFrom('procedure').selectAll().where('page_id', '=', page).executeTakeFirst()
}

/** Refuses `procedure.unknown`. */
export async function getProcedure(tx: Tx, page: string): Promise<ProcedureTable> {
  const row = await findProcedure(tx, page)
  if (!row) throw new Refusal('missing', 'procedure.unknown', 'This page is no procedure. Its text would say `kind: procedure` at its top.')
  return row
}

export async function saveProcedure(tx: Tx, row: ProcedureTable): Promise<void> {
  const written = tables(tx).insertInto('procedure').values(row)
  await sendAhead(
    tx,
    written.onConflict((same) => same.column('page_id').doUpdateSet(row)),
  )
}

/** Keys of the steps of a text, in their order. */
export async function stepKeys(tx: Tx, page: string, no: number): Promise<string[]> {
  const rows = await tables(tx)
    .selectFrom('step')
    .select('key')
    .where('page_id', '=', page)
    .where('no', '=', no)
    .orderBy('place')
    .limit(500)
    .execute()
  return rows.map(({ key }) => key)
}

export async function addStepKeys(tx: Tx, page: string, no: number, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  const rows = keys.map((key, place) => ({ page_id: page, no, place, key }))
  await sendAhead(tx, tables(tx).insertInto('step').values(rows))
}

export async function addProposal(tx: Tx, row: ProposalTable): Promise<void> {
  await sendAhead(tx, tables(tx).insertInto('proposal').values(row))
}

/** The text that is put forward now. */
export async function openProposal(tx: Tx, page: string): Promise<ProposalTable | undefined> {
  return tables(tx).selectFrom('proposal').selectAll().where('page_id', '=', page).where('ended_at', 'is', null).executeTakeFirst()
}

/** Refuses `proposal.unknown`. */
export async function getProposal(tx: Tx, id: string): Promise<ProposalTable> {
  const row = await tables(tx).selectFrom('proposal').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('missing', 'proposal.unknown', 'No such text was put forward.')
  return row
}

export async function endProposal(tx: Tx, id: string, as: NonNullable<ProposalTable['ended_as']>, at: Date): Promise<void> {
  await sendAhead(tx, tables(tx).updateTable('proposal').set({ ended_at: at, ended_as: as }).where('id', '=', id))
}

type Listed = PageTable & {
  tier: number
  promise: string | null
  in_force_no: number | null
  in_force_since: string | null
  in_force_hash: string | null
  reviewed_on: string | null
  review_on: string | null
  proposed: boolean
  aligned: boolean
  function_id: string | null
  function_name: string | null
  owner_name: string | null
  backup_name: string | null
}

const personName = (column: string) => sql<string | null>`(select p.name from people.person p where p.id = ${sql.ref(column)})`
const proposed = sql<boolean>`exists (select from handbook.proposal o where o.page_id = page.id and o.ended_at is null)`
const stateNow = sql`(case when page.retired_on is not null then 'retired' when procedure.in_force_no is null then 'draft'
  when ${proposed} then 'revising' else 'in_force' end)`

/** Procedures as the list was asked, on a day. */
export async function listProcedures(
  tx: Tx,
  { asking, looks, today }: { asking: Asking; looks: Looks; today: string },
  asked: Asked,
): Promise<Page<Listed>> {
  const aligned = servesAPlan(today)
  const rows = tables(tx)
    .selectFrom('page')
    .innerJoin('procedure', 'procedure.page_id', 'page.id')
    .leftJoin('entry', 'entry.page_id', 'page.id')
    .leftJoin('function', 'function.id', 'entry.function_id')
    .leftJoin('page_version as followed', (on) =>
      on.onRef('followed.page_id', '=', 'page.id').onRef('followed.no', '=', 'procedure.in_force_no'),
    )
    .selectAll('page')
    .select([
      'procedure.tier',
      'procedure.promise',
      'procedure.in_force_no',
      'procedure.in_force_since',
      'procedure.reviewed_on',
      'procedure.review_on',
      'followed.content_hash as in_force_hash',
      'entry.function_id',
      'function.name as function_name',
      proposed.as('proposed'),
      aligned.as('aligned'),
      personName('page.owner').as('owner_name'),
      personName('page.backup').as('backup_name'),
    ])
    .where(seenBy(looks)) as never
  const search = async (words: string, nearness: Nearness) => [
    holds(sql<string>`kernel.fold(page.title || ' ' || page.summary || ' ' || page.path)`, words, nearness),
    sql<boolean>`page.number = upper(${words})`,
  ]
  const by: Expressed<typeof proceduresList.list> = {
    number: sql`page.number`,
    title: sql`lower(page.title)`,
    function: sql`lower(function.name)`,
    state: stateNow,
    listed: sql`(entry.page_id is not null)`,
    aligned,
    owner: { name: sql`lower(${personName('page.owner')})`, id: sql`page.owner` },
    backup: { name: sql`lower(${personName('page.backup')})`, id: sql`page.backup` },
    review: sql`procedure.review_on`,
    tier: sql`procedure.tier::text`,
    audience: sql`page.audience`,
  }
  return askList<typeof proceduresList.list, Listed>(tx, { list: proceduresList.list, asking, rows, id: 'page.id', by, search }, asked)
}

/** Procedures that somebody keeps and whose review is due by a day. */
export async function reviewsDue(tx: Tx, person: string, by: string): Promise<(PageTable & { review_on: string })[]> {
  return tables(tx)
    .selectFrom('procedure')
    .innerJoin('page', 'page.id', 'procedure.page_id')
    .selectAll('page')
    .select('procedure.review_on')
    .$narrowType<{ review_on: string }>()
    .where('procedure.review_on', '<=', by)
    .where('page.owner', '=', person)
    .where('page.retired_on', 'is', null)
    .orderBy('procedure.review_on')
    .orderBy('page.id')
    .limit(20)
    .execute()
}
