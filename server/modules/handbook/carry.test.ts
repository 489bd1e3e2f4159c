import { expect, test } from 'vitest'
import { procedures, procedureText } from '../../../test/cast/procedures.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import { groupCreate, memberAdd } from '../people/contract.ts'
import * as promise from './contract.ts'

const { ledger, as, who, written, followed, start, agreeTo } = procedures()

/** A refund: the second step is for large ones, the third for urgent ones by somebody else. */
const refund = (title: string) =>
  procedureText(title).replace(
    '1. Open the order\n2. Compare the names\n',
    `1. Read the request
   - Ask: amount (money EUR)
   - Ask: urgent (yes/no)
   - Ask: found by (person, optional)
2. Ask the head of finance
   - Only if: amount > 5,000
   - Ask: reason (text)
3. Call the customer
   - Only if: urgent and not amount > 5,000
4. Pay it back
`,
  )
type Run = Awaited<ReturnType<typeof start>>
const said = (
  name: string,
  run: Run,
  at: number,
  answers: Record<string, string> = {},
  state: 'done' | 'todo' | 'skipped' | 'failed' = 'done',
) =>
  as(name).call(promise.runsTick, {
    id: run.id,
    key: run.steps[at]?.key ?? '',
    state,
    answers,
    ...(state === 'done' || state === 'todo' ? {} : { note: 'So' }),
  })
const states = (run: Run) => run.steps.map(({ state, need }) => (state === 'todo' && need === 'waits' ? 'waits' : state))

test('a run asks what its steps say, and leaves out what the answers do not need', async () => {
  const id = await followed('Refund', { source: refund('Refund') })
  const run = await start('noa', id)
  expect(run.steps.map(({ asks }) => asks.length)).toEqual([3, 1, 0, 0])
  expect(states(run)).toEqual(['todo', 'waits', 'waits', 'todo'])
  expect(run.steps[1]).toMatchObject({ only: 'amount > 5,000', because: 'Only if amount > 5,000: amount is not answered yet.' })
  expect(await codeOf(said('noa', run, 1, { reason: 'So' }))).toBe('run.step_waits')
  expect(await codeOf(said('noa', run, 0, { amount: '5' }))).toBe('run.answer_missing')
  expect(await codeOf(said('noa', run, 0, { amount: 'five', urgent: 'yes' }))).toBe('run.answer_unfit')
  expect(await codeOf(said('noa', run, 0, { amount: '5', urgent: 'yes', 'found by': crypto.randomUUID() }))).toBe('run.answer_unfit')
  expect(await codeOf(said('noa', run, 0, { colour: 'red' }))).toBe('run.answer_unasked')
  expect(await codeOf(said('noa', run, 0, { amount: '5' }, 'failed'))).toBe('run.answer_unasked')
  const small = await said('noa', run, 0, { amount: '4,200.50', urgent: 'yes', 'found by': who('cato') })
  expect(small.steps[0]?.answers).toEqual([
    { name: 'amount', value: '4200.5', shown: '4,200.5' },
    { name: 'urgent', value: 'yes', shown: 'yes' },
    { name: 'found by', value: who('cato'), shown: 'cato' },
  ])
  expect(states(small)).toEqual(['done', 'not_needed', 'todo', 'todo'])
  expect(small.steps[1]?.because).toBe('Only if amount > 5,000: amount is 4,200.5.')
  expect(await codeOf(said('noa', run, 1, { reason: 'So' }))).toBe('run.step_not_needed')

  // another answer makes other steps needed, and both stay in what was said
  await said('noa', run, 2)
  await said('noa', run, 0, {}, 'todo')
  const large = await said('noa', run, 0, { amount: '6000', urgent: 'yes' })
  expect(states(large)).toEqual(['done', 'todo', 'done', 'todo'])
  expect(large.steps[2]).toMatchObject({
    need: 'not_needed',
    because: 'Only if urgent and not amount > 5,000: urgent is yes, amount is 6,000.',
  })
  await said('noa', run, 1, { reason: 'We were late' })
  await said('noa', run, 3)
  const over = await as('noa').call(promise.runsComplete, { id: run.id })
  expect([over.state, states(over)]).toEqual(['completed', ['done', 'done', 'not_needed', 'done']])
  const { rows } = await ledger.cast.house.db.pool.query('select state, answers from handbook.run_step where run_id = $1 order by seq', [
    run.id,
  ])
  expect(rows.map(({ state }) => state)).toEqual(['done', 'done', 'todo', 'done', 'done', 'done', 'not_needed'])
  expect(rows.map(({ answers }) => (answers ? (JSON.parse(answers).amount ?? null) : null))).toEqual([
    '4200.5',
    null,
    null,
    '6000',
    null,
    null,
    null,
  ])
})

test('a step that was not needed is no carrying-out in any rate, and no step that was left out', async () => {
  const id = await followed('Refund it', { source: refund('Refund it') })
  const { steps } = await as('noa').call(promise.proceduresGet, { id })
  const key = (at: number) => steps[at]?.key ?? ''
  const enter = (answers: Record<string, string>, more: number[]) =>
    as('noa').call(promise.runsRecord, {
      id,
      steps: [
        { key: key(0), state: 'done', answers },
        ...more.map((at) => ({ key: key(at), state: 'done' as const, ...(at === 1 ? { answers: { reason: 'So' } } : {}) })),
      ],
    })
  await enter({ amount: '1', urgent: 'no' }, [3])
  const made = await enter({ amount: '9000', urgent: 'no' }, [1, 3])
  expect(made.state).toBe('completed')
  expect((await as('noa').call(promise.runsGet, { id: made.id })).steps[1]?.answers).toEqual([{ name: 'reason', value: 'So', shown: 'So' }])
  expect(await codeOf(enter({ amount: '1', urgent: 'no' }, [1, 3]))).toBe('run.step_not_needed')
  expect(await codeOf(enter({ amount: '9000', urgent: 'no' }, [3]))).toBe('run.steps_open')
  expect(await codeOf(as('noa').call(promise.runsRecord, { id }))).toBe('run.answer_missing')
  const { steps: told } = await as('cato').call(promise.healthRead, { id })
  expect(told.map(({ n }) => n)).toEqual([2, 1, 0, 2])
})

test('what cannot be read is no text that is put forward, and is told while it is written', async () => {
  const bad = procedureText('Bad').replace(
    '1. Open the order\n',
    '1. Open the order\n   - Ask: amount (cash)\n   - Only if: sum > 5\n   - Due: soon\n',
  )
  const { id } = await written(bad, { backup: who('sol') })
  const refusal = await as('ilse')
    .call(promise.proposalsCreate, { id, base: 1, note: 'As we do it' })
    .catch((error) => error)
  expect(refusal).toMatchObject({ code: 'step.condition_unreadable' })
  expect(refusal.unmet.map(({ code }: { code: string }) => code)).toEqual([
    'step.condition_unreadable',
    'step.ask_unreadable',
    'step.due_unreadable',
  ])
  const { findings } = await as('ilse').call(promise.textsPreview, { source: bad, audience: 'internal' })
  expect(findings.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['step.condition_unreadable', 'step.ask_unreadable', 'step.due_unreadable']),
  )
})

test('another condition is another way of doing it: material, and agreed to first', async () => {
  const id = await followed('Refund more', { source: refund('Refund more') })
  const more = refund('Refund more').replace('amount > 5,000\n   - Ask', 'amount > 9,000\n   - Ask')
  expect(await codeOf(as('ilse').call(promise.pagesPublish, { id, base: 1, source: more, note: 'More' }))).toBe('signoff.missing')
  const run = await start('noa', id)
  await agreeTo(id, 1, more)
  // a run that is under way keeps its own condition
  expect(states(await said('noa', run, 0, { amount: '6000', urgent: 'no' }))).toEqual(['done', 'todo', 'not_needed', 'todo'])
  expect(states(await said('noa', await start('noa', id), 0, { amount: '6000', urgent: 'no' }))).toEqual([
    'done',
    'not_needed',
    'not_needed',
    'todo',
  ])
})

test('of a step that somebody may not see they are told neither the question nor the answer', async () => {
  const group = await ledger.cast.as('admin').call(groupCreate, { name: 'Payroll', short_name: 'PAY' })
  await ledger.cast.as('admin').call(memberAdd, { id: group.id, person_id: who('noa') } as never)
  await ledger.cast.as('admin').call(memberAdd, { id: group.id, person_id: who('mara') } as never)
  const source = procedureText('Raise').replace(
    '1. Open the order\n2. Compare the names\n',
    '1. <!-- restricted: PAY --> Say what they earn\n   - Ask: pay (money EUR)\n2. Ask the board\n   - Only if: pay > 100\n3. Tell them\n',
  )
  const id = await followed('Raise', { source })
  const run = await start('noa', id)
  await said('noa', run, 0, { pay: '0.77123' })
  const seen = await as('cato').call(promise.runsGet, { id: run.id })
  expect(seen.steps.map(({ title, because }) => [title, because])).toEqual([
    ['Ask the board', 'Only if pay > 100: pay is answered.'],
    ['Tell them', null],
  ])
  expect(JSON.stringify(seen)).not.toContain('77123')
})

test('nor are they told by what follows what was answered to a question that stands for others in a step that they see', async () => {
  const group = await ledger.cast.as('admin').call(groupCreate, { name: 'Wages', short_name: 'WAG' })
  await ledger.cast.as('admin').call(memberAdd, { id: group.id, person_id: who('noa') } as never)
  await ledger.cast.as('admin').call(memberAdd, { id: group.id, person_id: who('mara') } as never)
  const source = procedureText('Wage').replace(
    '1. Open the order\n2. Compare the names\n',
    '1. Say what they earn\n   - <!-- restricted: WAG --> Ask: pay (money EUR)\n2. Ask the board\n   - Only if: pay > 100\n3. Tell them\n',
  )
  const id = await followed('Wage', { source })
  const run = await start('noa', id)
  await said('noa', run, 0, { pay: '77.25' })
  const seen = await as('cato').call(promise.runsGet, { id: run.id })
  expect(seen.steps.map(({ asks, because }) => [asks.length, because])).toEqual([
    [0, null],
    [0, 'Only if pay > 100: pay is answered.'],
    [0, null],
  ])
  // with its point it stands in no id by chance
  expect(JSON.stringify(seen)).not.toContain('77.25')
})

test('a question may be called like what every object has', async () => {
  const source = procedureText('Build').replace('1. Open the order\n', '1. Open the order\n   - Ask: constructor\n')
  const run = await start('noa', await followed('Build', { source }))
  expect(run.steps[0]?.answers).toEqual([])
  expect(await codeOf(said('noa', run, 0))).toBe('run.answer_missing')
  expect((await said('noa', run, 0, { constructor: 'Bea' })).steps[0]?.answers).toEqual([
    { name: 'constructor', value: 'Bea', shown: 'Bea' },
  ])
})
