import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type News, say } from '../../kernel/board.ts'
import { sumOf, together } from './together.ts'

const told = { key: 'bought', sentence: '{n} bought alone, {amount} together', plain: '{n} bought alone', href: '/orders' }
function event(n: number, more: Partial<News> = {}): News {
  return {
    kind: 'contract.start',
    at: new Date(Date.UTC(2026, 10, 1 + n)),
    subject: { kind: 'contract', id: `c${n}` },
    customer: { id: `a${n}`, name: `Customer ${n}` },
    sentence: say(`{who} bought ${n}`),
    amount: '100.00',
    href: `/contracts/c${n}`,
    together: told,
    ...more,
  }
}

test('two of a kind are told one by one, newest first', () => {
  expect(together([event(1), event(2)], 'USD').map(({ href }) => href)).toEqual(['/contracts/c2', '/contracts/c1'])
})

test('three of a kind are one sentence with their sum, where the newest of them stood', () => {
  const [first, second, ...rest] = together([event(1), event(3), event(5), event(4, { together: undefined as never })], 'USD')
  expect(first).toMatchObject({ count: 3, customer: null, amount: '300.00', href: '/orders', at: event(5).at })
  expect(first?.sentence).toEqual({
    text: told.sentence,
    with: { n: { value: '3', unit: 'word' }, amount: { value: '300.00', unit: 'USD' } },
  })
  expect(second).toMatchObject({ count: 1, href: '/contracts/c4' })
  expect(rest).toEqual([])
})

test('three events of two customers are not three customers', () => {
  const same = { customer: { id: 'a1', name: 'Customer 1' } }
  expect(together([event(1, same), event(2, same), event(3)], 'USD')).toHaveLength(3)
})

test('an amount that is not known leaves the sum out of the sentence: unknown is not zero', () => {
  const [one] = together([event(1), event(2), event(3, { amount: null })], 'USD')
  expect(one).toMatchObject({ amount: null, sentence: { text: told.plain } })
})

test('sums are exact, whatever their places', () => {
  expect(sumOf(['0.1', '0.2', '-0.30'])).toBe('0.00')
  expect(sumOf(['100', '23'])).toBe('123')
  expect(sumOf(['-1.50', '0.25'])).toBe('-1.25')
  expect(sumOf([])).toBe(null)
})

test('no event is lost or told twice, and nothing stands before what is newer', () => {
  const events = fc.array(
    fc.record({
      at: fc.date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true }),
      customer: fc.constantFrom(null, { id: 'a', name: 'A' }, { id: 'b', name: 'B' }, { id: 'c', name: 'C' }, { id: 'd', name: 'D' }),
      amount: fc.constantFrom(null, '1.00', '2.50'),
      kind: fc.constantFrom('bought', 'left', ''),
    }),
    { maxLength: 30 },
  )
  fc.assert(
    fc.property(events, (all) => {
      const news = all.map(({ kind, ...one }, n) => {
        const { together: _, ...plain } = event(n, one)
        return kind === '' ? plain : { ...plain, together: { ...told, key: kind } }
      })
      const shown = together(news, 'USD')
      expect(shown.reduce((sum, one) => sum + one.count, 0)).toBe(news.length)
      const times = shown.map(({ at }) => at.getTime())
      expect(times).toEqual([...times].sort((a, b) => b - a))
    }),
  )
})
