import { newest, onward, type Onward, type Order } from '../../../kernel/keyset.ts'
import { sql } from 'kysely'
import { json, type Tx } from '../../../kernel/database.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { forget, remembered } from '../../../kernel/remembered.ts'
import type { EntityTable, PriceBookVersionTable, PriceTable, ProductTable } from '../tables.ts'
import { plainDec, saveRows, tables } from './rows.ts'

/** All our selling companies, in their order; a handful. */
export async function findEntities(tx: Tx): Promise<EntityTable[]> {
  return remembered(tx, 'company', 'all', () => tables(tx).selectFrom('legal_entity').selectAll().orderBy('position').limit(100).execute())
}

/** The company that sells to a country: the first that names it, else the one that serves the rest. */
export async function entityFor(tx: Tx, country: string): Promise<EntityTable> {
  const entities = await findEntities(tx)
  const entity = entities.find((one) => one.sells_to.includes(country)) ?? entities.find((one) => one.sells_to.includes('*'))
  if (!entity) throw new Refusal('refused', 'entity.none', `None of our companies sells to ${country} yet. Ask us and we will find a way.`)
  return entity
}

export async function saveEntity(tx: Tx, entity: EntityTable): Promise<void> {
  await saveRows(tx, 'legal_entity', [entity])
  forget(tx, 'company')
}

/** All our companies under lock, in their order: two edits at once must not give a country two sellers. */
export async function takeEntities(tx: Tx): Promise<EntityTable[]> {
  await sql`lock table billing.legal_entity in share row exclusive mode`.execute(tx)
  // what was read before the lock may be another's past
  forget(tx, 'company')
  return findEntities(tx)
}

export async function changeEntity(tx: Tx, entity: EntityTable): Promise<void> {
  forget(tx, 'company')
  const { id, registrations, address, conventions, ...facts } = entity
  await tables(tx)
    .updateTable('legal_entity')
    .set({ ...facts, registrations: json(registrations), address: json(address), conventions: json(conventions) })
    .where('id', '=', id)
    .execute()
}

/** Whether a customer of the company is known: its currency and zone are in that customer's contracts. */
export async function isEntityUsed(tx: Tx, id: string): Promise<boolean> {
  const profile = await tables(tx).selectFrom('profile').select('id').where('entity_id', '=', id).limit(1).executeTakeFirst()
  return profile !== undefined
}

export const byRank: Order<Pick<ProductTable, 'edition_rank' | 'id'>> = {
  columns: [
    { by: 'edition_rank', type: 'int', of: (row) => String(row.edition_rank) },
    { by: 'id', type: 'uuid', of: (row) => row.id },
  ],
  down: false,
}

export async function findProducts(tx: Tx, filter: { state?: string; limit: number; cursor?: string }): Promise<ProductTable[]> {
  let query = tables(tx).selectFrom('product').selectAll()
  if (filter.state) query = query.where('state', '=', filter.state as ProductTable['state'])
  return onward(query, byRank, filter).execute()
}

export async function getProduct(tx: Tx, code: string): Promise<ProductTable> {
  const product = (await productsByCode(tx, [code])).get(code)
  if (!product) throw new Refusal('missing', 'product.unknown', `There is no product ${code}.`)
  return product
}

export async function productsByCode(tx: Tx, codes: readonly string[]): Promise<Map<string, ProductTable>> {
  if (codes.length === 0) return new Map()
  const wanted = [...new Set(codes)].sort()
  const rows = await remembered(tx, 'product', wanted.join(), () =>
    tables(tx).selectFrom('product').selectAll().where('code', 'in', wanted).execute(),
  )
  return new Map(rows.map((row) => [row.code, row]))
}

export async function saveProduct(tx: Tx, product: ProductTable): Promise<void> {
  await saveRows(tx, 'product', [product])
  forget(tx, 'product')
}

export async function findVersions(tx: Tx, page: Onward): Promise<PriceBookVersionTable[]> {
  return onward(tables(tx).selectFrom('price_book_version').selectAll(), newest(), page).execute()
}

type NamedPrice = PriceTable & { product: string; product_name: string }

export async function pricesOf(tx: Tx, versions: readonly string[]): Promise<NamedPrice[]> {
  if (versions.length === 0) return []
  const rows = await tables(tx)
    .selectFrom('price')
    .innerJoin('product', 'product.id', 'price.product_id')
    .selectAll('price')
    .select(['product.code as product', 'product.name as product_name'])
    .where('version_id', 'in', [...versions])
    .orderBy('product.edition_rank')
    .orderBy('price.currency')
    .orderBy('price.per', 'desc')
    .limit(20_000)
    .execute()
  return rows.map((row) => ({ ...row, unit_price: plainDec(row.unit_price), floor: row.floor && plainDec(row.floor) }))
}

/** The published version of a book that is in force on a day. */
export async function versionOn(tx: Tx, day: string, book = 'list'): Promise<PriceBookVersionTable> {
  const version = await findVersionOn(tx, day, book)
  if (!version) {
    throw new Refusal('refused', 'price_book.none', `No price book is published for ${day}. Publish one, then sell something.`)
  }
  return version
}

export async function findVersionOn(tx: Tx, day: string, book = 'list'): Promise<PriceBookVersionTable | undefined> {
  return tables(tx)
    .selectFrom('price_book_version')
    .selectAll()
    .where('book', '=', book)
    .where('state', '=', 'published')
    .where('valid_from', '<=', day)
    .where(({ eb, or }) => or([eb('valid_to', 'is', null), eb('valid_to', '>', day)]))
    .executeTakeFirst()
}

export async function takeVersion(tx: Tx, book: string, version: number): Promise<PriceBookVersionTable> {
  const row = await tables(tx)
    .selectFrom('price_book_version')
    .selectAll()
    .where('book', '=', book)
    .where('version', '=', version)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Refusal('missing', 'price_book.unknown', `There is no version ${version} of the price book ${book}.`)
  return row
}

/** All versions of a book under lock, oldest first; a book has few. */
export async function takeVersions(tx: Tx, book: string): Promise<PriceBookVersionTable[]> {
  return tables(tx).selectFrom('price_book_version').selectAll().where('book', '=', book).orderBy('version').forUpdate().execute()
}

export async function saveVersion(tx: Tx, version: PriceBookVersionTable, prices: PriceTable[]): Promise<void> {
  await saveRows(tx, 'price_book_version', [version])
  await saveRows(tx, 'price', prices)
}

export async function publishVersion(tx: Tx, id: string, facts: { sha: string; valid_to: string | null }): Promise<void> {
  await tables(tx)
    .updateTable('price_book_version')
    .set({ state: 'published', ...facts })
    .where('id', '=', id)
    .execute()
}

export async function endVersion(tx: Tx, id: string, day: string): Promise<void> {
  await tables(tx).updateTable('price_book_version').set({ valid_to: day }).where('id', '=', id).execute()
}

/** The day since which the newest prices hold, as an instant. */
export async function pricedSince(tx: Tx, day: string): Promise<Date | undefined> {
  const row = await tables(tx)
    .selectFrom('price_book_version')
    .select('valid_from')
    .where('state', '=', 'published')
    .where('valid_from', '<=', day)
    .orderBy('valid_from', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && new Date(`${row.valid_from}T00:00:00Z`)
}

/** A seller, a published price and a text to accept are there. */
export async function sellsSomething(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{
    sells: boolean
  }>`select exists (select from billing.legal_entity) and exists (select from billing.terms_document)
    and exists (select from billing.price p join billing.price_book_version v on v.id = p.version_id where v.state = 'published') as sells`.execute(
    tx,
  )
  return rows[0]?.sells === true
}
