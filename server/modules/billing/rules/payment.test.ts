import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchPayment, type Received } from './payment.ts'

const money = (request: Partial<Received>): Received => ({
  number: 'INV-1',
  kind: 'invoice',
  issueDay: '2026-06-15',
  currency: 'EUR',
  open: 10_000n,
  amount: 10_000n,
  day: '2026-06-20',
  today: '2026-06-20',
  writeOff: false,
  ...request,
})
const codeOf = (request: Partial<Received>) => {
  try {
    matchPayment(money(request))
    return 'taken'
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('money for one invoice', () => {
  it.each<[string, Partial<Received>, [bigint, bigint, bigint]]>([
    ['all of it', {}, [10_000n, 0n, 0n]],
    ['a part', { amount: 4_000n }, [4_000n, 0n, 0n]],
    ['too much: the rest is the customer’s balance', { amount: 10_050n }, [10_000n, 50n, 0n]],
    ['short by 0.50, written off', { amount: 9_950n, writeOff: true }, [9_950n, 0n, 50n]],
    ['short by 1.00, written off', { amount: 9_900n, writeOff: true }, [9_900n, 0n, 100n]],
    ['short by 0.50, left open', { amount: 9_950n }, [9_950n, 0n, 0n]],
    ['too much, with the request to write off: nothing is short', { amount: 10_001n, writeOff: true }, [10_000n, 1n, 0n]],
    ['nothing more, the small difference is written off', { open: 50n, amount: 0n, writeOff: true }, [0n, 0n, 50n]],
    ['on the day of issue', { day: '2026-06-15' }, [10_000n, 0n, 0n]],
  ])('%s', (_name, request, [applied, balance, writtenOff]) => {
    expect(matchPayment(money(request))).toEqual({ applied, balance, writtenOff })
  })

  it.each<[string, Partial<Received>]>([
    ['payment.difference_too_large', { amount: 9_899n, writeOff: true }],
    ['payment.nothing', { amount: 0n }],
    ['payment.difference_too_large', { open: 101n, amount: 0n, writeOff: true }],
    ['payment.before_issue', { day: '2020-01-01' }],
    ['payment.before_issue', { day: '2026-06-14' }],
    ['payment.in_the_future', { day: '2026-06-21' }],
    ['document.nothing_open', { open: 0n }],
    ['document.nothing_open', { kind: 'credit_note' }],
  ])('%s', (code, request) => {
    expect(codeOf(request)).toBe(code)
  })

  it('loses nothing: what came is applied or kept, what closes the invoice is paid or written off', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 20_000n }), fc.bigInt({ min: 1n, max: 20_000n }), fc.boolean(), (open, amount, writeOff) => {
        if (codeOf({ open, amount, writeOff }) !== 'taken') return open - amount > 100n
        const { applied, balance, writtenOff } = matchPayment(money({ open, amount, writeOff }))
        return applied + balance === amount && applied + writtenOff <= open && (writtenOff === 0n || applied + writtenOff === open)
      }),
    )
  })
})
