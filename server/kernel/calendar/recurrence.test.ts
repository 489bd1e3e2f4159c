import fc from 'fast-check'
import rruleLibrary from 'rrule'
import { describe, expect, test } from 'vitest'
import { addDays } from '../period.ts'
import { occurrences, type Start } from './recurrence.ts'
import { parseRule } from './rule.ts'

const start = (day: string, time = '09:00', zone = 'America/New_York'): Start => ({ day, time, zone })
const daysOf = (text: string, from: string, before: string, limit = 400) =>
  occurrences(parseRule(text), start(from), { before, limit }).map(({ day }) => day)

describe('a rule of repetition', () => {
  test.each([
    ['second Tuesdays', 'FREQ=MONTHLY;BYDAY=2TU', '2026-05-01', ['2026-05-12', '2026-06-09', '2026-07-14']],
    [
      'last working day of a month',
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
      '2026-01-01',
      ['2026-01-30', '2026-02-27', '2026-03-31'],
    ],
    [
      'third working day of a month',
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=3',
      '2026-01-01',
      ['2026-01-05', '2026-02-04', '2026-03-04'],
    ],
    [
      'a fifth Monday, in months that have one',
      'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=5',
      '2026-01-01',
      ['2026-03-30', '2026-06-29', '2026-08-31'],
    ],
    ['every other week on two days', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE', '2026-06-03', ['2026-06-03', '2026-06-15', '2026-06-17']],
    ['the 31st, in months that have it', 'FREQ=MONTHLY', '2026-01-31', ['2026-01-31', '2026-03-31', '2026-05-31']],
    ['the last day of February', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1', '2026-01-01', ['2026-02-28', '2027-02-28', '2028-02-29']],
    ['a leap day', 'FREQ=YEARLY', '2024-02-29', ['2024-02-29', '2028-02-29', '2032-02-29']],
    ['the 20th Monday of a year', 'FREQ=YEARLY;BYDAY=20MO', '2026-01-01', ['2026-05-18', '2027-05-17', '2028-05-15']],
    ['with the prefix and in small letters', 'rrule:freq=daily;interval=3', '2026-06-01', ['2026-06-01', '2026-06-04', '2026-06-07']],
  ])('%s', (_name, text, from, expected) => expect(daysOf(text, from, '2040-01-01', 3)).toEqual(expected))

  test('ends with its count, with its last day, and with its last instant', () => {
    expect(daysOf('FREQ=DAILY;COUNT=2', '2026-06-01', '2027-01-01')).toEqual(['2026-06-01', '2026-06-02'])
    expect(daysOf('FREQ=DAILY;UNTIL=20260602', '2026-06-01', '2027-01-01')).toEqual(['2026-06-01', '2026-06-02'])
    expect(daysOf('FREQ=DAILY;UNTIL=20260602T130000Z', '2026-06-01', '2027-01-01')).toEqual(['2026-06-01', '2026-06-02'])
    expect(daysOf('FREQ=DAILY;UNTIL=20260602T125959Z', '2026-06-01', '2027-01-01')).toEqual(['2026-06-01'])
    expect(daysOf('FREQ=DAILY;UNTIL=20260602T085959', '2026-06-01', '2027-01-01')).toEqual(['2026-06-01'])
  })

  test('counts from its start, also when only a later part is asked for', () => {
    const rule = parseRule('FREQ=WEEKLY;COUNT=3')
    const range = { from: '2026-06-10', before: '2027-01-01', limit: 10 }
    expect(occurrences(rule, start('2026-06-01'), range).map(({ day }) => day)).toEqual(['2026-06-15'])
  })

  test('keeps its wall time when clocks change; what is skipped moves forward, what comes twice is the first pass', () => {
    const at = (from: string, time: string) =>
      occurrences(parseRule('FREQ=DAILY;COUNT=2'), start(from, time), { before: '2027-01-01', limit: 9 }).map((one) => one.at.toISOString())
    expect(at('2026-03-07', '09:00')).toEqual(['2026-03-07T14:00:00.000Z', '2026-03-08T13:00:00.000Z'])
    expect(at('2026-03-07', '02:30')).toEqual(['2026-03-07T07:30:00.000Z', '2026-03-08T07:30:00.000Z'])
    expect(at('2026-10-31', '01:30')).toEqual(['2026-10-31T05:30:00.000Z', '2026-11-01T05:30:00.000Z'])
  })

  test.each([
    ['FREQ=HOURLY', 'recurrence.unsupported'],
    ['FREQ=WEEKLY;WKST=SU', 'recurrence.unsupported'],
    ['FREQ=YEARLY;BYWEEKNO=20', 'recurrence.unsupported'],
    ['FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=1', 'recurrence.unsupported'],
    ['INTERVAL=2', 'recurrence.invalid'],
    ['FREQ=DAILY;FREQ=DAILY', 'recurrence.invalid'],
    ['FREQ=DAILY;COUNT=2;UNTIL=20260601', 'recurrence.invalid'],
    ['FREQ=DAILY;INTERVAL=0', 'recurrence.invalid'],
    ['FREQ=DAILY;BYMONTHDAY=32', 'recurrence.invalid'],
    ['FREQ=DAILY;UNTIL=20260230', 'recurrence.invalid'],
    ['FREQ=WEEKLY;BYDAY=2MO', 'recurrence.invalid'],
    ['FREQ=WEEKLY;BYMONTHDAY=2', 'recurrence.invalid'],
    ['FREQ=DAILY;BYSETPOS=1', 'recurrence.invalid'],
    ['FREQ=MONTHLY;BYDAY=XX', 'recurrence.invalid'],
    ['every Monday', 'recurrence.invalid'],
  ])('refuses %s as %s', (text, code) => expect(() => parseRule(text)).toThrow(expect.objectContaining({ code })))

  test('finds the days that a widely used library finds', () => {
    fc.assert(
      fc.property(rules(), fc.integer({ min: 0, max: 1000 }), (text, offset) => {
        const from = addDays('2024-01-01', offset)
        const before = addDays(from, text.includes('YEARLY') ? 2200 : 500)
        const stamp = (day: string) => `${day.replaceAll('-', '')}T090000Z`
        const theirs = rruleLibrary
          .rrulestr(`DTSTART:${stamp(from)}\nRRULE:${text}${text.includes('UNTIL') ? '' : `;UNTIL=${stamp(before)}`}`)
          .between(new Date(`${from}T00:00:00Z`), new Date(`${addDays(before, -1)}T23:00:00Z`), true)
          .slice(0, 60)
          .map((at) => at.toISOString().slice(0, 10))
        expect(daysOf(text, from, before, 60)).toEqual(theirs)
        if (!text.includes('UNTIL')) expect(daysOf(`${text};COUNT=7`, from, before)).toEqual(theirs.slice(0, 7))
      }),
      { numRuns: 50 },
    )
  })
})

/** Rules of the part of RFC 5545 that we read and that come true now and then: the library looks for one that never does until the year 9999. */
function rules(): fc.Arbitrary<string> {
  const weekday = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')
  const some = <T>(one: fc.Arbitrary<T>) => fc.uniqueArray(one, { minLength: 1, maxLength: 3 })
  const part = <T>(name: string, of: fc.Arbitrary<T[]>) => fc.option(of.map((list) => `${name}=${list.join(',')}`))
  // beside 1MO a plain MO means every Monday (RFC 5545); the library then forgets the plain ones
  const nth = (most: number) =>
    fc
      .tuple(
        fc.integer({ min: -most, max: most }).filter((n) => n !== 0),
        weekday,
      )
      .map(([n, day]) => `${n}${day}`)
  const monthDay = some(fc.integer({ min: -28, max: 28 }).filter((n) => n !== 0))
  const months = part('BYMONTH', some(fc.integer({ min: 1, max: 12 })))
  const shapes = fc.oneof(
    fc.tuple(fc.constant('FREQ=DAILY'), months, part('BYDAY', some(weekday)), part('BYMONTHDAY', monthDay)),
    fc.tuple(fc.constant('FREQ=WEEKLY'), months, part('BYDAY', some(weekday))),
    fc.tuple(fc.constant('FREQ=MONTHLY'), months, part('BYDAY', some(nth(4)))),
    fc.tuple(fc.constant('FREQ=MONTHLY'), months, part('BYDAY', some(weekday)), part('BYMONTHDAY', monthDay)),
    fc.tuple(fc.constant('FREQ=YEARLY'), months, part('BYDAY', some(nth(4)))),
    fc.tuple(fc.constant('FREQ=YEARLY'), months, part('BYDAY', some(weekday)), part('BYMONTHDAY', monthDay)),
  )
  const end = fc.option(fc.constant('UNTIL=20260401T235959Z'))
  const every = fc.integer({ min: 1, max: 4 }).map((n) => `INTERVAL=${n}`)
  const place = fc.option(fc.constantFrom(-1, 1).map((n) => `BYSETPOS=${n}`))
  return fc.tuple(shapes, every, end, place).map(([parts, interval, over, place_]) => {
    const by = parts.filter((one) => one !== null)
    // of the week in which a rule starts the library looks at the rest only, RFC 5545 at the whole
    const picks = place_ && by.length > 1 && /MONTHLY|YEARLY/.test(String(by[0])) ? [place_] : []
    return [...by, interval, ...(over ? [over] : []), ...picks].join(';')
  })
}
