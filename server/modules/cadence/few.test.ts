import { expect, test } from 'vitest'
import { allRooms } from '../../../test/cast/cast.ts'
import { meetings, weekly } from '../../../test/cast/meetings.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import { commentsList, history, search } from '../../doors/contract.ts'
import { decisionsGet } from '../decisions/contract.ts'
import { groupCreate, groupMembers } from '../people/contract.ts'
import * as promise from './contract.ts'
import { owning } from './owning.ts'

const { ledger, as, who } = meetings(allRooms)
const secret = {
  ...weekly,
  title: 'Quokka board',
  purpose: 'The quokka company is bought',
  audience: 'restricted' as const,
}

type Known = { series: string; meeting: string; item: string; version: number }

/** Everything that a colleague finds of a series for the few, by each way that there is. */
async function foundBy(name: string, { series, meeting, item, version }: Known) {
  const speaker = as(name)
  const list = await speaker.call(promise.seriesList, { limit: 200 })
  const meetings = await speaker.call(promise.meetingsList, { limit: 200 })
  const year = await speaker.call(promise.yearsRead, {})
  return {
    list: list.items.some(({ id }) => id === series),
    count: (await speaker.call(promise.seriesList, { search: 'quokka', totals: true })).totals?.count,
    meetings: meetings.items.some((one) => one.series.id === series),
    meetingCount: (await speaker.call(promise.meetingsList, { where: ['series:contains:quokka'], totals: true })).totals?.count,
    year: year.series.some(({ id }) => id === series),
    busiest: year.planned_hours !== '0.0',
    found: (await speaker.call(search, { q: 'quokka' })).hits.length > 0,
    get: await codeOf(speaker.call(promise.seriesGet, { id: series })),
    meeting: await codeOf(speaker.call(promise.meetingsGet, { id: meeting })),
    scorecard: await codeOf(speaker.call(promise.scorecardsRead, { id: meeting })),
    minutes: await codeOf(speaker.call(promise.minutesRead, { id: meeting })),
    change: await codeOf(speaker.call(promise.seriesChange, { id: series, if_match: version, title: 'Mine' })),
    raise: await codeOf(speaker.call(promise.agendaItemsCreate, { id: meeting, title: 'Mine' })),
    vote: await codeOf(speaker.call(promise.votesGive, { id: meeting, items: [item] })),
    act: await codeOf(speaker.call(promise.agendaItemsAct, { id: meeting, item, text: 'Mine', due: '2026-06-22' })),
    rate: await codeOf(speaker.call(promise.ratingsGive, { id: meeting, score: 1 })),
    comments: await codeOf(speaker.call(commentsList, { kind: 'meeting', subject_id: meeting })),
    history: await codeOf(speaker.call(history, { kind: 'series', id: series })),
  }
}

test('whoever does not belong to a series for the few finds it in no way, not by its refusals either', async () => {
  const made = await as('ilse').call(promise.seriesCreate, { ...secret, chair: who('mara'), members: [{ person_id: who('sol') }] })
  const meeting = made.ahead[0]?.id ?? ''
  await as('mara').call(promise.meetingsOpen, { id: meeting })
  const { issues } = await as('sol').call(promise.agendaItemsCreate, { id: meeting, title: 'The quokka price' })
  const known = { series: made.id, meeting, item: issues[0]?.id ?? '', version: made.version }
  const nothing = {
    list: false,
    count: 0,
    meetings: false,
    meetingCount: 0,
    year: false,
    busiest: false,
    found: false,
    get: 'series.unknown',
    meeting: 'meeting.unknown',
    scorecard: 'meeting.unknown',
    minutes: 'meeting.unknown',
    change: 'series.unknown',
    raise: 'meeting.unknown',
    vote: 'meeting.unknown',
    act: 'meeting.unknown',
    rate: 'meeting.unknown',
    comments: 'subject.unknown',
  }
  expect(await foundBy('cato', known)).toMatchObject(nothing)
  expect(await foundBy('sol', known)).toMatchObject({
    list: true,
    count: 1,
    meetings: true,
    year: true,
    get: 'answered',
    meeting: 'answered',
    comments: 'answered',
  })
  // what comes of it is for the few too, and its members may see it
  ledger.cast.setNow(new Date('2026-06-15T11:00:00Z'))
  await as('mara').call(promise.meetingsStart, { id: meeting, here: [who('mara')] })
  const { caught } = await as('mara').call(promise.agendaItemsDecide, { id: meeting, item: known.item, text: 'We buy the quokka company.' })
  const decision = caught[0]?.id ?? ''
  expect([
    await codeOf(as('cato').call(decisionsGet, { id: decision })),
    await codeOf(as('sol').call(decisionsGet, { id: decision })),
  ]).toEqual(['decision.unknown', 'answered'])
  await as('mara').call(promise.messagesCreate, { id: meeting, text: 'Books are read from July on', persons: [who('cato')] })
  await as('mara').call(promise.meetingsClose, { id: meeting })
  expect(await foundBy('cato', known)).toMatchObject(nothing)
  const everywhere = await ledger.cast.house.db.pool.query(
    `select subject_label, after::text, title, text from kernel.audit full join kernel.notice on false
     where (subject_label || coalesce(after::text, '')) ~* 'quokka' or title ~* 'quokka' or text ~* 'quokka'`,
  )
  expect(everywhere.rows, 'neither the trail nor a notice names it').toEqual([])
  const owned = await ledger.cast.open((ctx) => owning.ownedBy(ctx, who('mara')))
  expect(owned.filter(({ kind }) => kind === 'series')).toMatchObject([{ title: 'A series for the few' }])
  const published = await ledger.cast.house.db.pool.query(
    'select id from cadence.public_series union select id from cadence.public_meetings',
  )
  expect(published.rows.filter(({ id }) => id === made.id || id === meeting)).toEqual([])
})

test('who comes into a group sees its series, and who goes out sees it no more', async () => {
  const group = await ledger.cast.as('admin').call(groupCreate, { name: 'Quay committee', short_name: 'QC', kind: 'body' })
  const made = await as('ilse').call(promise.seriesCreate, {
    ...secret,
    title: 'Quay committee',
    chair: who('mara'),
    members: [{ group_id: group.id }],
  })
  const sees = (name: string) => codeOf(as(name).call(promise.seriesGet, { id: made.id }))
  const set = async (...names: string[]) => {
    await ledger.cast.as('admin').call(groupMembers, { id: group.id, person_ids: names.map(who) })
    await ledger.cast.drain()
  }
  expect(await sees('noa')).toBe('series.unknown')
  await set('noa')
  expect(await sees('noa')).toBe('answered')
  await set('farid')
  expect([await sees('noa'), await sees('farid')]).toEqual(['series.unknown', 'answered'])
})
