import { expect, test } from 'vitest'
import { meetings, weekly } from '../../../test/cast/meetings.ts'
import { refused } from '../../../test/cast/refused.ts'
import { trailOf } from '../../../test/cast/trail.ts'
import * as promise from './contract.ts'

const { ledger, as, who, at } = meetings()

/** Under way since eleven on June 15: mara leads, noa stands in, farid writes, sol belongs to it. */
async function underWay(...here: string[]) {
  at('15T10:00')
  const series = await as('ilse').call(promise.seriesCreate, {
    ...weekly,
    title: 'Weekly',
    chair: who('mara'),
    vice_chair: who('noa'),
    scribe: who('farid'),
    members: [{ person_id: who('sol') }],
  })
  const id = series.ahead[0]?.id ?? ''
  at('15T11:00')
  return { id, meeting: await as('mara').call(promise.meetingsStart, { id, here: here.map(who) }) }
}

test('whoever comes later is written down as here, by themselves or by whoever leads, and counts among those who were', async () => {
  const { id, meeting } = await underWay('mara', 'noa')
  const mine = async (name: string) => (await as(name).call(promise.meetingsGet, { id })).may
  expect(await mine('sol')).toContain('cadence.meetings.arrive')
  expect(await mine('noa')).not.toContain('cadence.meetings.arrive')
  const came = await as('sol').call(promise.meetingsArrive, { id })
  expect(came.attendance.find(({ name }) => name === 'sol')).toMatchObject({ here: true, left_at: null })
  expect(came.may).not.toContain('cadence.meetings.arrive')
  await expect(as('sol').call(promise.meetingsArrive, { id })).rejects.toEqual(refused('meeting.here_already'))
  await expect(as('sol').call(promise.meetingsArrive, { id, person: who('farid') })).rejects.toEqual(refused('meeting.not_lead'))
  await expect(as('mara').call(promise.meetingsArrive, { id, person: who('cato') })).rejects.toEqual(refused('meeting.here_no_member'))
  await expect(as('cato').call(promise.meetingsArrive, { id })).rejects.toEqual(refused('meeting.not_member'))
  expect(await mine('mara'), 'farid is missing').toContain('cadence.meetings.arrive')
  const said = await as('mara').call(promise.meetingsArrive, { id, person: who('farid') })
  expect(said.may, 'nobody is').not.toContain('cadence.meetings.arrive')
  expect(await trailOf(ledger.cast.house.db.pool).audit('cadence.meeting.arrived', id)).toMatchObject([
    { actor: who('sol'), after: { person: 'sol' } },
    { actor: who('mara'), after: { person: 'farid' } },
  ])
  expect(said.attendance.filter(({ here }) => here).length).toBe(meeting.attendance.filter(({ here }) => here).length + 2)
  // who has left and comes back is here again
  await as('sol').call(promise.meetingsLeave, { id })
  expect((await as('sol').call(promise.meetingsArrive, { id })).attendance.find(({ name }) => name === 'sol')?.left_at).toBeNull()
  const closed = await as('mara').call(promise.meetingsClose, { id })
  expect(closed.people).toBe(said.attendance.filter(({ here }) => here).length)
  await expect(as('sol').call(promise.meetingsArrive, { id })).rejects.toEqual(refused('meeting.wrong_state'))
})

test('a date that is under way stands first among those ahead, also when it runs over its time or past midnight', async () => {
  const { id: first, meeting } = await underWay('mara')
  const { id } = meeting.series
  const second = (await as('mara').call(promise.seriesGet, { id })).ahead[1]?.id
  for (const hour of ['15T11:10', '15T23:50', '16T00:20']) {
    at(hour)
    const series = await as('mara').call(promise.seriesGet, { id })
    expect(series.ahead.slice(0, 2).map(({ id: date, state }) => [date, state])).toEqual([
      [first, 'in_progress'],
      [second, 'draft'],
    ])
    expect([series.next_id, series.next_state]).toEqual([first, 'in_progress'])
    const [line] = (await as('mara').call(promise.seriesList, {})).items
    expect([line?.next_id, line?.next_state]).toEqual([first, 'in_progress'])
  }
  await as('mara').call(promise.meetingsClose, { id: first })
  expect((await as('mara').call(promise.seriesGet, { id })).ahead[0]?.id).toBe(second)
})
