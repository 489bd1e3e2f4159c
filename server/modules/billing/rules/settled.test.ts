import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Closing, paidByText, settlementsFrom } from './settled.ts'

const closing = (change: Partial<Closing>): Closing => ({
  day: '2026-06-15',
  source: 'card',
  number: 'P-000001',
  brand: null,
  last4: null,
  amount_minor: 100n,
  ...change,
})

test.each<[string, Partial<Closing>, object[]]>([
  ['a known card', { brand: 'visa', last4: '4242' }, [{ by: 'Visa …4242', day: '2026-06-15', credit: false, minor: 100n }]],
  ['a card of which nothing is left', {}, [{ by: 'card', day: '2026-06-15', credit: false, minor: 100n }]],
  ['half of what is needed to name it', { brand: 'visa' }, [{ by: 'card', day: '2026-06-15', credit: false, minor: 100n }]],
  ['a transfer', { source: 'transfer' }, [{ by: 'bank transfer', day: '2026-06-15', credit: false, minor: 100n }]],
  [
    'a credit note',
    { source: 'credit_note', number: 'DE-CN-1' },
    [{ by: 'credit note DE-CN-1', day: '2026-06-15', credit: true, minor: 100n }],
  ],
  ['a difference that was written off', { source: 'write_off' }, []],
])('by %s', (_what, change, said) => {
  expect(settlementsFrom([closing(change)])).toEqual(said)
})

test('several sums of one kind on one day are said once, on two days twice', () => {
  const sums = [closing({}), closing({ number: 'P-000002' }), closing({ day: '2026-06-16' })]
  expect(settlementsFrom(sums).map(({ day, minor }) => [day, minor])).toEqual([
    ['2026-06-15', 200n],
    ['2026-06-16', 100n],
  ])
})

test('what is said adds up to what closed the document, but for written-off differences', () => {
  const sums = fc.record({
    source: fc.constantFrom<Closing['source']>('card', 'debit', 'transfer', 'balance', 'manual', 'write_off', 'credit_note'),
    day: fc.constantFrom('2026-06-15', '2026-06-16'),
    number: fc.constantFrom('P-1', 'CN-1'),
    amount_minor: fc.bigInt({ min: 1n, max: 10_000n }),
  })
  const total = (parts: readonly bigint[]) => parts.reduce((sum, part) => sum + part, 0n)
  fc.assert(
    fc.property(fc.array(sums), (all) => {
      const closings = all.map((one) => closing(one))
      const real = closings.filter((one) => one.source !== 'write_off').map((one) => one.amount_minor)
      expect(total(settlementsFrom(closings).map((one) => one.minor))).toBe(total(real))
    }),
  )
})

test('a list names each way of paying once, and no credit note', () => {
  const sums = [
    closing({ brand: 'visa', last4: '4242' }),
    closing({ source: 'transfer' }),
    closing({ source: 'transfer', day: '2026-06-20' }),
  ]
  expect(paidByText(settlementsFrom(sums))).toBe('Visa …4242, bank transfer')
  expect(paidByText(settlementsFrom([closing({ source: 'credit_note' })]))).toBeNull()
  expect(paidByText([])).toBeNull()
})
