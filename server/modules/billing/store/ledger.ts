import { newest, onward } from '../../../kernel/keyset.ts'
import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { closedPeriod } from '../rules/periods.ts'
import type { JournalTable, LedgerAccountTable, PostingTable } from '../tables.ts'
import { saveMissingRows, saveRows, saveRowsNow, tables } from './rows.ts'

export async function findAccounts(tx: Tx): Promise<LedgerAccountTable[]> {
  return tables(tx).selectFrom('account').selectAll().orderBy('code').limit(1000).execute()
}

/** Adds accounts that the chart does not have yet; answers how many. */
export async function saveAccounts(tx: Tx, rows: LedgerAccountTable[]): Promise<number> {
  return saveMissingRows(tx, 'account', rows)
}

/**
 * Journals with their postings, all postings in one statement: the database checks that they balance, and that no month of theirs is
 * closed (`period.closed`).
 */
export async function saveJournals(tx: Tx, journals: JournalTable[], postings: PostingTable[]): Promise<void> {
  try {
    await saveRowsNow(tx, 'journal', journals)
  } catch (error) {
    const { code, detail } = error as { code?: string; detail?: string }
    throw code === 'QD001' && detail ? closedPeriod(JSON.parse(detail)) : error
  }
  await saveRows(tx, 'posting', postings)
}

type NamedPosting = PostingTable & { name: string; event: string }

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

type JournalFilter = { entity?: string; account?: string; source?: string; cursor?: string; limit: number }
type JournalRow = JournalTable & { entity: string }

export async function listJournals(tx: Tx, filter: JournalFilter): Promise<JournalRow[]> {
  let query = tables(tx)
    .selectFrom('journal')
    .innerJoin('legal_entity', 'legal_entity.id', 'journal.entity_id')
    .selectAll('journal')
    .select('legal_entity.code as entity')
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
  return onward(query, newest('journal.id'), filter).execute()
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

/**
 * Sums per entity, currency and account of all postings up to and including a day of each entity: the months until its own, less what
 * that month posted after it. Today nothing is.
 */
export async function balances(tx: Tx, days: ReadonlyMap<string, string>): Promise<BalanceRow[]> {
  const { rows } = await sql<BalanceRow>`
    with asked as (
      select e.id, e.code, e.position, d.value::date as day
      from jsonb_each_text(${JSON.stringify(Object.fromEntries(days))}::jsonb) d join billing.legal_entity e on e.code = d.key
    ),
    later as (
      select j.entity_id, j.currency, p.account, p.amount_minor
      from asked join billing.journal j on j.entity_id = asked.id join billing.posting p on p.journal_id = j.id
      where j.day > asked.day and j.day < date_trunc('month', asked.day) + interval '1 month'
    ),
    summed as (
      select entity_id, currency, account, sum(debit)::bigint as debit_minor, sum(credit)::bigint as credit_minor
      from (
        select m.entity_id, m.currency, m.account, m.debit_minor as debit, m.credit_minor as credit
        from asked join billing.ledger_month m on m.entity_id = asked.id where m.month <= asked.day
        union all
        select entity_id, currency, account, -greatest(amount_minor, 0), least(amount_minor, 0) from later
      ) parts group by entity_id, currency, account having sum(debit) <> 0 or sum(credit) <> 0
    )
    select e.code as entity, s.currency, a.code, a.name, a.kind, s.debit_minor, s.credit_minor
    from summed s join asked e on e.id = s.entity_id join billing.account a on a.code = s.account
    order by e.position, s.currency, a.code`.execute(tx)
  return rows
}
