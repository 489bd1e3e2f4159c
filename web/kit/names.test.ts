import { expect, test } from 'vitest'
import { firstName, initialsOf, tintOf } from './names.ts'

test('initials are two letters of a name', () => {
  expect(['Maple Bank', 'Summit', 'Ilse Brandt', 'A. Müller & Co', 'ÉCLAIR sa', '株式会社', ''].map((name) => initialsOf(name))).toEqual([
    'MB',
    'SU',
    'IB',
    'AM',
    'ÉC',
    '株式',
    '?',
  ])
})

test('what is no word of a name gives no letter', () => {
  expect(
    ['Self-Service Growth', 'Mercedes-Benz', 'Bank of Norway', 'Maple GmbH', 'Arbor Learning Sp. z o.o.', 'The Harbour'].map((name) =>
      initialsOf(name),
    ),
  ).toEqual(['SG', 'MB', 'BN', 'MA', 'AL', 'TH'])
})

test('a person is called by the first and the last name', () => {
  expect(['Ada Jane Smith', 'Ana de la Cruz', 'Jean-Pierre Martin', 'Ilse', 'Kai ßler'].map((name) => initialsOf(name, true))).toEqual([
    'AS',
    'AC',
    'JM',
    'IL',
    'Kß',
  ])
})

test('a name keeps its paper, and all five are used', () => {
  expect(tintOf('Maple Bank')).toBe(tintOf('Maple Bank'))
  expect(new Set(Array.from({ length: 60 }, (_, at) => tintOf(`Customer ${at}`))).size).toBe(5)
  expect(firstName('Cato Lindholm')).toBe('Cato')
})
