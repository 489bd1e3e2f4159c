import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../test/cast/cast.ts'
import { actorBehind, lettersTo, signedIn, speakerOf, tokenOf } from '../../../test/cast/staff.ts'
import * as promise from './contract.ts'
import { actorOfKey, actorOfPerson, companyOf, room } from './index.ts'

let cast: Cast
const owner = { name: 'Ines Okafor', email: 'Ines@Tidewater.example', password: 'four ducks on a pond' }
const start = new Date('2026-06-15T10:00:00Z')

beforeAll(async () => {
  cast = await openCast({ rooms: ['people'], now: start })
})
afterAll(() => cast?.close())

const later = (hours: number) => cast.setNow(new Date(start.getTime() + hours * 3_600_000))
const asOf = (token: string) => actorBehind(cast, token)
const signIn = (email: string, password: string) => signedIn(cast, email, password)

describe('people', () => {
  test('an empty house waits for its owner and takes one exactly once', async () => {
    expect(await cast.visitor().call(promise.firstRunRead, {})).toEqual({ needed: true })
    const company = { name: 'Tidewater Systems', fiscal_year_end: '01-31', zone: 'Europe/Berlin' }
    const runs = await Promise.allSettled([
      cast.visitor().call(promise.firstRunDo, { company, owner }),
      cast.visitor().call(promise.firstRunDo, { company, owner: { ...owner, email: 'rival@tidewater.example' } }),
    ])
    expect(runs.filter((run) => run.status === 'fulfilled')).toHaveLength(1)
    expect(runs.find((run) => run.status === 'rejected')?.reason).toMatchObject({ code: 'first_run.done', kind: 'conflict' })
    expect(await cast.visitor().call(promise.firstRunRead, {})).toEqual({ needed: false })
    expect(await cast.open((ctx) => companyOf(ctx))).toMatchObject({ name: 'Tidewater Systems', fiscal_year_end: '01-31', currency: 'USD' })
    const winner = runs.find((run) => run.status === 'fulfilled')
    const actor = await asOf(tokenOf(winner?.status === 'fulfilled' ? winner.value : undefined))
    expect(actor?.rights.get('people.admin')).toBe('all')
    await cast.house.db.pool.query('update people.person set email = lower($1)', [owner.email])
  })

  test('sign-in takes the address in any case, gives a session, and keeps only a hash of its token', async () => {
    const { token, me } = await signIn('INES@tidewater.EXAMPLE', owner.password)
    expect(me.actor).toMatchObject({ kind: 'person', name: owner.name })
    expect(await me.call(promise.me, {})).toMatchObject({
      email: 'ines@tidewater.example',
      roles: ['admin'],
      company: { name: 'Tidewater Systems' },
    })
    const { rows } = await cast.house.db.pool.query('select * from people.session')
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(rows.at(-1)).toMatchObject({ address: '203.0.113.8', agent: 'test' })
  })

  test('a wrong password and an unknown address get the same refusal', async () => {
    const wrong = { code: 'sign_in.wrong', kind: 'refused', message: 'E-mail or password is wrong.' }
    await expect(cast.visitor().call(promise.signIn, { email: owner.email, password: 'not this one' })).rejects.toMatchObject(wrong)
    await expect(
      cast.visitor().call(promise.signIn, { email: 'nobody@tidewater.example', password: 'not this one' }),
    ).rejects.toMatchObject(wrong)
  })

  test('wrong tries outlive their refusals and make their source wait, longer with each; the right password from elsewhere never waits', async () => {
    const from = (address: string, agent = 'test') => cast.speaker({ ...cast.visitor().actor, address, agent })
    const tryFrom = (address: string, password: string, agent?: string) =>
      from(address, agent)
        .call(promise.signIn, { email: owner.email, password })
        .then(
          () => 'in',
          (error: { code: string }) => error.code,
        )
    for (let i = 0; i < 10; i += 1) expect(await tryFrom('198.51.100.1', `guess number ${i}`)).toBe('sign_in.wrong')
    await expect(from('198.51.100.1').call(promise.signIn, { email: owner.email, password: owner.password })).rejects.toMatchObject({
      code: 'sign_in.too_many',
      kind: 'busy',
      facts: { retry_after_s: 60 },
    })
    // another address of the same person's, and another person's name, wait as well: it is the source that waits
    await expect(from('198.51.100.1').call(promise.signIn, { email: 'nobody@tidewater.example', password: 'x' })).rejects.toMatchObject({
      code: 'sign_in.too_many',
    })
    for (let i = 0; i < 60; i += 1) expect(await tryFrom(`198.51.${100 + (i % 50)}.9`, 'a guess')).toBe('sign_in.wrong')
    expect(await tryFrom('192.0.2.55', owner.password)).toBe('in')
    // the device that signed in before has a count of its own, apart from the address that it shares
    for (let i = 0; i < 12; i += 1) await tryFrom('192.0.2.55', 'a guess', 'a stranger’s browser')
    expect(await tryFrom('192.0.2.55', owner.password, 'a stranger’s browser')).toBe('sign_in.too_many')
    expect(await tryFrom('192.0.2.55', owner.password)).toBe('in')
    // who got in has mistyped: on one's own device the count begins anew
    for (const round of [1, 2]) {
      for (let i = 0; i < 6; i += 1) await tryFrom('192.0.2.55', 'a guess')
      expect([round, await tryFrom('192.0.2.55', owner.password)]).toEqual([round, 'in'])
    }
    // one household: the addresses of a /64 count together
    for (let i = 0; i < 10; i += 1) await tryFrom(`2001:db8:0:1::${i}`, 'a guess')
    expect(await tryFrom('2001:db8:0:1:ffff::1', owner.password)).toBe('sign_in.too_many')
    expect(await tryFrom('2001:db8:0:2::1', owner.password)).toBe('in')
    later(0.26)
    expect(await tryFrom('198.51.100.1', owner.password)).toBe('in')
    cast.setNow(start)
  })

  test('a mailbox gets three links in a quarter of an hour, whoever asks; the answer stays the same', async () => {
    const ask = () => cast.visitor().call(promise.passwordResetAsk, { email: owner.email })
    for (let i = 0; i < 12; i += 1) expect(await ask()).toEqual({ mailed: true })
    expect(await lettersTo(cast, owner.email.toLowerCase())).toHaveLength(3)
    later(0.26)
    await ask()
    expect(await lettersTo(cast, owner.email.toLowerCase())).toHaveLength(4)
    cast.setNow(start)
  })

  test('a session ends with sign-out, with revocation, after twelve idle hours and after a week', async () => {
    const one = await signIn(owner.email, owner.password)
    await one.me.call(promise.signOut, {})
    expect(await asOf(one.token)).toBeUndefined()
    const two = await signIn(owner.email, owner.password)
    const listed = await two.me.call(promise.sessionsList, {})
    expect(listed.items.filter((session) => session.current)).toHaveLength(1)
    await two.me.call(promise.sessionEnd, { id: two.me.actor.session ?? '' })
    expect(await asOf(two.token)).toBeUndefined()
    const three = await signIn(owner.email, owner.password)
    later(11.9)
    expect(await asOf(three.token)).toBeDefined()
    later(25)
    expect(await asOf(three.token)).toBeUndefined()
    cast.setNow(start)
    const four = await signIn(owner.email, owner.password)
    for (let hours = 10; hours < 168; hours += 10) {
      later(hours)
      expect(await asOf(four.token)).toBeDefined()
    }
    later(168)
    expect(await asOf(four.token)).toBeUndefined()
    cast.setNow(start)
  })

  test('an invitation lets one address in, once, with the roles it names', async () => {
    const { me } = await signIn(owner.email, owner.password)
    const team = await me.call(promise.groupCreate, { name: 'North' })
    const email = 'tom@tidewater.example'
    await me.call(promise.invite, { email, roles: ['sales'], teams: [] })
    const second = await me.call(promise.invite, { email, name: 'Tom', roles: ['sales'], teams: [team.id] })
    const [first = '', link = ''] = (await lettersTo(cast, email)).map((body) => /invitation#(\S+)/.exec(body)?.[1] ?? '')
    const accept = (token: string) =>
      cast.visitor().call(promise.invitationAccept, { token, name: 'Tom Reyes', password: 'a lighthouse in the fog' })
    await expect(accept(first)).rejects.toMatchObject({ code: 'invitation.over' })
    expect(await cast.visitor().call(promise.invitationLookUp, { token: link })).toEqual({
      email,
      name: 'Tom',
      company: 'Tidewater Systems',
    })
    const accepted = await accept(link)
    const tom = await asOf(tokenOf(accepted))
    expect(tom?.rights.get('customers.read')).toBe('team')
    expect(tom?.rights.has('people.admin')).toBe(false)
    await expect(accept(link)).rejects.toMatchObject({ code: 'invitation.over' })
    const list = await me.call(promise.invitationsList, {})
    expect(list.items.find((row) => row.id === second.id)?.state).toBe('accepted')
    expect((await me.call(promise.groupsList, {})).items[0]?.members.map((member) => member.name)).toEqual(['Tom Reyes'])
  })

  test('an invitation is over after a week', async () => {
    const { me } = await signIn(owner.email, owner.password)
    await me.call(promise.invite, { email: 'late@tidewater.example', roles: ['member'] })
    const token = /invitation#(\S+)/.exec((await lettersTo(cast, 'late@tidewater.example'))[0] ?? '')?.[1] ?? ''
    later(7 * 24)
    await expect(
      cast.visitor().call(promise.invitationAccept, { token, name: 'Late', password: 'a lighthouse in the fog' }),
    ).rejects.toMatchObject({
      code: 'invitation.over',
    })
    cast.setNow(start)
  })

  test('the last administrator can neither lose the role nor leave', async () => {
    const { me } = await signIn(owner.email, owner.password)
    await expect(me.call(promise.personRoles, { id: me.actor.id, roles: ['member'] })).rejects.toMatchObject({ code: 'person.last_admin' })
    await expect(me.call(promise.personDepart, { id: me.actor.id })).rejects.toMatchObject({ code: 'person.last_admin' })
  })

  test('a key shows its secret once, does what it was given, and ends with its day, its revocation or its owner', async () => {
    const { me } = await signIn('tom@tidewater.example', 'a lighthouse in the fog')
    const expires_at = new Date(start.getTime() + 30 * 86_400_000).toISOString()
    await expect(me.call(promise.keyCreate, { name: 'x', rights: ['people.admin'], expires_at })).rejects.toMatchObject({
      code: 'api_key.beyond_owner',
    })
    const { key, secret } = await me.call(promise.keyCreate, { name: 'Nightly export', rights: ['customers.read'], expires_at })
    expect(secret).toMatch(/^qd_[\w-]{43}$/)
    expect(JSON.stringify(await me.call(promise.keysList, {}))).not.toContain(secret)
    const asKey = () => cast.open((ctx) => actorOfKey(ctx, secret))
    expect(await asKey()).toMatchObject({ kind: 'key', id: key.id, rights: new Map([['customers.read', 'team']]) })
    await expect(speakerOf(cast, await asKey()).call(promise.personsList, {})).rejects.toMatchObject({ code: 'right.missing' })
    later(30 * 24)
    expect(await asKey()).toBeUndefined()
    cast.setNow(start)
    expect(await asKey()).toBeDefined()
    await me.call(promise.keyRevoke, { id: key.id })
    expect(await asKey()).toBeUndefined()
  })

  test('somebody else’s key and session are as unknown as none', async () => {
    const admin = await signIn(owner.email, owner.password)
    const expires_at = new Date(start.getTime() + 86_400_000).toISOString()
    const { key } = await admin.me.call(promise.keyCreate, { name: 'mine', rights: ['people.read'], expires_at })
    const tom = await signIn('tom@tidewater.example', 'a lighthouse in the fog')
    await expect(tom.me.call(promise.keyRevoke, { id: key.id })).rejects.toMatchObject({ kind: 'missing' })
    await expect(tom.me.call(promise.sessionEnd, { id: admin.me.actor.session ?? '' })).rejects.toMatchObject({ kind: 'missing' })
    const seen = await tom.me.call(promise.sessionsList, { everybody: 'true' })
    expect(new Set(seen.items.map((row) => row.person.id))).toEqual(new Set([tom.me.actor.id]))
  })

  test('who leaves is out with the next request, and cannot come back by password or link', async () => {
    const admin = await signIn(owner.email, owner.password)
    const [tom] = (await admin.me.call(promise.personsList, { search: 'tom' })).items
    const id = tom?.id ?? ''
    const left = await admin.me.call(promise.personDepart, { id, reason: 'moves to sea' })
    expect(left).toMatchObject({ roles: [], teams: [] })
    expect(left.history[0]).toMatchObject({ action: 'people.person.left', reason: 'moves to sea' })
    expect(await cast.open((ctx) => actorOfPerson(ctx, id))).toBeUndefined()
    await expect(
      cast.visitor().call(promise.signIn, { email: 'tom@tidewater.example', password: 'a lighthouse in the fog' }),
    ).rejects.toMatchObject({ code: 'sign_in.wrong' })
    await cast.visitor().call(promise.passwordResetAsk, { email: 'tom@tidewater.example' })
    expect((await lettersTo(cast, 'tom@tidewater.example')).filter((body) => body.includes('new-password'))).toEqual([])
    expect((await admin.me.call(promise.personsList, {})).items.map((row) => row.name)).toEqual([owner.name])
  })

  test('who can let others in is reminded of a second factor, and of a key that ends soon', async () => {
    const { me } = await signIn(owner.email, owner.password)
    await me.call(promise.keyCreate, {
      name: 'Nightly',
      rights: ['people.read'],
      expires_at: new Date(start.getTime() + 13 * 86_400_000).toISOString(),
    })
    const found = await cast.house.openAs(me.actor, async (ctx) =>
      (await Promise.all(room.attention.map((source) => source.find(ctx)))).flat(),
    )
    expect(found.map((one) => one.kind)).toEqual(expect.arrayContaining(['two_factor', 'api_key']))
    expect(found.find((one) => one.kind === 'api_key')?.detail).toContain('2026-06-28')
  })

  test('yesterday’s tries and challenges are forgotten, today’s are kept', async () => {
    later(25)
    for (const job of room.jobs) await job.run(cast.open, {})
    const { rows } = await cast.house.db.pool.query('select count(*)::int as tries from people.attempt')
    expect(rows[0].tries).toBe(0)
    cast.setNow(start)
    await signIn(owner.email, owner.password)
  })

  test('an edit on an older version is refused', async () => {
    const { me } = await signIn(owner.email, owner.password)
    const before = await me.call(promise.companyRead, {})
    await me.call(promise.companyChange, { locale: 'en-GB', if_match: before.version })
    await expect(me.call(promise.companyChange, { locale: 'de-DE', if_match: before.version })).rejects.toMatchObject({
      code: 'edit.stale',
    })
  })

  test('of a person too, for oneself as for others; only administrators rename others', async () => {
    const { me } = await signIn(owner.email, owner.password)
    const before = await me.call(promise.personRead, { id: me.actor.id })
    const saved = await me.call(promise.personChange, { id: me.actor.id, title: 'Chair', if_match: before.version })
    expect(saved).toMatchObject({ title: 'Chair', version: before.version + 1 })
    await expect(me.call(promise.personChange, { id: me.actor.id, title: 'Owner', if_match: before.version })).rejects.toMatchObject({
      code: 'edit.stale',
    })
    expect(await me.call(promise.personRead, { id: me.actor.id })).toMatchObject({ title: 'Chair', version: before.version + 1 })
    const colleague = cast.as('member')
    await expect(colleague.call(promise.personChange, { id: me.actor.id, name: 'Renamed' })).rejects.toMatchObject({
      code: 'right.missing',
    })
    const key = cast.speaker({ ...colleague.actor, kind: 'key', id: me.actor.id })
    await expect(key.call(promise.personChange, { id: me.actor.id, name: 'Renamed' })).rejects.toMatchObject({ code: 'right.missing' })
    expect((await me.call(promise.personRead, { id: me.actor.id })).name).toBe(owner.name)
  })
})
