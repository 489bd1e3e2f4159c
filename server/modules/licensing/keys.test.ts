import { generateKeyPairSync } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, refusalOf, type Stage, text } from '../../../test/cast/licensing.ts'
import { takeSigningKey } from './commands/keys.ts'
import * as contract from './contract.ts'
import { prepareKeys } from './index.ts'
import { keyAttention } from './queries.ts'

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
  // the first of an environment signs at once, and says so as every later one does
  const { rows: told } = await stage.cast.house.db.pool.query(
    `select payload, key from kernel.outbox where name = 'licensing.key.activated' order by payload ->> 'kid'`,
  )
  expect(told).toEqual(
    ['prod', 'test'].map((environment) => ({
      payload: { kid: `mm-${environment}-2026a`, environment },
      key: `signing_key:${environment}`,
    })),
  )
})

test('of two who need the first key at once one makes it, and both sign with it', async () => {
  await stage.cast.house.db.pool.query('create table public.kept as select * from licensing.signing_key')
  await stage.cast.house.db.pool.query('delete from licensing.signing_key')
  const take = () => stage.cast.open(async (ctx) => (await takeSigningKey(ctx, 'prod')).kid)
  const [one, other] = await Promise.all([take(), take()])
  expect(one).toBe(other)
  await stage.cast.house.db.pool.query('delete from licensing.signing_key')
  await stage.cast.house.db.pool.query('insert into licensing.signing_key select * from public.kept')
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

test('a key that is meant for later is not activated before its day', async () => {
  const admin = stage.cast.as('admin')
  const add = (first_use_on: string) => admin.call(contract.keysGenerate, { environment: 'prod', first_use_on })
  expect(await refusalOf(add('2026-06-14'))).toMatchObject({ kind: 'invalid', code: 'key.first_use_past' })
  expect(await add('2026-06-15'), 'today is no day of the past').toMatchObject({ first_use_on: '2026-06-15' })
  const { kid } = await add('2026-09-15')
  const activate = () => admin.call(contract.keysActivate, { kid, reason: 'yearly rotation' })
  stage.cast.setNow(new Date('2026-09-14T10:00:00Z'))
  expect(await refusalOf(activate())).toMatchObject({ kind: 'refused', code: 'key.too_early' })
  const before = await signing()
  stage.cast.setNow(new Date('2026-09-15T10:00:00Z'))
  expect(await activate()).toMatchObject({ kid, state: 'active', first_use_on: '2026-09-15' })
  stage.cast.setNow(new Date('2026-06-15T10:00:00Z'))
  expect(before).not.toBe(kid)
  expect(await signing()).toBe(kid)
})

test('an unknown key is said to be one', async () => {
  const admin = stage.cast.as('admin')
  const asked = { kid: 'mm-prod-1999a' }
  expect(await refusalOf(admin.call(contract.keysActivate, { ...asked, reason: 'because' }))).toMatchObject({ code: 'key.unknown' })
  expect(await refusalOf(stage.cast.visitor().call(contract.keysPublicPem, asked))).toMatchObject({ kind: 'missing', code: 'key.unknown' })
})

test('what is done with keys is on record with who and why, and an activation is announced', async () => {
  const admin = stage.cast.as('admin')
  const made = await admin.call(contract.keysGenerate, { environment: 'test' })
  const taken = await admin.call(contract.keysImport, { environment: 'test', pem: pemPair(2048).privateKey })
  await admin.call(contract.keysActivate, { kid: made.kid, reason: 'the builds know it now' })
  const trail = await auditOf([made.kid, taken.kid, 'mm-test-2026a'])
  expect(trail).toEqual([
    ['mm-test-2026a', 'licensing.key.generated', 'house', null],
    [made.kid, 'licensing.key.generated', 'admin', null],
    [taken.kid, 'licensing.key.imported', 'admin', null],
    ['mm-test-2026a', 'licensing.key.replaced', 'admin', 'the builds know it now'],
    [made.kid, 'licensing.key.activated', 'admin', 'the builds know it now'],
  ])
  const { rows } = await stage.cast.house.db.pool.query(
    `select payload ->> 'kid' as kid from kernel.outbox where name = 'licensing.key.activated' and payload ->> 'environment' = 'test' order by seq`,
  )
  expect(rows.map((row) => row.kid)).toEqual(['mm-test-2026a', made.kid])
})

test('without a key that signs, sales wait and people are told; they are licensed when one is activated, even those set aside', async () => {
  const admin = stage.cast.as('admin')
  const { pool } = stage.cast.house.db
  const active = await signing()
  await pool.query("update licensing.signing_key set state = 'verifying' where state = 'active' and environment = 'prod'")
  const change = stage.bought(stage.customer)
  await stage.tell(change)
  await expect(stage.cast.drain()).rejects.toThrow('key.none_active')
  expect(await stage.licencesOf(change)).toEqual([])
  expect(await stage.cast.open(keyAttention)).toMatchObject([{ title: 'No licence can be signed' }])
  await pool.query('update kernel.delivery set attempts = 12, dead_at = now() where done_at is null')
  const { kid } = await admin.call(contract.keysGenerate, { environment: 'prod' })
  await admin.call(contract.keysActivate, { kid, reason: `instead of ${active}` })
  await stage.cast.drain()
  expect(await stage.onlyLicence(change)).toMatchObject({ seats: 25 })
  expect(await stage.cast.open(keyAttention)).toEqual([])
})

test('a key whose private part is not here signs nothing', async () => {
  const { pool } = stage.cast.house.db
  const kid = await signing()
  const { rows } = await pool.query('select sealed_private from licensing.signing_key where kid = $1', [kid])
  await pool.query('update licensing.signing_key set sealed_private = null where kid = $1', [kid])
  expect(await refusalOf(stage.keep(stage.bought(stage.customer)))).toMatchObject({ kind: 'refused', code: 'key.none_active' })
  await pool.query('update licensing.signing_key set sealed_private = $2 where kid = $1', [kid, rows[0].sealed_private])
  expect(await stage.keep(stage.bought(stage.customer))).toHaveLength(1)
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

/** The key that signs production licences now. */
async function signing(): Promise<string> {
  const { items } = await stage.cast.as('admin').call(contract.keysList, {})
  return items.find((key) => key.environment === 'prod' && key.state === 'active')?.kid ?? ''
}

async function auditOf(kids: string[]): Promise<unknown[]> {
  const { rows } = await stage.cast.house.db.pool.query(
    `select subject_label, action, actor_name, actor_kind, reason from kernel.audit where subject_label = any($1) order by at, id`,
    [kids],
  )
  return rows.map((row) => [row.subject_label, row.action, row.actor_kind === 'house' ? 'house' : row.actor_name, row.reason])
}

function pemPair(modulusLength: number) {
  const publicKeyEncoding = { type: 'spki', format: 'pem' } as const
  return generateKeyPairSync('rsa', { modulusLength, publicKeyEncoding, privateKeyEncoding: { type: 'pkcs1', format: 'pem' } })
}
