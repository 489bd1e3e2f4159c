import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { type Asked, askList, type Page } from '../../../kernel/list/ask.ts'
import type { Asking, Expressed } from '../../../kernel/list/expressions.ts'
import type { Reach } from '../../../kernel/reach.ts'
import { nearReach, visibleAccounts } from '../../customers/index.ts'
import { ordersList } from '../contract.ts'
import { type OrderInState, orderState } from './orders.ts'
import { seatsInQuote, soldInQuote } from './quote-list.ts'
import { tables } from './rows.ts'

export async function listOrders(tx: Tx, seen: { reach: Reach; asking: Asking }, asked: Asked): Promise<Page<OrderInState>> {
  const reach = await nearReach(tx, seen.reach)
  const rows = tables(tx)
    .selectFrom('order')
    .innerJoin('quote', 'quote.id', 'order.quote_id')
    .selectAll('order')
    .select(orderState.as('state'))
    .where(visibleAccounts(reach, 'order.account_id'))
  return askList(tx, { list: ordersList.list, asking: seen.asking, rows, id: 'order.id', by: columns }, asked)
}

const columns: Expressed<typeof ordersList.list> = {
  number: sql`"order".number`,
  customer: {
    name: sql`(select kernel.fold(p.legal_name) from billing.profile p where p.id = quote.profile_id)`,
    id: sql`"order".account_id`,
  },
  kind: sql`quote.kind`,
  product: soldInQuote,
  seats: seatsInQuote,
  gross: sql`(quote.totals ->> 'gross_minor')::bigint`,
  currency: sql`quote.currency`,
  state: {
    value: orderState,
    // most orders are: said plainly, so that the database walks from the newest instead of judging every one
    is: (state) =>
      state === 'fulfilled' ? sql`"order".fulfilled_at is not null` : sql`("order".fulfilled_at is null and ${orderState} = ${state})`,
  },
  created: sql`"order".created_at`,
  quote: sql`quote.number`,
  contract: sql`(select c.number from billing.contract c where c.id = "order".contract_id)`,
}
