import { afterAll, beforeAll, expect, test } from 'vitest'
import { trailOf } from '../../../test/cast/trail.ts'
import { type Ledger, openLedger } from '../../../test/cast/ledger.ts'
import { warehouseReady } from '../data/index.ts'
import * as promise from './contract.ts'

let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger(['people', 'decisions', 'data', 'strategy', 'cadence'])
  await warehouseReady()
})
afterAll(() => ledger?.cast.close())

const as = (name: string) => ledger.as(name)
const who = (name: string) => ledger.id(name)
const at = (when: string) => ledger.cast.setNow(new Date(`2026-06-${when}:00Z`))
const pool = () => ledger.cast.house.db.pool

/** Mondays at eleven: mara leads, noa stands in; one row of the scorecard, which is behind. */
async function begun() {
  at('15T10:00')
  const { id, version, ahead } = await as('ilse').call(promise.seriesCreate, {
    ...{ title: 'Review', purpose: 'What is red is named', rule: 'FREQ=WEEKLY;BYDAY=MO', start_day: '2026-06-15', start_time: '11:00' },
    ...{ zone: 'UTC', chair: who('mara'), vice_chair: who('noa'), template: [{ title: 'Issues', minutes: 20, shows: 'issues' as const }] },
  })
  await as('noa').call(promise.seriesKeepScorecard, {
    ...{ id, if_match: version },
    rows: [{ metric: 'cadence.held', window: 'period', direction: 'at_least', target: '10', owner: who('sol') }],
  })
  return { id, first: ahead[0]?.id ?? '', second: ahead[1]?.id ?? '' }
}

test('the trail and the events of a meeting say who did what to which, and what came of it', async () => {
  const { id, first } = await begun()
  const { audit, events } = trailOf(pool())
  expect(await audit('cadence.series.scorecard_kept', id)).toEqual([
    { actor: who('noa'), name: 'noa', label: 'Review', before: { rows: 0 }, after: { rows: 1 }, reason: null },
  ])
  expect(await events('cadence.series.changed', id)).toEqual([{ actor: who('noa'), payload: { series_id: id, leadership: false } }])
  await as('noa').call(promise.meetingsOpen, { id: first })
  const called = 'Review, June 15, 2026'
  const opened = [{ actor: who('noa'), name: 'noa', label: called, before: null, after: { parts: 1, raised: 1 }, reason: null }]
  expect(await audit('cadence.meeting.opened', first)).toEqual(opened)
  expect(await events('cadence.meeting.opened', first)).toEqual([{ actor: who('noa'), payload: { meeting_id: first, series_id: id } }])
  at('15T11:00')
  await as('mara').call(promise.meetingsStart, { id: first, here: [who('mara'), who('noa')] })
  expect(await audit('cadence.meeting.started', first)).toEqual([
    { actor: who('mara'), name: 'mara', label: called, before: null, after: { here: 2, lead: 'mara' }, reason: null },
  ])
  expect(await events('cadence.meeting.started', first)).toEqual([{ actor: who('mara'), payload: { meeting_id: first, series_id: id } }])
  const { issues } = await as('mara').call(promise.meetingsGet, { id: first })
  const item = issues[0]?.id ?? ''
  await as('mara').call(promise.agendaItemsDecide, { id: first, item, text: 'We meet on Tuesdays too.' })
  await as('mara').call(promise.agendaItemsAct, { id: first, item, text: 'Ask for a room', dri: who('sol') })
  await as('mara').call(promise.messagesCreate, { id: first, text: 'Tuesdays too', persons: [who('cato')] })
  at('15T11:12')
  const { minutes_hash } = await as('mara').call(promise.meetingsClose, { id: first })
  const after = { used_minutes: 12, booked_minutes: 30, minutes_hash, decisions: 1, actions: 1, carried: 1, told: 1 }
  expect(await audit('cadence.meeting.closed', first)).toEqual([
    { actor: who('mara'), name: 'mara', label: called, before: null, after, reason: null },
  ])
  expect(await events('cadence.meeting.closed', first)).toEqual([
    {
      actor: who('mara'),
      payload: {
        ...{ meeting_id: first, series_id: id, day: '2026-06-15', leadership: false, booked_minutes: 30, used_minutes: 12 },
        ...{ used_share: '0.4000', decisions: 1, actions: 1 },
      },
    },
  ])
})

test('a close waits for whoever plans the series meanwhile: its lock is taken before the meeting’s', async () => {
  const { id, first } = await begun()
  at('15T11:00')
  await as('mara').call(promise.meetingsStart, { id: first })
  const planner = await pool().connect()
  try {
    await planner.query('begin')
    await planner.query('select id from cadence.series where id = $1 for update', [id])
    const closing = as('mara').call(promise.meetingsClose, { id: first })
    const waits = new Promise<string>((resolve) => setTimeout(() => resolve('waits'), 1500))
    const told = closing.then(
      () => 'closed',
      () => 'refused',
    )
    expect(await Promise.race([told, waits])).toBe('waits')
    await planner.query('commit')
    expect((await closing).state).toBe('closed')
  } finally {
    planner.release()
  }
})
