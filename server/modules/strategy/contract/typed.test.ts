import { expect, test } from 'vitest'
import { asTyped, textAsTyped } from './typed.ts'

test.each([
  ['Few\u2028references\u2029and\u0085few\vcalls\f', 'Few references and few calls '],
  ['A bell\u0007, a delete\u007f, an escape\u001b[31m', 'A bell, a delete, an escape[31m'],
  ['turned \u202eround\u202c and \u2066held\u2069', 'turned round and held'],
  ['tabs\tand\r\nbreaks\nstay, as do ä, 語, ‘ and \u200d', 'tabs\tand\r\nbreaks\nstay, as do ä, 語, ‘ and \u200d'],
])('%j is written %j', (typed, written) => {
  expect(asTyped(typed)).toBe(written)
  expect(textAsTyped(typed, '')).toBe(written)
})

test('a line that came so stays byte for byte, and another one is written plainly', () => {
  const came = 'Vision\r\n- A\u2028B\r\n\r\nMethods\n1. C\u0007\n'
  expect(textAsTyped(came, came)).toBe(came)
  expect(textAsTyped(came.replace('1. C', '1. D'), came)).toBe(came.replace('1. C\u0007', '1. D'))
  expect(textAsTyped(`${came}- E\u2029F\n`, came)).toBe(`${came}- E F\n`)
})
