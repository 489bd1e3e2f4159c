import type { Operation } from '../server/kernel/operation.ts'
import { testServer } from '../server/kernel/embedded.ts'
import { conditions, printFigure } from './figure.ts'

/**
 * What a company waits for in its meetings, on the built-in PostgreSQL: series that meet weekly, half of their year held, and one that is under
 * way with issues and votes. Of each list and page: statements (those that begin and end its transaction among them), what the asker
 * waited, and what this process and the database were on a core for; the median of the rounds.
 * `node bench/meetings.ts [series] [issues] [rounds]`
 */
const [series = 40, issues = 20, rounds = 20] = process.argv.slice(2).map(Number)
const server = await testServer()
process.env['TEST_SERVER_URL'] = server.url
conditions()
try {
  const { openLedger } = await import('../test/cast/ledger.ts')
  const { printAsked } = await import('./asked.ts')
  const { weekly } = await import('../test/cast/meetings.ts')
  const promise = await import('../server/modules/cadence/contract.ts')
  const ledger = await openLedger(['people', 'decisions', 'data', 'strategy', 'cadence'])
  const { pool } = ledger.cast.house.db
  const [ilse, mara, sol] = [ledger.as('ilse'), ledger.as('mara'), ledger.as('sol')]
  const members = ['sol', 'noa', 'farid', 'cato'].map((name) => ({ person_id: ledger.id(name) }))
  let last = ''
  for (let no = 0; no < series; no += 1) {
    const about = { ...weekly, title: `Meeting ${no}`, chair: ledger.id('mara'), vice_chair: ledger.id('noa'), members }
    last = (await ilse.call(promise.seriesCreate, about)).id
  }
  await ledger.cast.setNow(new Date('2026-12-14T11:00:00Z'))
  await pool.query(`update cadence.meeting set state = 'closed', started_at = starts_at, closed_at = starts_at + interval '25 minutes',
    used_seconds = 1500, people = 6 where day < '2026-12-14'`)
  const { items } = await mara.call(promise.meetingsList, { series: last, state: 'draft', sort: 'starts', limit: 1 })
  const id = items[0]?.id ?? ''
  await mara.call(promise.meetingsStart, { id })
  for (let no = 0; no < issues; no += 1) await sol.call(promise.agendaItemsCreate, { id, title: `Issue ${no}` })
  const raised = (await sol.call(promise.meetingsGet, { id })).issues.slice(0, 5).map((one) => one.id)
  for (const name of ['mara', 'sol', 'noa']) await ledger.as(name).call(promise.votesGive, { id, items: raised })
  const [{ count }] = (await pool.query('select count(*)::int from cadence.meeting')).rows
  printFigure('a house of', `${series} series, ${count} dates, ${issues} issues on the one under way, ${rounds} rounds`)

  const folder = (await pool.query("select current_setting('data_directory') as folder")).rows[0].folder
  const measure = (what: string, operation: Operation, input: object) =>
    printAsked(what, { rounds, folder }, () => sol.call(operation, input as never))
  await measure('dates ahead, 50 of them', promise.meetingsList, {
    where: ['state:is:draft|open|in_progress'],
    sort: 'starts',
    limit: 50,
  })
  await measure('dates held, 50 of them', promise.meetingsList, { where: ['state:is:closed'], sort: '-starts', limit: 50 })
  await measure('list of series', promise.seriesList, { limit: 50 })
  await measure('page of a series', promise.seriesGet, { id: last })
  await measure('page of the meeting under way', promise.meetingsGet, { id })
  await measure('its scorecard', promise.scorecardsRead, { id })
  await measure('scorecards side by side', promise.scorecardsLookBack, { id: last })
  await measure('the year', promise.yearsRead, {})
  await ledger.cast.close()
} finally {
  await server.stop()
}
