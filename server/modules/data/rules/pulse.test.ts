import { describe, expect, test } from 'vitest'
import { ageOf, stalledAfter, stalledOf, stalledText } from './pulse.ts'

const at = new Date('2026-06-15T10:00:00Z')

describe('a stage stands still', () => {
  test.each([
    [0, []],
    [stalledAfter, []],
    [stalledAfter + 1, ['events']],
    [60, ['events']],
    [100_000, ['events']],
  ])('after %d seconds without a round: %j', (seconds, stages) => {
    const beats = [
      { stage: 'events' as const, good_at: at, trouble: null, seconds },
      { stage: 'views' as const, good_at: at, trouble: 'whatever', seconds: 1 },
    ]
    expect(stalledOf(beats).map((one) => one.stage)).toEqual(stages)
  })
  test('is seen within a minute, and one that has not begun is not stuck', () => {
    expect(stalledAfter + 10).toBeLessThan(60)
    expect(stalledOf([])).toEqual([])
  })
  test('and says since when', () => {
    expect(stalledText({ stage: 'events', since: at })).toBe('New events are not being loaded since 2026-06-15T10:00:00Z')
    expect(stalledText({ stage: 'views', since: at })).toMatch(/^Changes of the rooms .* since 2026/)
  })
})

describe('a figure', () => {
  const hour = 3_600_000
  const age = (hours: number | undefined, stalled = false) =>
    ageOf({ through: hours === undefined ? undefined : at.getTime() - hours * hour, now: at.getTime(), warn: 26, error: 50, stalled })
  test.each([
    [0, false, 'fresh'],
    [26, false, 'fresh'],
    [27, false, 'late'],
    [50, false, 'late'],
    [51, false, 'broken'],
    [0, true, 'stale'],
    [27, true, 'stale'],
    [51, true, 'broken'],
    [undefined, false, 'broken'],
    [undefined, true, 'broken'],
  ])('of %s hours, stalled %s, is %s', (hours, stalled, expected) => expect(age(hours, stalled)).toBe(expected))
})
