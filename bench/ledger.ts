import { testServer } from '../server/kernel/embedded.ts'
import { conditions, printFigure } from './figure.ts'

/**
 * What a company waits for in its ledger, on the built-in PostgreSQL: decisions that are collecting answers, each with its text, four
 * parties and an answer. `node bench/ledger.ts [decisions] [rounds]`
 */
const [count = 2000, rounds = 20] = process.argv.slice(2).map(Number)
const server = await testServer()
process.env['TEST_SERVER_URL'] = server.url
conditions()
try {
  const { openLedger } = await import('../test/cast/ledger.ts')
  const { copiesOf } = await import('../test/cast/decision-copies.ts')
  const { printAsked } = await import('./asked.ts')
  const promise = await import('../server/modules/decisions/contract.ts')
  const ledger = await openLedger()
  const { pool } = ledger.cast.house.db
  const parties = [ledger.party('D', 'mara'), ledger.party('A', 'farid'), ledger.party('I', 'sol'), ledger.party('P', 'noa')]
  const { id } = await ledger.opened({ parties, a_reason: 'He pays for it' })
  await ledger.answer('sol', id, 'support')
  await copiesOf(pool, id, count)
  printFigure('a house of', `${count} decisions, ${rounds} rounds`)
  const { folder } = (await pool.query("select current_setting('data_directory') as folder")).rows[0]
  const measure = (what: string, ask: () => Promise<unknown>) => printAsked(what, { rounds, folder }, ask)
  const mara = ledger.as('mara')
  await measure('the ledger, 100 of them', () => mara.call(promise.decisionsList, { limit: 100 }))
  for (const view of ['waiting_for_me', 'late', 'stale', 'unreviewed'] as const)
    await measure(`its view ${view}`, () => mara.call(promise.decisionsList, { limit: 100, view }))
  await measure('a word sought in it', () => mara.call(promise.decisionsList, { limit: 100, search: 'customer' }))
  await measure('page of a decision', () => mara.call(promise.decisionsGet, { id }))
  await measure('we decided this before', () => mara.call(promise.decisionsNear, { issue: 'May a customer buy alone?', proposal: 'Yes.' }))
  await measure('actions', () => mara.call(promise.actionsList, { limit: 100 }))
  await ledger.cast.close()
} finally {
  await server.stop()
}
