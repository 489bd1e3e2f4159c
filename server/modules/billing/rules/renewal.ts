import { roundedRatio } from '../../../kernel/money.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { civil, clampedDay, dayNumber, dayText, monthIndex } from './engine/days.ts'
import { percentOf, percentScale, priceOf, smaller } from './engine/exact.ts'
import type { Day, Dec } from './engine/shapes.ts'

export type RenewalPolicy = {
  steps: { day: number; do: string }[]
  early_days: number
  grace_days: number
  lapse_days: number
  late_start: 'backdate' | 'today'
  invoice_lead_days: { card: number; terms: number }
  notice_windows: { country: string; region?: string; from_day: number; to_day: number; source: string }[]
}
export const shippedRenewal: RenewalPolicy = {
  steps: [
    { day: -90, do: 'quote' },
    { day: -60, do: 'auto_renew_notice' },
    { day: 0, do: 'renew_or_grace' },
  ],
  early_days: 120,
  grace_days: 15,
  lapse_days: 30,
  late_start: 'backdate',
  invoice_lead_days: { card: 0, terms: 30 },
  notice_windows: [],
}

type RenewalQuestion = {
  start: Day
  end: Day
  months: number
  day: Day
  items?: { id: string; unit_price: Dec; quantity: Dec }[]
  uplift?: { cap: Dec; index: Dec }
  policy?: RenewalPolicy
}
type RenewalAnswer = {
  term: { start: Day; end: Day }
  state: 'active' | 'in_grace' | 'lapsed'
  steps: { day: Day; do: string }[]
  items: { id: string; unit_price: Dec; quantity: Dec }[]
}

/** The next term, its steps and prices as seen on a day; refuses `renewal.too_early` before the early window. */
export function renewalOf(question: RenewalQuestion): RenewalAnswer {
  const policy = question.policy ?? shippedRenewal
  const { uplift } = question
  const items = (question.items ?? []).map((item) => ({
    ...item,
    unit_price: uplift ? upliftedPrice(item.unit_price, uplift) : item.unit_price,
  }))
  return { term: renewalTerm(question), state: termState(question.end, question.day, policy), steps: stepsOf(question.end, policy), items }
}

/**
 * `[end, end + n months)`, never from the payment day; after the grace the policy backdates or starts today. The intended day of the
 * contract's start is kept: 29 February comes back in a leap year.
 */
export function renewalTerm(question: Pick<RenewalQuestion, 'start' | 'end' | 'months' | 'day' | 'policy'>): { start: Day; end: Day } {
  const policy = question.policy ?? shippedRenewal
  const end = dayNumber(question.end)
  const today = dayNumber(question.day)
  if (today < end - policy.early_days)
    throw new Refusal('refused', 'renewal.too_early', `This contract can be renewed from ${dayText(end - policy.early_days)}.`)
  const late = today >= end + policy.grace_days && policy.late_start === 'today'
  const from = civil(late ? today : end)
  const anchorDay = late ? from.day : keptDay(question)
  return { start: dayText(late ? today : end), end: dayText(clampedDay(monthIndex(from) + question.months, anchorDay)) }
}

/** active before the end, in_grace for `grace_days`, lapsed after. Grace here is commercial; the licence file's own belongs to licensing. */
export function termState(end: Day, day: Day, policy: RenewalPolicy = shippedRenewal): RenewalAnswer['state'] {
  if (day < end) return 'active'
  return dayNumber(day) < dayNumber(end) + policy.grace_days ? 'in_grace' : 'lapsed'
}

/** After the grace a contract may still be renewed, as `late_start` says, until the policy's lapse day; then only a new one begins. */
export function mayRenewLate(end: Day, day: Day, policy: RenewalPolicy = shippedRenewal): boolean {
  return dayNumber(day) < dayNumber(end) + Math.max(policy.grace_days, policy.lapse_days)
}

/** The policy's steps as days, with the end of grace and the lapse. */
function stepsOf(end: Day, policy: RenewalPolicy = shippedRenewal): { day: Day; do: string }[] {
  const last = dayNumber(end)
  const steps = [...policy.steps, { day: policy.grace_days, do: 'grace_ends' }, { day: policy.lapse_days, do: 'lapsed' }]
  return steps.sort((a, b) => a.day - b.day).map((step) => ({ day: dayText(last + step.day), do: step.do }))
}

/** What a run on a day does: the latest due step runs, earlier ones that an outage missed are only marked. */
export function dueSteps(
  contract: string,
  end: Day,
  day: Day,
  done: ReadonlySet<string>,
  policy: RenewalPolicy = shippedRenewal,
): { key: string; do: string; as: 'run' | 'skipped_late' }[] {
  const due = stepsOf(end, policy)
    .filter((step) => step.day <= day)
    .map((step) => ({ key: `renewal:${contract}:${end}:${step.do}`, do: step.do }))
  const latest = due.at(-1)
  return due
    .filter((step) => !done.has(step.key))
    .map((step) => ({ ...step, as: step === latest ? ('run' as const) : ('skipped_late' as const) }))
}

/** `unit × (1 + min(cap, index))`, rounded to the price's own precision: 7.35 at 4.6 %, cap 5 % → 7.69. */
export function upliftedPrice(price: Dec, uplift: { cap: Dec; index: Dec }): Dec {
  const cap = percentOf(uplift.cap, 'uplift.invalid', 'the cap')
  const index = percentOf(uplift.index, 'uplift.invalid', 'the index')
  const percent = smaller(index, cap)
  const decimals = price.split('.')[1]?.length ?? 0
  const digits = roundedRatio(priceOf(price, 'the price') * (percentScale + percent) * 10n ** BigInt(decimals), percentScale * 10n ** 12n)
  const text = digits.toString().padStart(decimals + 1, '0')
  return decimals === 0 ? text : `${text.slice(0, -decimals)}.${text.slice(-decimals)}`
}

/** The intended day of the month: the start's, unless the end shows that the contract was moved to another day. */
function keptDay(question: Pick<RenewalQuestion, 'start' | 'end'>): number {
  const start = civil(dayNumber(question.start))
  const end = dayNumber(question.end)
  return clampedDay(monthIndex(civil(end)), start.day) === end ? start.day : civil(end).day
}
