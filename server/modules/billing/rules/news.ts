import { type News, type Said, say } from '../../../kernel/board.ts'
import { majorText } from '../../../kernel/money.ts'
import { daysBetween } from '../../../kernel/period.ts'

/** What a contract did: begun, seats more or fewer, a further term, run out (it may still be renewed), left. Amounts are a year’s. */
export type Move = {
  kind: 'start' | 'seats' | 'renew' | 'ran_out' | 'left'
  at: Date
  contract_id: string
  account_id: string
  legal_name: string
  currency: string
  channel: 'self_service' | 'rep' | null
  source: string | null
  product: string | null
  seats_before: string | null
  seats_after: string | null
  before_minor: bigint | null
  after_minor: bigint | null
}

export type Paid = {
  id: string
  document_id: string
  account_id: string
  legal_name: string
  day: string
  currency: string
  amount_minor: bigint
  due_day: string
}

type Worth = (part: { currency: string; minor: bigint }) => string | null
type Places = Said['with']

/** A move of a contract as one tells it: who, how many seats, of what, for how much a year. What is not known is not said. */
export function newsOfMove(move: Move, worth: Worth): News | undefined {
  const told = sentences[move.kind](move)
  if (!told) return undefined
  const { sentence, minor, together } = told
  return {
    kind: `contract.${move.kind}`,
    at: move.at,
    subject: { kind: 'contract', id: move.contract_id },
    customer: { id: move.account_id, name: move.legal_name },
    sentence,
    amount: minor === null ? null : worth({ currency: move.currency, minor }),
    href: `/billing/contracts/${move.contract_id}`,
    ...(together ? { together } : {}),
  }
}

type Told = { sentence: Said; minor: bigint | null; together?: News['together'] } | undefined

const sentences: Record<Move['kind'], (move: Move) => Told> = {
  start: (move) => ({
    sentence: yearly(`{who} bought ${seatsOf(move.seats_after)}${move.product ? ' of {product}' : ''}`, move, move.after_minor),
    minor: move.after_minor,
    ...(move.channel === 'self_service' ? { together: alone } : {}),
  }),
  seats: (move) => {
    const change = Number(move.seats_after ?? 0) - Number(move.seats_before ?? 0)
    if (change === 0 || move.seats_after === null || move.seats_before === null) return undefined
    const minor = move.after_minor === null || move.before_minor === null ? null : move.after_minor - move.before_minor
    const verb = change > 0 ? 'added' : 'gave back'
    const sentence = yearly(`{who} ${verb} ${seatsOf(String(Math.abs(change)))}`, move, minor, change > 0 ? ' more a year' : ' a year')
    return {
      sentence: { ...sentence, with: { ...sentence.with, seats: count(Math.abs(change)) } },
      minor,
      ...(change > 0 ? { together: grown } : {}),
    }
  },
  renew: (move) => ({
    sentence: yearly(`{who} renewed ${seatsOf(move.seats_after)}`, move, move.after_minor),
    minor: move.after_minor,
    together: renewed,
  }),
  ran_out: (move) => ({
    sentence: yearly(`{who} has not renewed ${seatsOf(move.seats_before)}`, move, move.before_minor),
    minor: null,
  }),
  left: (move) => {
    const minor = move.before_minor === null ? null : -move.before_minor
    return { sentence: yearly(`{who} left: ${seatsOf(move.seats_before)}`, move, minor), minor, together: left }
  },
}

const alone = {
  key: 'bought.alone',
  sentence: '{n} customers bought without a salesperson, {amount} a year together',
  plain: '{n} customers bought without a salesperson',
  href: '/billing/orders',
}
const grown = {
  key: 'added',
  sentence: '{n} customers added seats, {amount} more a year together',
  plain: '{n} customers added seats',
  href: '/billing/orders',
}
const renewed = {
  key: 'renewed',
  sentence: '{n} customers renewed, {amount} a year together',
  plain: '{n} customers renewed',
  href: '/billing/contracts',
}
const left = {
  key: 'left',
  sentence: '{n} customers left, {amount} a year together',
  plain: '{n} customers left',
  href: '/billing/contracts?state=lapsed',
}

function seatsOf(seats: string | null): string {
  return seats === null ? 'a contract' : Number(seats) === 1 ? '1 seat' : '{seats} seats'
}

function yearly(text: string, move: Move, minor: bigint | null, after = ' a year'): Said {
  const seats = move.kind === 'ran_out' || move.kind === 'left' ? move.seats_before : move.seats_after
  const places: Places = { who: { value: move.legal_name, unit: 'name' } }
  if (text.includes('{product}')) places['product'] = { value: move.product ?? '', unit: 'text' }
  if (text.includes('{seats}')) places['seats'] = count(Number(seats))
  if (minor === null) return say(text, places)
  return say(`${text}, {amount}${after}`, { ...places, amount: { value: majorText(minor, move.currency), unit: move.currency } })
}

function count(value: number) {
  return { value: String(value), unit: 'count' }
}

/** Money that closed an invoice: on its day, or so many days early or late. */
export function newsOfPayment(paid: Paid, worth: Worth): News {
  const days = daysBetween(paid.day, paid.due_day)
  const when = days === 0 ? ', on the day' : `, {days} ${Math.abs(days) === 1 ? 'day' : 'days'} ${days > 0 ? 'early' : 'late'}`
  return {
    kind: 'payment.received',
    at: new Date(`${paid.day}T12:00:00Z`),
    subject: { kind: 'document', id: paid.document_id },
    customer: { id: paid.account_id, name: paid.legal_name },
    sentence: say(`{who} paid {amount}${when}`, {
      who: { value: paid.legal_name, unit: 'name' },
      amount: { value: majorText(paid.amount_minor, paid.currency), unit: paid.currency },
      ...(days === 0 ? {} : { days: { value: String(Math.abs(days)), unit: 'word' } }),
    }),
    amount: worth({ currency: paid.currency, minor: paid.amount_minor }),
    href: `/billing/documents/${paid.document_id}`,
    together: {
      key: 'paid',
      sentence: '{n} customers paid by transfer, {amount} together',
      plain: '{n} customers paid by transfer',
      href: '/billing/payments',
    },
  }
}
