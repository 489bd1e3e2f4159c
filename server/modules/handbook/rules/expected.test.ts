import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isWorkingDay } from '../../../kernel/calendar/calendar.ts'
import { addDays } from '../../../kernel/period.ts'
import type { Ask } from './asks.ts'
import { type ClosedDay, daysOf } from './schedules.ts'
import { thingIn, triggerOf, triggers, triggersIn } from './triggers.ts'

const weekly = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '17:00' }))
const calendar = { zone: 'UTC', weekly, holidays: [{ date: '2026-12-25', name: 'Christmas' }], closures: [] }

describe('the days of a rhythm', () => {
  test.each([
    ['every Monday', 'FREQ=WEEKLY;BYDAY=MO', 'next', ['2026-11-30', '2026-12-07']],
    ['the first of a month, kept', 'FREQ=MONTHLY;BYMONTHDAY=28', 'keep', ['2026-11-28']],
    ['the first of a month, the working day behind', 'FREQ=MONTHLY;BYMONTHDAY=28', 'next', ['2026-11-30']],
    ['the first of a month, the working day before', 'FREQ=MONTHLY;BYMONTHDAY=28', 'previous', ['2026-11-27']],
    ['the first of a month, left out', 'FREQ=MONTHLY;BYMONTHDAY=28', 'skip', []],
    ['two that fall on one day are one', 'FREQ=DAILY;BYDAY=SA,SU', 'next', ['2026-11-30', '2026-12-07']],
  ] as [string, string, ClosedDay, string[]][])('%s', (_case, rule, closedDay, days) => {
    expect(daysOf({ rule, start: '2026-11-01', closedDay }, { after: '2026-11-26', to: '2026-12-10', calendar })).toEqual(days)
  })

  test('looked at piece by piece are those that are looked at whole, none before the first, none closed', () => {
    const rule = fc.constantFrom(
      'FREQ=DAILY',
      'FREQ=WEEKLY;BYDAY=FR,SU',
      'FREQ=MONTHLY;BYMONTHDAY=25',
      'FREQ=MONTHLY;BYDAY=-1SA',
      'FREQ=DAILY;INTERVAL=3',
    )
    const closed = fc.constantFrom<ClosedDay>('next', 'previous', 'skip')
    fc.assert(
      fc.property(rule, closed, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (text, closedDay, one, more) => {
        const rhythm = { rule: text, start: '2026-12-03', closedDay }
        const [from, cut, to] = ['2026-12-01', addDays('2026-12-01', one), addDays('2026-12-01', one + more)]
        const whole = daysOf(rhythm, { after: from, to, calendar })
        const pieces = [...daysOf(rhythm, { after: from, to: cut, calendar }), ...daysOf(rhythm, { after: cut, to, calendar })]
        expect(pieces).toEqual(whole)
        expect(whole.every((day) => day >= rhythm.start && isWorkingDay(day, calendar))).toBe(true)
      }),
    )
  })
})

const field = (name: string, kind: Ask['kind']): Ask => ({ name, kind, choices: [], currency: null, optional: true })
const known = new Map([
  ['billing.contract.activated', [field('contract_number', 'text'), field('seats', 'number'), field('kind', 'text')]],
  ['people.person.joined', [field('person_id', 'text')]],
])
const above = (said: string) => `---\nkind: procedure\ntrigger_events: ${said}\n---\n# A\n`

test.each([
  ['people.person.joined', ['people.person.joined']],
  ['people.person.joined; people.person.left', ['people.person.joined', 'people.person.left']],
  ['[people.person.joined, people.person.left]', ['people.person.joined', 'people.person.left']],
  ['[{ event: billing.contract.activated, filter: seats > 5 }]', ['billing.contract.activated where seats > 5']],
  ['[7]', ['7']],
  ['', []],
])('events above a text: %s', (said, lines) => {
  expect(triggersIn(above(said))).toEqual(lines)
})

test.each([
  ['billing.contract.activated', {}, true],
  ['billing.contract.activated where seats > 5', { seats: 6 }, true],
  ['billing.contract.activated where seats > 5', { seats: 5 }, false],
  ['billing.contract.activated where seats > 5', {}, false],
  ['billing.contract.activated where kind is renewal or seats > 100 within 1 business day', { kind: 'Renewal' }, true],
  ['billing.contract.activated where not kind is renewal', { kind: 'first' }, true],
  ['people.person.joined', {}, false],
] as [string, object, boolean][])('%s means %j: %s', (line, payload, meant) => {
  const read = triggerOf(line, known)
  if (!('event' in read)) throw new Error(read.wrong)
  expect(triggers(read, { name: 'billing.contract.activated', payload: payload as Record<string, unknown> })).toBe(meant)
})

test.each([
  ['people.person.joined', 2],
  ['people.person.joined within 5 working days', 5],
])('%s has %i working days', (line, within) => {
  expect(triggerOf(line, known)).toMatchObject({ within })
})

test.each([
  ['people.person.promoted', 'no event that is heard here'],
  ['people.person.joined soon', 'no event that is heard here'],
  ['billing.contract.activated where colour is red', 'asked for by no step'],
  ['billing.contract.activated where seats > many', 'is no value'],
])('%s cannot be read: %s', (line, why) => {
  expect((triggerOf(line, known) as { wrong: string }).wrong).toContain(why)
})

test.each([
  ['billing.contract.activated', { contract_id: 'a', contract_number: 'CON-1' }, { kind: 'contract', id: 'a', number: 'CON-1' }],
  ['licensing.licence.issued', { licence_id: 'b', number: 'LIC-1' }, { kind: 'licence', id: 'b', number: 'LIC-1' }],
  ['people.person.left', { person_id: 'c' }, { kind: 'person', id: 'c', number: null }],
  ['people.person.left', { owned: [] }, null],
] as [string, object, unknown][])('%s of %j is about %j', (name, payload, thing) => {
  expect(thingIn({ name, payload: payload as Record<string, unknown> })).toEqual(thing)
})
