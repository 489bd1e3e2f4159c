import { type NotNull, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { type Asked, askList, type Page } from '../../../kernel/list/ask.ts'
import type { Asking, Expressed } from '../../../kernel/list/expressions.ts'
import type { Reach } from '../../../kernel/reach.ts'
import { holds, type Nearness } from '../../../kernel/words.ts'
import { nearReach, visibleAccounts } from '../../customers/index.ts'
import { paymentsList } from '../contract.ts'
import type { PaymentTable } from '../tables.ts'
import { buyerCalled } from './profiles.ts'
import { tables } from './rows.ts'

type ListedPayment = PaymentTable & { legal_name: string; entity: string; applied_minor: bigint; documents: string[] }

/** Money that came in. Words are looked for in its number and reference and in the customer's name. */
export async function listPayments(tx: Tx, seen: { reach: Reach; asking: Asking }, asked: Asked): Promise<Page<ListedPayment>> {
  const reach = await nearReach(tx, seen.reach)
  // each of them has one row, and joined from the left it is left out where nothing of it is read
  const rows = tables(tx)
    .selectFrom('payment')
    .leftJoin('profile', 'profile.id', 'payment.profile_id')
    .leftJoin('legal_entity', 'legal_entity.id', 'payment.entity_id')
    .selectAll('payment')
    .select(['profile.legal_name', 'legal_entity.code as entity', applied.as('applied_minor'), paid.as('documents')])
    .$narrowType<{ legal_name: NotNull; entity: NotNull }>()
    .where(visibleAccounts(reach, 'payment.account_id'))
  const search = async (words: string, nearness: Nearness): Promise<RawBuilder<SqlBool>[]> => [
    // a reference is what the payer wrote, names among it
    holds(paymentWords, words, nearness),
    ...(await buyerCalled(tx, reach, 'payment.profile_id', words, nearness)),
  ]
  return askList(tx, { list: paymentsList.list, asking: seen.asking, rows, id: 'payment.id', by: columns, search }, asked)
}

const paymentWords = sql<string>`kernel.fold(payment.number || ' ' || coalesce(payment.reference, ''))`

const applied = sql<bigint>`coalesce((select sum(a.amount_minor) from billing.allocation a where a.payment_id = payment.id), 0)::bigint`

const paid = sql<string[]>`array(select d.number from billing.allocation a join billing.document d on d.id = a.document_id
  where a.payment_id = payment.id order by d.id)`

const columns: Expressed<typeof paymentsList.list> = {
  customer: { name: sql`kernel.fold(profile.legal_name)`, id: sql`payment.account_id` },
  number: sql`payment.number`,
  day: sql`payment.day`,
  source: sql`payment.source`,
  amount: sql`payment.amount_minor`,
  applied,
  currency: sql`payment.currency`,
  reference: sql`payment.reference`,
  entity: sql`legal_entity.code`,
}
