import { expect, test } from 'vitest'
import { type Closing, settlementsFrom } from './settled.ts'

const closing = (change: Partial<Closing>): Closing => ({
  day: '2026-06-15',
  source: 'card',
  number: 'P-000001',
  brand: null,
  last4: null,
  ...change,
})

test.each<[string, Partial<Closing>, object[]]>([
  ['a known card', { brand: 'visa', last4: '4242' }, [{ by: 'Visa …4242', day: '2026-06-15', credit: false }]],
  ['a card of which nothing is left', {}, [{ by: 'card', day: '2026-06-15', credit: false }]],
  ['half of what is needed to name it', { brand: 'visa' }, [{ by: 'card', day: '2026-06-15', credit: false }]],
  ['a transfer', { source: 'transfer' }, [{ by: 'bank transfer', day: '2026-06-15', credit: false }]],
  ['a credit note', { source: 'credit_note', number: 'DE-CN-1' }, [{ by: 'credit note DE-CN-1', day: '2026-06-15', credit: true }]],
  ['a difference that was written off', { source: 'write_off' }, []],
])('by %s', (_what, change, said) => {
  expect(settlementsFrom([closing(change)])).toEqual(said)
})

test('several sums of one kind on one day are said once, on two days twice', () => {
  const sums = [closing({}), closing({ number: 'P-000002' }), closing({ day: '2026-06-16' })]
  expect(settlementsFrom(sums).map(({ day }) => day)).toEqual(['2026-06-15', '2026-06-16'])
})
