import { decimal, exponentOf, majorText, roundedRatio, safeNumber } from '../../../kernel/money.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { percentOf } from './engine/exact.ts'
import type { Dec } from './engine/shapes.ts'

export type Signature = 'click' | 'e_sign' | 'wet' | 'none'
/** One row of the policy: every condition must hold; a missing one always does. Amounts in minor units of the policy's currency. */
type LaneRow = {
  id: string
  when: {
    total_net_lt?: number
    discount_pct_lte?: number
    term_months_lte?: number
    terms?: 'standard' | 'custom'
    payment_in?: string[]
    country_in?: string[]
    kind_in?: string[]
    channel_in?: string[]
    partner?: boolean
    screening_in?: string[]
  }
  then: { approve: string[]; sign: Signature; refuse?: string }
}
export type LanePolicy = { currency: string; split_guard_days: number; rows: LaneRow[]; wet?: string[] }

/** The deal: net total of the whole term (evergreen: 12 months) in its own currency; `recent_auto_minor` is in the policy's. */
export type LaneFacts = {
  total_net_minor: bigint
  currency: string
  discount_pct: Dec
  term_months: number
  terms: 'standard' | 'custom'
  payment: string
  country: string
  kind: string
  channel: string
  partner: boolean
  screening: string
  recent_auto_minor?: bigint
  /** policy currency per unit of the deal's currency, the month's rate */
  rate?: Dec
  /** the profile may buy on invoice */
  terms_approved?: boolean
}
export type LaneAnswer = {
  row: string
  approve: string[]
  sign: Signature
  self_service: boolean
  counted_minor: number
  counted_currency: string
  limit_minor: number
  /** a refusal code, when the row refuses the deal */
  refuse?: string
  /** with other orders of the last so many days, where that changed the sum */
  with_others_days?: number
  /** one sentence for our own people: who decides and how it is signed; a buyer reads `buyerWords` */
  text: string
}

/** The shipped policy: the automatic lane is strictly below USD 5,000.00. */
export const shippedLane: LanePolicy = {
  currency: 'USD',
  split_guard_days: 30,
  wet: [],
  rows: [
    { id: '1', when: { screening_in: ['blocked'] }, then: { approve: [], sign: 'none', refuse: 'order.screening_blocked' } },
    { id: '2', when: { country_in: ['wet'] }, then: { approve: ['legal'], sign: 'wet' } },
    { id: '3', when: { terms: 'custom' }, then: { approve: ['sales_manager', 'legal', 'finance'], sign: 'e_sign' } },
    { id: '4', when: { total_net_lt: 500_000, discount_pct_lte: 0, term_months_lte: 36 }, then: { approve: [], sign: 'click' } },
    { id: '5', when: { total_net_lt: 500_000, discount_pct_lte: 15 }, then: { approve: ['sales_manager'], sign: 'click' } },
    { id: '6', when: { total_net_lt: 2_500_000, discount_pct_lte: 15 }, then: { approve: ['sales_manager'], sign: 'e_sign' } },
    { id: '7', when: { discount_pct_lte: 30 }, then: { approve: ['sales_manager', 'finance'], sign: 'e_sign' } },
    { id: '8', when: {}, then: { approve: ['sales_manager', 'finance', 'executive'], sign: 'e_sign' } },
  ],
}

const inAdvance = ['card', 'debit', 'sepa_debit', 'ach', 'transfer']

/**
 * Finds the lane of a deal: first row that matches. The splitting guard adds the account's other automatic orders to the total. Refuses
 * `fx.rate_missing` without a rate for a foreign currency, `lane.none` when no row matches.
 */
export function laneOf(facts: LaneFacts, policy: LanePolicy = shippedLane): LaneAnswer {
  const total = inPolicyCurrency(facts, policy)
  const counted = total + (facts.recent_auto_minor ?? 0n)
  const row = policy.rows.find((candidate) => matches(candidate, facts, policy, counted))
  if (!row) throw new Refusal('refused', 'lane.none', 'No row of the approval policy covers this deal.')
  const { approve, sign, refuse } = row.then
  const paysFirst = inAdvance.includes(facts.payment) || facts.terms_approved === true
  const answer: LaneAnswer = {
    row: row.id,
    approve: [...approve],
    sign,
    self_service: isAlone(row.then) && paysFirst,
    counted_minor: safeNumber(counted),
    counted_currency: policy.currency,
    limit_minor: limitOf(policy),
    text: '',
  }
  if (refuse !== undefined) answer.refuse = refuse
  if (facts.recent_auto_minor !== undefined && facts.recent_auto_minor > 0n) answer.with_others_days = policy.split_guard_days
  answer.text = sentence(answer, paysFirst)
  return answer
}

/** The total below which somebody may buy alone: the limit of the first row that asks for nobody and a click. */
export function limitOf(policy: LanePolicy): number {
  return policy.rows.find((row) => row.then.approve.length === 0 && row.then.sign === 'click')?.when.total_net_lt ?? 0
}

/** An amount at a month's rate, rounded once; minor units follow each currency's exponent. */
export function converted(minor: bigint, currency: string, rate: Dec, into: string): bigint {
  const { digits, scale } = decimal(rate)
  return roundedRatio(minor * digits * 10n ** BigInt(exponentOf(into)), 10n ** BigInt(scale + exponentOf(currency)))
}

/**
 * What a deal gives away in percent, for the lane: the larger of its discount and of how far its unit price lies below the book's,
 * rounded up to a hundredth, so that no price slips below a limit by rounding.
 */
export function givenAway(discount: Dec, price: { unit_price: Dec; list_price: Dec }): Dec {
  const [unit, list] = [decimal(price.unit_price), decimal(price.list_price)]
  const scale = Math.max(unit.scale, list.scale)
  const is = unit.digits * 10n ** BigInt(scale - unit.scale)
  const book = list.digits * 10n ** BigInt(scale - list.scale)
  if (book <= 0n || is >= book) return discount
  const hundredths = ((book - is) * 10_000n + book - 1n) / book
  const below = `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`
  return Number(below) > Number(discount) ? below : discount
}

function inPolicyCurrency(facts: LaneFacts, policy: LanePolicy): bigint {
  if (facts.currency === policy.currency) return facts.total_net_minor
  if (facts.rate === undefined)
    throw new Refusal(
      'refused',
      'fx.rate_missing',
      `There is no ${facts.currency}/${policy.currency} rate for this month. Add it under exchange rates.`,
    )
  return converted(facts.total_net_minor, facts.currency, facts.rate, policy.currency)
}

function matches(row: LaneRow, facts: LaneFacts, policy: LanePolicy, counted: bigint): boolean {
  const { when } = row
  const discount = percentOf(facts.discount_pct, 'discount.invalid', 'the deal')
  if (when.total_net_lt !== undefined && counted >= BigInt(when.total_net_lt)) return false
  if (when.discount_pct_lte !== undefined && discount > percentOf(String(when.discount_pct_lte), 'discount.invalid', 'the policy'))
    return false
  if (when.term_months_lte !== undefined && facts.term_months > when.term_months_lte) return false
  if (when.terms !== undefined && facts.terms !== when.terms) return false
  if (when.payment_in && !when.payment_in.includes(facts.payment)) return false
  if (when.country_in && !inCountries(when.country_in, facts.country, policy)) return false
  if (when.kind_in && !when.kind_in.includes(facts.kind)) return false
  if (when.channel_in && !when.channel_in.includes(facts.channel)) return false
  if (when.partner !== undefined && when.partner !== facts.partner) return false
  return !when.screening_in || when.screening_in.includes(facts.screening)
}

function inCountries(list: readonly string[], country: string, policy: LanePolicy): boolean {
  return list.includes(country) || (list.includes('wet') && (policy.wet ?? []).includes(country))
}

function sentence(answer: LaneAnswer, paysFirst: boolean): string {
  if (answer.refuse !== undefined) return 'Screening blocks this customer: nothing can be sold until it is cleared.'
  if (isAlone(answer)) {
    return paysFirst
      ? 'Nobody has to approve this: the customer accepts the terms with a click and pays.'
      : 'Nobody has to approve this price, but buying on invoice has to be agreed with the customer first.'
  }
  const others = answer.with_others_days === undefined ? '' : ` together with the other orders of the last ${answer.with_others_days} days`
  const why =
    answer.counted_minor >= answer.limit_minor
      ? `${moneyOf(answer, answer.counted_minor)}${others} is not below ${moneyOf(answer, answer.limit_minor)}: it needs`
      : 'This needs'
  const how = { click: 'accepted with a click', e_sign: 'signed electronically', wet: 'signed on paper', none: 'not signed' }[answer.sign]
  return `${why} ${answer.approve.length > 0 ? `approval by ${answer.approve.map(roleWords).join(', ')}` : 'nobody’s approval'}, and is then ${how}.`
}

/**
 * The same for the buyer: whether one buys alone, and if not, why not; our own roles are nobody's business outside. `currency` is the
 * deal's: a sum in another one says that it was converted.
 */
export function buyerWords(answer: Omit<LaneAnswer, 'text'>, currency: string): string {
  if (answer.refuse !== undefined) return 'We cannot sell to you now. Write to us if you think that this is a mistake.'
  if (answer.self_service) return 'You can buy this alone: accept the terms with a click and pay.'
  if (isAlone(answer)) return 'Buying on invoice has to be agreed first. Pay by card or transfer, or ask us for a quote.'
  if (answer.counted_minor < answer.limit_minor) return 'An order with these terms is agreed with a person, not by a click.'
  const others = answer.with_others_days === undefined ? '' : ` together with your other orders of the last ${answer.with_others_days} days`
  const rate = currency === answer.counted_currency ? '' : ' at this month’s rate'
  return `Orders below ${moneyOf(answer, answer.limit_minor)} before tax can be bought here at once. This one comes to ${moneyOf(answer, answer.counted_minor)}${rate} for the whole term${others}.`
}

function isAlone({ approve, sign, refuse }: Pick<LaneAnswer, 'approve' | 'sign' | 'refuse'>): boolean {
  return refuse === undefined && approve.length === 0 && sign === 'click'
}

function moneyOf({ counted_currency }: Pick<LaneAnswer, 'counted_currency'>, minor: number): string {
  return `${counted_currency} ${majorText(BigInt(minor), counted_currency).replaceAll(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',')}`
}

function roleWords(role: string): string {
  return role.replaceAll('_', ' ')
}
