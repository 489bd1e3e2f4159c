import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../test/cast/cast.ts'
import { foundOffice, lettersTo, signedIn, speakerOf } from '../../../test/cast/staff.ts'
import { trailOf } from '../../../test/cast/trail.ts'
import * as promise from './contract.ts'
import { actorOfPerson, admitPerson, room } from './index.ts'
import { shortNamesFor } from './rules/signs.ts'

let cast: Cast
const start = new Date('2026-06-15T10:00:00Z')
const password = 'a calm harbour at dusk'
let n = 0

beforeAll(async () => {
  cast = await openCast({ rooms: ['people'], now: start })
  await foundOffice(cast)
})
afterAll(() => cast?.close())

const admin = () => cast.as('admin')
const code = (of: string) => ({ code: of })
const newcomer = async (roles: string[] = ['member']) => {
  n += 1
  const email = `newcomer${n}@tidewater.example`
  return { id: await cast.open((ctx) => admitPerson(ctx, { name: `Newcomer ${n}`, email, password, roles })), email, name: `Newcomer ${n}` }
}
const audited = (action: string, id: string) => trailOf(cast.house.db.pool).audit(action, id)
const events = (name: string, key: string) => trailOf(cast.house.db.pool).events(name, key)
const tokenIn = async (email: string, path: string) =>
  new RegExp(`${path}#(\\S+)`).exec((await lettersTo(cast, email)).at(-1) ?? '')?.[1] ?? ''

describe('a calendar', () => {
  test('changes from today on, on its newest version, and not before a version that is there', async () => {
    const change = (input: object) => admin().call(promise.calendarChange, { key: 'company', ...input })
    const today = await change({ valid_from: '2026-06-15', name: 'Ours' })
    expect(today).toMatchObject({ name: 'Ours', version: 2 })
    await expect(change({ valid_from: '2026-06-14', name: 'Late' })).rejects.toMatchObject(code('calendar.past'))
    await change({ valid_from: '2026-07-01', name: 'July' })
    await expect(change({ valid_from: '2026-06-20', name: 'Between' })).rejects.toMatchObject(code('calendar.before'))
    await expect(change({ valid_from: '2026-07-01', name: 'Stale', if_match: 2 })).rejects.toMatchObject(code('edit.stale'))
  })
})

describe('a role', () => {
  test('is set on the newest version of a colleague', async () => {
    const { id } = await newcomer()
    const { version } = await admin().call(promise.personRead, { id })
    await admin().call(promise.personRoles, { id, roles: ['sales'], if_match: version })
    await expect(admin().call(promise.personRoles, { id, roles: ['finance'], if_match: version })).rejects.toMatchObject(code('edit.stale'))
  })

  test('for some days is announced when it is given, and on record when it is ended', async () => {
    const { id, name } = await newcomer()
    const given = { role: 'finance', from_day: '2026-06-15', until_day: '2026-06-30' }
    const person = await admin().call(promise.grantCreate, { id, ...given, reason: 'Covers for Farid' })
    expect((await events('people.role.granted', id)).map(({ payload }) => payload)).toContainEqual({ person_id: id, ...given })
    await admin().call(promise.grantEnd, { id: person.grants.find((one) => one.role === 'finance')?.id ?? '' })
    expect(await audited('people.role.ended', id)).toMatchObject([{ label: name, before: given }])
  })
})

describe('a group', () => {
  test('has no members who are not with us', async () => {
    const group = await admin().call(promise.groupCreate, { name: 'Quay' })
    const members = (person_ids: string[]) => admin().call(promise.groupMembers, { id: group.id, person_ids })
    await expect(members([randomUUID()])).rejects.toMatchObject(code('person.not_active'))
    const { id } = await newcomer()
    await admin().call(promise.personDepart, { id })
    await expect(members([id])).rejects.toMatchObject(code('person.not_active'))
  })

  test('of whose name every short name is taken is asked for one', async () => {
    const taken = shortNamesFor('Zenith Zone')
    await cast.house.db.pool.query(
      `insert into people."group" (id, name, kind, short_name, audience, created_at, created_by)
       select gen_random_uuid(), 'Taken ' || n, 'body', sign, 'internal', now(), 'test' from unnest($1::text[]) with ordinality t(sign, n)
       on conflict do nothing`,
      [taken],
    )
    await expect(admin().call(promise.groupCreate, { name: 'Zenith Zone' })).rejects.toMatchObject(code('group.short_name_taken'))
    await cast.house.db.pool.query(`delete from people."group" where created_by = 'test'`)
  })
})

describe('a hand-over', () => {
  test('is to somebody else, and on record', async () => {
    const [from, to] = [await newcomer(), await newcomer()]
    await admin().call(promise.serviceAccountCreate, { name: 'Exporter', title: 'Writes exports', owner_id: from.id, roles: ['member'] })
    await expect(admin().call(promise.handOverDo, { id: from.id, to_id: from.id })).rejects.toMatchObject(code('hand_over.to_self'))
    await admin().call(promise.handOverDo, { id: from.id, to_id: to.id })
    expect(await audited('people.hand_over.done', from.id)).toMatchObject([{ label: from.name, after: { to_id: to.id, things: 1 } }])
    await admin().call(promise.handOverUndo, { id: from.id })
    expect(await audited('people.hand_over.undone', from.id)).toMatchObject([{ label: from.name, after: { things: 1 } }])
  })
})

describe('an invitation', () => {
  const invite = (email: string) => admin().call(promise.invite, { email, roles: ['member'] })

  test('is taken back once, on record, and not after it was accepted', async () => {
    const row = await invite('back@tidewater.example')
    await admin().call(promise.invitationRevoke, { id: row.id })
    expect(await audited('people.invitation.revoked', row.id)).toMatchObject([{ label: 'back@tidewater.example' }])
    await expect(admin().call(promise.invitationRevoke, { id: row.id })).rejects.toMatchObject(code('invitation.not_open'))
  })

  test('that was accepted is on record and stays', async () => {
    const email = 'comes@tidewater.example'
    const row = await invite(email)
    await cast.visitor().call(promise.invitationAccept, { token: await tokenIn(email, 'invitation'), name: 'Comes', password })
    expect(await audited('people.invitation.accepted', row.id)).toMatchObject([{ label: email }])
    await expect(admin().call(promise.invitationRevoke, { id: row.id })).rejects.toMatchObject(code('invitation.not_open'))
  })
})

describe('a departure', () => {
  test('is not before the first day, and nobody stays who has left or has no last day', async () => {
    const { id } = await newcomer()
    const leave = (ended_on: string) => admin().call(promise.personDepart, { id, ended_on })
    const { started_on } = await admin().call(promise.personRead, { id })
    expect(started_on).toBe('2026-06-15')
    await expect(leave('2026-06-14')).rejects.toMatchObject(code('person.ends_first'))
    await expect(admin().call(promise.personStay, { id })).rejects.toMatchObject(code('person.stays'))
    await leave('2026-06-15')
    await expect(admin().call(promise.personStay, { id })).rejects.toMatchObject(code('person.left'))
  })

  test('opens no door again: whoever was suspended and left is not resumed', async () => {
    const { id } = await newcomer()
    await admin().call(promise.personSuspend, { id, reason: 'Lost their badge' })
    await admin().call(promise.personDepart, { id })
    await expect(admin().call(promise.personResume, { id })).rejects.toMatchObject(code('person.left'))
  })

  test('that is planned leaves the last administrator where they are', async () => {
    const two = [await newcomer(['admin']), await newcomer(['admin'])]
    const others = (await admin().call(promise.personsList, {})).items.filter((row) => row.roles.includes('admin'))
    for (const { id } of others) await admin().call(promise.personDepart, { id, ended_on: '2026-06-16' })
    cast.setNow(new Date('2026-06-18T10:00:00Z'))
    for (const job of room.jobs) await job.run(cast.open, {})
    const left = (await admin().call(promise.personsList, {})).items.filter((row) => row.roles.includes('admin'))
    expect([others.length, left.length, two.length]).toEqual([3, 1, 2])
    cast.setNow(start)
  })
})

describe('a program', () => {
  test('is answered for by somebody who is with us', async () => {
    const { id: owner_id } = await newcomer()
    const make = (owner: string) =>
      admin().call(promise.serviceAccountCreate, { name: 'Importer', title: 'Reads imports', owner_id: owner, roles: ['member'] })
    await expect(make(randomUUID())).rejects.toMatchObject(code('person.not_active'))
    const robot = await make(owner_id)
    const give = (to: string) => admin().call(promise.serviceAccountChange, { id: robot.id, owner_id: to })
    await expect(give(randomUUID())).rejects.toMatchObject(code('person.not_active'))
    const next = await newcomer()
    expect((await give(next.id)).owner).toMatchObject({ id: next.id })
  })
})

describe('a sign-in', () => {
  test('that fails, a session that somebody ends and a password that is set anew are on record', async () => {
    const { id, email, name } = await newcomer()
    await expect(cast.visitor().call(promise.signIn, { email, password: 'not this one' })).rejects.toMatchObject(code('sign_in.wrong'))
    expect(await audited('people.sign_in.failed', id)).toMatchObject([{ label: name }])
    const { me } = await signedIn(cast, email, password)
    const session = me.actor.session ?? ''
    await admin().call(promise.sessionEnd, { id: session })
    expect(await audited('people.session.ended', id)).toMatchObject([{ after: { session } }])
    await cast.visitor().call(promise.passwordResetAsk, { email })
    await cast.visitor().call(promise.passwordReset, { token: await tokenIn(email, 'new-password'), password: 'four herons in a row' })
    expect(await audited('people.password.reset', id)).toMatchObject([{ label: name }])
  })

  test('is what a second factor belongs to: who has none is asked for one', async () => {
    const { id } = await newcomer()
    const actor = await cast.open((ctx) => actorOfPerson(ctx, id))
    await expect(speakerOf(cast, actor).call(promise.twoFactorEnrol, { password })).rejects.toMatchObject(code('session.needed'))
    await expect(admin().call(promise.twoFactorEnrol, { password })).rejects.toMatchObject(code('session.needed'))
  })

  test('from IPv4 addresses that are written as IPv6 counts for each of them', async () => {
    const { email } = await newcomer()
    const from = (address: string) => cast.speaker({ ...cast.visitor().actor, address, agent: 'elsewhere' })
    for (let i = 0; i < 10; i += 1)
      await expect(from('::ffff:198.51.100.7').call(promise.signIn, { email, password: `guess ${i}` })).rejects.toMatchObject(
        code('sign_in.wrong'),
      )
    await expect(from('::ffff:198.51.100.7').call(promise.signIn, { email, password })).rejects.toMatchObject(code('sign_in.too_many'))
    expect(await from('::ffff:203.0.113.99').call(promise.signIn, { email, password })).toMatchObject({ state: 'signed_in' })
  })
})

test('the founding of the company is on record', async () => {
  const { rows } = await cast.house.db.pool.query('select id from people.company')
  expect(await audited('people.company.created', rows[0].id)).toMatchObject([
    { label: 'Tidewater', after: { zone: 'UTC', currency: 'EUR' } },
  ])
})
