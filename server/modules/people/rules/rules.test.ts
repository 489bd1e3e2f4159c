import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codeOf } from '../../../../test/parts/code-of.ts'
import type { Scope } from '../../../kernel/context.ts'
import type { Rights } from '../../../kernel/rights-table.ts'
import { commonPasswords } from '../sign-in/common-passwords.ts'
import { fitCompany, fitKey, fitPassword, keepAnAdmin, knownRoles } from './guards.ts'
import { refreshedEnd, sessionLives, stopGuessing, waitAfter } from './limits.ts'
import { rightsOf, rightsOfContact, rightsOfKey } from './roles.ts'
import { requireFreshProof } from './step-up.ts'

const now = new Date('2026-06-15T10:00:00Z')
const day = 86_400_000

describe('guards', () => {
  test('the last administrator stays', () => {
    expect(codeOf(() => keepAnAdmin(['a'], 'a'))).toBe('person.last_admin')
    expect(codeOf(() => keepAnAdmin(['a', 'b'], 'a'))).toBeUndefined()
    expect(codeOf(() => keepAnAdmin(['a'], 'b'))).toBeUndefined()
  })

  test('a key ends within a year and does no more than its owner', () => {
    const owned = new Set(['billing.read'])
    expect(codeOf(() => fitKey(['billing.bill'], owned, [], new Date(now.getTime() + day), now))).toBe('api_key.beyond_owner')
    expect(codeOf(() => fitKey(['billing.read'], owned, ['billing.read'], new Date(now.getTime() + day), now))).toBe('api_key.never')
    expect(codeOf(() => fitKey([], owned, ['billing.read'], new Date(now.getTime() + day), now))).toBe('api_key.no_rights')
    expect(codeOf(() => fitKey(['billing.read'], owned, [], now, now))).toBe('api_key.expired')
    expect(codeOf(() => fitKey(['billing.read'], owned, [], new Date(now.getTime() + 367 * day), now))).toBe('api_key.too_long')
    expect(codeOf(() => fitKey(['billing.read'], owned, [], new Date(now.getTime() + 366 * day), now))).toBeUndefined()
  })

  test('a password is long and not among the first guesses', () => {
    expect(codeOf(() => fitPassword('short', 'a@b.example', 'Ines Okafor'))).toBe('password.too_short')
    expect(codeOf(() => fitPassword('Password12345', 'a@b.example', 'Ines Okafor'))).toBe('password.too_common')
    expect(codeOf(() => fitPassword('ada.lovelace@b.example', 'Ada.Lovelace@b.example', 'Ines Okafor'))).toBe('password.too_common')
    expect(codeOf(() => fitPassword('x'.repeat(129), 'a@b.example', 'Ines Okafor'))).toBe('password.too_long')
    expect(codeOf(() => fitPassword('four ducks on a pond', 'a@b.example', 'Ines Okafor'))).toBeUndefined()
  })

  test('a role is one that the table knows, and counts once', () => {
    expect(knownRoles(['finance', 'admin', 'finance'])).toEqual(['finance', 'admin'])
    expect(codeOf(() => knownRoles(['finance', 'captain']))).toBe('role.unknown')
  })

  test('a password has 12 to 128 characters', () => {
    const of = (length: number) =>
      codeOf(() => fitPassword(String.fromCodePoint(...Array.from({ length }, (_, n) => 0x1f300 + n * 7)), 'ada@example.com', 'Ada'))
    expect([of(11), of(12), of(128), of(129)]).toEqual(['password.too_short', undefined, undefined, 'password.too_long'])
  })

  test('a fiscal year ends on a day that every year has', () => {
    const company = { zone: 'UTC', currency: 'USD', locale: 'en-US', fiscalYearEnd: '01-31' }
    const with_ = (change: object) => codeOf(() => fitCompany({ ...company, ...change }))
    expect(with_({})).toBeUndefined()
    for (const day of ['01-00', '01-32', '13-01', '00-10', '04-31'])
      expect(with_({ fiscalYearEnd: day }), day).toBe('company.fiscal_year_end')
    expect(with_({ fiscalYearEnd: '07-01' })).toBeUndefined()
  })

  test('a fresh proof opens roles and keys for less than five minutes', () => {
    const ago = (ms: number) => codeOf(() => requireFreshProof(new Date(now.getTime() - ms), now))
    expect([ago(0), ago(5 * 60_000 - 1), ago(5 * 60_000), ago(day)]).toEqual([undefined, undefined, 'step_up.needed', 'step_up.needed'])
    expect(codeOf(() => requireFreshProof(undefined, now))).toBe('step_up.needed')
  })

  test('29 February ends no fiscal year', () => {
    const company = { zone: 'Europe/Berlin', currency: 'EUR', locale: 'de-DE', fiscalYearEnd: '01-31' }
    expect(codeOf(() => fitCompany(company))).toBeUndefined()
    expect(codeOf(() => fitCompany({ ...company, fiscalYearEnd: '02-29' }))).toBe('company.fiscal_year_end')
    expect(codeOf(() => fitCompany({ ...company, fiscalYearEnd: '13-01' }))).toBe('company.fiscal_year_end')
    expect(codeOf(() => fitCompany({ ...company, zone: 'Mars/Olympus' }))).toBe('company.zone_unknown')
    expect(codeOf(() => fitCompany({ ...company, currency: 'XXX' }))).toBe('currency.unknown')
  })
})

describe('rights', () => {
  const table: Rights = {
    'harbour.read': { roles: { sailor: 'own', pilot: 'team', master: 'all' }, summary: '' },
    'harbour.write': { roles: { master: 'all' }, personal: true, summary: '' },
    'portal.pay': { roles: { pilot: 'own' }, portal: true, summary: '' },
  } as never

  test('the widest reach of several roles wins, and a role without a right gives none', () => {
    expect([...rightsOf(table, ['sailor', 'pilot'])]).toEqual([['harbour.read', 'team']])
    expect([...rightsOf(table, ['sailor'])]).toEqual([['harbour.read', 'own']])
    expect([...rightsOf(table, ['pilot', 'master'])]).toEqual([
      ['harbour.read', 'all'],
      ['harbour.write', 'all'],
    ])
    expect([...rightsOf(table, ['toString'])]).toEqual([])
  })

  test('a contact has rights of the portal alone, and may always look', () => {
    expect([...rightsOfContact(table, ['pilot', 'master'])]).toEqual([
      ['portal.pay', 'own'],
      ['portal.view', 'own'],
    ])
    expect([...rightsOfContact(table, [])]).toEqual([['portal.view', 'own']])
  })

  test('a key has what it was given, its owner still has, and a program may have', () => {
    const owner = rightsOf(table, ['master'])
    const given = (...rights: string[]) => ({ rights, reaches: null })
    expect([...rightsOfKey(table, owner, given('harbour.read', 'harbour.write', 'portal.pay'))]).toEqual([['harbour.read', 'all']])
    expect([...rightsOfKey(table, owner, given())]).toEqual([])
  })

  test('a key reaches as far as on the day it was made, and no further than its owner of today', () => {
    const scopes = ['own', 'team', 'all'] as const
    fc.assert(
      fc.property(fc.constantFrom(...scopes), fc.constantFrom(...scopes, undefined), (now, made) => {
        const reaches: Record<string, Scope> = made ? { 'harbour.read': made } : {}
        const may = rightsOfKey(table, new Map([['harbour.read', now]]), { rights: ['harbour.read'], reaches }).get('harbour.read')
        const far = (scope: (typeof scopes)[number] | undefined) => (scope ? scopes.indexOf(scope) : -1)
        expect(far(may)).toBe(Math.min(far(now), far(made)))
      }),
    )
  })
})

describe('limits', () => {
  test('the eleventh try from one place, or the 51st from anywhere, finds the door closed', () => {
    expect([0, 9, 10, 11, 12, 13, 14, 15, 500].map(waitAfter)).toEqual([0, 0, 1, 2, 4, 8, 15, 15, 15])
    const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000)
    expect(codeOf(() => stopGuessing({ wrong: 0, last: undefined }, now))).toBeUndefined()
    expect(codeOf(() => stopGuessing({ wrong: 9, last: now }, now))).toBeUndefined()
    expect(codeOf(() => stopGuessing({ wrong: 10, last: ago(59) }, now))).toBe('sign_in.too_many')
    expect(codeOf(() => stopGuessing({ wrong: 10, last: ago(60) }, now))).toBeUndefined()
    expect(codeOf(() => stopGuessing({ wrong: 500, last: ago(900) }, now))).toBeUndefined()
  })

  test('a session dies when it ends, idles, is a week old, or its person leaves', () => {
    const session = { expiresAt: new Date(now.getTime() + 1), createdAt: now, endedAt: null, leftAt: null }
    expect(sessionLives(session, now)).toBe(true)
    expect(sessionLives({ ...session, expiresAt: now }, now)).toBe(false)
    expect(sessionLives({ ...session, endedAt: now }, now)).toBe(false)
    expect(sessionLives({ ...session, leftAt: now }, now)).toBe(false)
    expect(sessionLives({ ...session, createdAt: new Date(now.getTime() - 7 * day) }, now)).toBe(false)
  })

  test('a session is refreshed at most every five minutes', () => {
    const end = new Date(now.getTime() + 12 * 3_600_000)
    expect(refreshedEnd(end, new Date(now.getTime() + 5 * 60_000))).toBeUndefined()
    expect(refreshedEnd(end, new Date(now.getTime() + 5 * 60_000 + 1))?.toISOString()).toBe('2026-06-15T22:05:00.001Z')
  })
})

describe('a common password', () => {
  test.each([
    'password1234',
    'Football!2026',
    '2026-Dragon-2026',
    'dragondragon',
    'Sunshine123!',
    'qwertyuiop12',
    'abcdefghijkl',
    'lkjhgfdsapoi',
    '111111111111',
    'administrator',
    'abababababab',
  ])('is %s', (password) =>
    expect(codeOf(() => fitPassword(password, 'ines@tidewater.example', 'Ines Okafor'))).toBe('password.too_common'),
  )

  test.each(['a lighthouse in the fog', 'four ducks on a pond', 'quarterdeck demo', 'Tr0ub4dor&3xtra', '七つの海を渡る船乗りの唄です'])(
    'is not %s',
    (password) => expect(codeOf(() => fitPassword(password, 'ines@tidewater.example', 'Ines Okafor'))).toBeUndefined(),
  )

  test('is one of at least ten thousand', () => expect(commonPasswords().size).toBeGreaterThan(10_000))

  test('is also one’s own name, however often', () => {
    for (const one of ['Ines Okafor Ines', 'okafor.ines.okafor', 'InesOkafor2026', 'ines-okafor-ines-okafor!'])
      expect(
        codeOf(() => fitPassword(one, 'ines@tidewater.example', 'Ines Okafor')),
        one,
      ).toBe('password.too_common')
    for (const one of ['Ines Okafor sails north', 'the okafor lighthouse', 'ines 48151623 okafor'])
      expect(
        codeOf(() => fitPassword(one, 'ines@tidewater.example', 'Ines Okafor')),
        one,
      ).toBeUndefined()
  })

  test('is also one’s own address', () => {
    expect(codeOf(() => fitPassword('ines.okafor.x', 'ines.okafor.x@tidewater.example', 'Ines Okafor'))).toBe('password.too_common')
  })
})
