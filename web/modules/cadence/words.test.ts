import { expect, test } from 'vitest'
import { clockText, type Item, type Meeting, nextOf, whoDoes } from './words.ts'

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
  ['Noa: which of the two is not known', undefined, 'Noa: which of the two is not known'],
  ['Trial: invite step', undefined, 'Trial: invite step'],
  ['Invite step in the trial', undefined, 'Invite step in the trial'],
])('“%s” is for %s', (text, dri, what) =>
  expect([whoDoes(text, { attendance }).dri?.name, whoDoes(text, { attendance }).what]).toEqual([dri, what]),
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
