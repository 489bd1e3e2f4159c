import { describe, expect, test } from 'vitest'
import { endOf, fitEyes, fitOpen, fitTick, sameEyes, type Ticked } from './runs.ts'

const code = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    return (error as { code: string }).code
  }
  return 'fine'
}
const ticked = (key: string, state: Ticked['state'], by_id = 'noa'): Ticked => ({ key, state, by_id })

describe('a step of a run', () => {
  const said = (more: object = {}) => ({ key: 'a', state: 'done' as const, note: null, by: 'noa', ...more })
  test.each([
    ['ticked', undefined, {}, 'fine'],
    ['one that the text does not have', undefined, { key: 'z' }, 'run.step_unknown'],
    ['left out without a reason', undefined, { state: 'skipped' }, 'run.reason_missing'],
    ['failed without a reason', undefined, { state: 'failed' }, 'run.reason_missing'],
    ['failed with one', undefined, { state: 'failed', note: 'no bank' }, 'fine'],
    ['left out with one', undefined, { state: 'skipped', note: 'no bank' }, 'fine'],
    ['taken back by whoever ticked it', ticked('a', 'done'), { state: 'todo' }, 'fine'],
    ['taken back by another', ticked('a', 'done', 'sol'), { state: 'todo' }, 'run.not_your_step'],
    ['that was taken back, ticked by another', ticked('a', 'todo', 'sol'), {}, 'fine'],
  ])('%s: %s %j %s', (_what, last, more, expected) => {
    expect(code(() => fitTick(['a', 'b'], last as Ticked | undefined, said(more) as never))).toBe(expected)
  })
})

test.each([
  ['whoever began it', 'noa', [], 'noa', true],
  ['whoever did another step', 'noa', [ticked('a', 'done', 'sol')], 'sol', true],
  ['whoever did another step and took it back', 'noa', [ticked('a', 'todo', 'sol')], 'sol', false],
  ['whoever did this very step', 'noa', [ticked('b', 'done', 'sol')], 'sol', false],
  ['somebody else', 'noa', [ticked('a', 'done', 'noa')], 'sol', false],
])('%s approves with the same eyes: %s %j %s %s', (_what, runner, all, by, same) => {
  expect(sameEyes('b', { runner, ticked: all as Ticked[], by: by as string })).toBe(same)
  expect(code(() => fitEyes(true, same as boolean))).toBe(same ? 'run.four_eyes' : 'fine')
  expect(code(() => fitEyes(false, same as boolean))).toBe('fine')
})

describe('the end of a run', () => {
  test.each([
    [[ticked('a', 'done')], 0, 'run.steps_open'],
    [[ticked('a', 'done'), ticked('b', 'todo')], 0, 'run.steps_open'],
    [[ticked('a', 'done'), ticked('b', 'skipped')], 0, 'completed'],
    [[ticked('a', 'done'), ticked('b', 'failed')], 0, 'completed_with_errors'],
    [[ticked('a', 'done'), ticked('b', 'done')], 1, 'completed_with_errors'],
  ])('%j with %i errors: %s', (steps, errors, expected) => {
    let end = ''
    const refusal = code(() => {
      end = endOf(['a', 'b'], steps, errors)
    })
    expect(end || refusal).toBe(expected)
  })

  test('is the last of it', () => {
    expect(['started', 'completed', 'completed_with_errors', 'aborted'].map((state) => code(() => fitOpen(state as 'started')))).toEqual([
      'fine',
      'run.finished',
      'run.finished',
      'run.finished',
    ])
  })
})
