import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressPrefix } from './address.ts'
import { type EntitlementFacts, unlicensed } from './entitlement.ts'
import { extraUsers } from './extra-users.ts'
import { mailboxOf } from './mailbox.ts'
import { fileName, nextKid } from './naming.ts'
import { productNotes } from './product-notes.ts'
import { termOf } from './term.ts'

describe('from days to instants', () => {
  test('Berlin, 2026-02-01 to 2027-02-01: summer time moves the instant, not the day', () => {
    const term = termOf({ startsOn: '2026-02-01', endsOn: '2027-02-01', zone: 'Europe/Berlin' }, { graceDays: 14, terminateDays: 90 })
    expect(term.startsAt.toISOString()).toBe('2026-01-31T23:00:00.000Z')
    expect(term.expiresAt.getTime()).toBe(1801436400_000)
    expect(term.graceUntil.getTime()).toBe(1802646000_000)
    expect(term.terminateAt?.toISOString()).toBe('2027-05-01T22:00:00.000Z')
    expect(term.terminateAt?.getTime()).toBe(1809208800_000)
  })

  test('a zone without a midnight on that day starts at its first moment', () => {
    const term = termOf({ startsOn: '2026-03-08', endsOn: '2027-03-08', zone: 'America/Havana' }, { graceDays: 10, terminateDays: null })
    expect(term.startsAt.toISOString()).toBe('2026-03-08T05:00:00.000Z')
    expect(term.terminateAt).toBeNull()
  })

  test('the end of one term is the start of the next: no gap, no overlap', () => {
    const rule = { graceDays: 10, terminateDays: 10 }
    const first = termOf({ startsOn: '2026-02-01', endsOn: '2027-02-01', zone: 'Asia/Kolkata' }, rule)
    const second = termOf({ startsOn: '2027-02-01', endsOn: '2028-02-01', zone: 'Asia/Kolkata' }, rule)
    expect(second.startsAt).toEqual(first.expiresAt)
  })

  test('a term without a day is refused', () => {
    const rule = { graceDays: 10, terminateDays: 10 }
    expect(() => termOf({ startsOn: '2026-02-01', endsOn: '2026-02-01', zone: 'UTC' }, rule)).toThrow(
      expect.objectContaining({ kind: 'invalid', code: 'licence.window_empty' }),
    )
  })
})

describe('extra users', () => {
  test('500 seats at 5 % are 25, 7 seats are 1, no rule writes null', () => {
    const rule = { kind: 'percent', value: 5, min: 1 } as const
    expect(extraUsers(500, rule)).toBe(25)
    expect(extraUsers(7, rule)).toBe(1)
    expect(extraUsers(25, rule)).toBe(2)
    expect(extraUsers(25, { kind: 'none' })).toBeNull()
    expect(extraUsers(25, { kind: 'fixed', value: 3 })).toBe(3)
    expect(extraUsers(40, { kind: 'percent', value: 2.5, min: 0 })).toBe(1)
  })

  test('never fewer than the exact share, never one too many', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 0, max: 100 }), (seats, value) => {
        const extra = extraUsers(seats, { kind: 'percent', value, min: 0 }) ?? -1
        expect(extra * 100).toBeGreaterThanOrEqual(seats * value)
        expect((extra - 1) * 100).toBeLessThan(seats * value || 1)
      }),
    )
  })
})

describe('names', () => {
  test('a file is named after customer and number', () => {
    expect(fileName('Kestrel Rail GmbH', 'LIC-2026-000123')).toBe('kestrel-rail-gmbh-LIC-2026-000123.mattermost-license')
    expect(fileName('Straße & Söhne – Łódź', 'LIC-2026-000001')).toBe('strasse-sohne-lodz-LIC-2026-000001.mattermost-license')
    expect(fileName('株式会社', 'LIC-2026-000001')).toBe('customer-LIC-2026-000001.mattermost-license')
    expect(fileName('../../etc/passwd', 'LIC-2026-000001')).toBe('etc-passwd-LIC-2026-000001.mattermost-license')
    expect(fileName(`${'a'.repeat(59)} bcd`, 'LIC-2026-000001')).toBe(`${'a'.repeat(59)}-LIC-2026-000001.mattermost-license`)
  })

  test('a key is named after environment and year, and never twice', () => {
    expect(nextKid('prod', 2026, new Set())).toBe('mm-prod-2026a')
    expect(nextKid('prod', 2026, new Set(['mm-prod-2026a', 'mm-prod-2026b']))).toBe('mm-prod-2026c')
    const taken = new Set<string>()
    for (let index = 0; index < 30; index += 1) taken.add(nextKid('test', 2026, taken))
    expect(taken).toContain('mm-test-2026z')
    expect(taken).toContain('mm-test-2026aa')
    expect(taken.size).toBe(30)
  })
})

describe('which change of entitlement makes a licence', () => {
  const facts: EntitlementFacts = {
    subscriptionId: '0199a3f2-6c1e-7b4d-9a3e-5f20c47d8e11',
    version: 2,
    productCode: 'harbor',
    plan: 'enterprise',
    kind: 'paid',
    seats: 25,
    startsOn: '2026-02-01',
    endsOn: '2027-02-01',
    reason: 'expansion',
    segments: null,
  }
  test('a change of seats and a renewal do', () => {
    expect(unlicensed(facts, undefined)).toBeUndefined()
    expect(unlicensed({ ...facts, reason: 'renewal' }, 1)).toBeUndefined()
  })
  test('an older version, a cancellation, an empty term and an add-on do not', () => {
    expect(unlicensed(facts, 3)).toBe('older_version')
    expect(unlicensed({ ...facts, reason: 'cancellation' }, 1)).toBe('cancelled')
    expect(unlicensed({ ...facts, seats: 0 }, 1)).toBe('nothing_left')
    expect(unlicensed({ ...facts, endsOn: '2026-02-01' }, 1)).toBe('nothing_left')
    expect(unlicensed({ ...facts, segments: [] }, 1)).toBe('nothing_left')
    expect(unlicensed({ ...facts, kind: 'addon' }, 1)).toBe('addon')
  })
})

test('the licence names the first technical contact, else the owner, else whoever there is', () => {
  const owner = { email: 'owner@k.example', roles: ['owner'] }
  const technical = { email: 'it@k.example', roles: ['technical', 'billing'] }
  expect(mailboxOf([owner, technical])).toBe('it@k.example')
  expect(mailboxOf([owner])).toBe('owner@k.example')
  expect(mailboxOf([{ email: 'x@k.example', roles: [] }])).toBe('x@k.example')
  expect(mailboxOf([])).toBe('')
})

test('of an address only the network is kept', () => {
  expect(addressPrefix('203.0.113.77')).toBe('203.0.113.0/24')
  expect(addressPrefix('::ffff:203.0.113.77')).toBe('203.0.113.0/24')
  expect(addressPrefix('2001:db8:85a3::8a2e:370:7334')).toBe('2001:db8:85a3::/48')
  expect(addressPrefix('2001:db8::1')).toBe('2001:db8:0::/48')
  // two groups and six: the sign for zeros stands for none here but the one that is missing
  expect(addressPrefix('2001::b:c:d:e:f:1')).toBe('2001:0:b::/48')
  for (const none of ['deadbeef', 'fe80::1%eth0', '1.2.3']) expect(addressPrefix(none), none).toBeNull()
  expect(addressPrefix('unknown')).toBeNull()
  expect(addressPrefix(undefined)).toBeNull()
})

describe('R6 and R8: what the product does by itself', () => {
  const licence = {
    state: 'active',
    seats: 25,
    startsOn: '2026-02-01',
    endsOn: '2027-02-01',
    seatsBefore: null,
    environment: 'prod',
  } as const
  const codes = (change: object) => productNotes({ ...licence, ...change }).map((note) => note.code)

  test('seats, ten days of grace, one active licence, the variable and the missing revocation are always said', () => {
    expect(codes({})).toEqual(['seats_refused', 'grace', 'one_active', 'environment_variable', 'no_revocation'])
  })
  test('the rest where it applies', () => {
    expect(codes({ state: 'not_started' })).toContain('starts_ignored')
    expect(codes({ state: 'grace' })).toContain('expired_refused')
    expect(codes({ state: 'superseded' })).toContain('superseded')
    expect(codes({ seatsBefore: 50 })).toContain('fewer_seats')
    expect(codes({ seatsBefore: 20 })).not.toContain('fewer_seats')
    expect(codes({ environment: 'test' })).toContain('test_builds')
  })
})
