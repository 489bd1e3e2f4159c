import { expect, test } from 'vitest'
import { zonedText } from './days.ts'

test.each([
  ['2026-12-01T09:25:00Z', 'America/New_York', /Dec 1, 2026, 4:25\sAM \(America\/New_York\)/],
  ['2026-12-01T23:30:00Z', 'Asia/Tokyo', /Dec 2, 2026, 8:30\sAM \(Asia\/Tokyo\)/],
  ['someday', 'UTC', /^someday$/],
])('%s is shown as the clocks of %s do', (instant, zone, shown) => {
  expect(zonedText(instant, zone)).toMatch(shown)
})
