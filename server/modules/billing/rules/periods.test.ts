import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { closedPeriod, isClosed, readPeriodId, requireClosable, requireReady, requireReopenable } from './periods.ts'

const may = { entity: 'DE', period: '2026-05', today: '2026-06-03', through: '2026-04', firstOpen: '2026-05' }
const codeOf = (act: () => void) => {
  try {
    act()
  } catch (error) {
    return (error as { code: string }).code
  }
  return 'done'
}

describe('closing a month', () => {
  test.each([
    ['the month after the last closed one', {}, 'done'],
    ['the first month of all', { through: null }, 'done'],
    ['on its last day', { today: '2026-05-31' }, 'period.not_over'],
    ['on the day after it', { today: '2026-06-01' }, 'done'],
    ['once more', { through: '2026-05', firstOpen: null }, 'period.closed'],
    ['before a month that is still open', { firstOpen: '2026-04', through: '2026-03' }, 'period.earlier_open'],
  ])('%s', (_name, request, code) => expect(codeOf(() => requireClosable({ ...may, ...request }))).toBe(code))

  test('is refused with the names of what stands against it', () => {
    expect(() =>
      requireReady(may, [
        { check: 'billed', faults: ['C-000001 is due since 2026-05-12'] },
        { check: 'tax', faults: [] },
      ]),
    ).toThrow(/2026-05 of DE cannot be closed yet. Everything that was due is billed: not so \(C-000001 is due since 2026-05-12\)/)
    expect(codeOf(() => requireReady(may, [{ check: 'tax', faults: [] }]))).toBe('done')
  })

  test.each([
    ['the latest', '2026-04', 'done'],
    ['one before it', '2026-03', 'period.later_closed'],
    ['an open one', '2026-05', 'period.not_closed'],
  ])('opening %s again', (_name, period, code) => expect(codeOf(() => requireReopenable({ ...may, period }))).toBe(code))

  test('whoever posts too early hears from which day on', () => {
    expect(closedPeriod({ entity: 'DE', period: '2026-01', through: '2026-02' })).toMatchObject({
      code: 'period.closed',
      facts: { open_from: '2026-03-01' },
      message: expect.stringContaining('closed up to 2026-02-28'),
    })
  })

  test.each([
    ['DE-2026-05', { entity: 'DE', period: '2026-05' }],
    ['DE-2026-13', undefined],
    ['de-2026-05', undefined],
    ['DE-2026-5', undefined],
    ['2026-05', undefined],
  ])('%s as the name of a month', (id, read) => expect(readPeriodId(id)).toEqual(read))

  test('closed is every month up to the latest, and no later one', () => {
    const month = fc.integer({ min: 0, max: 600 }).map((n) => `${2000 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`)
    fc.assert(
      fc.property(month, month, (period, through) => {
        expect(isClosed(period, through)).toBe(Date.parse(`${period}-01`) <= Date.parse(`${through}-01`))
        expect(isClosed(period, null)).toBe(false)
      }),
    )
  })
})
