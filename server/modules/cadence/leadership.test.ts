import { expect, test } from 'vitest'
import { meetings, weekly } from '../../../test/cast/meetings.ts'
import { refused } from '../../../test/cast/refused.ts'
import { decisionsGet } from '../decisions/contract.ts'
import * as promise from './contract.ts'

const { ledger, as, who, at } = meetings()
/** Whoever holds the API key of one of them acts behind that person. */
const keyOf = (name: string) => ledger.cast.speaker({ ...as(name).actor, kind: 'key', id: crypto.randomUUID(), person: who(name) })

/** Mondays at eleven: sol leads, noa stands in, farid writes. */
const begin = (more: object = {}) =>
  as('ilse').call(promise.seriesCreate, {
    ...weekly,
    title: 'Weekly',
    chair: who('sol'),
    vice_chair: who('noa'),
    scribe: who('farid'),
    members: [{ person_id: who('mara') }],
    ...more,
  })

/** Their own page of it is open. */
const shows = async (id: string, ...names: string[]) => {
  for (const name of names) await as(name).call(promise.presenceKeep, { id })
}

/** Under way since eleven on June 15, with one issue. */
async function underWay(more: object = {}) {
  at('15T10:00')
  const { ahead, id: series } = await begin(more)
  const id = ahead[0]?.id ?? ''
  const { issues } = await as('sol').call(promise.agendaItemsCreate, { id, title: 'The crane is late' })
  at('15T11:00')
  await as('sol').call(promise.meetingsStart, { id, here: ['sol', 'noa', 'farid', 'mara'].map(who) })
  return { id, series, item: issues[0]?.id ?? '' }
}

test('whoever leads a series makes it neither leadership’s nor one for others to read; whoever runs the series does', async () => {
  const made = await begin()
  const change = (name: string, more: object) => as(name).call(promise.seriesChange, { id: made.id, if_match: made.version, ...more })
  for (const name of ['sol', 'noa'])
    for (const more of [{ leadership: true }, { audience: 'restricted' }])
      await expect(change(name, more)).rejects.toEqual(refused('series.kind_not_yours'))
  const renamed = await change('sol', { title: 'Weekly, of the quay', leadership: false, audience: 'internal' })
  const now = await as('ilse').call(promise.seriesChange, { id: made.id, if_match: renamed.version, leadership: true })
  expect(now.leadership).toBe(true)
  await expect(as('sol').call(promise.seriesChange, { id: made.id, if_match: now.version, leadership: false })).rejects.toEqual(
    refused('series.kind_not_yours'),
  )
})

test('a meeting of leadership starts on its day and not before', async () => {
  at('15T10:00')
  const [, second] = (await begin({ leadership: true })).ahead
  const id = second?.id ?? ''
  await expect(as('sol').call(promise.meetingsStart, { id, here: [who('sol')] })).rejects.toEqual(refused('meeting.too_early'))
  at('22T10:50')
  expect((await as('sol').call(promise.meetingsStart, { id, here: [who('sol')] })).state).toBe('in_progress')
})

test('in a meeting of leadership whoever leads enters a decision by their own hand, and nobody in their name', async () => {
  const { id, item } = await underWay({ leadership: true })
  const decide = (speaker: ReturnType<typeof as>, more: object = {}) =>
    speaker.call(promise.agendaItemsDecide, { id, item, text: 'We hire one.', ...more })
  await expect(decide(as('farid'))).rejects.toEqual(refused('meeting.decider_enters'))
  await expect(decide(as('noa'))).rejects.toEqual(refused('meeting.decider_enters'))
  await expect(decide(as('farid'), { decider: who('farid') })).rejects.toEqual(refused('meeting.decider_enters'))
  await expect(decide(keyOf('sol'))).rejects.toEqual(refused('meeting.decider_enters'))
  await shows(id, 'noa')
  expect((await decide(as('sol'))).caught).toMatchObject([{ kind: 'decision', person: { name: 'sol' } }])
})

test('whoever comes late counts for the quorum once they are written down and their page is open, and not by either alone', async () => {
  at('15T10:00')
  const { ahead } = await begin({ leadership: true })
  const id = ahead[0]?.id ?? ''
  const { issues } = await as('sol').call(promise.agendaItemsCreate, { id, title: 'The crane is late' })
  at('15T11:00')
  await as('sol').call(promise.meetingsStart, { id, here: [who('sol')] })
  const decide = () => as('sol').call(promise.agendaItemsDecide, { id, item: issues[0]?.id ?? '', text: 'We hire one.' })
  await shows(id, 'noa')
  await expect(decide()).rejects.toEqual(refused('meeting.no_quorum'))
  await as('sol').call(promise.meetingsArrive, { id, person: who('mara') })
  await expect(decide()).rejects.toEqual(refused('meeting.no_quorum'))
  await as('noa').call(promise.meetingsArrive, { id })
  expect((await decide()).caught).toHaveLength(1)
})

test('whoever decides hears of it where somebody else has entered the decision', async () => {
  const { id, item } = await underWay()
  const { caught } = await as('farid').call(promise.agendaItemsDecide, { id, item, text: 'We hire one.' })
  const { number } = await as('sol').call(decisionsGet, { id: caught[0]?.id ?? '' })
  expect((await ledger.told('sol', 'cadence.decision.entered')).map(({ text }) => text)).toEqual([
    `farid entered ${number} as decided by you`,
  ])
  await as('sol').call(promise.agendaItemsDecide, { id, item, text: 'And a second one.' })
  expect(await ledger.told('sol', 'cadence.decision.entered')).toHaveLength(1)
})

test('those who belong to a meeting vote, each by their own hand: neither whoever runs the series, nor a key', async () => {
  const { id, item } = await underWay()
  await expect(as('ilse').call(promise.votesGive, { id, items: [item] })).rejects.toEqual(refused('meeting.not_member'))
  await expect(keyOf('mara').call(promise.votesGive, { id, items: [item] })).rejects.toEqual(refused('meeting.not_member'))
  expect((await as('mara').call(promise.votesGive, { id, items: [item] })).issues[0]?.votes).toBe(1)
  expect((await as('ilse').call(promise.meetingsGet, { id })).may).not.toContain('cadence.votes.give')
})

test('what a meeting cannot hold is refused, so that nothing of it is lost at the close', async () => {
  const { id } = await underWay()
  const { pool } = ledger.cast.house.db
  const message = () => as('sol').call(promise.messagesCreate, { id, text: 'The crane comes', everyone: true })
  await message()
  await pool.query(
    `insert into cadence.message select (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid()))).*
     from cadence.message m, generate_series(1, 98) where m.meeting_id = $1`,
    [id],
  )
  await message()
  await expect(message()).rejects.toEqual(refused('message.too_many'))
  expect((await as('sol').call(promise.meetingsGet, { id })).messages).toHaveLength(100)
  await pool.query(
    `insert into cadence.agenda_item select (jsonb_populate_record(i, jsonb_build_object('id', gen_random_uuid(), 'title', n::text))).*
     from cadence.agenda_item i, generate_series(1, 299) n where i.meeting_id = $1 and i.part = 'issue'`,
    [id],
  )
  await expect(as('mara').call(promise.agendaItemsCreate, { id, title: 'One more' })).rejects.toEqual(refused('agenda_item.too_many'))
})

test('leadership decides when half of it is here, and two at the least: a vice chair alone does not, and whoever is said to be here hears of it', async () => {
  at('15T10:00')
  const { ahead } = await begin({ leadership: true, members: ['mara', 'cato'].map((name) => ({ person_id: who(name) })) })
  const id = ahead[0]?.id ?? ''
  const { issues } = await as('sol').call(promise.agendaItemsCreate, { id, title: 'The crane is late' })
  const item = issues[0]?.id ?? ''
  at('15T11:00')
  await as('noa').call(promise.meetingsStart, { id, here: [who('noa'), who('farid')] })
  await shows(id, 'farid')
  const decide = (text: string) => as('noa').call(promise.agendaItemsDecide, { id, item, text })
  // five belong to it
  const told = async (name: string) => (await ledger.told(name, 'cadence.decision.taken')).map(({ text }) => text)
  const before = { farid: await told('farid'), noa: await told('noa'), mara: await told('mara') }
  await expect(decide('We hire one.')).rejects.toEqual(
    expect.objectContaining({ code: 'meeting.no_quorum', facts: { here: 2, wanted: 3, waits_for: [] } }),
  )
  expect(await told('farid')).toEqual(before.farid)
  const next = (await begin({ leadership: true })).ahead[0]?.id ?? ''
  const raised = await as('sol').call(promise.agendaItemsCreate, { id: next, title: 'The crane is late' })
  await as('noa').call(promise.meetingsStart, { id: next, here: ['noa', 'farid', 'sol'].map(who) })
  await shows(next, 'farid', 'sol')
  await as('sol').call(promise.meetingsLeave, { id: next })
  const others = { sol: await told('sol') }
  const own = { id: next, item: raised.issues[0]?.id ?? '' }
  const { caught } = await as('noa').call(promise.agendaItemsDecide, { ...own, text: 'We hire one.' })
  expect(await told('farid')).toEqual([
    ...before.farid,
    `${caught[0]?.number} was decided in a meeting of leadership in which you are written down as here`,
  ])
  expect([await told('noa'), await told('mara')]).toEqual([before.noa, before.mara])
  // nor does whoever had left
  expect(await told('sol')).toEqual(others.sol)
  await as('farid').call(promise.meetingsLeave, { id: next })
  await expect(as('noa').call(promise.agendaItemsDecide, { ...own, text: 'And a second one.' })).rejects.toEqual(
    refused('meeting.no_quorum'),
  )
})

test('who was only ticked counts for no quorum of leadership: the refusal names them, and a page that they open counts', async () => {
  at('15T10:00')
  const { ahead } = await begin({ leadership: true })
  const id = ahead[0]?.id ?? ''
  const { issues } = await as('sol').call(promise.agendaItemsCreate, { id, title: 'The crane is late' })
  const decide = () => as('sol').call(promise.agendaItemsDecide, { id, item: issues[0]?.id ?? '', text: 'We hire one.' })
  // a page of an hour before is none of the meeting
  await shows(id, 'noa')
  at('15T11:00')
  await as('sol').call(promise.meetingsStart, { id, here: ['sol', 'noa', 'farid'].map(who) })
  const facts = { here: 1, wanted: 2, waits_for: ['farid', 'noa'] }
  await expect(decide()).rejects.toEqual(expect.objectContaining({ code: 'meeting.no_quorum', facts }))
  // mara was not written down as here: her page changes nothing
  await shows(id, 'mara')
  await expect(decide()).rejects.toEqual(expect.objectContaining({ facts }))
  // the page of the meeting says so before anybody tries
  const told = await as('sol').call(promise.meetingsGet, { id })
  expect(told.quorum).toMatchObject({ here: 1, wanted: 2, waits_for: [{ name: 'farid' }, { name: 'noa' }] })
  await shows(id, 'noa')
  expect((await decide()).caught).toHaveLength(1)
  expect((await as('noa').call(promise.meetingsGet, { id })).quorum).toMatchObject({ here: 2, waits_for: [{ name: 'farid' }] })
})

test('before it starts a meeting of leadership says how many decide; other meetings say nothing', async () => {
  at('15T10:00')
  for (const [leadership, wanted] of [
    [true, { here: 0, waits_for: [] }],
    [false, null],
  ] as const) {
    const { ahead } = await begin({ leadership })
    const { quorum, attendance } = await as('sol').call(promise.meetingsGet, { id: ahead[0]?.id ?? '' })
    expect(quorum).toEqual(wanted && { ...wanted, members: attendance.length, wanted: Math.max(2, Math.ceil(attendance.length / 2)) })
  }
})

test('what is hard to undo is decided in a meeting by a holder of the role for it, and entered by their own hand', async () => {
  const { id, item } = await underWay({ scribe: who('mara'), members: [{ person_id: who('farid') }] })
  const decide = (by: string, decider: string) =>
    as(by).call(promise.agendaItemsDecide, { id, item, text: 'We leave the quay.', decider: who(decider), type: 1 })
  await expect(decide('ilse', 'mara')).rejects.toEqual(refused('meeting.type1_decider'))
  await expect(decide('sol', 'sol')).rejects.toEqual(refused('decision.type1_decider'))
  const { caught } = await decide('mara', 'mara')
  const called = { type: 1, state: 'done', issue: 'The crane is late' }
  expect(await as('mara').call(decisionsGet, { id: caught[0]?.id ?? '' })).toMatchObject(called)
  // what is decided in a part of the agenda, which asks nothing, is called by its own first sentence
  const text = 'We leave. The quay is full.'
  const { agenda } = await as('sol').call(promise.agendaItemsCreate, { id, title: 'Berths', part: 'agenda' })
  const after = await as('mara').call(promise.agendaItemsDecide, { id, item: agenda[0]?.id ?? '', text, decider: who('mara'), type: 2 })
  const other = after.caught.find((one) => one.id !== caught[0]?.id)
  expect(await as('mara').call(decisionsGet, { id: other?.id ?? '' })).toMatchObject({ issue: 'We leave.' })
})

test('only who belongs to a series is written down as here, and only they decide there', async () => {
  at('15T10:00')
  const { ahead } = await as('ilse').call(promise.seriesCreate, {
    ...weekly,
    chair: who('sol'),
    members: [{ person_id: who('noa') }],
    audience: 'restricted',
  })
  const id = ahead[0]?.id ?? ''
  const start = (...here: string[]) => as('ilse').call(promise.meetingsStart, { id, here: here.map(who) })
  await expect(start('ilse', 'mara', 'cato')).rejects.toEqual(refused('meeting.here_no_member'))
  await expect(start('sol', 'mara')).rejects.toEqual(refused('meeting.here_no_member'))
  await start('sol', 'noa')
  const { issues } = await as('sol').call(promise.agendaItemsCreate, { id, title: 'The crane is late' })
  const decide = (decider: string, type: 1 | 2, by = 'ilse') =>
    as(by).call(promise.agendaItemsDecide, { id, item: issues[0]?.id ?? '', text: 'We hire one.', decider: who(decider), type })
  await expect(decide('mara', 2)).rejects.toEqual(refused('meeting.decider_away'))
  await expect(decide('sol', 1)).rejects.toEqual(refused('meeting.type1_decider'))
  expect((await decide('sol', 2)).caught).toHaveLength(1)
  // a row of before: somebody who is written down though they do not belong to it
  await ledger.cast.house.db.pool.query('update cadence.attendance set member = false where meeting_id = $1 and person_id = $2', [
    id,
    who('noa'),
  ])
  await expect(decide('noa', 2)).rejects.toEqual(refused('meeting.decider_no_member'))
})
