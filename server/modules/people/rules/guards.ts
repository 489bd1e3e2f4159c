import { Refusal } from '../../../kernel/refusal.ts'
import { exponentOf } from '../../../kernel/money.ts'
import { isCommonPassword } from '../sign-in/common-passwords.ts'
import { type StaffRole, staffRoles } from './roles.ts'

/** The house must never be without somebody who can let others in. `admins` are the active ones before the change. */
export function keepAnAdmin(admins: readonly string[], leaving: string): void {
  if (admins.length === 1 && admins[0] === leaving) {
    throw new Refusal('refused', 'person.last_admin', 'This is the last administrator. Give somebody else the role first.')
  }
}

/** Reads role names; refuses one that the table does not know. */
export function knownRoles(names: readonly string[]): StaffRole[] {
  return [...new Set(names)].map((name) => {
    const role = staffRoles.find((known) => known === name)
    if (!role) throw new Refusal('invalid', 'role.unknown', `There is no role "${name}".`)
    return role
  })
}

/** A key may do less than its owner, never more, nothing that is a person's alone, and must end: at most 366 days from now. */
export function fitKey(
  wanted: readonly string[],
  owned: ReadonlySet<string>,
  personal: readonly string[],
  expiresAt: Date,
  now: Date,
): void {
  const foreign = wanted.filter((right) => !owned.has(right))
  if (foreign.length > 0) {
    throw new Refusal('refused', 'api_key.beyond_owner', `A key cannot do what its owner may not: ${foreign.join(', ')}.`)
  }
  const never = wanted.filter((right) => personal.includes(right))
  if (never.length > 0) {
    throw new Refusal('refused', 'api_key.never', `No key may do this, whoever owns it: ${never.join(', ')}. A person has to.`)
  }
  if (wanted.length === 0) throw new Refusal('invalid', 'api_key.no_rights', 'Choose at least one right for the key.')
  if (expiresAt <= now) throw new Refusal('invalid', 'api_key.expired', 'The key would already have ended. Choose a later day.')
  if (expiresAt.getTime() > now.getTime() + 366 * 86_400_000) {
    throw new Refusal('invalid', 'api_key.too_long', 'A key lasts at most a year. Choose an earlier day.')
  }
}

/** 12–128 characters, not among the common ones, not the address or the own name, however often (NIST SP 800-63B §3.1.1: length, no composition rules). */
export function fitPassword(password: string, email: string, name: string): void {
  const length = [...password].length
  if (length < 12) throw new Refusal('invalid', 'password.too_short', 'A password has at least 12 characters. A short sentence works well.')
  if (length > 128) throw new Refusal('invalid', 'password.too_long', 'A password has at most 128 characters.')
  const low = password.toLowerCase()
  if (
    isCommonPassword(password) ||
    low === email.toLowerCase() ||
    low === email.toLowerCase().split('@', 1)[0] ||
    isOfOwnWords(low, [name, email])
  ) {
    throw new Refusal('invalid', 'password.too_common', 'This password is among the first that anybody would try. Choose another.')
  }
}

/** Nothing but the words of the own name and address, in any order and number, with digits or signs between them. */
function isOfOwnWords(password: string, own: readonly string[]): boolean {
  const words = own.flatMap(
    (text) =>
      text
        .toLowerCase()
        .split('@', 1)[0]
        ?.match(/\p{L}{2,}/gu) ?? [],
  )
  const rest = words.sort((a, b) => b.length - a.length).reduce((text, word) => text.replaceAll(word, ''), password)
  return words.length > 0 && rest !== password && !/\p{L}/u.test(rest) && rest.replaceAll(/[^\d]/g, '').length < 6
}

/** A company's zone, currency, locale and fiscal-year end must be ones that clocks and banks know. */
export function fitCompany(company: { zone: string; currency: string; locale: string; fiscalYearEnd: string }): void {
  fitZone(company.zone)
  exponentOf(company.currency)
  fitLocale(company.locale)
  const [month = 0, day = 0] = company.fiscalYearEnd.split('-').map(Number)
  // 29 February ends no fiscal year: most years do not have it
  const last = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
  if (day < 1 || day > last) {
    throw new Refusal('invalid', 'company.fiscal_year_end', `"${company.fiscalYearEnd}" is not a month and day such as 01-31.`)
  }
}

/** A zone that clocks know (`company.zone_unknown`), of the company and of a person. */
export function fitZone(zone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
  } catch {
    throw new Refusal('invalid', 'company.zone_unknown', `"${zone}" is not a time zone such as Europe/Berlin.`)
  }
}

/** A language that the machine knows (`company.locale_unknown`). */
export function fitLocale(locale: string): void {
  try {
    Intl.getCanonicalLocales(locale)
  } catch {
    throw new Refusal('invalid', 'company.locale_unknown', `"${locale}" is not a language tag such as en-US.`)
  }
}
