import { describe, expect, test } from 'vitest'
import { pages } from '../../../test/cast/pages.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import { groupCreate, memberAdd } from '../people/contract.ts'
import * as promise from './contract.ts'

const { ledger, as, who, trail, written, read, publish, unplanned } = pages()
const events = async (id: string) =>
  (await ledger.cast.house.db.pool.query("select name from kernel.outbox where payload ->> 'run_id' = $1 order by id", [id])).rows.map(
    ({ name }) => name,
  )

const text = (title: string, more = '') => `---
kind: procedure
rapid: mara(D)
role: Support
promise: the same day
---
# ${title}

## Steps

1. Open the order
2. Compare the names
   - If it fails: ask Farid
${more}`

/** A procedure that is followed; ilse keeps it, with sol. */
const followed = async (title: string, more: object = {}) => {
  const { id } = await written(text(title), { backup: who('sol'), ...more })
  const made = await as('ilse').call(promise.functionsCreate, { name: title, owner: who('ilse') })
  await as('ilse').call(promise.functionsArrange, { id: made.id, if_match: 1, entries: [{ page: id }] })
  await agreeTo(id, 1)
  return id
}
const agreeTo = async (id: string, base: number, source?: string) => {
  const asked = await as('ilse').call(promise.proposalsCreate, { id, base, note: 'As we do it', ...(source ? { source } : {}) })
  await ledger.decide('mara', asked.decision.id)
  await unplanned(id)
  await as('ilse').call(promise.proposalsPublish, { id: asked.id })
}
const start = (name: string, id: string, about?: string) => as(name).call(promise.runsStart, { id, ...(about ? { about } : {}) })
type Run = Awaited<ReturnType<typeof start>>
const tick = (name: string, run: Run, at: number, state: 'todo' | 'done' | 'skipped' | 'failed' = 'done', note?: string) =>
  as(name).call(promise.runsTick, { id: run.id, key: run.steps[at]?.key ?? '', state, ...(note ? { note } : {}) })
const complete = (name: string, run: Run) => as(name).call(promise.runsComplete, { id: run.id })
const report = (name: string, run: Run, at: number | null, more: object = {}) =>
  as(name).call(promise.errorsReport, { id: run.id, key: at === null ? null : (run.steps[at]?.key ?? ''), fault: 'procedure', ...more })
const health = (id: string, more: object = {}) => as('cato').call(promise.healthRead, { id, ...more })
/** So many runs, the first of them with an error at a step that the owner confirmed. */
const runs = async (id: string, n: number, wrong: number, at = 0) => {
  for (let done = 0; done < n; done += 1) {
    const { steps } = await as('noa').call(promise.proceduresGet, { id })
    const made = await as('noa').call(promise.runsRecord, { id, steps: steps.map(({ key }) => ({ key, state: 'done' as const })) })
    if (done >= wrong) continue
    const told = await as('noa').call(promise.errorsReport, { id: made.id, key: steps[at]?.key ?? null, fault: 'slip' })
    await as('ilse').call(promise.errorsConfirm, { id: told.errors[0]?.id ?? '' })
  }
}

describe('a run', () => {
  test('goes step by step on the text that was in force when it began', async () => {
    const id = await followed('Release a held order')
    const begun = await start('noa', id, 'Quartz Aviation')
    expect(begun).toMatchObject({
      number: 'RUN-000001',
      procedure: 'SOP-0001',
      about: 'Quartz Aviation',
      state: 'started',
      in_force: true,
      promise: 'the same day',
      runner: { name: 'noa' },
      steps: [
        { position: '1', title: 'Open the order', state: 'todo', mine: true },
        { title: 'Compare the names', fails: 'ask Farid' },
      ],
      may: ['tick', 'complete', 'abort', 'report'],
    })
    expect(await codeOf(complete('noa', begun))).toBe('run.steps_open')
    const one = await tick('noa', begun, 0, 'done', 'The name resembles a listed party')
    expect(one.steps[0]).toMatchObject({ state: 'done', note: 'The name resembles a listed party', by: { name: 'noa' }, mine: true })
    expect((await as('cato').call(promise.runsGet, { id: begun.id })).steps[0]?.mine).toBe(false)
    expect(await codeOf(tick('cato', begun, 0, 'todo'))).toBe('run.not_your_step')
    await tick('noa', begun, 0, 'todo')
    await tick('cato', begun, 0)
    expect(await codeOf(tick('noa', begun, 1, 'skipped'))).toBe('run.reason_missing')
    expect(await codeOf(as('noa').call(promise.runsTick, { id: begun.id, key: crypto.randomUUID(), state: 'done' }))).toBe(
      'run.step_unknown',
    )

    // another text holds meanwhile: the run goes on with its own
    await agreeTo(id, 1, text('Release a held order', '3. Tell the buyer\n'))
    const still = await tick('noa', begun, 1, 'skipped', 'There was one name')
    expect([still.in_force, still.steps.length, still.label]).toEqual([false, 2, '1.0.0'])
    expect(await complete('noa', begun)).toMatchObject({ state: 'completed', may: ['report'] })
    expect(await codeOf(tick('noa', begun, 0, 'todo'))).toBe('run.finished')
    expect(await codeOf(complete('noa', begun))).toBe('run.finished')
    expect((await start('noa', id)).steps).toHaveLength(3)
    expect(await trail(begun.id)).toEqual([
      'handbook.run.started',
      ...Array.from({ length: 4 }, () => 'handbook.run.ticked'),
      'handbook.run.finished',
    ])
    expect(await events(begun.id)).toEqual(['handbook.run.started', 'handbook.run.finished'])
  })

  test('is of what is followed, and can be given up', async () => {
    const { id: draft } = await written(text('A draft'))
    expect(await codeOf(start('noa', draft))).toBe('run.not_in_force')
    const { id: page } = await written('# A page\n\nx\n')
    expect(await codeOf(start('noa', page))).toBe('procedure.unknown')
    const id = await followed('Chase an invoice')
    const program = ledger.cast.speaker({ ...as('noa').actor, kind: 'key', id: 'nightly' })
    expect(await codeOf(program.call(promise.runsStart, { id }))).toBe('run.nobody')
    const begun = await start('noa', id)
    const over = await as('noa').call(promise.runsAbort, { id: begun.id, reason: 'not_needed', note: 'They paid' })
    expect(over).toMatchObject({ state: 'aborted', aborted: { reason: 'not_needed', note: 'They paid' } })
    const another = await start('noa', id)
    await tick('cato', another, 0)
    await tick('cato', another, 1)
    expect(await codeOf(complete('cato', another))).toBe('run.not_yours')
    expect(await codeOf(as('cato').call(promise.runsAbort, { id: another.id, reason: 'not_needed' }))).toBe('run.not_yours')
    expect((await as('cato').call(promise.runsGet, { id: another.id })).may).toEqual(['tick', 'report'])
    expect((await complete('sol', another)).state).toBe('completed')
    const failed = await start('noa', id)
    await tick('noa', failed, 0, 'failed', 'No such order')
    await tick('noa', failed, 1)
    expect((await complete('noa', failed)).state).toBe('completed_with_errors')
    const { items } = await as('cato').call(promise.runsList, { where: ['state:is:aborted'], search: 'chase' })
    expect(items).toMatchObject([{ number: begun.number, title: 'Chase an invoice', errors: 0, version: '1.0.0' }])
    await as('ilse').call(promise.pagesRetire, { id, reason: 'Nobody owes us' })
    expect(await codeOf(start('noa', id))).toBe('run.not_in_force')
    expect(await codeOf(as('noa').call(promise.runsGet, { id: crypto.randomUUID() }))).toBe('run.unknown')
  })

  test('that was followed elsewhere is entered whole', async () => {
    const id = await followed('Sign an NDA')
    const { steps } = await as('noa').call(promise.proceduresGet, { id })
    const [one, two] = steps.map(({ key }) => key)
    const enter = (all: object[]) => as('noa').call(promise.runsRecord, { id, steps: all as never })
    expect(await codeOf(enter([{ key: one, state: 'done' }]))).toBe('run.steps_open')
    expect(
      await codeOf(
        enter([
          { key: one, state: 'done' },
          { key: two, state: 'skipped' },
        ]),
      ),
    ).toBe('run.reason_missing')
    const made = await enter([
      { key: one, state: 'done' },
      { key: two, state: 'failed', note: 'No names' },
    ])
    expect(made.state).toBe('completed_with_errors')
    expect((await as('sol').call(promise.runsGet, { id: made.id })).steps[1]).toMatchObject({ state: 'failed', note: 'No names' })
  })

  test('of a procedure for the few is theirs', async () => {
    const group = await ledger.cast.as('admin').call(groupCreate, { name: 'The few', short_name: 'FEW' })
    for (const name of ['noa', 'ilse', 'sol', 'mara'])
      await ledger.cast.as('admin').call(memberAdd, { id: group.id, person_id: who(name) } as never)
    const id = await followed('Hush', { audience: 'restricted', groups: [group.id] })
    const begun = await start('noa', id, 'Secret')
    expect(await codeOf(as('cato').call(promise.runsGet, { id: begun.id }))).toBe('run.unknown')
    expect(await codeOf(tick('cato', begun, 0))).toBe('run.unknown')
    expect(await codeOf(report('cato', begun, 0))).toBe('run.unknown')
    expect(await codeOf(start('cato', id))).toBe('page.unknown')
    expect((await as('cato').call(promise.runsList, { where: [`page:is:${id}`] })).items).toEqual([])
    expect((await as('cato').call(promise.healthList, {})).items.map((one) => one.id)).not.toContain(id)
    expect((await read('noa', id)).number).not.toBe(null)
  })
})

describe('an error', () => {
  test('counts once the owner says so, a second person does, or nobody answers for ten working days', async () => {
    const id = await followed('Match a payment')
    await runs(id, 19, 0)
    const begun = await start('noa', id)
    const told = await report('noa', begun, 1, { note: 'The text is unclear' })
    expect(told.errors).toMatchObject([{ state: 'reported', fault: 'procedure', severity: 'rework', counts_from: '2026-06-29', may: [] }])
    expect(await codeOf(report('noa', begun, 1))).toBe('error.reported_already')
    const other = await start('noa', await followed('Match a refund'))
    await report('noa', other, 1, { fault: 'slip' })
    await report('noa', other, 1)
    expect(await codeOf(report('noa', other, 1))).toBe('error.reported_already')
    await tick('noa', begun, 0)
    await tick('noa', begun, 1)
    expect((await complete('noa', begun)).state).toBe('completed_with_errors')
    expect(await health(id)).toMatchObject({ all: { n: 20, k: 0 }, open_reports: 1 })
    ledger.at('2026-06-29')
    expect(await health(id)).toMatchObject({ all: { n: 20, k: 1, share: 0.05, is: 'undecided' }, open_reports: 0 })
    ledger.at('2026-06-15')
    const second = await report('cato', begun, 1)
    expect(second.errors.map(({ state }) => state)).toEqual(['confirmed', 'merged'])
    expect((await health(id)).all.k).toBe(1)
    expect(await events(begun.id)).toEqual([
      'handbook.run.started',
      'handbook.error.reported',
      'handbook.run.finished',
      'handbook.error.reported',
      'handbook.error.confirmed',
    ])
  })

  test('is taken away by whoever keeps the procedure, with a reason, and never of their own run', async () => {
    const id = await followed('Refund a customer')
    const own = await start('ilse', id)
    const one = (await report('noa', own, 0)).errors[0]?.id ?? ''
    const reject = (name: string, error: string) => as(name).call(promise.errorsReject, { id: error, reason: 'It was as it should be' })
    expect((await as('ilse').call(promise.runsGet, { id: own.id })).errors[0]?.may).toEqual(['confirm'])
    expect(await codeOf(reject('ilse', one))).toBe('error.own_run')
    expect(await codeOf(reject('cato', one))).toBe('page.not_yours')
    const gone = await reject('sol', one)
    expect(gone.errors).toMatchObject([{ state: 'rejected', judged: { by: 'sol', note: 'It was as it should be' } }])
    expect(await codeOf(reject('sol', one))).toBe('error.judged')
    expect(await codeOf(as('sol').call(promise.errorsConfirm, { id: one }))).toBe('error.judged')
    expect(await codeOf(as('sol').call(promise.errorsConfirm, { id: crypto.randomUUID() }))).toBe('error.unknown')
    expect(await codeOf(report('noa', own, null, { key: crypto.randomUUID() }))).toBe('run.step_unknown')
    expect(await events(own.id)).toContain('handbook.error.rejected')
    expect(await trail(own.id)).toEqual(['handbook.run.started', 'handbook.error.reported', 'handbook.error.rejected'])
  })
})

describe('how a procedure goes', () => {
  test('is told by version and step, with where the true share lies', async () => {
    const id = await followed('Start a vendor')
    await runs(id, 20, 6, 1)
    await agreeTo(id, 1, text('Start a vendor', '3. Tell them\n'))
    await runs(id, 21, 0)
    const told = await health(id)
    expect(told.all).toMatchObject({ n: 41, k: 6 })
    expect(told.versions).toMatchObject([
      { version: '1', n: 20, k: 6, is: 'red' },
      { version: '2', label: '2.0.0', n: 21, k: 0, is: 'undecided' },
    ])
    expect(told.compared).toMatchObject({ before: '1', after: '2', is: 'better' })
    expect(told.steps).toMatchObject([
      { position: '1', n: 41, k: 0, what: [] },
      { position: '2', n: 41, k: 6, since: '1.0.0', what: [{ fault: 'slip', count: 6 }] },
      { position: '3', n: 21, k: 0, since: '2.0.0' },
    ])
    expect(told.faults.find(({ fault }) => fault === 'slip')).toEqual({ fault: 'slip', count: 6 })
    expect((await health(id, { series: 'procedure' })).all.k).toBe(0)
    expect(told.months.at(-1)).toMatchObject({ month: '2026-06', n: 41, k: 6, late: 0 })
    const line = (await as('cato').call(promise.healthList, {})).items.find((one) => one.id === id)
    expect(line).toMatchObject({ n: 41, k: 6, is: 'red' })
  })

  test('is told anew when an error of a month that is over is told late', async () => {
    const id = await followed('Keep and delete')
    const { steps } = await as('noa').call(promise.proceduresGet, { id })
    const made = await as('noa').call(promise.runsRecord, { id, steps: steps.map(({ key }) => ({ key, state: 'done' as const })) })
    ledger.at('2026-07-03')
    const told = await as('cato').call(promise.errorsReport, { id: made.id, fault: 'input', found_by: 'downstream' })
    await as('ilse').call(promise.errorsConfirm, { id: told.errors[0]?.id ?? '' })
    const now = await health(id, { series: 'escaped' })
    expect(now.months.filter(({ n }) => n > 0)).toMatchObject([{ month: '2026-06', n: 1, k: 1, late: 1, is: 'few', share: null }])
    expect(now.escaped).toBe(1)
    ledger.at('2026-06-15')
  })
})

test('what is followed changes by letters without another agreement, and its runs count together', async () => {
  const id = await followed('Report a breach')
  await runs(id, 1, 0)
  await publish('ilse', id, 1, text('Report a breach').replace('Open the order', 'Opne the order'))
  await runs(id, 1, 0)
  expect((await health(id)).versions).toMatchObject([{ version: '1', label: '1.0.1', n: 2 }])
})
