import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cast, openCast, type Speaker } from '../../../test/cast/cast.ts'
import { listNotices } from '../../kernel/inbox.ts'
import { createDelegation } from './commands/delegations.ts'
import * as promise from './contract.ts'
import { actorOfPerson, admitPerson, delegatesOf, noticesInPlace, room } from './index.ts'

let cast: Cast
const start = new Date('2026-06-15T10:00:00Z')
const ids = new Map<string, string>()
const id = (name: string) => ids.get(name) ?? ''
const people: Record<string, string[]> = { Mara: ['admin'], Ada: ['finance'], Ben: ['sales'], Cyd: ['member'], June: ['auditor'] }

beforeAll(async () => {
  cast = await openCast({ rooms: ['people'], now: start })
  for (const [name, roles] of Object.entries(people)) {
    const newcomer = { name, email: `${name}@tidewater.example`, password: 'a calm harbour at dusk', roles }
    ids.set(name, await cast.open((ctx) => admitPerson(ctx, newcomer)))
  }
})
afterAll(() => cast?.close())

const as = async (name: string): Promise<Speaker> =>
  cast.speaker((await cast.open((ctx) => actorOfPerson(ctx, id(name)))) ?? expect.fail('nobody'))
const days = (n: number) => cast.setNow(new Date(start.getTime() + n * 86_400_000))
const stands = (name: string, day: string, what: 'approvals' | 'decisions' | 'actions' = 'decisions') =>
  cast.open(async (ctx) => {
    const delegate = (await delegatesOf({ tx: ctx.tx, today: day }, [id(name)], what)).get(id(name))
    return delegate && [...ids].find(([, one]) => one === delegate.id)?.[0]
  })
const told = async (name: string) => {
  const actor = (await as(name)).actor
  return (await cast.house.openAs(actor, (ctx) => listNotices(ctx, { state: 'open', limit: 10 }))).map((one) => one.text)
}
const said = async (event: string) =>
  (await cast.house.db.pool.query('select payload from kernel.outbox where name = $1 order by seq', [event])).rows.map((row) => row.payload)

describe('while somebody is away', () => {
  test('a colleague is asked in their place on these days and for these things, and hears of it', async () => {
    const ada = await as('Ada')
    const made = await ada.call(promise.delegationCreate, {
      to_id: id('Ben'),
      what: ['decisions', 'approvals'],
      from_day: '2026-06-20',
      until_day: '2026-06-30',
    })
    expect(made).toMatchObject({ from: { name: 'Ada' }, to: { name: 'Ben' }, what: ['approvals', 'decisions'], state: 'later' })
    expect(await stands('Ada', '2026-06-19')).toBe(undefined)
    expect(await stands('Ada', '2026-06-20')).toBe('Ben')
    expect(await stands('Ada', '2026-06-30', 'approvals')).toBe('Ben')
    expect(await stands('Ada', '2026-06-30', 'actions')).toBe(undefined)
    expect(await stands('Ada', '2026-07-01')).toBe(undefined)
    expect(await told('Ben')).toEqual(['You stand in for Ada from June 20, 2026 until June 30, 2026: approvals, decisions'])
    expect(await told('Ada')).toEqual([])
    expect(await said('people.delegation.created')).toEqual([
      {
        delegation_id: made.id,
        from_id: id('Ada'),
        to_id: id('Ben'),
        what: ['approvals', 'decisions'],
        from_day: '2026-06-20',
        until_day: '2026-06-30',
      },
    ])
    const { history } = await ada.call(promise.personRead, { id: id('Ada') })
    expect(history[0]).toMatchObject({ action: 'people.delegation.created', after: { to: 'Ben' } })
  })

  test('it gives no right, and both see it with the act that ends it; a third sees it without', async () => {
    days(6)
    expect((await as('Ben')).actor.rights.has('billing.bill')).toBe(false)
    const seen = async (name: string) => (await (await as(name)).call(promise.delegationsList, {})).items.map((one) => [one.state, one.may])
    for (const name of ['Ada', 'Ben', 'Mara']) expect(await seen(name)).toEqual([['holds', ['people.delegations.end']]])
    for (const name of ['Cyd', 'June']) expect(await seen(name)).toEqual([['holds', []]])
    expect((await (await as('Cyd')).call(promise.delegationsList, { person: id('Cyd') })).items).toEqual([])
    days(0)
  })

  test('an administrator who names for another names nobody but others, and whoever is away is told', async () => {
    const mara = await as('Mara')
    const away = { from_id: id('Cyd'), what: ['approvals' as const], from_day: '2028-02-01', until_day: '2028-02-03' }
    await expect(mara.call(promise.delegationCreate, { ...away, to_id: id('Mara') })).rejects.toMatchObject({
      kind: 'forbidden',
      code: 'delegation.own_name',
    })
    const { id: made } = await mara.call(promise.delegationCreate, { ...away, to_id: id('Ben') })
    expect(await told('Cyd')).toContain('Ben stands in for you from February 1, 2028 until February 3, 2028: approvals')
    expect(await told('Ben')).toContain('You stand in for Cyd from February 1, 2028 until February 3, 2028: approvals')
    await mara.call(promise.delegationEnd, { id: made })
    expect((await told('Cyd')).filter((text) => text.startsWith('Ben stands in'))).toEqual([])
    await cast.house.db.pool.query(`update kernel.notice set done_at = now() where reason = 'people.delegation.ended'`)
  })

  test('of one thing whoever stands in is told once: not beside themselves, and not for one who is named twice', async () => {
    days(6)
    const about = {
      reason: 'decisions.answer.asked',
      subject: { room: 'decisions', kind: 'decision', id: '1', title: 'One', href: '/1', audience: 'internal' as const },
    }
    const inPlace = (to: string[]) =>
      cast.open(async (ctx) =>
        (await noticesInPlace(ctx, [{ ...about, to: to.map(id), text: 'Say it' }], 'decisions')).map((one) => [one.to, one.text]),
      )
    expect(await inPlace(['Ada', 'Cyd', 'Ada'])).toEqual([[[id('Ben')], 'Say it (in the place of Ada)']])
    expect(await inPlace(['Ada', 'Ben'])).toEqual([])
    days(0)
  })

  test('nobody names oneself, somebody who is away, or two for one day; nor goes away while standing in', async () => {
    const [ada, ben, cyd] = [await as('Ada'), await as('Ben'), await as('Cyd')]
    const away = { what: ['decisions' as const], from_day: '2026-06-25', until_day: '2026-07-05' }
    const refused = (who: Speaker, input: object) => expect(who.call(promise.delegationCreate, { ...away, ...input } as never)).rejects
    await refused(ada, { to_id: id('Ada') }).toMatchObject({ code: 'delegation.to_self' })
    await refused(ada, { to_id: id('Cyd') }).toMatchObject({ code: 'delegation.overlap' })
    await refused(cyd, { to_id: id('Ada') }).toMatchObject({ code: 'delegation.chain' })
    await refused(ben, { to_id: id('Cyd') }).toMatchObject({ code: 'delegation.chain' })
    await refused(ada, { to_id: id('Cyd'), until_day: '2026-06-01' }).toMatchObject({ code: 'delegation.days' })
    await refused(cyd, { to_id: id('Ben'), from_id: id('Ada') }).toMatchObject({ code: 'right.missing' })
    await refused(await as('June'), { to_id: id('Ben') }).toMatchObject({ code: 'right.missing' })
    await refused(cyd, { to_id: '018f2f5e-7c1a-7000-8000-0000000000ff' }).toMatchObject({ code: 'person.unknown' })
  })

  test('two who name each other at the same moment are not both first', async () => {
    const [mara, cyd] = [await as('Mara'), await as('Cyd')]
    const away = { what: ['actions' as const], from_day: '2026-08-01', until_day: '2026-08-05' }
    const done = await Promise.allSettled([
      // the first one's transaction is still open when the second one looks
      cast.house.openAs(mara.actor, async (ctx) => {
        await createDelegation(ctx, { ...away, to_id: id('Cyd') })
        await pause(200)
      }),
      pause(50).then(() => cyd.call(promise.delegationCreate, { ...away, to_id: id('Mara') })),
    ])
    expect(done.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const { items } = await mara.call(promise.delegationsList, { person: id('Cyd') })
    await mara.call(promise.delegationEnd, { id: items[0]?.id ?? '' })
  })

  test('who stands in ends it as well; the other is told, and the first day without it is today', async () => {
    days(8)
    const ben = await as('Ben')
    const { items } = await ben.call(promise.delegationsList, { person: id('Ada') })
    const the = items[0]?.id ?? ''
    await expect((await as('Cyd')).call(promise.delegationEnd, { id: the })).rejects.toMatchObject({ code: 'right.missing' })
    expect(await ben.call(promise.delegationEnd, { id: the })).toMatchObject({ state: 'over', ended_on: '2026-06-23', may: [] })
    await expect(ben.call(promise.delegationEnd, { id: the })).rejects.toMatchObject({ code: 'delegation.over' })
    expect([await stands('Ada', '2026-06-22'), await stands('Ada', '2026-06-23')]).toEqual(['Ben', undefined])
    expect(await told('Ben')).toEqual([])
    expect(await told('Ada')).toEqual(['Ben no longer stands in for Ada'])
    expect((await said('people.delegation.ended')).at(-1)).toMatchObject({ delegation_id: the })
    expect((await ben.call(promise.delegationsList, { state: 'over', person: id('Ada') })).items).toHaveLength(1)
  })

  test('its last day ends it, and a departure ends all of both sides', async () => {
    const ada = await as('Ada')
    await ada.call(promise.delegationCreate, { to_id: id('Cyd'), what: ['actions'], until_day: '2026-06-24' })
    days(10)
    await cast.open((ctx) => room.jobs.find((one) => one.name === 'people.end_elapsed')?.run((work) => work(ctx), {}) ?? Promise.reject())
    expect([await stands('Ada', '2026-06-24', 'actions'), await stands('Ada', '2026-06-25', 'actions')]).toEqual(['Cyd', undefined])
    expect((await told('Cyd')).filter((text) => text.startsWith('You stand in'))).toEqual([])
    const over = (await ada.call(promise.delegationsList, { state: 'over', person: id('Cyd') })).items.find(
      (one) => one.from.id === id('Ada'),
    )
    // nobody ended it early
    expect(over).toMatchObject({ state: 'over', ended_on: null })
    await ada.call(promise.delegationCreate, { to_id: id('Cyd'), what: ['actions'], until_day: '2026-08-31' })
    await (await as('Ben')).call(promise.delegationCreate, { to_id: id('Cyd'), what: ['decisions'], until_day: '2026-08-31' })
    await (await as('Mara')).call(promise.personDepart, { id: id('Cyd') })
    expect([await stands('Ada', '2026-07-01', 'actions'), await stands('Ben', '2026-07-01')]).toEqual([undefined, undefined])
  })

  test('nobody names somebody who is suspended; who was named before and is suspended is not asked', async () => {
    const mara = await as('Mara')
    const away = { to_id: id('June'), what: ['actions' as const], from_day: '2027-03-01', until_day: '2027-03-02' }
    const { id: before } = await mara.call(promise.delegationCreate, away)
    expect(await stands('Mara', '2027-03-01', 'actions')).toBe('June')
    await mara.call(promise.personSuspend, { id: id('June'), reason: 'A doubt' })
    expect(await stands('Mara', '2027-03-01', 'actions')).toBe(undefined)
    await expect(mara.call(promise.delegationCreate, { ...away, from_day: '2027-03-03', until_day: '2027-03-04' })).rejects.toMatchObject({
      code: 'person.suspended',
    })
    await mara.call(promise.personResume, { id: id('June') })
    expect(await stands('Mara', '2027-03-01', 'actions')).toBe('June')
    await mara.call(promise.delegationEnd, { id: before })
  })
  test('one that is ended before its first day never begins, and leaves its days free', async () => {
    const ben = await as('Ben')
    const away = { what: ['approvals' as const], from_day: '2027-05-01', until_day: '2027-05-10' }
    const { id: never } = await ben.call(promise.delegationCreate, { ...away, to_id: id('June') })
    expect(await stands('Ben', '2027-05-02', 'approvals')).toBe('June')
    const ended = await ben.call(promise.delegationEnd, { id: never })
    expect([ended.state, (ended.ended_on ?? '9999') < away.from_day]).toEqual(['over', true])
    expect(await stands('Ben', '2027-05-02', 'approvals')).toBe(undefined)
    const { id: other } = await ben.call(promise.delegationCreate, { ...away, to_id: id('Ada') })
    expect(other).not.toBe(never)
    await ben.call(promise.delegationEnd, { id: other })
  })

  test('nobody names a program or one who has left; an administrator who is away hears nothing of what they did', async () => {
    const mara = await as('Mara')
    const away = { what: ['actions' as const], from_day: '2027-06-01', until_day: '2027-06-10' }
    const program = { name: 'Nightly', title: 'Writes exports', owner_id: id('Ada'), roles: ['finance'] }
    const robot = await mara.call(promise.serviceAccountCreate, program)
    const gone = await cast.open((ctx) =>
      admitPerson(ctx, { name: 'Gus', email: 'gus@tidewater.example', password: 'a calm harbour at dusk', roles: ['member'] }),
    )
    days(11)
    const { id: over } = await mara.call(promise.delegationCreate, { ...away, from_id: id('Ada'), to_id: gone })
    await mara.call(promise.delegationEnd, { id: over })
    // on its last day it can still be ended
    const short = { what: ['actions' as const], until_day: '2026-06-26', from_id: id('Ada'), to_id: gone }
    const { id: today } = await mara.call(promise.delegationCreate, short)
    expect(await mara.call(promise.delegationEnd, { id: today })).toMatchObject({ state: 'over', ended_on: '2026-06-26' })
    days(12)
    await mara.call(promise.personDepart, { id: gone })
    // what had ended before is not ended once more
    const { items: ended } = await mara.call(promise.delegationsList, { state: 'over', person: gone })
    expect(ended.map((one) => one.ended_on)).toEqual(['2026-06-26', '2026-06-26'])
    for (const to_id of [robot.id, gone])
      await expect(mara.call(promise.delegationCreate, { ...away, from_id: id('Ada'), to_id })).rejects.toMatchObject({
        code: 'person.not_active',
      })
    const before = await told('Mara')
    const { id: made } = await mara.call(promise.delegationCreate, { ...away, to_id: id('Ada') })
    expect(await told('Mara')).toEqual(before)
    await mara.call(promise.delegationEnd, { id: made })
  })
})
