import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../test/cast/cast.ts'
import { systemActor } from '../../kernel/house.ts'
import { sourcesList } from './contract.ts'
import { createSource, landAhead } from './index.ts'

let cast: Cast
beforeAll(async () => {
  cast = await openCast({ rooms: ['people', 'data'] })
})
afterAll(() => cast?.close())

test('a source whose events were laid before the room was open has spoken, and is on', async () => {
  await cast.house.openAs(systemActor('demo'), (ctx) =>
    createSource(ctx, { key: 'harbor', name: 'Harbor', subject: 'server', class: 'internal', write_key: 'harbor-key' }),
  )
  const received = Date.parse('2026-06-14T08:00:00Z')
  const item = { type: 'track', event: 'server_health', anonymousId: 'server-1', messageId: 'm-1', timestamp: '2026-06-14T07:59:00Z' }
  await landAhead(cast.house, [{ source: 'harbor', received, form: 'segment', body: JSON.stringify({ batch: [item] }) }])
  const { items } = await cast.as('admin').call(sourcesList, {})
  expect(items).toEqual([expect.objectContaining({ key: 'harbor', state: 'on', last_event_at: '2026-06-14T08:00:00.000Z' })])
})
