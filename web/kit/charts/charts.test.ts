import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayOf, monthOf, numberOf, sameDays, timeMarks } from './days.ts'
import { spread } from './labels.ts'
import { heightAt, type Knot, pathOf, wedge } from './lines.ts'
import { marksOf, scaleOf, ticksOf } from './scale.ts'
import { stepsOf } from './steps.ts'

describe('marks of a value axis', () => {
  test('are round, and at most six steps', () => {
    expect(ticksOf(0, 3_360_000)).toEqual([0, 600_000, 1_200_000, 1_800_000, 2_400_000, 3_000_000, 3_600_000])
    expect(ticksOf(0, 0.7)).toEqual([0, 0.2, 0.4, 0.6, 0.8])
    expect(ticksOf(5, 5)).toEqual([5])
  })

  test('start at zero unless the course would be lost', () => {
    expect(marksOf([0, 80, 180])[0]).toBe(0)
    expect(marksOf([2_950_000, 3_080_000])[0]).toBe(2_950_000)
    expect(marksOf([2_950_000, 3_080_000], { zero: true })[0]).toBe(0)
    expect(marksOf([-40, 60])[0]).toBeLessThan(0)
    expect(marksOf([])).toEqual([])
    expect(marksOf([0, 0])).toEqual([0, 1])
  })

  test('of what is counted are whole numbers', () => {
    expect(marksOf([0, 4])).toEqual([0, 1, 2, 3, 4])
    expect(marksOf([1], { zero: true })).toEqual([0, 1])
    expect(marksOf([0, 1.5])).toEqual([0, 0.25, 0.5, 0.75, 1, 1.25, 1.5])
    // far above zero, where few counts lie near each other or all are one
    expect(marksOf([100, 101])).toEqual([100, 101])
    expect(marksOf([3, 3])).toEqual([2, 3, 4])
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 20 }), (values) => {
        const marks = marksOf(values)
        expect(marks.filter((mark) => !Number.isInteger(mark))).toEqual([])
        expect(marks.length).toBeLessThanOrEqual(7)
        expect(marks[0]).toBeLessThanOrEqual(Math.min(...values))
        expect(marks.at(-1)).toBeGreaterThanOrEqual(Math.max(...values))
      }),
    )
  })

  test('hold every value, whatever the values are', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 20 }), (values) => {
        const marks = marksOf(values)
        const [low, high] = [Math.min(...values), Math.max(...values)]
        const slack = (Math.abs(low) + Math.abs(high)) * 1e-9
        expect(marks.length).toBeLessThanOrEqual(7)
        expect(marks[0]).toBeLessThanOrEqual(low + slack)
        expect(marks.at(-1)).toBeGreaterThanOrEqual(high - slack)
      }),
    )
  })
})

describe('days', () => {
  test('months stand in the middle of their days', () => {
    const marks = timeMarks({ from: '2026-02-01', to: '2027-02-01' }, 12)
    expect(marks).toHaveLength(12)
    expect(marks[0]).toEqual({ day: '2026-02-01', at: numberOf('2026-02-15'), as: 'month' })
    expect(timeMarks({ from: '2026-02-01', to: '2027-02-01' }, 5).map((mark) => mark.day.slice(5, 7))).toEqual(['02', '05', '08', '11'])
  })

  test('few days are named themselves, many by their years', () => {
    expect(timeMarks({ from: '2026-11-01', to: '2026-11-08' }, 9)).toHaveLength(7)
    expect(timeMarks({ from: '2020-01-01', to: '2026-01-01' }, 9).map((mark) => mark.as)).toEqual(Array(6).fill('year'))
  })

  test('marks stand inside the axis, in order, and are never too many', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 18_000, max: 21_000 }),
        fc.integer({ min: 1, max: 4000 }),
        fc.integer({ min: 1, max: 14 }),
        (start, length, most) => {
          const marks = timeMarks({ from: dayOf(start), to: dayOf(start + length) }, most)
          expect(marks.length).toBeLessThanOrEqual(most)
          for (const [index, mark] of marks.entries()) {
            expect(mark.at).toBeGreaterThanOrEqual(start)
            expect(mark.at).toBeLessThanOrEqual(start + length)
            if (index > 0) expect(mark.at).toBeGreaterThan(marks[index - 1]?.at ?? 0)
          }
        },
      ),
    )
  })
})

describe('like days', () => {
  const month = (day: string, back = 0) => ({ from: monthOf(day, -back), to: monthOf(day, 1 - back) })

  test('a running month meets as many first days of the month before', () => {
    expect(sameDays(month('2026-11-28'), '2026-11-28', month('2026-11-28', 1))).toEqual({
      from: '2026-10-01',
      to: '2026-10-29',
      days: 28,
      whole: false,
    })
  })

  test('a month that is over meets the whole of the month before', () => {
    expect(sameDays(month('2026-10-01'), '2026-11-28', month('2026-10-01', 1))).toMatchObject({
      from: '2026-09-01',
      to: '2026-10-01',
      whole: true,
    })
    expect(sameDays(month('2026-11-01'), '2026-11-30', month('2026-11-01', 1))).toMatchObject({ days: 31, whole: true })
  })

  test('a shorter month is taken to its end', () => {
    expect(sameDays(month('2026-03-30'), '2026-03-30', month('2026-03-30', 1))).toMatchObject({ to: '2026-03-01', days: 28, whole: false })
  })

  test('never more days than have passed, never days outside the earlier period', () => {
    fc.assert(
      fc.property(fc.integer({ min: 18_000, max: 21_000 }), (number) => {
        const today = dayOf(number)
        const before = month(today, 1)
        const like = sameDays(month(today), today, before)
        if (!like.whole) expect(like.days).toBeLessThanOrEqual(Number(today.slice(8)))
        expect(like.from).toBe(before.from)
        expect(like.to <= before.to).toBe(true)
        expect(like.days).toBeGreaterThan(0)
      }),
    )
  })
})

describe('labels at line ends', () => {
  test('move apart no more than they must', () => {
    expect(spread([10, 100], 15, [0, 200])).toEqual([10, 100])
    expect(spread([100, 104], 15, [0, 200])).toEqual([100, 115])
    expect(spread([198, 199], 15, [0, 200])).toEqual([185, 200])
  })

  test('never overlap, stay inside, keep their order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 350 }), { maxLength: 12 }), (wanted) => {
        const places = spread(wanted, 16, [0, 300])
        const sorted = [...places].sort((a, b) => a - b)
        for (const [index, at] of sorted.entries()) {
          expect(at).toBeGreaterThanOrEqual(-1e-9)
          expect(at).toBeLessThanOrEqual(300 + 1e-9)
          if (index > 0) expect(at - (sorted[index - 1] ?? 0)).toBeGreaterThanOrEqual(16 - 1e-9)
        }
        for (const [a, first] of wanted.entries())
          for (const [b, second] of wanted.entries()) if (first < second) expect(places[a]).toBeLessThan(places[b] ?? 0)
      }),
    )
  })
})

describe('the wedge between two lines', () => {
  const line = (...heights: number[]): Knot[] => heights.map((y, x) => ({ x, y }))

  test('is cut where they cross', () => {
    const pieces = wedge(line(0, 2), line(1, 1))
    expect(pieces.map((piece) => piece.above)).toEqual([false, true])
    expect(pieces[0]?.upper.at(-1)).toEqual({ x: 0.5, y: 1 })
  })

  test('is one piece on one side, none where both are the same', () => {
    expect(wedge(line(3, 4, 5), line(1, 1, 1))).toHaveLength(1)
    expect(wedge(line(1, 1), line(1, 1))).toEqual([])
  })

  test('holds exactly what lies between them', () => {
    const heights = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 2, maxLength: 30 })
    fc.assert(
      fc.property(heights, heights, (a, b) => {
        const [one, other] = [line(...a), line(...b)]
        const end = Math.min(a.length, b.length) - 1
        let difference = 0
        for (let x = 0; x < end; x++) difference += ((a[x] ?? 0) - (b[x] ?? 0) + (a[x + 1] ?? 0) - (b[x + 1] ?? 0)) / 2
        const area = (knots: Knot[]) =>
          knots.reduce(
            (sum, knot, at) => sum + (at === 0 ? 0 : ((knot.y + (knots[at - 1]?.y ?? 0)) / 2) * (knot.x - (knots[at - 1]?.x ?? 0))),
            0,
          )
        const pieces = wedge(one, other)
        expect(pieces.reduce((sum, piece) => sum + area(piece.upper) - area(piece.lower), 0)).toBeCloseTo(difference, 6)
        for (const piece of pieces) expect(area(piece.upper) >= area(piece.lower)).toBe(piece.above)
      }),
    )
  })

  test('between two points the line is read, beyond its ends nothing is', () => {
    expect(heightAt(line(0, 10), 0.5)).toBe(5)
    expect(heightAt(line(0, 10), 1.5)).toBeUndefined()
  })

  test('a gap stays a gap', () => {
    const same = (value: number) => value
    const points = [1, null, 3].map((value, at) => ({ day: dayOf(at), value }))
    expect(pathOf(points, same, same)).toBe('M0.0 1.0M2.0 3.0')
  })
})

describe('a bridge', () => {
  test('begins at zero, each step where the one before ended, the net from zero again', () => {
    expect(stepsOf([84, 72, -14])).toEqual({
      steps: [
        { from: 0, to: 84 },
        { from: 84, to: 156 },
        { from: 156, to: 142 },
      ],
      net: 142,
      low: 0,
      high: 156,
    })
  })

  test('adds up, and no bar leaves the scale', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { maxLength: 12 }), (changes) => {
        const { steps, net, low, high } = stepsOf(changes)
        expect(net).toBe(changes.reduce((sum, change) => sum + change, 0))
        for (const { from, to } of steps) {
          expect(Math.min(from, to)).toBeGreaterThanOrEqual(low)
          expect(Math.max(from, to)).toBeLessThanOrEqual(high)
        }
      }),
    )
  })
})

test('a scale of nothing lies in the middle', () => {
  expect(scaleOf([5, 5], [0, 100])(5)).toBe(50)
  expect(scaleOf([0, 10], [100, 0])(2.5)).toBe(75)
})
