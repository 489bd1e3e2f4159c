import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  accounts,
  balanceJournal,
  balancesOf,
  creditNoteJournal,
  invoiceJournal,
  type Journal,
  paymentJournal,
  refundJournal,
  revenueJournal,
  reversalOf,
} from './ledger.ts'

const vat = (tax: bigint) => [{ jurisdiction: 'DE', code: 'VAT', category: 'S', tax }]
const short = (journal: Journal) => journal.postings.map(({ account, amount }) => [account, amount])
const credited = { key: 'k', obligation: 'licence_pcs', product: 'enterprise' }

describe('each event has its postings', () => {
  it('invoice: receivable / deferred revenue, tax', () => {
    const journal = invoiceJournal({ profile: 'p', document: 'd', lines: [{ key: 'k', net: 77326n }], taxes: vat(14692n), gross: 92018n })
    expect(short(journal)).toEqual([
      ['1100', 92018n],
      ['2100', -77326n],
      ['2000', -14692n],
    ])
  })

  it('invoice: a rounding amount goes to 5900', () => {
    const journal = invoiceJournal({ profile: 'p', document: 'd', lines: [{ key: 'k', net: 9331n }], taxes: vat(1773n), gross: 11102n })
    expect(short(journal).at(-1)).toEqual(['5900', 2n])
  })

  it('payment: cash less fee, fee / receivable, or unapplied cash', () => {
    expect(short(paymentJournal({ via: 'sandbox', profile: 'p', document: 'd', amount: 92018n, fee: 2700n }))).toEqual([
      ['1000', 89318n],
      ['5100', 2700n],
      ['1100', -92018n],
    ])
    expect(short(paymentJournal({ via: 'bank', profile: 'p', amount: 100n }))).toEqual([
      ['1000', 100n],
      ['2400', -100n],
    ])
  })

  it('credit note: unearned, earned, tax / receivable as far as it is open, the rest to the balance or a refund', () => {
    const note = { profile: 'p', invoice: 'i', lines: [{ ...credited, earned: 4107n, unearned: 5893n }], taxes: vat(1900n), gross: 11900n }
    expect(short(creditNoteJournal({ ...note, open: 50000n }))).toEqual([
      ['2100', 5893n],
      ['4900', 4107n],
      ['2000', 1900n],
      ['1100', -11900n],
    ])
    expect(short(creditNoteJournal({ ...note, open: 1900n })).slice(3)).toEqual([
      ['1100', -1900n],
      ['2200', -10000n],
    ])
    expect(short(creditNoteJournal({ ...note, open: 0n, rest: 'refund' })).slice(3)).toEqual([['2250', -11900n]])
  })

  it('refund, balance applied, revenue', () => {
    expect(short(refundJournal({ via: 'sandbox', profile: 'p', amount: 5n }))).toEqual([
      ['2250', 5n],
      ['1000', -5n],
    ])
    expect(short(balanceJournal({ profile: 'p', document: 'd', amount: 5n }))).toEqual([
      ['2200', 5n],
      ['1100', -5n],
    ])
    const entry = { line: 'k', obligation: 'saas', product: 'cloud', amount: 10701n }
    expect(short(revenueJournal([entry]))).toEqual([
      ['2100', 10701n],
      ['4000', -10701n],
    ])
  })

  it('refuses what does not belong together', () => {
    const wrong = () => invoiceJournal({ profile: 'p', document: 'd', lines: [{ key: 'k', net: 100n }], taxes: [], gross: 900n })
    expect(wrong).toThrowError(expect.objectContaining({ code: 'journal.unbalanced' }))
  })

  it('lets a rounding of one minor unit a posting pass, and not one more, in either direction', () => {
    const off = (gross: bigint) => () => invoiceJournal({ profile: 'p', document: 'd', lines: [{ key: 'k', net: 100n }], taxes: [], gross })
    expect(short(off(102n)()).at(-1)).toEqual(['5900', -2n])
    expect(short(off(98n)()).at(-1)).toEqual(['5900', 2n])
    for (const gross of [103n, 97n]) expect(off(gross)).toThrowError(expect.objectContaining({ code: 'journal.unbalanced' }))
  })
})

it('every journal sums to zero, in accounts that exist', () => {
  const amount = fc.bigInt({ min: 0n, max: 10_000_000n })
  const journal = fc.oneof(
    fc.tuple(fc.array(amount, { minLength: 1, maxLength: 5 }), amount).map(([nets, tax]) => {
      const net = nets.reduce((a, b) => a + b, 0n)
      return invoiceJournal({
        profile: 'p',
        document: 'd',
        lines: nets.map((one, at) => ({ key: `${at}`, net: one })),
        taxes: vat(tax),
        gross: net + tax,
      })
    }),
    fc.tuple(amount, amount).map(([paid, fee]) => paymentJournal({ via: 'v', profile: 'p', document: 'd', amount: paid, fee })),
    fc.tuple(amount, amount, amount, amount).map(([earned, unearned, tax, open]) =>
      creditNoteJournal({
        profile: 'p',
        invoice: 'i',
        lines: [{ ...credited, earned, unearned }],
        taxes: vat(tax),
        gross: earned + unearned + tax,
        open,
      }),
    ),
    amount.map((one) => refundJournal({ via: 'v', profile: 'p', amount: one })),
    amount.map((one) => revenueJournal([{ line: 'k', obligation: 'saas', product: 'p', amount: one }])),
  )
  const known = new Set(accounts.map((account) => account.code))
  fc.assert(
    fc.property(fc.array(journal), (journals) => {
      for (const one of journals) {
        expect(one.postings.reduce((sum, posting) => sum + posting.amount, 0n)).toBe(0n)
        for (const posting of one.postings) expect(known.has(posting.account)).toBe(true)
      }
      expect([...balancesOf([...journals, ...journals.map(reversalOf)]).values()].every((balance) => balance === 0n)).toBe(true)
    }),
  )
})
