import type { Context } from '../../../../kernel/context.ts'
import type { Book, TaxRows } from '../../book.ts'
import { startOf } from '../../book.ts'
import { productsByCode } from '../../store/catalogue.ts'
import { amendmentsOf } from '../../store/contracts.ts'
import { billedOf, taxesOf } from '../../store/documents.ts'
import { allRules, ratesFor } from '../../store/policies.ts'
import { entitiesById, profilesById } from '../../store/profiles.ts'
import type { ContractTable } from '../../tables.ts'

/** Everything the engine needs of many contracts, in a fixed number of queries. */
export async function booksOf(ctx: Context, contracts: readonly ContractTable[]): Promise<Book[]> {
  const ids = contracts.map((contract) => contract.id)
  const [changed, billed, entities, profiles] = await Promise.all([
    amendmentsOf(ctx.tx, ids),
    billedOf(ctx.tx, ids),
    entitiesById(
      ctx.tx,
      contracts.map((contract) => contract.entity_id),
    ),
    profilesById(
      ctx.tx,
      contracts.map((contract) => contract.profile_id),
    ),
  ])
  const amendments = grouped(changed, (row) => row.contract_id)
  const lines = grouped(billed, (row) => row.contract_id)
  const codes = contracts.flatMap((contract) =>
    startOf({ contract, amendments: amendments.get(contract.id) ?? [] }).items.map((item) => item.product),
  )
  const [taxed, products] = await Promise.all([
    taxesOf(ctx.tx, [...new Set(billed.flatMap((row) => row.document_id ?? []))]),
    productsByCode(ctx.tx, codes),
  ])
  const taxes = grouped(taxed, (row) => row.document_id)
  return contracts.map((contract) => {
    const changes = amendments.get(contract.id) ?? []
    const rows = lines.get(contract.id) ?? []
    const documents = new Set(rows.flatMap((row) => row.document_id ?? []))
    return {
      contract,
      entity: known(entities.get(contract.entity_id)),
      profile: known(profiles.get(contract.profile_id)),
      product: known(products.get(startOf({ contract, amendments: changes }).items[0]?.product ?? '')),
      amendments: changes,
      billed: rows,
      taxes: [...documents].flatMap((id) => taxes.get(id) ?? []),
    }
  })
}

export async function bookOf(ctx: Context, contract: ContractTable): Promise<Book> {
  return known((await booksOf(ctx, [contract]))[0])
}

/** The dated tax rows that a sale between these countries can touch. */
export async function taxRowsFor(ctx: Context, countries: readonly string[]): Promise<TaxRows> {
  const [rates, rules] = await Promise.all([ratesFor(ctx.tx, countries), allRules(ctx.tx)])
  return { rates, rules }
}

/** The part of the rows that one pair of countries needs: small inputs hash faster. */
export function rowsBetween(rows: TaxRows, seller: string, buyer: string): TaxRows {
  const rates = rows.rates.filter(({ jurisdiction }) => {
    const country = jurisdiction.slice(0, 2)
    return country === seller || country === buyer
  })
  return { rates, rules: rows.rules }
}

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a row that a foreign key promises is gone')
  return value
}
