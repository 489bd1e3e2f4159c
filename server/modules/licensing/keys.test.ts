import { generateKeyPairSync } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, refusalOf, type Stage, text } from '../../../test/cast/licensing.ts'
import * as contract from './contract.ts'
import { prepareKeys } from './index.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

test('keys are there from set-up on, one of each environment, however often set-up runs', async () => {
  await Promise.all([prepareKeys(stage.cast.open), prepareKeys(stage.cast.open)])
  const { items } = await stage.cast.as('admin').call(contract.keysList, {})
  expect(items.map((key) => [key.kid, key.state]).sort()).toEqual([
    ['mm-prod-2026a', 'active'],
    ['mm-test-2026a', 'active'],
  ])
  expect(JSON.stringify(items)).not.toContain('PRIVATE')
})

test('the private part is sealed: no RSA key can be read from the row', async () => {
  const { rows } = await stage.cast.open((ctx) =>
    sql<{ sealed: Buffer }>`select sealed_private as sealed from licensing.signing_key`.execute(ctx.tx),
  )
  expect(rows).toHaveLength(2)
  // the object identifier of rsaEncryption, which every PKCS#8 RSA key holds
  for (const { sealed } of rows) expect(sealed.includes(Buffer.from('2a864886f70d010101', 'hex'))).toBe(false)
})

test('a new key waits until it is activated; the old one goes on verifying', async () => {
  const admin = stage.cast.as('admin')
  const before = stage.bought(stage.customer)
  await stage.keep(before)
  const made = await admin.call(contract.keysGenerate, { environment: 'prod' })
  expect(made).toMatchObject({ kid: 'mm-prod-2026b', state: 'pending', origin: 'generated' })
  await admin.call(contract.keysActivate, { kid: made.kid, reason: 'yearly rotation' })
  const after = stage.bought(stage.customer)
  await stage.keep(after)
  const used = []
  for (const change of [before, after]) {
    const { id } = await stage.onlyLicence(change)
    const { key } = await admin.call(contract.licencesGet, { id })
    used.push([key.kid, key.state])
    expect((await admin.call(contract.verificationsCreate, { document: text(await stage.fileOf(id)) })).ok).toBe(true)
  }
  expect(used).toEqual([
    ['mm-prod-2026a', 'verifying'],
    ['mm-prod-2026b', 'active'],
  ])
  expect(await refusalOf(admin.call(contract.keysActivate, { kid: made.kid, reason: 'again' }))).toMatchObject({ code: 'key.not_pending' })
})

test('an existing key is taken in, once, and only if the product can read its signatures', async () => {
  const admin = stage.cast.as('admin')
  const old = pemPair(2048)
  const taken = await admin.call(contract.keysImport, { environment: 'prod', pem: old.privateKey })
  expect(taken).toMatchObject({ kid: 'mm-prod-2026c', origin: 'imported', state: 'pending', public_pem: old.publicKey })
  const importing = (pem: string) => refusalOf(admin.call(contract.keysImport, { environment: 'prod', pem }))
  expect(await importing(old.privateKey)).toMatchObject({ code: 'key.exists' })
  expect(await importing(pemPair(1024).privateKey)).toMatchObject({
    code: 'key.not_rsa_2048',
  })
  expect(await importing('nonsense')).toMatchObject({ code: 'key.unreadable' })
  const { rows } = await stage.cast.open((ctx) => sql<{ text: string }>`select a::text as text from kernel.audit a`.execute(ctx.tx))
  expect(rows.map((row) => row.text).join('')).not.toContain('PRIVATE')
})

test('only those who keep the keys may make, import or activate one', async () => {
  const bizops = stage.cast.as('bizops')
  expect(await refusalOf(bizops.call(contract.keysGenerate, { environment: 'prod' }))).toMatchObject({ kind: 'forbidden' })
  expect(await refusalOf(bizops.call(contract.keysImport, { environment: 'prod', pem: 'x' }))).toMatchObject({ kind: 'forbidden' })
  expect(await refusalOf(bizops.call(contract.keysActivate, { kid: 'mm-prod-2026c', reason: 'because' }))).toMatchObject({
    kind: 'forbidden',
  })
})

test('R7: a file of the other environment is told from a forged one', async () => {
  const change = stage.bought(stage.customer)
  await stage.keep(change)
  const document = text(await stage.fileOf((await stage.onlyLicence(change)).id))
  const staff = stage.cast.as('bizops')
  expect(await staff.call(contract.verificationsCreate, { document, environment: 'test' })).toMatchObject({
    ok: false,
    codes: ['environment.mismatch'],
  })
  const forged = Buffer.from(document, 'base64')
  forged.writeUInt8(forged.readUInt8(200) ^ 1, 200)
  expect((await staff.call(contract.verificationsCreate, { document: forged.toString('base64') })).codes).toContain('signature.invalid')
  expect((await staff.call(contract.verificationsCreate, { document })).licence?.state).toBe('active')
})

function pemPair(modulusLength: number) {
  const publicKeyEncoding = { type: 'spki', format: 'pem' } as const
  return generateKeyPairSync('rsa', { modulusLength, publicKeyEncoding, privateKeyEncoding: { type: 'pkcs1', format: 'pem' } })
}
