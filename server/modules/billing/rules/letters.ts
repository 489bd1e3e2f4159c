import { majorText } from '../../../kernel/money.ts'
import { brandText } from './settled.ts'

/** What billing writes to its customers. Each letter says what happened, what it costs and what there is to do, with one way to do it. */
type Written = { subject: string; text: string }
type Money = { minor: bigint; currency: string }

const money = ({ minor, currency }: Money) => `${majorText(minor, currency)} ${currency}`
const letter = (subject: string, ...parts: (string | false)[]): Written => ({ subject, text: parts.filter(Boolean).join('\n\n') })

export function documentLetter(
  to: { name: string; portal: string; seller: string },
  document: {
    kind: 'invoice' | 'credit_note'
    number: string
    gross: Money
    due: string
    paidBy: string | null
    card: boolean
    of: string | null
  },
): Written {
  const { number, gross } = document
  if (document.kind === 'credit_note')
    return letter(
      `Credit note ${number}`,
      `Dear ${to.name},`,
      `credit note ${number} over ${money({ ...gross, minor: gross.minor < 0n ? -gross.minor : gross.minor })}${document.of ? ` for invoice ${document.of}` : ''} is attached.`,
      `All your documents are at ${to.portal}/portal/invoices.`,
      to.seller,
    )
  const paid = document.paidBy !== null
  return letter(
    `Invoice ${number}`,
    `Dear ${to.name},`,
    `invoice ${number} over ${money(gross)} is attached.`,
    paid
      ? `It is paid (${document.paidBy}); there is nothing to do.`
      : document.card
        ? 'We charge it to the card on file; there is nothing to do unless we write again.'
        : `Please pay it by ${document.due}: by transfer to the account on the invoice, or by card at ${to.portal}/portal/invoices.`,
    paid ? `All your documents are at ${to.portal}/portal/invoices.` : false,
    to.seller,
  )
}

export function offerLetter(
  to: { name: string; portal: string; seller: string },
  quote: { id: string; number: string; seats: string; product: string; gross: Money; validUntil: string },
): Written {
  return letter(
    `Quote ${quote.number}`,
    `Dear ${to.name},`,
    `here is our quote ${quote.number}: ${quote.seats} seats of ${quote.product} for ${money(quote.gross)} including tax. It holds until ${quote.validUntil}.`,
    `Read it in full, and accept or decline it, at ${to.portal}/portal/quotes/${quote.id}.`,
    to.seller,
  )
}

export function declineLetter(
  to: { name: string; portal: string; seller: string },
  charge: { number: string; open: Money; card: string; hard: boolean },
): Written {
  return letter(
    `Your card was declined: invoice ${charge.number}`,
    `Dear ${to.name},`,
    `your bank declined ${money(charge.open)} for invoice ${charge.number} on ${charge.card}.`,
    charge.hard
      ? `It will not take this card again. Please pay the invoice with another card at ${to.portal}/portal/invoices; it can replace the stored one there.`
      : `Please pay the invoice at ${to.portal}/portal/invoices, with this card or another one; it can replace the stored one there.`,
    'Your seats and licences stay as they are.',
    to.seller,
  )
}

/** A card as people speak of it: "Visa …4242". */
export function cardText(method: { brand: string; last4: string }): string {
  return brandText(method.brand, method.last4)
}
