import { describe, expect, test } from 'vitest'
import type { EntitlementFacts } from './entitlement.ts'
import type { Segment } from './entitlement.ts'
import { filesDue, foldOf, type LineLicence } from './segments.ts'

const plan = 'enterprise'
const segment = (from: string, to: string, seats: number): Segment => ({ from, to, seats })
const file = (startsOn: string, endsOn: string, seats: number): LineLicence => ({ seats, plan, startsOn, endsOn })
const due = (fold: Segment[], line: LineLicence[], day: string) =>
  filesDue(fold, line, plan, day).map(({ from, to, seats }) => `${seats} from ${from} to ${to}`)

describe('the files that a line still needs', () => {
  const first = file('2026-02-01', '2027-02-01', 75)
  const next = file('2027-02-01', '2028-02-01', 70)
  const renewed = [segment('2026-02-01', '2027-02-01', 75), segment('2027-02-01', '2028-02-01', 70)]

  test('the first runs over the whole term, bought ahead, in time or late', () => {
    const fold = [segment('2026-02-01', '2027-02-01', 75)]
    for (const day of ['2026-01-10', '2026-02-01', '2026-02-03', '2027-03-01'])
      expect(due(fold, [], day)).toEqual(['75 from 2026-02-01 to 2027-02-01'])
  })

  test('a renewal with fewer or more seats begins where the old file ends, which stays right until then', () => {
    for (const seats of [70, 75, 120])
      for (const day of ['2026-12-10', '2027-02-01', '2027-02-09']) {
        const fold =
          seats === 75
            ? [segment('2026-02-01', '2028-02-01', 75)]
            : [segment('2026-02-01', '2027-02-01', 75), segment('2027-02-01', '2028-02-01', seats)]
        expect(due(fold, [first], day)).toEqual([`${seats} from 2027-02-01 to 2028-02-01`])
      }
  })

  test('more seats two days before the end of the old term are for these two days, and the renewal stands', () => {
    const fold = [segment('2026-02-01', '2027-01-30', 75), segment('2027-01-30', '2027-02-01', 77), segment('2027-02-01', '2028-02-01', 70)]
    expect(due(fold, [first, next], '2027-01-30')).toEqual(['77 from 2027-01-30 to 2027-02-01'])
    expect(due(fold, [first, next, file('2027-01-30', '2027-02-01', 77)], '2027-01-30')).toEqual([])
    expect(due(fold, [first, next, file('2027-01-30', '2027-02-01', 77)], '2027-02-01')).toEqual([])
  })

  test('and a renewal with more seats stands as well', () => {
    const bigger = file('2027-02-01', '2028-02-01', 80)
    const fold = [segment('2026-02-01', '2027-01-30', 75), segment('2027-01-30', '2027-02-01', 77), segment('2027-02-01', '2028-02-01', 80)]
    expect(due(fold, [first, bigger], '2027-01-30')).toEqual(['77 from 2027-01-30 to 2027-02-01'])
  })

  test('more seats that reach into a renewed term are one file', () => {
    expect(due([segment('2026-02-01', '2028-02-01', 90)], [first, next], '2026-12-20')).toEqual(['90 from 2026-12-20 to 2028-02-01'])
  })

  test('nothing is issued for word that what was announced has begun', () => {
    expect(due(renewed, [first, next], '2026-12-10')).toEqual([])
    expect(due(renewed, [first, next], '2027-02-01')).toEqual([])
  })

  test('fewer seats that begin later are prepared; the present file stays', () => {
    const fold = [segment('2026-02-01', '2026-06-01', 75), segment('2026-06-01', '2027-02-01', 60)]
    expect(due(fold, [first], '2026-04-01')).toEqual(['60 from 2026-06-01 to 2027-02-01'])
  })

  test('more seats that begin later wait for their day, because the product grants them at once', () => {
    const fold = [segment('2026-02-01', '2026-06-01', 75), segment('2026-06-01', '2027-02-01', 80)]
    expect(due(fold, [first], '2026-04-01')).toEqual([])
    expect(due(fold, [first], '2026-06-01')).toEqual(['80 from 2026-06-01 to 2027-02-01'])
  })

  test('a prepared file that will be wrong from its first day is replaced at once', () => {
    const fold = [segment('2026-02-01', '2027-02-01', 75), segment('2027-02-01', '2028-02-01', 72)]
    expect(due(fold, [first, next], '2026-12-20')).toEqual(['72 from 2027-02-01 to 2028-02-01'])
  })

  test('seats for some weeks only: the file after them is a new one, since the old one was replaced for good', () => {
    const fold = [segment('2026-02-01', '2026-06-01', 75), segment('2026-06-01', '2026-07-01', 80), segment('2026-07-01', '2027-02-01', 75)]
    expect(due(fold, [first], '2026-06-01')).toEqual(['80 from 2026-06-01 to 2026-07-01', '75 from 2026-07-01 to 2027-02-01'])
  })

  test('another edition replaces a file of the same seats', () => {
    expect(filesDue([segment('2026-02-01', '2027-02-01', 75)], [first], 'advanced', '2026-05-01')).toEqual([
      segment('2026-05-01', '2027-02-01', 75),
    ])
  })

  test('a file that ended today, or long ago, is followed from its own end', () => {
    const fold = [segment('2026-02-01', '2027-02-01', 75)]
    const ended = file('2026-02-01', '2026-06-01', 75)
    for (const day of ['2026-06-01', '2026-08-01']) expect(due(fold, [ended], day)).toEqual(['75 from 2026-06-01 to 2027-02-01'])
    // days before its first are behind us: they are not signed anew
    expect(due(fold, [file('2026-03-01', '2026-06-01', 75)], '2026-06-01')).toEqual(['75 from 2026-06-01 to 2027-02-01'])
  })

  test('days without seats have no file', () => {
    const fold = [segment('2026-02-01', '2026-04-01', 75), segment('2026-06-01', '2027-02-01', 75)]
    expect(due(fold, [], '2026-02-01')).toEqual(['75 from 2026-02-01 to 2026-04-01', '75 from 2026-06-01 to 2027-02-01'])
  })
})

describe('announcements that tell one number', () => {
  const facts: EntitlementFacts = {
    subscriptionId: '0199a3f2-6c1e-7b4d-9a3e-5f20c47d8e11',
    version: 2,
    productCode: 'harbor',
    plan,
    kind: 'paid',
    seats: 40,
    startsOn: '2026-02-01',
    endsOn: '2027-02-01',
    reason: 'expansion',
    segments: null,
  }
  const first = file('2026-02-01', '2027-02-01', 25)
  const renewal = { ...facts, reason: 'renewal', endsOn: '2028-02-01' }

  test('a change of seats runs from its day, a renewal from the old end', () => {
    expect(foldOf(facts, [], '2026-06-15')).toEqual([segment('2026-02-01', '2027-02-01', 40)])
    expect(foldOf(facts, [first], '2026-06-15')).toEqual([segment('2026-06-15', '2027-02-01', 40)])
    expect(foldOf(facts, [first], '2026-01-10')).toEqual([segment('2026-02-01', '2027-02-01', 40)])
    for (const day of ['2026-12-10', '2027-02-09']) expect(foldOf(renewal, [first], day)).toEqual([segment('2027-02-01', '2028-02-01', 40)])
  })

  test('a change that is told on the last day, or a renewal told again, keeps days to give', () => {
    expect(foldOf(facts, [first], '2027-02-01')).toEqual([segment('2026-02-01', '2027-02-01', 40)])
    expect(foldOf({ ...facts, reason: 'renewal' }, [first], '2026-06-15')).toEqual([segment('2026-06-15', '2027-02-01', 40)])
  })

  test('a renewal follows the file that ends last, not the one that was signed last', () => {
    const weeks = file('2026-03-01', '2026-04-01', 30)
    expect(foldOf(renewal, [first, weeks], '2026-12-10')).toEqual([segment('2027-02-01', '2028-02-01', 40)])
  })

  test('a term without an end is refused, with or without a fold', () => {
    for (const segments of [null, [segment('2026-02-01', '9999-12-31', 40)]])
      expect(() => foldOf({ ...facts, endsOn: '9999-12-31', segments }, [], '2026-02-01')).toThrow(
        expect.objectContaining({ kind: 'refused', code: 'licence.no_end' }),
      )
  })
})
