import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Customer, goodCard, openShop, type Shop, softDecline } from '../../../../../test/cast/billing.ts'
import { deliverMail, lettersAbout } from '../../../../kernel/mail.ts'
import * as promise from '../../contract.ts'
import { attention } from '../../search.ts'

/** Pays its first charge and is declined afterwards. */
const paysOnce = '4000 0000 0000 0341'

let shop: Shop
beforeEach(async () => {
  shop = await openShop({ rooms: ['people', 'customers', 'billing', 'licensing'] })
})
afterEach(() => shop.close())

/** A customer whose stored card is declined for five seats that our people added. */
async function declined(): Promise<{ customer: Customer; contract: string; invoice: string }> {
  const customer = await shop.customer()
  const quote = await customer.buyer.call(promise.portalQuoteCreate, { product: 'harbor-enterprise', seats: 10 })
  await shop.accept(customer.buyer, quote, paysOnce)
  await shop.cast.drain()
  const [contract] = (await customer.buyer.call(promise.portalContracts, {})).items
  const change = { kind: 'seats' as const, add: 5 }
  const amended = await shop.cast
    .as('finance')
    .call(promise.contractsAmend, { id: contract?.id ?? '', change, reason: 'A new team' }, { key: crypto.randomUUID() })
  await shop.cast.drain()
  return { customer, contract: contract?.id ?? '', invoice: amended.documents.find((one) => one.open_minor > 0)?.id ?? '' }
}

const lettersTo = async (invoice: string) =>
  (await shop.cast.open((ctx) => lettersAbout(ctx.tx, `document:${invoice}`))).map((one) => one.subject)
const own = async (customer: Customer, invoice: string) =>
  (await customer.buyer.call(promise.portalDocuments, {})).items.find((one) => one.id === invoice)
const forFinance = () =>
  shop.cast.open(async (ctx) => {
    const found = []
    for (const one of attention)
      if (one.right === 'billing.bill') found.push(...(await one.find({ ...ctx, actor: shop.cast.as('finance').actor })))
    return found
  })

describe('a stored card that is declined for added seats', () => {
  test('is told to the customer and to finance; the seats stay', async () => {
    const { customer, invoice } = await declined()
    expect(await own(customer, invoice)).toMatchObject({ charge: 'declined', may: ['pay'], state: 'issued' })
    const [decline, issued] = await lettersTo(invoice)
    expect([decline, issued]).toEqual([
      expect.stringMatching(/^Your card was declined: invoice DE-INV-/),
      expect.stringMatching(/^Invoice DE-INV-/),
    ])
    expect(await forFinance()).toMatchObject([{ kind: 'document', title: expect.stringContaining('was declined') }])
    expect((await customer.buyer.call(promise.portalContracts, {})).items[0]).toMatchObject({ seats: '15' })
    const { rows } = await shop.query(
      `select after from kernel.audit where action = 'billing.document.card_declined' and subject_id = $1`,
      [invoice],
    )
    expect(rows[0].after).toMatchObject({ code: 'card_declined', hard: true })
  })

  test('another card pays the invoice once and replaces the stored one', async () => {
    const { customer, contract, invoice } = await declined()
    const before = (await customer.buyer.call(promise.portalContract, { id: contract })).method
    const payment = { token: await shop.token(customer.buyer, goodCard) }
    const pay = () => customer.buyer.call(promise.portalDocumentPay, { id: invoice, payment }, { key: crypto.randomUUID() })
    const answers = await Promise.all([pay(), pay(), pay()])
    expect(answers.map((one) => one.charge)).toEqual(['processing', 'processing', 'processing'])
    await shop.cast.drain()
    expect(await own(customer, invoice)).toMatchObject({ state: 'paid', open_minor: 0, charge: null, may: [] })
    const after = (await customer.buyer.call(promise.portalContract, { id: contract })).method
    expect(after).toMatchObject({ last4: '4242' })
    expect(after?.id).not.toBe(before?.id)
    expect(await forFinance()).toEqual([])
    const paid = await shop.query('select count(*)::int as n from billing.payment where account_id = $1', [customer.accountId])
    expect(paid.rows[0].n).toBe(2)
    const { rows } = await shop.query(
      `select after from kernel.audit where action = 'billing.document.payment_asked' and subject_id = $1`,
      [invoice],
    )
    expect(rows).toHaveLength(1)
    await expect(pay()).rejects.toMatchObject({ code: 'document.nothing_open' })
  })

  test('a card that is declined again replaces nothing; of a part paid meanwhile only the rest is asked', async () => {
    const { customer, contract, invoice } = await declined()
    const before = (await customer.buyer.call(promise.portalContract, { id: contract })).method?.id
    const pay = async (card: string, keep_card: boolean) => {
      const payment = { token: await shop.token(customer.buyer, card) }
      await customer.buyer.call(promise.portalDocumentPay, { id: invoice, payment, keep_card }, { key: crypto.randomUUID() })
      await shop.cast.drain()
    }
    await pay(softDecline, true)
    expect((await customer.buyer.call(promise.portalContract, { id: contract })).method?.id).toBe(before)
    expect(await lettersTo(invoice)).toHaveLength(3)
    const open = (await own(customer, invoice))?.open_minor ?? 0
    await shop.cast
      .as('finance')
      .call(promise.paymentsRecord, { document_id: invoice, amount_minor: 1000, day: '2026-06-15' }, { key: crypto.randomUUID() })
    await pay(goodCard, false)
    expect((await customer.buyer.call(promise.portalContract, { id: contract })).method?.id).toBe(before)
    const { rows } = await shop.query("select amount_minor::int from billing.payment where source = 'card' order by number desc limit 1")
    expect(rows[0].amount_minor).toBe(open - 1000)
  })

  test('nobody else pays or sees it, and no card is no payment', async () => {
    const { customer, invoice } = await declined()
    const other = await shop.customer()
    const payment = { token: await shop.token(other.buyer) }
    const key = () => ({ key: crypto.randomUUID() })
    await expect(other.buyer.call(promise.portalDocumentPay, { id: invoice, payment }, key())).rejects.toMatchObject({ kind: 'missing' })
    await expect(customer.buyer.call(promise.portalDocumentPay, { id: invoice, payment: {} }, key())).rejects.toMatchObject({
      code: 'payment.method_missing',
    })
    const technical = shop.cast.contact(customer.accountId, 'technical')
    await expect(technical.call(promise.portalDocumentPay, { id: invoice, payment }, key())).rejects.toMatchObject({ kind: 'forbidden' })
  })
})

describe('cards', () => {
  test('a token pays for the account whose contact entered the card, and for no other', async () => {
    const [a, b] = [await shop.customer(), await shop.customer()]
    const token = await shop.token(b.buyer)
    const quote = await a.buyer.call(promise.portalQuoteCreate, { product: 'harbor-enterprise', seats: 2 })
    const refused = a.buyer.call(promise.portalQuoteAccept, shop.yesTo(quote, { token }))
    await expect(refused).rejects.toMatchObject({ kind: 'refused', code: 'card.token_unknown' })
    const unknown = a.buyer.call(promise.portalQuoteAccept, shop.yesTo(quote, { token: 'tok_none' }))
    await expect(unknown).rejects.toMatchObject({ code: 'card.token_unknown' })
    await a.buyer.call(promise.portalQuoteAccept, shop.yesTo(quote, { token: await shop.token(a.buyer) }))
    const { rows } = await shop.query('select sha from billing.card_token')
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test('a contract’s stored card is replaced without a payment', async () => {
    const customer = await shop.customer()
    await shop.buy(customer, { seats: 3 })
    const [contract] = (await customer.buyer.call(promise.portalContracts, {})).items
    const id = contract?.id ?? ''
    const payment = { token: await shop.token(customer.buyer, '5555 5555 5555 4444') }
    const changed = await customer.buyer.call(promise.portalContractCard, { id, payment }, { key: 'k-1' })
    expect(changed.method).toMatchObject({ brand: 'mastercard', last4: '4444' })
    const { rows } = await shop.query(`select after from kernel.audit where action = 'billing.contract.card_chosen'`)
    expect(rows).toMatchObject([{ after: { card: 'Mastercard …4444' } }])
    const other = await shop.customer()
    await expect(other.buyer.call(promise.portalContractCard, { id, payment }, { key: 'k-2' })).rejects.toMatchObject({ kind: 'missing' })
  })
})

describe('letters', () => {
  test('an invoice goes out with its PDF, and its page says to whom and when', async () => {
    const customer = await shop.customer()
    await shop.buy(customer, { seats: 3 })
    const [invoice] = (await customer.buyer.call(promise.portalDocuments, {})).items
    const posted: { to: string; subject: string; text: string; files: { name: string; type: string; bytes: Buffer }[] }[] = []
    const papers = (await import('../../index.ts')).room.papers ?? {}
    const before = await shop.cast.as('finance').call(promise.documentsGet, { id: invoice?.id ?? '' })
    expect(before.letters).toMatchObject([{ subject: `Invoice ${invoice?.number}`, sent_at: null }])
    await deliverMail(
      shop.cast.open,
      async (letter) => void posted.push(letter),
      (ctx, paper) => papers[paper.kind]?.(ctx, paper.id) ?? Promise.reject(new Error(paper.kind)),
    )
    const letter = posted.find((one) => one.subject === `Invoice ${invoice?.number}`)
    expect(letter?.text).toContain('It is paid (Visa …4242)')
    expect(letter?.files.map((file) => [file.name, file.type])).toEqual([[`${invoice?.number}.pdf`, 'application/pdf']])
    expect(letter?.files[0]?.bytes.subarray(0, 4).toString()).toBe('%PDF')
    const after = await shop.cast.as('finance').call(promise.documentsGet, { id: invoice?.id ?? '' })
    expect(after.letters[0]?.sent_at).not.toBeNull()
  })

  test('a renewal’s invoice and a credit note go out too', async () => {
    const customer = await shop.customer()
    await shop.buy(customer, { seats: 3 })
    const [contract] = (await customer.buyer.call(promise.portalContracts, {})).items
    shop.cast.setNow(new Date('2027-06-15T10:00:00Z'))
    await shop.cast.as('finance').call(promise.runsStart, {}, { key: 'run' })
    await shop.cast.drain()
    shop.cast.setNow(new Date('2027-07-15T10:00:00Z'))
    const end = { kind: 'end' as const, effective: '2027-07-15', credit: 'prorated' as const }
    await shop.cast.as('finance').call(promise.contractsAmend, { id: contract?.id ?? '', change: end, reason: 'Closed' }, { key: 'end' })
    await shop.cast.drain()
    const { items } = await customer.buyer.call(promise.portalDocuments, {})
    expect(items.map((one) => one.kind)).toEqual(['credit_note', 'invoice', 'invoice'])
    for (const one of items) {
      const [subject, ...more] = await lettersTo(one.id)
      expect(more).toEqual([])
      expect(subject).toBe(one.kind === 'credit_note' ? `Credit note ${one.number}` : `Invoice ${one.number}`)
    }
  })

  test('an offer goes to the customer, with the way to accept it', async () => {
    const customer = await shop.customer()
    const seller = shop.cast.as('sales')
    const quote = await seller.call(
      promise.quotesCreate,
      { account_id: customer.accountId, product: 'harbor-enterprise', seats: 20 },
      { key: 'quote' },
    )
    await seller.call(promise.quotesOffer, { id: quote.id }, { key: 'offer' })
    const [letter] = await shop.cast.open((ctx) => lettersAbout(ctx.tx, `quote:${quote.id}`))
    expect(letter).toMatchObject({ subject: `Quote ${quote.number}`, recipient: expect.stringMatching(/^robin-/) })
    expect(letter?.body).toContain(`/portal/quotes/${quote.id}`)
    expect(letter?.body).toContain('20 seats of')
    expect((await seller.call(promise.quotesGet, { id: quote.id })).letters).toHaveLength(1)
  })
})

test('a signed-in contact buys for the own account: a company typed before is refused, the own one in any spelling is not', async () => {
  const customer = await shop.customer()
  const ask = (legal_name: string) =>
    customer.buyer.call(
      promise.portalQuoteCreate,
      { product: 'harbor-enterprise', seats: 2, company: { legal_name, country: 'DE', kind: 'business' } },
      { key: crypto.randomUUID() },
    )
  await expect(ask('Kranich Werke GmbH')).rejects.toMatchObject({ kind: 'refused', code: 'quote.other_company' })
  const ended = await shop.customer('US', null, 'Fault Two Inc.')
  const other = { legal_name: 'Kranich Werke GmbH', country: 'US', region: 'CA', kind: 'business' as const }
  await expect(
    ended.buyer.call(promise.portalQuoteCreate, { product: 'harbor-enterprise', seats: 2, company: other }),
  ).rejects.toMatchObject({
    message: 'You are signed in for Fault Two Inc. To buy for Kranich Werke GmbH, sign out and start as that company.',
  })
  const { rows } = await shop.query('select count(*)::int as n from billing.profile where account_id = $1', [customer.accountId])
  expect(rows[0].n).toBe(0)
  expect((await ask(customer.name.toUpperCase().replace(' GMBH', ',  GmbH'))).buyer.name).toContain('KESTREL')
  expect((await ask(customer.name)).buyer.name).toBe(customer.name)
})
