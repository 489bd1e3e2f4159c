import { dayWords } from '../../../kernel/period.ts'
import { moneyWords } from '../../../kernel/money.ts'
import { brandText } from './settled.ts'

/** What billing writes to its customers. Each letter says what happened, what it costs and what there is to do, with one way to do it. */
type Written = { subject: string; text: string }
type Money = { minor: bigint; currency: string }

const money = ({ minor, currency }: Money) => moneyWords(minor, currency)
const letter = (subject: string, ...parts: (string | false)[]): Written => ({ subject, text: parts.filter(Boolean).join('\n\n') })

type Reader = { name: string; portal: string; seller: string }

/** `paidBy`: by what it is paid; `open`: what is left of an invoice that is not. `again`: at the customer's own wish. */
type Mailed = {
  kind: 'invoice' | 'credit_note'
  number: string
  gross: Money
  open: Money
  due: string
  paidBy: string | null
  card: boolean
  /** the account to which it can be transferred stands on the invoice */
  bank: boolean
  of: string | null
  again?: boolean
}

export function documentLetter(to: Reader, document: Mailed): Written {
  const { number, again = false } = document
  const papers = `All your documents are at ${to.portal}/portal/invoices.`
  const attached = again ? 'is attached, as you asked.' : 'is attached.'
  if (document.kind === 'credit_note')
    return letter(
      `Credit note ${number}`,
      `Dear ${to.name},`,
      `credit note ${number} over ${money(plus(document.gross))}${document.of ? ` for invoice ${document.of}` : ''} ${attached}`,
      papers,
      to.seller,
    )
  return letter(
    `Invoice ${number}`,
    `Dear ${to.name},`,
    `invoice ${number} over ${money(document.gross)} ${attached}`,
    payingWords(to, document),
    document.paidBy !== null ? papers : false,
    to.seller,
  )
}

/** What there is to do about an invoice: nothing, or how to pay what is left. */
function payingWords(to: Reader, { gross, open, due, paidBy, card, bank }: Mailed): string {
  if (paidBy !== null) return `It is paid (${paidBy}); there is nothing to do.`
  if (open.minor <= 0n) return 'Nothing is left to pay; there is nothing to do.'
  if (card) return 'We charge it to the card on file; there is nothing to do unless we write again.'
  const what = open.minor < gross.minor ? `Please pay the ${money(open)} that are left` : 'Please pay it'
  const transfer = bank ? ' by transfer to the account on the invoice, or' : ''
  return `${what} by ${dayWords(due)}:${transfer} by card at ${to.portal}/portal/invoices.`
}

function plus({ minor, currency }: Money): Money {
  return { minor: minor < 0n ? -minor : minor, currency }
}

/** The order as it was accepted, and the texts word for word, without the signs of their markup. */
export function orderLetter(
  to: Reader,
  order: { number: string; hash: string; seats: string; product: string; gross: Money; terms: Terms[] },
): Written {
  const what = order.seats ? `: ${order.seats} seats of ${order.product} for ${money(order.gross)} including tax` : ''
  return letter(
    `Your order ${order.number}`,
    `Dear ${to.name},`,
    `thank you. We received your order ${order.number}${what}.`,
    `Licence file and invoice are at ${to.portal}/portal/orders/${order.number} as soon as the payment is through; the invoice comes by mail too.`,
    'You accepted the texts below, word for word. Keep this letter.',
    ...order.terms.map(({ title, version, sha, body }) =>
      [`${title}, version ${version}`, plainWords(body, title), `The text as a file: ${to.portal}/api/portal/terms/${sha}`].join('\n\n'),
    ),
    `Order hash: ${order.hash}`,
    to.seller,
  )
}

type Terms = { title: string; version: string; sha: string; body: string }

/** A text in Markdown as a letter says it: every word, no signs of markup; lines that belong together are one. The title is said before it. */
function plainWords(markdown: string, title = ''): string {
  return markdown
    .trim()
    .split(/\n{2,}/)
    .map((part) => part.replace(/^#{1,6} +/gm, '').replaceAll(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/gs, '$2'))
    .map((part) => part.replaceAll(/\n(?![-*] |\d+\. )/g, ' '))
    .filter((part, at) => at > 0 || part !== title)
    .join('\n\n')
}

export function offerLetter(
  to: Reader,
  quote: { id: string; number: string; seats: string; product: string; gross: Money; validUntil: string },
): Written {
  return letter(
    `Quote ${quote.number}`,
    `Dear ${to.name},`,
    `here is our quote ${quote.number}: ${quote.seats} seats of ${quote.product} for ${money(quote.gross)} including tax. It holds until ${dayWords(quote.validUntil)}.`,
    `Read it in full, and accept or decline it, at ${to.portal}/portal/quotes/${quote.id}.`,
    to.seller,
  )
}

export function declineLetter(to: Reader, charge: { number: string; open: Money; card: string; hard: boolean }): Written {
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
