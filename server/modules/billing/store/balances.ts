import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { Reach } from '../../../kernel/reach.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { visibleAccounts } from '../../customers/index.ts'
import type { ProfileBalanceTable, RefundTable } from '../tables.ts'
import { saveRows, tables } from './rows.ts'

/** What we owe buyers, by profile and currency, under lock in one order for every writer. Absent is 0. */
export async function takeBalances(tx: Tx, profileIds: readonly string[]): Promise<ProfileBalanceTable[]> {
  if (profileIds.length === 0) return []
  return tables(tx)
    .selectFrom('profile_balance')
    .selectAll()
    .where('profile_id', 'in', [...new Set(profileIds)])
    .where('amount_minor', '>', 0n)
    .orderBy('profile_id')
    .orderBy('currency')
    .forUpdate()
    .execute()
}

/** The same without a lock, for whoever only tells it. */
export async function balancesOf(tx: Tx, profileIds: readonly string[]): Promise<ProfileBalanceTable[]> {
  if (profileIds.length === 0) return []
  return tables(tx)
    .selectFrom('profile_balance')
    .selectAll()
    .where('profile_id', 'in', [...profileIds])
    .where('amount_minor', '>', 0n)
    .orderBy('profile_id')
    .orderBy('currency')
    .execute()
}

/** Moves balances by signed amounts in two statements; the table refuses to fall below 0. Each profile and currency once. */
export async function moveBalances(tx: Tx, moves: readonly ProfileBalanceTable[]): Promise<void> {
  const up = moves.filter((move) => move.amount_minor > 0n)
  const down = moves.filter((move) => move.amount_minor < 0n)
  if (up.length > 0)
    await sql`insert into billing.profile_balance as b (profile_id, currency, amount_minor)
      select profile_id, currency, amount_minor from jsonb_populate_recordset(null::billing.profile_balance, ${text(up)}::jsonb)
      on conflict (profile_id, currency) do update set amount_minor = b.amount_minor + excluded.amount_minor`.execute(tx)
  if (down.length > 0)
    await sql`update billing.profile_balance b set amount_minor = b.amount_minor + m.amount_minor
      from jsonb_populate_recordset(null::billing.profile_balance, ${text(down)}::jsonb) m
      where b.profile_id = m.profile_id and b.currency = m.currency`.execute(tx)
}

export async function getBalance(tx: Tx, profileId: string, currency: string): Promise<bigint> {
  const [row] = (await takeBalances(tx, [profileId])).filter((one) => one.currency === currency)
  if (!row) throw new Refusal('conflict', 'balance.none', `We owe this customer nothing in ${currency}.`)
  return row.amount_minor
}

export async function saveRefund(tx: Tx, refund: RefundTable): Promise<void> {
  await saveRows(tx, 'refund', [refund])
}

type Waiting = { profile_id: string; legal_name: string; currency: string; amount_minor: bigint; at: Date; total: number }

/** What we owe buyers, by the day on which it last moved, oldest first, with the count of all. */
export async function waitingBalances(tx: Tx, reach: Reach, limit: number): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    with owed as (
      select b.*, p.legal_name, count(*) over ()::int as total
      from billing.profile_balance b join billing.profile p on p.id = b.profile_id
      where b.amount_minor > 0 and ${visibleAccounts(reach, 'p.account_id')}
      order by b.profile_id, b.currency limit 500)
    select o.profile_id, o.legal_name, o.currency, o.amount_minor, o.total, coalesce(moved.at, now()) as at
    from owed o left join (
      select t.dims ->> 'profile' as profile, j.currency, max(j.created_at) as at
      from billing.posting t join billing.journal j on j.id = t.journal_id
      where t.account = '2200' and t.dims ->> 'profile' in (select profile_id::text from owed) group by 1, 2) moved
      on moved.profile = o.profile_id::text and moved.currency = o.currency
    order by at, o.profile_id, o.currency limit ${limit}`.execute(tx)
  return rows
}

function text(moves: readonly ProfileBalanceTable[]): string {
  return JSON.stringify(moves.map((move) => ({ ...move, amount_minor: Number(move.amount_minor) })))
}
