import { expect, test } from 'vitest'
import { planText } from '../../../test/cast/plans.ts'
import { meetings, weekly } from '../../../test/cast/meetings.ts'
import { refused } from '../../../test/cast/refused.ts'
import { warehouseReady } from '../data/index.ts'
import * as plan from '../strategy/contract.ts'
import * as promise from './contract.ts'

const { ledger, as, who, at } = meetings()
const begin = (more: object = {}) =>
  as('ilse').call(promise.seriesCreate, {
    ...weekly,
    title: 'Review',
    chair: who('mara'),
    weeks: 4,
    ...more,
  })
const keep = async (id: string, rows: object[]) => {
  const { version } = await as('ilse').call(promise.seriesGet, { id })
  return as('ilse').call(promise.seriesKeepScorecard, { id, if_match: version, rows: rows as never })
}
const held = () => ({ metric: 'cadence.held', window: 'period', direction: 'at_least', target: '10', owner: who('sol') })

/** A measure of a plan in words of its own, bound to the meetings that were held. */
async function measured(audience: 'internal' | 'restricted') {
  const { edition_id: id } = await as('ilse').call(plan.plansCreate, {
    title: `Plan ${audience} VPMOM`,
    level: 'department',
    audience,
    source: planText(`Plan ${audience} VPMOM`),
  })
  const page = await as('ilse').call(plan.editionsGet, { id })
  const key = page.sections.find(({ name }) => name === 'measures')?.items[0]?.key ?? ''
  const binding = {
    metric_id: 'cadence.held',
    baseline: '0',
    target: '73',
    direction: 'increase' as const,
    window: 'period',
    due: '2027-01-31',
  }
  await as('ilse').call(plan.measuresBind, { id, key, ...binding })
  return key
}

test('a row is a metric with a promise or a measure of a plan, and what is for the few is read among the few', async () => {
  const { id } = await begin()
  const wrong = (row: object) =>
    keep(id, [{ owner: who('sol'), ...row }]).then(
      () => 'done',
      (error: { code: string }) => error.code,
    )
  expect(await wrong({})).toBe('scorecard.row_unclear')
  expect(await wrong({ metric: 'cadence.held' })).toBe('scorecard.promise_missing')
  expect(await wrong({ metric: 'cadence.held', target: '1', direction: 'between' })).toBe('scorecard.promise_missing')
  expect(await wrong({ metric: 'nothing.at_all', target: '1', direction: 'at_least' })).toBe('scorecard.metric_unknown')
  expect(await wrong({ measure: crypto.randomUUID() })).toBe('scorecard.measure_unknown')
  const secret = await measured('restricted')
  expect(await wrong({ measure: secret })).toBe('scorecard.measure_restricted')
  const few = await begin({ audience: 'restricted', chair: who('cato') })
  // cato leads it, and may not open the plan: to him there is no such measure, until somebody who may has put it there
  const cato = async () => {
    const { version } = await as('cato').call(promise.seriesGet, { id: few.id })
    return as('cato').call(promise.seriesKeepScorecard, { id: few.id, if_match: version, rows: [{ measure: secret, owner: who('sol') }] })
  }
  await expect(cato()).rejects.toEqual(refused('scorecard.measure_unknown'))
  expect((await keep(few.id, [{ measure: secret, owner: who('sol') }])).scorecard).toMatchObject([
    { title: 'Revenue grows', measure: secret },
  ])
  expect((await cato()).scorecard).toHaveLength(1)
  // what was said among the few stays theirs
  const open = async () => {
    const { version } = await as('ilse').call(promise.seriesGet, { id: few.id })
    return as('ilse').call(promise.seriesChange, { id: few.id, if_match: version, audience: 'internal' })
  }
  at('15T11:00')
  await as('cato').call(promise.meetingsStart, { id: few.ahead[0]?.id ?? '' })
  await expect(open()).rejects.toEqual(refused('series.stays_restricted'))
  const edition =
    (await as('ilse').call(plan.plansList, { limit: 50 })).items.find(({ title }) => title.includes('restricted'))?.edition?.id ?? ''
  const spoken = as('ilse').call(promise.agendaItemsCreate, {
    id: (await begin()).ahead[0]?.id ?? '',
    title: 'The plan',
    link: { room: 'strategy', kind: 'edition', id: edition },
  })
  await expect(spoken).rejects.toEqual(refused('subject.restricted'))
})

test('a red row is an issue by itself, once a meeting, and is carried with its past; unknown is none and no nought', async () => {
  at('15T10:00')
  await warehouseReady()
  const { id, ahead } = await begin()
  const key = await measured('internal')
  const kept = await keep(id, [held(), { ...held(), metric: 'tes', title: 'Servers', window: 'at' }, { measure: key, owner: who('noa') }])
  expect(kept.scorecard.map(({ title, target }) => [title, target])).toEqual([
    ['Meetings held', '10'],
    ['Servers', '10'],
    ['Revenue grows', null],
  ])
  const first = ahead[0]?.id ?? ''
  const opened = await as('mara').call(promise.meetingsOpen, { id: first })
  const rows = (await as('sol').call(promise.scorecardsRead, { id: first })).rows
  const of = (title: string) => rows.find((row) => row.title === title)
  expect(of('Meetings held')).toMatchObject({
    value: '0',
    colour: 'red',
    gap: '10',
    red_weeks: 4,
    definition: 'cadence.held@1',
    owner: { name: 'sol' },
  })
  // the plan promises 135 of 365 days' share of 73
  expect(of('Revenue grows')).toMatchObject({
    target: '27',
    colour: 'red',
    direction: 'increase',
    href: expect.stringContaining('/strategy/plans/'),
  })
  expect(opened.issues.map(({ title, source, lineage }) => [title, source, lineage?.says])).toEqual([
    ['Revenue grows: behind', 'scorecard', expect.stringContaining('first time here')],
    ['Meetings held: behind', 'scorecard', 'red for 4 weeks, first time here'],
  ])
  expect(rows.map(({ issue_id }) => issue_id !== null)).toEqual(rows.map(({ colour }) => colour === 'red'))
  const servers = of('Servers')
  expect([servers?.colour, servers?.value, servers?.issue_id]).toEqual(['unknown', null, null])
  at('15T11:00')
  const started = await as('mara').call(promise.meetingsStart, { id: first, here: [who('mara')] })
  expect(started.issues.length, 'the start raises nothing twice').toBe(2)
  const solved = started.issues.find(({ title }) => title.startsWith('Revenue'))?.id ?? ''
  await as('mara').call(promise.agendaItemsConclude, { id: first, item: solved })
  at('15T11:10')
  await as('mara').call(promise.meetingsClose, { id: first })
  const frozen = await as('sol').call(promise.scorecardsRead, { id: first })
  expect(frozen).toMatchObject({ frozen: true, through: '2026-06-15' })
  at('22T10:00')
  const second = await as('mara').call(promise.meetingsOpen, { id: ahead[1]?.id ?? '' })
  expect(second.issues.map(({ title, source, times_carried, lineage }) => [title, source, times_carried, lineage?.times_before])).toEqual([
    ['Meetings held: behind', 'carried', 1, 0],
    ['Revenue grows: behind', 'scorecard', 0, 1],
  ])
  // what has come since does not move what was frozen
  expect((await as('sol').call(promise.scorecardsRead, { id: first })).rows).toEqual(frozen.rows)
  at('22T11:00')
  await as('mara').call(promise.meetingsStart, { id: second.id, here: [who('mara')] })
  const { version } = await as('ilse').call(promise.seriesGet, { id })
  const left = kept.scorecard.filter(({ title }) => title !== 'Servers')
  await as('ilse').call(promise.seriesKeepScorecard, {
    ...{ id, if_match: version },
    rows: left.map((row) =>
      row.measure
        ? { id: row.id, measure: row.measure, owner: row.owner.id }
        : { ...held(), id: row.id, target: '1', direction: 'at_least' as const },
    ),
  })
  at('22T11:10')
  await as('mara').call(promise.meetingsClose, { id: second.id })
  const back = await as('sol').call(promise.scorecardsLookBack, { id })
  expect(back.dates.map(({ day, meeting_id }) => [day, meeting_id])).toEqual([
    ['2026-06-15', first],
    ['2026-06-22', second.id],
  ])
  // each cell is what its own meeting froze, whatever has come since
  const closed = await as('sol').call(promise.scorecardsRead, { id: second.id })
  const then = (of: typeof frozen, title: string) => {
    const row = of.rows.find((one) => one.title === title)
    return row ? { value: row.value, target: row.target, colour: row.colour } : null
  }
  expect(back.rows.map(({ title }) => title)).toEqual(['Revenue grows', 'Meetings held', 'Servers'])
  for (const { title, cells } of back.rows) expect(cells, title).toEqual([then(frozen, title), then(closed, title)])
  expect(back.rows[1]?.cells.map((cell) => cell?.target)).toEqual(['10', '1'])
  expect(back.rows[2]?.cells).toEqual([{ value: null, target: '10', colour: 'unknown' }, null])
  expect((await as('sol').call(promise.scorecardsLookBack, { id, limit: 1 })).dates.map(({ day }) => day)).toEqual(['2026-06-22'])
  // over twelve months each month stands at its end; before anything was held, and where nobody knows, there is nothing
  const year = await as('sol').call(promise.scorecardsRead, { id: second.id, look: 'months' })
  const course = (title: string) => year.rows.find((row) => row.title === title)?.spark
  expect([year.look, closed.look, year.frozen]).toEqual(['months', 'weeks', true])
  expect(course('Meetings held')?.map(({ day }) => day)).toEqual([
    ...['2025-07-31', '2025-08-31', '2025-09-30', '2025-10-31', '2025-11-30', '2025-12-31'],
    ...['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31', '2026-06-22'],
  ])
  expect(course('Revenue grows')?.every(({ day }) => year.through >= day)).toBe(true)
  const change = "update cadence.frozen_row set colour = 'green' where meeting_id = $1"
  await expect(ledger.cast.house.db.pool.query(change, [first])).rejects.toThrow(/immutable/)
})
