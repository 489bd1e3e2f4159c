import { expect, test } from 'vitest'
import type { Column, Kind } from '../../../server/kernel/list/list.ts'
import { placesOf } from './phone.ts'
import { briefOf } from './values.ts'

const of = (kinds: Record<string, Kind>): Record<string, Column> =>
  Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, { title: name, kind }]))
const placed = (kinds: Record<string, Kind>) => placesOf(Object.keys(kinds), of(kinds))

test('a phone has the amount at the right, else the first count or day', () => {
  expect(
    placed({ customer: 'customer', product: 'text', seats: 'count', yearly: 'money', until: 'day', state: 'choice', number: 'text' }),
  ).toEqual({
    first: 'customer',
    amount: 'yearly',
    state: 'state',
    notes: ['product', 'seats', 'until', 'number'],
  })
  expect(placed({ text: 'text', number: 'text', dri: 'person', due: 'day', state: 'choice', origin: 'text' })).toEqual({
    first: 'text',
    amount: 'due',
    state: 'state',
    notes: ['dri', 'origin', 'number'],
  })
  expect(placed({ series: 'text', starts: 'instant', minutes: 'count' })).toMatchObject({ amount: 'starts', notes: ['minutes'] })
})

test('a second line says names, and nothing of what has none', () => {
  const column: Column = { title: 'Trend', kind: 'text' }
  expect(briefOf({ trend: [{ day: '2026-01-01', value: '3' }] }, 'trend', column)).toBe('')
  expect(briefOf({ trend: { state: 'fresh' } }, 'trend', column)).toBe('')
  expect(briefOf({ trend: [{ name: 'Ada' }, 'Bo'] }, 'trend', column)).toBe('Ada, Bo')
})
