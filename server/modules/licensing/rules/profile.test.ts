import { expect, test } from 'vitest'
import { type ProfileTerms, requireNextVersion } from './profile.ts'

const today = '2026-06-15'
const last: ProfileTerms = {
  sku_name: 'Enterprise',
  sku_short_name: 'enterprise',
  is_gov: false,
  features: { ldap: true, saml: false },
  seat_mode: 'soft',
  extra_rule: { percent: 10 },
  grace_days: 14,
  terminate_days: 90,
  valid_from: '2026-01-01',
}
const next = (change: Partial<ProfileTerms>): ProfileTerms => ({ ...last, sku_name: 'Enterprise Plus', valid_from: today, ...change })
const code = (request: ProfileTerms, before: ProfileTerms | undefined = last) => {
  try {
    requireNextVersion(request, before, today)
    return 'fits'
  } catch (error) {
    return (error as { code?: string }).code
  }
}

test('the free edition begins when the days of grace are over, or never', () => {
  expect([13, 14, 15, null].map((terminate_days) => code(next({ terminate_days })))).toEqual(['profile.no_grace', 'fits', 'fits', 'fits'])
})

test('the first version may count from any day', () => {
  const first = (request: ProfileTerms) => {
    requireNextVersion(request, undefined, today)
    return 'fits'
  }
  expect(first(next({ valid_from: '2020-01-01' }))).toBe('fits')
})

test('the next one counts from today, or from the day of the last one where that is ahead', () => {
  const days = ['2026-06-14', '2026-06-15', '2026-06-30', '2026-07-01']
  expect(days.map((valid_from) => code(next({ valid_from })))).toEqual(['profile.backdated', 'fits', 'fits', 'fits'])
  const ahead = { ...last, valid_from: '2026-07-01' }
  expect(days.map((valid_from) => code(next({ valid_from }), ahead))).toEqual([
    'profile.backdated',
    'profile.backdated',
    'profile.backdated',
    'fits',
  ])
})

test('one that says what the last one says is no version, in whatever order it says it', () => {
  expect(code({ ...last, valid_from: today })).toBe('profile.unchanged')
  expect(code({ ...last, valid_from: today, features: { saml: false, ldap: true } })).toBe('profile.unchanged')
  expect(code({ ...last, valid_from: today, features: { saml: true, ldap: true } })).toBe('fits')
  expect(code({ ...last, valid_from: today, extra_rule: { percent: 12 } })).toBe('fits')
  expect(code({ ...last, valid_from: today, grace_days: 15 })).toBe('fits')
})
