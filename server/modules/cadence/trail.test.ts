import { afterAll, beforeAll, expect, test } from 'vitest'
import { trailOf } from '../../../test/cast/trail.ts'
import { type Ledger, openLedger } from '../../../test/cast/ledger.ts'
import { refused } from '../../../test/cast/refused.ts'
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

test('the trail of an agenda says what was raised, changed, left and taken off it, by whom', async () => {
  const { first } = await begun()
  const called = 'Review, June 15, 2026'
  const { audit } = trailOf(pool())
  const row = (name: string, more: object) => ({ actor: who(name), name, label: called, before: null, after: null, reason: null, ...more })
  const said = async (act: string, more: object[]) =>
    expect(await audit(`cadence.${act}`, first), act).toEqual(more.map((one) => row('mara', one)))
  const raise = async (title: string, more: object = {}) => {
    const { issues, agenda } = await as('mara').call(promise.agendaItemsCreate, { id: first, title, ...more })
    return [...issues, ...agenda].find((one) => one.title === title)?.id ?? ''
  }
  const [crane, tide] = [await raise('The crane leaks'), await raise('The tide is late')]
  const part = await raise('A round', { part: 'agenda', minutes: 5 })
  await said('agenda_item.raised', [
    { after: { title: 'The crane leaks', part: 'issue' } },
    { after: { title: 'The tide is late', part: 'issue' } },
    { after: { title: 'A round', part: 'agenda' } },
  ])
  await as('mara').call(promise.agendaItemsChange, { id: first, item: part, title: 'A short round', minutes: 3 })
  await as('mara').call(promise.agendaItemsChange, { id: first, item: tide, before: crane })
  await said('agenda_item.changed', [
    { before: { title: 'A round', minutes: 5 }, after: { title: 'A short round', minutes: 3 } },
    { before: { title: 'The tide is late', minutes: null }, after: { title: 'The tide is late', minutes: null, moved: true } },
  ])
  await as('mara').call(promise.agendaItemsRemove, { id: first, item: part })
  await said('agenda_item.removed', [{ before: { title: 'A short round', part: 'agenda' } }])
  at('15T11:00')
  await as('mara').call(promise.meetingsStart, { id: first, here: [who('mara')] })
  await as('mara').call(promise.votesGive, { id: first, items: [crane, tide] })
  await said('vote.given', [{ after: { issues: 2 } }])
  await as('mara').call(promise.meetingsPause, { id: first })
  await said('meeting.paused', [{}])
  await as('mara').call(promise.meetingsResume, { id: first })
  await said('meeting.resumed', [{}])
  await as('mara').call(promise.meetingsArrive, { id: first, person: who('noa') })
  await said('meeting.arrived', [{ after: { person: 'noa' } }])
  await as('mara').call(promise.agendaItemsPark, { id: first, item: crane })
  await said('agenda_item.parked', [{ after: { title: 'The crane leaks' } }])
  await as('mara').call(promise.agendaItemsConclude, { id: first, item: tide, outcome: 'none' })
  await said('agenda_item.concluded', [{ after: { title: 'The tide is late', outcome: 'none' } }])
  const { messages } = await as('mara').call(promise.messagesCreate, { id: first, text: 'Mind the crane', persons: [who('cato')] })
  const message = messages[0]?.id ?? ''
  await said('message.added', [{ after: { everyone: false, persons: 1, groups: 0 } }])
  // whoever neither leads nor writes takes nothing back, and whoever does not belong to it raises and leaves nothing
  await expect(as('cato').call(promise.messagesRemove, { id: first, message })).rejects.toEqual(refused('meeting.not_scribe'))
  await expect(as('cato').call(promise.agendaItemsCreate, { id: first, title: 'Mine' })).rejects.toEqual(refused('meeting.not_member'))
  await expect(as('cato').call(promise.meetingsLeave, { id: first })).rejects.toEqual(refused('meeting.not_member'))
  await as('mara').call(promise.messagesRemove, { id: first, message })
  await said('message.removed', [{}])
  // what somebody thinks of a meeting stands in no trail
  await as('mara').call(promise.ratingsGive, { id: first, score: 3 })
  await said('rating.given', [{}])
})

test('what is changed of a series by whoever does not lead it is refused, whatever it is', async () => {
  const { id } = await begun()
  const { version } = await as('ilse').call(promise.seriesGet, { id })
  const sol = as('sol')
  await expect(sol.call(promise.seriesKeepScorecard, { id, if_match: version, rows: [] })).rejects.toEqual(refused('series.not_yours'))
  await expect(sol.call(promise.seriesGiveReason, { id, reason: 'Because' })).rejects.toEqual(refused('series.not_yours'))
  await expect(sol.call(promise.seriesEnd, { id, reason: 'Enough of it' })).rejects.toEqual(refused('series.not_yours'))
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
