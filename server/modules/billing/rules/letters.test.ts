import { expect, test } from 'vitest'
import { documentLetter, orderLetter } from './letters.ts'

const to = { name: 'Robin', portal: 'https://shop.example', seller: 'Tidewater Systems GmbH' }
const eur = (minor: bigint) => ({ minor, currency: 'EUR' })
const invoice = {
  kind: 'invoice' as const,
  number: 'INV-1',
  gross: eur(464_100n),
  open: eur(464_100n),
  due: '2026-07-15',
  paidBy: null,
  card: false,
  bank: true,
  of: null,
}

test('the letter on an order says every word of its texts and none of their signs', () => {
  const body = '# Terms of sale\n\n**1. Who.** We sell\nto you.\n\n- one\n- two\n'
  const terms = [{ title: 'Terms of sale', version: '1.0', sha: 'abc', body }]
  const { text } = orderLetter(to, { number: 'O-1', hash: 'f00', seats: '25', product: 'Harbor', gross: eur(464_100n), terms })
  expect(text).toContain('25 seats of Harbor for €4,641.00 including tax')
  expect(text).toContain('1. Who. We sell to you.\n\n- one\n- two')
  expect(text).toContain('https://shop.example/portal/orders/O-1')
  expect(text).not.toMatch(/\*\*|^#/m)
  expect(text.match(/Terms of sale/g)).toHaveLength(1)
})

test.each([
  ['open', {}, 'Please pay it by July 15, 2026: by transfer'],
  [
    'open, of a seller that has no account on it',
    { bank: false },
    'Please pay it by July 15, 2026: by card at https://shop.example/portal/invoices.',
  ],
  ['paid in part', { open: eur(100n) }, 'Please pay the €1.00 that are left by July 15, 2026'],
  ['paid', { paidBy: 'Visa …4242' }, 'It is paid (Visa …4242)'],
  ['credited in full', { open: eur(0n) }, 'Nothing is left to pay'],
  ['for the card on file', { card: true }, 'We charge it to the card on file'],
])('an invoice that is %s says what there is to do', (_what, change, said) => {
  expect(documentLetter(to, { ...invoice, ...change }).text).toContain(said)
})
