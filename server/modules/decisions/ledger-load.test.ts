import { expect, test } from 'vitest'
import { copiesOf } from '../../../test/cast/decision-copies.ts'
import { heldLedger } from '../../../test/cast/decisions.ts'
import { statementsOf } from '../../../test/cast/statements.ts'
import { delegationCreate } from '../people/contract.ts'
import * as promise from './contract.ts'

const { ledger, as, who, party, opened, answer } = heldLedger()

/** So many statements may a page of the ledger, and a decision with all that it consists of, cost; those that begin and end its transaction aside. */
const most = { page: 12, decision: 16 }

test('the ledger with two thousand decisions costs as many statements as with three, and a decision as many as it ever did', async () => {
  await as('farid').call(delegationCreate, { to_id: who('cato'), what: ['decisions'], until_day: '2026-06-30' })
  const parties = [party('D', 'mara'), party('A', 'farid'), party('I', 'sol'), party('P', 'noa')]
  const one = await opened({ parties, a_reason: 'He pays for it' })
  await answer('sol', one.id, 'support')
  await opened({ parties, a_reason: 'He pays for it' })
  const sent = async (work: () => Promise<unknown>) =>
    (await statementsOf(work))
      .filter((text) => !/^(begin|start transaction|commit|set )/i.test(text))
      .map((text) => text.replace(/ in \(.*/, ' in'))
  const works = (['waiting_for_me', 'late', undefined] as const).flatMap((view) =>
    ['cato', 'mara'].map((name) => () => as(name).call(promise.decisionsList, { limit: 100, ...(view ? { view } : {}) })),
  )
  const all = [...works, () => as('cato').call(promise.decisionsGet, { id: one.id })]
  const asked = async () => {
    const each: string[][] = []
    for (const work of all) each.push(await sent(work))
    return each
  }
  // what is remembered between requests is remembered
  await asked()
  const few = await asked()
  await copiesOf(ledger.cast.house.db.pool, one.id, 2000)
  const many = await asked()
  expect(many).toEqual(few)
  const [decision = [], ...pages] = many.toReversed()
  for (const texts of pages) expect(texts.length, texts.join('\n')).toBeLessThanOrEqual(most.page)
  expect(decision.length, decision.join('\n')).toBeLessThanOrEqual(most.decision)
  const { items } = await as('cato').call(promise.decisionsList, { view: 'waiting_for_me', limit: 100 })
  expect(items).toHaveLength(100)
  expect(items.every(({ waits_for_me }) => waits_for_me)).toBe(true)
}, 120_000)
