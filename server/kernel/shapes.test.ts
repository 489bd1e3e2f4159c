import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import {
  currencyShape,
  dateShape,
  dayShape,
  decimalShape,
  foldName,
  idShape,
  instantShape,
  isDay,
  minorShape,
  nameShape,
  versionShape,
} from './shapes.ts'

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

test.each([
  ['Kestrel\tSoftware\nGmbH', 'Kestrel Software GmbH'],
  ['  Kestrel \r\n  GmbH ', 'Kestrel GmbH'],
  ['Kestrel\u00a0GmbH', 'Kestrel GmbH'],
  ['東京\u3000ソフトウェア', '東京 ソフトウェア'],
  ['Kestrel\u2028GmbH', 'Kestrel GmbH'],
  ['Kestrel\u0085GmbH', 'Kestrel GmbH'],
  ['Kes\u0000trel\u0007', 'Kestrel'],
  ['\u202eHbmG lertseK\u202c', 'HbmG lertseK'],
  ['Kes\u200btrel\ufeff', 'Kestrel'],
  ['Kestrel\ud800', 'Kestrel'],
  ['Mu\u0308ller', 'Müller'],
  ['می\u200cخواهم', 'می\u200cخواهم'],
  ['👩‍💻 Labs', '👩‍💻 Labs'],
  ['\u200e \u200f', ''],
])('the name %j is kept as %j', (given, kept) => expect(foldName(given)).toBe(kept))

test('a name is one line, folded once for all, and keeps its words apart', () => {
  const sign = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 3 }),
    fc.constantFrom('\t', '\n', '\r\n', '\u0085', '\u2028', '\u3000', '\u202e', '\u200b', 'a', 'É', 'e\u0301', ' ', '\ud800', '\ufeff'),
  )
  const text = fc.array(sign, { maxLength: 20 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, (given) => {
      const kept = foldName(given)
      expect(foldName(kept)).toBe(kept)
      expect(kept).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e]|^\s|\s$|\s\s/u)
    }),
  )
  fc.assert(
    fc.property(fc.constantFrom('\t', '\n', '\v', '\f', '\r', '\r\n', '\u0085', '\u2028', '\u2029', '\u00a0', '\u3000'), (between) => {
      expect(foldName(`Acme${between}GmbH`)).toBe('Acme GmbH')
    }),
  )
})

test('a name of nothing that shows is no name', () => {
  expect(takes(nameShape.min(1).max(200), '\u200e\t')).toBe(false)
  expect(nameShape.min(1).max(200).parse(' Acme\nLtd ')).toBe('Acme Ltd')
})
