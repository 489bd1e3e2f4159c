import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { readCursor } from '../../../kernel/page.ts'
import type { JournalTable, LedgerAccountTable, PostingTable } from '../tables.ts'
import { saveMissingRows, saveRows, tables } from './rows.ts'

export async function findAccounts(tx: Tx): Promise<LedgerAccountTable[]> {
  return tables(tx).selectFrom('account').selectAll().orderBy('code').limit(1000).execute()
}

/** Adds accounts that the chart does not have yet; answers how many. */
export async function saveAccounts(tx: Tx, rows: LedgerAccountTable[]): Promise<number> {
  return saveMissingRows(tx, 'account', rows)
}

/** Journals with their postings, all postings in one statement: the database checks that they balance. */
export async function saveJournals(tx: Tx, journals: JournalTable[], postings: PostingTable[]): Promise<void> {
  await saveRows(tx, 'journal', journals)
  await saveRows(tx, 'posting', postings)
}

export type NamedPosting = PostingTable & { name: string; event: string }

export async function postingsOf(tx: Tx, journalIds: readonly string[]): Promise<NamedPosting[]> {
  if (journalIds.length === 0) return []
  return tables(tx)
    .selectFrom('posting')
    .innerJoin('account', 'account.code', 'posting.account')
    .innerJoin('journal', 'journal.id', 'posting.journal_id')
    .selectAll('posting')
    .select(['account.name', 'journal.event'])
    .where('posting.journal_id', 'in', [...journalIds])
    .orderBy('posting.journal_id')
    .orderBy('posting.n')
    .limit(20_000)
    .execute()
}

export async function postingsOfSource(tx: Tx, sourceId: string): Promise<NamedPosting[]> {
  return tables(tx)
    .selectFrom('posting')
    .innerJoin('account', 'account.code', 'posting.account')
    .innerJoin('journal', 'journal.id', 'posting.journal_id')
    .selectAll('posting')
    .select(['account.name', 'journal.event'])
    .where('journal.source_id', '=', sourceId)
    .orderBy('journal.id')
    .orderBy('posting.n')
    .limit(500)
    .execute()
}

export type JournalFilter = { entity?: string; account?: string; source?: string; cursor?: string; limit: number }
export type JournalRow = JournalTable & { entity: string }

export async function listJournals(tx: Tx, filter: JournalFilter): Promise<JournalRow[]> {
  let query = tables(tx)
    .selectFrom('journal')
    .innerJoin('legal_entity', 'legal_entity.id', 'journal.entity_id')
    .selectAll('journal')
    .select('legal_entity.code as entity')
    .orderBy('journal.id', 'desc')
    .limit(filter.limit)
  if (filter.entity) query = query.where('legal_entity.code', '=', filter.entity)
  if (filter.source) query = query.where('journal.source_id', '=', filter.source)
  const account = filter.account
  if (account) {
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('posting').select('posting.n').whereRef('posting.journal_id', '=', 'journal.id').where('posting.account', '=', account),
      ),
    )
  }
  const after = readCursor(filter.cursor)
  if (after?.[0]) query = query.where('journal.id', '<', after[0])
  return query.execute()
}

export type BalanceRow = {
  entity: string
  currency: string
  code: string
  name: string
  kind: LedgerAccountTable['kind']
  debit_minor: bigint
  credit_minor: bigint
}

/** Sums per entity, currency and account of all postings up to and including a day. */
export async function balances(tx: Tx, day: string, entity?: string): Promise<BalanceRow[]> {
  const { rows } = await sql<BalanceRow>`
    select e.code as entity, s.currency, a.code, a.name, a.kind, s.debit_minor, s.credit_minor
    from (select j.entity_id, j.currency, p.account, coalesce(sum(p.amount_minor) filter (where p.amount_minor > 0), 0)::bigint as debit_minor,
            coalesce(-sum(p.amount_minor) filter (where p.amount_minor < 0), 0)::bigint as credit_minor
          from billing.posting p join billing.journal j on j.id = p.journal_id where j.day <= ${day}::date
          group by j.entity_id, j.currency, p.account) s
    join billing.legal_entity e on e.id = s.entity_id join billing.account a on a.code = s.account
    where (${entity ?? null}::text is null or e.code = ${entity ?? null}::text)
    order by e.position, s.currency, a.code`.execute(tx)
  return rows
}
