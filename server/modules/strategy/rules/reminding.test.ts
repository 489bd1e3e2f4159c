import { expect, test } from 'vitest'
import { missingFor, type Told, tellingOn } from './reminding.ts'
import { forecastsUnmet, quartersLeft } from './updates.ts'

const due = '2026-07-14'
test.each<[string, string, { begun?: string; missing?: number; told?: Told[] }, Told | null]>([
  ['the day before', '2026-07-13', {}, null],
  ['its day', '2026-07-14', {}, 'due'],
  ['its day, of a plan that is in force since then', '2026-07-14', { begun: due }, 'due'],
  ['its day, of a plan that comes into force the day after', '2026-07-14', { begun: '2026-07-15' }, null],
  ['its day, once it was told', '2026-07-14', { told: ['due'] }, null],
  ['its day, and nothing is missing', '2026-07-14', { missing: 0 }, null],
  ['the day after', '2026-07-15', { told: ['due'] }, 'overdue'],
  ['the day after, and nobody was told before', '2026-07-15', {}, 'overdue'],
  ['the day after, once it was told', '2026-07-15', { told: ['due', 'overdue'] }, null],
  ['its day, where a clock that ran ahead has told it is overdue', '2026-07-14', { told: ['overdue'] }, null],
])('on %s', (_name, today, more, told) => {
  expect(tellingOn(today, { due, begun: '2026-02-01', missing: 1, told: [], ...more })).toBe(told)
})

test('an update for the due day or a later one covers its subject, one for an earlier day does not', () => {
  const covered = new Map<string | null, string>([
    ['early', '2026-06-09'],
    ['own', due],
    [null, '2026-08-11'],
  ])
  const subjects = [{ key: 'early' }, { key: 'own' }, { key: 'none' }, { key: null }]
  expect(missingFor(subjects, covered, due)).toEqual([{ key: 'early' }, { key: 'none' }])
})

test.each([
  ['2026-07-30', ['Q2 FY27', 'Q3 FY27', 'Q4 FY27']],
  ['2026-07-31', ['Q2 FY27', 'Q3 FY27', 'Q4 FY27']],
  ['2026-08-01', ['Q3 FY27', 'Q4 FY27']],
  ['2027-01-31', ['Q4 FY27']],
  ['2027-02-01', []],
])('on %s what is left of a fiscal year to look ahead to is %s', (today, quarters) => {
  const left = quartersLeft(today, { from: '2026-02-01', to: '2027-01-31' }, '01-31')
  expect(left.map(({ quarter }) => quarter)).toEqual(quarters)
})

test('whoever looks ahead names each quarter once, and none that is over', () => {
  const left = [{ quarter: 'Q3 FY27' }, { quarter: 'Q4 FY27' }]
  const codes = (...said: string[]) =>
    forecastsUnmet(
      said.map((quarter) => ({ quarter })),
      left,
    ).map(({ code }) => code)
  expect([codes(), codes('Q4 FY27', 'Q3 FY27')]).toEqual([[], []])
  expect([codes('Q3 FY27', 'Q3 FY27'), codes('Q2 FY27')]).toEqual([['gnn.forecast_unfit'], ['gnn.forecast_unfit']])
})
