import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, dayIn } from '../period.ts'
import {
  addBusinessDays,
  businessDaysBetween,
  type Calendar,
  isWorkingDay,
  nextWorkingDay,
  openRuns,
  previousWorkingDay,
} from './calendar.ts'
import { openSeconds, whenUsedUp } from './clock.ts'

const office = (over: Partial<Calendar> = {}): Calendar => ({
  zone: 'America/New_York',
  weekly: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '17:00' })),
  holidays: [],
  closures: [],
  ...over,
})
const withLunch = office({
  weekly: [1, 2, 3, 4, 5].flatMap((weekday) => [
    { weekday, from: '09:00', to: '12:00' },
    { weekday, from: '13:00', to: '17:00' },
  ]),
})
const always = office({ weekly: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', to: '24:00' })) })
/** a wall time in New York; no case here stands on a changed hour */
const ny = (wall: string, offset: 'EST' | 'EDT') => new Date(`${wall}:00${offset === 'EST' ? '-05:00' : '-04:00'}`)
const hours = (n: number) => n * 3600

describe('open hours are used up', () => {
  test('over a weekend on which clocks change: 4 h from Friday 15:30 end on Monday 11:30', () => {
    const opened = ny('2026-03-06T15:30', 'EST')
    expect(whenUsedUp(opened, hours(4), withLunch)).toEqual(new Date('2026-03-09T15:30:00Z'))
    expect(openSeconds(opened, new Date('2026-03-09T15:30:00Z'), withLunch)).toBe(hours(4))
  })

  test('around a pause: 16 h from Thursday 14:00, paused Friday 10:00 to Monday 11:00, end on Tuesday 15:00', () => {
    const opened = ny('2026-10-29T14:00', 'EDT')
    const used = openSeconds(opened, ny('2026-10-30T10:00', 'EDT'), office())
    expect(used).toBe(hours(4))
    expect(whenUsedUp(ny('2026-11-02T11:00', 'EST'), hours(16) - used, office())).toEqual(new Date('2026-11-03T20:00:00Z'))
  })

  test('with the pause kept when the promise shrinks: 8 h in all end on Monday 15:00', () => {
    expect(whenUsedUp(ny('2026-11-02T11:00', 'EST'), hours(8 - 4), office())).toEqual(ny('2026-11-02T15:00', 'EST'))
  })

  test('at the end of a run and never at the next opening; nothing is used up at once', () => {
    expect(whenUsedUp(ny('2026-06-12T16:00', 'EDT'), hours(1), office())).toEqual(ny('2026-06-12T17:00', 'EDT'))
    expect(whenUsedUp(ny('2026-06-13T12:00', 'EDT'), 0, office())).toEqual(ny('2026-06-13T12:00', 'EDT'))
  })

  test('never where there are none', () => {
    const shut = office({ weekly: [] })
    expect(() => whenUsedUp(new Date(0), 1, shut)).toThrow(expect.objectContaining({ code: 'calendar.never_open' }))
    expect(() => addBusinessDays('2026-06-15', 1, shut)).toThrow(expect.objectContaining({ code: 'calendar.never_open' }))
  })
})

describe('a day on which clocks change', () => {
  test.each([
    ['spring, a day of 23 hours', '2026-03-08', 23],
    ['autumn, a day of 25 hours', '2026-11-01', 25],
    ['any other', '2026-06-15', 24],
  ])('is as long as it is: %s', (_name, day, long) => {
    const open = openRuns(day, always).reduce((sum, run) => sum + run.to - run.from, 0)
    expect(open / 3_600_000).toBe(long)
  })

  test.each([
    ['a skipped opening moves forward by the gap', '02:30', '05:00', 1.5],
    ['hours inside the gap move with it', '02:00', '03:00', 0],
    ['a skipped end moves forward by the gap', '01:00', '02:30', 1.5],
  ])('in spring: %s', (_name, from, to, open) => {
    const night = office({ weekly: [{ weekday: 7, from, to }] })
    expect(openSeconds(new Date('2026-03-08T00:00:00Z'), new Date('2026-03-10T00:00:00Z'), night)).toBe(hours(open))
  })

  test('in autumn a repeated hour is opened by its first pass and closed by it', () => {
    const from = office({ weekly: [{ weekday: 7, from: '01:30', to: '03:00' }] })
    expect(openSeconds(new Date('2026-11-01T00:00:00Z'), new Date('2026-11-02T00:00:00Z'), from)).toBe(hours(2.5))
    const to = office({ weekly: [{ weekday: 7, from: '00:00', to: '01:30' }] })
    expect(openSeconds(new Date('2026-11-01T00:00:00Z'), new Date('2026-11-02T00:00:00Z'), to)).toBe(hours(1.5))
  })
})

describe('business days', () => {
  const bavaria = office({
    zone: 'Europe/Berlin',
    holidays: [
      { date: '2027-03-26', name: 'Good Friday' },
      { date: '2027-03-29', name: 'Easter Monday' },
    ],
    closures: [{ from: '2026-12-24', to: '2027-01-01' }],
  })
  test.each([
    ['thirty back over Easter', '2027-04-30', -30, '2027-03-17'],
    ['one on from Thursday before Easter', '2027-03-25', 1, '2027-03-30'],
    ['none from a holiday is the next working day', '2027-03-26', 0, '2027-03-30'],
    ['none from a working day is the day', '2027-03-25', 0, '2027-03-25'],
    ['one on from the last day before a closure', '2026-12-23', 1, '2027-01-04'],
    ['one back from the first day after it', '2027-01-04', -1, '2026-12-23'],
    ['five from a Sunday', '2026-06-14', 5, '2026-06-19'],
  ])('%s', (_name, day, n, expected) => expect(addBusinessDays(day, n, bavaria)).toBe(expected))

  test('both ends of a closure are closed, the days around it are not', () => {
    expect(['2026-12-23', '2026-12-24', '2027-01-01', '2027-01-04'].map((day) => isWorkingDay(day, bavaria))).toEqual([
      true,
      false,
      false,
      true,
    ])
    expect([nextWorkingDay('2026-12-24', bavaria), previousWorkingDay('2027-01-01', bavaria)]).toEqual(['2027-01-04', '2026-12-23'])
  })

  test('n days on and as many working days counted in between are the same', () => {
    fc.assert(
      fc.property(day(), fc.integer({ min: 1, max: 60 }), calendars(), (from, n, calendar) => {
        const to = addBusinessDays(from, n, calendar)
        expect(isWorkingDay(to, calendar)).toBe(true)
        expect(businessDaysBetween(addDays(from, 1), addDays(to, 1), calendar)).toBe(n)
        expect(addBusinessDays(addDays(to, 1), -n, calendar) > from).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})

describe('against a clock that is asked each minute', () => {
  const formats = new Map<string, Intl.DateTimeFormat>()
  const isOpen = (at: number, calendar: Calendar): boolean => {
    const format =
      formats.get(calendar.zone) ??
      new Intl.DateTimeFormat('en-GB', { timeZone: calendar.zone, hour: '2-digit', minute: '2-digit', weekday: 'short', hourCycle: 'h23' })
    formats.set(calendar.zone, format)
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
    const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(part['weekday'] ?? '') + 1
    const day = dayIn(calendar.zone, new Date(at))
    if (calendar.holidays.some(({ date }) => date === day) || calendar.closures.some(({ from, to }) => from <= day && day <= to))
      return false
    const wall = `${part['hour']}:${part['minute']}`
    return calendar.weekly.some((one) => one.weekday === weekday && one.from <= wall && wall < one.to)
  }
  const minute = 60_000

  test('open minutes are the same, and used up at the same minute, on days with changed clocks and without', () => {
    fc.assert(
      fc.property(starts(), fc.integer({ min: 1, max: 2 * 1440 }), calendars(), (start, length, calendar) => {
        const marks = Array.from({ length }, (_, i) => isOpen(start + i * minute, calendar))
        const open = marks.filter(Boolean).length
        const [from, to] = [new Date(start), new Date(start + length * minute)]
        expect(openSeconds(from, to, calendar)).toBe(open * 60)
        if (open === 0) return
        const last = marks.lastIndexOf(true)
        expect(whenUsedUp(from, open * 60, calendar)).toEqual(new Date(start + (last + 1) * minute))
      }),
      { numRuns: 25 },
    )
  })
})

/** Whole minutes, most of them beside a day on which New York, Berlin or Lord Howe (by half an hour) changes its clocks. */
function starts() {
  const turns = ['2026-03-08', '2026-11-01', '2026-03-29', '2026-10-25', '2026-04-05', '2026-10-04', '2026-06-15'].map((on) =>
    Date.parse(`${on}T00:00:00Z`),
  )
  return fc.tuple(fc.constantFrom(...turns), fc.integer({ min: -1440, max: 1440 })).map(([at, off]) => at + off * minute_)
}
const minute_ = 60_000

function day() {
  return fc.integer({ min: 0, max: 700 }).map((n) => addDays('2026-01-01', n))
}

/** Hours on whole hours outside 01:00–04:00, where a wall clock does not say which pass it is. */
function calendars(): fc.Arbitrary<Calendar> {
  const run = fc.constantFrom(['00:00', '01:00'], ['04:00', '09:00'], ['09:00', '12:00'], ['13:00', '17:00'], ['18:30', '24:00'])
  const week = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 7 }), run), {
    minLength: 1,
    maxLength: 12,
    selector: ([weekday, [from]]) => `${weekday} ${from}`,
  })
  return fc
    .record({
      zone: fc.constantFrom('America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC'),
      week,
      holidays: fc.array(day(), { maxLength: 20 }),
      closed: fc.array(fc.tuple(day(), fc.integer({ min: 0, max: 9 })), { maxLength: 4 }),
    })
    .map(({ zone, week: hoursOf, holidays, closed }) => ({
      zone,
      weekly: hoursOf.map(([weekday, [from = '', to = '']]) => ({ weekday, from, to })),
      holidays: holidays.map((date) => ({ date, name: 'Holiday' })),
      closures: closed.map(([from, days]) => ({ from, to: addDays(from, days) })),
    }))
}
