import { setTimeout as pause } from 'node:timers/promises'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { roomOf } from '../../test/cast/room.ts'
import { record } from '../kernel/audit.ts'
import { forgetInbound } from '../kernel/inbound/receive.ts'
import { standardWebhook } from '../kernel/inbound/verify.ts'
import { Refusal } from '../kernel/refusal.ts'

/** A bank that tells of transfers; its room writes one line for each. */
let cast: Cast
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
let down = false
const bank = roomOf('bank', {
  inbound: [
    {
      source: 'bank',
      verify: async (_ctx, signed) => standardWebhook([secret], signed),
      take: async (ctx, { id, body }) => {
        await record(ctx, { action: 'bank.transfer.told', subject: { kind: 'transfer', id, label: body.toString('utf8') } })
        // so long that the others of the same moment are there as well
        if (id === 'msg_10') await pause(150)
        if (down) throw new Refusal('refused', 'bank.closed', 'The ledger is closed.')
      },
    },
  ],
})
const start = new Date('2026-06-15T10:00:00Z')
const at = (minutes: number) => cast.setNow(new Date(start.getTime() + minutes * 60_000))

beforeAll(async () => {
  cast = await openCast({ also: [bank], now: start })
})
afterAll(() => cast?.close())

async function tell(id: string, body: string, more: { secret?: string; signed?: Date; path?: string } = {}) {
  const signed = more.signed ?? cast.house.clock()
  const signature = new Webhook(more.secret ?? secret).sign(id, signed, body)
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(signed.getTime() / 1000)),
    'webhook-signature': signature,
  }
  const url = `${cast.house.settings.publicUrl}/hooks/${more.path ?? 'bank'}`
  const response = await cast.http(new Request(url, { method: 'POST', headers, body }))
  const answer = (await response.json()) as { received?: string; code?: string }
  return [response.status, answer.received ?? answer.code]
}
const told = async (id: string) =>
  (await cast.house.db.pool.query(`select subject_label, actor_id from kernel.audit where subject_id = $1`, [id])).rows
const kept = async (id: string) =>
  (await cast.house.db.pool.query(`select raw, attempts, error, done_at, failed_at from kernel.inbound where message_id = $1`, [id])).rows

test('a message is kept as it came, byte for byte, and worked on once however often it comes', async () => {
  const body = '{ "amount" : 1200.00,\u00a0"from":"Mueller" }'
  expect(await tell('msg_1', body)).toEqual([200, 'taken'])
  expect(await tell('msg_1', body)).toEqual([200, 'repeated'])
  at(3)
  expect(await tell('msg_1', body)).toEqual([200, 'repeated'])
  expect(await told('msg_1')).toEqual([{ subject_label: body, actor_id: 'inbound.bank' }])
  const [row] = await kept('msg_1')
  expect(row).toMatchObject({ raw: Buffer.from(body), attempts: 1, done_at: start, error: null })
})

test('ten at the same moment are one', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => tell('msg_10', '{}')))
  expect(answers.map(([, received]) => received).toSorted()).toEqual([...Array.from({ length: 9 }, () => 'repeated'), 'taken'])
  expect(await told('msg_10')).toHaveLength(1)
})

test('what is forged, unsigned or replayed leaves no trace', async () => {
  expect(await tell('msg_2', '{}', { secret: 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' })).toEqual([401, 'inbound.forged'])
  expect(await tell('msg_2', '{}', { signed: new Date(cast.house.clock().getTime() - 301_000) })).toEqual([401, 'inbound.stale'])
  const bare = await cast.http(new Request(`${cast.house.settings.publicUrl}/hooks/bank`, { method: 'POST', body: '{}' }))
  expect([bare.status, ((await bare.json()) as { code: string }).code]).toEqual([401, 'inbound.unsigned'])
  expect([await kept('msg_2'), await told('msg_2')]).toEqual([[], []])
})

test('another message under the same id is refused, whatever came of the first', async () => {
  expect(await tell('msg_3', '{"amount":1}')).toEqual([200, 'taken'])
  expect(await tell('msg_3', '{"amount":2}')).toEqual([409, 'inbound.id_reused'])
  expect(await told('msg_3')).toHaveLength(1)
})

test('what the room fails at is undone, kept with the reason, and tried again when it is sent again', async () => {
  down = true
  expect(await tell('msg_4', '{}')).toEqual([503, 'inbound.not_taken'])
  expect(await tell('msg_4', '{}')).toEqual([503, 'inbound.not_taken'])
  expect(await told('msg_4')).toEqual([])
  expect((await kept('msg_4'))[0]).toMatchObject({
    attempts: 2,
    error: 'The ledger is closed.',
    done_at: null,
    failed_at: expect.any(Date),
  })
  down = false
  expect(await tell('msg_4', '{}')).toEqual([200, 'taken'])
  expect((await kept('msg_4'))[0]).toMatchObject({ attempts: 3, error: null, failed_at: null })
})

test('a source that no room hears, and a body without end, are nobody’s', async () => {
  expect(await tell('msg_5', '{}', { path: 'nobody' })).toEqual([404, 'path.unknown'])
  expect(await tell('msg_5', 'x'.repeat(1024 * 1024 + 1))).toEqual([413, 'body.too_large'])
  expect(await kept('msg_5')).toEqual([])
})

test('what was done is forgotten after its days; what was not stays', async () => {
  down = true
  await tell('msg_6', '{}')
  down = false
  at(60 * 24 * 91)
  await forgetInbound(cast.open, 90)
  const { rows } = await cast.house.db.pool.query('select message_id from kernel.inbound')
  expect(rows).toEqual([{ message_id: 'msg_6' }])
})
