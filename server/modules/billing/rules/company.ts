import { Refusal } from '../../../kernel/refusal.ts'

/** What a selling company says of itself, as far as it can be wrong. */
export type CompanyFacts = {
  code: string
  country: string
  zone: string
  currency: string
  registrations: readonly { jurisdiction: string; id: string; kind: string; valid_from: string; valid_to: string | null }[]
  iban: string | null
  /** buyers' countries; '*' serves every country that no company names */
  sells_to: readonly string[]
}
/** The one reader of tax ids, which belongs to `customers`. */
type ReadTaxId = (country: string, id: string) => { result: string; id: string; reason: string | null }

/**
 * Refuses a company that could not sell or be paid: `entity.zone_unknown`, `entity.iban_invalid`, `entity.tax_id_invalid`,
 * `entity.days_reversed`, and `entity.country_taken` where another company serves a country already: a buyer has one seller.
 */
export function fitCompany(facts: CompanyFacts, others: readonly Pick<CompanyFacts, 'code' | 'sells_to'>[], read: ReadTaxId): void {
  if (!isZone(facts.zone)) throw refused('entity.zone_unknown', 'zone', `${facts.zone} is no time zone. One looks like Europe/Berlin.`)
  if (facts.iban !== null && !isIban(facts.iban))
    throw refused('entity.iban_invalid', 'iban', 'This IBAN is mistyped: its check digits do not fit.')
  for (const [at, registration] of facts.registrations.entries()) fitRegistration(registration, facts.country, at, read)
  for (const other of others) {
    if (other.code === facts.code) continue
    const taken = facts.sells_to.find((country) => other.sells_to.includes(country))
    if (taken !== undefined) {
      const what = taken === '*' ? 'all other countries' : taken
      throw refused('entity.country_taken', 'sells_to', `${other.code} sells to ${what} already; a buyer has one seller.`)
    }
  }
}

/** Country, currency and zone are in every contract of the company; they stay once there is one (`entity.in_use`). */
export function fitChange(before: CompanyFacts, after: CompanyFacts, used: boolean): void {
  const moved = (['country', 'currency', 'zone'] as const).find((field) => before[field] !== after[field])
  if (used && moved !== undefined)
    throw refused('entity.in_use', moved, `${before.code} has customers: its ${moved} stays. Add another company instead.`)
}

/** ISO 13616: letters become numbers, the first four signs go to the end, and the rest of the division by 97 is 1. */
export function isIban(given: string): boolean {
  const iban = plainIban(given)
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false
  const digits = [...(iban.slice(4) + iban.slice(0, 4))].map((sign) => Number.parseInt(sign, 36)).join('')
  return BigInt(digits) % 97n === 1n
}

export function plainIban(given: string): string {
  return given.toUpperCase().replace(/\s/g, '')
}

/** The country whose number a registration is: the one-stop shop uses the number at home. */
export function placeOfId(registration: Pick<CompanyFacts['registrations'][number], 'jurisdiction'>, home: string): string {
  return registration.jurisdiction === 'EU' ? home : registration.jurisdiction.slice(0, 2)
}

function fitRegistration(one: CompanyFacts['registrations'][number], country: string, at: number, read: ReadTaxId): void {
  const path = `registrations.${at}.id`
  if (one.valid_to !== null && one.valid_to <= one.valid_from)
    throw refused('entity.days_reversed', path, 'A registration ends after it begins.')
  // sales-tax permits have a form of their own in each state; VAT ids can be checked
  if (one.kind === 'sales') return
  const { result, reason } = read(placeOfId(one, country), one.id)
  if (result === 'wrong_check_digit' || result === 'wrong_format')
    throw refused('entity.tax_id_invalid', path, reason ?? `${one.id} is no tax id of ${one.jurisdiction}.`)
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined
  } catch {
    return false
  }
}

function refused(code: string, path: string, text: string): Refusal {
  return new Refusal('refused', code, text, { unmet: [{ code, path, text }] })
}
