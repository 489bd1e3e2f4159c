import type { contractsGet, documentsGet, quotesGet } from '../../../server/modules/billing/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { dayText, countOf, daysBetween, lastDay, moneyText } from '../../kit/index.ts'
import { lateMoney, type Next, type Owed, type QuoteLine, renewalDays, seatsText } from '../customers/due.ts'
import { roleWords } from './words.ts'

type Contract = Pick<
  AskOutput<typeof contractsGet>,
  'state' | 'end' | 'seats' | 'annual_minor' | 'currency' | 'auto_renew' | 'renewable_from' | 'may'
> & { documents: Owed[] }
/** What is due on a contract: money that is late, then a term that ends and does not renew by itself. */
export function nextOfContract(contract: Contract, quotes: QuoteLine[], today: string): Next | undefined {
  return lateMoney(contract.documents, today) ?? renewal(contract, quotes, today)
}

function renewal(contract: Contract, quotes: QuoteLine[], today: string): Next | undefined {
  const { state, end, seats, annual_minor, currency, auto_renew, renewable_from, may } = contract
  if (!end) return undefined
  const last = lastDay(end)
  const size = `${seatsText(seats)}, ${moneyText(annual_minor, currency, { tidy: true })} a year`
  const open = quotes.find((quote) => quote.kind === 'renewal' && ['draft', 'requested'].includes(quote.state))
  if (open) {
    return {
      what: `Offer the renewal quote: ${seatsText(open.seats)}, ${moneyText(open.net_minor, open.currency, { tidy: true })}`,
      why: `The term ends on ${dayText(last)}.`,
      by: dayText(last, 'weekday', today),
      act: 'Review quote',
      href: `/billing/quotes/${open.id}`,
    }
  }
  if (!may.includes('renew') || quotes.some((quote) => quote.kind === 'renewal' && quote.state === 'offered')) return undefined
  if (state === 'in_grace' || state === 'lapsed') {
    return {
      what: `Renew: ${size}`,
      by: `The term ended ${countOf(Math.abs(daysBetween(today, last)), 'day')} ago.`,
      late: true,
      act: 'Renew',
      does: 'renew',
    }
  }
  if (state !== 'active' || auto_renew) return undefined
  const ready = renewable_from !== null ? renewable_from <= today : daysBetween(today, end) <= renewalDays
  if (!ready) return undefined
  return {
    what: `Send the renewal quote: ${size}`,
    why: 'It does not renew by itself.',
    by: dayText(last, 'weekday', today),
    act: 'Prepare renewal',
    does: 'renew',
  }
}

type Document = Pick<AskOutput<typeof documentsGet>, 'kind' | 'state' | 'due_day' | 'open_minor' | 'currency' | 'may'>

/** What is due on an invoice: its money, once the day has passed. */
export function nextOfDocument(document: Document, today: string): Next | undefined {
  const { kind, state, due_day, open_minor, currency, may } = document
  if (kind !== 'invoice' || state !== 'overdue' || !may.includes('record_payment')) return undefined
  return {
    what: `${moneyText(open_minor, currency, { tidy: true })} is overdue`,
    why: 'Record the money when it has come.',
    by: `${countOf(Math.abs(daysBetween(today, due_day)), 'day')} late.`,
    late: true,
    act: 'Record payment',
    does: 'pay',
  }
}

type Quote = Pick<
  AskOutput<typeof quotesGet>,
  'state' | 'answer_by' | 'message' | 'lane' | 'approvals' | 'valid_until' | 'may' | 'discount_percent'
>

/** Whose place it is said in, where it is not the reader's own; before it is said too. */
export function inPlaceText(approval: { in_place_of: string | null } | undefined): string {
  return approval?.in_place_of ? ` in the place of ${approval.in_place_of}` : ''
}

/** A role of a deal, and in whose place whoever reads would speak for it. */
export function seatText({ approvals }: Pick<Quote, 'approvals'>, role: string): string {
  const pending = approvals.find((one) => one.role === role && one.state === 'pending')
  return `${roleWords(role)}${inPlaceText(pending)}`
}

/** What is due on a quote: my verdict, then the offer; what waits for others is said with whom. */
export function nextOfQuote(quote: Quote, today: string): Next | undefined {
  const { state, may, approvals, answer_by, valid_until, message } = quote
  const verdict = may.find((one) => one.startsWith('approve:'))
  const promised = state === 'requested' && answer_by !== null ? answer_by : undefined
  const passed = promised !== undefined && promised < today
  const when =
    promised === undefined ? {} : { by: passed ? `Promised by ${dayText(promised)}.` : dayText(promised, 'weekday', today), late: passed }
  const said = message ? { why: `“${message}”` } : {}
  if (verdict) {
    return { what: `Decide as ${seatText(quote, verdict.slice(8))}`, why: quote.lane.text, ...when, act: 'Decide', does: verdict }
  }
  if (may.includes('offer')) return { what: 'Offer it to the customer', ...said, ...when, act: 'Offer to customer', does: 'offer' }
  const waiting = approvals.filter((one) => one.state === 'pending').map((one) => roleWords(one.role))
  if ((state === 'draft' || state === 'requested') && waiting.length > 0) {
    return { what: `Waits for ${waiting.join(' and ')}`, ...said, ...when, act: '' }
  }
  if (state === 'offered' && may.includes('sign')) {
    return {
      what: 'Record their signature when the form comes back',
      why: 'Or they accept in the portal.',
      by: dayText(valid_until, 'weekday', today),
      act: 'Record signature',
      does: 'sign',
    }
  }
  return undefined
}
