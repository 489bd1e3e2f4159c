import { expect, test } from 'vitest'
import { ceilingsOf, implausibleCounts, usualCeilings } from './counts.ts'

test.each([
  [{ registered_users: 10_000_000, active_users_daily: 0 }, []],
  [{ registered_users: 10_000_001 }, ['registered_users']],
  [{ registered_users: 2 ** 53 }, ['registered_users']],
  [{ registered_users: -1 }, ['registered_users']],
  [{ active_users_monthly: 1.5 }, ['active_users_monthly']],
  [{ active_users_daily: '12' }, []],
  [{ active_users_daily: ' 12' }, ['active_users_daily']],
  [{ active_users_daily: true, bot_accounts: {} }, ['active_users_daily', 'bot_accounts']],
  [{ registered_deactivated_users: 1e300 }, ['registered_deactivated_users']],
  [{ registered_users: null, bot_accounts: '' }, []],
  [{ version: 'x' }, []],
  [['registered_users'], []],
  ['text', []],
  [null, []],
])('%j has the implausible counts %j', (properties, expected) => expect(implausibleCounts(properties)).toEqual(expected))

test('a ceiling is the operator’s', () => {
  const low = { active_users_daily: 5, active_users_monthly: 5, registered_users: 5, registered_deactivated_users: 5, bot_accounts: 5 }
  expect(implausibleCounts({ registered_users: 6, active_users_daily: 5 }, low)).toEqual(['registered_users'])
})

test('a ceiling of a count that nobody knows is refused with the names that are known; others keep the usual one', () => {
  expect(ceilingsOf({ bot_accounts: 7 })).toEqual({ ...usualCeilings, bot_accounts: 7 })
  expect(() => ceilingsOf({ robots: 7 })).toThrow(
    expect.objectContaining({ code: 'ceiling.unknown', message: expect.stringMatching(/robots.*bot_accounts/) }),
  )
})
