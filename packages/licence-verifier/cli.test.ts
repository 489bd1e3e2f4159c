import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from './cli.ts'
import { encodeDocument } from './document.ts'
import { flagNames } from './payload.ts'

let folder: string
const at = (name: string) => join(folder, name)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'licence-verify-'))
  const prod = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 })
  writeFileSync(at('prod.pem'), prod.publicKey.export({ type: 'spki', format: 'pem' }))
  writeFileSync(at('test.pem'), other.publicKey.export({ type: 'spki', format: 'pem' }))
  const payload = JSON.stringify({
    id: 'ygc48hucd37w5gt6mhoce9cqnr',
    issued_at: Date.parse('2026-02-01T00:00:00Z'),
    starts_at: Date.parse('2026-02-01T00:00:00Z'),
    expires_at: Date.parse('2027-02-01T00:00:00Z'),
    customer: {
      id: 'ygcpbkow6b6fmn3b8mcshd5zne',
      name: 'Kestrel Rail GmbH',
      email: 'it@kestrel-rail.example',
      company: 'Kestrel Rail GmbH',
    },
    features: { users: 25, ...Object.fromEntries(flagNames.map((name) => [name, true])) },
    sku_name: 'Enterprise',
    sku_short_name: 'enterprise',
    is_trial: false,
    is_gov_sku: false,
    is_seat_count_enforced: true,
    extra_users: 2,
    signup_jwt: null,
    limits: null,
  })
  // a signature in 256 ends with a zero byte, which the product strips; whoever issues signs another text then
  const signedBy = (key: KeyObject) => {
    for (let text = payload; ; text += ' ') {
      const signature = sign('sha512', Buffer.from(text), key)
      if (signature.at(-1) !== 0) return encodeDocument(Buffer.from(text), signature)
    }
  }
  writeFileSync(at('good'), signedBy(prod.privateKey))
  writeFileSync(at('test-build'), signedBy(other.privateKey))
  writeFileSync(at('damaged'), 'eyJub3QiOiJhIGxpY2VuY2UifQ==')
})
afterAll(() => rmSync(folder, { recursive: true }))

async function said(...args: string[]): Promise<[code: number, words: string]> {
  const lines: string[] = []
  const code = await run(args, (line) => lines.push(line))
  return [code, lines.join('\n')]
}

describe('licence-verify', () => {
  test('exits 0 for a licence in force and says whose it is', async () => {
    const [code, words] = await said(at('good'), '--key', at('prod.pem'), '--at', '2026-06-01T00:00:00Z')
    expect(code).toBe(0)
    expect(words).toContain('Genuine, and in force.')
    expect(words).toContain('Enterprise, 25 seats (+2 tolerated)')
  })

  test('exits 1 for one that is over, and for one of the other builds', async () => {
    const [ended, words] = await said(at('good'), '--key', at('prod.pem'), '--at', '2027-03-01T00:00:00Z')
    expect([ended, words.split('\n')[0]]).toEqual([1, 'Not accepted: expired'])
    const [other, why] = await said(at('test-build'), '--key', at('prod.pem'), '--test-key', at('test.pem'), '--at', '2026-06-01T00:00:00Z')
    expect([other, why.split('\n')[0]]).toEqual([1, 'Not accepted: environment.mismatch'])
  })

  test('exits 2 for what cannot be read and for a wrong command', async () => {
    expect((await said(at('damaged'), '--key', at('prod.pem')))[0]).toBe(2)
    expect((await said(at('absent'), '--key', at('prod.pem')))[0]).toBe(2)
    expect((await said(at('good')))[0]).toBe(2)
    expect((await said(at('good'), '--key', at('good')))[1]).toContain('PUBLIC KEY')
    expect((await said(at('good'), '--key', at('prod.pem'), '--at', 'noon'))[0]).toBe(2)
  })

  test('gives JSON on request', async () => {
    const [, words] = await said(at('good'), '--key', at('prod.pem'), '--at', '2026-06-01T00:00:00Z', '--json')
    expect(JSON.parse(words)).toMatchObject({ ok: true, phase: 'active', environment: 'prod' })
  })
})
