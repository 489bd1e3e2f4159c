import { expect, test } from 'vitest'
import { figureText, partsOf, saidText } from './said.ts'

const said = (text: string, places: Record<string, [string, string]> = {}) => ({
  text,
  with: Object.fromEntries(Object.entries(places).map(([name, [value, unit]]) => [name, { value, unit }])),
})

test.each([
  [
    said('{who} paid {amount}, {days} days early', { who: ['Lumen', 'name'], amount: ['24000.00', 'EUR'], days: ['6', 'word'] }),
    'Lumen paid €24,000, six days early',
  ],
  [
    said('{n} customers left, {amount} a year together', { n: ['3', 'word'], amount: ['-8990.40', 'USD'] }),
    'Three customers left, −$8,990.40 a year together',
  ],
  [said('{n} customers', { n: ['13', 'word'] }), '13 customers'],
  [said('{gap} below', { gap: ['0.03899594', 'points'] }), '3.9 points below'],
  [said('{gap} below', { gap: ['0.01', 'points'] }), '1 point below'],
  [said('{month} so far', { month: ['2026-11-29', 'month'] }), 'November so far'],
  [said('{seats} seats', { seats: ['1500', 'count'] }), '1,500 seats'],
  [said('a {strange} place'), 'a {strange} place'],
])('%j reads', (sentence, text) => {
  expect(saidText(sentence)).toBe(text)
})

test('on a board amounts are short, in a sentence they are whole', () => {
  const sentence = said('{old} over 30 days', { old: ['181648.70', 'USD'] })
  expect([saidText(sentence, true), saidText(sentence)]).toEqual(['$182K over 30 days', '$181,648.70 over 30 days'])
})

test('names and amounts are told apart from the words around them', () => {
  expect(partsOf(said('{who} left', { who: ['Fjord Rail', 'name'] }))).toEqual([{ text: 'Fjord Rail', unit: 'name' }, { text: ' left' }])
})

test.each([
  ['3095081.48', 'USD', '$3.10M'],
  ['0.7857', 'ratio', '78.6%'],
  ['85163', 'count', '85.2K'],
  ['1234', 'count', '1,234'],
  ['31.0', 'days', '31 days'],
  [null, 'USD', '–'],
])('%s %s is %s', (value, unit, text) => {
  expect(figureText(value, unit)).toBe(text)
})
