import { expect, test } from 'vitest'
import { plannedFor } from './planned.ts'

test.each([
  ['half of the way up', '4000000', '6000000', '0.5000', '5000000'],
  ['ARR after 181 of 365 days', '4000000.00', '6000000.00', '0.4959', '4991800'],
  ['down', '12.0', '5.0', '0.5000', '8.5'],
  ['through nought', '-2', '2', '0.2500', '-1'],
  ['nothing of it yet', '0.05', '0.25', '0.0000', '0.05'],
])('what is promised for a day: %s', (_name, baseline, target, expected, planned) => {
  expect(plannedFor(baseline, target, expected)).toBe(planned)
})
