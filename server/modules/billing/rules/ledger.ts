import { Refusal } from '../../../kernel/refusal.ts'
import { smaller } from './engine/exact.ts'

/** One signed amount in a journal: debit +, credit −. Minor units of the journal's currency. */
type Posting = { account: string; amount: bigint; dims: Record<string, string> }
/** A balanced entry; the store adds entity, day, period, currency, source and key. */
export type Journal = { event: string; postings: Posting[] }

type AccountKind = 'asset' | 'liability' | 'income' | 'expense'
/** The accounts that every entity has; entities may add more and map codes to their own chart. */
export const accounts: readonly { code: string; name: string; kind: AccountKind }[] = [
  { code: '1000', name: 'Cash clearing', kind: 'asset' },
  { code: '1100', name: 'Accounts receivable', kind: 'asset' },
  { code: '1150', name: 'Unbilled receivable', kind: 'asset' },
  { code: '1200', name: 'Disputed payments', kind: 'asset' },
  { code: '2000', name: 'Tax payable', kind: 'liability' },
  { code: '2100', name: 'Deferred revenue', kind: 'liability' },
  { code: '2200', name: 'Customer balance', kind: 'liability' },
  { code: '2250', name: 'Refunds payable', kind: 'liability' },
  { code: '2300', name: 'Partner payable, accrued', kind: 'liability' },
  { code: '2310', name: 'Partner payable, released', kind: 'liability' },
  { code: '2400', name: 'Unapplied cash', kind: 'liability' },
  { code: '4000', name: 'Revenue', kind: 'income' },
  { code: '4900', name: 'Credits given', kind: 'income' },
  { code: '5000', name: 'Partner share', kind: 'expense' },
  { code: '5100', name: 'Payment fees', kind: 'expense' },
  { code: '5200', name: 'Bad debt', kind: 'expense' },
  { code: '5900', name: 'Rounding', kind: 'expense' },
  { code: '7000', name: 'Exchange differences', kind: 'expense' },
]

export type TaxPart = { jurisdiction: string; code: string; category: string; tax: bigint }

/** Invoice: 1100 gross / 2100 net by line, 2000 tax by group; what the parts do not reach goes to 5900. */
export function invoiceJournal(invoice: {
  profile: string
  document: string
  lines: readonly { key: string; net: bigint }[]
  taxes: readonly TaxPart[]
  gross: bigint
}): Journal {
  return balanced('invoice', [
    posting('1100', invoice.gross, { profile: invoice.profile, document: invoice.document }),
    ...invoice.lines.map((line) => posting('2100', -line.net, { line: line.key })),
    ...taxPostings(invoice.taxes, -1n),
  ])
}

/** Payment: 1000 what arrives, 5100 the fee / 1100 the document, 2200 what a buyer paid too much; 2400 while nobody knows what it is for. */
export function paymentJournal(payment: {
  via: string
  profile: string
  document?: string
  balance?: true
  amount: bigint
  fee?: bigint
}): Journal {
  const fee = payment.fee ?? 0n
  const dims = { profile: payment.profile, ...(payment.document !== undefined && { document: payment.document }) }
  const unmatched = payment.balance ? '2200' : '2400'
  return balanced('payment', [
    posting('1000', payment.amount - fee, { via: payment.via }),
    posting('5100', fee, { via: payment.via }),
    posting(payment.document === undefined ? unmatched : '1100', -payment.amount, dims),
  ])
}

/** One credited line: `net` and its parts are positive; earned + unearned = net. */
type CreditedLine = { key: string; earned: bigint; unearned: bigint; obligation: string; product: string }

/**
 * Credit note: 2100 unearned part, 4900 earned part, 2000 tax / 1100 as far as the invoice is open, the rest to 2200 (balance, default)
 * or 2250 (refund). All amounts are given positive.
 */
export function creditNoteJournal(note: {
  profile: string
  invoice: string
  lines: readonly CreditedLine[]
  taxes: readonly TaxPart[]
  gross: bigint
  open: bigint
  rest?: 'balance' | 'refund'
}): Journal {
  const closes = smaller(note.gross, note.open)
  return balanced('credit_note', [
    ...note.lines.flatMap((line) => [
      posting('2100', line.unearned, { line: line.key }),
      posting('4900', line.earned, { obligation: line.obligation, product: line.product, line: line.key }),
    ]),
    ...taxPostings(note.taxes, 1n),
    posting('1100', -closes, { profile: note.profile, document: note.invoice }),
    posting(note.rest === 'refund' ? '2250' : '2200', closes - note.gross, { profile: note.profile }),
  ])
}

/** A small difference that is not worth a letter: 5900 / 1100. */
export function writeOffJournal(off: { profile: string; document: string; amount: bigint }): Journal {
  const { profile, document } = off
  return balanced('write_off', [posting('5900', off.amount, { profile, document }), posting('1100', -off.amount, { profile, document })])
}

/** Balance that is to be sent back: 2200 / 2250. */
export function payOutJournal(out: { profile: string; amount: bigint }): Journal {
  const { profile } = out
  return balanced('balance_refunded', [posting('2200', out.amount, { profile }), posting('2250', -out.amount, { profile })])
}

/** Refund paid: 2250 / 1000. */
export function refundJournal(refund: { via: string; profile: string; amount: bigint }): Journal {
  return balanced('refund', [
    posting('2250', refund.amount, { profile: refund.profile }),
    posting('1000', -refund.amount, { via: refund.via }),
  ])
}

/** Balance applied to a document: 2200 / 1100. It is a payment and never changes a tax base. */
export function balanceJournal(applied: { profile: string; document: string; amount: bigint }): Journal {
  const { profile, document } = applied
  return balanced('balance_applied', [
    posting('2200', applied.amount, { profile }),
    posting('1100', -applied.amount, { profile, document }),
  ])
}

/** Revenue of a period: 2100 / 4000. */
export function revenueJournal(entries: readonly { line: string; obligation: string; product: string; amount: bigint }[]): Journal {
  return balanced(
    'revenue',
    entries.flatMap(({ line, obligation, product, amount }) => [
      posting('2100', amount, { line }),
      posting('4000', -amount, { obligation, product }),
    ]),
  )
}

/** The journal that undoes another one. */
export function reversalOf(journal: Journal): Journal {
  return { event: `${journal.event}_reversed`, postings: journal.postings.map((entry) => ({ ...entry, amount: -entry.amount })) }
}

/** Sum by account; a trial balance is in balance when these sum to 0. */
export function balancesOf(journals: readonly Journal[]): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  for (const { postings } of journals) for (const { account, amount } of postings) sums.set(account, (sums.get(account) ?? 0n) + amount)
  return sums
}

function posting(account: string, amount: bigint, dims: Record<string, string>): Posting {
  return { account, amount, dims }
}

function taxPostings(taxes: readonly TaxPart[], sign: bigint): Posting[] {
  return taxes.map(({ jurisdiction, code, category, tax }) => posting('2000', sign * tax, { jurisdiction, code, category }))
}

/** Drops postings of 0, sends a document's rounding difference (at most one minor unit a line) to 5900, refuses anything larger. */
function balanced(event: string, entries: readonly Posting[]): Journal {
  const postings = entries.filter((entry) => entry.amount !== 0n)
  const sum = postings.reduce((total, entry) => total + entry.amount, 0n)
  const most = BigInt(entries.length)
  if (sum > most || sum < -most) throw new Refusal('refused', 'journal.unbalanced', `The ${event} postings are ${sum} minor units apart.`)
  if (sum !== 0n) postings.push(posting('5900', -sum, {}))
  return { event, postings }
}
