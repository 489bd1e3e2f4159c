import { expect, test } from 'vitest'
import { amounts } from './amounts.ts'

test.each([
  ['run it in 18:26', []],
  ['spend $5m', ['5000000 $']],
  ['brake within 5m', ['5 m']],
  ['ship 5m boats', ['5000000']],
])('%s', (text, expected) => {
  expect(amounts(text).map(({ value, unit }) => (unit === null ? value : `${value} ${unit}`))).toEqual(expected)
})
