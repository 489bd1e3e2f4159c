import { expect, test } from 'vitest'
import { procedures, procedureText } from '../../../test/cast/procedures.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import { lookAtTurns } from './commands/turns.ts'
import * as promise from './contract.ts'
import { owning } from './owning.ts'

const { ledger, as, who, followed, start, told, group, written, trail } = procedures()
const at = (day: string) => ledger.at(day)
const text = (title: string, steps: string) => procedureText(title).replace('1. Open the order\n2. Compare the names\n', steps)
type Run = Awaited<ReturnType<typeof start>>
const tick = (name: string, run: Run, place: number, state: 'done' | 'todo' = 'done') =>
  as(name).call(promise.runsTick, { id: run.id, key: run.steps[place]?.key ?? '', state })
const turns = (run: Run) => run.steps.map(({ assigned, due_day }) => [assigned.map(({ name }) => name).join(' '), due_day])
const asked = async (name: string, run: Run) =>
  (await told(name, 'handbook.step.assigned')).filter(({ text: said }) => said.includes(`${run.number}:`))

test('a step is somebody’s once it is its turn, by the day that counts from the start or from another step', async () => {
  at('2026-06-15')
  const crew = await group('CREW', 'farid', 'cato')
  expect(crew).not.toBe('')
  const id = await followed('Move a server', {
    source: text(
      'Move a server',
      `1. Plan it
2. Tell the crew
   - Who: CREW
   - Due: 2 business days after start
3. Move it
   - Who: sol
   - Due: 1 week after step 1
4. Look whether it runs
   - Due: same day as step 3
`,
    ),
  })
  const run = await start('noa', id)
  expect(turns(run)).toEqual([
    ['', null],
    ['cato farid', '2026-06-17'],
    ['', null],
    ['', null],
  ])
  expect(await asked('farid', run)).toMatchObject([
    { text: `Your step of ${run.number}: 2 Tell the crew`, href: `/handbook/runs/${run.id}`, done_at: null },
  ])
  at('2026-06-16')
  expect(turns(await tick('noa', run, 0))[2]).toEqual(['sol', '2026-06-23'])
  expect(await asked('sol', run)).toHaveLength(1)
  // whoever of the crew does it, it waits for nobody
  await tick('cato', run, 1)
  expect((await asked('farid', run))[0]?.done_at).not.toBe(null)
  // taken back, it is their turn again, and they are told again
  await tick('cato', run, 1, 'todo')
  expect((await asked('farid', run)).map(({ done_at }) => done_at === null)).toEqual([false, true])
  await tick('cato', run, 1)

  at('2026-06-24')
  await lookAtTurns(ledger.cast.open)
  await lookAtTurns(ledger.cast.open)
  const late = (await told('sol', 'handbook.step.overdue')).filter(({ text: said }) => said.includes(run.number))
  expect(late).toMatchObject([{ text: `It was due on 2026-06-23, your step of ${run.number}: 3 Move it`, done_at: null }])
  expect((await as('noa').call(promise.runsGet, { id: run.id })).steps[2]).toMatchObject({ late: true, due_day: '2026-06-23' })
  const moved = await tick('sol', run, 2)
  // nobody is named: it is for whoever began the run, and they see it themselves
  expect(turns(moved)[3]).toEqual(['noa', '2026-06-24'])
  expect(await asked('noa', run)).toEqual([])
  expect((await told('sol', 'handbook.step.overdue')).every(({ done_at }) => done_at !== null)).toBe(true)
  await tick('noa', run, 3)
  await as('noa').call(promise.runsComplete, { id: run.id })
  const { rows } = await ledger.cast.house.db.pool.query(
    'select name from kernel.outbox where name like $1 and payload ->> $2 = $3 order by id',
    ['handbook.step.%', 'run_id', run.id],
  )
  expect(rows.map(({ name }) => name)).toEqual([
    'handbook.step.assigned',
    'handbook.step.assigned',
    'handbook.step.assigned',
    'handbook.step.overdue',
  ])
  at('2026-06-15')
})

test('an approval waits for those whom it names and who see it with other eyes', async () => {
  at('2026-06-15')
  await group('PAYERS', 'noa', 'farid')
  const id = await followed('Pay a bill', { source: text('Pay a bill', '1. Read it\n2. Release it\n   - Approve: PAYERS\n') })
  const run = await start('noa', id)
  expect(turns(await tick('noa', run, 0))[1]).toEqual(['farid', null])
  expect(await codeOf(tick('noa', run, 1))).toBe('run.four_eyes')
  await tick('farid', run, 1)
  // where all whom it names began or did it, those who keep the procedure see it
  const alone = await followed('Pay one', {
    source: text('Pay one', '1. Read it\n2. Release it\n   - Who: noa\n   - Approve: somebody else\n'),
  })
  const other = await start('noa', alone)
  expect(turns(await tick('noa', other, 0))[1]).toEqual(['ilse sol', null])
})

test('what waits for somebody ends with the run, and goes to whoever takes their work over', async () => {
  at('2026-06-15')
  const id = await followed('Pack a box', { source: text('Pack a box', '1. Pack it\n   - Who: farid\n2. Send it\n') })
  const run = await start('noa', id)
  const turn = await ledger.cast.open(async (ctx) => {
    const [mine] = (await owning.ownedBy(ctx, who('farid'))).filter(({ kind, href }) => kind === 'step' && href.endsWith(run.id))
    expect(mine?.title).toBe(`A step of ${run.number}`)
    return owning.handOver(ctx, { kind: 'step', ids: [mine?.id ?? ''], from: who('farid'), to: who('cato'), left: false })
  })
  expect(turn).toHaveLength(1)
  expect(await trail(run.id)).toContain('handbook.step.handed_over')
  expect(turns(await as('noa').call(promise.runsGet, { id: run.id }))[0]).toEqual(['cato', null])
  await as('noa').call(promise.runsAbort, { id: run.id, reason: 'cancelled' })
  expect((await asked('farid', run)).every(({ done_at }) => done_at !== null)).toBe(true)
})

test('a step for somebody who is nobody here is not put forward', async () => {
  const source = text('Bad', '1. Pack it\n   - Who: the tall one\n2. Send it\n   - Who: sales manager\n')
  const { id } = await written(source, { backup: who('sol') })
  const refusal = await as('ilse')
    .call(promise.proposalsCreate, { id, base: 1, note: 'As we do it' })
    .catch((error) => error)
  expect(refusal).toMatchObject({ code: 'step.who_unknown', unmet: [{ item: '1' }] })
  const { findings } = await as('ilse').call(promise.textsPreview, { source, audience: 'internal' })
  expect(findings.map(({ code }) => code)).toContain('step.who_unknown')
})

test('whom a step names without letting them see it is not told what it says', async () => {
  at('2026-06-15')
  await group('VAULT', 'noa', 'mara')
  const source = text('Open the vault', '1. Say it\n2. <!-- restricted: VAULT --> Turn the hidden wheel\n   - Who: sol\n3. Close it\n')
  const run = await start('noa', await followed('Open the vault', { source }))
  await tick('noa', run, 0)
  const said = await asked('sol', run)
  expect(said.map(({ text: words }) => words)).toEqual([expect.stringContaining('Open the vault')])
  expect(JSON.stringify(said)).not.toContain('hidden wheel')
})
