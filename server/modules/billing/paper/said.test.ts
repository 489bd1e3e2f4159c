import fc from 'fast-check'
import { expect, test } from 'vitest'
import { samplePaper } from '../../../../test/cast/paper.ts'
import { boughtOn, paidWith } from './said.ts'

const [line] = samplePaper().lines
const lineOf = (change: object) => ({ ...line, ...change }) as NonNullable<typeof line>

test.each([
  ['seats', [lineOf({})], '25 seats of Harbor Enterprise'],
  ['one seat', [lineOf({ quantity: '1' })], '1 seat of Harbor Enterprise'],
  ['something that has no seats', [lineOf({ item: 'setup', description: 'Setup' })], 'Setup'],
  ['the largest of several', [lineOf({ net_minor: 1, description: 'Setup' }), lineOf({})], '25 seats of Harbor Enterprise and 1 more'],
  ['nothing', [], ''],
])('%s', (_what, lines, said) => {
  expect(boughtOn({ ...samplePaper(), lines }).what).toBe(said)
})

test('a credit note says what it credits', () => {
  expect(boughtOn(samplePaper({ kind: 'credit_note', of: 'INV-1' }))).toEqual({ what: 'Credit for INV-1', from: null, to: null })
  expect(boughtOn(samplePaper({ kind: 'credit_note', of: null })).what).toBe('Credit')
})

test('what was paid at issue is said by the document, the rest by what came later', () => {
  const later = [{ by: 'bank transfer', day: '2026-07-01', credit: false, minor: 1n }]
  expect(paidWith(samplePaper({ paid_by: 'Visa …4242' }), later)).toEqual({ paid_by: 'Visa …4242', paid_on: '2026-06-15' })
  expect(paidWith(samplePaper(), later)).toEqual({ paid_by: 'bank transfer', paid_on: '2026-07-01' })
  expect(paidWith(samplePaper(), [])).toEqual({ paid_by: null, paid_on: null })
})

test('a day of payment stands exactly where a way of paying does', () => {
  const part = fc.record({ by: fc.string({ minLength: 1 }), day: fc.constant('2026-07-01'), credit: fc.boolean(), minor: fc.bigInt() })
  fc.assert(
    fc.property(fc.array(part), (settled) => {
      const { paid_by, paid_on } = paidWith(samplePaper(), settled)
      expect(paid_by === null).toBe(paid_on === null)
    }),
  )
})
