import { paymentsList } from '../../../server/modules/billing/contract.ts'
import { amountText, type Tone } from '../../kit/index.ts'

/** What each state is called and how urgent it looks. */
export const tones: Record<string, Tone> = {
  requested: 'warn',
  offered: 'accent',
  withdrawn: 'calm',
  paying: 'warn',
  placed: 'accent',
  fulfilling: 'accent',
  in_grace: 'warn',
  lapsed: 'bad',
  part_paid: 'warn',
  credited: 'calm',
}

/** "year" → "per year"; other intervals in words. */
export function perWords(per: unknown): string {
  if (typeof per === 'string') return per === 'once' ? 'once' : `per ${per.replace('_', ' ')}`
  if (typeof per === 'object' && per !== null && 'months' in per) return `per ${String(per.months)} months`
  return typeof per === 'object' && per !== null && 'days' in per ? `per ${String(per.days)} days` : ''
}

export function roleWords(role: string): string {
  return role.replaceAll('_', ' ')
}

/** What the next day of a contract is: a bill, the end of its term where nobody renews it, or of the grace after it. */
export function nextDayLabel(of: { state: string; end: string | null; auto_renew: boolean; next_bill_day: string | null }): string {
  if (of.state === 'in_grace') return 'Grace ends'
  const endsThere = of.end !== null && of.next_bill_day !== null && of.next_bill_day >= of.end
  return endsThere && !of.auto_renew ? 'Term is over' : 'Next billing'
}

/** A price of one piece as people read it: "$96.00 a year", "€0.015 a month". */
export function priceText(price: string, currency: string, per: unknown): string {
  return `${amountText(price, currency)} ${perWords(per).replace(/^per (?=[a-z])/, 'a ')}`
}

/** What a quote or an order is for. */
export function kindText(kind: string): string {
  const words: Record<string, string> = { new: 'New sale', expansion: 'More seats', renewal: 'Renewal' }
  return words[kind] ?? kind
}

/** How money came. */
export function sourceText(source: string): string {
  const words: Record<string, string> = paymentsList.list.columns.source.choices
  return words[source] ?? source
}
