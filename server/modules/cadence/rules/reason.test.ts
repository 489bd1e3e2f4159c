import { describe, expect, test } from 'vitest'
import { fitReason, minutesFor, quarterToAsk, standsFor } from './reason.ts'

const running = { from: '2026-05-01', to: '2026-07-31' }
const next = { from: '2026-08-01', to: '2026-10-31' }
const series = (minutes: number, reason_quarter: string | null) => ({ minutes, reason_quarter, reason_asked: null })

test.each([
  [30, null, 'done'],
  [31, null, 'series.too_long_without_reason'],
  [31, '  ', 'series.too_long_without_reason'],
  [90, 'Issues are solved here', 'done'],
])('%i minutes with the reason %j', (minutes, reason, said) => {
  let code = 'done'
  try {
    fitReason(minutes, reason)
  } catch (error) {
    code = (error as { code: string }).code
  }
  expect(code).toBe(said)
})

describe('the reason is asked again for each quarter', () => {
  test.each([
    ['given for the running one, its end is far', '2026-07-17', '2026-05-01', null],
    ['two weeks before the next', '2026-07-18', '2026-05-01', '2026-08-01'],
    ['given for the next already', '2026-07-20', '2026-08-01', null],
    ['not given for the running one', '2026-05-01', '2026-02-01', '2026-05-01'],
    ['never given', '2026-06-15', null, '2026-05-01'],
  ])('%s', (_name, today, quarter, asked) => {
    expect(quarterToAsk(series(60, quarter), today, running, next)).toBe(asked)
  })

  test('and never of one that is short', () => {
    expect(quarterToAsk(series(30, null), '2026-06-15', running, next)).toBeNull()
  })
})

test('without it the next one is planned at 30, and as long as ever once it is given', () => {
  expect([
    minutesFor(series(90, '2026-02-01'), '2026-05-01'),
    minutesFor(series(90, '2026-05-01'), '2026-05-01'),
    minutesFor(series(20, null), '2026-05-01'),
  ]).toEqual([30, 90, 20])
  expect(standsFor(series(90, '2026-08-01'), '2026-05-01'), 'what is given for later stands for now').toBe(true)
})
