import { expect, test } from 'vitest'
import { expiryText, grouped, problemsOf } from './card-rules.ts'

const now = new Date('2026-11-24')
const good = { number: '4242 4242 4242 4242', expiry: '12 / 30', cvc: '123' }

test('a whole card has no problems', () => {
  expect(problemsOf(good, now)).toEqual({})
})

test('a mistyped digit, a past month and a short code are named', () => {
  expect(problemsOf({ ...good, number: '4242 4242 4242 4241' }, now)).toHaveProperty('number')
  expect(problemsOf({ ...good, expiry: '10 / 26' }, now)).toEqual({ expiry: 'This card has expired.' })
  expect(problemsOf({ ...good, expiry: '13 / 30' }, now)).toHaveProperty('expiry')
  expect(problemsOf({ ...good, cvc: '12' }, now)).toHaveProperty('cvc')
})

test('a card pays until the end of its month', () => {
  expect(problemsOf({ ...good, expiry: '11 / 26' }, now)).toEqual({})
})

test('digits group as one types, and deleting works across the slash', () => {
  expect(grouped('42424')).toBe('4242 4')
  expect(expiryText('12', '1')).toBe('12 / ')
  expect(expiryText('12 /', '12 / ')).toBe('12')
})
