import { describe, expect, test } from 'vitest'
import { readRule } from './dates.ts'
import { fitReason } from './reason.ts'
import { rhythmOf } from './rhythm.ts'
import { templates } from './templates.ts'

describe('what is shipped', () => {
  test.each(templates.map((one) => [one.key, one] as const))('%s', (_key, one) => {
    expect(rhythmOf(readRule(one.rule))).not.toBe('')
    fitReason(one.minutes, one.reason_over_30)
    expect(
      one.template.reduce((sum, { minutes }) => sum + minutes, 0),
      'its parts take its time',
    ).toBe(one.minutes)
  })

  test('has the lengths that are known to work', () => {
    expect(Object.fromEntries(templates.map(({ key, minutes }) => [key, minutes]))).toMatchObject({
      heads_up: 10,
      review: 30,
      tactical: 60,
      strategic: 180,
      business: 150,
      level_10: 90,
    })
    expect(templates.find(({ key }) => key === 'level_10')?.template.map(({ minutes }) => minutes)).toEqual([5, 5, 5, 5, 5, 60, 5])
  })
})

test.each([
  ['FREQ=DAILY', 'Every day'],
  ['FREQ=WEEKLY;BYDAY=MO', 'Every Monday'],
  ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'Every weekday'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TH', 'Thursday of every 2 weeks'],
  ['FREQ=MONTHLY;BYDAY=2TU', 'Second Tuesday of each month'],
  ['FREQ=MONTHLY;BYDAY=-1FR', 'Last Friday of each month'],
  ['FREQ=MONTHLY;BYMONTHDAY=15', 'Day 15 of each month'],
  ['FREQ=YEARLY;BYMONTH=2,5,8,11;BYDAY=3TH', 'Third Thursday in February, May, August and November'],
  ['FREQ=YEARLY;BYMONTH=2,5,8,11;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=5', 'Fifth working day in February, May, August and November'],
  ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 'Last working day of each month'],
  ['FREQ=WEEKLY;BYDAY=MO\nEXDATE:20260601', 'Every Monday, with exceptions'],
])('%s is said as %s', (rule, said) => {
  expect(rhythmOf(readRule(rule))).toBe(said)
})
