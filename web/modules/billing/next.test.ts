import { expect, test } from 'vitest'
import { nextOfAccount } from '../customers/due.ts'
import { nextOfContract, nextOfDocument, nextOfQuote } from './next.ts'

const today = '2026-11-28'
const contract = {
  state: 'active' as const,
  end: '2027-01-22',
  seats: '450',
  annual_minor: 7_290_000,
  currency: 'USD',
  auto_renew: false,
  renewable_from: null,
  may: ['renew'],
  documents: [],
}
const late = {
  id: 'i1',
  number: 'INV-2026-000007',
  state: 'overdue' as const,
  due_day: '2026-11-16',
  open_minor: 1_701_000,
  currency: 'USD',
}
const quote = {
  id: 'q1',
  kind: 'renewal' as const,
  state: 'draft' as const,
  seats: '450',
  net_minor: 7_290_000,
  currency: 'USD',
  contract_id: 'c1',
  answer_by: null,
  product_name: 'Harbor',
}

test('a term that ends and does not renew by itself asks for its quote, with size and day', () => {
  const next = nextOfContract(contract, [], today)
  expect(next?.what).toMatch(/^Send the renewal quote: 450 seats, \$72,900/)
  expect(next).toMatchObject({ does: 'renew', by: expect.stringContaining('Jan 21') })
})

test('nothing is due on a contract that renews by itself, is far from its end, was offered, or may not be renewed by the reader', () => {
  expect(nextOfContract({ ...contract, auto_renew: true }, [], today)).toBeUndefined()
  expect(nextOfContract({ ...contract, end: '2027-11-22' }, [], today)).toBeUndefined()
  expect(nextOfContract(contract, [{ ...quote, state: 'offered' }], today)).toBeUndefined()
  expect(nextOfContract({ ...contract, may: [] }, [], today)).toBeUndefined()
  expect(nextOfContract({ ...contract, end: null }, [], today)).toBeUndefined()
})

test('a prepared renewal quote is offered before another is made; late money comes first', () => {
  expect(nextOfContract(contract, [quote], today)).toMatchObject({ act: 'Review quote', href: '/billing/quotes/q1' })
  expect(nextOfContract({ ...contract, documents: [late] }, [quote], today)).toMatchObject({
    what: expect.stringMatching(/17,010(\.00)? is overdue/),
    by: '12 days late.',
    href: '/billing/documents/i1',
  })
})

test('a term that is over says since when', () => {
  const next = nextOfContract({ ...contract, state: 'lapsed', end: '2026-11-19' }, [], today)
  expect(next).toMatchObject({ act: 'Renew', by: 'The term ended 10 days ago.', late: true })
})

test('an invoice asks for its money only when it is late and the reader may book it', () => {
  const invoice = { kind: 'invoice' as const, ...late, may: ['record_payment'] }
  expect(nextOfDocument(invoice, today)).toMatchObject({ act: 'Record payment', by: '12 days late.' })
  expect(nextOfDocument({ ...invoice, state: 'issued' }, today)).toBeUndefined()
  expect(nextOfDocument({ ...invoice, may: [] }, today)).toBeUndefined()
  expect(nextOfDocument({ ...invoice, kind: 'credit_note' }, today)).toBeUndefined()
})

const open = {
  state: 'requested' as const,
  answer_by: '2026-12-02',
  message: null,
  valid_until: '2026-12-28',
  discount_percent: '0',
  may: ['offer'],
  approvals: [],
  lane: {
    row: '6',
    approve: ['finance'],
    sign: 'e_sign' as const,
    self_service: false,
    counted_minor: 1,
    counted_currency: 'USD',
    limit_minor: 1,
    text: 'Finance approves.',
  },
}

test('a quote asks for my verdict first, then for its offer, by the promised day', () => {
  expect(nextOfQuote({ ...open, may: ['approve:finance', 'offer'] }, today)).toMatchObject({ does: 'approve:finance', by: 'Wednesday' })
  const asked = { role: 'finance', state: 'pending' as const, by: null, in_place_of: 'Farid Amari', at: null, reason: null }
  expect(nextOfQuote({ ...open, may: ['approve:finance'], approvals: [asked] }, today)?.what).toBe(
    'Decide as finance in the place of Farid Amari',
  )
  expect(nextOfQuote(open, today)).toMatchObject({ does: 'offer', by: 'Wednesday' })
  expect(nextOfQuote({ ...open, answer_by: '2026-11-20' }, today)).toMatchObject({ late: true, by: expect.stringContaining('Promised by') })
})

test('a quote that waits for others says for whom, and has no button', () => {
  const approvals = [{ role: 'chief_executive', state: 'pending' as const, by: null, in_place_of: null, at: null, reason: null }]
  expect(nextOfQuote({ ...open, may: [], approvals }, today)).toMatchObject({ what: 'Waits for chief executive', act: '' })
  expect(nextOfQuote({ ...open, state: 'accepted', may: [] }, today)).toBeUndefined()
})

test('a customer shows what is most due: money, then an answer, then a term that ends', () => {
  const ending = { id: 'c1', end: '2027-01-22', auto_renew: false, state: 'active', product_name: 'Harbor', seats: '450' }
  const asked = { ...quote, kind: 'new' as const, state: 'requested' as const, answer_by: '2026-12-02' }
  expect(nextOfAccount({ documents: [late], quotes: [asked], contracts: [ending] }, today)).toMatchObject({ act: 'Open invoice' })
  expect(nextOfAccount({ documents: [], quotes: [asked], contracts: [ending] }, today)).toMatchObject({
    act: 'Review quote',
    by: 'Wednesday',
  })
  expect(nextOfAccount({ documents: [], quotes: [], contracts: [ending] }, today)).toMatchObject({ href: '/billing/contracts/c1' })
  expect(nextOfAccount({ documents: [], quotes: [], contracts: [] }, today)).toBeUndefined()
})
