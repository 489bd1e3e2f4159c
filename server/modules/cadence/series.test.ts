import { describe, expect, test } from 'vitest'
import { meetings, weekly } from '../../../test/cast/meetings.ts'
import { refused } from '../../../test/cast/refused.ts'
import { calendarChange, calendarRead } from '../people/contract.ts'
import { lookAround } from './commands/daily.ts'
import * as promise from './contract.ts'
import { owning } from './owning.ts'

const { ledger, as, who } = meetings()
/** Mondays at nine from June 22 on. */
const review = { ...weekly, title: 'Review', start_time: '09:00' }
const begin = (more: object = {}) => as('ilse').call(promise.seriesCreate, { ...review, chair: who('mara'), ...more })
const change = async (id: string, more: object) => {
  const { version } = await as('ilse').call(promise.seriesGet, { id })
  return as('ilse').call(promise.seriesChange, { id, if_match: version, ...more })
}
const daysOf = async (series: string, state?: 'draft' | 'cancelled' | 'closed') =>
  (await as('ilse').call(promise.meetingsList, { series, sort: 'starts', limit: 100, ...(state ? { state } : {}) })).items
const look = () => lookAround((work) => ledger.cast.open(work))

test('a series is planned a year ahead, one date for each start; planning again adds none', async () => {
  const made = await begin({ members: [{ person_id: who('sol') }, { person_id: who('sol') }] })
  expect(made).toMatchObject({
    rhythm: 'Every Monday',
    people: 2,
    state: 'running',
    minutes: 30,
    next_at: new Date('2026-06-22T09:00:00Z'),
  })
  const days = (await daysOf(made.id)).map(({ day }) => day)
  // the one of today at nine is over at ten, and stands in the plan all the same
  expect([days.length, days[0], days.at(-1)]).toEqual([53, '2026-06-15', '2027-06-14'])
  const before = await ledger.trail(made.id)
  await look()
  expect([(await daysOf(made.id)).length, await ledger.trail(made.id)]).toEqual([53, before])
  ledger.at('2026-06-29')
  expect((await look()).failed).toBe(0)
  expect((await daysOf(made.id)).at(-1)?.day).toBe('2027-06-28')
  ledger.at('2026-06-15')
})

test('what a series cannot be is refused with what would do', async () => {
  const wrong = (more: object) =>
    begin(more).then(
      () => 'done',
      (error: { code: string }) => error.code,
    )
  expect(await wrong({ rule: 'FREQ=HOURLY' })).toBe('series.rule_unsupported')
  expect(await wrong({ rule: 'weekly' })).toBe('series.rule_invalid')
  expect(await wrong({ zone: 'Atlantis/Harbour' })).toBe('series.zone_unknown')
  expect(await wrong({ minutes: 45 })).toBe('series.too_long_without_reason')
  expect(await wrong({ chair: crypto.randomUUID() })).toBe('series.person_unknown')
  expect(await wrong({ vice_chair: who('mara') })).toBe('series.vice_is_chair')
  expect(await wrong({ members: [{}] })).toBe('series.member_unclear')
  expect(await wrong({ members: [{ group_id: crypto.randomUUID() }] })).toBe('series.group_unknown')
  await expect(as('sol').call(promise.seriesCreate, { ...review })).rejects.toEqual(refused('right.missing'))
  await expect(as('sol').call(promise.seriesGet, { id: crypto.randomUUID() })).rejects.toEqual(refused('series.unknown'))
})

test('it is changed by its chair, its vice chair and those who run the series; another reads it', async () => {
  const { id, version } = await begin({ chair: who('sol') })
  await expect(as('noa').call(promise.seriesChange, { id, if_match: version, title: 'Mine' })).rejects.toEqual(refused('series.not_yours'))
  expect((await as('sol').call(promise.seriesChange, { id, if_match: version, title: 'Ours' })).title).toBe('Ours')
  await expect(as('sol').call(promise.seriesChange, { id, if_match: version, title: 'Again' })).rejects.toEqual(refused('edit.stale'))
  expect((await as('noa').call(promise.seriesGet, { id })).may).toEqual([])
  await as('sol').call(promise.seriesEnd, { id, reason: 'It is written now' })
  expect(
    (await daysOf(id, 'draft')).map(({ day }) => day),
    'what was earlier today is not undone',
  ).toEqual(['2026-06-15'])
  await expect(as('sol').call(promise.seriesGiveReason, { id, reason: 'Because' })).rejects.toEqual(refused('series.wrong_state'))
  expect(await ledger.trail(id)).toEqual(['cadence.series.created', 'cadence.series.changed', 'cadence.series.ended'])
})

describe('one date alone', () => {
  test('is moved, and nothing comes back in its place', async () => {
    const { id, ahead } = await begin()
    const [first, second] = ahead
    const move = (more: object) =>
      as('mara').call(promise.meetingsMove, { id: first?.id ?? '', day: '2026-06-23', reason: 'The tide is late', ...more })
    await expect(move({ day: '2026-06-15', time: '09:30' })).rejects.toEqual(refused('meeting.start_past'))
    await expect(move({ day: second?.day })).rejects.toEqual(refused('meeting.start_taken'))
    expect(await move({ minutes: 20 })).toMatchObject({
      day: '2026-06-23',
      minutes: 20,
      moved: true,
      planned_start: '2026-06-22T09:00',
      reason: 'The tide is late',
    })
    await look()
    const days = await daysOf(id)
    expect(days.filter(({ day }) => day === '2026-06-22').length).toBe(0)
    expect(await ledger.trail(first?.id ?? '')).toEqual(['cadence.meeting.moved'])
  })

  test('is cancelled, and its open items go on to the next one', async () => {
    const { ahead } = await begin()
    const [first, second] = [ahead[0]?.id ?? '', ahead[1]?.id ?? '']
    await as('mara').call(promise.agendaItemsCreate, { id: first, title: 'The crane is late' })
    await expect(as('sol').call(promise.meetingsCancel, { id: first, reason: 'Everybody is at sea' })).rejects.toEqual(
      refused('meeting.not_lead'),
    )
    const gone = await as('mara').call(promise.meetingsCancel, { id: first, reason: 'Everybody is at sea' })
    expect(gone.issues[0]).toMatchObject({ state: 'carried', carried_to: { meeting_id: second } })
    expect((await as('mara').call(promise.meetingsGet, { id: second })).issues).toMatchObject([
      { title: 'The crane is late', source: 'carried', times_carried: 1, first_day: '2026-06-15', carried_from: { meeting_id: first } },
    ])
    await expect(as('mara').call(promise.meetingsCancel, { id: first, reason: 'Again' })).rejects.toEqual(refused('meeting.wrong_state'))
  })
})

test('another rule touches only dates with nothing on their agenda, and lists the others', async () => {
  const { id, ahead } = await begin()
  await as('mara').call(promise.agendaItemsCreate, { id: ahead[1]?.id ?? '', title: 'The crane is late' })
  await as('mara').call(promise.meetingsMove, { id: ahead[2]?.id ?? '', day: '2026-07-07', reason: 'The tide is late' })
  const { kept, next_at } = await change(id, { rule: 'FREQ=WEEKLY;BYDAY=WE' })
  expect(next_at).toEqual(new Date('2026-06-17T09:00:00Z'))
  expect(kept).toMatchObject([
    { day: '2026-06-29', why: 'agenda', items: 1 },
    { day: '2026-07-07', why: 'moved' },
  ])
  const left = (await daysOf(id, 'draft')).map(({ day }) => day).filter((day) => day < '2026-07-10')
  expect(left).toEqual(['2026-06-17', '2026-06-24', '2026-06-29', '2026-07-01', '2026-07-07', '2026-07-08'])
  // and back again: those that were dropped come back, as they were
  await change(id, { rule: review.rule })
  const back = await daysOf(id, 'draft')
  expect(back.find(({ day }) => day === '2026-06-22')?.id).toBe(ahead[0]?.id)
})

test('a date on a closed day follows what the series says', async () => {
  const calendar = await ledger.cast.as('admin').call(calendarRead, { key: 'company' })
  const { weekly: hours, closures } = calendar
  await ledger.cast.as('admin').call(calendarChange, {
    key: 'company',
    if_match: calendar.version,
    zone: calendar.zone,
    weekly: hours,
    holidays: [{ date: '2026-06-22', name: 'Harbour day' }],
    closures,
    valid_from: '2026-06-15',
  })
  const first = async (closed_day: string) => (await begin({ closed_day })).ahead[0]?.day
  expect([await first('keep'), await first('skip'), await first('next'), await first('previous')]).toEqual([
    '2026-06-22',
    '2026-06-29',
    '2026-06-23',
    '2026-06-19',
  ])
  const preview = await as('sol').call(promise.datesPreview, {
    rule: review.rule,
    start_day: '2026-06-15',
    start_time: '09:00',
    closed_day: 'skip',
  })
  expect(preview).toMatchObject({ rhythm: 'Every Monday', a_year: 53, skipped: ['2026-06-22'] })
})

test('longer than 30 minutes is asked for again each quarter, and is 30 until it is answered', async () => {
  const { id } = await begin({ minutes: 60, reason_over_30: 'Four teams solve it together' })
  const next = async () => (await as('mara').call(promise.seriesGet, { id })).ahead[0]
  ledger.at('2026-07-20')
  await look()
  expect((await as('mara').call(promise.seriesGet, { id })).reason_asked).toEqual({ quarter: 'Q3 FY27', from: '2026-08-01' })
  const { rows } = await ledger.cast.house.db.pool.query('select person, text from kernel.notice where subject = $1 and done_at is null', [
    id,
  ])
  expect(rows).toEqual([{ person: who('mara'), text: 'Review: say why it takes 60 minutes, or it is planned at 30' }])
  expect((await next())?.minutes, 'this quarter it stands').toBe(60)
  ledger.at('2026-08-01')
  await look()
  expect((await next())?.minutes).toBe(30)
  await as('mara').call(promise.seriesGiveReason, { id, reason: 'Four teams still do' })
  expect([(await next())?.minutes, (await as('mara').call(promise.seriesGet, { id })).reason_asked]).toEqual([60, null])
  expect(await ledger.trail(id)).toEqual(['cadence.series.created', 'cadence.series.reason_asked', 'cadence.series.reason_given'])
  ledger.at('2026-06-15')
})

test('what was not held is cancelled on the day after, and what was open goes on', async () => {
  const { id, ahead } = await begin({ template: [{ title: 'Asks', minutes: 10 }] })
  await as('mara').call(promise.agendaItemsCreate, { id: ahead[0]?.id ?? '', title: 'The crane is late' })
  // Monday is Harbour day by now
  expect(ahead[0]?.day).toBe('2026-06-23')
  ledger.at('2026-06-23')
  await look()
  expect((await as('mara').call(promise.meetingsGet, { id: ahead[0]?.id ?? '' })).state, 'its agenda opens on the day').toBe('open')
  ledger.at('2026-06-24')
  await look()
  const [missed, later] = await Promise.all([0, 1].map((at) => as('mara').call(promise.meetingsGet, { id: ahead[at]?.id ?? '' })))
  expect([missed?.state, missed?.reason, later?.issues.length]).toEqual(['cancelled', 'It was not held.', 1])
  expect((await daysOf(id, 'closed')).length).toBe(0)
  ledger.at('2026-06-15')
})

test('who leads goes with the hand-over, and stands in for nobody then', async () => {
  const { id } = await begin({ chair: who('cato'), vice_chair: who('noa') })
  const owned = await ledger.cast.open((ctx) => owning.ownedBy(ctx, who('cato')))
  expect(owned).toMatchObject([{ kind: 'series', id, title: 'Review' }])
  const hand = (left: boolean) =>
    ledger.cast.open((ctx) => owning.handOver(ctx, { kind: 'series', ids: [id], from: who('cato'), to: who('noa'), left }))
  expect([await hand(true), await hand(false), await hand(false)]).toEqual([[], [id], []])
  expect(await as('noa').call(promise.seriesGet, { id })).toMatchObject({ chair: { id: who('noa') }, vice_chair: null })
  expect((await ledger.trail(id)).at(-1)).toBe('cadence.series.handed_over')
})

test('templates come with their reason, their parts and their rhythm', async () => {
  const { items } = await as('sol').call(promise.templatesList, {})
  expect(items.filter(({ minutes }) => minutes > 30).every(({ reason_over_30 }) => reason_over_30 !== null)).toBe(true)
  const level = items.find(({ key }) => key === 'level_10')
  const { key: _key, note: _note, rhythm: _rhythm, ...parts } = level ?? { key: '', note: null, rhythm: '' }
  expect(await begin({ ...parts })).toMatchObject({ minutes: 90, weeks: 13, template: level?.template })
})

test('series are found by their words and sorted by what is next', async () => {
  const list = await as('sol').call(promise.seriesList, { search: 'level', limit: 5 })
  expect(list.items.map(({ title }) => title)).toEqual(['Level 10'])
  const nexts = (await as('sol').call(promise.seriesList, { where: ['state:is:running'], limit: 50 })).items.flatMap(
    ({ next_at }) => next_at ?? [],
  )
  expect(nexts).toEqual([...nexts].sort((a, b) => +a - +b))
})
