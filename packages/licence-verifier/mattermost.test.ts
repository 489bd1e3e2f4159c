import { createSign, generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeDocument, encodeDocument } from './document.ts'
import { type PublicKey, verifyMattermostLicence } from './mattermost.ts'
import { flagNames } from './payload.ts'

const spki = { type: 'spki', format: 'pem' } as const
const pkcs8 = { type: 'pkcs8', format: 'pem' } as const
const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: spki, privateKeyEncoding: pkcs8 })
const prod = pair()
const test1 = pair()
const keys: PublicKey[] = [
  { pem: prod.publicKey, environment: 'prod' },
  { pem: test1.publicKey, environment: 'test' },
]
const starts = Date.parse('2026-01-31T23:00:00Z')
const expires = Date.parse('2027-01-31T23:00:00Z')
const midTerm = new Date('2026-06-01T12:00:00Z')

describe('a genuine licence', () => {
  test('is accepted within its term and read', async () => {
    const check = await verifyMattermostLicence(signed(), keys, midTerm)
    expect(check).toMatchObject({ ok: true, codes: [], findings: [], environment: 'prod', phase: 'active' })
    expect(check.payload?.features.users).toBe(25)
  })

  test('is not started before its term, in grace for ten days after it, and then expired', async () => {
    const at = async (ms: number) => verifyMattermostLicence(signed(), keys, new Date(ms))
    expect(await at(starts - 1)).toMatchObject({ ok: true, phase: 'not_started' })
    expect(await at(starts)).toMatchObject({ ok: true, phase: 'active' })
    expect(await at(expires)).toMatchObject({ ok: true, phase: 'grace' })
    expect(await at(expires + 864_000_000)).toMatchObject({ ok: false, codes: ['expired'], phase: 'terminated' })
  })

  test('is accepted with line breaks and a byte-order mark, and says so', async () => {
    const wrapped = `\uFEFF${signed().replace(/(.{64})/g, '$1\r\n')}\n`
    const check = await verifyMattermostLicence(wrapped, keys, midTerm)
    expect(check.ok).toBe(true)
    expect(check.findings.map((finding) => finding.code)).toEqual(['text.repaired', 'text.repaired'])
  })

  test('loses nothing when flags are absent, but the reader is warned', async () => {
    const check = await verifyMattermostLicence(signed({ features: { users: 25, ldap: true } }), keys, midTerm)
    expect(check.ok).toBe(true)
    expect(check.findings[0]).toMatchObject({ code: 'flags.absent', level: 'note' })
  })
})

describe('R7: the two environments', () => {
  test('a test licence on a production build is a wrong environment, not a wrong signature', async () => {
    const check = await verifyMattermostLicence(signed({}, test1.privateKey), keys, midTerm)
    expect(check).toMatchObject({ ok: false, codes: ['environment.mismatch'], environment: 'test' })
    expect((await verifyMattermostLicence(signed({}, test1.privateKey), keys, midTerm, 'test')).ok).toBe(true)
  })

  test('a stranger’s key is a wrong signature', async () => {
    expect((await verifyMattermostLicence(signed({}, pair().privateKey), keys, midTerm)).codes).toEqual(['signature.invalid'])
  })
})

describe('a damaged licence', () => {
  test('no changed byte is accepted, wherever it is', async () => {
    const bytes = Buffer.from(signed(), 'base64')
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (place, mask) => {
        const hurt = Buffer.from(bytes)
        hurt.writeUInt8(hurt.readUInt8(place) ^ mask, place)
        expect((await verifyMattermostLicence(hurt.toString('base64'), keys, midTerm)).ok).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  test('no input makes it throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 900 }), async (text) => {
        expect((await verifyMattermostLicence(text, keys, midTerm)).ok).toBe(false)
      }),
    )
  })

  test.each([
    ['', 'There is no text'],
    ['<p>eyJ</p>', 'mail mark-up'],
    [signed().slice(0, -3), 'the end was cut off'],
    [`${signed().slice(0, 20)} ${signed().slice(20)}`, 'blanks'],
    [Buffer.from(signed()).toString('base64'), 'encoded twice'],
    [Buffer.from('{"id":"x"}').toString('base64'), 'too short'],
    ['eyJ*', 'not a base64 text'],
  ])('the damage is named: %#', async (text, words) => {
    const check = await verifyMattermostLicence(text, keys, midTerm)
    expect(check.codes).toContain('malformed')
    expect(check.findings.map((finding) => finding.text).join(' ')).toContain(words)
  })

  test('the URL alphabet is named', () => {
    const text = signed().replaceAll('+', '-').replaceAll('/', '_')
    expect(decodeDocument(text).damages).toEqual(['base64url'])
  })
})

test('all trailing zero bytes are stripped before the signature is cut off, as the product does', () => {
  const payload = new TextEncoder().encode('{"id":1}')
  const signature = new Uint8Array(256).fill(7)
  const parts = decodeDocument(Buffer.concat([payload, signature, Buffer.alloc(5)]).toString('base64'))
  expect(parts.payload).toEqual(payload)
  signature[255] = 0
  expect(decodeDocument(encodeDocument(payload, signature)).payload).not.toEqual(payload)
})

function signed(change: Record<string, unknown> = {}, privateKey = prod.privateKey): string {
  const payload = {
    id: 'ygc48hucd37w5gt6mhoce9cqnr',
    issued_at: starts,
    starts_at: starts,
    expires_at: expires,
    customer: {
      id: 'ygcpbkow6b6fmn3b8mcshd5zne',
      name: 'Kestrel Rail GmbH',
      email: 'it@kestrel-rail.example',
      company: 'Kestrel Rail GmbH',
    },
    features: { users: 25, ...Object.fromEntries(flagNames.map((name) => [name, name !== 'cloud'])) },
    sku_name: 'Enterprise',
    sku_short_name: 'enterprise',
    is_trial: false,
    is_gov_sku: false,
    is_seat_count_enforced: true,
    extra_users: 2,
    signup_jwt: null,
    limits: null,
    ...change,
  }
  // a signature in 256 ends with a zero byte, which the product strips; whoever issues signs another text then
  for (let text = JSON.stringify(payload); ; text += ' ') {
    const signature = createSign('RSA-SHA512').update(text).sign(privateKey)
    if (signature.at(-1) !== 0) return encodeDocument(Buffer.from(text), signature)
  }
}
