import { expect, test } from 'vitest'
import { countdown } from './words.ts'

const now = Date.parse('2026-06-15T10:00:00Z')
const licence = {
  state: 'active' as const,
  starts_at: '2025-09-01T00:00:00.000Z',
  expires_at: '2026-09-01T00:00:00.000Z',
  grace_until: '2026-09-11T00:00:00.000Z',
  terminate_at: '2026-09-11T00:00:00.000Z',
  next_state: 'expiring' as const,
  next_change_at: '2026-07-03T00:00:00.000Z',
}

test('a licence that ends in 78 days says 78, though it counts as expiring from day 60 on', () => {
  expect(countdown(licence, now)).toBe('ends in 78 days')
  expect(
    countdown(
      { ...licence, state: 'expiring', next_state: 'grace', next_change_at: licence.expires_at },
      Date.parse('2026-08-31T01:00:00Z'),
    ),
  ).toBe('ends in 1 day')
})

test('in every other state it counts to what comes next', () => {
  expect(countdown({ ...licence, next_state: 'superseded', next_change_at: '2026-06-18T00:00:00.000Z' }, now)).toBe('replaced in 3 days')
  expect(countdown({ ...licence, next_state: 'superseded', next_change_at: licence.expires_at }, now)).toBe('ends in 78 days')
  expect(countdown({ ...licence, state: 'not_started', starts_at: '2026-06-20T00:00:00.000Z' }, now)).toBe('starts in 5 days')
  expect(countdown({ ...licence, state: 'grace' }, Date.parse('2026-09-05T00:00:00Z'))).toBe('grace ends in 6 days')
  expect(countdown({ ...licence, state: 'limited', terminate_at: null }, now)).toBe('')
  expect(countdown({ ...licence, state: 'limited', terminate_at: '2026-06-15T10:00:00Z' }, now)).toBe('free edition today')
  expect(countdown({ ...licence, state: 'superseded' }, now)).toBe('')
  expect(countdown({ ...licence, state: 'terminated' }, now)).toBe('')
})
