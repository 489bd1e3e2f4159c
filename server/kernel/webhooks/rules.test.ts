import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { rooms } from '../../rooms.ts'
import { deliveryState, isDelivered, nextTry, stateOf, whyDisable } from './rules.ts'
import { newSecret, signatures } from './sign.ts'

const now = new Date('2026-06-15T10:00:00Z')
const later = (at: Date | undefined) => (at ? (at.getTime() - now.getTime()) / 1000 : undefined)
const days = (n: number) => new Date(now.getTime() - n * 86_400_000)

describe('a signature', () => {
  test('is the one of the specification', () => {
    // the example of Standard Webhooks 1.0
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
    expect(signatures([secret], 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330, '{"test": 2432232314}')).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    )
  })

  test('opens in the library of the standard, whatever is told, under the new secret and the old one', () => {
    const [fresh, old, other] = [newSecret(), newSecret(), newSecret()]
    const timestamp = Math.floor(Date.now() / 1000)
    fc.assert(
      fc.property(fc.uuid(), fc.json(), (id, body) => {
        const headers = {
          'webhook-id': id,
          'webhook-timestamp': String(timestamp),
          'webhook-signature': signatures([fresh, old], id, timestamp, body),
        }
        for (const secret of [fresh, old]) expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body))
        expect(() => new Webhook(other).verify(body, headers)).toThrow()
        expect(() => new Webhook(fresh).verify(`${body} `, headers)).toThrow()
      }),
      { numRuns: 50 },
    )
    expect(Buffer.from(fresh.replace('whsec_', ''), 'base64')).toHaveLength(32)
    expect(createHash('sha256').update(fresh).digest('hex')).not.toBe(createHash('sha256').update(old).digest('hex'))
  })
})

describe('the pace', () => {
  test('is 5 s, 5 min, 30 min, 2, 5, 10, 14, 20, 24 h, then none', () => {
    const waits = Array.from({ length: 10 }, (_none, at) => later(nextTry(at + 1, now, 0)))
    expect(waits).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400, undefined])
    expect(later(nextTry(2, now, 1))).toBe(360)
  })

  test.each([
    ['60', 300],
    ['600', 600],
    ['Mon, 15 Jun 2026 11:00:00 GMT', 3600],
    ['99999999', 86_400],
    ['soon', 300],
    ['', 300],
  ])('hears Retry-After: %s', (request, seconds) => {
    expect(later(nextTry(2, now, 0, request))).toBe(seconds)
  })
})

describe('a receiver', () => {
  test.each([
    [{ status: 200, code: null }, true],
    [{ status: 204, code: null }, true],
    [{ status: 302, code: null }, false],
    [{ status: 410, code: null }, false],
    [{ status: 500, code: null }, false],
    [{ status: null, code: 'outbound.timeout' }, false],
  ])('that answers %o has it: %s', (outcome, has) => {
    expect(isDelivered(outcome)).toBe(has)
  })

  test.each([
    ['is gone at once', { status: 410, code: null }, false, days(0), true],
    ['failed for five days', { status: 500, code: null }, true, days(5), true],
    ['failed for four', { status: 500, code: null }, true, days(4), false],
    ['is still tried', { status: 500, code: null }, false, days(9), false],
  ])('%s', (_name, outcome, givenUp, lastSuccess, disabled) => {
    expect(whyDisable(outcome, givenUp, lastSuccess, now) !== undefined).toBe(disabled)
  })

  test('has one state, and so has a delivery', () => {
    expect(stateOf({ paused_at: null, disabled_at: null })).toBe('active')
    expect(stateOf({ paused_at: now, disabled_at: null })).toBe('paused')
    expect(stateOf({ paused_at: now, disabled_at: now })).toBe('disabled')
    expect(deliveryState({ delivered_at: now, dead_at: null })).toBe('delivered')
    expect(deliveryState({ delivered_at: null, dead_at: now })).toBe('given_up')
    expect(deliveryState({ delivered_at: null, dead_at: null })).toBe('waiting')
  })
})

describe('what rooms let out', () => {
  const told = rooms.flatMap((room) => (room.publicEvents ?? []).map((name) => ({ name, shape: room.events[name] })))

  test('is announced by them', () => {
    expect(told.filter(({ shape }) => !shape)).toEqual([])
    expect(told.length).toBeGreaterThan(10)
  })

  test('names no person', () => {
    const personal = /(^|_)(name|email|phone|address|street|initials|person|contact|agent|ip)(_|$)/
    const fields = told.flatMap(({ name, shape }) =>
      (shape ? fieldsIn(z.toJSONSchema(shape, { unrepresentable: 'any' })) : []).map((field) => `${name}: ${field}`),
    )
    expect(fields.length).toBeGreaterThan(50)
    expect(fields.filter((field) => personal.test(field.replace(/^.*: /, '')))).toEqual([])
  })
})

function fieldsIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const own = Reflect.get(schema, 'properties')
  const names = typeof own === 'object' && own !== null ? Object.keys(own) : []
  return [...names, ...Object.values(schema).flatMap(fieldsIn)]
}
