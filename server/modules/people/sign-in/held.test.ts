import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cast, openCast, type Speaker } from '../../../../test/cast/cast.ts'
import { actorBehind, appCode, signedIn, speakerOf, tokenOf } from '../../../../test/cast/staff.ts'
import { mayCall } from '../../../doors/call.ts'
import { loadSettings } from '../../../kernel/settings.ts'
import { rooms } from '../../../rooms.ts'
import * as promise from '../contract.ts'
import { actorOfKey, admitPerson } from '../index.ts'

let cast: Cast
const password = 'four ducks on a pond'
const start = new Date('2026-06-15T10:00:00Z')
const ines = 'ines@tidewater.example'
let tom = ''

beforeAll(async () => {
  cast = await openCast({ rooms: ['people'], now: start, settings: { SIGN_IN_ADMIN_SECOND_FACTOR: 'true' } })
  await cast.open((ctx) => admitPerson(ctx, { name: 'Ines', email: ines, password, roles: ['admin', 'finance'] }))
  tom = await cast.open((ctx) => admitPerson(ctx, { name: 'Tom', email: 'tom@tidewater.example', password, roles: ['sales'] }))
})
afterAll(() => cast?.close())

const codeOf = (done: Promise<unknown>) =>
  done.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  )
const minutes = (count: number) => cast.setNow(new Date(start.getTime() + count * 60_000))

describe('an administrator without a second factor', () => {
  let me: Speaker
  test('sees nothing but what sets it up', async () => {
    me = (await signedIn(cast, ines, password)).me
    expect(me.actor).toMatchObject({ held: 'second_factor', rights: new Map(), roles: new Set() })
    const open = rooms
      .flatMap((room) => room.operations)
      .filter((bound) => bound.operation.right !== 'anyone')
      .filter((bound) => {
        try {
          mayCall(me.actor, bound)
          return true
        } catch {
          return false
        }
      })
    expect(open.map(({ operation }) => operation.name).sort()).toEqual([
      'people.me',
      'people.two_factor.confirm',
      'people.two_factor.enrol',
    ])
    expect(await codeOf(me.call(promise.personsList, {}))).toBe('two_factor.needed')
    expect(await codeOf(me.call(promise.personRoles, { id: tom, roles: ['admin'] }))).toBe('two_factor.needed')
    expect(await codeOf(me.call(promise.passwordChange, { current: password, password }))).toBe('two_factor.needed')
  })

  test('sees everything with it, and nothing again without it; others are never asked', async () => {
    const { uri } = await me.call(promise.twoFactorEnrol, { password })
    const on = await me.call(promise.twoFactorConfirm, { code: appCode(uri) })
    const proven = speakerOf(cast, await actorBehind(cast, tokenOf(on)))
    expect(proven.actor.held).toBeUndefined()
    expect((await proven.call(promise.personsList, {})).items).toHaveLength(2)
    const off = await proven.call(promise.twoFactorRemove, { password })
    expect(await actorBehind(cast, tokenOf(off))).toMatchObject({ held: 'second_factor' })
    expect((await signedIn(cast, 'tom@tidewater.example', password)).me.actor.held).toBeUndefined()
  })

  test('is held where nobody said otherwise; a demo says otherwise, and can be told not to', () => {
    const held = (more: Record<string, string>) =>
      loadSettings({
        DATA_DIR: cast.house.settings.dataDir,
        DATABASE_URL: 'postgres://x@localhost/x',
        SECRET_KEY: key,
        LICENSING_SEAL_KEY: key,
        ...more,
      }).signInAdminSecondFactor
    const key = Buffer.alloc(32, 7).toString('base64')
    expect([held({}), held({ DEMO: 'true' }), held({ DEMO: 'true', SIGN_IN_ADMIN_SECOND_FACTOR: 'true' })]).toEqual([true, false, true])
    expect(held({ SIGN_IN_ADMIN_SECOND_FACTOR: 'false' })).toBe(false)
  })
})

describe('roles and keys', () => {
  test('change only within five minutes of a proof, by password or by a code of the app', async () => {
    cast.setNow(start)
    const held = (await signedIn(cast, ines, password)).me
    const { uri } = await held.call(promise.twoFactorEnrol, { password })
    const on = await held.call(promise.twoFactorConfirm, { code: appCode(uri) })
    const now = async () => speakerOf(cast, await actorBehind(cast, tokenOf(on)))
    const roles = async () => codeOf((await now()).call(promise.personRoles, { id: tom, roles: ['sales'] }))
    const others = async () => [
      await codeOf((await now()).call(promise.invite, { email: 'x@tidewater.example', roles: ['admin'] })),
      await codeOf((await now()).call(promise.keyCreate, { name: 'x', rights: ['people.read'], expires_at: '2026-07-01T00:00:00Z' })),
    ]
    expect(await roles()).toBe('done')
    minutes(4.9)
    expect(await roles()).toBe('done')
    minutes(5)
    expect([await roles(), ...(await others())]).toEqual(Array(3).fill('step_up.needed'))
    expect(await codeOf((await now()).call(promise.personsList, {}))).toBe('done')
    expect(await codeOf((await now()).call(promise.sessionProve, { password: 'not this one' }))).toBe('password.wrong')
    expect(await codeOf((await now()).call(promise.sessionProve, {}))).toBe('step_up.empty')
    expect(await roles()).toBe('step_up.needed')
    const until = await (await now()).call(promise.sessionProve, { password })
    expect(until.proved_until).toEqual(new Date(start.getTime() + 10 * 60_000))
    expect([await roles(), ...(await others())]).toEqual(Array(3).fill('done'))
    minutes(11)
    expect(await roles()).toBe('step_up.needed')
    expect(await codeOf((await now()).call(promise.sessionProve, { code: '000000' }))).toBe('two_factor.wrong_code')
    const code = appCode(uri, 1)
    expect(await codeOf((await now()).call(promise.sessionProve, { code }))).toBe('done')
    expect(await roles()).toBe('done')
    expect(await codeOf((await now()).call(promise.sessionProve, { code }))).toBe('two_factor.code_used')
    const { rows } = await cast.house.db.pool.query(`select count(*)::int as n from kernel.audit where action = 'people.session.proved'`)
    expect(rows[0].n).toBe(2)
  })

  test('never change by a key, whatever it was given', async () => {
    cast.setNow(start)
    const boss = cast.speaker({ ...cast.as('admin').actor, id: tom })
    const expires_at = '2026-07-01T00:00:00Z'
    expect(await codeOf(boss.call(promise.keyCreate, { name: 'x', rights: ['people.admin'], expires_at }))).toBe('api_key.never')
    const { key, secret } = await boss.call(promise.keyCreate, { name: 'y', rights: ['people.read'], expires_at })
    // as a key from before this rule has it
    await cast.house.db.pool.query('update people.api_key set rights = $2 where id = $1', [key.id, ['people.read', 'people.admin']])
    await cast.house.db.pool.query(
      `insert into people.role_grant (id, person_id, role, from_day, created_at, created_by) values (gen_random_uuid(), $1, 'admin', '2026-01-01', now(), 'test')`,
      [tom],
    )
    const program = speakerOf(cast, await cast.open((ctx) => actorOfKey(ctx, secret)))
    expect(program.actor.rights).toEqual(new Map([['people.read', 'all']]))
    expect(await codeOf(program.call(promise.personRoles, { id: tom, roles: ['admin'] }))).toBe('right.missing')
    expect(await codeOf(program.call(promise.keyCreate, { name: 'z', rights: ['people.read'], expires_at }))).toBe('step_up.person_needed')
  })

  test('whoever has come by a session guesses password and code no faster than at the door', async () => {
    cast.setNow(start)
    const person = 'gus@tidewater.example'
    await cast.open((ctx) => admitPerson(ctx, { name: 'Gus', email: person, password, roles: ['sales'] }))
    const { me } = await signedIn(cast, person, password)
    const wrong = 'not this one at all'
    const acts = [
      () => me.call(promise.sessionProve, { password: wrong }),
      () => me.call(promise.passwordChange, { current: wrong, password: 'six otters in a canoe' }),
      () => me.call(promise.twoFactorEnrol, { password: wrong }),
      () => me.call(promise.twoFactorRemove, { password: wrong }),
    ]
    const said: string[] = []
    for (let n = 0; n < 10; n += 1) said.push(await codeOf((acts[n % 4] as (typeof acts)[number])()))
    expect(said).toEqual(Array(10).fill('password.wrong'))
    for (const act of acts) expect(await codeOf(act())).toBe('sign_in.too_many')
    expect(await codeOf(me.call(promise.sessionProve, { password }))).toBe('sign_in.too_many')
    expect(await codeOf(me.call(promise.sessionProve, { code: '123456' }))).toBe('sign_in.too_many')
    expect(await codeOf((await signedIn(cast, person, password)).me.call(promise.sessionProve, { password }))).toBe('done')
    minutes(1.1)
    expect(await codeOf(me.call(promise.sessionProve, { password }))).toBe('done')
  })

  test('nobody proves anew who has no session to prove it for', async () => {
    for (const proof of [{ password: 'a lighthouse in the fog' }, { code: '123456' }]) {
      expect(await codeOf(cast.as('admin').call(promise.sessionProve, proof))).toBe('session.needed')
    }
  })
})
