import { describe, expect, test } from 'vitest'
import { procedures, procedureText } from '../../../test/cast/procedures.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import { groupMembers, memberAdd } from '../people/contract.ts'
import * as promise from './contract.ts'
import { lookAtTrainings, lookWhoHasTo } from './commands/training.ts'

const { ledger, as, who, trail, publish, group, followed, agreeTo, start, told } = procedures()
const quiz = `1. Who?
   - [x] Support
   - [ ] Anybody
2. What agrees?
   - [x] The name
   - [x] The country
   - [ ] The colour
3. When?
   - [ ] Tomorrow
   - [x] The same day
`
const right = [[0], [0, 1], [1]]
const require = (id: string, groups: string[], more: object = {}) => as('ilse').call(promise.trainingsRequire, { id, groups, ...more })
const mine = async (name: string, page: string) =>
  (await as(name).call(promise.trainingsList, { where: [`page:is:${page}`, 'person:is:me', 'state:is_not:invalidated'] })).items[0]
const read = (name: string, id: string) => as(name).call(promise.trainingsGet, { id })
const sign = (name: string, id: string, no = 1) => as(name).call(promise.trainingsAcknowledge, { id, no, printed_name: `${name} N.` })
const answer = (name: string, id: string, answers: number[][], no = 1) => as(name).call(promise.trainingsAnswer, { id, no, answers })
const rule = (name: string, id: string) => as(name).call(promise.trainingsRule, { id })
const asked = async (title: string, short: string, members: string[], more: object = {}, source?: string) => {
  const id = await followed(title, source === undefined ? {} : { source })
  const few = await group(short, ...members)
  await require(id, [few], more)
  return { id, few }
}

describe('whoever has to know a procedure', () => {
  test('is asked with a day, signs exactly what they read, and is asked again by material changes alone', async () => {
    const { id } = await asked('Release an order', 'T1', ['noa', 'cato'])
    const own = await mine('noa', id)
    expect(own).toMatchObject({ mode: 'ack', state: 'open', assigned_on: '2026-06-15', due_on: '2026-06-29', version: '1' })
    expect(await told('noa', 'handbook.training.assigned')).toMatchObject([
      { text: 'Read and sign: Release an order', href: `/handbook/trainings/${own?.id}`, done_at: null },
    ])
    const before = await read('noa', own?.id ?? '')
    expect(before).toMatchObject({ again: false, no: 1, label: '1.0.0', may: ['acknowledge'], questions: [] })
    expect(before.changed).toHaveLength(2)
    expect(await codeOf(sign('cato', own?.id ?? ''))).toBe('training.unknown')
    expect(await codeOf(sign('ilse', own?.id ?? ''))).toBe('training.not_yours')
    const program = ledger.cast.speaker({ ...as('noa').actor, kind: 'key', id: 'nightly', person: who('noa') })
    expect(await codeOf(program.call(promise.trainingsAcknowledge, { id: own?.id ?? '', no: 1, printed_name: 'noa' }))).toBe(
      'training.not_yours',
    )
    const signed = await sign('noa', own?.id ?? '')
    expect(signed).toMatchObject({
      state: 'done',
      signed: {
        printed_name: 'noa N.',
        label: '1.0.0',
        zone: 'UTC',
        meaning: 'I have read and understood',
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      may: [],
    })
    expect((await told('noa', 'handbook.training.assigned'))[0]?.done_at).not.toBeNull()
    expect(await codeOf(sign('noa', own?.id ?? ''))).toBe('training.wrong_state')
    expect(await rule('sol', id)).toMatchObject({ competent: 1, required: 2, due_on: '2026-06-29', groups: [{ name: 'Those of T1' }] })

    // letters change: nobody reads it again
    await publish('ilse', id, 1, procedureText('Release an order').replace('Open the', 'Opne the'))
    expect((await mine('noa', id))?.state).toBe('done')
    expect(await codeOf(sign('cato', (await mine('cato', id))?.id ?? ''))).toBe('training.version_superseded')
    // a step comes: both read it again, and whoever knew the rest reads that step alone
    await sign('cato', (await mine('cato', id))?.id ?? '', 2)
    await agreeTo(id, 2, procedureText('Release an order', '3. Tell the buyer\n'))
    const again = await mine('noa', id)
    expect(again).toMatchObject({ state: 'open', version: '2' })
    const now = await read('noa', again?.id ?? '')
    expect(now.again).toBe(true)
    expect(now.changed.map((key) => now.steps.find((step) => step.key === key)?.title)).toContain('Tell the buyer')
    expect(now.changed).not.toContain(now.steps[1]?.key)
    const all = (await as('ilse').call(promise.trainingsList, { where: [`page:is:${id}`, 'state:is:invalidated'] })).items
    expect(all).toHaveLength(2)
    expect(all[0]?.proven_at).not.toBeNull()
    expect((await trail(id)).filter((action) => action.startsWith('handbook.training'))).toEqual([
      'handbook.training.required',
      'handbook.training.followed',
      'handbook.training.proven',
      'handbook.training.proven',
      'handbook.training.followed',
    ])
  })

  test('answers questions whose answers nobody is shown, three times a day, and signs behind them', async () => {
    const id = await followed('Refund an order', {
      source: procedureText('Refund an order', '', 'tier: 1\n')
        .replace('names\n', 'names\n   - Check: they agree\n')
        .replace('order\n2', 'order\n   - Check: it is open\n2'),
    })
    const few = await group('T2', 'noa', 'cato')
    expect(await codeOf(require(id, [few]))).toBe('quiz.missing')
    expect(await codeOf(as('noa').call(promise.questionsWrite, { id, source: quiz }))).toBe('page.not_yours')
    expect(await codeOf(as('ilse').call(promise.questionsWrite, { id, source: quiz.slice(0, quiz.indexOf('2.')) }))).toBe('quiz.too_short')
    expect(await codeOf(as('ilse').call(promise.questionsWrite, { id, source: quiz.replaceAll('[x]', '[ ]') }))).toBe('quiz.unclear')
    expect(await as('ilse').call(promise.questionsWrite, { id, source: quiz })).toMatchObject({ questions: 3, tries: 0 })
    expect(await codeOf(as('noa').call(promise.questionsGet, { id }))).toBe('page.not_yours')
    await require(id, [few])
    const own = (await mine('noa', id))?.id ?? ''
    const shown = await read('noa', own)
    expect(shown).toMatchObject({ mode: 'quiz', may: ['answer'], tries_left: 3 })
    expect(shown.questions[1]).toEqual({ text: 'What agrees?', options: ['The name', 'The country', 'The colour'], several: true })
    expect(JSON.stringify(shown)).not.toContain('right":[')
    expect((await read('ilse', own)).questions).toEqual([])
    expect(await codeOf(sign('noa', own))).toBe('training.quiz_first')
    expect(await codeOf(answer('noa', own, [[0], [0, 1]]))).toBe('quiz.answers_missing')
    expect(await codeOf(answer('noa', own, right, 2))).toBe('training.version_superseded')
    const failed = await answer('noa', own, [[1], [0, 1], [1]])
    expect(failed).toMatchObject({ tries: [{ right: 2, of: 3, passed: false }], tries_left: 2, may: ['answer'] })
    await answer('noa', own, [[1], [0], [0]])
    await answer('noa', own, [[1], [0], [0]])
    expect(await codeOf(answer('noa', own, right))).toBe('quiz.tries_used')
    ledger.at('2026-06-16')
    expect(await answer('noa', own, right)).toMatchObject({ state: 'open', may: ['acknowledge'] })
    expect(await codeOf(answer('noa', own, right))).toBe('training.no_questions')
    expect(await codeOf(as('noa').call(promise.trainingsAcknowledge, { id: own, no: 1, printed_name: 'Mara Okonjo' }))).toBe(
      'training.name_differs',
    )
    expect((await sign('noa', own)).state).toBe('done')
    ledger.at('2026-06-15')
    expect(await as('ilse').call(promise.questionsGet, { id })).toMatchObject({ tries: 4, passed: 1 })
    // a session that was left open signs nothing of high risk
    const other = (await mine('cato', id))?.id ?? ''
    await answer('cato', other, right)
    const left = ledger.cast.speaker({ ...as('cato').actor, session: crypto.randomUUID() })
    const call = { id: other, no: 1, printed_name: 'cato' }
    expect(await codeOf(left.call(promise.trainingsAcknowledge, call))).toBe('step_up.needed')
  })

  test('is seen by themselves, whoever leads them, whoever keeps it, and those who see all', async () => {
    const { id } = await asked('Ship an order', 'T3', ['noa', 'cato'])
    const rows = async (name: string) =>
      (await as(name).call(promise.trainingsList, { where: [`page:is:${id}`] })).items.map(({ person }) => person.name).sort()
    const cells = async (name: string) =>
      (await as(name).call(promise.coverageRead, {})).items
        .filter(({ cells: own }) => own.some(({ page }) => page === id))
        .map(({ name: one }) => one)
    expect([await rows('noa'), await rows('farid'), await rows('sol'), await rows('mara')]).toEqual([
      ['noa'],
      [],
      ['cato', 'noa'],
      ['cato', 'noa'],
    ])
    await ledger.cast.house.db.pool.query('update people.person set manager_id = $1 where id = $2', [who('farid'), who('noa')])
    expect([await rows('farid'), await cells('farid'), await cells('cato'), await cells('mara')]).toEqual([
      ['noa'],
      ['noa'],
      ['cato'],
      ['cato', 'noa'],
    ])
    const other = (await mine('cato', id))?.id ?? ''
    expect(await codeOf(read('farid', other))).toBe('training.unknown')
    const coverage = (await as('farid').call(promise.coverageRead, {})).procedures.find((one) => one.id === id)
    expect(coverage).toMatchObject({ competent: 0, required: 1 })
    const first = await as('mara').call(promise.coverageRead, { limit: 1 })
    const second = await as('mara').call(promise.coverageRead, { limit: 1, cursor: first.next ?? '' })
    expect([first.items.map(({ name }) => name), second.items.map(({ name }) => name)]).toEqual([['cato'], ['noa']])
  })

  test('changes with groups, is told once that it is late, and may be excused', async () => {
    const { id, few } = await asked('Count the cash', 'T4', ['noa'])
    const admin = ledger.cast.as('admin')
    await admin.call(memberAdd, { id: few, person_id: who('cato') } as never)
    await ledger.cast.open((ctx) => lookWhoHasTo(ctx))
    expect((await mine('cato', id))?.state).toBe('open')
    await admin.call(groupMembers, { id: few, person_ids: [who('noa')] } as never)
    await ledger.cast.open((ctx) => lookWhoHasTo(ctx))
    expect((await mine('cato', id))?.state).toBe('ended')
    ledger.at('2026-06-30')
    expect((await mine('noa', id))?.state).toBe('overdue')
    const open = ledger.cast.open as never
    expect(await lookAtTrainings(open)).toMatchObject({ failed: 0 })
    await lookAtTrainings(open)
    expect((await told('noa', 'handbook.training.overdue')).filter(({ text }) => text.includes('Count the cash'))).toHaveLength(1)
    const own = (await mine('noa', id))?.id ?? ''
    const waive = (name: string, until: string) => as(name).call(promise.trainingsWaive, { id: own, until, reason: 'On leave' })
    expect(await codeOf(waive('noa', '2026-08-01'))).toBe('training.own')
    expect(await codeOf(waive('mara', '2026-08-01'))).toBe('page.not_yours')
    expect(await codeOf(waive('ilse', '2026-06-01'))).toBe('training.waiver_too_long')
    expect(await codeOf(waive('ilse', '2028-06-01'))).toBe('training.waiver_too_long')
    expect(await waive('ilse', '2026-08-01')).toMatchObject({ state: 'waived', waived: { by: 'ilse', until: '2026-08-01' } })
    ledger.at('2026-06-15')
    await as('ilse').call(promise.pagesRetire, { id, reason: 'No cash any more' })
    expect((await mine('noa', id))?.state).toBe('ended')
  })

  test('proves it by being watched, or by clean runs', async () => {
    const { id } = await asked('Watch me', 'T5', ['noa', 'sol'], { mode: 'observed' })
    const own = (await mine('noa', id))?.id ?? ''
    const observe = (name: string, training: string) => as(name).call(promise.trainingsObserve, { id: training, note: 'It went well' })
    expect(await codeOf(sign('noa', own))).toBe('training.mode_differs')
    expect(await codeOf(observe('noa', own))).toBe('training.own')
    expect(await codeOf(observe('sol', (await mine('sol', id))?.id ?? ''))).toBe('training.own')
    expect(await codeOf(observe('mara', own))).toBe('page.not_yours')
    expect(await observe('sol', own)).toMatchObject({ state: 'done', observed: { by: 'sol', meaning: 'I observed' } })

    const { id: other } = await asked('Run me', 'T6', ['noa'], { mode: 'runs', runs_needed: 2 })
    const runs = (await mine('noa', other))?.id ?? ''
    expect(await codeOf(observe('ilse', runs))).toBe('training.mode_differs')
    await as('noa').call(promise.runsRecord, { id: other })
    const wrong = await start('noa', other)
    await as('noa').call(promise.errorsReport, { id: wrong.id, fault: 'slip' })
    for (const { key } of wrong.steps) await as('noa').call(promise.runsTick, { id: wrong.id, key, state: 'done' })
    await as('noa').call(promise.runsComplete, { id: wrong.id })
    expect(await read('noa', runs)).toMatchObject({ state: 'open', runs: { clean: 1, needed: 2 } })
    const last = await start('noa', other)
    for (const { key } of last.steps) await as('noa').call(promise.runsTick, { id: last.id, key, state: 'done' })
    await as('noa').call(promise.runsComplete, { id: last.id })
    expect(await read('noa', runs)).toMatchObject({ state: 'done', runs: { clean: 2 } })
  })
})

describe('who follows a procedure without knowing it', () => {
  const text = (title: string, tier: number) =>
    procedureText(title, '', `tier: ${tier}\n`).replaceAll(/(order|names)\n/g, '$1\n   - Check: it is so\n')
  test('is told so where the risk is low, has somebody beside them in the middle, and is refused where it is high', async () => {
    const { id: low } = await asked('Low risk', 'T7', ['noa'])
    expect((await start('noa', low)).trained).toBe(false)
    const { id: middle } = await asked('Middle risk', 'T8', ['noa', 'cato'], {}, text('Middle risk', 2))
    const begin = (name: string, id: string, supervisor?: string) =>
      as(name).call(promise.runsStart, { id, ...(supervisor ? { supervisor: who(supervisor) } : {}) })
    expect(await codeOf(begin('noa', middle))).toBe('run.supervisor_needed')
    expect(await codeOf(begin('noa', middle, 'noa'))).toBe('run.supervisor_needed')
    expect(await codeOf(begin('noa', middle, 'cato'))).toBe('run.supervisor_untrained')
    await sign('cato', (await mine('cato', middle))?.id ?? '')
    expect(await begin('noa', middle, 'cato')).toMatchObject({ trained: false, supervisor: { name: 'cato' } })
    expect(await begin('cato', middle)).toMatchObject({ trained: true, supervisor: null })
    const { id: high } = await asked('High risk', 'T9', ['noa'], { mode: 'ack' }, text('High risk', 1))
    expect(await codeOf(begin('noa', high))).toBe('run.untrained')
    await sign('noa', (await mine('noa', high))?.id ?? '')
    expect((await begin('noa', high)).trained).toBe(true)
    // nobody has to know it: nothing is said
    expect((await start('noa', await followed('No rule'))).trained).toBe(null)
  })
})

test('who has to know it does not hang on which groups whoever acts may see', async () => {
  const id = await followed('Open a safe')
  const hidden = await group('T12', 'noa')
  await require(id, [hidden])
  await ledger.cast.house.db.pool.query("update people.group set audience = 'restricted' where id = $1", [hidden])
  await agreeTo(id, 1, procedureText('Open a safe', '3. Close it\n'))
  expect(await mine('noa', id)).toMatchObject({ state: 'open', version: '2' })
})

test('nobody is asked to know it by a group that there is not; one that had to may stay', async () => {
  const id = await followed('Grease a winch')
  expect(await codeOf(require(id, [crypto.randomUUID()]))).toBe('page.group_unknown')
  const crew = await group('T13', 'noa')
  await require(id, [crew])
  await ledger.cast.house.db.pool.query("update people.group set audience = 'restricted' where id = $1", [crew])
  await require(id, [crew])
  expect(await mine('noa', id)).toMatchObject({ state: 'open' })
})

test('a page for the few is known by its readers alone', async () => {
  const few = await group('T10', 'noa', 'ilse', 'sol', 'mara')
  const id = await followed('Hush', { audience: 'restricted', groups: [few] })
  const others = await group('T11', 'cato')
  expect(await codeOf(require(id, [others]))).toBe('training.no_reader')
  await require(id, [few])
  const own = await mine('noa', id)
  expect(own?.state).toBe('open')
  expect((await told('noa', 'handbook.training.assigned')).at(-1)?.text).toBe('Read and sign: A page for the few')
  expect(await codeOf(read('cato', own?.id ?? ''))).toBe('training.unknown')
  expect(await codeOf(rule('cato', id))).toBe('page.unknown')
})

test('nobody proves that they know a procedure by questions of their own', async () => {
  const id = await followed('Moor a boat', { source: procedureText('Moor a boat') })
  await as('ilse').call(promise.questionsWrite, { id, source: quiz })
  await as('ilse').call(promise.trainingsRequire, { id, groups: [await group('TQ', 'ilse')], mode: 'quiz' })
  const own = (await mine('ilse', id))?.id ?? ''
  expect((await read('ilse', own)).may).toEqual([])
  expect(await codeOf(answer('ilse', own, right))).toBe('quiz.own')
})
