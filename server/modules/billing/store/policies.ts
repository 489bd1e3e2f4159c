import type { Tx } from '../../../kernel/database.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { TaxRate, TaxRule } from '../rules/engine/shapes.ts'
import type { PolicyTable, TaxRateTable, TaxRuleTable, TermsTable } from '../tables.ts'
import { plainDec, saveRows, tables } from './rows.ts'

/** The active policy of a kind in force on a day: the highest `effective_from` that is not later. */
export async function policyOn(tx: Tx, kind: string, day: string): Promise<PolicyTable> {
  const policy = await tables(tx)
    .selectFrom('policy')
    .selectAll()
    .where('kind', '=', kind)
    .where('state', '=', 'active')
    .where('effective_from', '<=', day)
    .orderBy('effective_from', 'desc')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!policy) throw new Refusal('refused', 'policy.none', `No ${kind} policy is in force on ${day}.`)
  return policy
}

export async function savePolicies(tx: Tx, rows: PolicyTable[]): Promise<void> {
  await saveRows(tx, 'policy', rows)
}

/** Rate rows whose place is in one of the countries (DE, US, US-TX …) and that were or are in force up to the day. */
export async function ratesFor(tx: Tx, countries: readonly string[]): Promise<TaxRate[]> {
  const rows = await tables(tx)
    .selectFrom('tax_rate')
    .selectAll()
    .where(({ eb, or }) =>
      or([...new Set(countries)].flatMap((country) => [eb('jurisdiction', '=', country), eb('jurisdiction', 'like', `${country}-%`)])),
    )
    .orderBy('jurisdiction')
    .orderBy('valid_from')
    .limit(5000)
    .execute()
  return rows.map(rateOf)
}

/** Every rate row that is in force on a day. */
export async function ratesOn(tx: Tx, day: string): Promise<TaxRate[]> {
  const rows = await tables(tx)
    .selectFrom('tax_rate')
    .selectAll()
    .where('valid_from', '<=', day)
    .where(({ eb, or }) => or([eb('valid_to', 'is', null), eb('valid_to', '>', day)]))
    .orderBy('jurisdiction')
    .orderBy('code')
    .limit(5000)
    .execute()
  return rows.map(rateOf)
}

export async function allRules(tx: Tx): Promise<TaxRule[]> {
  const rows = await tables(tx).selectFrom('tax_rule').selectAll().orderBy('priority').orderBy('rule').limit(1000).execute()
  return rows.map((row) => ({
    id: row.rule,
    priority: row.priority,
    valid_from: row.valid_from,
    valid_to: row.valid_to,
    source: row.source,
    when: row.when,
    then: row.then,
  }))
}

export async function saveTaxRows(tx: Tx, rates: TaxRateTable[], rules: TaxRuleTable[]): Promise<void> {
  await saveRows(tx, 'tax_rate', rates)
  await saveRows(tx, 'tax_rule', rules)
}

/** The newest text of each code in force on a day, in a language; English where the language has none. */
export async function termsOn(tx: Tx, day: string, locale = 'en'): Promise<TermsTable[]> {
  const rows = await tables(tx)
    .selectFrom('terms_document')
    .selectAll()
    .distinctOn('code')
    .where('effective_from', '<=', day)
    .where('locale', 'in', [locale, 'en'])
    .orderBy('code')
    .orderBy(({ eb }) => eb('locale', '=', locale), 'desc')
    .orderBy('effective_from', 'desc')
    .orderBy('version', 'desc')
    .limit(20)
    .execute()
  if (rows.length === 0) throw new Refusal('refused', 'terms.none', 'There are no terms to accept yet. Publish them first.')
  return rows
}

export async function getTerms(tx: Tx, sha: string): Promise<TermsTable> {
  const row = await tables(tx).selectFrom('terms_document').selectAll().where('sha', '=', sha).limit(1).executeTakeFirst()
  if (!row) throw new Refusal('missing', 'terms.unknown', 'We know no text with this hash.')
  return row
}

export async function termsBySha(tx: Tx, shas: readonly string[]): Promise<Map<string, TermsTable>> {
  if (shas.length === 0) return new Map()
  const rows = await tables(tx)
    .selectFrom('terms_document')
    .selectAll()
    .where('sha', 'in', [...new Set(shas)])
    .execute()
  return new Map(rows.map((row) => [row.sha, row]))
}

export async function saveTerms(tx: Tx, rows: TermsTable[]): Promise<void> {
  await saveRows(tx, 'terms_document', rows)
}

function rateOf(row: TaxRateTable): TaxRate {
  return {
    jurisdiction: row.jurisdiction,
    code: row.code as TaxRate['code'],
    rate: plainDec(row.rate),
    valid_from: row.valid_from,
    valid_to: row.valid_to,
    needs_registration: row.needs_registration,
    source: row.source,
  }
}
