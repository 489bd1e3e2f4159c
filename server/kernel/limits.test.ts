import { expect, test } from 'vitest'
import { callerOf, rateLimit } from './limits.ts'

test('twice the rate passes at once, then one by one as time goes on, and the refusal says how long to wait', () => {
  let now = 0
  const limit = rateLimit(60, () => now)
  for (let n = 0; n < 120; n += 1) limit('a')
  expect(() => limit('a')).toThrow(expect.objectContaining({ kind: 'busy', code: 'limit.too_many', facts: { retry_after_s: 1 } }))
  limit('b')
  now = 1000
  limit('a')
  expect(() => limit('a')).toThrow()
})

test('a clock that goes back gives nothing and takes nothing', () => {
  let now = 1_000_000
  const limit = rateLimit(1, () => now)
  limit('a')
  now = 0
  limit('a')
  expect(() => limit('a')).toThrow()
})

test('a crowd of callers is forgotten from the longest unheard on; whoever is at the limit stays there', () => {
  const limit = rateLimit(1, () => 0)
  limit('loud')
  limit('loud')
  for (let n = 0; n < 70_000; n += 1) {
    limit(`caller-${n}`)
    if (n % 10_000 === 0) expect(() => limit('loud')).toThrow()
  }
})

test('an IPv6 host is one caller whatever address it takes in its network; IPv4 counts whole', () => {
  expect(callerOf('2001:db8:1:2:aaaa::1')).toBe('2001:db8:1:2::/64')
  expect(callerOf('2001:0DB8:0001:2::77')).toBe('2001:db8:1:2::/64')
  expect(callerOf('::1')).toBe('0:0:0:0::/64')
  expect(callerOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64')
  expect(callerOf('::ffff:192.0.2.7')).toBe('192.0.2.7')
  expect(callerOf('192.0.2.7')).toBe('192.0.2.7')
})
