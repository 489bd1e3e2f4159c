import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { norm, stemsOf } from './alignment/text.ts'
import { masking } from './masking.ts'
import { ownersIn } from './owners.ts'

const mask = masking(
  new Map([
    ['Noa Peretz', 'NP'],
    ['Noa', 'N'],
    ['Zoë Åkesson-Lund', 'ZÅ'],
    ['Sales & Reach', 'SR'],
    ['X', 'X'],
  ]),
)
const words = (raw: string) =>
  mask(raw)
    .map(({ text }) => text)
    .join('')

describe('a name is found however it is written', () => {
  test.each([
    ['With Noa Peretz.', 'With NP.'],
    ['With Noa&nbsp;Peretz.', 'With NP.'],
    ['With Noa  Peretz.', 'With NP.'],
    ['With Noa&#32;Peretz.', 'With NP.'],
    ['With Noa **Peretz**.', 'With NP.'],
    ['With *No*a `Peretz`.', 'With NP.'],
    ['With No\u200Ba Pere\u00ADtz.', 'With NP.'],
    ['With N\u043Ea Peretz.', 'With NP.'],
    ['With ＮＯＡ peretz.', 'With NP.'],
    ['With Noa-Peretz.', 'With NP.'],
    ['With [Noa](https://x.test) Peretz.', 'With NP.'],
    ['Zoe\u0308 Akesson Lund goes', 'ZÅ goes'],
    ['Sales &amp; Reach sell', 'SR sell'],
    ['Noa alone, Noah not', 'N alone, Noah not'],
    ['X is any letter', 'X is any letter'],
  ])('%s', (raw, wanted) => expect(words(raw)).toBe(wanted))

  test.each([
    ['Write to sol@tidewater.example now', 'Write to … now'],
    ['Write to sol&#64;tidewater.example now', 'Write to … now'],
    ['Write to sol＠tidewater.example, please', 'Write to …, please'],
    ['Write to **sol**@tidewater.example now', 'Write to … now'],
    ['Noa Peretz@tidewater.example', '…'],
    ['Follow @tidewater', 'Follow @tidewater'],
    ['Now <!-- not this -->here <!-- nor this', 'Now here '],
  ])('an address goes, a comment too: %s', (raw, wanted) => expect(words(raw)).toBe(wanted))

  test('looks stay where they were', () => {
    expect(mask('A **bold Noa Peretz** *and*').map(({ text, bold, italic }) => [text, bold, italic])).toEqual([
      ['A ', false, false],
      ['bold NP', true, false],
      [' ', false, false],
      ['and', false, true],
    ])
    fc.assert(
      fc.property(fc.stringMatching(/^[bcd *_ö😀]{0,30}$/u), (raw) => {
        expect(words(raw).replace(/[*_]/g, '')).toBe(raw.replace(/[*_]/g, ''))
      }),
    )
  })
})

// with a time that grew with the square of the length these would not end within the test
test('a long line costs as much as its length, and no more', () => {
  const long = 'a'.repeat(60_000)
  expect(words(`![logo](data:${long}) ${long} ${long}@`).startsWith('logo a')).toBe(true)
  expect(words('Noa '.repeat(20_000)).length).toBe(40_000)
  const wide = `(owner${' '.repeat(40_000)}`
  expect(ownersIn(wide.repeat(3))).toEqual([])
  expect(stemsOf(wide.repeat(3), 'en')).toEqual(['owner'])
  expect(norm(long, 'en')).toEqual([long])
})

test('whoever answers for a line', () => {
  expect(ownersIn('Sell (DRI: Bo Li), row (owner Cy) and (ownership of it)')).toEqual(['Bo Li', 'Cy'])
})
