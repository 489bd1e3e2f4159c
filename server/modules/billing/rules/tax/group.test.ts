import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { propose } from '../engine/propose.ts'
import type { Tax } from '../engine/shapes.ts'
import { taxDocument, taxKey } from './group.ts'

/** The worked examples of tax arithmetic. */

const rate = (percent: string, more: Partial<Tax> = {}): Tax => ({ code: 'VAT', category: 'S', rate: percent, jurisdiction: 'DE', ...more })
const lines = (amounts: number[], taxes: Tax[], inclusive = false) =>
  amounts.map((amount) => ({ amount: BigInt(amount), inclusive, taxes }))
const sumOf = (amounts: bigint[]) => amounts.reduce((a, b) => a + b, 0n)

describe('seven lines of 13.33 at 19 %', () => {
  const seven = lines(
    Array.from({ length: 7 }, () => 1333),
    [rate('19')],
  )

  it('come to a group tax of 17.73, shown by largest remainder', () => {
    const taxed = taxDocument(seven)
    expect(taxed.groups).toMatchObject([{ base: 9331n, amount: 1773n }])
    expect(taxed.lines.map((line) => line.tax)).toEqual([254n, 254n, 253n, 253n, 253n, 253n, 253n])
    expect(taxed.rounding).toBe(0n)
  })

  it('come to 17.71 in line mode, with −0.02 for the e-invoice', () => {
    const taxed = taxDocument(seven, 'line')
    expect(sumOf(taxed.lines.map((line) => line.tax))).toBe(1771n)
    expect(taxed.rounding).toBe(-2n)
  })
})

it('249.00 with 21 % inside: net 205.79, tax 43.21', () => {
  expect(taxDocument(lines([24900], [rate('21')], true)).lines).toEqual([{ net: 20579n, tax: 4321n, gross: 24900n }])
})

describe('two lines of 49.95 at 8.1 %', () => {
  const taxes = [rate('8.1')]
  const invoice = taxDocument(lines([4995, 4995], taxes))

  it('are taxed 8.09', () => {
    expect(invoice.groups).toMatchObject([{ base: 9990n, amount: 809n }])
  })

  it('are credited one by one with 4.05, then the remaining 4.04', () => {
    const key = taxKey(taxes[0] as Tax)
    const first = taxDocument(lines([-4995], taxes), 'group', new Map([[key, { base: 9990n, amount: 809n }]]))
    expect(first.groups).toMatchObject([{ base: -4995n, amount: -405n }])
    const second = taxDocument(lines([-4995], taxes), 'group', new Map([[key, { base: 4995n, amount: 404n }]]))
    expect(second.groups).toMatchObject([{ base: -4995n, amount: -404n }])
  })

  it('are credited so by the engine too', () => {
    const item = { product: 'seat', quantity: '1', unit_price: '49.95', per: 'once' as const, taxes }
    const contract = {
      currency: 'CHF',
      start: '2026-01-01',
      items: [
        { id: 'a', ...item },
        { id: 'b', ...item },
      ],
    }
    const billed = propose({ as_of: '2026-01-01', contract }).documents.map((document) => ({ ...document, number: 'INV-2026-000001' }))
    const credit = (key: string | undefined) => ({
      document: 'INV-2026-000001',
      line: key ?? '',
      net_minor: 'all' as const,
      reason: 'returned',
    })
    const [a, b] = (billed[0]?.lines ?? []).map((line) => credit(line.key))
    if (!a || !b) throw new Error('two lines are billed')
    const first = propose({ as_of: '2026-02-01', contract, billed, credits: [a] }).documents
    expect(first[0]).toMatchObject({ kind: 'credit_note', of: 'INV-2026-000001', totals: { tax_minor: -405 } })
    const second = propose({ as_of: '2026-03-01', contract, billed: [...billed, ...first], credits: [a, b] }).documents
    expect(second[0]?.totals).toMatchObject({ net_minor: -4995, tax_minor: -404 })
  })
})

it('12 % off 700.00, 250.00 and 49.99 is 120.00, split 84.00, 30.00, 6.00', () => {
  const items = ['700.00', '250.00', '49.99'].map((unit_price, at) => ({
    id: `i${at}`,
    product: 'p',
    quantity: '1',
    unit_price,
    per: 'year' as const,
  }))
  const [invoice] = propose({
    as_of: '2026-01-01',
    contract: { currency: 'EUR', start: '2026-01-01', items },
    discounts: [{ id: 'd', percent: '12' }],
  }).documents
  expect(invoice?.lines.map((line) => line.discount_minor)).toEqual([8400, 3000, 600])
  expect(invoice?.totals).toMatchObject({ amount_minor: 99999, discount_minor: 12000, net_minor: 87999 })
})

it('1,980.00 in Quebec: GST 99.00 and QST 197.51, not compound', () => {
  const taxes = [rate('5', { code: 'GST', jurisdiction: 'CA-QC' }), rate('9.975', { code: 'QST', jurisdiction: 'CA-QC' })]
  expect(taxDocument(lines([198000], taxes)).groups.map((group) => group.amount)).toEqual([9900n, 19751n])
})

it('a compound tax takes base and the other taxes', () => {
  const taxes = [rate('5', { code: 'GST' }), rate('10', { code: 'PST', compound: true })]
  const taxed = taxDocument(lines([10000], taxes))
  expect(taxed.groups).toMatchObject([
    { base: 10000n, amount: 500n },
    { base: 10500n, amount: 1050n },
  ])
  expect(taxDocument(lines([11550], taxes, true)).lines).toEqual([{ net: 10000n, tax: 1550n, gross: 11550n }])
})

it('1,000.00 at 6.25 % of which 80 % is taxable: base 800.00, tax 50.00', () => {
  expect(taxDocument(lines([100000], [rate('6.25', { share: '80' })])).groups).toMatchObject([{ base: 80000n, amount: 5000n }])
})

it('lines always add up to their group, whatever their signs', () => {
  const amounts = fc.array(fc.integer({ min: -100_000, max: 1_000_000 }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(amounts, fc.boolean(), fc.constantFrom('group' as const, 'line' as const), (parts, inclusive, mode) => {
      const taxed = taxDocument(lines(parts, [rate('19'), rate('9.975', { code: 'QST' })], inclusive), mode)
      expect(sumOf(taxed.lines.map((line) => line.tax))).toBe(sumOf(taxed.groups.map((group) => group.amount)))
      for (const line of taxed.lines) expect(line.net + line.tax).toBe(line.gross)
      if (inclusive) expect(sumOf(taxed.lines.map((line) => line.gross))).toBe(BigInt(parts.reduce((a, b) => a + b, 0)))
    }),
  )
})
