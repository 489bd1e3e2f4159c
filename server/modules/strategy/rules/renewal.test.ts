import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../../kernel/period.ts'
import { readPlan } from './reading.ts'
import { amendedSource, nextSource, periodAfter } from './renewal.ts'

const plan = `# FY27 Sales VPMOM (ABC) (80%)

| Period | FY27 |
|:---|:---|
| RAPID | ABC(R), MO(D) |
| Vetted date | May 1, 2026 |

Vision

- One place.

Methods

1. Sell without a call
2. Sell with one

    A note of it.

Measures

- Revenue grows
`
const read = (source: string) => readPlan(source, { name: 'plan', fiscalYearEnd: '01-31' }, null)
const next = (source: string, period = { from: '2027-02-01', to: '2028-01-31' }, drop?: string) => {
  const reading = read(source)
  const dropped = reading.sections.flatMap(({ items }) => items.filter(({ text }) => text === drop))
  return nextSource(source, reading, { period, fiscalYearEnd: '01-31', dropped })
}

describe('an amendment begins with', () => {
  test('the text as it is, not vetted yet', () => {
    expect(amendedSource(plan, read(plan))).toBe(plan.replace('May 1, 2026', 'TBD'))
    const bare = plan.replace('| Vetted date | May 1, 2026 |\n', '')
    expect(amendedSource(bare, read(bare))).toBe(bare)
  })
})

describe('the next edition begins with', () => {
  test('another period and year, one percent written, every other byte as it was', () => {
    expect(next(plan)).toBe(
      plan.replace('# FY27', '# FY28').replace('| FY27', '| FY28').replace('May 1, 2026', 'TBD').replace('(80%)', '(1%)'),
    )
    expect(read(next(plan)).header.period).toMatchObject({ from: '2027-02-01', to: '2028-01-31' })
  })
  test.each([
    ['a quarter by its name', { from: '2027-05-01', to: '2027-07-31' }, '| Q2 FY28 |'],
    ['other days as they are', { from: '2027-02-01', to: '2027-12-31' }, '| 2027-02-01 to 2027-12-31 |'],
  ])('%s', (_, period, words) => {
    expect(next(plan, period)).toContain(words)
    expect(read(next(plan, period)).header.period).toMatchObject(period)
  })
  test('the period below its title where none was written', () => {
    const bare = plan.replace(/\| Period[^V]*Vetted date \| May 1, 2026 \|\n/, '')
    expect(read(next(bare)).header.period).toMatchObject({ from: '2027-02-01', to: '2028-01-31' })
    expect(read(next(bare)).sections.map(({ name }) => name)).toEqual(['vision', 'methods', 'measures'])
  })
  test('what is kept of the methods, and nothing of what is dropped', () => {
    const text = next(plan, undefined, 'Sell with one')
    expect(
      read(text)
        .sections.find(({ name }) => name === 'methods')
        ?.items.map((item) => item.text),
    ).toEqual(['Sell without a call'])
    expect(text).not.toContain('A note of it')
  })
})

describe('the period after', () => {
  test.each([
    ['a year', '2026-02-01', '2027-01-31', '2027-02-01', '2028-01-31'],
    ['a quarter', '2026-11-01', '2027-01-31', '2027-02-01', '2027-04-30'],
    ['other days, as many', '2026-02-01', '2026-02-10', '2026-02-11', '2026-02-20'],
  ])('%s', (_, from, to, wanted, until) => expect(periodAfter({ from, to }, '01-31')).toEqual({ from: wanted, to: until }))

  test('begins on the day after, and does not end before it', () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.nat(800), (start, length) => {
        const from = addDays('2024-01-01', start)
        const to = addDays(from, length)
        const after = periodAfter({ from, to }, '01-31')
        expect(after.from).toBe(addDays(to, 1))
        expect(after.to >= after.from).toBe(true)
      }),
    )
  })
})
