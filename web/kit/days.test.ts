import { expect, test } from 'vitest'
import {
  agoText,
  awayText,
  dayAfter,
  dayOf,
  daysBetween,
  dayText,
  durationText,
  keepDaysOf,
  todayHere,
  withDays,
  whenText,
} from './days.ts'

const today = '2026-11-28'

test('a day has its year only when that is another one', () => {
  expect(dayText('2026-11-21', 'day', today)).toBe('Nov 21')
  expect(dayText('2027-01-21', 'day', today)).toBe('Jan 21, 2027')
  expect(dayText('2027-01-21', 'short', today)).toBe('Jan 21')
  expect(dayText('2027-01-21', 'long', today)).toBe('January 21, 2027')
  expect(dayText('not a day')).toBe('not a day')
})

test('within a week a day is a weekday', () => {
  expect(['2026-11-28', '2026-11-29', '2026-12-02', '2026-12-05', '2026-11-27'].map((day) => dayText(day, 'weekday', today))).toEqual([
    'today',
    'tomorrow',
    'Wednesday',
    'Dec 5',
    'Nov 27',
  ])
})

test('how far a day is stands beside it', () => {
  expect(['2027-01-21', '2026-11-28', '2026-11-27', '2029-12-01'].map((day) => awayText(day, today))).toEqual([
    'in 54 days',
    'today',
    '1 day ago',
    'in 3 years',
  ])
  expect(daysBetween(today, dayAfter(today, 400))).toBe(400)
})

test('a length of time has its largest two units', () => {
  expect([0.25, 12, 6480, 3600, 200_000].map(durationText)).toEqual(['250 ms', '12 s', '1 h 48 min', '1 h', '2 d 7 h'])
})

test('ages, and the days inside a sentence', () => {
  expect(agoText('2026-11-24T10:00:00Z', new Date('2026-11-24T13:10:00Z'))).toBe('3 hours ago')
  const now = new Date('2026-11-24T13:10:00Z')
  expect(['2026-11-24T10:00:00Z', '2026-11-20T10:00:00Z', '2024-11-20T10:00:00Z', 'soon'].map((at) => whenText(at, now))).toEqual([
    '3 hours ago',
    '4 days ago, Nov 20',
    '2 years ago, Nov 20, 2024',
    'just now',
  ])
  expect(withDays('from 2026-11-24 on')).toBe('from November 24, 2026 on')
})

test('days are the company’s, wherever its reader sits', () => {
  const night = '2026-12-01T02:30:00Z'
  keepDaysOf('America/New_York')
  expect([dayOf(night), todayHere(new Date(night)), dayOf('no instant')]).toEqual(['2026-11-30', '2026-11-30', 'no instant'])
  keepDaysOf('Asia/Tokyo')
  expect(dayOf('2026-11-30T15:00:00Z')).toBe('2026-12-01')
  keepDaysOf('UTC')
  expect(dayOf(night)).toBe('2026-12-01')
})
