import { type NotNull, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { type Asked, askList, type Page } from '../../../kernel/list/ask.ts'
import type { Asking, Expressed } from '../../../kernel/list/expressions.ts'
import type { Reach } from '../../../kernel/reach.ts'
import { asTyped, holds } from '../../../kernel/words.ts'
import { nearReach, visibleAccounts } from '../../customers/index.ts'
import { documentsList } from '../contract.ts'
import type { DocumentTable } from '../tables.ts'
import { buyerCalled } from './profiles.ts'
import { tables } from './rows.ts'
import { todayOfCompany } from './today.ts'

type State = 'issued' | 'part_paid' | 'paid' | 'overdue' | 'credited'
export type DocumentWithBalance = DocumentTable & {
  open_minor: bigint
  state: State
  contract_number: string | null
  legal_name: string
  entity_code: string
}
type Seen = { reach: Reach; asking: Asking; now: Date; id?: string | undefined; contract_id?: string | undefined }

/** Documents as a list was asked. Words are looked for in its own number, the customer's name and the contract's number. */
export async function listDocuments(tx: Tx, seen: Seen, asked: Asked): Promise<Page<DocumentWithBalance>> {
  const reach = await nearReach(tx, seen.reach)
  // each of them has one row, and joined from the left it is left out where nothing of it is read, as in most ways to look for words
  let rows = tables(tx)
    .selectFrom('document')
    .leftJoin('document_balance', 'document_balance.document_id', 'document.id')
    .leftJoin('profile', 'profile.id', 'document.profile_id')
    .leftJoin('legal_entity', 'legal_entity.id', 'document.entity_id')
    .leftJoin('contract', 'contract.id', 'document.contract_id')
    .selectAll('document')
    .select(['document_balance.open_minor', 'contract.number as contract_number', 'profile.legal_name', 'legal_entity.code as entity_code'])
    .$narrowType<{ open_minor: NotNull; legal_name: NotNull; entity_code: NotNull }>()
    .select(stateOf(seen.now).as('state'))
    .where(visibleAccounts(reach, 'document.account_id'))
  if (seen.id) rows = rows.where('document.id', '=', seen.id)
  if (seen.contract_id) rows = rows.where('document.contract_id', '=', seen.contract_id)
  const search = async (words: string, nearness: Parameters<typeof holds>[2]) => [
    ...asTyped(nearness, () => [holds(documentWords, words, nearness), holds(contractWords, words, nearness)]),
    ...(await buyerCalled(tx, reach, 'document.profile_id', words, nearness)),
  ]
  return askList(tx, { list: documentsList.list, asking: seen.asking, rows, id: 'document.id', by: columns(seen.now), search }, asked)
}

const documentWords = sql<string>`kernel.fold(document.number || ' ' || coalesce(document.po_number, ''))`
const contractWords = sql<string>`kernel.fold(contract.number || ' ' || coalesce(contract.po_number, ''))`

function columns(now: Date): Expressed<typeof documentsList.list> {
  return {
    number: sql`document.number`,
    kind: sql`document.kind`,
    customer: { name: sql`kernel.fold(profile.legal_name)`, id: sql`document.account_id` },
    entity: sql`legal_entity.code`,
    issue_day: sql`document.issue_day`,
    due_day: sql`document.due_day`,
    net: sql`document.net_minor`,
    tax: sql`document.tax_minor`,
    gross: sql`document.gross_minor`,
    open: sql`document_balance.open_minor`,
    currency: sql`document.currency`,
    state: { value: stateOf(now), is: (state) => stateIs(state, now) },
    contract: sql`contract.number`,
  }
}

/** One read by the document for each row shown; as `exists` the database would read every allocation there is. */
const paidPart = sql<boolean>`((
  select a.id from billing.allocation a where a.document_id = document.id and a.payment_id is not null limit 1) is not null)`

/** Derived from what is open and the day of the company that issued it: the one place that says it. */
function stateOf(now: Date): RawBuilder<State> {
  return sql<State>`case when document.kind = 'credit_note' then 'issued'
    when document_balance.open_minor = 0 then case when document.gross_minor = 0 or ${paidPart} then 'paid' else 'credited' end
    when document.due_day < ${todayOfCompany(now, 'document.entity_id')} then 'overdue'
    when document_balance.open_minor < document.gross_minor then 'part_paid' else 'issued' end`
}

/** The same, said plainly for each state, so that the index of what is owed is read and not every document judged. */
function stateIs(state: string, now: Date): RawBuilder<SqlBool> {
  const today = todayOfCompany(now, 'document.entity_id')
  const asksMoney = sql<SqlBool>`document.kind <> 'credit_note'`
  const whole = sql<SqlBool>`document_balance.open_minor >= document.gross_minor`
  switch (state) {
    case 'open':
      return owing
    case 'overdue':
      return sql<SqlBool>`(${asksMoney} and ${owing} and document.due_day < ${today})`
    case 'part_paid':
      return sql<SqlBool>`(${asksMoney} and ${owing} and document.due_day >= ${today} and not ${whole})`
    case 'issued':
      return sql<SqlBool>`(not ${asksMoney} or (${owing} and document.due_day >= ${today} and ${whole}))`
    case 'paid':
      return sql<SqlBool>`(${asksMoney} and not ${owing} and (document.gross_minor = 0 or ${paidPart}))`
    default:
      return sql<SqlBool>`(${asksMoney} and not ${owing} and document.gross_minor <> 0 and not ${paidPart})`
  }
}

/** In the words of the index of what is owed. */
const owing = sql<SqlBool>`exists (select from billing.document_balance b where b.document_id = document.id and b.open_minor > 0)`
