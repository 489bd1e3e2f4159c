import { expect, test } from 'vitest'
import { clockText, hourText, type Item, leadsOn, type Meeting, nextOf, originText, promisedText, whoDoes } from './words.ts'

test.each([
  [250, '4:10'],
  [907, '15:07'],
  [3725, '1:02:05'],
  [-61, '−1:01'],
])('%s seconds are %s', (seconds, text) => expect(clockText(seconds)).toBe(text))

const attendance = ['Sol Rivera', 'Noa Peretz', 'Noa Lind'].map((name) => ({ id: name, name })) as unknown as Meeting['attendance']
test.each([
  ['Sol: invite step in the trial', 'Sol Rivera', 'invite step in the trial'],
  ['sol rivera: invite', 'Sol Rivera', 'invite'],
  ['Invite step in the trial', undefined, 'Invite step in the trial'],
  ['Look at 14:30 again', undefined, 'Look at 14:30 again'],
  ['https://tidewater.example', undefined, 'https://tidewater.example'],
])('“%s” is for %s', (text, dri, what) => {
  const does = whoDoes(text, { attendance })
  expect([does.dri?.name, does.what, does.asks]).toEqual([dri, what, undefined])
})

test.each([
  ['Noa: which of the two is not known', 'Noa'],
  ['Ines: write the page on owners', 'Ines'],
  ['Jean-Luc d’Arc: call the bank', 'Jean-Luc d’Arc'],
  ['Trial: invite step', 'Trial'],
])('of “%s” it is asked whose it is: it goes to nobody by silence', (text, asks) =>
  expect(whoDoes(text, { attendance })).toEqual({ dri: undefined, what: text, asks }),
)

const partsOf = (...parts: [string, Item['state'], Item['shows']][]) =>
  parts.map(([id, state, shows]) => ({ id, state, shows })) as unknown as Item[]
const issuesOf = (...lines: [string, Item['state'], number][]) =>
  lines.map(([id, state, used_seconds]) => ({ id, state, used_seconds })) as unknown as Item[]
test.each([
  ['the open one below', 'a', issuesOf(['a', 'open', 60], ['b', 'done', 0], ['c', 'open', 0]), { item: 'c' }],
  ['one above that was never talked about', 'b', issuesOf(['a', 'open', 0], ['b', 'open', 60]), { item: 'a' }],
  ['the next part, not the one before again', 'b', issuesOf(['a', 'open', 60], ['b', 'open', 60]), {}],
  ['the next part, outside the issues', undefined, issuesOf(['a', 'open', 0]), {}],
])('next is %s', (_says, current, issues, item) =>
  expect(
    nextOf(
      { issues, agenda: partsOf(['show', 'open', 'issues']), clock: { current: null } },
      issues.find(({ id }) => id === current),
    ),
  ).toEqual(item),
)

test('where no part of the agenda shows them, issues come behind its last part', () => {
  const issues = issuesOf(['a', 'done', 60], ['b', 'open', 0])
  const next = (current: string | null, ...parts: Parameters<typeof partsOf>) =>
    nextOf({ issues, agenda: partsOf(...parts), clock: { current } }, undefined)
  expect(next(null)).toEqual({ item: 'b' })
  expect(next('one', ['one', 'open', null])).toEqual({ item: 'b' })
  expect(next('one', ['one', 'open', null], ['two', 'open', null]), 'the next part first').toEqual({})
  expect(next('one', ['one', 'open', null], ['two', 'open', 'issues']), 'they have a part').toEqual({})
})

test.each([
  ['a part below', 'one', issuesOf(), partsOf(['one', 'open', null], ['two', 'open', null]), true],
  ['nothing below the last', 'two', issuesOf(), partsOf(['one', 'open', null], ['two', 'open', null]), false],
  ['what is done is passed over', 'one', issuesOf(), partsOf(['one', 'open', null], ['two', 'done', null]), false],
  ['the part below the issues', 'a', issuesOf(['a', 'open', 60]), partsOf(['show', 'open', 'issues'], ['two', 'open', null]), true],
  ['the next issue', 'a', issuesOf(['a', 'open', 60], ['b', 'open', 0]), partsOf(['show', 'open', 'issues']), true],
  ['the last issue of the last part', 'a', issuesOf(['a', 'open', 60]), partsOf(['show', 'open', 'issues']), false],
])('next leads on: %s', (_says, current, issues, agenda, leads) =>
  expect(
    leadsOn(
      { issues, agenda, clock: { current } },
      issues.find(({ id }) => id === current),
    ),
  ).toBe(leads),
)

test.each([
  ['carried', 0, 'Carried over 25 times, 175 days old · red this week'],
  ['carried', 2, 'Carried over 25 times, 175 days old · red this week, here 2 times before'],
  ['scorecard', 0, 'From the scorecard · red this week, first time here'],
] as const)('an issue that is %s, %s times here before, says where it is from', (source, times_before, text) => {
  const says = `red this week, ${times_before === 0 ? 'first time here' : 'here 2 times before'}`
  const item = { source, link: null, title: 'x', owner: null, note: null, times_carried: 25, age_days: 175 }
  expect(originText({ ...item, lineage: { red_weeks: 1, times_before, says } } as unknown as Item)).toBe(text)
})

test.each([
  ['0.25', 'ratio', null, 'of 25%'],
  ['2959800', 'USD', null, 'of $2.96M'],
  ['0.25', 'ratio', 'at_least', 'at least 25%'],
] as const)('%s in %s is promised in words', (target, unit, direction, text) =>
  expect(promisedText({ target, target_high: null, direction, unit })).toBe(text),
)

test.each([
  ['2026-06-15T07:00:00Z', 'Europe/Berlin', 'Europe/Berlin', '9:00 AM'],
  ['2026-06-15T07:00:00Z', 'Europe/Berlin', 'Europe/Paris', '9:00 AM'],
  ['2026-06-15T07:00:00Z', 'Europe/Berlin', 'America/New_York', '9:00 AM in Berlin, 3:00 AM for you'],
  ['2026-06-15T01:00:00Z', 'America/New_York', 'Europe/Berlin', '9:00 PM in New York, Mon 3:00 AM for you'],
  ['2026-10-25T00:30:00Z', 'Europe/Berlin', 'Europe/Berlin', '2:30 AM GMT+2'],
  ['2026-10-25T01:30:00Z', 'Europe/Berlin', 'Europe/Berlin', '2:30 AM GMT+1'],
  ['2026-10-25T01:30:00Z', 'Europe/Berlin', 'UTC', '2:30 AM GMT+1 in Berlin, 1:30 AM for you'],
  ['2026-06-16T07:00:00Z', 'UTC', 'Asia/Tokyo', '7:00 AM in UTC, 4:00 PM for you'],
])('%s of a series in %s reads in %s as “%s”', (instant, zone, own, text) =>
  expect(hourText(instant, zone, own).replaceAll('\u202F', ' ')).toBe(text),
)
