import { describe, expect, it } from 'vitest'
import { propose } from './propose.ts'
import type { Change, Doc, Item, PreviewInput, Tax } from './shapes.ts'

/** The worked examples of the engine, by hand. */

const vat: Tax[] = [{ code: 'VAT', category: 'S', rate: '19', jurisdiction: 'DE' }]

function contract(item: Partial<Item>, more: Partial<PreviewInput['contract']> = {}): PreviewInput['contract'] {
  return {
    currency: 'EUR',
    start: '2026-01-01',
    items: [{ id: 'seats', product: 'enterprise', quantity: '1', unit_price: '100.00', per: 'month', ...item }],
    ...more,
  }
}

function amounts(documents: Doc[]): number[] {
  return documents.flatMap((document) => document.lines.map((line) => line.amount_minor))
}

const exampleA: PreviewInput = {
  as_of: '2026-07-01',
  contract: {
    currency: 'EUR',
    start: '2026-02-10',
    end: '2027-02-10',
    items: [{ id: 'seats', product: 'enterprise', quantity: '80', unit_price: '84.00', per: 'year', taxes: vat }],
    changes: [{ kind: 'seats', item: 'seats', add: '15', effective: '2026-07-01' }],
  },
  billed: [
    {
      number: 'INV-2026-000041',
      kind: 'invoice',
      day: '2026-02-10',
      lines: [
        {
          item: 'seats',
          kind: 'charge',
          product: 'enterprise',
          from: '2026-02-10',
          to: '2027-02-10',
          period: { from: '2026-02-10', to: '2027-02-10' },
          quantity: '80',
          unit_price: '84.00',
          per: 'year',
          net_minor: 672000,
        },
      ],
    },
  ],
}

describe('(a) seats added in the middle of a yearly term', () => {
  const output = propose(exampleA)

  it('charges them for the rest of the term, to the day', () => {
    expect(output.documents).toHaveLength(1)
    const [invoice] = output.documents
    expect(invoice?.lines).toEqual([
      {
        key: 'seats|2026-02-10|2026-07-01|2027-02-10|enterprise@84.00/year|+1',
        kind: 'charge',
        item: 'seats',
        product: 'enterprise',
        from: '2026-07-01',
        to: '2027-02-10',
        period: { from: '2026-02-10', to: '2027-02-10' },
        quantity: '15',
        unit_price: '84.00',
        per: 'year',
        fraction: { num: 224, den: 365, unit: 'days' },
        amount_minor: 77326,
        discount_minor: 0,
        net_minor: 77326,
        tax_minor: 14692,
        gross_minor: 92018,
        taxes: vat,
        formula: '15 × 84.00 EUR per year × 224/365 days (2026-07-01 to 2027-02-09) = 773.26 EUR',
      },
    ])
    expect(output.sum).toEqual({ net_minor: 77326, tax_minor: 14692, gross_minor: 92018 })
    expect(output.next).toEqual({ day: '2027-02-10', reason: 'end' })
  })

  it('proposes nothing once that document is fed back', () => {
    const again = propose({ ...exampleA, billed: [...(exampleA.billed ?? []), ...output.documents] })
    expect(again.documents).toEqual([])
    expect(again.next).toEqual({ day: '2027-02-10', reason: 'end' })
  })

  it('bills the first term as one full period', () => {
    const first = propose({ as_of: '2026-02-10', contract: { ...exampleA.contract, changes: [] } })
    expect(first.documents[0]?.totals).toMatchObject({ net_minor: 672000, tax_minor: 127680, gross_minor: 799680 })
    expect(first.documents[0]?.lines[0]?.formula).toBe('80 × 84.00 EUR per year (2026-02-10 to 2027-02-09) = 6720.00 EUR')
  })

  it('shows state, recognised months and postings when asked', () => {
    const shown = propose({ ...exampleA, include: ['state', 'revenue', 'postings', 'echo'] })
    expect(shown.state?.items).toEqual([
      {
        item: 'seats',
        product: 'enterprise',
        quantity: '95',
        unit_price: '84.00',
        per: 'year',
        from: '2026-07-01',
        to: '2027-02-10',
        annual_minor: 798000,
      },
    ])
    expect(shown.state?.term).toEqual({ n: 1, start: '2026-02-10', end: '2027-02-10' })
    expect(shown.revenue?.[0]?.months.map((month) => month.amount_minor)).toEqual([10701, 10702, 10356, 10701, 10356, 10702, 10701, 3107])
    expect(shown.postings?.map(({ account, amount_minor }) => [account, amount_minor])).toEqual([
      ['1100', 92018],
      ['2100', -77326],
      ['2000', -14692],
    ])
    expect(shown.input?.contract).toEqual(exampleA.contract)
  })
})

describe('(b) monthly from 30 January, upgraded on 12 March', () => {
  const upgrade: Change = { kind: 'swap', item: 'seats', unit_price: '14.00', effective: '2027-03-12' }
  const monthly = contract({ quantity: '40', unit_price: '9.50' }, { start: '2027-01-30' })

  it('keeps the anchor through February', () => {
    const output = propose({ as_of: '2027-01-30', through: '2027-03-30', contract: monthly })
    expect(output.documents.map(({ day, lines }) => [day, lines[0]?.period.to, lines[0]?.amount_minor])).toEqual([
      ['2027-01-30', '2027-02-28', 38000],
      ['2027-02-28', '2027-03-30', 38000],
      ['2027-03-30', '2027-04-30', 38000],
    ])
  })

  it('credits the old price and charges the new one on one invoice, then the new price', () => {
    const billed = propose({ as_of: '2027-01-30', through: '2027-03-01', contract: monthly }).documents
    const output = propose({ as_of: '2027-03-12', through: '2027-03-30', contract: { ...monthly, changes: [upgrade] }, billed })
    expect(output.documents.map((document) => [document.day, document.kind, document.totals.net_minor])).toEqual([
      ['2027-03-12', 'invoice', 10800],
      ['2027-03-30', 'invoice', 56000],
    ])
    expect(output.documents[0]?.lines.map(({ kind, amount_minor }) => [kind, amount_minor])).toEqual([
      ['credit', -22800],
      ['charge', 33600],
    ])
    expect(output.documents[0]?.lines[0]?.formula).toBe(
      'Credit 40 of 40 on seats|2027-02-28|2027-02-28|2027-03-30|enterprise@9.50/month|+1: 380.00 EUR × 18/30 days (2027-03-12 to 2027-03-29) = -228.00 EUR',
    )
  })
})

it('(c) a leading stub of a quarter counts the days of the whole quarter', () => {
  const output = propose({
    as_of: '2026-08-20',
    contract: contract({ unit_price: '300.00', cadence: 'quarter' }, { start: '2026-08-20', anchor: { day: 1, month: 1 } }),
  })
  expect(output.documents[0]?.lines[0]?.formula).toBe(
    '1 × 300.00 EUR per month × 3 of 1 × 42/92 days (2026-08-20 to 2026-09-30) = 410.87 EUR',
  )
})

describe('(d) credits come from what was debited', () => {
  const may = contract({ unit_price: '420.00' }, { start: '2026-05-01' })
  const bought = propose({ as_of: '2026-05-01', contract: may }).documents
  const key = bought[0]?.lines[0]?.key ?? ''

  it('never exceeds what goodwill has left of the line', () => {
    const goodwill = propose({
      as_of: '2026-05-01',
      contract: may,
      billed: bought,
      credits: [{ document: '#0', line: key, net_minor: 3000, reason: 'slow start' }],
    })
    expect(goodwill.documents[0]).toMatchObject({ kind: 'credit_note', of: '#0', totals: { net_minor: -3000 } })
    const ended: Change[] = [{ kind: 'end', effective: '2026-05-02' }]
    const output = propose({ as_of: '2026-05-02', contract: { ...may, changes: ended }, billed: [...bought, ...goodwill.documents] })
    expect(amounts(output.documents)).toEqual([-39000])
    expect(output.documents[0]).toMatchObject({ kind: 'credit_note', of: '#0' })
  })

  it('gives everything back when bought and cancelled on the same day', () => {
    const output = propose({
      as_of: '2026-05-01',
      contract: { ...may, changes: [{ kind: 'end', effective: '2026-05-01' }] },
      billed: bought,
    })
    expect(amounts(output.documents)).toEqual([-42000])
  })
})

it('(e) three years prepaid, seats added on day 290', () => {
  const prepaid = contract(
    { quantity: '25', unit_price: '110.00', per: 'year', cadence: { months: 36 } },
    { start: '2026-04-01', end: '2029-04-01', changes: [{ kind: 'seats', add: '8', effective: '2027-01-15' }] },
  )
  const output = propose({ as_of: '2026-04-01', through: '2027-01-15', contract: prepaid })
  expect(amounts(output.documents)).toEqual([825000, 194387])
  expect(output.documents[1]?.lines[0]?.formula).toContain('8 × 110.00 EUR per year × 36 of 12 × 807/1096 days')
})

describe('(f) day counts and leap days', () => {
  const stub = contract({ unit_price: '1250.00' }, { start: '2026-02-17', end: '2026-03-01', anchor: { day: 1 } })

  it('counts actual days', () => {
    expect(amounts(propose({ as_of: '2026-02-17', contract: stub }).documents)).toEqual([53571])
  })

  it('counts 30/360', () => {
    const conventions = { day_count: '30/360' as const }
    const line = propose({ as_of: '2026-02-17', contract: { ...stub, conventions } }).documents[0]?.lines[0]
    expect(line).toMatchObject({ amount_minor: 58333, fraction: { num: 14, den: 30, unit: 'days' } })
  })

  it('brings 29 February back in the next leap year', () => {
    const leap = contract({ per: 'year' }, { start: '2028-02-29' })
    const days = propose({ as_of: '2028-02-29', through: '2032-03-01', contract: leap }).documents.map((document) => document.day)
    expect(days).toEqual(['2028-02-29', '2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29'])
  })
})

describe('true-up of 250 seats at 96.00 a year', () => {
  const reports = [262, 258, 275, 290].map((max, at) => {
    const month = (n: number) => `2026-${String(n).padStart(2, '0')}-01`
    return { item: 'seats', from: month(at * 3 + 1), to: at === 3 ? '2027-01-01' : month(at * 3 + 4), max }
  })
  const seats = { quantity: '250', unit_price: '96.00', per: 'year' as const }
  const trueUps = (item: Partial<Item>) =>
    propose({
      as_of: '2026-01-01',
      through: '2027-02-01',
      contract: contract({ ...seats, ...item }, { end: '2027-01-01' }),
      seat_reports: reports,
    })
      .documents.flatMap((document) => document.lines)
      .filter((line) => line.kind === 'true_up')

  it('charges the remaining full quarters', () => {
    const lines = trueUps({ true_up: { policy: 'quarterly' } })
    expect(lines.map((line) => [line.from, line.amount_minor])).toEqual([
      ['2026-04-01', 86400],
      ['2026-10-01', 31200],
    ])
    expect(lines[0]?.fraction).toEqual({ num: 9, den: 12, unit: 'months' })
  })

  it('counts the report quarter when agreed', () => {
    expect(trueUps({ true_up: { policy: 'quarterly', from_report_quarter: true } }).map((line) => line.amount_minor)).toEqual([
      115200, 62400, 36000,
    ])
  })

  it('charges a full year once at the end', () => {
    const lines = trueUps({ true_up: { policy: 'annual' } })
    expect(lines.map((line) => line.amount_minor)).toEqual([384000])
    expect(lines[0]?.key).toBe('seats|2026-01-01|2026-01-01|2027-01-01|enterprise@96.00/year|+t1')
  })
})
