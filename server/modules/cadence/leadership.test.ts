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
  expect((await decide(as('sol'))).caught).toMatchObject([{ kind: 'decision', person: { name: 'sol' } }])
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
  await as('noa').call(promise.meetingsStart, { id, here: [who('noa'), who('farid'), who('ilse')] })
  const decide = (text: string) => as('noa').call(promise.agendaItemsDecide, { id, item, text })
  // five belong to it; ilse, who runs the series of the house, is no member
  const told = async (name: string) => (await ledger.told(name, 'cadence.decision.taken')).map(({ text }) => text)
  const before = { farid: await told('farid'), noa: await told('noa'), mara: await told('mara') }
  await expect(decide('We hire one.')).rejects.toEqual(
    expect.objectContaining({ code: 'meeting.no_quorum', facts: { here: 2, wanted: 3 } }),
  )
  expect(await told('farid')).toEqual(before.farid)
  const next = (await begin({ leadership: true })).ahead[0]?.id ?? ''
  const raised = await as('sol').call(promise.agendaItemsCreate, { id: next, title: 'The crane is late' })
  await as('noa').call(promise.meetingsStart, { id: next, here: ['noa', 'farid', 'sol', 'ilse'].map(who) })
  await as('sol').call(promise.meetingsLeave, { id: next })
  const others = { sol: await told('sol'), ilse: await told('ilse') }
  const own = { id: next, item: raised.issues[0]?.id ?? '' }
  const { caught } = await as('noa').call(promise.agendaItemsDecide, { ...own, text: 'We hire one.' })
  expect(await told('farid')).toEqual([
    ...before.farid,
    `${caught[0]?.number} was decided in a meeting of leadership in which you are written down as here`,
  ])
  expect([await told('noa'), await told('mara')]).toEqual([before.noa, before.mara])
  // nor does whoever had left, or is no member
  expect([await told('sol'), await told('ilse')]).toEqual([others.sol, others.ilse])
  await as('farid').call(promise.meetingsLeave, { id: next })
  await expect(as('noa').call(promise.agendaItemsDecide, { ...own, text: 'And a second one.' })).rejects.toEqual(
    refused('meeting.no_quorum'),
  )
})
