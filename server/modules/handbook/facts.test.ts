import { expect, test } from 'vitest'
import { allRooms } from '../../../test/cast/cast.ts'
import { pages } from '../../../test/cast/pages.ts'
import { billingFacts } from '../billing/queries/facts.ts'
import { shippedLane } from '../billing/rules/lane.ts'
import { checkAllFacts } from './commands/facts.ts'
import * as promise from './contract.ts'

const { ledger, as, written, publish } = pages(allRooms)
const open = ((work: never) => ledger.cast.open(work)) as never
const against = async (page: string) =>
  (await as('cato').call(promise.findingsList, { where: [`page_id:is:${page}`, 'rule:is:fact'] })).items

test('a sentence that says otherwise than the approval policy is a finding, until it or the policy is another', async () => {
  const { pool } = ledger.cast.house.db
  expect(await checkAllFacts(open)).toEqual({ found: 0 })
  await pool.query(
    `insert into billing.policy (id, kind, version, effective_from, rows, state, created_at, created_by)
     values (gen_random_uuid(), 'lane', 900, '2026-01-01', $1, 'active', now(), 'test')`,
    [JSON.stringify(shippedLane)],
  )
  const [fact] = await ledger.cast.open((ctx) => billingFacts(ctx))
  if (!fact) throw new Error('a policy says a limit')
  const text = (sum: string) => `# Buying\n\nCustomers buy alone below ${sum}. Above it somebody calls.\n`
  const { id } = await written(text('$4,000'))
  await ledger.cast.drain()
  expect(await against(id)).toMatchObject([
    { rule: 'fact', level: 'error', what: '$4,000', other: { page: null, what: fact.value, href: fact.href } },
  ])
  const opened = async () =>
    (await pool.query("select payload from kernel.outbox where name = 'handbook.finding.opened' and payload ->> 'page_id' = $1", [id])).rows
  expect(await opened()).toMatchObject([{ payload: { rule: 'fact' } }])
  // what was found before is not announced again
  await checkAllFacts(open)
  expect(await opened()).toHaveLength(1)
  await publish('ilse', id, 1, text(fact.value))
  await ledger.cast.drain()
  expect(await against(id)).toEqual([])
  const limit = (minor: string) =>
    pool.query(`update billing.policy set rows = replace(rows::text, '500000', '${minor}')::jsonb where version = 900`)
  await limit('700000')
  expect(await checkAllFacts(open)).toEqual({ found: 1 })
  expect(await against(id)).toMatchObject([{ what: fact.value, other: { what: '$7,000.00' } }])
})
