import { describe, expect, it } from 'vitest'
import { propose } from './propose.ts'
import type { Change, PreviewInput } from './shapes.ts'

/** Changes that are decided on one day and begin on another. */

const monthly = (changes: Change[]): PreviewInput => ({
  as_of: '2026-04-01',
  through: '2026-06-15',
  contract: {
    currency: 'EUR',
    start: '2026-04-01',
    end: '2027-04-01',
    items: [{ id: 'seats', product: 'enterprise', quantity: '10', unit_price: '1.00', per: 'month' }],
    changes,
  },
})
const billed = (changes: Change[]) =>
  propose(monthly(changes)).documents.map(({ kind, day, totals }) => `${kind} ${day} ${totals.net_minor}`)

describe('of two decisions the later one wins', () => {
  const waits: Change = { kind: 'seats', to: '20', effective: '2026-04-11', proration: 'none' }

  it('a change that waits for the boundary does not undo one that was decided after it', () => {
    const months = ['invoice 2026-04-01 1000', 'invoice 2026-05-01 1000', 'invoice 2026-06-01 1000']
    expect(billed([waits, { kind: 'seats', to: '10', effective: '2026-04-21' }])).toEqual(months)
    expect(billed([waits, { kind: 'seats', to: '10', effective: '2026-04-21', proration: 'none' }])).toEqual(months)
    expect(billed([waits, { kind: 'seats', to: '10', effective: '2026-05-01' }])).toEqual(months)
    expect(billed([waits])).toEqual(['invoice 2026-04-01 1000', 'invoice 2026-05-01 2000', 'invoice 2026-06-01 2000'])
  })

  it('what the later decision does not name stays as the earlier one wanted it', () => {
    const price: Change = { kind: 'swap', unit_price: '2.00', effective: '2026-04-11', proration: 'none' }
    const seats: Change = { kind: 'seats', to: '12', effective: '2026-04-21', proration: 'none' }
    expect(billed([price, seats])).toEqual(['invoice 2026-04-01 1000', 'invoice 2026-05-01 2400', 'invoice 2026-06-01 2400'])
    const cheaper: Change = { kind: 'swap', unit_price: '1.50', effective: '2026-04-16', proration: 'none' }
    expect(billed([price, cheaper, seats])).toEqual(['invoice 2026-04-01 1000', 'invoice 2026-05-01 1800', 'invoice 2026-06-01 1800'])
  })

  it('added seats add up, whichever waits', () => {
    const more: Change = { kind: 'seats', add: '5', effective: '2026-04-11', proration: 'none' }
    const fewer: Change = { kind: 'seats', add: '-3', effective: '2026-05-01' }
    expect(billed([more, fewer])).toEqual(['invoice 2026-04-01 1000', 'invoice 2026-05-01 1200', 'invoice 2026-06-01 1200'])
  })
})

describe('an early end', () => {
  const scheduled: Change[] = [
    { kind: 'seats', item: 'seats', add: '5', effective: '2027-03-01', recorded: '2026-04-02' },
    { kind: 'renew', effective: '2027-04-01', end: '2028-04-01', recorded: '2026-04-03' },
    { kind: 'seats', item: 'seats', add: '7', effective: '2027-06-01', recorded: '2026-04-04' },
    { kind: 'end', effective: '2026-05-01', credit: 'none', recorded: '2026-04-10' },
  ]

  it('makes void what was scheduled after it, in its own term and in one that will never begin', () => {
    expect(billed(scheduled)).toEqual(['invoice 2026-04-01 1000'])
  })

  it('a change of an item that has ended by itself is still refused', () => {
    const gone: Change[] = [
      { kind: 'end', item: 'seats', effective: '2026-05-01', credit: 'none' },
      { kind: 'seats', item: 'seats', add: '5', effective: '2026-06-01' },
    ]
    expect(() => billed(gone)).toThrow('has ended before')
  })
})

describe('a renewal that is recorded early', () => {
  const yearly = (change: Partial<Change>): PreviewInput => ({
    as_of: '2026-11-28',
    through: '2027-12-31',
    contract: {
      currency: 'EUR',
      start: '2026-02-08',
      end: '2027-02-08',
      items: [{ id: 'seats', product: 'enterprise', quantity: '10', unit_price: '100.00', per: 'year' }],
      changes: [{ kind: 'renew', effective: '2027-02-08', end: '2028-02-08', recorded: '2026-11-28', ...change } as Change],
    },
    billed: [
      {
        number: 'INV-1',
        kind: 'invoice',
        day: '2026-02-08',
        lines: [
          {
            item: 'seats',
            kind: 'charge',
            product: 'enterprise',
            from: '2026-02-08',
            to: '2027-02-08',
            period: { from: '2026-02-08', to: '2027-02-08' },
            quantity: '10',
            unit_price: '100.00',
            per: 'year',
            net_minor: 100_000,
          },
        ],
      },
    ],
  })
  const days = (change: Partial<Change>) => propose(yearly(change)).documents.map(({ day, lines }) => [day, lines[0]?.from])

  it('is invoiced when the new term begins, or as many days before as was agreed', () => {
    expect(days({})).toEqual([['2027-02-08', '2027-02-08']])
    expect(days({ lead_days: 30 })).toEqual([['2027-01-09', '2027-02-08']])
    expect(days({ lead_days: 200 })).toEqual([['2026-11-28', '2027-02-08']])
  })

  it('the lead is of the first period only', () => {
    expect(days({ end: '2029-02-08', lead_days: 30 })).toEqual([['2027-01-09', '2027-02-08']])
    expect(propose({ ...yearly({ end: '2029-02-08', lead_days: 30 }), through: '2028-12-31' } as PreviewInput).documents.at(-1)?.day).toBe(
      '2028-02-08',
    )
  })
})
