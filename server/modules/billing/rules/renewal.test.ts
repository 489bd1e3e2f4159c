import { describe, expect, it } from 'vitest'
import { propose } from './engine/propose.ts'
import type { Change } from './engine/shapes.ts'
import { dueSteps, renewalOf, renewalTerm, shippedRenewal, upliftedPrice } from './renewal.ts'

const refused = (code: string) => expect.objectContaining({ code })
const term = { start: '2026-02-10', end: '2027-02-10', months: 12 }

describe('a contract that ends on 2027-02-10', () => {
  it('has its steps counted from the end', () => {
    expect(renewalOf({ ...term, day: '2027-01-01' }).steps).toEqual([
      { day: '2026-11-12', do: 'quote' },
      { day: '2026-12-12', do: 'auto_renew_notice' },
      { day: '2027-02-10', do: 'renew_or_grace' },
      { day: '2027-02-25', do: 'grace_ends' },
      { day: '2027-03-12', do: 'lapsed' },
    ])
  })

  it('renews from its end, never from the payment day', () => {
    for (const day of ['2026-10-13', '2027-02-10', '2027-02-24', '2027-03-30'])
      expect(renewalTerm({ ...term, day })).toEqual({ start: '2027-02-10', end: '2028-02-10' })
    const policy = { ...shippedRenewal, late_start: 'today' as const }
    expect(renewalTerm({ ...term, day: '2027-02-24', policy }).start).toBe('2027-02-10')
    expect(renewalTerm({ ...term, day: '2027-03-30', policy })).toEqual({ start: '2027-03-30', end: '2028-03-30' })
  })

  it('is too early before day −120', () => {
    expect(() => renewalTerm({ ...term, day: '2026-10-12' })).toThrowError(refused('renewal.too_early'))
  })

  it('is active, then in grace, then lapsed', () => {
    const state = (day: string) => renewalOf({ ...term, day }).state
    expect([state('2027-02-09'), state('2027-02-10'), state('2027-02-24'), state('2027-02-25')]).toEqual([
      'active',
      'in_grace',
      'in_grace',
      'lapsed',
    ])
  })

  it('runs only the latest due step after an outage', () => {
    expect(dueSteps('C-000123', '2027-02-10', '2026-12-20', new Set())).toEqual([
      { key: 'renewal:C-000123:2027-02-10:quote', do: 'quote', as: 'skipped_late' },
      { key: 'renewal:C-000123:2027-02-10:auto_renew_notice', do: 'auto_renew_notice', as: 'run' },
    ])
    expect(dueSteps('C-000123', '2027-02-10', '2026-12-20', new Set(['renewal:C-000123:2027-02-10:auto_renew_notice']))).toHaveLength(1)
  })
})

it('brings 29 February back', () => {
  expect(renewalTerm({ start: '2028-02-29', end: '2031-02-28', months: 12, day: '2031-01-01' })).toEqual({
    start: '2031-02-28',
    end: '2032-02-29',
  })
})

it('raises 7.35 by an index of 4.6 %, capped at 5 %, to 7.69', () => {
  expect(upliftedPrice('7.35', { cap: '5', index: '4.6' })).toBe('7.69')
  expect(upliftedPrice('100', { cap: '3', index: '8' })).toBe('103')
})

describe('a renewal in the engine', () => {
  const contract = {
    currency: 'EUR',
    start: '2026-02-10',
    end: '2027-02-10',
    items: [{ id: 'seats', product: 'enterprise', quantity: '80', unit_price: '84.00', per: 'year' as const }],
    changes: [
      { kind: 'seats' as const, item: 'seats', add: '15', effective: '2026-07-01' },
      { kind: 'seats' as const, item: 'seats', to: '90', effective: '2027-02-10', recorded: '2026-11-01' },
      {
        kind: 'renew' as const,
        effective: '2027-02-10',
        recorded: '2027-01-05',
        end: '2028-02-10',
        items: [{ id: 'seats', unit_price: '87.36' }],
      },
    ],
  }

  it('bills the next term at its price and for the seats that were scheduled', () => {
    const output = propose({ as_of: '2026-02-10', through: '2027-06-01', include: ['state'], contract })
    expect(output.documents.map(({ day, totals }) => [day, totals.net_minor])).toEqual([
      ['2026-02-10', 672000],
      ['2026-07-01', 77326],
      ['2027-02-10', 786240],
    ])
    expect(output.next).toEqual({ day: '2028-02-10', reason: 'end' })
    expect(propose({ as_of: '2027-03-01', include: ['state'], contract }).state?.term).toEqual({
      n: 2,
      start: '2027-02-10',
      end: '2028-02-10',
    })
  })

  it('begins late where it says so: nothing between the terms, a whole year from its own day, and the next one follows it', () => {
    const [added, , renewal] = contract.changes
    const late = {
      ...renewal,
      kind: 'renew' as const,
      effective: '2027-02-10',
      start: '2027-03-03',
      recorded: '2027-03-03',
      end: '2028-03-03',
    }
    const again = { kind: 'renew' as const, effective: '2028-03-03', recorded: '2028-02-20', end: '2029-03-03' }
    const changes = [added, late, again] as Change[]
    const output = propose({ as_of: '2026-02-10', through: '2028-06-01', include: ['state'], contract: { ...contract, changes } })
    expect(output.documents.slice(2).map(({ lines }) => lines.map((line) => [line.from, line.to, line.net_minor]))).toEqual([
      [['2027-03-03', '2028-03-03', 829_920]],
      [['2028-03-03', '2029-03-03', 829_920]],
    ])
    const on = (day: string) =>
      propose({ as_of: day, include: ['state'], contract: { ...contract, changes: [added, late] as Change[] } }).state
    expect(on('2027-03-03')?.term).toEqual({ n: 2, start: '2027-03-03', end: '2028-03-03' })
    expect(on('2027-03-03')?.items).toMatchObject([{ from: '2027-03-03', to: '2028-03-03', quantity: '95' }])
    const early = { ...late, recorded: '2027-02-11' }
    const gap = propose({ as_of: '2027-02-15', include: ['state'], contract: { ...contract, changes: [added, early] as Change[] } })
    expect(gap.state?.items).toEqual([])
  })

  it.each([
    ['2027-02-09', '2028-02-10'],
    ['2027-03-03', '2027-03-03'],
  ])('cannot begin before the old end, nor end with its start (%s to %s)', (start, end) => {
    const changes = [{ kind: 'renew' as const, effective: '2027-02-10', start, end }]
    expect(() => propose({ as_of: '2027-03-03', contract: { ...contract, changes } })).toThrowError(refused('contract.dates_reversed'))
  })

  it('bills it ahead by the lead days, once', () => {
    const ahead = { ...contract, conventions: { lead_days: 30 } }
    const output = propose({ as_of: '2026-02-10', through: '2027-06-01', contract: ahead })
    expect(output.documents.map(({ day }) => day)).toEqual(['2026-02-10', '2026-07-01', '2027-01-11'])
  })
})

it('an uplift outside 0 to 100 percent is refused', () => {
  for (const uplift of [
    { cap: '101', index: '4.6' },
    { cap: '5', index: '-1' },
  ]) {
    expect(() => upliftedPrice('7.35', uplift)).toThrowError(expect.objectContaining({ code: 'uplift.invalid' }))
  }
})
