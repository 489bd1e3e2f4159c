import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../test/cast/cast.ts'
import { listNotices } from '../../kernel/inbox.ts'
import { notify } from '../../kernel/notices.ts'
import { handOverDo, handOverRead, handOverUndo, personDepart } from '../people/contract.ts'
import { actorOfPerson, admitPerson } from '../people/index.ts'
import { editionsEdit, editionsGet, plansCreate, plansGet } from './contract.ts'

let cast: Cast
const ids = new Map<string, string>()
const id = (name: string) => ids.get(name) ?? ''
const text = (dri: string) => `# Pilots VPMOM\n\n| DRI | ${dri} |\n|:---|:---|\n\nVision\n- Safe passage\n`
let edition = ''

beforeAll(async () => {
  cast = await openCast({ now: new Date('2026-06-15T10:00:00Z'), rooms: ['people', 'decisions', 'data', 'strategy'] })
  for (const [name, roles] of [
    ['Mara Okonjo', ['admin']],
    ['Ben Adler', ['bizops']],
    ['Cyd Moss', ['bizops']],
  ] as const) {
    const newcomer = { name, email: `${name.split(' ')[0]}@tidewater.example`, password: 'a calm harbour at dusk', roles }
    ids.set(name.split(' ')[0] ?? '', await cast.open((ctx) => admitPerson(ctx, newcomer)))
  }
  await cast.as('bizops').call(plansCreate, { title: 'Pilots', level: 'team' })
  const read = await cast.as('bizops').call(plansGet, { slug: 'pilots' })
  edition = read.editions[0]?.id ?? ''
  await write('BA')
})
afterAll(() => cast?.close())

async function write(dri: string) {
  const { edition: now } = await cast.as('bizops').call(editionsGet, { id: edition })
  await cast.as('bizops').call(editionsEdit, { id: edition, source: text(dri), if_match: now.rev })
}
const admin = () => cast.as('admin')
const taker = async () => (await admin().call(editionsGet, { id: edition })).taken_over_by?.name
const owned = async (name: string) =>
  (await admin().call(handOverRead, { id: id(name) })).items
    .filter((one) => one.to === null)
    .map((one) => `${one.room} ${one.kind}: ${one.title}`)

test('a plan is of whom its text names, by initials or by name, and goes with the hand-over without a change of the text', async () => {
  expect(await owned('Ben')).toEqual(['strategy plan: Pilots'])
  await write('Ben Adler')
  expect(await owned('Ben')).toEqual(['strategy plan: Pilots'])
  const before = await admin().call(editionsGet, { id: edition })
  await admin().call(handOverDo, { id: id('Ben'), to_id: id('Cyd') })
  const after = await admin().call(editionsGet, { id: edition })
  expect([after.taken_over_by?.name, after.header.dri, after.edition.content_hash]).toEqual([
    'Cyd Moss',
    'Ben Adler',
    before.edition.content_hash,
  ])
  expect([await owned('Ben'), await owned('Cyd')]).toEqual([[], ['strategy plan: Pilots']])
  const { rows } = await cast.house.db.pool.query(`select payload from kernel.outbox where name = 'strategy.plan.handed_over'`)
  expect(rows.map((row) => row.payload)).toEqual([{ edition_id: edition, from_id: id('Ben'), to_id: id('Cyd') }])
  const trail = await cast.house.db.pool.query(`select after from kernel.audit where action = 'strategy.plan.handed_over'`)
  expect(trail.rows).toEqual([{ after: { dri: 'Cyd Moss' } }])
  await admin().call(handOverUndo, { id: id('Ben') })
  expect([await taker(), await owned('Ben')]).toEqual([undefined, ['strategy plan: Pilots']])
})

test('a text that names somebody else is newer than the hand-over; an edit of another line is not', async () => {
  await admin().call(handOverDo, { id: id('Ben'), to_id: id('Mara') })
  const { edition: now } = await cast.as('bizops').call(editionsGet, { id: edition })
  await cast.as('bizops').call(editionsEdit, { id: edition, source: `${text('Ben Adler')}- And home again\n`, if_match: now.rev })
  expect(await taker()).toBe('Mara Okonjo')
  await write('CM')
  expect([await taker(), await owned('Mara'), await owned('Cyd')]).toEqual([undefined, [], ['strategy plan: Pilots']])
  await write('BA')
})

test('open notices of a leaver are told to whoever takes the place, once, and done for the leaver', async () => {
  const subject = (thing: string) => ({
    room: 'strategy',
    kind: 'plan',
    id: thing,
    title: 'Pilots',
    href: '/strategy/plans/pilots',
    audience: 'internal' as const,
  })
  const ask = (to: string[], thing: string) =>
    cast.open((ctx) =>
      notify(ctx, { to: to.map(id), reason: 'strategy.review.wanted', subject: subject(thing), text: `Read plan ${thing}` }),
    )
  await ask(['Ben'], 'one')
  await ask(['Ben', 'Cyd'], 'two')
  await admin().call(personDepart, { id: id('Ben') })
  expect((await owned('Ben')).toSorted()).toEqual(['house notice: Read plan one', 'house notice: Read plan two', 'strategy plan: Pilots'])
  await admin().call(handOverDo, { id: id('Ben'), to_id: id('Cyd') })
  const cyd = await cast.open((ctx) => actorOfPerson(ctx, id('Cyd')))
  if (!cyd) throw new Error('nobody')
  const told = async () => (await cast.house.openAs(cyd, (ctx) => listNotices(ctx, { state: 'open', limit: 10 }))).map((one) => one.text)
  expect((await told()).toSorted()).toEqual(['Read plan one', 'Read plan two'])
  expect((await admin().call(handOverRead, { id: id('Ben') })).items.every((one) => one.to?.name === 'Cyd Moss')).toBe(true)
  const { rows } = await cast.house.db.pool.query(`select count(*)::int as open from kernel.notice where person = $1 and done_at is null`, [
    id('Ben'),
  ])
  expect(rows[0].open).toBe(0)
})
