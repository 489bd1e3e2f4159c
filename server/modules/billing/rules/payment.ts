import { majorText } from '../../../kernel/money.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { smaller } from './engine/exact.ts'

/** Days after its date on which an invoice is due, where nothing else was agreed. */
export const usualTerms = 30

/** How money is matched with documents; `tolerance_minor` is the largest difference that may be written off. */
export type MatchingPolicy = { tolerance_minor: number }
export const shippedMatching: MatchingPolicy = { tolerance_minor: 100 }

export type Received = {
  number: string
  kind: string
  issueDay: string
  currency: string
  open: bigint
  amount: bigint
  day: string
  today: string
  writeOff: boolean
}
/** What the money pays, what stays with us as the customer's balance, and what is written off so that the document closes. */
type Matched = { applied: bigint; balance: bigint; writtenOff: bigint }

/**
 * Money for one document. Refuses `document.nothing_open`, `payment.nothing`, `payment.before_issue`, `payment.in_the_future`, `payment.difference_too_large`.
 * Too much money is never refused: it has come, and is the customer's.
 */
export function matchPayment(received: Received, policy: MatchingPolicy = shippedMatching): Matched {
  const { number, kind, open, amount, day, today, issueDay, currency } = received
  if (kind !== 'invoice' || open <= 0n) throw new Refusal('conflict', 'document.nothing_open', `${number} has nothing open.`)
  if (amount === 0n && !received.writeOff)
    fault('payment.nothing', 'Enter what has come. To close a small difference without more money, tick the write-off.', 'amount_minor')
  if (day > today) fault('payment.in_the_future', `Money cannot have come on ${day}: that day is still ahead.`)
  if (day < issueDay) fault('payment.before_issue', `${number} was issued on ${issueDay}; money for it cannot have come on ${day}.`)
  const applied = smaller(amount, open)
  const short = open - applied
  if (!received.writeOff || short === 0n) return { applied, balance: amount - applied, writtenOff: 0n }
  if (short > BigInt(policy.tolerance_minor))
    throw new Refusal(
      'refused',
      'payment.difference_too_large',
      `${majorText(short, currency)} ${currency} stay open; differences up to ${majorText(BigInt(policy.tolerance_minor), currency)} are written off. Leave the rest open, or credit it.`,
    )
  return { applied, balance: 0n, writtenOff: short }
}

function fault(code: string, text: string, path = 'day'): never {
  throw new Refusal('invalid', code, text, { unmet: [{ code, text, path }] })
}
