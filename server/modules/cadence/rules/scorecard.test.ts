import { expect, test } from 'vitest'
import { asOn, type Colour, inOrder, issueTitle, lineageWords, looks, monthLooks, raises, redWeeks } from './scorecard.ts'

test('red and missed raise an issue, what nobody knows does not', () => {
  const all: Colour[] = ['green', 'yellow', 'red', 'reached', 'missed', 'unknown']
  expect(all.filter(raises)).toEqual(['red', 'missed'])
})

test.each<[Colour[], number, string]>([
  [['red', 'red', 'red', 'green', 'red'], 3, 'red for 3 weeks, first time here'],
  [['red', 'unknown', 'red'], 1, 'red this week, first time here'],
  [['missed', 'red'], 2, 'red for 2 weeks, first time here'],
  [['green', 'red'], 0, 'red this week, first time here'],
])('%j', (colours, weeks, said) => {
  expect([redWeeks(colours), lineageWords(weeks, 0)]).toEqual([weeks, said])
})

test('how often it was here is said in words', () => {
  expect([1, 4].map((times) => lineageWords(6, times))).toEqual([
    'red for 6 weeks, here once before',
    'red for 6 weeks, here 4 times before',
  ])
})

test.each([
  ['2026-06-15', ['2026-06-15', '2026-05-31', '2026-04-30'], '2025-07-31'],
  ['2028-03-31', ['2028-03-31', '2028-02-29', '2028-01-31'], '2027-04-30'],
  ['2026-01-01', ['2026-01-01', '2025-12-31', '2025-11-30'], '2025-02-28'],
])('twelve months back from %s', (day, first, last) => {
  const days = monthLooks(day)
  expect([days.slice(0, 3), days.at(-1), days.length]).toEqual([first, last, 12])
})

test('a look back takes the last value that was known then', () => {
  const points = [{ day: '2026-06-01' }, { day: '2026-06-09' }]
  expect(looks('2026-06-15', 3)).toEqual(['2026-06-15', '2026-06-08', '2026-06-01'])
  expect(asOn(points, ['2026-06-15', '2026-06-08', '2026-05-25'])).toEqual([points[1], points[0], undefined])
})

test('rows stand by owner, what we do before what comes of it', () => {
  const row = (owner: string, input: boolean, position: number) => ({ owner: { name: owner }, input, position })
  const sorted = inOrder([row('Sol', false, 0), row('Ada', false, 1), row('Ada', true, 2), row('Ada', true, 3)])
  expect(sorted.map(({ position }) => position)).toEqual([2, 3, 1, 0])
})

test('an issue is called after its row', () => {
  expect([issueTitle({ title: 'Users', colour: 'red' }), issueTitle({ title: 'Users', colour: 'missed' })]).toEqual([
    'Users: behind',
    'Users: missed',
  ])
})
