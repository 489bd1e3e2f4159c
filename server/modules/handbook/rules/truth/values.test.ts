import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { valuesIn } from './values.ts'

const said = (text: string) => valuesIn(text).map(({ kind, means }) => `${kind} ${means}`)

test('a value means the same however it is written', () => {
  expect(said('above $5K')).toEqual(said('above 5,000 USD'))
  expect(said('in 24 hours')).toEqual(said('in 1 day'))
  expect(said('in one day')).toEqual(['duration 1440 minutes'])
  expect(said('within 5 days')).not.toEqual(said('within 5 business days'))
  expect(said('within 5 business days')).toEqual(said('within five working days'))
  expect(said('a 30-day notice')).toEqual(['duration 43200 minutes'])
  expect(said('two weeks')).toEqual(said('14 days'))
  expect(said('four quarters')).toEqual(said('1 year'))
  expect(said('5–7 days')).toEqual(['duration 7200–10080 minutes'])
  expect(said('on May 1, 2026')).toEqual(said('on 2026-05-01'))
  expect(said('by 1 May')).toEqual(['date ····-05-01'])
  expect(said('at 5 pm')).toEqual(said('at 17:00'))
  expect(said('80 % or 80 percent')).toEqual(['percent 80', 'percent 80'])
  expect(said('€75.50, 75.50 EUR, EUR 75.50')).toEqual(['money EUR 75.50', 'money EUR 75.50', 'money EUR 75.50'])
  expect(said('write to Ops@Tidewater.example, or https://tidewater.example/ops.')).toEqual([
    'email ops@tidewater.example',
    'url https://tidewater.example/ops',
  ])
  expect(said('needs version 2.4.1 of it')).toEqual(['version 2.4.1'])
  expect(said('for 25 seats')).toEqual(['number 25'])
})

test('what counts parts of a text is no value, nor what stands first', () => {
  expect(said('See step 3, page 12, tier 2 and section 4.')).toEqual([])
  expect(said('3 open the order')).toEqual([])
  expect(said('Read SOP-0042 and Q3')).toEqual([])
})

test('values stand where they say, in order, and never in one another', () => {
  const piece = fc.constantFrom('5 days', '$75', '80%', ' and ', 'May 1, 2026', '17:00', ' step 3 ', 'v2.1', 'x', ' ', '9', 'a@b.example')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join(' ')
      const found = valuesIn(text)
      for (const [at, { from, to, text: own }] of found.entries()) {
        expect(text.slice(from, to).trim()).toBe(own)
        expect(from).toBeGreaterThanOrEqual(found[at - 1]?.to ?? 0)
      }
    }),
  )
})

afterEach(() => vi.restoreAllMocks())

test('a passage of thousands of values is read once, and its first ones are told', () => {
  const long = `Of all ${'1 '.repeat(4000)}`
  const slice = vi.spyOn(String.prototype, 'slice')
  const some = vi.spyOn(Array.prototype, 'some')
  const found = valuesIn(long)
  const letters = slice.mock.results.reduce((sum, { value }) => sum + (value as string).length, 0)
  const looked = some.mock.contexts.reduce<number>((sum, all) => sum + (all as unknown[]).length, 0)
  vi.restoreAllMocks()
  expect(found).toHaveLength(240)
  expect([found[0]?.from, found.at(-1)?.from]).toEqual([7, 7 + 2 * 239])
  expect(letters).toBeLessThan(30 * long.length)
  expect(looked).toBeLessThan(long.length)
})

test('a run of digits and commas is no longer than a number is', () => {
  const long = `Of all ${'1,'.repeat(400)}`
  for (const { text } of valuesIn(long)) expect(text.length).toBeLessThanOrEqual(31)
  expect(said('for 1,200,300.50 seats')).toEqual(['number 1200300.5'])
})
