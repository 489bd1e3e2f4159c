import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { type Asked, askList, type Page } from '../../../kernel/list/ask.ts'
import type { Asking, Expressed } from '../../../kernel/list/expressions.ts'
import type { Reach } from '../../../kernel/reach.ts'
import { asTyped, holds } from '../../../kernel/words.ts'
import { nearReach, visibleAccounts } from '../../customers/index.ts'
import { quotesList } from '../contract.ts'
import type { QuoteTable } from '../tables.ts'
import { buyerCalled } from './profiles.ts'
import { quoteStateOf } from './quotes.ts'
import { tables } from './rows.ts'

type Seen = { reach: Reach; asking: Asking; now: Date }

export async function listQuotes(tx: Tx, { reach: whole, asking, now }: Seen, asked: Asked): Promise<Page<QuoteTable>> {
  const reach = await nearReach(tx, whole)
  const rows = tables(tx).selectFrom('quote').selectAll('quote').where(visibleAccounts(reach, 'quote.account_id'))
  const search = async (words: string, nearness: Parameters<typeof holds>[2]) => [
    ...asTyped(nearness, () => [holds(sql<string>`kernel.fold(quote.number)`, words, nearness)]),
    ...(await buyerCalled(tx, reach, 'quote.profile_id', words, nearness)),
  ]
  return askList(tx, { list: quotesList.list, asking, rows, id: 'quote.id', by: columns(now), search }, asked)
}

function columns(now: Date): Expressed<typeof quotesList.list> {
  return {
    number: sql`quote.number`,
    customer: {
      name: sql`(select kernel.fold(p.legal_name) from billing.profile p where p.id = quote.profile_id)`,
      id: sql`quote.account_id`,
    },
    kind: sql`quote.kind`,
    product: soldInQuote,
    seats: seatsInQuote,
    net: sql`(quote.totals ->> 'net_minor')::bigint`,
    gross: sql`(quote.totals ->> 'gross_minor')::bigint`,
    currency: sql`quote.currency`,
    lane: sql`(quote.lane ->> 'row')`,
    state: { value: quoteStateOf(now), is: (state) => stateIs(state, now) },
    answer_by: sql`quote.answer_by`,
    valid_until: sql`quote.valid_until`,
    created: sql`quote.created_at`,
  }
}

/** The one line that the catalogue sells, of a quote and of the order that accepts it. */
export const soldInQuote = sql`coalesce((select p.name from billing.product p where p.code = quote.lines -> 0 ->> 'product'), quote.lines -> 0 ->> 'product')`
export const seatsInQuote = sql`(quote.lines -> 0 ->> 'quantity')::numeric`

function stateIs(state: string, now: Date): RawBuilder<SqlBool> {
  const said = sql<SqlBool>`${quoteStateOf(now)} = ${state}`
  // said apart from the state, so that the index of waiting quotes answers
  return state === 'requested' ? sql<SqlBool>`(quote.requested_at is not null and ${said})` : said
}
