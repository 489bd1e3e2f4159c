import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cast, openCast, type Speaker } from '../../../test/cast/cast.ts'
import { actorOfPerson, admitPerson, partiesMeant, partyOf, tellSigns } from './index.ts'
import * as promise from './contract.ts'

let cast: Cast
const ids = new Map<string, string>()
const id = (name: string) => ids.get(name) ?? ''
const day = '2026-06-15'

beforeAll(async () => {
  cast = await openCast({ now: new Date('2026-06-15T10:00:00Z') })
  for (const [name, roles] of Object.entries({
    'Mara Okonjo': ['admin'],
    'Ada Vance': ['bizops'],
    'Ben Ito': ['bizops'],
    'Dov Amit': ['member'],
  }))
    ids.set(
      name,
      await cast.open((ctx) =>
        admitPerson(ctx, { name, email: `${name.slice(0, 3).toLowerCase()}@tidewater.example`, password: 'a calm harbour at dusk', roles }),
      ),
    )
})
afterAll(() => cast?.close())

const actor = async (name: string) => (await cast.open((ctx) => actorOfPerson(ctx, id(name)))) ?? expect.fail('nobody')
const as = async (name: string): Promise<Speaker> => cast.speaker(await actor(name))
const tells = async (name: string, told: Parameters<typeof tellSigns>[1]) => {
  const teller = await actor(name)
  return cast.open((ctx) => tellSigns({ ...ctx, actor: teller }, told))
}
const meant = (sign: string) => cast.open((ctx) => partyOf(ctx, sign, day))

describe('whom a sign means', () => {
  test('many at once, each as it was asked, in a handful of queries', async () => {
    const group = await (await as('Mara Okonjo')).call(promise.groupCreate, { name: 'Leaders', short_name: 'LT' })
    const asked = ['MO', ' ada vance ', 'lt', 'QQ', '', 'MO ']
    const found = await cast.open((ctx) => partiesMeant(ctx, asked, day))
    expect(
      [...found].map(([sign, party]) => [
        sign,
        party.kind === 'person' ? party.person.name : party.kind === 'group' ? party.group.id : party.text,
      ]),
    ).toEqual([
      ['MO', 'Mara Okonjo'],
      [' ada vance ', 'Ada Vance'],
      ['lt', group.id],
      ['QQ', 'QQ'],
      ['', ''],
      ['MO ', 'Mara Okonjo'],
    ])
  })

  test('what nobody knows is told once, and meant from then on; its trail says who was meant', async () => {
    expect(await meant('Captain')).toEqual({ kind: 'unknown', text: 'Captain' })
    await tells('Ada Vance', [{ sign: ' Captain ', person_id: id('Ben Ito') }])
    expect(await meant('CAPTAIN')).toMatchObject({ kind: 'person', person: { name: 'Ben Ito' } })
    const { rows } = await cast.house.db.pool.query(
      "select subject_kind, subject_id, after from kernel.audit where action = 'people.sign.told'",
    )
    expect(rows).toEqual([{ subject_kind: 'person', subject_id: id('Ben Ito'), after: { sign: 'captain' } }])
  })

  test('is not told against what it says by itself, also of whoever left, nor a second time but by an administrator', async () => {
    await expect(tells('Ada Vance', [{ sign: 'BI', person_id: id('Ada Vance') }])).rejects.toMatchObject({ code: 'sign.known' })
    await expect(tells('Ada Vance', [{ sign: 'ben ito', person_id: id('Ada Vance') }])).rejects.toMatchObject({ code: 'sign.known' })
    await expect(tells('Ada Vance', [{ sign: 'LT', person_id: id('Ada Vance') }])).rejects.toMatchObject({ code: 'sign.known' })
    const gone = { name: 'Gil Oren', email: 'gil@tidewater.example', password: 'a calm harbour at dusk', roles: ['member'] }
    const left = await cast.open((ctx) => admitPerson(ctx, gone))
    await cast.house.db.pool.query('update people.person set left_at = $2 where id = $1', [left, new Date('2026-06-01T10:00:00Z')])
    expect(await meant('GO')).toMatchObject({ kind: 'unknown' })
    for (const sign of ['GO', 'Gil Oren'])
      await expect(tells('Ada Vance', [{ sign, person_id: id('Ada Vance') }])).rejects.toMatchObject({ code: 'sign.known' })
    await expect(tells('Ada Vance', [{ sign: 'Bosun', person_id: left }])).rejects.toMatchObject({ code: 'sign.nobody' })
    await tells('Ada Vance', [{ sign: 'Mate', person_id: id('Ben Ito') }])
    for (const teller of ['Ada Vance', 'Ben Ito'])
      await expect(tells(teller, [{ sign: 'mate', person_id: id('Dov Amit') }])).rejects.toMatchObject({ code: 'sign.known' })
    await tells('Mara Okonjo', [{ sign: 'mate', person_id: id('Dov Amit') }])
    expect(await meant('mate')).toMatchObject({ person: { name: 'Dov Amit' } })
  })

  test('what was told is nobody else’s initials or short name afterwards', async () => {
    await tells('Ada Vance', [{ sign: 'ZQ', person_id: id('Ben Ito') }])
    const mara = await as('Mara Okonjo')
    await expect(mara.call(promise.personChange, { id: id('Dov Amit'), initials: 'ZQ' })).rejects.toMatchObject({
      code: 'person.initials_taken',
    })
    await expect(mara.call(promise.groupCreate, { name: 'Zeal', short_name: 'zq' })).rejects.toMatchObject({
      code: 'group.short_name_taken',
    })
    expect(await meant('zq')).toMatchObject({ person: { name: 'Ben Ito' } })
  })

  test('nobody is meant who is not with us, nor a group that whoever tells may not know', async () => {
    const mara = await as('Mara Okonjo')
    const few = await mara.call(promise.groupCreate, { name: 'Harbour', short_name: 'HBR', audience: 'restricted' })
    await expect(tells('Ada Vance', [{ sign: 'Port', group_id: few.id }])).rejects.toMatchObject({ code: 'sign.nobody' })
    const crew = await mara.call(promise.groupCreate, { name: 'Crew', short_name: 'CRW' })
    await tells('Ada Vance', [{ sign: 'Deck', group_id: crew.id }])
    expect(await meant('deck')).toMatchObject({ kind: 'group', group: { id: crew.id } })
    await mara.call(promise.groupClose, { id: crew.id })
    expect(await meant('deck')).toEqual({ kind: 'unknown', text: 'deck' })
    await expect(tells('Ada Vance', [{ sign: 'Stern', group_id: crew.id }])).rejects.toMatchObject({ code: 'sign.nobody' })
    await expect(tells('Ada Vance', [{ sign: 'Stern', person_id: crew.id }])).rejects.toMatchObject({ code: 'sign.nobody' })
  })

  test('a short name that texts may still use is never another group’s: neither of one that was closed nor one that is called anew', async () => {
    const mara = await as('Mara Okonjo')
    const taken = { code: 'group.short_name_taken' }
    const gone = await mara.call(promise.groupCreate, { name: 'Riggers', short_name: 'RIG' })
    await mara.call(promise.groupClose, { id: gone.id })
    await expect(mara.call(promise.groupCreate, { name: 'Other riggers', short_name: 'rig' })).rejects.toMatchObject(taken)
    const other = await mara.call(promise.groupCreate, { name: 'Pilots', short_name: 'PIL' })
    const now = await mara.call(promise.groupChange, { id: other.id, short_name: 'NAV', if_match: other.version })
    expect(await meant('pil')).toMatchObject({ kind: 'group', group: { id: other.id } })
    await expect(mara.call(promise.groupCreate, { name: 'New pilots', short_name: 'PIL' })).rejects.toMatchObject(taken)
    const back = await mara.call(promise.groupChange, { id: other.id, short_name: 'PIL', if_match: now.version })
    expect(back.short_name).toBe('PIL')
    expect(await meant('nav')).toMatchObject({ kind: 'group', group: { id: other.id } })
  })
})
