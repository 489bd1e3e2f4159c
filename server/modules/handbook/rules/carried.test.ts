import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codeOf } from '../../../../test/cast/refused.ts'
import { type Ask, answerOf, askOf, fitAnswers } from './asks.ts'
import { becauseOf, type Carried, carriedOf, needsOf, type Told } from './carried.ts'
import { type Answers, conditionOf, holdsFor } from './conditions.ts'
import { compareDecimals, decimalOf } from './decimals.ts'
import { dueDay, dueOf } from './due.ts'

const asks = [
  'amount (money EUR)',
  'plan (choice: small, large, very large)',
  'urgent (yes/no)',
  'day of need (day)',
  'seats (number)',
  'reason',
  'approver (person)',
].map((said) => askOf(said) as Ask)

test.each([
  ['amount (money)', { name: 'amount', kind: 'money', currency: null, optional: false }],
  ['amount (money eur)', { kind: 'money', currency: 'EUR' }],
  ['reason (text, optional)', { kind: 'text', optional: true }],
  ['reason', { kind: 'text', optional: false }],
  ['note (optional)', { kind: 'text', optional: true }],
  ['plan (choice: small, large)', { kind: 'choice', choices: ['small', 'large'] }],
  ['in a hurry (yes or no)', { kind: 'yes/no' }],
  ['plan (choice: small)', null],
  ['plan (choice: small, Small)', null],
  ['plan (choice)', null],
  ['amount (cash)', null],
  ['and (text)', null],
  ['4 eyes (yes/no)', null],
  ['amount (money) or so', null],
  ['', null],
])('a question is read: %s', (said, ask) => {
  if (ask === null) expect(askOf(said)).toBe(null)
  else expect(askOf(said)).toMatchObject(ask)
})

test.each([
  ['amount', '5,000.50', '5000.5'],
  ['amount', '50,00', null],
  ['amount', '1e3', null],
  ['seats', '-0.0', '0'],
  ['seats', '007', '7'],
  ['seats', '1234567890123456', null],
  ['day of need', '2026-02-29', null],
  ['day of need', '2028-02-29', '2028-02-29'],
  ['urgent', 'YES', 'yes'],
  ['urgent', 'true', null],
  ['plan', 'Very Large', 'very large'],
  ['plan', 'huge', null],
  ['reason', ' so ', 'so'],
  ['reason', ' ', null],
  ['approver', 'Noa', null],
])('%s is answered %s', (name, said, value) => {
  expect(answerOf(asks.find((one) => one.name === name) as Ask, said)).toBe(value)
})

test.each([
  ['amount > 5,000', { amount: '5000.01' }, true],
  ['amount > 5,000', { amount: '5000' }, false],
  ['amount > 5,000', {}, 'unknown'],
  ['Amount is at least 5000 EUR', { amount: '5000' }, true],
  ['amount above €5,000', { amount: '6000' }, true],
  ['plan = very large', { plan: 'very large' }, true],
  ['plan is not small and urgent', { plan: 'large', urgent: 'yes' }, true],
  ['plan is not small and urgent', { plan: 'small' }, false],
  ['plan is not small and urgent', { plan: 'large' }, 'unknown'],
  ['urgent or amount > 1', { urgent: 'yes' }, true],
  ['urgent or amount > 1', { urgent: 'no' }, 'unknown'],
  ['urgent or amount > 1 and seats < 3', { urgent: 'no', amount: '2', seats: '3' }, false],
  ['(urgent or amount > 1) and seats < 3', { urgent: 'yes', seats: '2' }, true],
  ['not urgent', { urgent: 'no' }, true],
  ['not (urgent and seats ≥ 2)', { urgent: 'yes', seats: '2' }, false],
  ['day of need before 2026-12-01', { 'day of need': '2026-11-30' }, true],
  ['day of need after 2026-12-01', { 'day of need': '2026-12-01' }, false],
  ['reason = "not so"', { reason: 'Not so' }, true],
  ['reason is given', {}, 'unknown'],
  ['approver is not given', { approver: null }, true],
  ['amount > 1', { amount: null }, false],
  ['not amount > 1', { amount: null }, true],
  ['amount ≠ 1', { amount: null }, false],
] as [string, Record<string, string | null>, boolean | 'unknown'][])('%s, for %j, is %s', (said, answers, holds) => {
  const read = conditionOf(said, asks)
  if (!('condition' in read)) throw new Error(read.wrong)
  expect(holdsFor(read.condition, given(answers))).toBe(holds)
})

function given(answers: Record<string, string | null>): Answers {
  return new Map(Object.entries(answers).map(([name, value]) => [name, value ?? { none: true as const }]))
}

test.each([
  ['price > 5', 'asked for by no step before it'],
  ['amount', 'What of “amount”'],
  ['amount >', 'is no value'],
  ['amount > much', 'is no value'],
  ['amount > 5 USD', 'is in EUR'],
  ['seats > 5 EUR', 'is not understood'],
  ['plan > small', 'neither above nor below'],
  ['plan = huge', 'one of small, large, very large'],
  ['approver = "Noa"', 'is a person'],
  ['(urgent', 'not closed'],
  ['urgent and', 'A name is missing'],
  ['urgent urgent', 'is not understood'],
  ['day of need < tomorrow', 'a day such as'],
  [`${'('.repeat(30)}urgent`, 'too many brackets'],
  [`urgent ${'or urgent '.repeat(60)}`, 'longer than'],
])('%s cannot be read, and says why', (said, why) => {
  expect((conditionOf(said, asks) as { wrong: string }).wrong).toContain(why)
})

test('any words are a condition or say why they are none', () => {
  const piece = fc.constantFrom(
    'amount',
    'urgent',
    'plan',
    'not',
    'and',
    'or',
    '(',
    ')',
    '>',
    'is',
    '5,000',
    'small',
    '"x',
    '2026-01-01',
    ' ',
    'given',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ maxLength: 80 }),
        fc.array(piece, { maxLength: 14 }).map((all) => all.join(' ')),
      ),
      (said) => {
        const read = conditionOf(said, asks)
        if ('wrong' in read) return read.wrong.length > 0
        return [true, false, 'unknown'].includes(holdsFor(read.condition, new Map()))
      },
    ),
  )
})

test('what is known of some answers stays so when more are given', () => {
  const said = ['urgent or amount > 5', 'urgent and not plan = small', 'not (seats > 2 or urgent) and amount ≤ 9']
  const all = fc.record({
    urgent: fc.constantFrom('yes', 'no'),
    amount: fc.nat(12).map(String),
    plan: fc.constantFrom('small', 'large'),
    seats: fc.nat(4).map(String),
  })
  fc.assert(
    fc.property(fc.constantFrom(...said), all, fc.subarray(['urgent', 'amount', 'plan', 'seats'] as const), (text, answers, names) => {
      const read = conditionOf(text, asks) as Extract<ReturnType<typeof conditionOf>, { condition: unknown }>
      const some = holdsFor(read.condition, new Map(names.map((name) => [name, answers[name]])))
      const whole = holdsFor(read.condition, new Map(Object.entries(answers)))
      return some === 'unknown' || some === whole
    }),
  )
})

test('decimals compare as they count', () => {
  fc.assert(
    fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), fc.integer({ min: -99_999_999, max: 99_999_999 }), (a, b) => {
      const [one, other] = [decimalOf((a / 1000).toFixed(3)), decimalOf((b / 1000).toFixed(3))]
      return Math.sign(compareDecimals(one ?? '', other ?? '')) === Math.sign(a - b)
    }),
  )
})

const step = (place: number, more: Partial<Parameters<typeof carriedOf>[0][number]> = {}) => ({
  ...{ place, position: String(place + 1), asks: [], only: null, due: null, ...more },
})
const refund = [
  step(0, { asks: ['amount (money EUR)', 'urgent (yes/no)'] }),
  step(1, { only: 'amount > 5,000', asks: ['limit (number)'] }),
  step(2, { only: 'limit < 3' }),
  step(3),
]
const done = (answers: Told['answers'] = {}): Told => ({ state: 'done', answers })

describe('steps of a run', () => {
  test.each([
    ['before anything', {}, ['needed', 'waits', 'waits', 'needed']],
    ['above', { 0: done({ amount: '6000' }) }, ['needed', 'needed', 'waits', 'needed']],
    ['below: what it would ask is not asked', { 0: done({ amount: '10' }) }, ['needed', 'not_needed', 'not_needed', 'needed']],
    ['left out: nothing is known any more', { 0: { state: 'skipped', answers: {} } }, ['needed', 'not_needed', 'not_needed', 'needed']],
    ['open again', { 0: { state: 'todo', answers: { amount: '6000' } } }, ['needed', 'waits', 'waits', 'needed']],
    ['all', { 0: done({ amount: '6000' }), 1: done({ limit: '2' }) }, ['needed', 'needed', 'needed', 'needed']],
    [
      'answered anew: what came of it counts no more',
      { 0: done({ amount: '1' }), 1: done({ limit: '2' }) },
      ['needed', 'not_needed', 'not_needed', 'needed'],
    ],
  ] as [string, Record<number, Told>, string[]][])('are needed by what was answered: %s', (_case, told, is) => {
    const needs = needsOf(carriedOf(refund), new Map(Object.entries(told).map(([place, one]) => [Number(place), one])))
    expect([...needs.values()].map((need) => need.is)).toEqual(is)
  })

  test('say why they are not needed, and of what is hidden the name alone', () => {
    const needs = needsOf(carriedOf(refund), new Map([[0, done({ amount: '4999.5' })]]))
    const need = needs.get(1) ?? { is: 'needed', on: [] }
    expect(becauseOf('amount > 5,000', need, () => true)).toBe('Only if amount > 5,000: amount is 4,999.5.')
    expect(becauseOf('amount > 5,000', need, () => false)).toBe('Only if amount > 5,000: amount is answered.')
    expect(becauseOf(null, need, () => true)).toBe(null)
    expect(becauseOf('limit < 3', needs.get(2) ?? need, () => true)).toBe('Only if limit < 3: limit is not given.')
  })

  test('are read with what cannot be', () => {
    const codes = (steps: Parameters<typeof carriedOf>[0]) =>
      carriedOf(steps).flatMap(({ unread }) => unread.map(({ code, item }) => `${item} ${code}`))
    expect(codes(refund)).toEqual([])
    expect(codes([step(0, { only: 'amount > 1', asks: ['amount (money)'] })])).toEqual(['1 step.condition_unreadable'])
    expect(codes([step(0, { asks: ['a (text)'] }), step(1, { asks: ['A', '(x)'] })])).toEqual([
      '2 step.asked_twice',
      '2 step.ask_unreadable',
    ])
    expect(codes([step(0, { due: '2 days after step 2' }), step(1, { due: 'soon' })])).toEqual([
      '1 step.due_unreadable',
      '2 step.due_unreadable',
    ])
    // nothing is left out because nobody could read when it is needed
    expect(needsOf(carriedOf([step(0, { only: 'what' })]), new Map()).get(0)?.is).toBe('needed')
  })

  test('of any text and any answers are each needed, not needed or wait, and none waits once all is said', () => {
    const conditions = fc.constantFrom(null, 'a > 1', 'not b', 'a > 1 or c = 2', '(b and a < 3) or c is given', 'c is not given')
    const text = fc
      .tuple(conditions, conditions, conditions)
      .map(([x, y, z]) => [
        step(0, { asks: ['a (number)'] }),
        step(1, { only: x, asks: ['b (yes/no)'] }),
        step(2, { only: y, asks: ['c (number, optional)'] }),
        step(3, { only: z }),
      ])
    const state = fc.constantFrom('done' as const, 'skipped' as const, 'failed' as const)
    fc.assert(
      fc.property(text, fc.array(state, { minLength: 4, maxLength: 4 }), fc.nat(3), fc.boolean(), (steps, states, a, b) => {
        const answers = [{ a: String(a) }, { b: b ? 'yes' : 'no' }, { c: '2' }, {}]
        const told = new Map(
          states.map(
            (one, place): [number, Told] =>
              [place, { state: one, answers: one === 'done' ? (answers[place] ?? {}) : {} }] as [number, Told],
          ),
        )
        const carried: Carried[] = carriedOf(steps)
        return [...needsOf(carried, told).values()].every(({ is }) => is !== 'waits')
      }),
    )
  })
})

test.each([
  ['whole', { amount: '5,000', urgent: 'no' }, true, null],
  ['one is missing', { amount: '5' }, true, 'run.answer_missing'],
  ['it does not fit', { amount: 'much', urgent: 'no' }, true, 'run.answer_unfit'],
  ['nobody asks for it', { amount: '5', urgent: 'no', colour: 'red' }, true, 'run.answer_unasked'],
  ['a step that is not done', { amount: '5' }, false, 'run.answer_unasked'],
  ['nothing of one that is not done', {}, false, null],
] as [string, Record<string, string>, boolean, string | null][])('answers fit: %s', async (_case, said, isDone, code) => {
  const own = asks.filter(({ name }) => name === 'amount' || name === 'urgent')
  const fits = async () => fitAnswers(own, said, isDone)
  if (code === null) expect(await fits()).toEqual(isDone ? { amount: '5000', urgent: 'no' } : {})
  else expect(await codeOf(fits())).toBe(code)
})

test.each([
  ['2 business days after start', { days: 2, business: true, after: 'start' }],
  ['within three days after the start', { days: 3, business: false, after: 'start' }],
  ['1 week after step 3.1', { days: 7, business: false, after: { step: '3.1' } }],
  ['same day as step 2', { days: 0, business: false, after: { step: '2' } }],
  ['two business weeks after start', null],
  ['tomorrow', null],
  ['2 days after lunch', null],
])('a day is due: %s', (said, due) => {
  expect(dueOf(said)).toEqual(due)
})

test('working days are those of the company', () => {
  const weekly = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '17:00' }))
  const calendar = { zone: 'UTC', weekly, holidays: [], closures: [] }
  expect(dueDay({ days: 2, business: true, after: 'start' }, '2026-11-27', calendar)).toBe('2026-12-01')
  expect(dueDay({ days: 2, business: false, after: 'start' }, '2026-11-27', calendar)).toBe('2026-11-29')
})
