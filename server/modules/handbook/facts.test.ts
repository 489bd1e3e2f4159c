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
  const fact = (await ledger.cast.open((ctx) => billingFacts(ctx))).find(({ key }) => key === 'billing.buy_alone')
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

test('a price, days of grace and whose yes it takes are read against the book, the profiles and the policies of today', async () => {
  const { pool } = ledger.cast.house.db
  const { setUpBilling } = await import('../billing/index.ts')
  await ledger.cast.open((ctx) => setUpBilling(ctx, { from: '2026-01-01' }))
  const { id } = await written(
    '# What it costs\n\n| Edition | A seat and year | For whom |\n| --- | --- | --- |\n| Professional | $120 or €88 | teams on their own ground |\n| Enterprise | $168 or €156 | compliance duties and many teams |\n\nCustom terms are approved by support.\n\nA quote is valid for 14 days.\n',
  )
  await ledger.cast.drain()
  const found = async () => (await against(id)).map(({ what, other }) => [what, other?.says, other?.what])
  expect((await found()).toSorted()).toEqual([
    ['$120', 'A seat of Harbor Professional costs USD 96 a year.', 'USD 96'],
    ['14 days', 'A quote holds for 30 days.', '30 days'],
    ['support', 'Terms that are not ours are approved by sales manager, legal, finance.', 'sales manager, legal, finance'],
  ])
  // the policy of now asks support
  await pool.query(`update billing.policy set rows = replace(rows::text, '"legal"', '"support"')::jsonb where version = 900`)
  await checkAllFacts(open)
  expect((await found()).map(([what]) => what).toSorted()).toEqual(['$120', '14 days'])
})
