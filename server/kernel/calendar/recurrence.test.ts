import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { RRuleTemporal } from 'rrule-temporal'
import { describe, expect, test } from 'vitest'
import { addDays } from '../period.ts'
import { occurrences, parseRecurrence, type Start } from './recurrence.ts'
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
    [
      'the first Monday where it is the first of a month',
      'FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=1',
      '2026-01-01',
      ['2026-06-01', '2027-02-01', '2027-03-01'],
    ],
    [
      'the weekday of its start, in a week of the year',
      'FREQ=YEARLY;BYWEEKNO=20',
      '2026-01-01',
      ['2026-05-14', '2027-05-20', '2028-05-18'],
    ],
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
    ['FREQ=DAILY;BYHOUR=9', 'recurrence.unsupported'],
    ['RSCALE=HEBREW;FREQ=YEARLY', 'recurrence.unsupported'],
    ['INTERVAL=2', 'recurrence.invalid'],
    ['FREQ=DAILY;FREQ=DAILY', 'recurrence.invalid'],
    ['FREQ=DAILY;COUNT=2;UNTIL=20260601', 'recurrence.invalid'],
    ['FREQ=DAILY;INTERVAL=0', 'recurrence.invalid'],
    ['FREQ=DAILY;BYMONTHDAY=32', 'recurrence.invalid'],
    ['FREQ=YEARLY;BYYEARDAY=367', 'recurrence.invalid'],
    ['FREQ=YEARLY;BYWEEKNO=54', 'recurrence.invalid'],
    ['FREQ=WEEKLY;WKST=XX', 'recurrence.invalid'],
    ['FREQ=DAILY;UNTIL=20260230', 'recurrence.invalid'],
    ['FREQ=WEEKLY;BYDAY=2MO', 'recurrence.invalid'],
    ['FREQ=YEARLY;BYWEEKNO=2;BYDAY=2MO', 'recurrence.invalid'],
    ['FREQ=DAILY;BYSETPOS=1', 'recurrence.invalid'],
    ['FREQ=MONTHLY;BYDAY=XX', 'recurrence.invalid'],
    ['every Monday', 'recurrence.invalid'],
  ])('refuses %s as %s', (text, code) => expect(() => parseRule(text)).toThrow(expect.objectContaining({ code })))

  test('that never comes true ends where it was asked to, and one asked for late does not begin at its start', () => {
    const never = parseRule('FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30')
    expect(occurrences(never, start('2026-01-01'), { before: '2030-01-01', limit: 9 })).toEqual([])
    for (const text of [
      'FREQ=DAILY;INTERVAL=3',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU',
      'FREQ=MONTHLY;INTERVAL=5;BYDAY=-1FR',
      'FREQ=YEARLY;INTERVAL=7;BYWEEKNO=1;BYDAY=MO',
    ]) {
      const [from, before] = ['2126-01-01', '2134-01-01']
      const all = daysOf(text, '2026-01-31', before, 40_000).filter((day) => day >= from)
      const late = occurrences(parseRule(text), start('2026-01-31'), { from, before, limit: 40_000 })
      expect(late.map(({ day }) => day)).toEqual(all)
      expect(all.length).toBeGreaterThan(0)
    }
  })
})

describe('the vectors that others published', () => {
  const vectors = readFileSync(new URL('vectors.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.split('\t') as [string, string, string, string, string])

  test('come out day for day: the RFC, the calendar library in C, the date library in Python', () => {
    const spelled = (day: string) => day.replace(/(\d{4})(\d\d)(\d\d)/, '$1-$2-$3')
    for (const [whose, rule, from, dates, days] of vectors) {
      const wanted = days.split(' ').filter(Boolean)
      // where a rule has no end the vector is a beginning
      const limit = /COUNT|UNTIL/.test(rule) ? 400 : wanted.length
      const recurrence = parseRecurrence(dates === '-' ? `RRULE:${rule}` : `RRULE:${rule}\n${dates}`)
      const found = occurrences(recurrence, start(spelled(from), '09:00', 'UTC'), { before: '2300-01-01', limit })
      expect(
        found.map(({ day }) => day),
        `${whose} ${rule} ${from}`,
      ).toEqual(wanted.map(spelled))
    }
    expect(vectors.length).toBe(209)
  })
})

describe('dates beside the rule', () => {
  const daily = (more: string, range: { from?: string; before: string; limit: number } = { before: '2026-07-01', limit: 9 }) =>
    occurrences(parseRecurrence(`RRULE:FREQ=DAILY;COUNT=3\n${more}`), start('2026-06-01'), range).map(
      ({ day, time, at }) => `${day} ${time} ${at.toISOString().slice(11, 16)}`,
    )

  test('are added as a day, a local time or an instant, and stand once', () => {
    expect(daily('RDATE;VALUE=DATE:20260602,20260610\nRDATE:20260611T140000\nRDATE:20260612T140000Z')).toEqual([
      '2026-06-01 09:00 13:00',
      '2026-06-02 09:00 13:00',
      '2026-06-03 09:00 13:00',
      '2026-06-10 09:00 13:00',
      '2026-06-11 14:00 18:00',
      '2026-06-12 10:00 14:00',
    ])
  })

  test('are taken away likewise, also one that was added, and leave the others their places', () => {
    expect(daily('RDATE:20260610\nEXDATE:20260601T090000,20260602T130000Z,20260610')).toEqual(['2026-06-03 09:00 13:00'])
    expect(daily('EXDATE:20260601T100000,20260602', { before: '2026-07-01', limit: 2 })).toEqual([
      '2026-06-01 09:00 13:00',
      '2026-06-03 09:00 13:00',
    ])
    expect(daily('RDATE:20260610', { from: '2026-06-03', before: '2026-06-10', limit: 9 })).toEqual(['2026-06-03 09:00 13:00'])
  })

  test.each([
    ['RDATE;VALUE=PERIOD:20260601T090000Z/PT1H', 'recurrence.unsupported'],
    ['EXRULE:FREQ=DAILY', 'recurrence.unsupported'],
    ['RDATE:20260230', 'recurrence.invalid'],
    ['RRULE:FREQ=DAILY', 'recurrence.invalid'],
  ])('refuses %s as %s', (text, code) => expect(() => daily(text)).toThrow(expect.objectContaining({ code })))
})

test('a rule finds the days that a kept library finds', () => {
  fc.assert(
    fc.property(rules(), fc.integer({ min: 0, max: 1000 }), (text, offset) => {
      const from = addDays('2024-01-01', offset)
      const before = addDays(from, text.includes('YEARLY') ? 2200 : 500)
      const rruleString = `DTSTART;TZID=UTC:${from.replaceAll('-', '')}T090000\nRRULE:${text}`
      const theirs = new RRuleTemporal({ rruleString })
        .between(new Date(`${from}T00:00:00Z`), new Date(`${addDays(before, -1)}T23:00:00Z`), true)
        .slice(0, 60)
        .map((at) => at.toPlainDate().toString())
      expect(daysOf(text, from, before, 60)).toEqual(theirs)
      if (!text.includes('UNTIL')) expect(daysOf(`${text};COUNT=7`, from, before)).toEqual(theirs.slice(0, 7))
    }),
    { numRuns: 100 },
  )
})

/** What we read of RFC 5545. Left out: what the library reads otherwise than the published vectors (decision 112). */
function rules(): fc.Arbitrary<string> {
  const weekday = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')
  const some = <T>(one: fc.Arbitrary<T>) => fc.uniqueArray(one, { minLength: 1, maxLength: 3 })
  const one = <T>(name: string, of: fc.Arbitrary<T[]>) => of.map((list) => `${name}=${list.join(',')}`)
  const part = <T>(name: string, of: fc.Arbitrary<T[]>) => fc.option(one(name, of))
  const number = (most: number) => fc.integer({ min: -most, max: most }).filter((n) => n !== 0)
  const nth = (most: number) => fc.tuple(number(most), weekday).map(([n, day]) => `${n}${day}`)
  const [monthDay, months] = [some(number(28)), some(fc.integer({ min: 1, max: 12 }))]
  const days = part('BYDAY', some(weekday))
  const shapes = fc.oneof(
    fc.tuple(fc.constant('FREQ=DAILY'), part('BYMONTH', months), days, part('BYMONTHDAY', monthDay)),
    fc.tuple(fc.constant('FREQ=WEEKLY'), part('BYMONTH', months), days),
    fc.tuple(fc.constant('FREQ=MONTHLY'), part('BYMONTH', months), part('BYDAY', some(nth(4)))),
    fc.tuple(fc.constant('FREQ=MONTHLY'), days, part('BYMONTHDAY', monthDay)),
    fc.tuple(fc.constant('FREQ=YEARLY'), part('BYDAY', some(nth(4)))),
    fc.tuple(fc.constant('FREQ=YEARLY'), one('BYMONTH', months), days, part('BYMONTHDAY', monthDay)),
    fc.tuple(fc.constant('FREQ=YEARLY'), one('BYWEEKNO', some(number(52))), one('BYDAY', some(weekday))),
    fc.tuple(fc.constant('FREQ=YEARLY'), one('BYYEARDAY', some(number(360)))),
  )
  const end = fc.option(fc.constant('UNTIL=20260401T235959Z'))
  const every = fc.integer({ min: 1, max: 4 }).map((n) => `INTERVAL=${n}`)
  const week = fc.option(weekday.map((day) => `WKST=${day}`))
  const place = fc.option(fc.constantFrom(-1, 1, 2).map((n) => `BYSETPOS=${n}`))
  return fc.tuple(shapes, every, week, end, place).map(([parts, interval, first, over, picked]) => {
    const by = parts.filter((text) => text !== null)
    // its years are those of the weeks, ours those of the calendar: what is picked of a year, or skipped, differs in the first week
    const weeks = by.some((text) => String(text).startsWith('BYWEEKNO'))
    const picks = picked && !weeks && by.length > 1 && /MONTHLY|YEARLY/.test(String(by[0])) ? [picked] : []
    return [...by, ...(weeks ? [] : [interval]), ...(first ? [first] : []), ...(over ? [over] : []), ...picks].join(';')
  })
}
