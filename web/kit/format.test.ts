import { expect, test } from 'vitest'
import { agoText, dayText, moneyText, percentText, placesOf, titleOf } from './format.ts'

test('minor units follow their currency', () => {
  expect([placesOf('EUR'), placesOf('JPY'), placesOf('BHD')]).toEqual([2, 0, 3])
  // ISO 4217 as the server has it, where browsers round these to 0
  expect([placesOf('IQD'), placesOf('AFN'), placesOf('UYW'), placesOf('CLF')]).toEqual([3, 2, 4, 4])
  expect(moneyText(123456, 'IQD')).toContain('123.456')
  expect(moneyText(390000, 'EUR')).toContain('3,900.00')
  expect(moneyText(3900, 'JPY')).toContain('3,900')
  expect(moneyText(201230000, 'USD', { short: true })).toBe('$2.01M')
})

test('a day reads as it is written, whatever the zone of the reader', () => {
  expect(dayText('2026-01-01')).toContain('2026')
  expect(dayText('2026-01-01')).toContain('1')
  expect(dayText('not a day')).toBe('not a day')
})

test('shares, ages and names', () => {
  expect(percentText('0.19')).toBe('19%')
  expect(agoText('2026-11-24T10:00:00Z', new Date('2026-11-24T13:10:00Z'))).toBe('3 hours ago')
  expect(titleOf('legal_name')).toBe('Legal name')
})
