import { expect, test } from 'vitest'
import { endOfRotated, fitRotation, toldOf } from './known-keys.ts'

const now = new Date('2026-06-15T10:00:00Z')
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)

test.each([
  ['one’s own', { person_id: 'ada' }, undefined],
  ['a program’s', { owner_kind: 'service' }, undefined],
  ['a colleague’s', {}, 'api_key.somebody_elses'],
  ['one’s own that is revoked', { person_id: 'ada', revoked_at: now }, 'api_key.over'],
  ['one’s own that ends now', { person_id: 'ada', expires_at: now }, 'api_key.over'],
  ['one’s own that ends in a second', { person_id: 'ada', expires_at: later(1) }, undefined],
])('rotating %s: %s', (_what, more, code) => {
  const rotate = () =>
    fitRotation({ person_id: 'ben', owner_kind: 'employee', revoked_at: null, expires_at: later(3600), ...more }, 'ada', now)
  if (code) expect(rotate).toThrow(expect.objectContaining({ code }))
  else expect(rotate).not.toThrow()
})

test('the old secret ends some hours later, never later than it would have', () => {
  expect(endOfRotated(later(100_000), 24, now)).toEqual(later(86_400))
  expect(endOfRotated(later(3600), 24, now)).toEqual(later(3600))
})

test.each([
  ['who answers for the program', { answers_id: 'ada' }, ['ada']],
  ['administrators where nobody does', { answers_id: null }, ['root', 'ida']],
  ['administrators where the one who knew it did', { answers_id: 'dov' }, ['root', 'ida']],
])('told is %s, and never the one who knew it', (_what, key, told) => {
  expect(toldOf(key, 'dov', ['root', 'dov', 'ida'])).toEqual(told)
})
