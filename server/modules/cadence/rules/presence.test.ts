import { expect, test } from 'vitest'
import { isHereNow, leadsOn, shownSince } from './presence.ts'

const now = new Date('2026-11-30T09:00:00Z')
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000)
const seats = { chair: 'mara', vice_chair: 'noa', lead: 'mara' }
const mara = (seen: number, gone: number | null) => [{ person_id: 'mara', seen_at: ago(seen), gone_at: gone === null ? null : ago(gone) }]

test.each([
  ['seen a moment ago', 5, null, true],
  ['not heard of for a minute', 60, null, false],
  ['gone', 5, 1, false],
])('a page is there or not: %s', (_name, seen, gone, here) => {
  const [one] = mara(seen, gone)
  expect(one && isHereNow(one, now)).toBe(here)
})

test.each([
  ['the page of the chair has gone for good', 'noa', seats, mara(20, 12), true],
  ['it has been silent for a minute', 'noa', seats, mara(60, null), true],
  ['it went a moment ago, and may be loading again', 'noa', seats, mara(20, 3), false],
  ['it went ten seconds ago, and is not back', 'noa', seats, mara(20, 10), true],
  ['nobody in their own place', 'mara', seats, mara(60, 30), false],
  ['it is there', 'noa', seats, mara(5, null), false],
  ['it never was: the chair may sit in the room', 'noa', seats, [], false],
  ['somebody else', 'sol', seats, mara(60, 30), false],
  [
    'the chair, when the vice chair who led has gone',
    'mara',
    { ...seats, lead: 'noa' },
    [{ person_id: 'noa', seen_at: ago(60), gone_at: ago(50) }],
    true,
  ],
  [
    'nobody in the place of the scribe who started it',
    'noa',
    { ...seats, lead: 'sol' },
    [{ person_id: 'sol', seen_at: ago(60), gone_at: ago(50) }],
    false,
  ],
])('who leads on: %s', (_name, person, who, seen, leads) => expect(leadsOn(person, who, seen, now)).toBe(leads))

test.each([
  ['open when it started', ago(40), null, true],
  ['open since', now, null, true],
  ['open since, and gone', ago(-60), ago(-70), true],
  ['gone before it started', ago(20), ago(10), false],
  ['silent for long when it started', ago(50), null, false],
])('who has shown themselves: %s', (_name, seen_at, gone_at, shown) =>
  expect(shownSince(now, [{ person_id: 'noa', seen_at, gone_at }])).toEqual(shown ? ['noa'] : []),
)
