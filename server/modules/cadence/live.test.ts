import { expect, test } from 'vitest'
import { meetings, weekly } from '../../../test/cast/meetings.ts'
import { refused } from '../../../test/cast/refused.ts'
import { blankText, editTo, stateOf, withEdit } from '../../kernel/shared-text.ts'
import * as promise from './contract.ts'

const { ledger, as, who, at } = meetings()
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const bytes = (said: string | null) => Buffer.from(said ?? '', 'base64')

/** A meeting under way since eleven on June 15: mara leads, noa stands in, sol belongs to it. */
async function underWay(more: object = {}) {
  at('15T10:00:00')
  const { ahead } = await as('ilse').call(promise.seriesCreate, {
    ...weekly,
    chair: who('mara'),
    vice_chair: who('noa'),
    members: [{ person_id: who('sol') }],
    ...more,
  })
  const id = ahead[0]?.id ?? ''
  at('15T11:00:00')
  await as('mara').call(promise.meetingsStart, { id })
  return id
}

test('notes of two come together, letter for letter, and a third who follows has them', async () => {
  const id = await underWay()
  const begun = await as('farid').call(promise.meetingsFollow, { id })
  expect([withEdit(blankText.state, bytes(begun.state)).text, begun.edits]).toEqual(['', []])
  const start = bytes(begun.state)
  const mine = editTo(start, 'Mica Energy: 500 seats')
  const theirs = editTo(start, 'Fjord Rail left. ')
  await as('mara').call(promise.noteEditsCreate, { id, edit: text(mine) })
  const { number } = await as('sol').call(promise.noteEditsCreate, { id, edit: text(theirs) })
  // an answer that was lost: the same edit again changes nothing
  await as('sol').call(promise.noteEditsCreate, { id, edit: text(theirs) })
  const news = await as('farid').call(promise.meetingsFollow, { id, after: begun.number })
  expect(news.edits.map((one) => one.by.name)).toEqual(['mara', 'sol', 'sol'])
  const read = news.edits.reduce((now, { edit }) => withEdit(now.state, bytes(edit)), withEdit(blankText.state, start))
  const { notes } = await as('farid').call(promise.meetingsGet, { id })
  expect(read.text).toBe(notes.text)
  expect([...notes.text].sort().join('')).toBe([...'Mica Energy: 500 seatsFjord Rail left. '].sort().join(''))
  expect(news.number).toBe(number + 1)
  expect((await ledger.trail(id)).filter((action) => action === 'cadence.notes.written')).toHaveLength(2)
})

test('a program may write the whole text, and whoever types meanwhile loses nothing', async () => {
  const id = await underWay()
  await as('sol').call(promise.notesWrite, { id, if_match: 1, text: 'Häfen are full.' })
  const { state } = await as('mara').call(promise.meetingsFollow, { id })
  const typed = editTo(bytes(state), 'Häfen are full. Who mends the crane?')
  await as('sol').call(promise.notesWrite, { id, if_match: 2, text: 'All Häfen are full.' })
  await as('mara').call(promise.noteEditsCreate, { id, edit: text(typed) })
  expect((await as('noa').call(promise.meetingsGet, { id })).notes.text).toBe('All Häfen are full. Who mends the crane?')
})

test('edits are for those who belong to it, fit the text, and end with the meeting, whose words stay', async () => {
  const id = await underWay()
  const edit = text(editTo(stateOf(''), 'Words'))
  await expect(as('farid').call(promise.noteEditsCreate, { id, edit })).rejects.toEqual(refused('meeting.not_member'))
  await expect(as('sol').call(promise.noteEditsCreate, { id, edit: text(Buffer.from('none')) })).rejects.toEqual(
    refused('shared_text.unreadable'),
  )
  await as('sol').call(promise.noteEditsCreate, { id, edit })
  await as('mara').call(promise.meetingsClose, { id })
  await expect(as('sol').call(promise.noteEditsCreate, { id, edit })).rejects.toEqual(refused('meeting.wrong_state'))
  const after = await as('farid').call(promise.meetingsFollow, { id, after: 1 })
  expect([withEdit(blankText.state, bytes(after.state)).text, after.edits]).toEqual(['Words', []])
})

test('what is for the few is followed by them alone', async () => {
  const id = await underWay({ audience: 'restricted' })
  await expect(as('cato').call(promise.meetingsFollow, { id })).rejects.toEqual(refused('meeting.unknown'))
  await expect(as('cato').call(promise.presenceKeep, { id })).rejects.toEqual(refused('meeting.unknown'))
  expect((await as('sol').call(promise.meetingsFollow, { id })).lead).toBe(who('mara'))
})

test('who is here is seen, until their page closes or is silent', async () => {
  const id = await underWay()
  await as('mara').call(promise.presenceKeep, { id })
  at('15T11:00:20')
  expect((await as('sol').call(promise.presenceKeep, { id })).here.map(({ name }) => name)).toEqual(['mara', 'sol'])
  expect((await as('sol').call(promise.presenceEnd, { id })).here.map(({ name }) => name)).toEqual(['mara'])
  at('15T11:00:50')
  expect((await as('farid').call(promise.meetingsFollow, { id })).here).toEqual([])
})

test('the vice chair leads on when the page of the chair has gone, and the chair takes it back', async () => {
  const id = await underWay()
  const lead = async () => (await as('sol').call(promise.meetingsGet, { id })).lead.name
  await as('noa').call(promise.presenceKeep, { id })
  // the chair sits in the room without a page: nothing falls
  at('15T11:05:00')
  await as('noa').call(promise.presenceKeep, { id })
  expect(await lead()).toBe('mara')
  await as('mara').call(promise.presenceKeep, { id })
  await as('mara').call(promise.presenceEnd, { id })
  at('15T11:05:05')
  await as('noa').call(promise.presenceKeep, { id })
  expect(await lead()).toBe('mara')
  at('15T11:05:12')
  await as('sol').call(promise.presenceKeep, { id })
  expect(await lead()).toBe('mara')
  const { version } = await as('sol').call(promise.meetingsFollow, { id })
  await as('noa').call(promise.presenceKeep, { id })
  expect(await lead()).toBe('noa')
  expect((await as('sol').call(promise.meetingsFollow, { id })).version).toBeGreaterThan(version)
  await as('noa').call(promise.meetingsTurn, { id })
  await as('mara').call(promise.presenceKeep, { id })
  await as('mara').call(promise.meetingsTakeOver, { id })
  expect(await lead()).toBe('mara')
  expect((await ledger.trail(id)).filter((action) => action === 'cadence.meeting.taken_over')).toHaveLength(2)
})
