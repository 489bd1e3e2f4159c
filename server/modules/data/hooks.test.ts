import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../test/cast/cast.ts'
import * as ask from './contract.ts'
import { warehouseReady } from './index.ts'

/** A desk for tickets elsewhere tells of what happens there. */
let cast: Cast
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

beforeAll(async () => {
  cast = await openCast({ live: true, now: new Date(), settings: { EVENTS_HOOK_SECRETS: secret } })
})
afterAll(() => cast?.close())

async function tell(id: string, said: string, with_ = secret) {
  const signed = cast.house.clock()
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(signed.getTime() / 1000)),
    'webhook-signature': new Webhook(with_).sign(id, signed, said),
  }
  const response = await cast.http(new Request(`${cast.house.settings.publicUrl}/hooks/events`, { method: 'POST', headers, body: said }))
  const answer = (await response.json()) as { received?: string; code?: string }
  return [response.status, answer.received ?? answer.code]
}
const hooks = async () => (await cast.as('bizops').call(ask.sourcesList, {})).items.find(({ key }) => key === 'hooks')

test('an event that another system tells is in the warehouse, once', async () => {
  expect(await hooks()).toMatchObject({ name: 'Other systems', state: 'testing', last_event_at: null })
  const said = JSON.stringify({ type: 'ticket.closed', timestamp: cast.house.clock().toISOString(), data: { ticket: 'T-7', minutes: 31 } })
  expect(await tell('msg_closed', said)).toEqual([200, 'taken'])
  expect(await tell('msg_closed', said)).toEqual([200, 'repeated'])
  expect(await tell('msg_forged', said, 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')).toEqual([401, 'inbound.forged'])
  await warehouseReady()
  expect(await hooks()).toMatchObject({ state: 'on', quarantined: 0, last_event_at: expect.any(String) })
})

test('what does not say what happened is taken and waits in the quarantine', async () => {
  expect(await tell('msg_mute', '{"note":"nothing"}')).toEqual([200, 'taken'])
  await warehouseReady()
  expect(await hooks()).toMatchObject({ quarantined: 1 })
})
