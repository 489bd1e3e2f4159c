import { expect, test } from 'vitest'
import { meetings, weekly } from '../../../test/cast/meetings.ts'
import { refused } from '../../../test/cast/refused.ts'
import { trailOf } from '../../../test/cast/trail.ts'
import { deleteOldMinutes } from './commands/retention.ts'
import * as promise from './contract.ts'

const { ledger, as, who, at } = meetings()
const pool = () => ledger.cast.house.db.pool
const run = () => deleteOldMinutes((work) => ledger.cast.open(work))

const told = async (id: string) =>
  (
    await pool().query(
      `select text, done_at is not null as done from kernel.notice where subject = $1 and reason = 'cadence.message.told'`,
      [id],
    )
  ).rows
/** A meeting that was held: an issue with an action, a rating, a message, notes. */
async function held() {
  at('15T10:00')
  const { ahead } = await as('ilse').call(promise.seriesCreate, {
    ...{ ...weekly, chair: who('mara'), vice_chair: who('noa') },
    ...{ template: [{ title: 'Issues', minutes: 20, shows: 'issues' as const }], members: [{ person_id: who('sol') }] },
  })
  const id = ahead[0]?.id ?? ''
  at('15T11:00')
  await as('mara').call(promise.meetingsStart, { id, here: [who('mara'), who('sol')] })
  const { issues } = await as('sol').call(promise.agendaItemsCreate, { id, title: 'The boat leaks', part: 'issue', kind: 'decide' })
  const item = issues.find(({ title }) => title === 'The boat leaks')?.id ?? ''
  const { caught } = await as('mara').call(promise.agendaItemsAct, { id, item, text: 'Mend the boat', dri: who('sol') })
  await as('mara').call(promise.messagesCreate, { id, text: 'No trips on Tuesday', persons: [who('noa')] })
  const { notes } = await as('mara').call(promise.meetingsGet, { id })
  await as('mara').call(promise.notesWrite, { id, text: 'Sol saw the leak', if_match: notes.version })
  at('15T11:20')
  const { minutes_hash } = await as('mara').call(promise.meetingsClose, { id })
  await as('sol').call(promise.ratingsGive, { id, score: 8 })
  return { id, minutes_hash, action: caught[0]?.number ?? '' }
}

test('minutes are deleted seven years after the meeting, and not a day before; that it was held stays', async () => {
  const { id, minutes_hash } = await held()
  ledger.cast.setNow(new Date('2033-06-14T12:00:00Z'))
  await run()
  expect((await as('mara').call(promise.minutesRead, { id })).text).toContain('The boat leaks')
  expect(await told(id)).toMatchObject([{ text: 'No trips on Tuesday' }])
  ledger.cast.setNow(new Date('2033-06-15T12:00:00Z'))
  await run()
  await run()
  await expect(as('mara').call(promise.minutesRead, { id })).rejects.toEqual(refused('meeting.minutes_deleted'))
  const left = await as('mara').call(promise.meetingsGet, { id })
  expect(left).toMatchObject({
    ...{ state: 'closed', minutes_hash, minutes_deleted_on: '2033-06-15', used_minutes: 20, people: 2 },
    ...{ notes: { text: '' }, caught: [], messages: [], ratings: { given: 0 } },
  })
  expect(JSON.stringify(left)).not.toMatch(/leak|boat|trips/i)
  const { rows } = await pool().query('select title, note, owner from cadence.agenda_item where meeting_id = $1', [id])
  expect(new Set(rows.map((row: object) => JSON.stringify(row)))).toEqual(
    new Set(['{"title":"Deleted with the minutes","note":null,"owner":null}']),
  )
  expect(await told(id)).toEqual([{ text: 'Deleted with the minutes', done: true }])
  const { audit } = trailOf(pool())
  expect(await audit('cadence.message.added', id)).toMatchObject([{ after: { everyone: false, persons: 1, groups: 0 } }])
  const { rows: trail } = await pool().query('select before, after, reason from kernel.audit where subject_id = $1', [id])
  expect(JSON.stringify(trail)).not.toMatch(/No trips|saw the leak/)
  expect(await audit('cadence.minutes.deleted', id)).toEqual([
    {
      ...{ actor: expect.any(String), name: expect.any(String), label: 'Leadership, weekly, June 15, 2026' },
      ...{ before: { minutes_hash }, after: null, reason: 'Minutes are kept for seven years.' },
    },
  ])
})

test('nothing that hangs on the meeting names anybody any more, and whoever watches it sees that it is another', async () => {
  const { id } = await held()
  const one = [id, who('sol')]
  await pool().query("insert into cadence.presence (meeting_id, person_id, name, seen_at) values ($1, $2, 'sol', now())", one)
  await pool().query(
    "insert into cadence.note_edit (meeting_id, number, person_id, name, edit, at) values ($1, 1, $2, 'sol', '\\x00', now())",
    one,
  )
  await pool().query(
    'insert into cadence.vote (item_id, person_id, meeting_id) select id, $2, $1 from cadence.agenda_item where meeting_id = $1 limit 1',
    one,
  )
  await pool().query("update cadence.agenda_item set raised_by = $2, outcome_text = 'It leaks' where meeting_id = $1", one)
  await pool().query("update cadence.meeting set notes_state = '\\x01', lead = $2 where id = $1", one)
  const { version } = await as('mara').call(promise.meetingsGet, { id })
  ledger.cast.setNow(new Date('2033-06-15T12:00:00Z'))
  await run()
  const parts = ['vote', 'rating', 'caught', 'message', 'note_edit', 'presence', 'invitation', 'frozen_row', 'attendance']
  for (const part of parts)
    expect([part, (await pool().query(`select 1 from cadence.${part} where meeting_id = $1`, [id])).rowCount]).toEqual([part, 0])
  const items = await pool().query('select raised_by, outcome_text, link from cadence.agenda_item where meeting_id = $1', [id])
  for (const row of items.rows) expect(row).toEqual({ raised_by: null, outcome_text: null, link: null })
  const { rows } = await pool().query('select closed_by, closed_by_name, lead, notes_state, version from cadence.meeting where id = $1', [
    id,
  ])
  expect(rows).toEqual([{ closed_by: null, closed_by_name: null, lead: null, notes_state: null, version: version + 1 }])
})

test('more than one transaction holds go in one night', async () => {
  const { id } = await held()
  await pool().query(
    `insert into cadence.meeting select (jsonb_populate_record(m,
       jsonb_build_object('id', gen_random_uuid(), 'planned_start', at, 'local_start', at))).*
     from cadence.meeting m, (select to_char(timestamp '2020-01-01 11:00' + n * interval '1 day', 'YYYY-MM-DD"T"HH24:MI') as at
       from generate_series(1, 100) n) other
     where m.id = $1`,
    [id],
  )
  ledger.cast.setNow(new Date('2033-06-15T12:00:00Z'))
  expect((await run()).deleted).toBeGreaterThan(100)
})

test('what was decided there stays in the ledger of its own', async () => {
  const { action } = await held()
  ledger.cast.setNow(new Date('2034-01-01T12:00:00Z'))
  await run()
  const { rows } = await pool().query('select text from decisions.action where number = $1', [action])
  expect(rows).toEqual([{ text: 'Mend the boat' }])
})

test('what was never closed, or was cancelled with something in it, goes as well, and nobody closes it any more', async () => {
  at('15T10:00')
  const { ahead } = await as('ilse').call(promise.seriesCreate, { ...weekly, chair: who('mara'), members: [{ person_id: who('sol') }] })
  const [under, off, empty] = ahead.map(({ id }) => id)
  for (const id of [under, off]) {
    const { notes } = await as('mara').call(promise.meetingsGet, { id: id ?? '' })
    await as('mara').call(promise.notesWrite, { id: id ?? '', text: 'Sol saw the leak', if_match: notes.version })
  }
  at('15T11:00')
  await as('mara').call(promise.meetingsStart, { id: under ?? '', here: [who('mara')] })
  for (const id of [off, empty]) await as('mara').call(promise.meetingsCancel, { id: id ?? '', reason: 'Everybody is at sea' })
  const left = async () =>
    (
      await pool().query('select id, state, notes, notes_state, minutes_deleted_on as deleted from cadence.meeting where id = any($1)', [
        [under, off, empty],
      ])
    ).rows
  ledger.cast.setNow(new Date('2033-07-01T12:00:00Z'))
  await run()
  const gone = { state: 'cancelled', notes: '', notes_state: null, deleted: '2033-07-01' }
  expect(await left()).toEqual(
    expect.arrayContaining([
      { id: under, ...gone },
      { id: off, ...gone },
      { id: empty, ...gone, deleted: null },
    ]),
  )
  await expect(as('mara').call(promise.meetingsClose, { id: under ?? '' })).rejects.toEqual(refused('meeting.wrong_state'))
})
