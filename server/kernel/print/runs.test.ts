import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hanOf, printable, runsOf, undrawn } from './runs.ts'
import { undrawable } from './text.ts'
import { draws } from './fonts.ts'

const covers = (face: Parameters<typeof draws>[0], point: number) => draws(face, 'regular', point)
const drawn = (text: string) => runsOf(printable(text, covers), covers)

test('every script has its font, and a run for each', () => {
  expect(drawn('ACME 東京 한국').map((run) => run.face)).toEqual(['text', 'jp', 'kr'])
  expect(drawn('Ελληνική Τεχνολογία Α.Ε.')).toEqual([{ text: 'Ελληνική Τεχνολογία Α.Ε.', face: 'greek' }])
  expect(drawn('บริษัท').map((run) => run.face)).toEqual(['thai'])
})

test('Han characters are those of the buyer’s country', () => {
  expect(runsOf('骨', covers, hanOf('CN'))).toEqual([{ text: '骨', face: 'sc' }])
  expect(runsOf('骨', covers, hanOf('HK'))).toEqual([{ text: '骨', face: 'tc' }])
  expect(runsOf('骨', covers, hanOf('DE'))).toEqual([{ text: '骨', face: 'jp' }])
  // a simplified character that Japan does not have is still drawn
  expect(runsOf('们', covers, hanOf('JP'))).toEqual([{ text: '们', face: 'sc' }])
})

test('right to left: runs are turned round, numbers stay, brackets face the other way', () => {
  expect(drawn('חברה (2020) אב').map((run) => run.text)).toEqual(['אב', ' (', '2020', 'חברה )'])
  // within left to right text the name alone is turned
  expect(drawn('ACME שלום GmbH').map((run) => run.text)).toEqual(['ACME ', 'שלום', ' ', 'GmbH'])
})

test('Persian digits run from left to right though the layout takes them for letters', () => {
  expect(drawn('تهران ۱۲۳')[0]).toEqual({ text: '۳۲۱', face: 'arabic' })
})

test('Thai SARA AM is split around its tone mark', () => {
  expect(printable('น้ำ', covers)).toBe('น\u0e4d้\u0e32')
})

test('a character without a font is drawn in its plain form, or named', () => {
  expect(printable('𝐁𝐨𝐥𝐝', covers)).toBe('Bold')
  expect(undrawable('Müller & Söhne – Łódź € 東京 שלום')).toEqual([])
  expect(undrawable('Հայ 🦄 x🦄')).toEqual(['Հ', 'ա', 'յ', '🦄'])
})

test('direction marks are dropped: they could show another name than is stored', () => {
  expect(printable('A\u202egnp.exe\u2066', covers)).toBe('Agnp.exe')
  // names from before they were folded: what stood between two words still does
  expect(printable('Acme\tGmbH\u2028& Co\r\nKG\u0085Ltd', covers)).toBe('Acme GmbH & Co\nKG Ltd')
})

test('laws: no character is lost or made up, and printing twice is printing once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (given) => {
      const text = printable(given, covers).replaceAll('\n', ' ')
      const count = (parts: string[]) => [...parts.join('')].length
      expect(count(runsOf(text, covers).map((run) => run.text))).toBe(count([text]))
      expect(printable(text, covers)).toBe(text)
      for (const sign of undrawn(given, covers)) expect(text).toContain(sign)
    }),
    { numRuns: 300 },
  )
})
