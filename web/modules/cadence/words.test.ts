import { expect, test } from 'vitest'
import { clockText, type Meeting, whoDoes } from './words.ts'

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
