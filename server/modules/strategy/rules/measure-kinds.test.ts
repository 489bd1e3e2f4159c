import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type Day } from '../../../kernel/period.ts'
import { assessedStatus, isOld, type Score, scoreOn } from './assessed.ts'
import { doneShare, type Milestone, milestoneSteps, milestonesStatus } from './milestones.ts'
import { statusOf } from './measures.ts'
import { stepsFault } from './steps.ts'

const stone = (due: Day, more: Partial<Milestone> = {}): Milestone => ({ id: due, title: due, due, forecast: null, done: null, ...more })
const days = fc.integer({ min: 0, max: 364 }).map((n) => addDays('2026-02-01', n))
const stones = fc.array(
  fc.record({
    id: fc.uuid(),
    title: fc.constant('One'),
    due: days,
    forecast: fc.option(days, { nil: null }),
    done: fc.option(days, { nil: null }),
  }),
  { minLength: 1, maxLength: 8 },
)

describe('milestones', () => {
  const due = '2026-10-31'
  const three = [stone('2026-04-30', { done: '2026-04-20' }), stone('2026-07-31'), stone('2026-10-31')]
  const doneTwo = ['2026-04-30', '2026-07-31'].map((day) => stone(day, { done: day }))
  test.each([
    ['one is done, the others lie ahead', three, '2026-05-01', '0.3333', '0.3333', 'green'],
    [
      'one is thought to be late, and in time for the whole',
      [three[0], stone('2026-07-31', { forecast: '2026-09-01' }), three[2]],
      '2026-05-01',
      '0.3333',
      '0.3333',
      'yellow',
    ],
    [
      'one is late, and thought to be done in time for the whole',
      [three[0], stone('2026-07-31', { forecast: '2026-09-01' }), three[2]],
      '2026-08-15',
      '0.3333',
      '0.6667',
      'yellow',
    ],
    ['one is late, and nobody says for when it is thought of', three, '2026-08-15', '0.3333', '0.6667', 'red'],
    [
      'one is thought to be done too late for the whole',
      [three[0], three[1], stone('2026-10-31', { forecast: '2026-11-20' })],
      '2026-05-01',
      '0.3333',
      '0.3333',
      'red',
    ],
    ['all are done', three.map((one) => ({ ...one, done: '2026-08-01' })), '2026-08-02', '1.0000', '0.6667', 'reached'],
    ['it is the last day, and one is due on it', [...doneTwo, stone('2026-10-31')], '2026-10-31', '0.6667', '1.0000', 'green'],
    [
      'it is the last day, and one that was promised for later is thought of for it',
      [...doneTwo, stone('2026-11-30', { forecast: '2026-10-31' })],
      '2026-10-31',
      '0.6667',
      '1.0000',
      'green',
    ],
    ['the day is over', three, '2026-11-01', '0.3333', '1.0000', 'missed'],
  ])('%s', (_name, given, day, progress, expected, status) => {
    expect(milestonesStatus(given as Milestone[], { target: '1', due }, day)).toMatchObject({ progress, expected, status })
  })

  test('none at all say nothing: no value, and never a zero', () => {
    expect(doneShare([], '2026-05-01')).toBeNull()
    expect(milestonesStatus([], { target: '1', due }, '2026-05-01').status).toBe('data_needed')
    expect(doneShare([stone('2026-07-31')], '2026-05-01')).toBe('0.0000')
  })

  test('a share of them is enough where a share is promised', () => {
    const two = three.map((one, at) => ({ ...one, done: at < 2 ? '2026-05-01' : null }))
    expect(milestonesStatus(two, { target: '0.6', due }, '2026-11-05').status).toBe('reached')
    expect(milestonesStatus(two, { target: '0.7', due }, '2026-11-05').status).toBe('missed')
  })

  test('any of them: the share is counted, what is reached is the promised share of all, and one more done never makes it worse', () => {
    const order = { reached: 4, green: 3, yellow: 2, red: 1, missed: 0, data_needed: -1 }
    fc.assert(
      fc.property(stones, days, fc.integer({ min: 1, max: 10 }), (given, day, tenths) => {
        const promise = { target: (tenths / 10).toFixed(1), due }
        const done = given.filter((one) => one.done !== null && one.done <= day).length
        expect(Number(doneShare(given, day))).toBeCloseTo(done / given.length, 4)
        const now = milestonesStatus(given, promise, day)
        expect(now.status === 'reached').toBe(done * 10 >= tenths * given.length)
        const at = given.findIndex((one) => one.done === null)
        if (at < 0) return
        const more = given.map((one, index) => (index === at ? { ...one, done: day } : one))
        expect(order[milestonesStatus(more, promise, day).status]).toBeGreaterThanOrEqual(order[now.status])
      }),
    )
  })

  test('the path that they promise ends at the whole and never goes back', () => {
    fc.assert(
      fc.property(stones, (given) => {
        const path = milestoneSteps(given).map(({ value }) => Number(value))
        expect(path.at(-1)).toBe(1)
        expect(path).toEqual(path.toSorted((a, b) => a - b))
      }),
    )
  })
})

describe('a measure that is judged', () => {
  const promise = { target: '4', due: '2027-01-31' }
  test.each([
    [null, '2026-06-01', true, 'data_needed'],
    [4, '2026-06-01', true, 'green'],
    [5, '2026-06-01', true, 'green'],
    [3, '2026-06-01', true, 'yellow'],
    [2, '2026-06-01', true, 'red'],
    [0, '2026-06-01', true, 'red'],
    [4, '2026-06-01', false, 'data_needed'],
    [4, '2027-01-31', true, 'green'],
    [3, '2027-01-31', true, 'yellow'],
    [4, '2027-02-01', true, 'reached'],
    [3, '2027-02-01', true, 'missed'],
  ] as const)('%s of 5 on %s', (score, day, fresh, status) => {
    expect(assessedStatus(score, promise, day, fresh).status).toBe(status)
  })

  test('stands as it was judged last, until a quarter is over', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ day: days, score: fc.integer({ min: 0, max: 5 }) }), { maxLength: 6 }),
        days,
        (scores: Score[], day) => {
          const naive = scores
            .filter((one) => one.day <= day)
            .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
            .at(-1)
          expect(scoreOn(scores, day)).toEqual(naive ?? null)
        },
      ),
    )
    expect([isOld({ day: '2026-01-01', score: 3 }, '2026-04-03'), isOld({ day: '2026-01-01', score: 3 }, '2026-04-04')]).toEqual([
      false,
      true,
    ])
  })
})

describe('a path of steps', () => {
  const path = { direction: 'increase' as const, baseline: '100', target: '200', from: '2026-02-01', due: '2027-01-31' }
  const on = (...curve: [Day, string][]) => curve.map(([date, value]) => ({ date, value }))
  test.each([
    ['a straight one', { curve: 'linear' as const }, null],
    ['steps on the way', { curve: on(['2026-04-30', '110'], ['2026-10-31', '180.5']) }, null],
    ['of a bound', { direction: 'at_least' as const, curve: on(['2026-04-30', '110']) }, 'grows or shrinks'],
    ['two of one day', { curve: on(['2026-04-30', '110'], ['2026-04-30', '120']) }, 'later day'],
    ['before the first day', { curve: on(['2026-02-01', '110']) }, 'between the first day'],
    ['on the last day', { curve: on(['2027-01-31', '110']) }, 'between the first day'],
    ['back again', { curve: on(['2026-04-30', '120'], ['2026-10-31', '119.9']) }, 'at least as high'],
    ['beyond the target', { curve: on(['2026-04-30', '201']) }, 'at least as high'],
    [
      'down where it shrinks',
      { direction: 'decrease' as const, target: '50', curve: on(['2026-04-30', '99'], ['2026-10-31', '60']) },
      null,
    ],
    ['up where it shrinks', { direction: 'decrease' as const, target: '50', curve: on(['2026-04-30', '101']) }, 'at most as high'],
  ])('%s', (_name, given, fault) => {
    const said = stepsFault({ ...path, ...given })
    if (fault === null) expect(said).toBeNull()
    else expect(said).toContain(fault)
  })

  test('is what is expected on each of its days, and between two of them something between', () => {
    const step = fc.tuple(fc.integer({ min: 1, max: 362 }), fc.integer({ min: 0, max: 100 }))
    fc.assert(
      fc.property(
        fc.uniqueArray(step, { selector: ([n]) => n, minLength: 1, maxLength: 6 }),
        fc.integer({ min: 0, max: 364 }),
        (raw, n) => {
          const at = raw.map(([day]) => day).toSorted((a, b) => a - b)
          const worth = raw.map(([, value]) => value).toSorted((a, b) => a - b)
          const curve = at.map((day, index) => ({ date: addDays('2026-02-01', day), value: String(100 + (worth[index] ?? 0)) }))
          const pledge = { ...path, target_high: null, tolerance: null, curve }
          expect(stepsFault({ ...path, curve })).toBeNull()
          for (const [index, { date }] of curve.entries())
            expect(Number(statusOf(pledge, '150', date).expected)).toBeCloseTo((worth[index] ?? 0) / 100, 4)
          const expected = Number(statusOf(pledge, '150', addDays('2026-02-01', n)).expected)
          const before = at.findLastIndex((day) => day <= n)
          expect(expected).toBeGreaterThanOrEqual((worth[before] ?? 0) / 100 - 0.0001)
          expect(expected).toBeLessThanOrEqual((worth[before + 1] ?? 100) / 100 + 0.0001)
        },
      ),
    )
  })
})
