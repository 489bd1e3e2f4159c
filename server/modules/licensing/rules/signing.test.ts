import { createSign, generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { decodeDocument, verifyMattermostLicence } from '../../../../packages/licence-verifier/index.ts'
import { kestrel as facts } from '../../../../test/cast/kestrel.ts'
import { type Signer, signLicence } from './signing.ts'

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
const sign: Signer = (payload) => createSign('RSA-SHA512').update(payload).sign(pair.privateKey)

test('R2: one line of standard base64, 1,860 characters for the worked example', () => {
  const { document, payload } = signLicence(facts, sign)
  expect(document).toMatch(/^[A-Za-z0-9+/]{1860}$/)
  expect(payload).toHaveLength(1139)
})

test('R1: a signature that ends in zero is made again a millisecond later', () => {
  let calls = 0
  const signed = signLicence(facts, (payload) => {
    calls += 1
    const signature = Buffer.from(sign(payload))
    signature[255] = calls <= 3 ? 0 : 1
    return signature
  })
  expect(calls).toBe(4)
  expect(signed.issuedAt.getTime()).toBe(facts.issuedAt.getTime() + 3)
  expect(JSON.parse(signed.payload.toString()).issued_at).toBe(facts.issuedAt.getTime() + 3)
})

test('R1: seventeen zero endings in a row are refused', () => {
  let calls = 0
  const zero: Signer = () => {
    calls += 1
    return new Uint8Array(256)
  }
  expect(() => signLicence(facts, zero)).toThrow(expect.objectContaining({ code: 'licence.unsignable' }))
  expect(calls).toBe(17)
})

test('R1: among 600 real licences each survives the stripping of zeros', async () => {
  const pem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString()
  let moved = 0
  for (let seats = 1; seats <= 600; seats += 1) {
    const signed = signLicence({ ...facts, seats }, sign)
    if (signed.issuedAt > facts.issuedAt) moved += 1
    expect(decodeDocument(signed.document).signature).toHaveLength(256)
    if (signed.issuedAt > facts.issuedAt || seats % 100 === 0) {
      expect((await verifyMattermostLicence(signed.document, [{ pem, environment: 'prod' }], facts.startsAt)).ok).toBe(true)
    }
  }
  // one in 256 is expected; all of 600 without one would have a chance of one in ten
  expect(moved).toBeLessThan(20)
})

test('a key of another size is refused', () => {
  expect(() => signLicence(facts, () => new Uint8Array(512).fill(1))).toThrow(expect.objectContaining({ code: 'key.wrong_size' }))
})
