import { describe, expect, test } from 'vitest'
import { meetings, weekly } from '../../../test/cast/meetings.ts'
import { refused } from '../../../test/cast/refused.ts'
import { drilled } from '../../../test/cast/drilled.ts'
import { sha256 } from '../../kernel/canonical.ts'
import { actionsComplete, actionsList, decisionsGet } from '../decisions/contract.ts'
import { inForce } from '../decisions/index.ts'
import * as promise from './contract.ts'

const { ledger, as, who, at } = meetings()
const review = {
  ...weekly,
  template: [
    { title: 'Scorecard', minutes: 5, kind: 'info' as const, shows: 'scorecard' as const },
    { title: 'Issues', minutes: 20, kind: 'decide' as const, shows: 'issues' as const },
    { title: 'Close and rate', minutes: 5, kind: 'info' as const, shows: 'closing' as const },
  ],
}
const begin = (more: object = {}) =>
  as('ilse').call(promise.seriesCreate, {
    ...review,
    chair: who('mara'),
    vice_chair: who('noa'),
    scribe: who('sol'),
    members: [{ person_id: who('farid') }],
    ...more,
  })
const here = () => ['mara', 'noa', 'sol'].map(who)
/** A meeting under way since eleven on June 15, with one issue by each of two. */
async function underWay(more: object = {}, present = here()) {
  at('15T10:00')
  const { ahead, id: series } = await begin(more)
  const id = ahead[0]?.id ?? ''
  await as('mara').call(promise.meetingsOpen, { id })
  await as('sol').call(promise.agendaItemsCreate, { id, title: 'The crane is late' })
  const { issues } = await as('farid').call(promise.agendaItemsCreate, { id, title: 'The bank file is late', note: 'Three of nine' })
  at('15T11:00')
  const meeting = await as(present.includes(who('mara')) ? 'mara' : 'noa').call(promise.meetingsStart, { id, here: present })
  const item = (title: string) => issues.find((one) => one.title.includes(title))?.id ?? ''
  return { id, series, ahead, meeting, crane: item('crane'), bank: item('bank') }
}

test('the template is laid out, who is here is written down, and the clock runs item by item', async () => {
  const { id, meeting, crane } = await underWay()
  expect(meeting).toMatchObject({
    state: 'in_progress',
    lead: { name: 'mara' },
    clock: { state: 'running', used_seconds: 0, left_seconds: 1800 },
  })
  expect(meeting.agenda.map(({ title, shows }) => [title, shows])).toEqual([
    ['Scorecard', 'scorecard'],
    ['Issues', 'issues'],
    ['Close and rate', 'closing'],
  ])
  expect(meeting.attendance.map((one) => [one.name, one.here, one.member])).toEqual([
    ['farid', false, true],
    ['mara', true, true],
    ['noa', true, true],
    ['sol', true, true],
  ])
  at('15T11:04')
  await as('mara').call(promise.meetingsTurn, { id })
  at('15T11:05')
  await as('mara').call(promise.meetingsTurn, { id, item: crane })
  at('15T11:08')
  await as('mara').call(promise.meetingsPause, { id })
  await expect(as('mara').call(promise.meetingsPause, { id })).rejects.toEqual(refused('meeting.clock_wrong_state'))
  at('15T11:20')
  const resumed = await as('mara').call(promise.meetingsResume, { id })
  expect(resumed.clock).toMatchObject({ state: 'running', current: crane, used_seconds: 480 })
  at('15T11:22')
  const now = await as('sol').call(promise.meetingsGet, { id })
  // the part that shows issues has used what they have used
  expect(now.agenda.map(({ used_seconds }) => used_seconds)).toEqual([240, 60 + 300, 0])
  expect([now.issues.find((one) => one.id === crane)?.used_seconds, now.clock.used_seconds]).toEqual([300, 600])
  const next = await as('mara').call(promise.meetingsTurn, { id })
  expect(next.clock.current, 'after an issue comes what stands behind the issues').toBe(next.agenda[2]?.id)
})

test('issues are ranked by the room, and one changes one’s mind until the close', async () => {
  const { id, crane, bank } = await underWay()
  await as('farid').call(promise.votesGive, { id, items: [bank, crane] })
  await as('sol').call(promise.votesGive, { id, items: [crane] })
  const seen = await as('noa').call(promise.votesGive, { id, items: [bank] })
  expect(seen.issues.map(({ title, votes }) => [title, votes])).toEqual([
    ['The crane is late', 2],
    ['The bank file is late', 2],
  ])
  const changed = await as('sol').call(promise.votesGive, { id, items: [bank] })
  expect([changed.issues[0]?.title, changed.issues[0]?.votes, changed.votes]).toEqual([
    'The bank file is late',
    3,
    { mine: [bank], most: 5, voters: 3 },
  ])
  await expect(as('sol').call(promise.votesGive, { id, items: [crypto.randomUUID()] })).rejects.toEqual(refused('vote.unknown_issue'))
  await expect(as('cato').call(promise.votesGive, { id, items: [bank] })).rejects.toEqual(refused('meeting.not_member'))
})

test('a decision and an action are one call each; the decision says that leadership took it', async () => {
  const { id, crane, bank } = await underWay({ leadership: true })
  const thing = { room: 'cadence', kind: 'series', id: (await as('mara').call(promise.meetingsGet, { id })).series.id }
  await expect(as('farid').call(promise.agendaItemsDecide, { id, item: crane, text: 'We hire one.' })).rejects.toEqual(
    refused('meeting.not_scribe'),
  )
  const away = as('sol').call(promise.agendaItemsDecide, { id, item: crane, text: 'We hire one.', decider: who('farid') })
  await expect(away).rejects.toEqual(refused('meeting.decider_away'))
  await as('noa').call(promise.presenceKeep, { id })
  const ghost = { ...thing, kind: 'ghost' }
  const unknown = as('mara').call(promise.agendaItemsDecide, { id, item: crane, text: 'We hire one.', about: [ghost] })
  await expect(unknown).rejects.toEqual(refused('subject.unknown'))
  const decided = await as('mara').call(promise.agendaItemsDecide, { id, item: crane, text: 'We hire the other crane.', about: [thing] })
  const [decision] = decided.caught
  expect(decision).toMatchObject({ kind: 'decision', person: { name: 'mara' }, text: 'We hire the other crane.' })
  expect(await as('noa').call(decisionsGet, { id: decision?.id ?? '' })).toMatchObject({
    state: 'done',
    decided_by: 'mara',
    made_in: { title: 'Leadership, weekly, June 15, 2026', href: `/cadence/meetings/${id}` },
    informed: expect.arrayContaining([
      expect.objectContaining({ name: 'farid', read_no: null }),
      expect.objectContaining({ name: 'noa', read_no: 1 }),
    ]),
  })
  const holds = await ledger.cast.open((ctx) => inForce(ctx, thing))
  expect(holds).toMatchObject([{ id: decision?.id, made_in: { kind: 'meeting', id, leadership: true } }])
  const acted = await as('farid').call(promise.agendaItemsAct, { id, item: bank, text: 'Ask the bank', due: '2026-06-22' })
  expect(acted.caught[1]).toMatchObject({ kind: 'action', person: { name: 'farid' }, due: '2026-06-22' })
  const mine = await as('farid').call(actionsList, { view: 'mine' })
  expect(mine.items.find(({ id: one }) => one === acted.caught[1]?.id)?.origin).toMatchObject({
    kind: 'meeting',
    title: 'Leadership, weekly, June 15, 2026',
  })
  const solved = await as('sol').call(promise.agendaItemsConclude, { id, item: bank })
  expect(solved.issues.find((one) => one.id === bank)).toMatchObject({ state: 'done', outcome: 'action' })
  await expect(as('sol').call(promise.agendaItemsPark, { id, item: bank })).rejects.toEqual(refused('agenda_item.wrong_state'))
  await expect(as('sol').call(promise.agendaItemsPark, { id, item: crypto.randomUUID() })).rejects.toEqual(refused('agenda_item.unknown'))
  const told = as('sol').call(promise.agendaItemsConclude, { id, item: crane, outcome: 'information' })
  await expect(told).rejects.toEqual(refused('agenda_item.information_missing'))
})

test('the close freezes what was, tells whom it should, and carries the rest on once', async () => {
  const { id, ahead, crane, bank } = await underWay()
  const next = ahead[1]?.id ?? ''
  await expect(as('sol').call(promise.minutesRead, { id })).rejects.toEqual(refused('meeting.no_minutes'))
  await as('sol').call(promise.notesWrite, { id, if_match: 1, text: 'Fjord Rail left for budget.' })
  await expect(as('noa').call(promise.notesWrite, { id, if_match: 1, text: 'Mine' })).rejects.toEqual(refused('edit.stale'))
  await expect(as('sol').call(promise.messagesCreate, { id, text: 'The crane comes' })).rejects.toEqual(refused('message.to_nobody'))
  await as('sol').call(promise.messagesCreate, { id, text: 'The crane comes', persons: [who('cato'), who('mara')] })
  const { messages } = await as('sol').call(promise.messagesCreate, { id, text: 'Nobody needs this', everyone: true })
  await as('sol').call(promise.messagesRemove, { id, message: messages[1]?.id ?? '' })
  const gone = as('sol').call(promise.messagesRemove, { id, message: messages[1]?.id ?? '' })
  await expect(gone).rejects.toEqual(refused('message.unknown'))
  await as('sol').call(promise.agendaItemsAct, { id, item: bank, text: 'Ask the bank', dri: who('farid'), due: '2026-06-22' })
  await as('sol').call(promise.agendaItemsPark, { id, item: crane })
  await as('mara').call(promise.ratingsGive, { id, score: 9 })
  at('15T11:12')
  await expect(as('sol').call(promise.meetingsClose, { id })).rejects.toEqual(refused('meeting.not_lead'))
  const closed = await as('mara').call(promise.meetingsClose, { id })
  expect(closed).toMatchObject({
    state: 'closed',
    used_minutes: 12,
    used_share: '0.4000',
    people: 3,
    person_hours: '0.60',
    actions: 1,
    clock: { state: 'stopped', used_seconds: 720 },
    messages: [{ text: 'The crane comes', to: ['cato', 'mara'], delivered: 2 }],
  })
  const { rows } = await ledger.cast.house.db.pool.query(
    `select person, text from kernel.notice where reason = 'cadence.message.told' and subject = $1`,
    [id],
  )
  expect(rows, 'whoever was there knows it').toEqual([{ person: who('cato'), text: 'The crane comes' }])
  const minutes = await as('cato').call(promise.minutesRead, { id })
  expect([sha256(minutes.text), minutes.sha256]).toEqual([closed.minutes_hash, closed.minutes_hash])
  expect(minutes.words).toMatch(new RegExp(`^# .+, June 15, 2026\n[^]+SHA-256 of the sealed minutes: ${closed.minutes_hash}\n$`))
  for (const { number } of closed.caught) expect(minutes.words).toContain(`- ${number}: `)
  expect(JSON.parse(minutes.text)).toMatchObject({
    present: ['mara', 'noa', 'sol'],
    absent: ['farid'],
    notes: 'Fjord Rail left for budget.',
    actions: [{ text: 'Ask the bank', by: 'farid', due: '2026-06-22' }],
  })
  const after = await as('mara').call(promise.meetingsGet, { id: next })
  expect(after.issues.map(({ title, times_carried, state }) => [title, times_carried, state]).sort()).toEqual([
    ['The bank file is late', 1, 'open'],
    ['The crane is late', 1, 'open'],
  ])
  expect(after.from_last).toMatchObject({ day: '2026-06-15', actions: 1, in_time: 0, open: [{ text: 'Ask the bank', late_days: 0 }] })
  const again = await as('sol').call(promise.ratingsGive, { id, score: 6 })
  expect(again.ratings).toEqual({ mine: 6, mean: '7.5', given: 2 })
  expect(again.minutes_hash, 'what is thought of it afterwards changes no minutes').toBe(closed.minutes_hash)
  await expect(as('farid').call(promise.ratingsGive, { id, score: 1 })).rejects.toEqual(refused('rating.not_there'))
  at('18T11:12')
  await expect(as('noa').call(promise.ratingsGive, { id, score: 1 })).rejects.toEqual(refused('rating.too_late'))
  await as('farid').call(actionsComplete, { id: closed.caught[0]?.id ?? '' })
  const series = await as('mara').call(promise.seriesGet, { id: closed.series.id })
  expect(series.numbers).toMatchObject({
    closed: 1,
    used_share: '0.4000',
    actions_due: 1,
    actions_in_time: 1,
    actions_share: '1.0000',
    rating: '7.5',
  })
})

describe('who leads', () => {
  test('the vice chair while the chair is away, and the chair again when they come', async () => {
    const { id, meeting } = await underWay({}, [who('noa'), who('sol')])
    expect(meeting.lead.name).toBe('noa')
    const turned = await as('noa').call(promise.meetingsTurn, { id })
    expect(turned.clock.current).toBe(turned.agenda[1]?.id)
    expect((await as('mara').call(promise.meetingsTakeOver, { id })).lead.name).toBe('mara')
    await expect(as('noa').call(promise.meetingsTakeOver, { id })).rejects.toEqual(refused('meeting.chair_here'))
    await expect(as('sol').call(promise.meetingsTakeOver, { id })).rejects.toEqual(refused('meeting.not_vice_chair'))
    await expect(as('farid').call(promise.meetingsLeave, { id })).rejects.toEqual(refused('meeting.not_here'))
    const left = await as('mara').call(promise.meetingsLeave, { id })
    expect([left.lead.name, left.attendance.find(({ name }) => name === 'mara')?.left_at]).toEqual([
      'noa',
      new Date('2026-06-15T11:00:00Z'),
    ])
    expect((await as('noa').call(promise.meetingsClose, { id })).state).toBe('closed')
  })

  test('nobody starts it with nobody, and none but those who lead', async () => {
    at('15T10:00')
    const { ahead } = await begin()
    const id = ahead[0]?.id ?? ''
    await expect(as('mara').call(promise.meetingsStart, { id, here: [] })).rejects.toEqual(refused('meeting.nobody_here'))
    await expect(as('sol').call(promise.meetingsStart, { id })).rejects.toEqual(refused('meeting.not_lead'))
    const started = await as('mara').call(promise.meetingsStart, { id })
    expect([started.state, started.agenda.length, started.people]).toEqual(['in_progress', 3, null])
    await expect(as('mara').call(promise.meetingsOpen, { id })).rejects.toEqual(refused('meeting.wrong_state'))
    await expect(as('mara').call(promise.meetingsGet, { id: crypto.randomUUID() })).rejects.toEqual(refused('meeting.unknown'))
  })
})

test('an agenda is arranged by whoever leads or writes; an issue is its owner’s too', async () => {
  at('15T10:00')
  const { ahead } = await begin()
  const [id, next] = [ahead[0]?.id ?? '', ahead[1]?.id ?? '']
  await as('mara').call(promise.meetingsOpen, { id })
  const raise = (title: string) => as('farid').call(promise.agendaItemsCreate, { id, title })
  await raise('One')
  const { issues } = await raise('Two')
  const [one, two] = [issues[0]?.id ?? '', issues[1]?.id ?? '']
  const part = as('farid').call(promise.agendaItemsCreate, { id, title: 'News', part: 'agenda' })
  await expect(part).rejects.toEqual(refused('meeting.not_scribe'))
  const moved = await as('farid').call(promise.agendaItemsChange, { id, item: two, before: one, minutes: 5, title: 'Two, first' })
  expect(moved.issues.map(({ title, minutes }) => [title, minutes])).toEqual([
    ['Two, first', 5],
    ['One', null],
  ])
  await expect(as('noa').call(promise.agendaItemsChange, { id, item: two, title: 'Mine' })).resolves.toBeDefined()
  await as('farid').call(promise.agendaItemsRemove, { id, item: one })
  await as('mara').call(promise.meetingsCancel, { id, reason: 'Everybody is at sea' })
  const carried = (await as('mara').call(promise.meetingsGet, { id: next })).issues[0]?.id ?? ''
  await expect(as('mara').call(promise.agendaItemsRemove, { id: next, item: carried })).rejects.toEqual(refused('agenda_item.stays'))
})

test('four in a row that used less than half suggest half the minutes, and the year says what it cost', async () => {
  at('15T10:00')
  const { id, ahead } = await begin({ rule: 'FREQ=DAILY', closed_day: 'keep', title: 'Watch' })
  for (const { id: meeting, day } of ahead.slice(0, 4)) {
    at(`${day.slice(8)}T11:00`)
    await as('mara').call(promise.meetingsStart, { id: meeting, here: here() })
    at(`${day.slice(8)}T11:12`)
    await as('mara').call(promise.meetingsClose, { id: meeting })
  }
  const series = await as('sol').call(promise.seriesGet, { id })
  expect(series.suggestion).toMatchObject({ minutes: 15 })
  expect(series.numbers).toMatchObject({ closed: 4, booked_minutes: 120, used_minutes: 48, used_share: '0.4000', person_hours: '2.40' })
  const year = await as('sol').call(promise.yearsRead, {})
  const row = year.series.find((one) => one.id === id)
  expect([year.label, row?.numbers.person_hours, row?.suggestion?.minutes]).toEqual(['FY27', '2.40', 15])
  // four that were held by three, and all others of the half year by the five who belong to it
  const ahead_ = row?.dates.filter(({ state }) => state === 'draft').length ?? 0
  expect(row?.planned_hours).toBe(((4 * 3 + ahead_ * 4) / 2).toFixed(1))
  expect(year.busiest[0]).toMatchObject({ name: expect.any(String) })
})

test('meetings that were held are a figure, and behind it stand the meetings', async () => {
  const { value, adds_up, rows } = await drilled(ledger.cast, { metric: 'cadence.held', from: '2026-06-01', to: '2026-07-01' })
  const { items } = await as('sol').call(promise.meetingsList, { state: 'closed', limit: 100 })
  expect([value, adds_up, rows.length]).toEqual([String(items.length), true, items.length])
  const minutes = await drilled(ledger.cast, { metric: 'cadence.person_minutes', from: '2026-06-01', to: '2026-07-01' })
  expect([minutes.adds_up, Number(minutes.value) > 0]).toEqual([true, true])
})
