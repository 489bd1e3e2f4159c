import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { heldLedger } from '../../../test/cast/decisions.ts'
import { type Ledger } from '../../../test/cast/ledger.ts'
import { statementsOf } from '../../../test/cast/statements.ts'
import { createGroup, setMembers } from '../people/commands/groups.ts'
import { lookAround } from './commands/daily.ts'
import * as promise from './contract.ts'
import { saveAction, takeAction } from './store/actions.ts'
import { saveDecision, takeDecision } from './store/decisions.ts'

const { ledger, as, who } = heldLedger()
const query = async (text: string, values: unknown[] = []) => (await ledger.cast.house.db.pool.query(text, values)).rows
const house = { person: '00000000-0000-0000-0000-000000000000', all: true }

/** A transaction that does `work` and stays open until somebody waits for what it locked. */
async function meanwhile(work: Parameters<Ledger['cast']['open']>[0], other: () => Promise<unknown>): Promise<unknown> {
  let answer: Promise<unknown> | undefined
  await ledger.cast.open(async (ctx) => {
    await work(ctx)
    answer = other().catch(({ code }: { code: string }) => code)
    let ended = false
    void answer.then(() => {
      ended = true
    })
    for (let n = 0; n < 500 && !ended; n += 1) {
      if ((await query('select 1 from pg_locks where not granted limit 1')).length > 0) return
      await pause(10)
    }
  })
  return answer
}

test('however many are named, they are looked up in as many statements, and each as what they are', async () => {
  const groups = await ledger.cast.open(async (ctx) => {
    const made = []
    for (const [name, member] of [
      ['Prices', 'noa'],
      ['Harbour', 'cato'],
      ['Papers', 'farid'],
    ] as const) {
      const { id } = await createGroup(ctx, { name })
      await setMembers(ctx, { id, person_ids: [who(member)] })
      made.push(id)
    }
    return made
  })
  const opened = (parties: object[], informed: string[]) => ledger.opened({ parties: [ledger.party('D', 'mara'), ...parties], informed })
  const heard = (of: string[]) => of.map((group_id) => ({ letter: 'I', group_id }))
  // the first asks what the next finds remembered
  await opened(heard(groups.slice(0, 1)), groups.slice(1, 2))
  const few = await statementsOf(() => opened(heard(groups.slice(0, 1)), groups.slice(1, 2)))
  let id = ''
  const many = await statementsOf(async () => {
    const parties = [...heard(groups), ledger.party('P', 'sol'), ledger.party('P', 'cato')]
    id = (await opened(parties, [...groups, who('sol'), who('cato')])).id
  })
  expect(many.length - few.length).toBe(0)
  const { parties } = await as('ilse').call(promise.decisionsGet, { id })
  expect(parties.map(({ letter, name }) => `${letter} ${name}`)).toEqual([
    'R ilse',
    'D mara',
    'I Prices',
    'I Harbour',
    'I Papers',
    'P sol',
    'P cato',
  ])
  const told = await query('select person_id from decisions.informed where decision_id = $1', [id])
  expect(told.map(({ person_id }) => person_id).toSorted()).toEqual(['noa', 'cato', 'farid', 'sol'].map(who).toSorted())
})

test('more open decisions than a page holds are looked at on one day, and so are more late actions', async () => {
  const [one] = [await ledger.opened()]
  const copy = (table: string, where: string, change: string) =>
    query(
      `insert into decisions.${table} select copy.* from (select to_jsonb(t) as row from decisions.${table} t where ${where}) t
       cross join generate_series(1, 250) g cross join lateral jsonb_populate_record(null::decisions.${table}, t.row || jsonb_build_object(${change})) copy`,
      [one.id],
    )
  const id = `('00000000-0000-7000-8000-' || lpad(g::text, 12, '0'))::uuid`
  await copy('decision', 'id = $1', `'id', ${id}, 'number', 'DEC-2026-9' || lpad(g::text, 5, '0')`)
  await copy('text', 'decision_id = $1', `'decision_id', ${id}`)
  await copy('party', 'decision_id = $1', `'decision_id', ${id}, 'id', gen_random_uuid()`)
  const action = await as('ilse').call(promise.actionsCreate, { text: 'One', dri: who('sol'), due: '2026-06-16' })
  await query(
    `insert into decisions.action select copy.* from (select to_jsonb(t) as row from decisions.action t where id = $1) t cross join generate_series(1, 620) g
     cross join lateral jsonb_populate_record(null::decisions.action, t.row || jsonb_build_object('id', gen_random_uuid(), 'number', 'ACT-2026-9' || lpad(g::text, 5, '0'))) copy`,
    [action.id],
  )
  ledger.at('2026-06-19')
  const done = await lookAround(ledger.cast.open)
  expect(done.failed).toBe(0)
  expect(done.decisions).toBeGreaterThan(250)
  expect(done.actions).toBeGreaterThan(620)
  const [{ told }] = await query(
    `select count(distinct subject)::int as told from kernel.notice where reason = 'decisions.decision.reminded' and subject like '00000000-%'`,
  )
  expect(told).toBe(250)
  const [{ late }] = await query(
    `select count(distinct subject)::int as late from kernel.notice where reason = 'decisions.action.overdue' and person = $1`,
    [who('sol')],
  )
  expect(late).toBe(621)
  ledger.at('2026-06-15')
})

test('of two who change one at once the later one sees the first', async () => {
  const action = await as('ilse').call(promise.actionsCreate, { text: 'Say it on the price page', dri: who('sol'), due: '2026-06-30' })
  const moved = await meanwhile(
    async (ctx) => {
      await takeAction(ctx.tx, action.id, house)
      await saveAction(ctx.tx, action.id, { text: 'Said by another', version: action.version + 1 })
    },
    () => as('sol').call(promise.actionsChange, { id: action.id, if_match: action.version, due: '2026-07-03' }),
  )
  expect(moved).toBe('edit.stale')
  const decision = await ledger.opened()
  const decided = await meanwhile(
    async (ctx) => {
      await takeDecision(ctx.tx, decision.id, house)
      await saveDecision(ctx.tx, decision.id, { state: 'withdrawn' })
    },
    () => ledger.answer('sol', decision.id, 'concern', { text: 'Watch the chargebacks' }),
  )
  expect(decided).toBe('decision.wrong_state')
})
