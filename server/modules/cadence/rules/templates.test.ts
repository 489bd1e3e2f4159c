import { describe, expect, test } from 'vitest'
import { occurrences } from '../../../kernel/calendar/recurrence.ts'
import { readRule } from './dates.ts'
import { fitReason } from './reason.ts'
import { rhythmOf } from './rhythm.ts'
import { templatesFor } from './templates.ts'

const templates = templatesFor('01-31')

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

describe('a company with another fiscal year', () => {
  const dates = (end: string, key: string, from: string, before: string) => {
    const one = templatesFor(end).find((template) => template.key === key)
    return occurrences(readRule(one?.rule ?? ''), { day: from, time: '09:00', zone: 'UTC' }, { before, limit: 40 }).map(({ day }) => day)
  }

  test.each([
    ['01-31', ['2026-02-06', '2026-05-07', '2026-08-07', '2026-11-06']],
    ['12-31', ['2026-01-07', '2026-04-07', '2026-07-07', '2026-10-07']],
    ['06-30', ['2026-01-07', '2026-04-07', '2026-07-07', '2026-10-07']],
    ['03-31', ['2026-01-07', '2026-04-07', '2026-07-07', '2026-10-07']],
    ['11-30', ['2026-03-06', '2026-06-05', '2026-09-07', '2026-12-07']],
  ])('that ends on %s reviews each quarter on its fifth working day', (end, days) => {
    expect(dates(end, 'quarterly', '2026-01-01', '2027-01-01')).toEqual(days)
  })

  test('plans through its own third and fourth quarter, and sees its board once in each', () => {
    const months = (days: readonly string[]) => [...new Set(days.map((day) => Number(day.slice(5, 7))))]
    expect(months(dates('12-31', 'planning', '2026-01-01', '2027-01-01'))).toEqual([7, 8, 9, 10, 11, 12])
    expect(months(dates('06-30', 'planning', '2026-01-01', '2026-07-01'))).toEqual([1, 2, 3, 4, 5, 6])
    expect(months(dates('01-31', 'planning', '2026-02-01', '2027-02-01'))).toEqual([8, 9, 10, 11, 12, 1])
    expect(months(dates('12-31', 'board', '2026-01-01', '2027-01-01'))).toEqual([1, 4, 7, 10])
    expect(
      templatesFor('12-31')
        .filter(({ countdown }) => countdown)
        .map(({ key }) => key),
    ).toEqual(['planning'])
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
  [
    'FREQ=YEARLY;BYMONTH=2,5,8,11;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=5',
    'Fifth working day of February, May, August and November together, each year',
  ],
  ['FREQ=YEARLY;INTERVAL=2;BYMONTH=2,5;BYDAY=FR;BYSETPOS=-1', 'Last Friday of February and May together, every 2 years'],
  ['FREQ=YEARLY;BYMONTH=2,5;BYSETPOS=1', 'First date of February and May together, each year'],
  ['FREQ=YEARLY;BYMONTH=2;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=5', 'Fifth working day in February'],
  ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 'Last working day of each month'],
  ['FREQ=MONTHLY;BYMONTH=2,5,8,11;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=5', 'Fifth working day of February, May, August and November'],
  ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO', 'Monday in week 20 of each year'],
  ['FREQ=YEARLY;BYWEEKNO=20,-1', 'Weeks 20 and 1 from the end of each year'],
  ['FREQ=YEARLY;BYYEARDAY=100,-1', 'Day 100 of the year and day 1 from the year’s end of each year'],
  ['FREQ=DAILY;COUNT=1', 'Every day, once'],
  ['FREQ=WEEKLY;BYDAY=MO;COUNT=6', 'Every Monday, 6 times'],
  ['FREQ=WEEKLY;BYDAY=MO;UNTIL=20261231', 'Every Monday, until 2026-12-31'],
  ['FREQ=WEEKLY;BYDAY=MO\nEXDATE:20260601', 'Every Monday, with exceptions'],
])('%s is said as %s', (rule, said) => {
  expect(rhythmOf(readRule(rule))).toBe(said)
})
