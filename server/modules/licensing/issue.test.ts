import { execFile } from 'node:child_process'
import { createPublicKey, verify as verifyBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStage, type Stage, takenApart, text } from '../../../test/cast/licensing.ts'
import * as contract from './contract.ts'
import { keepEntitlement } from './index.ts'
import { getEntitlement } from './store/entitlements.ts'
import { licenceStates } from './rules/status.ts'

const run = promisify(execFile)
let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

describe('an entitlement becomes a licence', () => {
  test('that openssl, the platform’s own crypto and the published verifier accept', async () => {
    const change = stage.bought(stage.customer)
    await stage.tell(change)
    await stage.cast.drain()
    const licence = await stage.onlyLicence(change)
    expect(licence).toMatchObject({
      seats: 25,
      extra_users: 2,
      edition: 'Enterprise',
      serial: 1,
      deployment: 'Main',
      state: 'active',
      environment: 'prod',
      provisional: false,
    })
    const unpaid = stage.bought(await stage.newCustomer('Auk Marine AB'), { funding: 'provisional' })
    await stage.keep(unpaid)
    expect(await stage.onlyLicence(unpaid)).toMatchObject({ provisional: true })
    expect(licence.number).toMatch(/^LIC-2026-\d{6}$/)
    expect(licence.starts_at).toBe('2026-06-14T22:00:00.000Z')
    expect(licence.expires_at).toBe('2027-06-14T22:00:00.000Z')

    const file = await stage.fileOf(licence.id)
    expect(file.name).toBe(`kestrel-rail-gmbh-${licence.number}.mattermost-license`)
    const { payload, signature } = takenApart(file)
    const pem = await stage.publicPem()
    expect(await opensslSays(pem, payload, signature)).toBe('Verified OK')
    const changed = Buffer.from(payload)
    changed.writeUInt8(changed.readUInt8(700) ^ 1, 700)
    await expect(opensslSays(pem, changed, signature)).rejects.toThrow()
    expect(verifyBytes('sha512', payload, createPublicKey(pem), signature)).toBe(true)
    const check = await stage.cast.as('member').call(contract.verificationsCreate, { document: text(file) })
    expect(check).toMatchObject({ ok: true, phase: 'active', environment: 'prod', licence: null })
    expect(JSON.parse(payload.toString())).toMatchObject({
      id: licence.wire_id,
      customer: { name: 'Kestrel Rail GmbH', email: 'it@kestrel-rail-gmbh.example' },
      features: { users: 25, cloud: false, auto_translation: false },
      is_trial: false,
      is_seat_count_enforced: true,
      extra_users: 2,
      limits: null,
    })
  })

  test('once, however often and however many at a time the event is delivered', async () => {
    const change = stage.bought(stage.customer)
    for (let copy = 0; copy < 4; copy += 1) await stage.tell(change, `copy-${copy}`)
    await Promise.all([stage.cast.house.deliver(), stage.cast.house.deliver(), stage.cast.house.deliver()])
    await stage.cast.drain()
    const first = await stage.onlyLicence(change)
    const raced = await Promise.all(Array.from({ length: 6 }, () => stage.keep(change)))
    expect(new Set(raced.flat().map((row) => row.id))).toEqual(new Set([first.id]))
    expect(await stage.announced(change)).toHaveLength(1)
  })

  test('once, when six listeners race for a change that nobody has heard', async () => {
    const change = stage.bought(stage.customer)
    const raced = await Promise.all(Array.from({ length: 6 }, () => stage.keep(change)))
    expect(new Set(raced.flat().map((row) => row.id)).size).toBe(1)
    await stage.onlyLicence(change)
    expect(await stage.announced(change)).toHaveLength(1)
  })

  test('not at all when the transaction does not commit, and once when it is tried again', async () => {
    const change = stage.bought(stage.customer)
    const crash = stage.cast.open(async (ctx) => {
      await keepEntitlement(ctx, change)
      throw new Error('the machine stops here')
    })
    await expect(crash).rejects.toThrow('the machine stops here')
    expect(await stage.licencesOf(change)).toHaveLength(0)
    await stage.keep(change)
    await stage.onlyLicence(change)
  })

  test('and tells the others what they need', async () => {
    const change = stage.bought(stage.customer, { order_number: 'O-000077' })
    await stage.keep(change)
    const licence = await stage.onlyLicence(change)
    expect((await stage.announced(change))[0]).toMatchObject({
      licence_id: licence.id,
      number: licence.number,
      wire_id: licence.wire_id,
      account_id: stage.customer,
      contract_number: change.subscription_number.split('/')[0],
      subscription_number: change.subscription_number,
      order_number: 'O-000077',
      entitlement_version: 1,
      seats: 25,
      starts_on: '2026-06-15',
      ends_on: '2027-06-15',
    })
  })

  test('and leaves a trail: what was kept, what was issued, who took the file', async () => {
    const change = stage.bought(stage.customer)
    await stage.keep(change)
    const licence = await stage.onlyLicence(change)
    await stage.fileOf(licence.id)
    await stage.keep({ ...change, version: 2, reason: 'amendment' })
    await stage.keep({ ...change, version: 3, reason: 'cancellation' })
    const { rows } = await stage.cast.house.db.pool.query(
      `select action, subject_label, after ->> 'without' as without, reason from kernel.audit where subject_label = any($1) order by at, id`,
      [[change.subscription_number, licence.number]],
    )
    expect(rows.map((row) => [row.action, row.subject_label, row.without, row.reason])).toEqual([
      ['licensing.entitlement.kept', change.subscription_number, null, 'new'],
      ['licensing.licence.issued', licence.number, null, 'new'],
      ['licensing.licence.downloaded', licence.number, null, null],
      ['licensing.entitlement.kept', change.subscription_number, 'unchanged', 'amendment'],
      ['licensing.entitlement.kept', change.subscription_number, 'cancelled', 'cancellation'],
    ])
  })

  test('but a product without a plan, an older version and a cancellation make none', async () => {
    for (const nothing of [{ product_code: null, plan: null }, { product_code: null }, { plan: null }])
      expect(await stage.keep(stage.bought(stage.customer, nothing))).toEqual([])
    const change = stage.bought(stage.customer, { version: 2 })
    await stage.keep(change)
    expect(await stage.keep({ ...change, version: 1 })).toEqual([])
    expect(await stage.keep({ ...change, version: 3, reason: 'cancellation' })).toEqual([])
    await stage.onlyLicence(change)
  })

  test('an unknown plan is refused and waits for its profile', async () => {
    const change = stage.bought(stage.customer, { plan: 'galactic' })
    await expect(stage.keep(change)).rejects.toMatchObject({ code: 'profile.missing' })
    expect(await stage.licencesOf(change)).toHaveLength(0)
  })
})

describe('a line of licences', () => {
  test('a change of seats replaces and expires the same; a renewal starts at the old end', async () => {
    const change = stage.bought(stage.customer, { starts_on: '2026-02-01', ends_on: '2027-02-01' })
    await stage.keep(change)
    await stage.keep({ ...change, version: 2, seats: 40, reason: 'expansion' })
    await stage.keep({ ...change, version: 3, seats: 40, ends_on: '2028-02-01', reason: 'renewal' })
    // on its first day billing says once more what the renewal gives
    expect(await stage.keep({ ...change, version: 4, seats: 40, ends_on: '2028-02-01', reason: 'renewal' })).toEqual([])
    const [third, second, first] = await stage.licencesOf(change)
    if (!first || !second || !third) throw new Error('three serials were expected')
    expect([first, second, third].map((one) => [one.serial, one.seats, one.state])).toEqual([
      [1, 25, 'superseded'],
      [2, 40, 'active'],
      [3, 40, 'not_started'],
    ])
    expect(new Set([first.line, second.line, third.line])).toEqual(new Set([first.id]))
    expect(second.starts_on).toBe('2026-06-15')
    expect(second.expires_at).toBe(first.expires_at)
    expect(third.starts_at).toBe(second.expires_at)

    const staff = stage.cast.as('bizops')
    const seen = await staff.call(contract.licencesGet, { id: second.id })
    expect(seen.replaces).toEqual([first.id])
    expect(seen.chain.map((one) => [one.serial, one.state])).toEqual([
      [1, 'superseded'],
      [2, 'active'],
      [3, 'not_started'],
    ])
    expect(seen.product_notes.map((note) => note.code)).toContain('no_revocation')
    expect((await staff.call(contract.licencesGet, { id: third.id })).replaces).toEqual([])
  })

  test('two contracts of one customer have a line each', async () => {
    const one = stage.bought(stage.customer)
    const other = stage.bought(stage.customer)
    await Promise.all([stage.keep(one), stage.keep(other)])
    expect((await stage.onlyLicence(one)).line).not.toBe((await stage.onlyLicence(other)).line)
    expect((await stage.onlyLicence(other)).serial).toBe(1)
  })

  test('the state in the list is the state that the rule derives, at every stage', async () => {
    const staff = stage.cast.as('bizops')
    for (const now of ['2026-06-15', '2027-01-20', '2027-02-01', '2027-06-20', '2027-06-26', '2028-03-01']) {
      stage.cast.setNow(new Date(`${now}T10:00:00Z`))
      const all = await staff.call(contract.licencesList, { limit: 200 })
      for (const state of licenceStates) {
        const filtered = await staff.call(contract.licencesList, { limit: 200, state })
        expect(filtered.items.map((one) => one.id)).toEqual(all.items.filter((one) => one.state === state).map((one) => one.id))
      }
    }
    stage.cast.setNow(new Date('2026-06-15T10:00:00Z'))
  })
})

test('a portal page of nobody’s account, and a version that was never announced', async () => {
  const nobody = stage.cast.speaker({ kind: 'contact', id: 'x', name: 'x', rights: new Map([['portal.view', 'own']]) as never })
  await expect(nobody.call(contract.portalLicencesList, {})).rejects.toMatchObject({ kind: 'forbidden', code: 'portal.no_account' })
  const { subscription_id } = stage.bought(stage.customer)
  await expect(stage.cast.open((ctx) => getEntitlement(ctx.tx, subscription_id, 1))).rejects.toMatchObject({
    kind: 'missing',
    code: 'entitlement.unknown',
  })
  await expect(stage.keep(stage.bought(stage.customer, { ends_on: '9999-12-31' }))).rejects.toMatchObject({ code: 'licence.no_end' })
})

describe('licences are never changed', () => {
  test.each([
    ['update licensing.licence set seats = seats + 1', 'licence'],
    ['delete from licensing.licence', 'licence'],
    ['update licensing.entitlement set seats = 1000', 'entitlement'],
    ['delete from licensing.licence_source', 'licence_source'],
    ["update licensing.licence_profile set sku_name = 'x'", 'licence_profile'],
  ])('%s is refused by the database', async (statement, table) => {
    await expect(stage.cast.open(async (ctx) => sql.raw(statement).execute(ctx.tx))).rejects.toThrow(
      `rows of licensing.${table} are never changed`,
    )
  })
})

async function opensslSays(pem: string, payload: Buffer, signature: Buffer): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'licence-'))
  try {
    for (const [name, bytes] of Object.entries({ payload, signature, pem })) writeFileSync(join(folder, name), bytes)
    const { stdout } = await run('openssl', ['dgst', '-sha512', '-verify', 'pem', '-signature', 'signature', 'payload'], { cwd: folder })
    return stdout.trim()
  } finally {
    rmSync(folder, { recursive: true })
  }
}
