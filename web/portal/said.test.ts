import { expect, test } from 'vitest'
import { seatsText } from './said.ts'

test('one seat is no seats', () => {
  expect([seatsText(1), seatsText('25'), seatsText(1200)]).toEqual(['1 seat', '25 seats', '1,200 seats'])
})
