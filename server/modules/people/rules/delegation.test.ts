import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../../kernel/period.ts'
import { fitDelegation, standsOn, stateOf } from './delegation.ts'

const run = (from_day: string, until_day: string, more: object = {}) => ({
  from_id: 'ada',
  to_id: 'ben',
  what: ['decisions'],
  from_day,
  until_day,
  ended_on: null as string | null,
  ...more,
})
const today = '2026-06-15'
const whole = run('2026-06-20', '2026-06-30')

test.each([
  ['the day before its first', '2026-06-19', whole, false, 'later'],
  ['its first day', '2026-06-20', whole, true, 'holds'],
  ['its last day', '2026-06-30', whole, true, 'holds'],
  ['the day after its last', '2026-07-01', whole, false, 'over'],
  ['the day before it was ended', '2026-06-24', run('2026-06-20', '2026-06-30', { ended_on: '2026-06-25' }), true, 'holds'],
  ['the day on which it was ended', '2026-06-25', run('2026-06-20', '2026-06-30', { ended_on: '2026-06-25' }), false, 'over'],
  ['a day before it should have begun, ended already', today, run('2026-06-20', '2026-06-30', { ended_on: today }), false, 'over'],
])('on %s (%s)', (_what, day, one, stands, state) => {
  expect([standsOn(one, day), stateOf(one, day)]).toEqual([stands, state])
})

describe('who may be named', () => {
  const code = (wanted: object, ...near: ReturnType<typeof run>[]) => {
    try {
      fitDelegation(near, { ...whole, ...wanted }, today, (id) => id)
      return 'fits'
    } catch (error) {
      return (error as { code: string; message: string }).code
    }
  }

  test.each([
    ['a colleague', {}, 'fits'],
    ['oneself', { to_id: 'ada' }, 'delegation.to_self'],
    ['from today', { from_day: today }, 'fits'],
    ['from yesterday', { from_day: '2026-06-14' }, 'delegation.days'],
    ['for one day', { until_day: '2026-06-20' }, 'fits'],
    ['until before it begins', { until_day: '2026-06-19' }, 'delegation.days'],
    ['for a year', { until_day: '2027-06-19' }, 'fits'],
    ['for a year and a day', { until_day: '2027-06-20' }, 'delegation.days'],
  ])('%s: %s', (_what, wanted, expected) => expect(code(wanted)).toBe(expected))

  test.each([
    ['another stands in on its last day', run('2026-06-01', '2026-06-20', { to_id: 'cyd' }), 'delegation.overlap'],
    ['another stands in until the day before', run('2026-06-01', '2026-06-19', { to_id: 'cyd' }), 'fits'],
    ['another stands in from its last day on', run('2026-06-30', '2026-07-09', { to_id: 'cyd' }), 'delegation.overlap'],
    ['another stands in from the day after', run('2026-07-01', '2026-07-09', { to_id: 'cyd' }), 'fits'],
    ['another was ended on its first day', run('2026-06-01', '2026-06-30', { to_id: 'cyd', ended_on: '2026-06-20' }), 'fits'],
    ['another was ended the day after', run('2026-06-01', '2026-06-30', { to_id: 'cyd', ended_on: '2026-06-21' }), 'delegation.overlap'],
    ['another stands in for other things', run('2026-06-20', '2026-06-30', { to_id: 'cyd', what: ['actions'] }), 'fits'],
    ['the one named is away', run('2026-06-25', '2026-06-26', { from_id: 'ben', to_id: 'cyd' }), 'delegation.chain'],
    ['one stands in for somebody oneself', run('2026-06-25', '2026-06-26', { from_id: 'cyd', to_id: 'ada' }), 'delegation.chain'],
    ['the one named stands in for others too', run('2026-06-25', '2026-06-26', { from_id: 'cyd', to_id: 'ben' }), 'fits'],
  ])('where %s: %s', (_what, near, expected) => expect(code({}, near)).toBe(expected))

  test('on no day two stand in for one person and thing, and nobody passes on what was asked of another', () => {
    const person = fc.constantFrom('ada', 'ben', 'cyd', 'dov')
    const wanted = fc.record({
      from_id: person,
      to_id: person,
      from: fc.integer({ min: 0, max: 20 }),
      days: fc.integer({ min: 0, max: 9 }),
    })
    fc.assert(
      fc.property(fc.array(wanted, { maxLength: 12 }), (all) => {
        const kept: ReturnType<typeof run>[] = []
        for (const { from_id, to_id, from, days } of all) {
          const one = run(addDays(today, from), addDays(today, from + days), { from_id, to_id })
          const near = kept.filter((other) => [other.from_id, other.to_id].some((id) => id === from_id || id === to_id))
          if (code(one, ...near) === 'fits') kept.push(one)
        }
        for (let day = today; day <= addDays(today, 30); day = addDays(day, 1)) {
          const open = kept.filter((one) => standsOn(one, day))
          const away = open.map((one) => one.from_id)
          expect(new Set(away).size).toBe(away.length)
          expect(open.some((one) => away.includes(one.to_id))).toBe(false)
        }
      }),
    )
  })
})
