import { expect, test } from 'vitest'
import { heldLedger } from '../../../test/cast/decisions.ts'
import { statementsOf } from '../../../test/cast/statements.ts'
import { delegationCreate } from '../people/contract.ts'
import * as promise from './contract.ts'

const { ledger, as, who, party, opened, answer } = heldLedger()
const query = async (text: string, values: unknown[] = []) => (await ledger.cast.house.db.pool.query(text, values)).rows

/** So many statements may a page of the ledger, and a decision with all that it consists of, cost; those that begin and end its transaction aside. */
const most = { page: 12, decision: 16 }

/** The same decision so many times, each with its text, parties and answers. */
async function copies(id: string, count: number): Promise<void> {
  const copied = `('00000000-0000-7000-8000-' || lpad(g::text, 12, '0'))::uuid`
  const copy = (table: string, of: string, change: string) =>
    query(
      `insert into decisions.${table} select copy.* from (select to_jsonb(t) as row from decisions.${table} t where ${of} = $1) t
       cross join generate_series(1, ${count}) g
       cross join lateral jsonb_populate_record(null::decisions.${table}, t.row || jsonb_build_object(${change})) copy`,
      [id],
    )
  await copy('decision', 'id', `'id', ${copied}, 'number', 'DEC-2026-9' || lpad(g::text, 5, '0')`)
  await copy('text', 'decision_id', `'decision_id', ${copied}`)
  const of = (column: string) => `'${column}', md5(g || (t.row ->> '${column}'))::uuid`
  await copy('party', 'decision_id', `'decision_id', ${copied}, ${of('id')}`)
  await copy('answer', 'decision_id', `'decision_id', ${copied}, ${of('id')}, ${of('party_id')}`)
  // as the database does of itself where rows come one by one
  await query('analyze decisions.decision, decisions.text, decisions.party, decisions.answer')
}

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
  await copies(one.id, 2000)
  const many = await asked()
  expect(many).toEqual(few)
  const [decision = [], ...pages] = many.toReversed()
  for (const texts of pages) expect(texts.length, texts.join('\n')).toBeLessThanOrEqual(most.page)
  expect(decision.length, decision.join('\n')).toBeLessThanOrEqual(most.decision)
  const { items } = await as('cato').call(promise.decisionsList, { view: 'waiting_for_me', limit: 100 })
  expect(items).toHaveLength(100)
  expect(items.every(({ waits_for_me }) => waits_for_me)).toBe(true)
}, 120_000)
