import type { Day } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'

/** What a profile says, apart from its place in the row of versions. */
export type ProfileTerms = {
  sku_name: string
  sku_short_name: string
  is_gov: boolean
  features: Record<string, boolean>
  seat_mode: string
  extra_rule: unknown
  grace_days: number
  terminate_days: number | null
  valid_from: Day
}

/**
 * May this be the next version? Refuses one that says what the last one says (`profile.unchanged`), one that counts before the last
 * (`profile.backdated`): licences that were issued meanwhile would seem to rest on it; and an end before the grace (`profile.no_grace`).
 */
export function requireNextVersion(request: ProfileTerms, last: ProfileTerms | undefined, today: Day): void {
  if (request.terminate_days !== null && request.terminate_days < request.grace_days)
    throw new Refusal('invalid', 'profile.no_grace', 'The free edition cannot begin before the days of grace are over.', {
      unmet: [{ code: 'profile.no_grace', text: `At least ${request.grace_days} days, or leave it empty.`, path: 'terminate_days' }],
    })
  if (!last) return
  const earliest = last.valid_from > today ? last.valid_from : today
  if (request.valid_from < earliest)
    throw new Refusal('refused', 'profile.backdated', `The next version can count from ${earliest} on.`, {
      unmet: [{ code: 'profile.backdated', text: `${earliest} or later.`, path: 'valid_from' }],
    })
  if (said(request) === said(last)) throw new Refusal('conflict', 'profile.unchanged', 'The newest version says this already.')
}

function said(terms: ProfileTerms): string {
  const { sku_name, sku_short_name, is_gov, seat_mode, grace_days, terminate_days } = terms
  const sorted = (of: object) => Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1))
  const plain = [sku_name, sku_short_name, is_gov, seat_mode, grace_days, terminate_days]
  return JSON.stringify([plain, sorted(terms.features), sorted(terms.extra_rule as object)])
}
