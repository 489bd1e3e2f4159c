import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { currencyShape, dateShape, dayShape, decimalShape, idShape, instantShape, isDay, minorShape, versionShape } from './shapes.ts'

const takes = (shape: { safeParse: (value: unknown) => { success: boolean } }, value: unknown) => shape.safeParse(value).success

test.each([
  '2026-02-30',
  '2025-02-29',
  '1900-02-29',
  '0000-00-00',
  '0001-01-01',
  '3000-01-01',
  '2026-13-01',
  '2026-1-1',
  '',
  ' 2026-01-01',
  20260101,
  null,
  true,
])('%j is no day', (value) => expect(takes(dayShape, value)).toBe(false))
test('a day is one that the calendar has', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1900, max: 2999 }),
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 32 }),
      (year, month, day) => {
        const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
        let real = true
        try {
          Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })
        } catch {
          real = false
        }
        expect(isDay(text)).toBe(real)
      },
    ),
  )
})

test.each([
  '2026-02-30T00:00:00Z',
  '2026-03-31',
  '2026-03-31T24:00:00Z',
  '2026-03-31T10:00:00',
  'yesterday',
  1764350000000,
  '0000-01-01T00:00:00Z',
])('%j is no instant', (value) => expect(takes(instantShape, value)).toBe(false))
test('an instant may become a date, and a date is never coerced from something else', () => {
  expect(dateShape.parse('2026-03-31T08:15:00Z')).toEqual(new Date('2026-03-31T08:15:00Z'))
  for (const value of [true, 0, null, [], '0']) expect(takes(dateShape, value)).toBe(false)
})

test.each([
  ['a whole amount', minorShape, [0, -1, 9007199254740991], ['1', true, [11], '0x0A', 1.5, 9007199254740992, null, Number.NaN]],
  ['a version', versionShape, [0, 3], [-1, '3', true]],
  ['a decimal', decimalShape, ['84.00', '-7.35', '0'], [84, '1e3', '84,00', '0x0A', '1.', '']],
  ['a currency', currencyShape, ['EUR', 'JPY'], ['XXX', 'eur', 'EURO', 978, 'ABC']],
  ['an id', idShape, ['018f2f5e-7c1a-7000-8000-000000000000'], ['018f2f5e', '', 7, 'zzzzzzzz-7c1a-7000-8000-000000000000']],
] as const)('%s is taken as it is meant, and never coerced', (_name, shape, good, bad) => {
  for (const value of good) expect(takes(shape, value)).toBe(true)
  for (const value of bad) expect(takes(shape, value)).toBe(false)
})
