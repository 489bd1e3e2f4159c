import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dueOf } from './due.ts'
import { type Stepped, turnsOf } from './turns.ts'

const weekly = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '17:00' }))
const calendar = { zone: 'UTC', weekly, holidays: [], closures: [] }
const step = (position: string, more: Partial<Stepped> & { says?: string } = {}): Stepped => {
  const { says, ...rest } = more
  return { key: position, position, carries: true, need: 'needed', state: 'todo', day: null, ...rest, due: says ? dueOf(says) : null }
}
const done = (day: string): Partial<Stepped> => ({ state: 'done', day })

test.each([
  ['the first', [step('1'), step('2')], [['1', null]]],
  ['the next, once those before it are over', [step('1', done('2026-11-27')), step('2')], [['2', null]]],
  [
    'from the start on, beside those before it',
    [step('1'), step('2', { says: '2 business days after start' })],
    [
      ['1', null],
      ['2', '2026-12-01'],
    ],
  ],
  ['not while the step from which it counts is open', [step('1'), step('2', { says: '1 day after step 1' })], [['1', null]]],
  ['from the day of that step', [step('1', done('2026-11-30')), step('2', { says: '1 day after step 1' })], [['2', '2026-12-01']]],
  [
    'of one that was left out, too',
    [step('1', { state: 'skipped', day: '2026-12-02' }), step('2', { says: 'same day as step 1' })],
    [['2', '2026-12-02']],
  ],
  [
    'of one that is not needed, the last day before it',
    [step('1', done('2026-11-28')), step('2', { need: 'not_needed' }), step('3', { says: '1 day after step 2' })],
    [['3', '2026-11-29']],
  ],
  [
    'of one that is not needed and is the first, the start',
    [step('1', { need: 'not_needed' }), step('2', { says: '1 day after step 1' })],
    [['2', '2026-11-28']],
  ],
  [
    'none that is not needed, or not known to be',
    [step('1', { need: 'not_needed' }), step('2', { need: 'waits', says: '1 day after start' })],
    [],
  ],
  ['none that is nobody’s', [step('1', { carries: false })], []],
] as [string, Stepped[], [string, string | null][]][])('it is the turn of: %s', (_case, steps, turns) => {
  expect(turnsOf(steps, '2026-11-27', calendar).map(({ key, due }) => [key, due])).toEqual(turns)
})

test('a turn is of a step that is open and needed, and once all is over it is nobody’s', () => {
  const state = fc.constantFrom('todo' as const, 'done' as const, 'skipped' as const)
  const says = fc.constantFrom(undefined, '1 day after start', '2 business days after step 1', '1 week after step 2')
  const steps = fc.array(fc.tuple(state, says, fc.constantFrom('needed' as const, 'not_needed' as const)), { maxLength: 6 })
  fc.assert(
    fc.property(steps, (all) => {
      const made = all.map(([is, said, need], at) =>
        step(String(at + 1), { state: is, need, ...(said ? { says: said } : {}), day: is === 'todo' ? null : '2026-11-30' }),
      )
      const turns = turnsOf(made, '2026-11-27', calendar)
      const open = made.filter((one) => one.state === 'todo' && one.need === 'needed')
      expect(turns.every(({ key }) => open.some((one) => one.key === key))).toBe(true)
      // whatever is open, somebody is to do the first of it
      expect(turns.length > 0 || open.length === 0 || open[0]?.due !== null).toBe(true)
    }),
  )
})
