import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../test/cast/cast.ts'
import * as promise from './contract.ts'
import { actorOfPerson, admitPerson, expand, managerOf, partyOf, personByInitials, room, rolesOn, teammatesOf } from './index.ts'

let cast: Cast
const start = new Date('2026-06-15T10:00:00Z')
const ids = new Map<string, string>()
const id = (name: string) => ids.get(name) ?? ''

beforeAll(async () => {
  cast = await openCast({ rooms: ['people'], now: start })
  for (const [name, roles] of [
    ['Mara Okonjo', ['admin']],
    ['Ben Adler', ['sales']],
    ['Bea Adams', ['sales']],
    ['Cyd Moss', ['member']],
  ] as const) {
    const newcomer = { name, email: `${name.split(' ')[0]}@tidewater.example`, password: 'a calm harbour at dusk', roles }
    ids.set(name.split(' ')[0] ?? '', await cast.open((ctx) => admitPerson(ctx, newcomer)))
  }
})
afterAll(() => cast?.close())

const admin = () => cast.as('admin')
const days = (n: number) => cast.setNow(new Date(start.getTime() + n * 86_400_000))
const runJobs = async () => {
  for (const job of room.jobs) await job.run(cast.open, {})
}

describe('signs and parties', () => {
  test('initials come from the name, and the second of the same gets a longer one', async () => {
    const listed = (await admin().call(promise.personsList, {})).items
    expect(Object.fromEntries(listed.map((row) => [row.name, row.initials]))).toEqual({
      'Bea Adams': 'BAD',
      'Ben Adler': 'BA',
      'Cyd Moss': 'CM',
      'Mara Okonjo': 'MO',
    })
    expect((await admin().call(promise.personsList, { search: 'bad' })).items.map((row) => row.name)).toEqual(['Bea Adams'])
    // a name with a slip in it, as somebody else's document has it
    expect((await admin().call(promise.personsList, { search: 'Bea Adms' })).items.map((row) => row.name)).toEqual(['Bea Adams'])
  })

  test('a sign names one party: a person, else a group, else nobody', async () => {
    const body = await admin().call(promise.groupCreate, { name: 'Leadership Team', kind: 'body' })
    expect(body.short_name).toBe('LT')
    const party = (text: string, day = '2026-06-15') => cast.open((ctx) => partyOf(ctx, text, day))
    expect(await party('ba')).toMatchObject({ kind: 'person', person: { name: 'Ben Adler' } })
    expect(await party(' lt ')).toMatchObject({ kind: 'group', group: { id: body.id } })
    expect(await party('NOBODY')).toEqual({ kind: 'unknown', text: 'NOBODY' })
    // nobody had them before they came
    expect(await party('BA', '2026-06-14')).toEqual({ kind: 'unknown', text: 'BA' })
    expect(await cast.open((ctx) => personByInitials(ctx, 'BAD'))).toMatchObject({ name: 'Bea Adams' })
  })
})

describe('groups', () => {
  test('no team stands below itself, and only teams stand below one another', async () => {
    const harbour = await admin().call(promise.groupCreate, { name: 'Harbour' })
    const quay = await admin().call(promise.groupCreate, { name: 'Quay', parent_id: harbour.id })
    const under = (id: string, parent_id: string) => admin().call(promise.groupChange, { id, parent_id })
    await expect(under(harbour.id, quay.id)).rejects.toMatchObject({ code: 'group.circle' })
    await expect(under(harbour.id, harbour.id)).rejects.toMatchObject({ code: 'group.circle' })
    const board = await admin().call(promise.groupCreate, { name: 'Board', kind: 'body' })
    await expect(under(board.id, harbour.id)).rejects.toMatchObject({ code: 'group.not_a_team' })
    expect((await admin().call(promise.groupRead, { id: harbour.id })).parent_id).toBeNull()
  })

  test('members are dated: today, from a later day, and as it was', async () => {
    const sales = await admin().call(promise.groupCreate, { name: 'Sales', lead_id: id('Mara') })
    const north = await admin().call(promise.groupCreate, { name: 'North', parent_id: sales.id })
    await admin().call(promise.memberAdd, { id: sales.id, person_id: id('Ben') })
    await admin().call(promise.memberAdd, { id: north.id, person_id: id('Bea'), valid_from: '2026-06-20' })
    const on = (day: string) => cast.open((ctx) => expand(ctx, sales.id, day))
    expect(await on('2026-06-15')).toEqual({ by: 'members', person_ids: [id('Ben')] })
    expect(new Set((await on('2026-06-20')).person_ids)).toEqual(new Set([id('Ben'), id('Bea')]))
    expect(await on('2026-06-14')).toEqual({ by: 'lead', person_ids: [id('Mara')] })
    await expect(admin().call(promise.memberAdd, { id: sales.id, person_id: id('Ben') })).rejects.toMatchObject({
      code: 'membership.overlap',
    })
    days(1)
    const read = await admin().call(promise.groupRead, { id: sales.id })
    const ended = await admin().call(promise.memberEnd, { id: read.memberships[0]?.id ?? '' })
    expect([ended.members, ended.memberships[0]?.valid_to]).toEqual([[], '2026-06-16'])
    expect(await on('2026-06-15')).toEqual({ by: 'members', person_ids: [id('Ben')] })
    expect((await admin().call(promise.groupRead, { id: sales.id, day: '2026-06-15' })).expanded.persons.map((one) => one.name)).toEqual([
      'Ben Adler',
    ])
    expect(read.parts.map((part) => part.name)).toEqual(['North'])
    cast.setNow(start)
  })

  test('only a team widens what its members reach; a restricted group is seen by its own', async () => {
    const crew = await admin().call(promise.groupCreate, { name: 'Crew' })
    const deal = await admin().call(promise.groupCreate, { name: 'Secret deal', kind: 'project', audience: 'restricted' })
    await admin().call(promise.groupMembers, { id: crew.id, person_ids: [id('Ben'), id('Bea')] })
    await admin().call(promise.groupMembers, { id: deal.id, person_ids: [id('Ben'), id('Cyd')] })
    const actor = async (name: string) => (await cast.open((ctx) => actorOfPerson(ctx, id(name)))) ?? expect.fail('nobody')
    const ben = await actor('Ben')
    expect(new Set(await cast.house.openAs(ben, (ctx) => teammatesOf(ctx)))).toEqual(new Set([id('Ben'), id('Bea')]))
    const seenBy = async (name: string) => (await cast.speaker(await actor(name)).call(promise.groupsList, {})).items.map((row) => row.name)
    expect(await seenBy('Cyd')).toContain('Secret deal')
    expect(await seenBy('Bea')).not.toContain('Secret deal')
    await expect(cast.speaker(await actor('Bea')).call(promise.groupRead, { id: deal.id })).rejects.toMatchObject({ code: 'group.unknown' })
    expect((await admin().call(promise.groupsList, { kind: 'project' })).items).toHaveLength(1)
  })
})

describe('roles for some days', () => {
  test('a role is gone at the first call after its last day, and is kept for the question who was what', async () => {
    const granted = { id: id('Cyd'), role: 'finance', until_day: '2026-06-20', reason: 'Covers for Farid' }
    await admin().call(promise.grantCreate, granted)
    const may = async () => (await cast.open((ctx) => actorOfPerson(ctx, id('Cyd'))))?.rights.has('billing.bill')
    expect(await may()).toBe(true)
    days(5)
    expect(await may()).toBe(true)
    days(6)
    expect(await may()).toBe(false)
    await runJobs()
    const { grants } = await admin().call(promise.personRead, { id: id('Cyd') })
    expect(grants.find((one) => one.role === 'finance')).toMatchObject({ until_day: '2026-06-20', ended_at: expect.any(Date) })
    const { rows } = await cast.house.db.pool.query(`select payload from kernel.outbox where name = 'people.role.ended'`)
    expect(rows.map((row) => row.payload)).toContainEqual({ person_id: id('Cyd'), role: 'finance' })
    const audit = await cast.house.db.pool.query(
      `select before, reason from kernel.audit where action = 'people.role.ended' and subject_id = $1`,
      [id('Cyd')],
    )
    expect(audit.rows).toEqual([
      { before: { role: 'finance', from_day: '2026-06-15', until_day: '2026-06-20' }, reason: 'Its last day is over.' },
    ])
    expect(await cast.open((ctx) => rolesOn(ctx, id('Cyd'), '2026-06-20'))).toEqual(['finance', 'member'])
    expect(await cast.open((ctx) => rolesOn(ctx, id('Cyd'), '2026-06-21'))).toEqual(['member'])
    cast.setNow(start)
  })

  test('the last administrator is one whose role does not end by itself', async () => {
    await admin().call(promise.grantCreate, { id: id('Cyd'), role: 'admin', until_day: '2026-12-31', reason: 'While Mara travels' })
    await expect(admin().call(promise.personDepart, { id: id('Mara') })).rejects.toMatchObject({ code: 'person.last_admin' })
    const { grants } = await admin().call(promise.personRead, { id: id('Mara') })
    const end = admin().call(promise.grantEnd, { id: grants.find((one) => one.role === 'admin')?.id ?? '' })
    await expect(end).rejects.toMatchObject({ code: 'person.last_admin' })
  })
})

describe('who leaves', () => {
  test('goes when the last day is over, frees the initials and stays in the past', async () => {
    await admin().call(promise.personChange, { id: id('Ben'), manager_id: id('Mara') })
    await admin().call(promise.personChange, { id: id('Bea'), manager_id: id('Ben') })
    expect((await admin().call(promise.personDepart, { id: id('Ben'), ended_on: '2026-06-17' })).ended_on).toBe('2026-06-17')
    expect((await admin().call(promise.personRead, { id: id('Ben') })).history[0]).toMatchObject({ action: 'people.person.leaves' })
    const here = async () => (await cast.open((ctx) => actorOfPerson(ctx, id('Ben')))) !== undefined
    days(2)
    await runJobs()
    expect(await here()).toBe(true)
    days(3)
    await runJobs()
    expect(await here()).toBe(false)
    const party = (day: string) => cast.open((ctx) => partyOf(ctx, 'BA', day))
    expect([(await party('2026-06-17')).kind, (await party('2026-06-18')).kind]).toEqual(['person', 'unknown'])
    // who reported to the leaver reports to the next one up
    expect(await cast.open((ctx) => managerOf(ctx, id('Bea')))).toMatchObject({ name: 'Mara Okonjo' })
    const chart = (await admin().call(promise.orgRead, {})).items
    expect(chart.find((row) => row.id === id('Bea'))).toMatchObject({ manager_id: id('Mara') })
    const again = { name: 'Bo Axel', email: 'bo@tidewater.example', password: 'a calm harbour at dusk', roles: ['member'] }
    const bo = await cast.open((ctx) => admitPerson(ctx, again))
    expect((await admin().call(promise.personRead, { id: bo })).initials).toBe('BA')
    expect(await cast.open((ctx) => partyOf(ctx, 'BA', '2026-06-18'))).toMatchObject({ person: { name: 'Bo Axel' } })
    cast.setNow(start)
  })
})
