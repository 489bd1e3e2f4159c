import { expect, test } from 'vitest'
import { countOf, moneyText, percentText, placesOf, pointsText, titleOf } from './format.ts'

test('minor units follow their currency', () => {
  expect([placesOf('EUR'), placesOf('JPY'), placesOf('BHD')]).toEqual([2, 0, 3])
  // ISO 4217 as the server has it, where browsers round these to 0
  expect([placesOf('IQD'), placesOf('AFN'), placesOf('UYW'), placesOf('CLF')]).toEqual([3, 2, 4, 4])
  expect(moneyText(123456, 'IQD')).toContain('123.456')
  expect(moneyText(390000, 'EUR')).toContain('3,900.00')
  expect(moneyText(3900, 'JPY')).toContain('3,900')
  expect(moneyText(-1094400, 'USD')).toBe('−$10,944.00')
  expect(moneyText(201230000, 'USD', { short: true })).toBe('$2.01M')
})

test('a list has cents only where there are any', () => {
  expect(moneyText(1701000, 'USD', { tidy: true })).toBe('$17,010')
  expect(moneyText(28932, 'USD', { tidy: true })).toBe('$289.32')
})

test('shares, points, counts and names', () => {
  expect(percentText('0.19')).toBe('19%')
  expect([pointsText(0.042), pointsText(0.01), pointsText(0)]).toEqual(['+4.2 points', '+1 point', '0 points'])
  expect([countOf(1, 'invoice'), countOf(9, 'invoice'), countOf(0, 'day'), countOf(2, 'entry', 'entries')]).toEqual([
    '1 invoice',
    '9 invoices',
    '0 days',
    '2 entries',
  ])
  expect(titleOf('legal_name')).toBe('Legal name')
})
