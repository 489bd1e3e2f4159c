import { describe, expect, test } from 'vitest'
import { saidOnce } from '../../../server/doors/contract.ts'
import { byArrival, byDue, folded, type Notice, reasonOf, snoozesFrom } from './words.ts'

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

  test('what is told of one decision is one row, by what asks for something', () => {
    const of = (kind: string, id: string) => ({ subject: { room: 'decisions', kind, id } }) as Partial<Notice>
    const notices = [
      at('2026-11-25', { ...of('decision', 'a'), rule: 'decided' }),
      at('2026-11-24', { ...of('action', 'a'), rule: 'assigned' }),
      at('2026-11-23', { ...of('decision', 'a'), rule: 'assigned' }),
      at('2026-11-22', { ...of('decision', 'a'), rule: 'mentioned' }),
      at('2026-11-21', { ...of('decision', 'b'), rule: 'decided' }),
      at('2026-11-20', { ...of('action', 'a'), rule: 'overdue' }),
    ]
    expect(folded(notices).map(({ id, also }) => [id, also.map((one) => one.id)])).toEqual([
      ['2026-11-23', ['2026-11-22', '2026-11-25']],
      ['2026-11-24', []],
      ['2026-11-21', []],
      ['2026-11-20', []],
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
  expect(reasonOf({ rule: 'assigned', by: { ...by, kind: 'system', name: 'house' } })).toBe('For you')
})

test.each([
  ['DEC-2026-0095: Shall we?', 'assigned', 'DEC-2026-0095 asks you to agree: Shall we?', 'Shall we?', 'Agree · DEC-2026-0095'],
  [
    'DEC-2026-0093: Shall we?',
    'assigned',
    'DEC-2026-0093 asks you to agree: Shall we? (in the place of Teodor Nyk)',
    'Shall we?',
    'Agree (in the place of Teodor Nyk) · DEC-2026-0093',
  ],
  ['DEC-2026-0050: Shall we?', 'assigned', 'DEC-2026-0050: it came true: Shall we?', 'Shall we?', 'It came true · DEC-2026-0050'],
  ['DEC-2026-0092: Shall we?', 'decided', 'DEC-2026-0092 is decided: Shall we?', 'Shall we?', 'By Cato Lindholm · DEC-2026-0092'],
  ['ACT-2026-0011: Call them', 'assigned', 'ACT-2026-0011 is yours: Call them', 'Call them', 'It is yours · ACT-2026-0011'],
  ['DEC-2026-0088', 'assigned', 'DEC-2026-0088 waits for you to decide', 'DEC-2026-0088', 'Waits for you to decide'],
  ['FY27 plan', 'assigned', 'FY27 plan waits for you to vet it', 'FY27 plan', 'Waits for you to vet it'],
  ['FY27 plan', 'overdue', 'FY27 plan: 2 updates were due on 2026-11-10', 'FY27 plan', '2 updates were due on 2026-11-10'],
  ['Engineering', 'assigned', 'Operations needs of you: (A+B', 'Engineering', 'Operations needs of you: (A+B'],
  ['Maple Bank', 'mentioned', '@Ilse Maple Bank asks for 450 seats', 'Maple Bank', '@Ilse Maple Bank asks for 450 seats'],
] as const)('of %s (%s) “%s” is told once', (title, rule, text, shown, said) => {
  const by = { kind: 'person', id: 'x', name: 'Cato Lindholm' }
  const subject = { room: 'x', kind: 'x', id: 'x', href: '/x', title }
  expect(saidOnce({ rule, by, subject, text })).toEqual({ title: shown, said })
})
