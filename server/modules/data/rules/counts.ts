import { Refusal } from '../../../kernel/refusal.ts'

/** The counts that a server says of itself and that figures or the house rest on. */
const countFields = [
  'active_users_daily',
  'active_users_monthly',
  'registered_users',
  'registered_deactivated_users',
  'bot_accounts',
] as const
type CountField = (typeof countFields)[number]
/** The most of each that one server can have: a write key is public, and one wrong number would be the company's figure. */
export type Ceilings = Readonly<Record<CountField, number>>

export const usualCeilings: Ceilings = {
  active_users_daily: 10_000_000,
  active_users_monthly: 10_000_000,
  registered_users: 10_000_000,
  registered_deactivated_users: 10_000_000,
  bot_accounts: 10_000_000,
}

/** The ceilings that an operator set, the usual ones for the rest; refuses a name that is no count. */
export function ceilingsOf(given: Readonly<Record<string, number>>): Ceilings {
  const wrong = Object.keys(given).find((name) => !countFields.some((field) => field === name))
  if (wrong !== undefined)
    throw new Refusal('invalid', 'ceiling.unknown', `INGEST_CEILINGS names ${wrong}; it knows ${countFields.join(', ')}.`)
  return { ...usualCeilings, ...given }
}

/** Which counts of a report are none: not whole, below nothing or over their ceiling. A count that is absent says nothing. */
export function implausibleCounts(properties: unknown, ceilings: Ceilings = usualCeilings): CountField[] {
  if (typeof properties !== 'object' || properties === null) return []
  const given = properties as Record<string, unknown>
  return countFields.filter((field) => {
    const value = Object.hasOwn(given, field) ? given[field] : undefined
    if (value === undefined || value === null || value === '') return false
    const count = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
    return !(typeof count === 'number' && Number.isInteger(count) && count >= 0 && count <= ceilings[field])
  })
}
