import { newest, onward, type Onward } from '../../../kernel/keyset.ts'
import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { forget, remembered } from '../../../kernel/remembered.ts'
import type { TaxRate, TaxRule } from '../rules/engine/shapes.ts'
import type { PolicyTable, TaxRateTable, TaxRuleTable, TermsTable } from '../tables.ts'
import { plainDec, saveMissingRows, saveRows, tables } from './rows.ts'

/** The active policy of a kind in force on a day: the highest `effective_from` that is not later. Refuses `policy.none`. */
export async function policyOn(tx: Tx, kind: string, day: string): Promise<PolicyTable> {
  const policy = await findPolicyOn(tx, kind, day)
  if (!policy) throw new Refusal('refused', 'policy.none', `No ${kind} policy is in force on ${day}.`)
  return policy
}

/** The same; nothing in a house that has not been set up to sell. */
export async function findPolicyOn(tx: Tx, kind: string, day: string): Promise<PolicyTable | undefined> {
  return remembered(tx, 'policy', `${kind} ${day}`, () =>
    tables(tx)
      .selectFrom('policy')
      .selectAll()
      .where('kind', '=', kind)
      .where('state', '=', 'active')
      .where('effective_from', '<=', day)
      .orderBy('effective_from', 'desc')
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst(),
  )
}

/** Rate rows whose place is in one of the countries (DE, US, US-TX …) and that were or are in force up to the day. */
export async function ratesFor(tx: Tx, countries: readonly string[]): Promise<TaxRate[]> {
  const wanted = [...new Set(countries)].sort()
  const rows = await remembered(tx, 'tax', wanted.join(), () =>
    tables(tx)
      .selectFrom('tax_rate')
      .selectAll()
      .where(({ eb, or }) =>
        or(wanted.flatMap((country) => [eb('jurisdiction', '=', country), eb('jurisdiction', 'like', `${country}-%`)])),
      )
      .orderBy('jurisdiction')
      .orderBy('valid_from')
      .limit(5000)
      .execute(),
  )
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
  const rows = await remembered(tx, 'tax', 'rules', () =>
    tables(tx).selectFrom('tax_rule').selectAll().orderBy('priority').orderBy('rule').limit(1000).execute(),
  )
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

/** Adds the shipped rows that are not there yet; answers how many. A row of one's own with the same key and day stays as it is. */
export async function saveShipped(
  tx: Tx,
  rows: { rates: TaxRateTable[]; rules: TaxRuleTable[]; policies: PolicyTable[] },
): Promise<number> {
  const rates = await saveMissingRows(tx, 'tax_rate', rows.rates)
  forget(tx, 'tax')
  forget(tx, 'policy')
  const rules = await saveMissingRows(tx, 'tax_rule', rows.rules)
  return rates + rules + (await saveMissingRows(tx, 'policy', rows.policies))
}

/** The newest text of each code in force on a day, in a language; English where the language has none, else any. */
export async function termsOn(tx: Tx, day: string, locale = 'en'): Promise<TermsTable[]> {
  const rows = await findTermsOn(tx, day, locale)
  if (rows.length === 0) throw new Refusal('refused', 'terms.none', 'There are no terms to accept yet. Publish them first.')
  return rows
}

export async function findTermsOn(tx: Tx, day: string, locale = 'en'): Promise<TermsTable[]> {
  return tables(tx)
    .selectFrom('terms_document')
    .selectAll()
    .distinctOn('code')
    .where('effective_from', '<=', day)
    .orderBy('code')
    .orderBy(({ eb }) => eb('locale', '=', locale), 'desc')
    .orderBy(({ eb }) => eb('locale', '=', 'en'), 'desc')
    .orderBy('effective_from', 'desc')
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
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

export async function listTerms(tx: Tx, page: Onward): Promise<TermsTable[]> {
  return onward(tables(tx).selectFrom('terms_document').selectAll(), newest(), page).execute()
}

/** The versions of one text in one language, under lock, oldest first. */
export async function takeTerms(tx: Tx, code: string, locale: string): Promise<TermsTable[]> {
  await sql`lock table billing.terms_document in share row exclusive mode`.execute(tx)
  const own = tables(tx).selectFrom('terms_document').selectAll().where('code', '=', code).where('locale', '=', locale)
  return own.orderBy('id').limit(1000).execute()
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
