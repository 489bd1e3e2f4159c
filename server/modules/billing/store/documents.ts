import { newest, onward } from '../../../kernel/keyset.ts'
import { sql } from 'kysely'
import { sendAhead, type Tx } from '../../../kernel/database.ts'
import { newId } from '../../../kernel/ids.ts'
import type { Reach } from '../../../kernel/reach.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { foundOrNear, holds, idsOf } from '../../../kernel/words.ts'
import { visibleAccounts } from '../../customers/index.ts'
import type { BalanceTable, DocumentTable, DocumentTaxTable, LineTable, SeriesTable, TaxDecisionTable } from '../tables.ts'
import { buyerCalled } from './profiles.ts'
import { saveRows, tables } from './rows.ts'
import { todayOfCompany } from './today.ts'

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

export type DocumentWithBalance = DocumentTable & {
  open_minor: bigint
  /** part of it was paid: what is closed without is credited */
  paid: boolean
  contract_number: string | null
  legal_name: string
  entity_code: string
  /** the calendar of the company that issued it */
  zone: string
}
type DocumentFilter = {
  reach: Reach
  kind?: 'invoice' | 'credit_note'
  state?: 'open' | 'overdue' | 'paid' | 'credited'
  account_id?: string
  contract_id?: string
  ids?: readonly string[]
  search?: string
  cursor?: string
  limit: number
  now: Date
}

/** One read by the document for each row shown; as `exists` the database would read every allocation there is. */
const paidPart = sql<boolean>`(
  select a.id from billing.allocation a where a.document_id = document.id and a.payment_id is not null limit 1) is not null`.as('paid')

/** The newest documents that fit. Words are looked for in its own number, the customer's name and the contract's number. */
export async function listDocuments(tx: Tx, filter: DocumentFilter): Promise<DocumentWithBalance[]> {
  const all = () =>
    fitting(tx, filter)
      .innerJoin('document_balance', 'document_balance.document_id', 'document.id')
      .innerJoin('profile', 'profile.id', 'document.profile_id')
      .innerJoin('legal_entity', 'legal_entity.id', 'document.entity_id')
      .leftJoin('contract', 'contract.id', 'document.contract_id')
      .selectAll('document')
      .select(paidPart)
      .select([
        'document_balance.open_minor',
        'contract.number as contract_number',
        'profile.legal_name',
        'legal_entity.code as entity_code',
        'legal_entity.zone',
      ])
  const { search } = filter
  if (!search) return all().execute()
  return foundOrNear(tx, search, async (nearness) => {
    const found = () => fitting(tx, filter).select('document.id')
    const ways = [
      found().where(holds(documentWords, search, nearness)),
      found()
        .innerJoin('contract', 'contract.id', 'document.contract_id')
        .where(holds(contractWords, search, nearness)),
      found().where(await buyerCalled(tx, 'document.profile_id', search, nearness)),
    ]
    return all().where('document.id', 'in', idsOf(ways)).execute()
  })
}

const documentWords = sql<string>`kernel.fold(document.number || ' ' || coalesce(document.po_number, ''))`
const contractWords = sql<string>`kernel.fold(contract.number || ' ' || coalesce(contract.po_number, ''))`

/** Of documents alone: what a way of finding joins is its own affair, so that it reads one index and the documents it leads to. */
function fitting(tx: Tx, filter: DocumentFilter) {
  let query = tables(tx).selectFrom('document')
  if (filter.reach.of !== 'all') query = query.where(visibleAccounts(filter.reach, 'document.account_id'))
  if (filter.ids) query = query.where('document.id', 'in', filter.ids.length ? [...filter.ids] : ['00000000-0000-0000-0000-000000000000'])
  if (filter.kind) query = query.where('document.kind', '=', filter.kind)
  if (filter.account_id) query = query.where('document.account_id', '=', filter.account_id)
  if (filter.contract_id) query = query.where('document.contract_id', '=', filter.contract_id)
  if (filter.state === 'paid' || filter.state === 'credited') {
    const paid = sql<boolean>`exists (select from billing.allocation a where a.document_id = document.id and a.payment_id is not null)`
    query = query.where(({ not }) => not(owing)).where('document.kind', '=', 'invoice')
    query = query.where(filter.state === 'paid' ? paid : sql<boolean>`not ${paid}`)
  }
  if (filter.state === 'open' || filter.state === 'overdue') query = query.where(owing)
  if (filter.state === 'overdue') query = query.where('document.due_day', '<', todayOfCompany(filter.now, 'document.entity_id'))
  return onward(query, newest('document.id'), filter)
}

/** In the words of the index of what is owed. */
const owing = sql<boolean>`exists (select from billing.document_balance b where b.document_id = document.id and b.open_minor > 0)`

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
