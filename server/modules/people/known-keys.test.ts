import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Cast, openCast, type Speaker } from '../../../test/cast/cast.ts'
import * as desk from '../../doors/contract.ts'
import { rotateKey } from './commands/keys.ts'
import * as promise from './contract.ts'
import { actorOfKey, actorOfPerson, admitPerson } from './index.ts'

let cast: Cast
const start = new Date('2026-06-15T10:00:00Z')
const expires_at = '2026-12-31T00:00:00Z'
const ids = new Map<string, string>()
const id = (name: string) => ids.get(name) ?? ''
let nth = 0
const next = () => {
  nth += 1
  return nth
}

beforeAll(async () => {
  cast = await openCast({ now: start })
  for (const [name, role] of [
    ['Mara', 'admin'],
    ['Root', 'admin'],
    ['Ada', 'finance'],
    ['Ben', 'sales'],
  ] as const)
    await join(name, role)
})
afterAll(() => cast?.close())
/** Dov is another one in each test. */
beforeEach(() => join('Dov', 'finance'))

async function join(name: string, role: string): Promise<void> {
  const email = `${name.toLowerCase()}-${next()}@tidewater.example`
  ids.set(name, await cast.open((ctx) => admitPerson(ctx, { name, email, password: 'a calm harbour at dusk', roles: [role] })))
}
const as = async (name: string): Promise<Speaker> =>
  cast.speaker((await cast.open((ctx) => actorOfPerson(ctx, id(name)))) ?? expect.fail('nobody'))
const program = async (owner: string, roles = ['finance']) => {
  const input = { name: `Exporter ${next()}`, title: 'Writes the nightly export', owner_id: id(owner), roles }
  return (await as('Mara')).call(promise.serviceAccountCreate, input)
}
const keyFor = async (who: string, service_account_id: string, rights = ['billing.bill']) =>
  (await as(who)).call(promise.keyCreate, { name: 'Nightly', rights, expires_at, service_account_id })
const may = async (secret: string) => Object.fromEntries((await cast.open((ctx) => actorOfKey(ctx, secret)))?.rights ?? [])
const told = async (name: string) => (await (await as(name)).call(desk.noticesList, { state: 'open' })).items.map((one) => one.text)
const said = async (event: string, key: string) =>
  (await cast.house.db.pool.query(`select payload from kernel.outbox where name = $1 and payload->>'key_id' = $2`, [event, key])).rowCount
const trail = async (key: string) =>
  (await cast.house.db.pool.query(`select action, reason from kernel.audit where subject_id = $1 order by at, id`, [key])).rows

describe('a key', () => {
  test('holds what it was given, however wide its program becomes, and loses what its program loses', async () => {
    const robot = await program('Ada', ['sales'])
    const { secret } = await keyFor('Mara', robot.id, ['customers.read'])
    expect(await may(secret)).toEqual({ 'customers.read': 'team' })
    const roles = async (...some: string[]) => (await as('Mara')).call(promise.personRoles, { id: robot.id, roles: some })
    await roles('sales_manager')
    expect(await may(secret)).toEqual({ 'customers.read': 'team' })
    expect(await may((await keyFor('Mara', robot.id, ['customers.read'])).secret)).toEqual({ 'customers.read': 'all' })
    await roles('it')
    expect(await may(secret)).toEqual({})
  })

  test('of before reaches were noted is fixed at its next use', async () => {
    const robot = await program('Ada', ['sales'])
    const { key, secret } = await keyFor('Mara', robot.id, ['customers.read'])
    await cast.house.db.pool.query('update people.api_key set reaches = null, last_used_at = $2 where id = $1', [key.id, start])
    await may(secret)
    await (await as('Mara')).call(promise.personRoles, { id: robot.id, roles: ['sales_manager'] })
    expect(await may(secret)).toEqual({ 'customers.read': 'team' })
  })
})

describe('keys that a leaver may have', () => {
  test('are listed by who made them and who answers for them, while they open something', async () => {
    const [made, answered, other] = [await program('Ada'), await program('Dov'), await program('Ada')]
    const one = (await keyFor('Mara', answered.id)).key
    const gone = (await keyFor('Mara', answered.id)).key
    for (const _twice of [1, 2]) await (await as('Mara')).call(promise.keyRevoke, { id: gone.id })
    expect((await trail(gone.id)).map((row) => row.action)).toEqual(['people.api_key.created', 'people.api_key.revoked'])
    await (await as('Mara')).call(promise.serviceAccountChange, { id: made.id, owner_id: id('Dov') })
    const two = (await keyFor('Dov', made.id)).key
    await (await as('Mara')).call(promise.serviceAccountChange, { id: made.id, owner_id: id('Ada') })
    await keyFor('Ada', other.id)
    await (await as('Dov')).call(promise.keyCreate, { name: 'Own', rights: ['people.read'], expires_at })
    const known = async (name: string) =>
      (await (await as(name)).call(promise.keysList, { known_to: id('Dov') })).items.map((key) => [key.id, key.made_by?.name])
    expect(await known('Mara')).toEqual([
      [two.id, 'Dov'],
      [one.id, 'Mara'],
    ])
    // a colleague sees only those that are theirs to see
    expect(await known('Ada')).toEqual([[two.id, 'Dov']])
    expect(await known('Ben')).toEqual([])
  })

  test('go on unless it is said otherwise, and who answers for the program is told until something is done', async () => {
    const [hers, his] = [await program('Ada'), await program('Dov')]
    const mara = await as('Mara')
    await mara.call(promise.serviceAccountChange, { id: hers.id, owner_id: id('Dov') })
    const { key, secret } = await keyFor('Dov', hers.id)
    await mara.call(promise.serviceAccountChange, { id: hers.id, owner_id: id('Ada') })
    const orphan = await keyFor('Dov', his.id)
    await mara.call(promise.personDepart, { id: id('Dov') })
    expect([await may(secret), await may(orphan.secret)]).toEqual([{ 'billing.bill': 'all' }, { 'billing.bill': 'all' }])
    const words = (name: string) => `Dov has left and may have the secret of the key “Nightly” of ${name}. Rotate it, or revoke it.`
    expect(await told('Ada')).toEqual([words(hers.name)])
    // nobody answers for the other one any more
    expect(await told('Root')).toEqual([words(his.name)])
    await mara.call(promise.handOverDo, { id: id('Dov'), to_id: id('Ben') })
    expect(await told('Ben')).toEqual([words(his.name)])
    // a key that was made after they left is none of theirs
    await (await as('Ada')).call(promise.keyRevoke, { id: key.id })
    await mara.call(promise.keyRotate, { id: orphan.key.id })
    expect([await told('Ada'), await told('Ben'), await told('Root')]).toEqual([[], [], []])
  })

  test('are told to the next one as they were: none that has ended or was made later, and none of another program', async () => {
    const [his, bens] = [await program('Dov'), await program('Ben')]
    const mara = await as('Mara')
    const orphan = await keyFor('Dov', his.id)
    await keyFor('Mara', bens.id)
    const short = { name: 'Short', rights: ['billing.bill'], expires_at: '2026-06-16T00:00:00Z', service_account_id: his.id }
    await mara.call(promise.keyCreate, short)
    const heard = async (name: string) => (await told(name)).filter((text) => [his.name, bens.name].some((one) => text.includes(one)))
    const words = `Dov has left and may have the secret of the key “Nightly” of ${his.name}. Rotate it, or revoke it.`
    cast.setNow(new Date('2026-06-17T10:00:00Z'))
    await mara.call(promise.personDepart, { id: id('Dov') })
    expect(await heard('Root')).toEqual([words])
    cast.setNow(new Date('2026-06-18T10:00:00Z'))
    await keyFor('Mara', his.id)
    await mara.call(promise.handOverDo, { id: id('Dov'), to_id: id('Ben') })
    expect(await heard('Ben')).toEqual([words])
    await mara.call(promise.keyRotate, { id: orphan.key.id })
    expect(await heard('Ben')).toEqual([])
    cast.setNow(start)
  })

  test('of which two are outside are waited for until neither is, or until they end', async () => {
    await join('Eve', 'finance')
    const robot = await program('Ada')
    const mara = await as('Mara')
    const owner = (name: string) => mara.call(promise.serviceAccountChange, { id: robot.id, owner_id: id(name) })
    await owner('Dov')
    await keyFor('Dov', robot.id)
    await owner('Eve')
    const heard = async (name: string) => (await told(name)).map((text) => text.replace(/ may have.*| has lost.*/, ''))
    await mara.call(promise.personSuspend, { id: id('Dov'), reason: 'A doubt' })
    await mara.call(promise.personSuspend, { id: id('Eve'), reason: 'A doubt' })
    expect((await heard('Root')).filter((text) => text.startsWith('Eve'))).toEqual(['Eve is suspended and'])
    await mara.call(promise.personResume, { id: id('Eve') })
    expect([await heard('Eve'), (await heard('Root')).filter((text) => text.startsWith('Eve'))]).toEqual([['Dov is suspended and'], []])
    await mara.call(promise.personDepart, { id: id('Dov'), known_keys: 'revoke' })
    expect(await heard('Eve')).toEqual([robot.name])
  })

  test('end with the departure when it says so: in the trail, announced, and who answers is told', async () => {
    const robot = await program('Ada')
    const mara = await as('Mara')
    await mara.call(promise.serviceAccountChange, { id: robot.id, owner_id: id('Dov') })
    const { key, secret } = await keyFor('Dov', robot.id)
    await mara.call(promise.serviceAccountChange, { id: robot.id, owner_id: id('Ada') })
    const other = await keyFor('Mara', robot.id)
    await expect(mara.call(promise.personDepart, { id: id('Dov'), ended_on: '2026-07-31', known_keys: 'revoke' })).rejects.toMatchObject({
      code: 'api_key.not_yet',
    })
    await mara.call(promise.personDepart, { id: id('Dov'), known_keys: 'revoke' })
    expect([await may(secret), await may(other.secret)]).toEqual([{}, { 'billing.bill': 'all' }])
    expect((await trail(key.id)).at(-1)).toEqual({ action: 'people.api_key.revoked', reason: 'Dov has left.' })
    expect(await said('people.key.revoked', key.id)).toBe(1)
    const words = `${robot.name} has lost its key “Nightly”: Dov has left and may have had its secret. Make a new one.`
    expect(await told('Ada')).toContain(words)
  })

  test('are met at a suspension as well, and nothing is to be done once the colleague is back', async () => {
    const [kept, ended] = [await program('Ada'), await program('Ada')]
    const mara = await as('Mara')
    for (const robot of [kept, ended]) await mara.call(promise.serviceAccountChange, { id: robot.id, owner_id: id('Dov') })
    const [one, two] = [await keyFor('Dov', kept.id), await keyFor('Dov', ended.id)]
    for (const robot of [kept, ended]) await mara.call(promise.serviceAccountChange, { id: robot.id, owner_id: id('Ben') })
    await mara.call(promise.personSuspend, { id: id('Dov'), reason: 'A doubt' })
    const open = async () => (await told('Ben')).filter((text) => text.includes('is suspended'))
    expect(await open()).toHaveLength(2)
    await mara.call(promise.personResume, { id: id('Dov') })
    expect(await open()).toEqual([])
    await mara.call(promise.personSuspend, { id: id('Dov'), reason: 'A doubt', known_keys: 'revoke' })
    expect([await may(one.secret), await may(two.secret)]).toEqual([{}, {}])
  })
})

describe('rotating a key', () => {
  test('makes another with the same rights, reach and end; the old one ends at once or some hours later', async () => {
    const robot = await program('Ada', ['sales'])
    const old = await keyFor('Mara', robot.id, ['customers.read'])
    const mara = await as('Mara')
    await mara.call(promise.personRoles, { id: robot.id, roles: ['sales_manager'] })
    const later = await mara.call(promise.keyRotate, { id: old.key.id, hours: 24 })
    expect(later.key).toMatchObject({
      name: 'Nightly',
      owner: { id: robot.id },
      expires_at: new Date(expires_at),
      made_by: { name: 'Mara' },
    })
    const reach = { 'customers.read': 'team' }
    expect([await may(old.secret), await may(later.secret)]).toEqual([reach, reach])
    const [before] = (await mara.call(promise.keysList, { person: robot.id })).items.filter((key) => key.id === old.key.id)
    expect(before?.expires_at).toEqual(new Date('2026-06-16T10:00:00Z'))
    const atOnce = await mara.call(promise.keyRotate, { id: later.key.id })
    expect([await may(later.secret), await may(atOnce.secret)]).toEqual([{}, reach])
    expect(await trail(atOnce.key.id)).toMatchObject([{ action: 'people.api_key.rotated' }])
    expect(await said('people.key.revoked', later.key.id)).toBe(1)
    await expect(mara.call(promise.keyRotate, { id: later.key.id })).rejects.toMatchObject({ code: 'api_key.over' })
  })

  test('is for whoever answers for the program and may all of it; a colleague’s own key is theirs alone', async () => {
    const robot = await program('Ben')
    const { key } = await keyFor('Mara', robot.id)
    await expect((await as('Ada')).call(promise.keyRotate, { id: key.id })).rejects.toMatchObject({ code: 'api_key.unknown' })
    await expect((await as('Ben')).call(promise.keyRotate, { id: key.id })).rejects.toMatchObject({ code: 'api_key.beyond_owner' })
    const own = await (await as('Ada')).call(promise.keyCreate, { name: 'Own', rights: ['people.read'], expires_at })
    await expect((await as('Mara')).call(promise.keyRotate, { id: own.key.id })).rejects.toMatchObject({ code: 'api_key.somebody_elses' })
    const mine = await (await as('Ada')).call(promise.keyRotate, { id: own.key.id })
    expect([await may(own.secret), await may(mine.secret)]).toEqual([{}, { 'people.read': 'all' }])
    // nobody is shown the secret
    await expect(cast.open((ctx) => rotateKey(ctx, { id: mine.key.id, hours: 0 }))).rejects.toMatchObject({ code: 'api_key.person_needed' })
    await (await as('Mara')).call(promise.personDepart, { id: robot.id })
    await expect((await as('Mara')).call(promise.keyRotate, { id: key.id })).rejects.toMatchObject({ code: 'api_key.over' })
  })
})
