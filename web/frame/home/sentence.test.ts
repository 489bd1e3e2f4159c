import { expect, test } from 'vitest'
import type { MeasureFigure } from '../../kit/board/Strip.tsx'
import { closingOf, greetingOf, sentenceOf } from './sentence.ts'

const words = (text: string) => ({ text, with: {} })
const figure = (key: string, more: Partial<MeasureFigure> = {}): MeasureFigure => ({
  key,
  name: key,
  definition: '',
  value: '1',
  unit: 'count',
  period: words('Today'),
  of: null,
  exception: null,
  course: null,
  tone: 'calm',
  spark: [],
  href: null,
  about: null,
  ...more,
})
const today = '2026-11-28'
const arr = figure('arr', { value: '3058312', unit: 'USD' })
const behind = [
  figure('plan.users', { name: 'Registered users', tone: 'bad' }),
  figure('plan.customers', { name: 'Paying customers', tone: 'warn' }),
  figure('plan.arr.net_new', { name: 'Net new ARR' }),
]
const due = (...days: (string | null)[]) => days.map((one) => ({ due: one }))

test('the chief executive hears where the company stands, then what is behind and what waits', () => {
  expect(
    sentenceOf({ board: 'chief_executive', needs: due(null, null, null), figures: behind, course: { figure: arr, ahead: '74000' }, today }),
  ).toEqual({
    lead: 'ARR is $74.0K ahead of plan.',
    rest: 'Registered users and paying customers are behind; three things wait for you.',
  })
  const plain = sentenceOf({ board: 'chief_executive', needs: [], figures: [], course: { figure: arr, ahead: null }, today })
  expect(plain).toEqual({ lead: 'Recurring revenue is $3.06M.', rest: 'Nothing waits for you.' })
})

test('business operations hear what needs them, the late among it, then how business ran', () => {
  const figures = [figure('orders.alone', { value: '0.923', unit: 'ratio', of: words('24 of 26 orders') })]
  const needs = due('2026-11-27', '2026-11-28', null, null, null, null, null)
  expect(sentenceOf({ board: 'operations', needs, figures, course: undefined, today })).toEqual({
    lead: 'Seven things need you, one is late.',
    rest: '24 of 26 orders in the last 30 days ran from price to licence without a hand.',
  })
  const unknown = [figure('orders.alone', { value: null, of: words('No order yet') })]
  expect(sentenceOf({ board: 'operations', needs: due(null), figures: unknown, course: undefined, today })).toEqual({
    lead: 'One thing needs you, none is late.',
    rest: '',
  })
})

test('nothing is said while it is not known', () => {
  expect(sentenceOf({ board: 'operations', needs: undefined, figures: [], course: undefined, today })).toBeUndefined()
  expect(sentenceOf({ board: 'chief_executive', needs: [], figures: [], course: undefined, today })).toBeUndefined()
})

test('who holds no role is told what to do', () => {
  expect(sentenceOf({ board: 'none', needs: undefined, figures: undefined, course: undefined, today })?.lead).toBe('You hold no role yet.')
})

test.each([
  ['operations', '2026-11-28', '01-31', 'November closes in 2 days'],
  ['finance', '2026-11-30', '01-31', 'November closes today'],
  ['finance', '2027-02-27', '01-31', 'February closes in 1 day'],
  ['chief_executive', '2026-11-28', '01-31', 'day 301 of FY27'],
  ['member', '2026-02-01', '01-31', 'day 1 of FY27'],
  ['member', '2026-12-31', '12-31', 'day 365 of FY26'],
])('on the board %s on %s, fiscal year to %s: %s', (board, day, end, text) => {
  expect(closingOf(board, day, end)).toBe(text)
})

test('one is greeted by the hour and the first name', () => {
  expect([greetingOf('Ilse Brandt', 20), greetingOf('Mara Okonjo', 9), greetingOf(undefined, 3)]).toEqual([
    'Good evening, Ilse',
    'Good morning, Mara',
    'Good night',
  ])
})
