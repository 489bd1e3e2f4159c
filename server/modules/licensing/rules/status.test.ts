import { describe, expect, test } from 'vitest'
import { type LicenceTimes, statusAt } from './status.ts'

const times = (startsOn: string, endsOn: string, graceDays = 10, terminateDays: number | null = 10): LicenceTimes => {
  const expiresAt = new Date(`${endsOn}T00:00:00Z`)
  const after = (days: number) => new Date(expiresAt.getTime() + days * 86_400_000)
  return {
    startsAt: new Date(`${startsOn}T00:00:00Z`),
    expiresAt,
    graceUntil: after(graceDays),
    terminateAt: terminateDays === null ? null : after(terminateDays),
  }
}
const on = (day: string) => new Date(`${day}T00:00:00Z`)
const first = times('2026-02-01', '2027-02-01')

describe('a licence on its own', () => {
  test.each([
    ['2026-01-31', 'not_started', 'active'],
    ['2026-02-01', 'active', 'expiring'],
    ['2026-12-02', 'active', 'expiring'],
    ['2026-12-03', 'expiring', 'grace'],
    ['2027-01-31', 'expiring', 'grace'],
    ['2027-02-01', 'grace', 'terminated'],
    ['2027-02-10', 'grace', 'terminated'],
    ['2027-02-11', 'terminated', null],
  ])('on %s it is %s, then %s', (day, state, next) => {
    expect(statusAt(first, [], [], on(day))).toMatchObject({ state, nextState: next })
  })

  test('is limited between grace and its end where the profile has such days', () => {
    const native = times('2026-02-01', '2027-02-01', 14, 90)
    expect(statusAt(native, [], [], on('2027-02-15')).state).toBe('limited')
    expect(statusAt(native, [], [], on('2027-05-02')).state).toBe('terminated')
    expect(statusAt(times('2026-02-01', '2027-02-01', 14, null), [], [], on('2030-01-01')).state).toBe('limited')
  })

  test('of a short term is expiring from its first day', () => {
    expect(statusAt(times('2026-02-01', '2026-03-01'), [], [], on('2026-02-01')).state).toBe('expiring')
  })
})

describe('a line', () => {
  const moreSeats = times('2026-06-01', '2027-02-01')
  const renewal = times('2027-02-01', '2028-02-01')

  test('a change of seats supersedes from its day', () => {
    expect(statusAt(first, [moreSeats], [], on('2026-05-31'))).toMatchObject({
      state: 'active',
      nextState: 'superseded',
      nextChangeAt: on('2026-06-01'),
    })
    expect(statusAt(first, [moreSeats], [], on('2026-06-01'))).toMatchObject({ state: 'superseded', nextState: null })
  })

  test('a renewal that was paid early takes no day from the present term', () => {
    expect(statusAt(first, [renewal], [], on('2027-01-31')).state).toBe('expiring')
    expect(statusAt(first, [renewal], [], on('2027-02-01')).state).toBe('superseded')
    expect(statusAt(renewal, [], [], on('2027-01-31'))).toMatchObject({ state: 'not_started', nextState: 'active' })
  })

  test('more seats for the present term leave the prepared renewal as it is', () => {
    expect(statusAt(renewal, [moreSeats], [], on('2027-03-01')).state).toBe('active')
  })

  test('which takes its place when the present term is over', () => {
    const short = times('2027-01-30', '2027-02-01')
    expect(statusAt(short, [], [first, renewal], on('2027-01-31'))).toMatchObject({ state: 'expiring', nextState: 'superseded' })
    expect(statusAt(short, [], [first, renewal], on('2027-02-01')).state).toBe('superseded')
    expect(statusAt(renewal, [short], [first], on('2027-02-01')).state).toBe('active')
    expect(statusAt(short, [], [first], on('2027-02-01')).state).toBe('grace')
  })

  test('a replacement of the same first day supersedes at once', () => {
    expect(statusAt(first, [times('2026-02-01', '2027-02-01')], [], on('2026-02-01')).state).toBe('superseded')
  })
})
