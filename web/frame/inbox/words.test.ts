import { describe, expect, test } from 'vitest'
import { byArrival, byDue, type Notice, reasonOf, snoozesFrom } from './words.ts'

const at = (day: string, more: Partial<Notice> = {}) => ({ id: day, at: `${day}T12:00:00`, due_day: null, ...more }) as Notice
const titles = (groups: { title: string; notices: Notice[] }[]) => groups.map((group) => [group.title, group.notices.length])

describe('an inbox in groups', () => {
  test('by the day they came: a Wednesday’s week began on Monday', () => {
    const notices = ['2026-11-25', '2026-11-24', '2026-11-23', '2026-11-22', '2026-10-01'].map((day) => at(day))
    expect(titles(byArrival(notices, '2026-11-25'))).toEqual([
      ['Today', 1],
      ['Yesterday', 1],
      ['Earlier this week', 1],
      ['Earlier', 2],
    ])
  })

  test('the newest day first, also where an earlier one was told of later', () => {
    const notices = ['2026-10-01', '2026-11-25', '2026-11-20'].map((day) => at(day))
    expect(byArrival(notices, '2026-11-25').flatMap((group) => group.notices.map(({ id }) => id))).toEqual([
      '2026-11-25',
      '2026-11-20',
      '2026-10-01',
    ])
  })

  test('by the day they are due', () => {
    const due = ['2026-11-20', '2026-11-25', '2026-12-02', '2026-12-03', null].map((due_day, n) => at(`2026-11-0${n + 1}`, { due_day }))
    expect(titles(byDue(due, '2026-11-25'))).toEqual([
      ['Late', 1],
      ['Today', 1],
      ['Within a week', 1],
      ['Later', 1],
      ['Without a day', 1],
    ])
  })
})

test.each([
  ['2026-11-25', ['2026-11-26', '2026-11-30', '2026-12-02']],
  ['2026-11-29', ['2026-11-30', '2026-12-06']],
  ['2026-11-30', ['2026-12-01', '2026-12-07']],
])('on %s things are put away until %j, each day once', (today, days) => expect(snoozesFrom(today).map((one) => one.day)).toEqual(days))

test('says why: who asks, who names, what is late', () => {
  const by = { kind: 'person', id: 'x', name: 'Cato Lindholm' }
  expect(reasonOf({ rule: 'mentioned', by })).toBe('Cato Lindholm mentioned you')
  expect(reasonOf({ rule: 'assigned', by })).toBe('Cato Lindholm asks you')
  expect(reasonOf({ rule: 'overdue', by })).toBe('Overdue')
})
