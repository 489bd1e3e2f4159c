import { describe, expect, it } from 'vitest'
import { propose } from './propose.ts'
import { requireSize } from './resolve.ts'
import type { Change, Item, PreviewInput } from './shapes.ts'

/** Every refusal of the engine, with the code that the caller sees. */

function preview(
  more: { item?: Partial<Item>; changes?: Change[]; contract?: Partial<PreviewInput['contract']>; input?: Partial<PreviewInput> } = {},
) {
  const item: Item = { id: 'seats', product: 'enterprise', quantity: '10', unit_price: '100.00', per: 'year', ...more.item }
  return () =>
    propose({
      as_of: '2026-06-01',
      contract: { currency: 'EUR', start: '2026-01-01', end: '2027-01-01', items: [item], changes: more.changes ?? [], ...more.contract },
      ...more.input,
    })
}

const seats: Item = { id: 'seats', product: 'enterprise', quantity: '10', unit_price: '100.00', per: 'year' }
const refused = (code: string) => expect.objectContaining({ code })
const first = preview()().documents

describe('the engine refuses', () => {
  it.each<[string, () => unknown]>([
    ['contract.dates_reversed', preview({ contract: { end: '2025-12-31' } })],
    // [start, end) holds no day
    ['contract.dates_reversed', preview({ contract: { end: '2026-01-01' } })],
    ['discount.invalid', preview({ input: { discounts: [{ id: 'both', percent: '10', amount_minor: 100 }] } })],
    ['discount.invalid', preview({ input: { discounts: [{ id: 'none' }] } })],
    ['discount.invalid', preview({ input: { discounts: [{ id: 'below', amount_minor: -1 }] } })],
    [
      'contract.dates_reversed',
      preview({ changes: [{ kind: 'renew', effective: '2027-01-01', recorded: '2026-05-01', end: '2026-12-01' }] }),
    ],
    ['amendment.unknown_item', preview({ changes: [{ kind: 'seats', item: 'other', add: '1', effective: '2026-02-01' }] })],
    ['amendment.outside_term', preview({ changes: [{ kind: 'seats', item: 'seats', add: '1', effective: '2025-02-01' }] })],
    [
      'amendment.outside_term',
      preview({ changes: [{ kind: 'seats', item: 'seats', add: '1', effective: '2027-02-01', recorded: '2026-02-01' }] }),
    ],
    [
      'amendment.outside_term',
      preview({ changes: [{ kind: 'renew', effective: '2026-12-01', recorded: '2026-05-01', end: '2028-01-01' }] }),
    ],
    ['seats.below_zero', preview({ changes: [{ kind: 'seats', item: 'seats', add: '-11', effective: '2026-02-01' }] })],
    ['pause.not_active', preview({ changes: [{ kind: 'resume', item: 'seats', effective: '2026-02-01' }] })],
    [
      'pause.not_active',
      preview({
        changes: [
          { kind: 'pause', effective: '2026-02-01' },
          { kind: 'pause', effective: '2026-03-01' },
        ],
      }),
    ],
    ['anchor.invalid', preview({ changes: [{ kind: 'anchor', item: 'seats', day: 32, effective: '2026-02-01' }] })],
    ['anchor.invalid', preview({ contract: { anchor: { day: 0 } } })],
    ['price.per_mismatch', preview({ item: { cadence: 'week' } })],
    ['price.negative', preview({ item: { unit_price: '-1.00' } })],
    ['quantity.invalid', preview({ item: { quantity: '1.1234567' } })],
    ['quantity.invalid', preview({ item: { quantity: '-1' } })],
    ['price.invalid', preview({ item: { unit_price: '1'.repeat(27) } })],
    ['interval.unknown', preview({ item: { cadence: 'fortnight' as never } })],
    ['interval.unknown', preview({ item: { per: { months: 0 } } })],
    ['item.twice', preview({ contract: { items: ['1', '2'].map((quantity) => ({ ...seats, quantity })) } })],
    ['conventions.lead_days', preview({ contract: { conventions: { lead_days: 121 } } })],
    ['currency.unknown', preview({ contract: { currency: 'XXQ' } })],
    ['money.too_large', preview({ item: { quantity: '999999999999', unit_price: '999999999999' } })],
    [
      'true_up.not_on_boundary',
      preview({ changes: [{ kind: 'seats', item: 'seats', add: '1', effective: '2026-02-11', proration: 'months' }] }),
    ],
    ['tax.rate_invalid', preview({ item: { taxes: [{ code: 'VAT', category: 'S', rate: '101', jurisdiction: 'DE' }] } })],
    ['preview.too_large', preview({ input: { through: '2037-01-01' } })],
    ['preview.too_large', preview({ changes: Array.from({ length: 501 }, () => ({ kind: 'pause' as const, effective: '2026-02-01' })) })],
    ['billed.reference_missing', preview({ input: { credits: [{ document: '#0', line: 'nothing', net_minor: 1, reason: 'x' }] } })],
    [
      'credit.too_large',
      preview({
        input: { billed: first, credits: [{ document: '#0', line: first[0]?.lines[0]?.key ?? '', net_minor: 100_001, reason: 'x' }] },
      }),
    ],
  ])('%s', (code, ask) => {
    expect(ask).toThrowError(refused(code))
  })

  it('and takes discounts that say one thing, of nothing or more', () => {
    const net = (discount: object) => preview({ input: { discounts: [{ id: 'one', ...discount }] } })().documents[0]?.lines[0]?.net_minor
    expect([net({ percent: '10' }), net({ amount_minor: 100 }), net({ amount_minor: 0 })]).toEqual([90_000, 99_900, 100_000])
  })

  it('more than five hundred changes, and not five hundred', () => {
    const changes = (count: number) =>
      Array.from({ length: count }, (): Change => ({ kind: 'seats', item: 'seats', add: '1', effective: '2026-02-01' }))
    const sized = (count: number) => () =>
      requireSize({ as_of: '2026-06-01', contract: { currency: 'EUR', start: '2026-01-01', items: [seats], changes: changes(count) } })
    expect(sized(500)).not.toThrow()
    expect(sized(501)).toThrowError(refused('preview.too_large'))
  })

  it('credits of a line that is not billed, or of more than it charged', () => {
    const line = first[0]?.lines[0]
    if (!line) throw new Error('the first term is billed')
    const note = (ref: string, net: number) => [
      ...first,
      {
        kind: 'credit_note' as const,
        of: '#0',
        day: '2026-02-01',
        lines: [{ ...line, key: 'x', ref, kind: 'credit' as const, net_minor: net }],
      },
    ]
    expect(preview({ input: { billed: note('missing', -1) } })).toThrowError(refused('billed.reference_missing'))
    expect(preview({ input: { billed: note(line.key, -100_001) } })).toThrowError(refused('billed.over_credited'))
  })
})
