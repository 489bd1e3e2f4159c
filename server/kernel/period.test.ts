import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths, dayIn, daysBetween, overlap, plainDate, startOfDay } from './period.ts'

describe('days', () => {
  test('an instant is another day in another zone', () => {
    const at = new Date('2026-03-31T23:30:00Z')
    expect(dayIn('UTC', at)).toBe('2026-03-31')
    expect(dayIn('Europe/Berlin', at)).toBe('2026-04-01')
    expect(dayIn('America/New_York', at)).toBe('2026-03-31')
  })

  test('a licence from February to February in Berlin starts and ends at local midnight', () => {
    expect(startOfDay('2026-02-01', 'Europe/Berlin').toISOString()).toBe('2026-01-31T23:00:00.000Z')
    expect(startOfDay('2027-05-02', 'Europe/Berlin').toISOString()).toBe('2027-05-01T22:00:00.000Z')
  })

  test('days are added as the calendar does, whatever the way', () => {
    const day = fc.tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
    fc.assert(
      fc.property(day, fc.integer({ min: -4_000_000, max: 4_000_000 }), ([year, month, date], days) => {
        const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
        expect(addDays(text, days)).toBe(plainDate(text).add({ days }).toString())
      }),
    )
    expect([addDays('2028-02-28', 1), addDays('2026-12-31', 1), addDays('2026-03-01', -1)]).toEqual([
      '2028-02-29',
      '2027-01-01',
      '2026-02-28',
    ])
  })

  test.each(['2026-02-30', '2026-13-01', '2026-2-3', 'tomorrow', '2026-02-03T00:00'])('%s is no day to add to', (text) => {
    expect(() => addDays(text, 1)).toThrow(expect.objectContaining({ code: 'day.invalid' }))
  })

  test('months are added as the calendar does, whatever the way', () => {
    const day = fc.tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 0, max: 365 }))
    fc.assert(
      fc.property(day, fc.integer({ min: -130_000, max: 130_000 }), ([year, days], months) => {
        const text = plainDate(`${String(year).padStart(4, '0')}-01-01`)
          .add({ days })
          .toString()
        if (text.length === 10) expect(addMonths(text, months)).toBe(plainDate(text).add({ months }).toString())
      }),
    )
    expect(() => addMonths('2026-02-30', 1)).toThrow(expect.objectContaining({ code: 'day.invalid' }))
    expect(() => addMonths('2026-02-28', 0.5)).toThrow()
  })

  test('a month after the 31st of January is the last of February', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(addMonths('2028-01-31', 1)).toBe('2028-02-29')
  })

  test('days between two days are those of the calendar, with a refusal where one is none', () => {
    const day = fc
      .date({ min: new Date('0200-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
      .map((at) => at.toISOString().slice(0, 10))
    fc.assert(
      fc.property(day, day, (from, to) => {
        expect(daysBetween(from, to)).toBe(plainDate(from).until(plainDate(to), { largestUnit: 'day' }).days)
      }),
    )
    for (const wrong of ['2026-02-30', '2026-13-01', '2026-2-1']) {
      expect(() => daysBetween(wrong, '2026-03-01')).toThrow(expect.objectContaining({ code: 'day.invalid' }))
      expect(() => daysBetween('2026-03-01', wrong)).toThrow(expect.objectContaining({ code: 'day.invalid' }))
    }
  })

  test('runs of days are half-open', () => {
    expect(daysBetween('2026-02-10', '2027-02-10')).toBe(365)
    expect(overlap({ from: '2026-01-01', to: '2026-02-01' }, { from: '2026-02-01', to: '2026-03-01' })).toBeUndefined()
  })

  test('the 30th of February is refused', () => {
    expect(() => plainDate('2026-02-30')).toThrow(expect.objectContaining({ code: 'day.invalid' }))
  })
})
