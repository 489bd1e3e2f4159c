import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codeOf } from '../../../../test/parts/code-of.ts'
import { fitCountry, fitNewness, nameKey } from './account.ts'
import { companyDomainOf, registrableDomain, websiteDomain } from './domains.ts'
import { requireBands, segmentKept, segmentOf, segments, shippedBands } from './segment.ts'
import { codeLives, keepAnOwner } from './portal.ts'

const now = new Date('2026-06-15T10:00:00Z')

describe('segments', () => {
  test('begin where the house says, and leave room for all three', () => {
    const own = { mid_market_from: 50, enterprise_from: 500 }
    expect([49, 50, 499, 500].map((employees) => segmentOf(employees, own))).toEqual(['smb', 'mid_market', 'mid_market', 'enterprise'])
    expect(codeOf(() => requireBands({ mid_market_from: 500, enterprise_from: 500 }))).toBe('customers.segment_bands_crossed')
    expect(codeOf(() => requireBands({ mid_market_from: 1, enterprise_from: 500 }))).toBe('customers.segment_bands_crossed')
    expect(() => requireBands(own)).not.toThrow()
  })

  test('follow from the number of employees', () => {
    const table: [number, string][] = [
      [1, 'smb'],
      [99, 'smb'],
      [100, 'mid_market'],
      [999, 'mid_market'],
      [1000, 'enterprise'],
      [250_000, 'enterprise'],
    ]
    for (const [employees, segment] of table) expect([employees, segmentOf(employees, shippedBands)]).toEqual([employees, segment])
  })

  test('are set by hand only while the number is not known', () => {
    expect(segmentKept(null, 'enterprise', shippedBands)).toBe('enterprise')
    expect(segmentKept(null, undefined, shippedBands)).toBeNull()
    expect(segmentKept(40, undefined, shippedBands)).toBe('smb')
    expect(segmentKept(40, 'smb', shippedBands)).toBe('smb')
    expect(codeOf(() => segmentKept(40, 'enterprise', shippedBands))).toBe('customers.segment_derived')
  })

  test('grow with the company', () => {
    const rank = (employees: number) => segments.indexOf(segmentOf(employees, shippedBands))
    fc.assert(fc.property(fc.integer({ min: 1 }), fc.integer({ min: 1 }), (a, b) => a > b || rank(a) <= rank(b)))
  })
})

describe('accounts', () => {
  test('two spellings of one company have one key', () => {
    for (const [one, other] of [
      ['Straßen & Söhne GmbH & Co. KG', 'strassen sohne'],
      ['ACME, Inc.', 'Acme'],
      ['Kestrel Rail Ltd.', 'kestrel  rail LIMITED'],
      ['Société Générale d’Essai S.A.', 'Societe Generale d Essai'],
      ['Příklad s.r.o.', 'priklad'],
    ] as const) {
      expect(nameKey(one)).toBe(nameKey(other))
    }
  })

  test('a name that is nothing but a legal form keeps it, and no name gets an empty key', () => {
    expect(nameKey('Co')).toBe('co')
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,12}( (gmbh|inc|ltd))?$/), (name) => {
        expect(nameKey(name)).not.toBe('')
      }),
    )
  })

  test('case, signs and spaces make no other company', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{2,10}( [a-z]{2,10}){0,3}$/), (name) => {
        expect(nameKey(`  ${name.toUpperCase().replaceAll(' ', ', -')}! `)).toBe(nameKey(name))
      }),
    )
  })

  test('a country is one that ISO 3166-1 lists', () => {
    expect(codeOf(() => fitCountry('DE'))).toBeUndefined()
    expect(codeOf(() => fitCountry('XX'))).toBe('customers.country_unknown')
    expect(codeOf(() => fitCountry('UK'))).toBe('customers.country_unknown')
  })

  test('a twin stops a new account until the asker insists', () => {
    const twins = [{ number: 'A-000001', name: 'Acme' }]
    expect(codeOf(() => fitNewness(twins, false))).toBe('customers.account.maybe_duplicate')
    expect(codeOf(() => fitNewness(twins, true))).toBeUndefined()
    expect(codeOf(() => fitNewness([], false))).toBeUndefined()
  })
})

describe('domains', () => {
  test('a company registers one label below what its country sells', () => {
    expect(registrableDomain('mail.eng.acme.co.uk')).toBe('acme.co.uk')
    expect(registrableDomain('www.acme.com')).toBe('acme.com')
    expect(registrableDomain('acme.com.br')).toBe('acme.com.br')
    expect(registrableDomain('a.b.acme.de')).toBe('acme.de')
    expect(registrableDomain('localhost')).toBeUndefined()
    expect(registrableDomain('192.0.2.7')).toBeUndefined()
  })

  test('free mail says nothing about a company', () => {
    expect(companyDomainOf('robin@gmail.com')).toBeUndefined()
    expect(companyDomainOf('Robin@Mail.Acme.CO.UK')).toBe('acme.co.uk')
  })

  test('a website is read as people type it', () => {
    for (const text of ['acme.com', 'https://www.acme.com/about?x#y', 'http://user@acme.com:8080', 'ACME.com/'])
      expect(websiteDomain(text)).toBe('acme.com')
  })
})

describe('portal', () => {
  test('a code dies of time, use and five wrong tries; those of strangers and of who asked for it are counted apart', () => {
    const code = { expiresAt: new Date(now.getTime() + 1), endedAt: null, tries: 0, strayTries: 0, askers: ['here'] }
    expect(codeLives(code, 'here', now)).toBe(true)
    expect(codeLives({ ...code, expiresAt: now }, 'here', now)).toBe(false)
    expect(codeLives({ ...code, endedAt: now }, 'here', now)).toBe(false)
    expect(codeLives({ ...code, tries: 4 }, 'here', now)).toBe(true)
    expect(codeLives({ ...code, tries: 5 }, 'here', now)).toBe(false)
    expect(codeLives({ ...code, tries: 5 }, 'there', now)).toBe(true)
    expect(codeLives({ ...code, strayTries: 5 }, 'there', now)).toBe(false)
    expect(codeLives({ ...code, strayTries: 500 }, 'here', now)).toBe(true)
  })

  test('the last owner of an account stays', () => {
    expect(codeOf(() => keepAnOwner(['a'], 'a'))).toBe('customers.contact.last_owner')
    expect(codeOf(() => keepAnOwner(['a', 'b'], 'a'))).toBeUndefined()
  })
})
