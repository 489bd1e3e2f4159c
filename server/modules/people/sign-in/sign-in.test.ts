import { hashPassword as libraryHash } from 'better-auth/crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../../test/cast/cast.ts'
import { actorBehind, appCode, lettersTo, signedIn, speakerOf, tokenOf } from '../../../../test/cast/staff.ts'
import { cookiesIn } from '../../../kernel/cookies.ts'
import * as promise from '../contract.ts'
import { admitPerson } from '../index.ts'

let cast: Cast
const owner = { name: 'Ines Okafor', email: 'ines@tidewater.example', password: 'four ducks on a pond' }

beforeAll(async () => {
  cast = await openCast({ rooms: ['people'] })
  await cast.open((ctx) => admitPerson(ctx, { ...owner, roles: ['admin'] }))
  await cast.open((ctx) =>
    admitPerson(ctx, { name: 'Tom Reyes', email: 'tom@tidewater.example', password: 'a lighthouse in the fog', roles: ['sales'] }),
  )
})
afterAll(() => cast?.close())

const asOf = (token: string) => actorBehind(cast, token)
const signIn = (email: string, password: string) => signedIn(cast, email, password)

describe('sign-in', () => {
  test('with two-factor on, a password alone opens nothing; a code of the app or a recovery code does, each recovery code once', async () => {
    const first = await signIn('tom@tidewater.example', 'a lighthouse in the fog')
    const password = 'a lighthouse in the fog'
    await expect(first.me.call(promise.twoFactorEnrol, { password: 'not mine at all' })).rejects.toMatchObject({ code: 'password.wrong' })
    const { uri, recovery_codes } = await first.me.call(promise.twoFactorEnrol, { password })
    expect(recovery_codes).toHaveLength(10)
    await expect(first.me.call(promise.twoFactorConfirm, { code: '000000' })).rejects.toMatchObject({ code: 'two_factor.wrong_code' })
    const on = await first.me.call(promise.twoFactorConfirm, { code: appCode(uri) })
    expect(await asOf(first.token)).toBeUndefined()
    expect(await asOf(tokenOf(on))).toMatchObject({ name: 'Tom Reyes' })

    const email = 'tom@tidewater.example'
    const step = await cast.visitor().call(promise.signIn, { email, password })
    if (step.state !== 'second_step') throw new Error('the password alone was enough')
    expect(cookiesIn(step)).toEqual([])
    await expect(cast.visitor().call(promise.signInSecondStep, { challenge: step.challenge, code: '000000' })).rejects.toMatchObject({
      code: 'two_factor.wrong_code',
    })
    const done = await cast.visitor().call(promise.signInSecondStep, { challenge: step.challenge, code: appCode(uri, 1) })
    expect(await asOf(tokenOf(done))).toMatchObject({ name: 'Tom Reyes' })

    const again = async (code: string) => {
      const next = await cast.visitor().call(promise.signIn, { email, password })
      return cast
        .visitor()
        .call(promise.signInSecondStep, { challenge: next.state === 'second_step' ? next.challenge : '', code, kind: 'recovery' })
    }
    const recovered = await again(recovery_codes[0] ?? '')
    await expect(again(recovery_codes[0] ?? '')).rejects.toMatchObject({ code: 'two_factor.wrong_code' })
    const me = speakerOf(cast, await asOf(tokenOf(recovered)))
    const off = await me.call(promise.twoFactorRemove, { password })
    expect(await asOf(tokenOf(off))).toBeDefined()
    expect((await cast.visitor().call(promise.signIn, { email, password })).state).toBe('signed_in')
  })

  test('a one-time code is taken once, whoever comes second, in the confirmation as at the door', async () => {
    const password = 'a lighthouse in the fog'
    const email = 'ada@tidewater.example'
    await cast.open((ctx) => admitPerson(ctx, { name: 'Ada', email, password, roles: ['sales'] }))
    const { me } = await signIn(email, password)
    const { uri } = await me.call(promise.twoFactorEnrol, { password })
    const code = appCode(uri)
    await me.call(promise.twoFactorConfirm, { code })
    const step = async (given: string) => {
      const next = await cast.visitor().call(promise.signIn, { email, password })
      const challenge = next.state === 'second_step' ? next.challenge : ''
      return cast.visitor().call(promise.signInSecondStep, { challenge, code: given })
    }
    await expect(step(code)).rejects.toMatchObject({ code: 'two_factor.code_used' })
    const next = appCode(uri, 1)
    const both = await Promise.allSettled([step(next), step(next)])
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find((one) => one.status === 'rejected')?.reason).toMatchObject({ code: 'two_factor.code_used' })
    const { rows } = await cast.house.db.pool.query('select code_mac from people.used_code')
    expect(JSON.stringify(rows)).not.toContain(next)
  })

  test('an open link and a half-done sign-in end with every change of who may come in', async () => {
    const password = 'a lighthouse in the fog'
    const email = 'proofs@tidewater.example'
    const admin = cast.as('admin')
    const id = await cast.open((ctx) => admitPerson(ctx, { name: 'Proofs', email, password, roles: ['sales'] }))
    const open = async () => {
      await cast.house.db.pool.query("update people.password_reset set created_at = created_at - interval '1 hour'")
      await cast.visitor().call(promise.passwordResetAsk, { email })
      const link = /new-password#(\S+)/.exec((await lettersTo(cast, email)).at(-1) ?? '')?.[1] ?? ''
      return () => cast.visitor().call(promise.passwordReset, { token: link, password: 'nine herons and a boat' })
    }
    const over = { code: 'password.link_over' }
    const { me, token } = await signIn(email, password)
    const byChange = await open()
    await me.call(promise.passwordChange, { current: password, password: 'six otters in a canoe' })
    await expect(byChange()).rejects.toMatchObject(over)
    expect(await asOf(token)).toBeDefined()
    const byRole = await open()
    await admin.call(promise.personRoles, { id, roles: ['sales', 'member'] })
    await expect(byRole()).rejects.toMatchObject(over)
    expect(await asOf(token)).toBeUndefined()
    const second = await signIn(email, 'six otters in a canoe')
    const same = await open()
    await admin.call(promise.personRoles, { id, roles: ['member', 'sales'] })
    expect(await asOf(second.token)).toBeDefined()
    const { uri } = await second.me.call(promise.twoFactorEnrol, { password: 'six otters in a canoe' })
    const on = await second.me.call(promise.twoFactorConfirm, { code: appCode(uri) })
    await expect(same()).rejects.toMatchObject(over)
    const half = await cast.visitor().call(promise.signIn, { email, password: 'six otters in a canoe' })
    const byRemoval = await open()
    await speakerOf(cast, await asOf(tokenOf(on))).call(promise.twoFactorRemove, { password: 'six otters in a canoe' })
    await expect(byRemoval()).rejects.toMatchObject(over)
    const challenge = half.state === 'second_step' ? half.challenge : ''
    await expect(cast.visitor().call(promise.signInSecondStep, { challenge, code: appCode(uri, 1) })).rejects.toMatchObject({
      code: 'sign_in.challenge_over',
    })
    const byDeparture = await open()
    await admin.call(promise.personDepart, { id })
    await expect(byDeparture()).rejects.toMatchObject(over)
  })

  test('a password that was hashed at a lower cost opens, and is kept at today’s from then on', async () => {
    const { me } = await signIn(owner.email, owner.password)
    const hashOf = async () =>
      (await cast.house.db.pool.query('select password from people.credential where person_id = $1', [me.actor.id])).rows[0].password
    await cast.house.db.pool.query('update people.credential set password = $2 where person_id = $1', [
      me.actor.id,
      await libraryHash(owner.password),
    ])
    await expect(cast.visitor().call(promise.signIn, { email: owner.email, password: 'wrong' })).rejects.toMatchObject({
      code: 'sign_in.wrong',
    })
    expect(await hashOf()).not.toMatch(/^scrypt\$/)
    await signIn(owner.email, owner.password)
    expect(await hashOf()).toMatch(/^scrypt\$/)
    await signIn(owner.email, owner.password)
  })

  test('an odd but valid address signs in, in any spelling and with blanks around it', async () => {
    const password = 'a lighthouse in the fog'
    for (const [email, typed] of [
      ['o&b/c@tidewater.example', '  O&B/c@Tidewater.example '],
      ['jürgen@bücher.example', 'Jürgen@xn--bcher-kva.example'],
    ] as const) {
      await cast.open((ctx) => admitPerson(ctx, { name: 'Odd', email, password, roles: ['member'] }))
      expect((await signIn(typed, password)).me.actor.name).toBe('Odd')
    }
  })

  test('five wrong codes end a challenge', async () => {
    const { me } = await signIn('tom@tidewater.example', 'a lighthouse in the fog')
    const { uri } = await me.call(promise.twoFactorEnrol, { password: 'a lighthouse in the fog' })
    await me.call(promise.twoFactorConfirm, { code: appCode(uri) })
    const step = await cast.visitor().call(promise.signIn, { email: 'tom@tidewater.example', password: 'a lighthouse in the fog' })
    const challenge = step.state === 'second_step' ? step.challenge : ''
    const codes: string[] = []
    for (let i = 0; i < 6; i += 1) {
      await cast
        .visitor()
        .call(promise.signInSecondStep, { challenge, code: '000000' })
        .catch((error: { code: string }) => codes.push(error.code))
    }
    expect(codes).toEqual([...Array(5).fill('two_factor.wrong_code'), 'sign_in.challenge_over'])
    await expect(cast.visitor().call(promise.signInSecondStep, { challenge, code: appCode(uri) })).rejects.toMatchObject({
      code: 'sign_in.challenge_over',
    })
  })

  test('a password link works once and ends every session', async () => {
    const { token } = await signIn(owner.email, owner.password)
    await cast.visitor().call(promise.passwordResetAsk, { email: owner.email })
    await cast.visitor().call(promise.passwordResetAsk, { email: 'nobody@tidewater.example' })
    expect(await lettersTo(cast, 'nobody@tidewater.example')).toEqual([])
    const link = /new-password#(\S+)/.exec((await lettersTo(cast, 'ines@tidewater.example'))[0] ?? '')?.[1] ?? ''
    const reset = (password: string) => cast.visitor().call(promise.passwordReset, { token: link, password })
    await expect(reset('short')).rejects.toMatchObject({ code: 'password.too_short' })
    await reset('nine herons and a boat')
    await expect(reset('nine herons and a boat')).rejects.toMatchObject({ code: 'password.link_over' })
    expect(await asOf(token)).toBeUndefined()
    await signIn(owner.email, 'nine herons and a boat')
  })

  test('changing a password asks for the old one and ends the other sessions', async () => {
    const one = await signIn(owner.email, 'nine herons and a boat')
    const two = await signIn(owner.email, 'nine herons and a boat')
    await expect(two.me.call(promise.passwordChange, { current: 'wrong one, this', password: owner.password })).rejects.toMatchObject({
      code: 'password.wrong',
    })
    await two.me.call(promise.passwordChange, { current: 'nine herons and a boat', password: owner.password })
    expect(await asOf(one.token)).toBeUndefined()
    expect(await asOf(two.token)).toBeDefined()
  })
})
