import { describe, expect, test } from 'vitest'
import { pages } from '../../../test/cast/pages.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import * as decisions from '../decisions/contract.ts'
import * as promise from './contract.ts'

const { ledger, as, who, written, group, unplanned } = pages()
const told = async (subject: string) =>
  JSON.stringify(
    (await ledger.cast.house.db.pool.query('select before, after, reason from kernel.audit where subject_id = $1', [subject])).rows,
  )
const events = async (field: string, id: string) =>
  (await ledger.cast.house.db.pool.query('select name from kernel.outbox where payload ->> $1 = $2 order by id', [field, id])).rows.map(
    ({ name }) => name,
  )
const departed = (name: string, at: string | null) =>
  ledger.cast.house.db.pool.query('update people.person set left_at = $2 where id = $1', [who(name), at])

const text = (title: string, more = '') => `---
kind: procedure
rapid: mara(D)
role: Support
---
# ${title}

## Steps

1. Open the order
2. Compare the names
${more}`
const listed = async (title: string, id: string) => {
  const made = await as('ilse').call(promise.functionsCreate, { name: title, owner: who('ilse') })
  return as('ilse').call(promise.functionsArrange, { id: made.id, if_match: 1, entries: [{ page: id }] })
}
const followed = async (title: string, { more = '', ...page }: { more?: string; [field: string]: unknown } = {}) => {
  const { id } = await written(text(title, more), { backup: who('sol'), ...page })
  await listed(title, id)
  const asked = await as('ilse').call(promise.proposalsCreate, { id, base: 1, note: 'As we do it' })
  await ledger.decide('mara', asked.decision.id)
  await unplanned(id)
  await as('ilse').call(promise.proposalsPublish, { id: asked.id })
  return id
}

describe('the directory', () => {
  test('neither names nor counts what is for the few, nor what is retired, among procedures in no contents', async () => {
    const before = await as('cato').call(promise.directoryRead, {})
    const hidden = await written(text('Hush'), { audience: 'restricted', groups: [await group('HUS', 'noa')] })
    const over = await written(text('Over'))
    await as('ilse').call(promise.pagesRetire, { id: over.id, reason: 'Nobody does it' })
    const seen = async (name: string) => {
      const { unlisted, pages: all, procedures } = await as(name).call(promise.directoryRead, {})
      return { outside: unlisted.outside.map(({ id }) => id), all, procedures }
    }
    expect(await seen('cato')).toEqual({ outside: [], all: before.pages, procedures: before.procedures })
    expect(await seen('noa')).toEqual({ outside: [hidden.id], all: before.pages + 1, procedures: before.procedures + 1 })
  })

  test('keeps the lines that whoever arranges it may not see, and takes in no page that is retired', async () => {
    const hidden = await written('# Hidden line\n\nx\n', { audience: 'restricted', groups: [await group('HID', 'noa')] })
    const over = await written('# Over line\n\nx\n')
    await as('ilse').call(promise.pagesRetire, { id: over.id, reason: 'Nobody reads it' })
    const made = await listed('Lines', hidden.id)
    const { actor } = as('ilse')
    const rights = new Map([...actor.rights].filter(([right]) => right !== 'handbook.restricted'))
    // a key that may arrange, and is in no group
    const key = ledger.cast.speaker({ ...actor, id: crypto.randomUUID(), rights })
    const arrange = (version: number, entries: object[]) =>
      key.call(promise.functionsArrange, { id: made.id, if_match: version, entries: entries as never })
    expect(await codeOf(arrange(2, [{ page: over.id }]))).toBe('entry.page_unknown')
    expect((await arrange(2, [{ label: 'To be written' }])).entries.map(({ title }) => title)).toEqual(['To be written'])
    const now = (await as('noa').call(promise.directoryRead, {})).functions.find(({ id }) => id === made.id)
    expect(now?.entries.map(({ title }) => title)).toEqual(['To be written', 'Hidden line'])
  })

  test('has no function of somebody who has left, also not by a change', async () => {
    const made = await as('ilse').call(promise.functionsCreate, { name: 'Law', owner: who('farid') })
    await departed('cato', '2026-06-01T00:00:00Z')
    const change = (more: object) => as('ilse').call(promise.functionsChange, { id: made.id, if_match: 1, ...more })
    expect(await codeOf(as('ilse').call(promise.functionsCreate, { name: 'Tax', owner: who('cato') }))).toBe('function.owner_missing')
    expect(await codeOf(change({ owner: who('cato') }))).toBe('function.owner_missing')
    await departed('cato', null)
    expect((await change({ owner: who('cato') })).owner.name).toBe('cato')
    expect(await events('function_id', made.id)).toEqual(['handbook.function.changed', 'handbook.function.changed'])
  })
})

describe('a procedure', () => {
  test('for the few: what is said of it is in no audit, and who is asked about it is for the few', async () => {
    const few = await group('FEW', 'noa', 'ilse', 'sol', 'mara')
    const id = await followed('Quokka pay', { audience: 'restricted', groups: [few] })
    await as('ilse').call(promise.proceduresReview, { id, note: 'numbat note' })
    const source = text('Quokka pay', '3. Tell the buyer\n')
    const asked = await as('ilse').call(promise.proposalsCreate, { id, base: 1, note: 'More', source })
    expect(await codeOf(as('cato').call(decisions.decisionsGet, { id: asked.decision.id }))).toBe('decision.unknown')
    await as('ilse').call(promise.proposalsWithdraw, { id: asked.id, reason: 'numbat reason' })
    const run = await as('noa').call(promise.runsStart, { id })
    const { errors } = await as('noa').call(promise.errorsReport, { id: run.id, key: null, fault: 'slip' })
    await as('sol').call(promise.errorsReject, { id: errors[0]?.id ?? '', reason: 'numbat fault' })
    expect((await told(id)) + (await told(run.id))).not.toContain('numbat')
  })

  test('is followed while owner and backup are both with us', async () => {
    const { id } = await written(text('Left alone'), { backup: who('sol') })
    await listed('Left alone', id)
    const asked = await as('ilse').call(promise.proposalsCreate, { id, base: 1, note: 'As we do it' })
    await ledger.decide('mara', asked.decision.id)
    await unplanned(id)
    await departed('sol', '2026-06-01T00:00:00Z')
    expect(await codeOf(as('ilse').call(promise.proposalsPublish, { id: asked.id }))).toBe('procedure.owner_missing')
    await departed('sol', null)
    expect((await as('ilse').call(promise.proposalsPublish, { id: asked.id })).state).toBe('published')
  })
})

describe('a run', () => {
  test('given up for an error is counted, one that was not needed is not; a step left out is no execution of it', async () => {
    const id = await followed('Count runs')
    const start = () => as('noa').call(promise.runsStart, { id })
    for (const reason of ['error', 'not_needed'] as const) await as('noa').call(promise.runsAbort, { id: (await start()).id, reason })
    const { steps } = await as('noa').call(promise.proceduresGet, { id })
    const states = [{ state: 'done' as const }, { state: 'skipped' as const, note: 'There was one name' }]
    const { id: made } = await as('noa').call(promise.runsRecord, {
      id,
      steps: steps.map(({ key }, at) => ({ key, ...(states[at] ?? { state: 'done' }) })),
    })
    expect([await ledger.trail(made), await events('run_id', made)]).toEqual([['handbook.run.recorded'], ['handbook.run.finished']])
    const health = await as('cato').call(promise.healthRead, { id })
    expect([health.all.n, health.steps.map(({ n }) => n)]).toEqual([2, [1, 0]])
    expect((await as('cato').call(promise.healthList, {})).items.find((one) => one.id === id)?.n).toBe(2)
    await as('ilse').call(promise.pagesRetire, { id, reason: 'Nobody counts' })
    expect((await as('cato').call(promise.healthList, {})).items.map((one) => one.id)).not.toContain(id)
  })

  test('ends without errors where what was reported was none, and a third voice confirms nothing anew', async () => {
    const id = await followed('Weigh words')
    const begin = () => as('noa').call(promise.runsStart, { id })
    const report = (name: string, run: string, key: string | null) =>
      as(name).call(promise.errorsReport, { id: run, key, fault: 'procedure' })
    const run = await begin()
    const { errors } = await report('noa', run.id, null)
    await as('sol').call(promise.errorsReject, { id: errors[0]?.id ?? '', reason: 'It is so' })
    for (const { key } of run.steps) await as('noa').call(promise.runsTick, { id: run.id, key, state: 'done' })
    expect((await as('noa').call(promise.runsComplete, { id: run.id })).state).toBe('completed')
    const other = await begin()
    for (const name of ['noa', 'cato', 'farid']) await report(name, other.id, null)
    const actions = (await ledger.trail(other.id)).filter((action) => action === 'handbook.error.confirmed')
    expect(actions).toHaveLength(1)
  })

  test('shows nobody an error of a step that is not for them', async () => {
    await group('BANK', 'mara')
    const id = await followed('Hidden step', { more: '3. <!-- restricted: BANK --> Call the bank\n' })
    const run = await as('ilse').call(promise.runsStart, { id })
    const key = run.steps[2]?.key ?? ''
    await as('ilse').call(promise.errorsReport, { id: run.id, key, fault: 'system', note: 'The bank was closed' })
    const seen = async (name: string) => (await as(name).call(promise.runsGet, { id: run.id })).errors.length
    expect([run.steps.length, await seen('ilse'), await seen('cato')]).toEqual([3, 1, 0])
  })
})
