import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { type Asked, askList, type Page } from '../../../kernel/list/ask.ts'
import type { Asking, Expressed } from '../../../kernel/list/expressions.ts'
import type { Reach } from '../../../kernel/reach.ts'
import { visibleAccounts } from '../../customers/index.ts'
import { balancesList } from '../contract.ts'
import type { ProfileBalanceTable } from '../tables.ts'
import { tables } from './rows.ts'

type ListedBalance = ProfileBalanceTable & { account_id: string; legal_name: string; entity: string; refunded_minor: bigint }

/** Profiles that we owe something, one row for each of its currencies. */
export async function listBalances(tx: Tx, seen: { reach: Reach; asking: Asking }, asked: Asked): Promise<Page<ListedBalance>> {
  const rows = tables(tx)
    .selectFrom(owed.as('owed'))
    .selectAll('owed')
    .select(refunded.as('refunded_minor'))
    .where(visibleAccounts(seen.reach, 'owed.account_id'))
  return askList(tx, { list: balancesList.list, asking: seen.asking, rows, id: 'owed.key', idType: 'text', by: columns }, asked)
}

const owed = sql<Omit<ListedBalance, 'refunded_minor'> & { key: string }>`(
  select b.*, b.profile_id || ' ' || b.currency as key, p.account_id, p.legal_name, e.code as entity
  from billing.profile_balance b join billing.profile p on p.id = b.profile_id join billing.legal_entity e on e.id = p.entity_id
  where b.amount_minor > 0)`

const refunded = sql<bigint>`coalesce((select sum(r.amount_minor) from billing.refund r
  where r.profile_id = owed.profile_id and r.currency = owed.currency), 0)::bigint`

const columns: Expressed<typeof balancesList.list> = {
  customer: { name: sql`kernel.fold(owed.legal_name)`, id: sql`owed.account_id` },
  balance: sql`owed.amount_minor`,
  refunded,
  currency: sql`owed.currency`,
  entity: sql`owed.entity`,
}
