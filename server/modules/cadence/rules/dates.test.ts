import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Calendar, isWorkingDay } from '../../../kernel/calendar/calendar.ts'
import { occurrences } from '../../../kernel/calendar/recurrence.ts'
import { addDays } from '../../../kernel/period.ts'
import { type ClosedDay, fitDates, fitZone, planDates, preworkDay, readRule, replan, horizon } from './dates.ts'

const office = (closed: readonly string[] = []): Calendar => ({
  zone: 'Europe/Berlin',
  weekly: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '17:00' })),
  holidays: closed.map((date) => ({ date, name: 'Holiday' })),
  closures: [],
})
const start = { day: '2026-05-01', time: '09:00', zone: 'Europe/Berlin' }
const days = (rule: string, how: Partial<Parameters<typeof planDates>[2]> = {}, from = start) =>
  planDates(readRule(rule), from, { from: from.day, before: '2026-08-01', closedDay: 'keep', calendar: office(), ...how })
const code = (work: () => unknown): string => {
  try {
    work()
    return 'done'
  } catch (error) {
    return (error as { code: string }).code
  }
}

test('the second Tuesday of each month from May 1 on', () => {
  expect(days('FREQ=MONTHLY;BYDAY=2TU').dates.map(({ day }) => day)).toEqual(['2026-05-12', '2026-06-09', '2026-07-14'])
})

test.each([
  ['below a day', 'FREQ=HOURLY', 'series.rule_unsupported'],
  ['no rule', 'every Monday', 'series.rule_invalid'],
  ['no date in a year', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'series.rule_empty'],
  ['over long ago', 'FREQ=DAILY;UNTIL=20260401', 'series.rule_empty'],
  [
    'each day and 40 more',
    `FREQ=DAILY\nRDATE:${Array.from({ length: 40 }, (_, n) => `${addDays('2026-06-01', n).replaceAll('-', '')}T150000`)}`,
    'series.rule_crowded',
  ],
  ['each day', 'FREQ=DAILY', 'done'],
])('how many dates a rule has in a year: %s', (_name, rule, said) => {
  expect(code(() => fitDates(readRule(rule), start))).toBe(said)
})

test('a zone is one that clocks know', () => {
  expect([code(() => fitZone('Europe/Berlin')), code(() => fitZone('Atlantis/Harbour'))]).toEqual(['done', 'series.zone_unknown'])
})

describe('a date on a closed day', () => {
  // Whit Monday is May 25, and the Tuesday after it is a date of its own
  const monday = (closedDay: ClosedDay, rule = 'FREQ=WEEKLY;BYDAY=MO') => {
    const { dates, skipped } = days(rule, { closedDay, before: '2026-06-02', calendar: office(['2026-05-25']) })
    return { days: dates.map(({ day }) => day.slice(5)), skipped }
  }
  test.each([
    ['keep', ['05-04', '05-11', '05-18', '05-25', '06-01'], []],
    ['skip', ['05-04', '05-11', '05-18', '06-01'], ['2026-05-25']],
    ['next', ['05-04', '05-11', '05-18', '05-26', '06-01'], []],
    ['previous', ['05-04', '05-11', '05-18', '05-22', '06-01'], []],
  ] as const)('%s', (closedDay, expected, skipped) => {
    expect(monday(closedDay)).toEqual({ days: expected, skipped })
  })

  test('is left out where the series meets already, and keeps the start that the rule gave it', () => {
    expect(monday('next', 'FREQ=WEEKLY;BYDAY=MO,TU').skipped).toEqual(['2026-05-25'])
    const moved = days('FREQ=WEEKLY;BYDAY=MO', { closedDay: 'next', calendar: office(['2026-05-25']) }).dates.find(
      ({ day }) => day === '2026-05-26',
    )
    expect(moved).toMatchObject({
      planned_start: '2026-05-25T09:00',
      local_start: '2026-05-26T09:00',
      starts_at: new Date('2026-05-26T07:00:00Z'),
    })
  })

  test('of any rule: none lies on a closed day, none twice, none is lost without being named', () => {
    const rule = fc.constantFrom(
      'FREQ=DAILY',
      'FREQ=WEEKLY;BYDAY=MO,TH',
      'FREQ=MONTHLY;BYMONTHDAY=1,15,-1',
      'FREQ=MONTHLY;BYDAY=-1FR',
      'FREQ=WEEKLY;BYDAY=SA,SU',
    )
    const closed = fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 25 })
    fc.assert(
      fc.property(rule, closed, fc.constantFrom<ClosedDay>('keep', 'skip', 'next', 'previous'), (text, offsets, closedDay) => {
        const calendar = office(offsets.map((n) => addDays('2026-05-01', n)))
        const range = { from: '2026-05-01', before: '2026-08-01' }
        const { dates, skipped } = planDates(readRule(text), start, { ...range, closedDay, calendar })
        const all = occurrences(readRule(text), start, { ...range, limit: 400 }).map(({ day }) => day)
        expect(new Set(dates.map(({ local_start }) => local_start)).size).toBe(dates.length)
        expect([...dates.map(({ planned_start }) => planned_start.slice(0, 10)), ...skipped].sort()).toEqual(all.sort())
        if (closedDay !== 'keep') expect(dates.every(({ day }) => isWorkingDay(day, calendar))).toBe(true)
        if (closedDay === 'keep') expect(skipped).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})

describe('another rule', () => {
  const one = (id: string, at: string, more: object = {}) => ({
    id,
    planned_start: at,
    local_start: at,
    state: 'draft',
    moved: false,
    items: 0,
    ...more,
  })
  const want = (at: string) => ({ planned_start: at, local_start: at, day: at.slice(0, 10), starts_at: new Date(`${at}:00Z`) })

  test('takes away what has nothing on its agenda, and names what stays with the reason', () => {
    const ahead = [
      one('same', '2026-06-01T09:00'),
      one('bare', '2026-06-08T09:00'),
      one('full', '2026-06-15T09:00', { items: 2 }),
      one('moved', '2026-06-22T09:00', { local_start: '2026-06-23T09:00', moved: true }),
      one('open', '2026-06-29T09:00', { state: 'open' }),
    ]
    const wanted = ['2026-06-01T09:00', '2026-06-02T09:00', '2026-06-23T09:00'].map(want)
    expect(replan(ahead, wanted)).toEqual({
      gone: ['bare'],
      kept: [
        { id: 'full', why: 'agenda' },
        { id: 'moved', why: 'moved' },
        { id: 'open', why: 'open' },
      ],
      // where a date that was moved stands, no second one comes
      added: [want('2026-06-02T09:00')],
    })
  })

  test('touches no date with an agenda, adds none twice, and says of each what became of it', () => {
    const at = fc.integer({ min: 1, max: 28 }).map((day) => `2026-06-${String(day).padStart(2, '0')}T09:00`)
    const ahead = fc.uniqueArray(fc.record({ at, items: fc.integer({ min: 0, max: 2 }), moved: fc.boolean(), open: fc.boolean() }), {
      selector: (row) => row.at,
      maxLength: 12,
    })
    fc.assert(
      fc.property(ahead, fc.uniqueArray(at, { maxLength: 12 }), (rows, wanted) => {
        const have = rows.map((row) => one(row.at, row.at, { items: row.items, moved: row.moved, state: row.open ? 'open' : 'draft' }))
        const { gone, kept, added } = replan(have, wanted.map(want))
        const left = have.filter(({ id }) => !gone.includes(id))
        expect(have.filter(({ items }) => items > 0).every(({ id }) => !gone.includes(id))).toBe(true)
        expect(
          have
            .filter(({ id }) => !wanted.includes(id))
            .map(({ id }) => id)
            .sort(),
        ).toEqual([...gone, ...kept.map(({ id }) => id)].sort())
        const now = [...left.map(({ local_start }) => local_start), ...added.map(({ local_start }) => local_start)]
        expect(new Set(now).size).toBe(now.length)
        expect(wanted.every((day) => now.includes(day))).toBe(true)
      }),
    )
  })
})

test('the agenda opens so many working days before', () => {
  expect([0, 1, 3].map((n) => preworkDay('2026-05-26', n, office(['2026-05-25'])))).toEqual(['2026-05-26', '2026-05-22', '2026-05-20'])
})

test('dates are planned a year ahead, to its own day', () => expect(horizon('2026-06-15')).toBe('2027-06-17'))
