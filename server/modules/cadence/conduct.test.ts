import { expect, test } from 'vitest'
import { meetings, weekly } from '../../../test/cast/meetings.ts'
import { codeOf, refused } from '../../../test/cast/refused.ts'
import { editTo, stateOf } from '../../kernel/shared-text.ts'
import { personDepart } from '../people/contract.ts'
import * as promise from './contract.ts'

const { ledger, as, who, at } = meetings()

/** mara leads, noa stands in, sol writes, farid belongs to it; cato does not. One issue, raised by farid. */
async function begun(more: object = {}) {
  at('15T10:00')
  const { ahead } = await as('ilse').call(promise.seriesCreate, {
    ...weekly,
    chair: who('mara'),
    vice_chair: who('noa'),
    scribe: who('sol'),
    members: [{ person_id: who('farid') }],
    ...more,
  })
  const [id, next] = [ahead[0]?.id ?? '', ahead[1]?.id ?? '']
  const { issues } = await as('farid').call(promise.agendaItemsCreate, { id, title: 'The crane is late' })
  return { id, next, item: issues[0]?.id ?? '' }
}
async function underWay() {
  const known = await begun()
  at('15T11:00')
  await as('mara').call(promise.meetingsStart, { id: known.id })
  return known
}
const rowsOf = async (query: string, id: string) => (await ledger.cast.house.db.pool.query(query, [id])).rows

test('the clock, the date and the agenda are for whoever leads; whoever only takes part moves none of them', async () => {
  const before = await begun()
  expect(await codeOf(as('farid').call(promise.meetingsOpen, { id: before.id }))).toBe('meeting.not_lead')
  const move = { id: before.id, day: '2026-06-16', reason: 'Mine' }
  expect(await codeOf(as('farid').call(promise.meetingsMove, move))).toBe('meeting.not_lead')
  const { id, item } = await underWay()
  expect(await codeOf(as('farid').call(promise.meetingsTurn, { id }))).toBe('meeting.not_lead')
  expect(await codeOf(as('farid').call(promise.meetingsPause, { id }))).toBe('meeting.not_lead')
  expect(await codeOf(as('farid').call(promise.meetingsClose, { id }))).toBe('meeting.not_lead')
  expect(await codeOf(as('farid').call(promise.agendaItemsConclude, { id, item }))).toBe('meeting.not_scribe')
  expect(await codeOf(as('farid').call(promise.agendaItemsPark, { id, item }))).toBe('meeting.not_scribe')
  expect(await codeOf(as('farid').call(promise.messagesCreate, { id, text: 'Mine', everyone: true }))).toBe('meeting.not_scribe')
  await as('mara').call(promise.meetingsPause, { id })
  expect(await codeOf(as('farid').call(promise.meetingsResume, { id }))).toBe('meeting.not_lead')
})

test('an issue is changed and taken off by its owner, by whoever raised it and by those who write, and by nobody else', async () => {
  const { id, item } = await begun({ members: ['farid', 'cato'].map((name) => ({ person_id: who(name) })) })
  await expect(as('cato').call(promise.agendaItemsChange, { id, item, title: 'Mine' })).rejects.toEqual(refused('meeting.not_scribe'))
  await expect(as('cato').call(promise.agendaItemsRemove, { id, item })).rejects.toEqual(refused('meeting.not_scribe'))
  await as('farid').call(promise.agendaItemsRemove, { id, item })
})

test('who does not belong to it is not said to be here, acts in nothing, and whoever left does not leave again', async () => {
  const { id, item } = await underWay()
  expect(await codeOf(as('cato').call(promise.presenceKeep, { id }))).toBe('meeting.not_member')
  expect(await codeOf(as('cato').call(promise.presenceEnd, { id }))).toBe('meeting.not_member')
  expect(await codeOf(as('cato').call(promise.agendaItemsAct, { id, item, text: 'Mine' }))).toBe('meeting.not_member')
  expect(await codeOf(as('cato').call(promise.notesWrite, { id, if_match: 1, text: 'Mine' }))).toBe('meeting.not_member')
  await as('farid').call(promise.meetingsLeave, { id })
  expect(await codeOf(as('farid').call(promise.meetingsLeave, { id }))).toBe('meeting.not_here')
  expect((await ledger.trail(id)).filter((action) => action === 'cadence.meeting.left')).toHaveLength(1)
})

test('what was decided stays what came of an item, whatever is to be done besides', async () => {
  const { id, item } = await underWay()
  await as('sol').call(promise.agendaItemsDecide, { id, item, text: 'We hire one.' })
  const { issues } = await as('farid').call(promise.agendaItemsAct, { id, item, text: 'Ask the yard' })
  expect(issues.find((one) => one.id === item)?.outcome).toBe('decision')
})

test('two who close at once close it once: one is told that it is over, and what is open goes on once', async () => {
  const { id, next } = await underWay()
  const both = await Promise.all(['mara', 'ilse'].map((name) => codeOf(as(name).call(promise.meetingsClose, { id }))))
  expect(both.toSorted()).toEqual(['answered', 'meeting.wrong_state'])
  expect((await as('mara').call(promise.meetingsGet, { id: next })).issues.map(({ title }) => title)).toEqual(['The crane is late'])
  expect((await ledger.trail(id)).filter((action) => action === 'cadence.meeting.closed')).toHaveLength(1)
})

test('of letters that several write at the same moment none is lost, and each edit has a number of its own', async () => {
  const { id } = await underWay()
  const words = ['Crane', 'Tide', 'Quay', 'Rope', 'Mast', 'Keel']
  const writers = ['mara', 'sol', 'farid']
  const numbers = await Promise.all(
    words.map((word, at) =>
      as(writers[at % writers.length] ?? '')
        .call(promise.noteEditsCreate, { id, edit: Buffer.from(editTo(stateOf(''), word)).toString('base64') })
        .then(({ number }) => number),
    ),
  )
  expect(new Set(numbers).size).toBe(words.length)
  const { notes } = await as('mara').call(promise.meetingsGet, { id })
  expect([...notes.text].toSorted().join('')).toBe([...words.join('')].toSorted().join(''))
})

test('how the notes came about is nobody’s once it is closed', async () => {
  const { id } = await underWay()
  await as('sol').call(promise.noteEditsCreate, { id, edit: Buffer.from(editTo(stateOf(''), 'Words')).toString('base64') })
  const edits = () => rowsOf('select number from cadence.note_edit where meeting_id = $1', id)
  expect(await edits()).toHaveLength(1)
  await as('mara').call(promise.meetingsClose, { id })
  expect(await edits()).toEqual([])
})

test('what the close and the end of a series do stands in the trail of each date', async () => {
  const { id, next } = await underWay()
  const { series } = await as('mara').call(promise.meetingsGet, { id })
  await as('mara').call(promise.meetingsClose, { id })
  expect(await ledger.trail(id)).toEqual(
    expect.arrayContaining(['cadence.meeting.opened', 'cadence.meeting.started', 'cadence.meeting.closed']),
  )
  await as('mara').call(promise.seriesEnd, { id: series.id, reason: 'It is written now' })
  expect(await ledger.trail(next)).toContain('cadence.meeting.cancelled')
  expect(
    await rowsOf("select name from kernel.outbox where name = 'cadence.meeting.cancelled' and payload ->> 'meeting_id' = $1", next),
  ).toHaveLength(1)
})

test('whoever left us is told nothing at the close, and their calendar is none', async () => {
  const { url } = await as('cato').call(promise.feedCreate, {})
  const token = url.split('/').at(-1) ?? ''
  const { id } = await underWay()
  await as('sol').call(promise.messagesCreate, { id, text: 'The crane comes', persons: [who('cato'), who('farid')] })
  expect(await codeOf(as('sol').call(promise.calendarsRead, { token }))).toBe('answered')
  await ledger.cast.as('admin').call(personDepart, { id: who('cato') })
  expect(await codeOf(as('sol').call(promise.calendarsRead, { token }))).toBe('calendar.unknown')
  const closed = await as('mara').call(promise.meetingsClose, { id })
  expect(closed.messages).toMatchObject([{ delivered: 1 }])
  expect(await rowsOf("select id from kernel.notice where reason = 'cadence.message.told' and person = $1", who('cato'))).toEqual([])
})
