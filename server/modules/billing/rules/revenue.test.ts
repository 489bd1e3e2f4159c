import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { propose } from './engine/propose.ts'
import { allocatedBySsp, caughtUp, monthlyAmounts, recognisedTo, remainingSchedule, splitByProgress, splitByPosted } from './revenue.ts'

const added = { from: '2026-07-01', to: '2027-02-10', total: 77326n }

describe('773.26 for 224 days', () => {
  it('is earned by the day, a month at a time', () => {
    expect(monthlyAmounts(added)).toEqual([
      { month: '2026-07', amount: 10701n },
      { month: '2026-08', amount: 10702n },
      { month: '2026-09', amount: 10356n },
      { month: '2026-10', amount: 10701n },
      { month: '2026-11', amount: 10356n },
      { month: '2026-12', amount: 10702n },
      { month: '2027-01', amount: 10701n },
      { month: '2027-02', amount: 3107n },
    ])
  })

  it('splits goodwill of 100.00 on 1 October by progress, and October earns 93.17', () => {
    expect(recognisedTo(added, '2026-10-01')).toBe(31759n)
    const { earned, unearned } = splitByProgress(10000n, added, '2026-10-01')
    expect([earned, unearned]).toEqual([4107n, 5893n])
    expect(monthlyAmounts(remainingSchedule(added, '2026-10-01', unearned))[0]).toEqual({ month: '2026-10', amount: 9317n })
  })

  it('shows the same in a preview: postings and the change of each month', () => {
    const contract = { currency: 'EUR', start: '2026-07-01', end: '2027-02-10', items: [] }
    const taxes = [{ code: 'VAT', category: 'S' as const, rate: '19', jurisdiction: 'DE' }]
    const key = 'seats|2026-02-10|2026-07-01|2027-02-10|enterprise@84.00/year|+1'
    const line = {
      key,
      item: 'seats',
      kind: 'charge' as const,
      product: 'enterprise',
      from: '2026-07-01',
      to: '2027-02-10',
      period: { from: '2026-02-10', to: '2027-02-10' },
      quantity: '15',
      unit_price: '84.00',
      per: 'year' as const,
      net_minor: 77326,
      taxes,
    }
    const output = propose({
      as_of: '2026-10-01',
      include: ['postings', 'revenue'],
      contract,
      billed: [{ number: 'INV-1', kind: 'invoice', day: '2026-07-01', lines: [line] }],
      credits: [{ document: 'INV-1', line: key, net_minor: 10000, reason: 'outage' }],
    })
    expect(output.postings?.map(({ account, amount_minor }) => [account, amount_minor])).toEqual([
      ['2100', 5893],
      ['4900', 4107],
      ['2000', 1900],
      ['1100', -11900],
    ])
    expect(output.revenue?.[0]?.months[0]).toEqual({ month: '2026-10', amount_minor: -4107 + 9317 - 10701 })
  })
})

it('a credit takes from income only what has been posted there; the rest is still deferred', () => {
  expect(splitByPosted({ earned: 36_901n, unearned: 1_000n }, 0n)).toEqual({ earned: 0n, unearned: 37_901n })
  expect(splitByPosted({ earned: 36_901n, unearned: 1_000n }, 20_000n)).toEqual({ earned: 20_000n, unearned: 17_901n })
  expect(splitByPosted({ earned: 36_901n, unearned: 1_000n }, 50_000n)).toEqual({ earned: 36_901n, unearned: 1_000n })
})

it('splits a bundle of 10,000.00 by stand-alone prices', () => {
  expect(allocatedBySsp(1_000_000n, [960_000n, 150_000n, 90_000n])).toEqual([800_000n, 125_000n, 75_000n])
})

it('catches up what is known late in the month of the invoice', () => {
  const months = monthlyAmounts({ from: '2026-01-01', to: '2026-05-01', total: 12000n })
  expect(caughtUp(months, '2026-03-08').map(({ month }) => month)).toEqual(['2026-03', '2026-04'])
  expect(caughtUp(months, '2026-09-08')).toEqual([{ month: '2026-09', amount: 12000n }])
  // what is caught up is added to what its month earns anyway
  const total = (some: readonly { amount: bigint }[]) => some.reduce((sum, { amount }) => sum + amount, 0n)
  expect(total(caughtUp(months, '2026-03-08'))).toBe(total(months))
})

it('earns exactly the total in the end', () => {
  const span = fc.tuple(
    fc.integer({ min: 0, max: 2000 }),
    fc.integer({ min: 1, max: 1500 }),
    fc.bigInt({ min: -9_999_999n, max: 9_999_999n }),
  )
  const day = (number: number) => new Date(Date.UTC(2024, 0, 1 + number)).toISOString().slice(0, 10)
  fc.assert(
    fc.property(span, ([from, days, total]) => {
      const months = monthlyAmounts({ from: day(from), to: day(from + days), total })
      expect(months.reduce((sum, { amount }) => sum + amount, 0n)).toBe(total)
    }),
  )
})
