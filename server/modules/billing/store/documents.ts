import { sql } from 'kysely'
import { sendAhead, type Tx } from '../../../kernel/database.ts'
import { newId } from '../../../kernel/ids.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { BalanceTable, DocumentTable, DocumentTaxTable, LineTable, SeriesTable, TaxDecisionTable } from '../tables.ts'
import { saveRows, tables } from './rows.ts'

export type SeriesKey = { entity_id: string; kind: SeriesTable['kind']; year: number; prefix: string }

/**
 * Locks the series rows that are about to give numbers, in one order for every writer. Taken last before commit: whoever waits here
 * waits for a transaction that only has its inserts left. Two who begin the same series at one moment meet at either of its keys, so the
 * conflict names none.
 */
export async function takeSeries(tx: Tx, keys: SeriesKey[]): Promise<SeriesTable[]> {
  const missing = sql`insert into billing.series (id, entity_id, kind, year, prefix)
    select id, entity_id, kind, year, prefix
    from jsonb_populate_recordset(null::billing.series, ${JSON.stringify(keys.map((key) => ({ id: newId(), ...key })))}::jsonb)
    on conflict do nothing`
  await sendAhead(tx, missing)
  return tables(tx)
    .selectFrom('series')
    .selectAll()
    .where(({ eb, or, and }) =>
      or(keys.map((key) => and([eb('entity_id', '=', key.entity_id), eb('kind', '=', key.kind), eb('year', '=', key.year)]))),
    )
    .orderBy('id')
    .forUpdate()
    .execute()
}

export async function moveSeries(tx: Tx, id: string, facts: Pick<SeriesTable, 'next' | 'last_issue_day' | 'last_chain'>): Promise<void> {
  await sendAhead(tx, tables(tx).updateTable('series').set(facts).where('id', '=', id))
}

export async function findSeries(tx: Tx): Promise<SeriesTable[]> {
  return tables(tx).selectFrom('series').selectAll().orderBy('year', 'desc').orderBy('prefix').limit(500).execute()
}

export async function getSeries(tx: Tx, id: string): Promise<SeriesTable> {
  const row = await tables(tx).selectFrom('series').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('missing', 'series.unknown', 'There is no such number series.')
  return row
}

type Issue = {
  documents: DocumentTable[]
  lines: LineTable[]
  taxes: DocumentTaxTable[]
  decisions: TaxDecisionTable[]
  balances: BalanceTable[]
}

export async function saveIssue(tx: Tx, issue: Issue): Promise<void> {
  await saveRows(tx, 'document', issue.documents)
  await saveRows(tx, 'document_line', issue.lines)
  await saveRows(tx, 'document_tax', issue.taxes)
  await saveRows(tx, 'tax_decision', issue.decisions)
  await saveRows(tx, 'document_balance', issue.balances)
}

export async function getDocument(tx: Tx, id: string, accountId?: string): Promise<DocumentTable> {
  let query = tables(tx).selectFrom('document').selectAll().where('id', '=', id)
  if (accountId) query = query.where('account_id', '=', accountId)
  const row = await query.executeTakeFirst()
  if (!row) throw new Refusal('missing', 'document.unknown', 'There is no such document.')
  return row
}

/** What was billed on contracts: lines with the number of their document (null: worth 0.00), in order of issue. */
export async function billedOf(tx: Tx, contractIds: readonly string[]): Promise<BilledRow[]> {
  if (contractIds.length === 0) return []
  return tables(tx)
    .selectFrom('document_line')
    .leftJoin('document', 'document.id', 'document_line.document_id')
    .leftJoin('document as credited', 'credited.id', 'document.of_id')
    .selectAll('document_line')
    .select(['document.number', 'document.kind as document_kind', 'document.issue_day', 'document.totals', 'credited.number as of_number'])
    .where('document_line.contract_id', 'in', [...contractIds])
    .orderBy('document_line.contract_id')
    .orderBy('document.id')
    .orderBy('document_line.position')
    .execute()
}
export type BilledRow = LineTable & {
  number: string | null
  document_kind: DocumentTable['kind'] | null
  issue_day: string | null
  totals: unknown
  of_number: string | null
}

export async function linesOf(tx: Tx, documentId: string): Promise<LineTable[]> {
  return tables(tx).selectFrom('document_line').selectAll().where('document_id', '=', documentId).orderBy('position').limit(5000).execute()
}

export async function taxesOf(tx: Tx, documentIds: readonly string[]): Promise<DocumentTaxTable[]> {
  if (documentIds.length === 0) return []
  return tables(tx)
    .selectFrom('document_tax')
    .selectAll()
    .where('document_id', 'in', [...documentIds])
    .orderBy('document_id')
    .orderBy('n')
    .execute()
}

/** A page of a series in order of its numbers, for the proof. */
export async function chainOf(tx: Tx, seriesId: string, after: bigint, limit: number): Promise<DocumentTable[]> {
  return tables(tx)
    .selectFrom('document')
    .selectAll()
    .where('series_id', '=', seriesId)
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit)
    .execute()
}

/** Documents by number with what is open of them, under lock: a credit note is about to be applied. */
export async function takeOpen(tx: Tx, numbers: readonly string[]): Promise<Map<string, { id: string; open: bigint }>> {
  if (numbers.length === 0) return new Map()
  const rows = await tables(tx)
    .selectFrom('document_balance')
    .innerJoin('document', 'document.id', 'document_balance.document_id')
    .select(['document.id', 'document.number', 'document_balance.open_minor'])
    .where('document.number', 'in', [...new Set(numbers)])
    .forUpdate('document_balance')
    .execute()
  return new Map(rows.map((row) => [row.number, { id: row.id, open: row.open_minor }]))
}

/** What a document has open, under lock. */
export async function openOf(tx: Tx, documentId: string): Promise<bigint> {
  const row = await tables(tx)
    .selectFrom('document_balance')
    .select('open_minor')
    .where('document_id', '=', documentId)
    .forUpdate()
    .executeTakeFirst()
  return row?.open_minor ?? 0n
}

export async function documentsOfOrders(tx: Tx, orderIds: readonly string[]): Promise<DocumentTable[]> {
  if (orderIds.length === 0) return []
  return tables(tx)
    .selectFrom('document')
    .selectAll()
    .where('order_id', 'in', [...orderIds])
    .orderBy('id')
    .limit(1000)
    .execute()
}
