import { expect, test } from 'vitest'
import { procedures, procedureText } from '../../../test/cast/procedures.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import * as promise from './contract.ts'

const { as, followed, start } = procedures()

test('a step that is an approval is ticked by somebody who did no other step of the run', async () => {
  const source = procedureText('Pay it out', '3. Release the money\n   - Approve: Finance\n')
  const id = await followed('Pay it out', { source })
  const run = await start('noa', id)
  const key = (at: number) => run.steps[at]?.key ?? ''
  const tick = (name: string, at: number, state: 'done' | 'todo' | 'skipped' = 'done') =>
    as(name).call(promise.runsTick, { id: run.id, key: key(at), state, ...(state === 'skipped' ? { note: 'No money' } : {}) })
  const seen = async (name: string) => (await as(name).call(promise.runsGet, { id: run.id })).steps[2]
  expect(run.steps[2]).toMatchObject({ title: 'Release the money', approve: 'Finance', barred: true })
  await tick('noa', 0)
  await tick('cato', 1)
  expect(await codeOf(tick('noa', 2))).toBe('run.four_eyes')
  expect(await codeOf(tick('cato', 2))).toBe('run.four_eyes')
  expect([(await seen('cato'))?.barred, (await seen('farid'))?.barred]).toEqual([true, false])
  expect((await tick('farid', 2)).steps[2]).toMatchObject({ state: 'done', by: { name: 'farid' } })
  expect((await as('noa').call(promise.runsComplete, { id: run.id })).state).toBe('completed')
  // what one person enters whole has no second pair of eyes
  expect(await codeOf(as('noa').call(promise.runsRecord, { id }))).toBe('run.four_eyes')
})
