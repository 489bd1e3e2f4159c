import { describe, expect, test } from 'vitest'
import { killedAtItsEvent } from '../../../test/cast/kill.ts'
import { meetings, weekly } from '../../../test/cast/meetings.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import * as promise from './contract.ts'

const { ledger, as, who, at } = meetings()
const pool = () => ledger.cast.house.db.pool

/** A meeting under way at eleven with one issue that will be left open. */
async function underWay() {
  at('15T10:00')
  const { ahead } = await as('ilse').call(promise.seriesCreate, {
    ...{ ...weekly, chair: who('mara'), vice_chair: who('noa'), members: [{ person_id: who('sol') }] },
    template: [{ title: 'Issues', minutes: 20, shows: 'issues' as const }],
  })
  const id = ahead[0]?.id ?? ''
  at('15T11:00')
  await as('mara').call(promise.meetingsStart, { id, here: [who('mara'), who('sol')] })
  await as('sol').call(promise.agendaItemsCreate, { id, title: 'The boat leaks' })
  return { id, next: ahead[1]?.id ?? '' }
}

/** What closing writes, wherever it stands. */
async function traces(id: string, next: string) {
  const { rows } = await pool().query(
    `select state, minutes_hash is not null as sealed,
       (select count(*)::int from cadence.agenda_item where meeting_id = $2::uuid and source = 'carried') as carried,
       (select count(*)::int from kernel.audit where subject_id = $1::text and action = 'cadence.meeting.closed') as trail,
       (select count(*)::int from kernel.outbox where name = 'cadence.meeting.closed' and payload ->> 'meeting_id' = $1::text) as events
     from cadence.meeting where id = $1::uuid`,
    [id, next],
  )
  return rows[0]
}

const closed = { state: 'closed', sealed: true, carried: 1, trail: 1, events: 1 }
const close = (name: string, id: string) => as(name).call(promise.meetingsClose, { id })

describe('when something goes wrong with a meeting', () => {
  test('of two who close it at once one does, and what is open goes on once', async () => {
    const { id, next } = await underWay()
    at('15T11:20')
    const ends = await Promise.all([codeOf(close('mara', id)), codeOf(close('mara', id))])
    expect(ends.sort()).toEqual(['answered', 'meeting.wrong_state'])
    expect(await traces(id, next)).toEqual(closed)
  })

  test('killed while it closes it is under way as before, in all its parts; then it closes once', async () => {
    const { id, next } = await underWay()
    at('15T11:20')
    const before = await traces(id, next)
    expect(await killedAtItsEvent(ledger.cast, () => close('mara', id))).toBe('killed')
    expect(await traces(id, next)).toEqual(before)
    await close('mara', id)
    expect(await traces(id, next)).toEqual(closed)
  })

  test('a clock that goes back takes no time away and gives none', async () => {
    const { id } = await underWay()
    at('15T11:05')
    await as('mara').call(promise.meetingsPause, { id })
    at('15T11:02')
    await as('mara').call(promise.meetingsResume, { id })
    at('15T11:01')
    await as('mara').call(promise.meetingsPause, { id })
    at('15T11:03')
    await as('mara').call(promise.meetingsResume, { id })
    at('15T11:05')
    const { used_minutes } = await close('mara', id)
    expect(used_minutes).toBe(7)
  })
})
