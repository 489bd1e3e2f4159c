import { Writable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { httpDoor } from '../../server/doors/http.ts'
import { openLog } from '../../server/kernel/log.ts'
import { rooms } from '../../server/rooms.ts'
import { type Cast, openCast } from '../cast/cast.ts'
import { leavesOf, sampleOf, withValue } from '../cast/hostile.ts'
import { besiege, requestOf } from '../cast/siege.ts'
import { openRealStage, type RealStage } from '../cast/real.ts'
import { houseOperations } from '../../server/doors/house-operations.ts'
import { rightsOf, rightsOfContact } from '../cast/rights.ts'
import type { Actor } from '../../server/kernel/context.ts'

let cast: Cast
let stage: RealStage
let logged = ''
const log = openLog(
  'error',
  new Writable({
    write: (chunk, _encoding, done) => {
      logged += String(chunk)
      done()
    },
  }),
)
beforeAll(async () => {
  cast = await openCast({})
  stage = await openRealStage(cast)
})
afterAll(() => cast?.close(), 600_000)

const endpoints = [...rooms.flatMap((room) => room.operations), ...houseOperations(rooms, false)]
const all = rightsOf(['admin', 'executive', 'finance', 'sales_manager', 'bizops', 'data_engineer', 'leadership'])
const staff: Actor = { kind: 'person', id: '018f2f5e-7c1a-7000-8000-00000000000a', name: 'Ada', rights: all }

const buyer = (): Actor => ({ ...staff, kind: 'contact', rights: rightsOfContact(['owner']), accountId: stage.accountId })
const portal = endpoints.filter(({ operation }) => operation.audience === 'portal')
const others = endpoints.filter(({ operation }) => operation.audience !== 'portal')
const doorOf = (actor: Actor, of: typeof endpoints) =>
  httpDoor(
    { ...cast.house, log },
    of.map((bound) => ({ ...bound, operation: { ...bound.operation, perMinute: 1_000_000 } })),
    undefined,
    async () => actor,
  )

test('a filter that is compared with an id, a number or a day is declared as one: the database is never asked for what it cannot read', {
  timeout: 600_000,
}, async () => {
  const rubbish = ['x', '99999999999999999999', '2026-02-30']
  const untyped: string[] = []
  for (const [actor, list] of [
    [staff, others],
    [buyer(), portal],
  ] as const) {
    const door = doorOf(actor, list)
    for (const { operation } of list.filter((one) => one.operation.method === 'GET' && !one.operation.follow)) {
      const sample = { ...sampleOf(operation), ...stage.named(operation) }
      for (const { path } of leavesOf(sample).filter((leaf) => leaf.text)) {
        for (const value of rubbish) {
          const response = await door.fetch(requestOf(operation, withValue(sample, path, value) as Record<string, unknown>, {}))
          const { code } = (await response.json().catch(() => ({}))) as { code?: string }
          if (response.status >= 500 || code === 'input.unreadable') untyped.push(`${operation.name} ${path.join('.')}=${value} ${code}`)
        }
      }
    }
  }
  expect({ untyped, logged }).toEqual({ untyped: [], logged: '' })
})

test('hostile texts, kinds and bodies in every field of every operation: no fault of ours, nothing half done', {
  // all assaults take a busy machine an hour and more
  timeout: process.env.QUARTERDECK_SIEGE ? 14_400_000 : 600_000,
}, async () => {
  // each of so many assaults, always the same; QUARTERDECK_SIEGE=1 makes all of them
  const every = Number(process.env.QUARTERDECK_SIEGE ?? 97)
  const take = (nth: number) => nth % every === 0
  const [ours, theirs] = [doorOf(staff, others), doorOf(buyer(), portal)]
  // no invitation is open, no run has been, and no tree came
  expect(stage.missing).toEqual(['/people/invitations/ id', '/billing/runs/ id', '/handbook/pages/imports/ id'])
  const first = await besiege(others, async (request) => ours.fetch(request), {}, take, stage.named)
  const second = await besiege(portal, async (request) => theirs.fetch(request), {}, take, stage.named)
  const fallen = [...first.fallen, ...second.fallen]
  expect({ fallen, logged: fallen.length > 0 ? logged : '' }).toEqual({ fallen: [], logged: '' })
  expect(first.asked + second.asked).toBeGreaterThan(endpoints.length)
  if (process.env.QUARTERDECK_SIEGE) console.info('siege', first.asked, first.statuses, second.asked, second.statuses)
  const { rows } = await cast.house.db.pool.query(
    'select sum(amount_minor) as sum from billing.posting group by journal_id having sum(amount_minor) <> 0',
  )
  expect(rows).toEqual([])
  const half = await cast.house.db.pool.query('select 1 from kernel.idempotency where status is null')
  expect(half.rowCount).toBe(0)
})
