import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cast, openCast, type Speaker } from '../../../test/cast/cast.ts'
import { lettersTo, signedIn } from '../../../test/cast/staff.ts'
import { search } from '../../doors/contract.ts'
import * as promise from './contract.ts'
import { actorOfKey, actorOfPerson, actorOfSession, admitPerson, expand, partyOf, peopleInRoles, personOf } from './index.ts'

let cast: Cast
const start = new Date('2026-06-15T10:00:00Z')
const expires_at = '2026-12-31T00:00:00Z'
const password = 'a calm harbour at dusk'
const ids = new Map<string, string>()
const id = (name: string) => ids.get(name) ?? ''
const people: Record<string, string[]> = { Mara: ['admin'], Ada: ['finance'], Ben: ['sales'] }

beforeAll(async () => {
  cast = await openCast({ now: start })
  for (const [name, roles] of Object.entries(people)) {
    const newcomer = { name, email: `${name.toLowerCase()}@tidewater.example`, password, roles }
    ids.set(name, await cast.open((ctx) => admitPerson(ctx, newcomer)))
  }
})
afterAll(() => cast?.close())

const as = async (name: string): Promise<Speaker> =>
  cast.speaker((await cast.open((ctx) => actorOfPerson(ctx, id(name)))) ?? expect.fail('nobody'))
const program = async (name: string, roles: string[], owner = 'Ada') =>
  (await as('Mara')).call(promise.serviceAccountCreate, { name, title: 'Writes the nightly export', owner_id: id(owner), roles })
const keyFor = async (who: string, service_account_id: string, rights: string[]) =>
  (await as(who)).call(promise.keyCreate, { name: 'Nightly', rights, expires_at, service_account_id })
const behind = (secret: string) => cast.open((ctx) => actorOfKey(ctx, secret))
const said = async (event: string) =>
  (await cast.house.db.pool.query('select payload from kernel.outbox where name = $1 order by seq', [event])).rows.map((row) => row.payload)

describe('a service account', () => {
  test('acts through keys, with its own roles, and never signs in', async () => {
    const robot = await program('Exporter', ['finance'])
    expect(robot).toMatchObject({ kind: 'service', email: null, initials: null, owner: { name: 'Ada' }, roles: ['finance'] })
    expect(await said('people.service_account.created')).toEqual([{ person_id: robot.id, owner_id: id('Ada') }])
    const { key, secret } = await keyFor('Ada', robot.id, ['billing.bill'])
    expect(key.owner).toEqual({ id: robot.id, name: 'Exporter', kind: 'service' })
    const actor = await behind(secret)
    expect(actor).toMatchObject({ kind: 'key', person: robot.id })
    expect([...(actor?.rights.keys() ?? [])]).toEqual(['billing.bill'])
    expect(await cast.open((ctx) => actorOfPerson(ctx, robot.id))).toBe(undefined)
    await expect((await as('Mara')).call(promise.personChange, { id: robot.id, country: 'DE' })).rejects.toMatchObject({
      code: 'service_account.not_a_person',
    })
    // what its owner loses, the program keeps; what it loses itself, its key loses with the next call
    await (await as('Mara')).call(promise.personRoles, { id: robot.id, roles: ['member'] })
    expect([...((await behind(secret))?.rights.keys() ?? [])]).toEqual([])
  })

  test('gets nobody further: its key may what both may, and it is no administrator', async () => {
    const robot = await program('Climber', ['finance'], 'Ben')
    await expect(keyFor('Ben', robot.id, ['billing.bill'])).rejects.toMatchObject({ code: 'api_key.beyond_owner' })
    await expect(keyFor('Ada', robot.id, ['billing.bill'])).rejects.toMatchObject({ code: 'service_account.unknown' })
    await expect(keyFor('Mara', robot.id, ['licensing.operate'])).rejects.toMatchObject({ code: 'api_key.beyond_owner' })
    await expect(keyFor('Mara', id('Ben'), ['people.read'])).rejects.toMatchObject({ code: 'service_account.unknown' })
    // a right that the program has further than whoever makes its key: Ben sees the accounts of his team, a manager those of all
    const wide = await program('Wide', ['sales_manager'], 'Ben')
    await expect(keyFor('Ben', wide.id, ['customers.read'])).rejects.toMatchObject({ code: 'api_key.beyond_owner' })
    const far = await behind((await keyFor('Mara', wide.id, ['customers.read'])).secret)
    expect(far?.rights.get('customers.read')).toBe('all')
    const narrow = await program('Narrow', ['sales'], 'Ben')
    const near = await behind((await keyFor('Ben', narrow.id, ['customers.read'])).secret)
    expect(near?.rights.get('customers.read')).toBe('team')
    await expect(program('Root', ['admin'])).rejects.toMatchObject({ code: 'service_account.never_admin' })
    const mara = await as('Mara')
    await expect(mara.call(promise.personRoles, { id: robot.id, roles: ['admin'] })).rejects.toMatchObject({
      code: 'service_account.never_admin',
    })
    const grant = { id: robot.id, role: 'admin', until_day: '2026-12-31', reason: 'for a while' }
    await expect(mara.call(promise.grantCreate, grant)).rejects.toMatchObject({ code: 'service_account.never_admin' })
    await expect(mara.call(promise.serviceAccountChange, { id: id('Ben'), name: 'Ben II' })).rejects.toMatchObject({
      code: 'service_account.unknown',
    })
  })

  test('stands apart: in no list of people, no group, no role that is asked, but where it is asked who may', async () => {
    const robot = await program('Zebra', ['finance'])
    const mara = await as('Mara')
    expect((await mara.call(promise.personsList, { search: 'zebra' })).items).toEqual([])
    expect((await mara.call(promise.serviceAccountsList, { search: 'zebra' })).items).toMatchObject([
      { name: 'Zebra', title: 'Writes the nightly export', owner: { name: 'Ada' }, roles: ['finance'], keys: 0, last_used_at: null },
    ])
    expect((await mara.call(promise.orgRead, {})).items.map((one) => one.name)).not.toContain('Zebra')
    expect((await cast.open((ctx) => peopleInRoles(ctx, ['finance']))).get('finance')).toEqual([id('Ada')])
    const group = await mara.call(promise.groupCreate, { name: 'North' })
    await expect(mara.call(promise.memberAdd, { id: group.id, person_id: robot.id })).rejects.toMatchObject({ code: 'person.not_active' })
    expect((await cast.open((ctx) => expand(ctx, group.id, '2026-06-15'))).person_ids).toEqual([])
    expect(await cast.open((ctx) => partyOf(ctx, 'ZE', '2026-06-15'))).toEqual({ kind: 'unknown', text: 'ZE' })
    expect(await cast.open((ctx) => personOf(ctx, robot.id))).toMatchObject({ name: 'Zebra', kind: 'service', email: null })
    const roles = (await mara.call(promise.rolesRead, {})).roles
    expect(roles.find((one) => one.role === 'finance')?.people).toBe(1)
    expect((await mara.call(search, { q: 'zebra' })).hits).toMatchObject([{ kind: 'service_account', title: 'Zebra' }])
  })

  test('is seen with its keys by whoever answers for it, who ends them; others see no key of it', async () => {
    const robot = await program('Lister', ['finance'])
    const { key } = await keyFor('Ada', robot.id, ['billing.bill'])
    const keys = async (name: string) => (await (await as(name)).call(promise.keysList, { person: robot.id })).items.map((one) => one.id)
    expect([await keys('Ada'), await keys('Mara'), await keys('Ben')]).toEqual([[key.id], [key.id], []])
    await expect((await as('Ben')).call(promise.keyRevoke, { id: key.id })).rejects.toMatchObject({ code: 'api_key.unknown' })
    expect(await (await as('Ada')).call(promise.keyRevoke, { id: key.id })).toMatchObject({ state: 'revoked' })
  })

  test('goes on when its owner leaves, and goes with the hand-over; back to nobody but the leaver', async () => {
    const dov = await cast.open((ctx) => admitPerson(ctx, { name: 'Dov', email: 'dov@tidewater.example', password, roles: ['member'] }))
    ids.set('Dov', dov)
    const robot = await program('Keeper', ['member'], 'Dov')
    const { secret } = await keyFor('Mara', robot.id, ['people.read'])
    const mara = await as('Mara')
    await mara.call(promise.personDepart, { id: dov })
    expect(await behind(secret)).toBeDefined()
    expect((await said('people.person.left')).at(-1)).toMatchObject({ owned: [{ room: 'people', kind: 'service_account', things: 1 }] })
    const handed = await mara.call(promise.handOverDo, { id: dov, to_id: id('Ada') })
    expect(handed.items).toMatchObject([{ kind: 'service_account', title: 'Keeper', to: { name: 'Ada' } }])
    const owner = async () => (await mara.call(promise.personRead, { id: robot.id })).owner?.name
    expect(await owner()).toBe('Ada')
    expect((await said('people.service_account.changed')).at(-1)).toEqual({ person_id: robot.id, owner_id: id('Ada') })
    await mara.call(promise.handOverUndo, { id: dov })
    expect(await owner()).toBe('Dov')
    await mara.call(promise.serviceAccountChange, { id: robot.id, owner_id: id('Ben') })
    expect(await owner()).toBe('Ben')
    await mara.call(promise.personDepart, { id: robot.id })
    expect(await behind(secret)).toBe(undefined)
    await expect(mara.call(promise.serviceAccountChange, { id: robot.id, name: 'Again' })).rejects.toMatchObject({ code: 'person.left' })
  })
})

describe('who is suspended', () => {
  test('is out at once: session, key, link and sign-in; and is in again with the same key, but no session', async () => {
    const eve = await cast.open((ctx) => admitPerson(ctx, { name: 'Eve', email: 'eve@tidewater.example', password, roles: ['finance'] }))
    const { token, me } = await signedIn(cast, 'eve@tidewater.example', password)
    const { secret } = await me.call(promise.keyCreate, { name: 'Mine', rights: ['people.read'], expires_at })
    await cast.visitor().call(promise.passwordResetAsk, { email: 'eve@tidewater.example' })
    const [link = ''] = await lettersTo(cast, 'eve@tidewater.example')
    const mara = await as('Mara')
    const suspended = await mara.call(promise.personSuspend, { id: eve, reason: 'Lost a phone' })
    expect(suspended).toMatchObject({ suspended_at: start, roles: ['finance'] })
    expect(suspended.may).toContain('people.persons.resume')
    expect(suspended.history[0]).toMatchObject({ action: 'people.person.suspended', reason: 'Lost a phone' })
    expect(await said('people.person.suspended')).toEqual([{ person_id: eve }])
    const inside = () =>
      cast.open(async (ctx) => [await actorOfSession(ctx, token), await actorOfKey(ctx, secret)].map((one) => one !== undefined))
    expect(await inside()).toEqual([false, false])
    const again = () => cast.visitor().call(promise.signIn, { email: 'eve@tidewater.example', password })
    await expect(again()).rejects.toMatchObject({ code: 'sign_in.wrong' })
    const reset = { token: /#([\w-]+)/.exec(link)?.[1] ?? '', password: 'another calm harbour' }
    await expect(cast.visitor().call(promise.passwordReset, reset)).rejects.toMatchObject({ code: 'password.link_over' })
    await cast.visitor().call(promise.passwordResetAsk, { email: 'eve@tidewater.example' })
    expect(await lettersTo(cast, 'eve@tidewater.example')).toHaveLength(1)
    // nobody asks them meanwhile
    expect((await cast.open((ctx) => peopleInRoles(ctx, ['finance']))).get('finance')).toEqual([id('Ada')])
    await expect(mara.call(promise.personSuspend, { id: eve, reason: 'Twice' })).rejects.toMatchObject({ code: 'person.suspended' })
    await mara.call(promise.personResume, { id: eve })
    expect(await said('people.person.resumed')).toEqual([{ person_id: eve }])
    expect(await inside()).toEqual([false, true])
    expect(await again()).toMatchObject({ state: 'signed_in' })
    await expect(mara.call(promise.personResume, { id: eve })).rejects.toMatchObject({ code: 'person.not_suspended' })
  })

  test('is never oneself or the last administrator, and does not count as one', async () => {
    const mara = await as('Mara')
    await expect(mara.call(promise.personSuspend, { id: id('Mara'), reason: 'Me' })).rejects.toMatchObject({ code: 'person.last_admin' })
    await mara.call(promise.personRoles, { id: id('Ben'), roles: ['admin'] })
    await expect(mara.call(promise.personSuspend, { id: id('Mara'), reason: 'Me' })).rejects.toMatchObject({
      code: 'person.own_suspension',
    })
    await mara.call(promise.personSuspend, { id: id('Ben'), reason: 'A doubt' })
    await expect(mara.call(promise.personDepart, { id: id('Mara') })).rejects.toMatchObject({ code: 'person.last_admin' })
    await expect(mara.call(promise.personRoles, { id: id('Mara'), roles: ['member'] })).rejects.toMatchObject({ code: 'person.last_admin' })
  })

  test('may be a program: its key is refused until it is resumed', async () => {
    const robot = await program('Sleeper', ['member'])
    const { secret } = await keyFor('Mara', robot.id, ['people.read'])
    const mara = await as('Mara')
    await mara.call(promise.personSuspend, { id: robot.id, reason: 'Too many calls' })
    expect(await behind(secret)).toBe(undefined)
    await mara.call(promise.personResume, { id: robot.id })
    expect(await behind(secret)).toBeDefined()
  })
})
