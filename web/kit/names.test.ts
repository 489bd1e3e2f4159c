import { expect, test } from 'vitest'
import { firstName, initialsOf, tintOf } from './names.ts'

test('initials are two letters of a name', () => {
  expect(['Maple Bank', 'Summit', 'Ilse Brandt', 'A. Müller & Co', 'ÉCLAIR sa', '株式会社', ''].map(initialsOf)).toEqual([
    'MB',
    'SU',
    'IB',
    'AM',
    'ÉS',
    '株式',
    '?',
  ])
})

test('a name keeps its paper, and all five are used', () => {
  expect(tintOf('Maple Bank')).toBe(tintOf('Maple Bank'))
  expect(new Set(Array.from({ length: 60 }, (_, at) => tintOf(`Customer ${at}`))).size).toBe(5)
  expect(firstName('Cato Lindholm')).toBe('Cato')
})
