import { addDays } from '../../../kernel/period.ts'
import type { Day } from './engine/shapes.ts'

type Later = {
  kind: 'new' | 'expansion' | 'renewal'
  per: 'month' | 'year'
  months: number
  /** exclusive: the day on which the next term would begin */
  end: Day
  /** whether the contract renews by itself */
  renews: boolean
}

/**
 * What is charged after the acceptance, as its buyer must know before it: again within the term, and by renewal, for how long, at which price,
 * and until when it can be stopped. A monthly contract renews for a year, every other for as long as it ran.
 */
export function laterText({ kind, per, months, end, renews }: Later): string {
  const last = addDays(end, -1)
  const again = kind !== 'expansion' && per === 'month' ? 'month' : kind !== 'expansion' && months > 12 ? 'year' : undefined
  const charged = again && `The same is charged every ${again} until ${last}.`
  const next = kind === 'expansion' ? 'with the contract' : `for another ${spanText(per === 'month' ? 12 : months)}`
  const then = renews
    ? `Renews on ${end} ${next} at the same price per seat, unless you turn that off on the contract’s page by ${last}.`
    : `Ends after ${last}: the contract does not renew by itself.`
  return [charged, then].filter(Boolean).join(' ')
}

function spanText(months: number): string {
  if (months % 12 === 0) return months === 12 ? 'year' : `${months / 12} years`
  return months === 1 ? 'month' : `${months} months`
}
