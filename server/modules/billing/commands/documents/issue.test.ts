import { afterAll, beforeAll, expect, test } from 'vitest'
import { openShop, type Shop } from '../../../../../test/cast/billing.ts'
import { textOfPdf } from '../../../../../test/cast/pdf.ts'
import type { FileAnswer } from '../../../../kernel/room.ts'
import * as promise from '../../contract.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

const finance = () => shop.cast.as('finance')
const paperOf = async (id: string) =>
  textOfPdf(((await finance().call(promise.documentsPdf, { id })) as unknown as FileAnswer).bytes as Uint8Array).join('\n')

test('an invoice paid by card says which card and when, and asks for nothing', async () => {
  const order = await shop.buy(await shop.customer(), { seats: 2 })
  const paper = await paperOf(order.documents[0]?.id ?? '')
  expect(paper).toContain('Paid by Visa …4242 on 15 Jun 2026. Nothing is left to pay.')
  expect(paper).not.toMatch(/Please pay|IBAN|Due/)
})

test('a credit note speaks of seats and days, not of keys; the invoice that it closes unpaid is credited', async () => {
  const customer = await shop.customer('US')
  const { order } = await shop.signedDeal(customer)
  const invoice = order.documents[0]?.id ?? ''
  const contract = (await finance().call(promise.documentsGet, { id: invoice })).contract_id ?? ''
  const end = { kind: 'end' as const, effective: '2026-06-16', credit: 'full' as const }
  shop.cast.setNow(new Date('2026-06-16T10:00:00Z'))
  const ended = await finance().call(promise.contractsAmend, { id: contract, change: end, reason: 'Ordered twice' })
  await shop.cast.drain()
  expect(await finance().call(promise.documentsGet, { id: invoice })).toMatchObject({ state: 'credited', open_minor: 0 })
  const ids = async (state: 'credited' | 'paid') =>
    (await finance().call(promise.documentsList, { state, account_id: customer.accountId })).items.map((row) => row.id)
  expect([await ids('credited'), await ids('paid')]).toEqual([[invoice], []])
  const note = ended.documents.find((one) => one.kind === 'credit_note')
  const paper = await paperOf(note?.id ?? '')
  expect(paper).toContain('Credit 60 of 60 seats billed (2026-06-15 to 2027-06-14)')
  expect(paper).not.toMatch(/\||seats\|Due|Please pay|IBAN/)
  // the record on the screen says the same
  const onScreen = await finance().call(promise.documentsGet, { id: note?.id ?? '' })
  expect(onScreen.lines.map((line) => line.formula)).toEqual([
    expect.stringMatching(/^Credit 60 of 60 seats billed \(2026-06-15 to 2027-06-14\): [^|]+$/),
  ])
  // the discount of the invoice stands on the note as well
  for (const text of [paper, await paperOf(invoice)]) {
    expect(text).toContain('15,840.00')
    expect(text).toContain('Discount\n-1,584.00')
    expect(text).toContain('Net\n14,256.00')
  }
  expect(await paperOf(invoice)).toContain(`Credited by credit note ${note?.number} on 16 Jun 2026.`)
})

test('what no font can draw is refused at the quote, and no number is taken', async () => {
  const { buyer } = await shop.customer('JP', null, 'Հայ Սոֆթ')
  const before = await shop.count('document')
  const company = { legal_name: 'Հայ Սոֆթ', country: 'JP', kind: 'business' as const }
  const asked = { product: 'harbor-professional', seats: 2 }
  await expect(buyer.call(promise.portalQuoteCreate, { ...asked, company })).rejects.toMatchObject({
    code: 'paper.undrawable',
    message: expect.stringContaining('Հ (U+0540)'),
  })
  const { buyer: plain } = await shop.customer('JP')
  await expect(plain.call(promise.portalQuoteCreate, { ...asked, po_number: '🦄' })).rejects.toMatchObject({ code: 'paper.undrawable' })
  const tokyo = { ...company, legal_name: '東京ソフトウェア株式会社', city: '東京都' }
  const drawn = (await shop.customer('JP', null, tokyo.legal_name)).buyer
  const order = await shop.accept(drawn, await drawn.call(promise.portalQuoteCreate, { ...asked, company: tokyo }))
  await shop.cast.drain()
  expect(await shop.count('document')).toBe(before + 1)
  const placed = await drawn.call(promise.portalOrder, { number: order.number })
  expect(await paperOf(placed.documents[0]?.id ?? '')).toContain('東京ソフトウェア株式会社')
})

test('a buyer who became undrawable after the quote is refused before the charge', async () => {
  const { accountId, buyer } = await shop.customer()
  const quote = await buyer.call(promise.portalQuoteCreate, { product: 'harbor-professional', seats: 2 })
  await shop.query(`update billing.profile set legal_name = 'Հայ' where account_id = $1`, [accountId])
  const [intents, orders] = [await shop.count('payment_intent'), await shop.count('acceptance')]
  await expect(shop.accept(buyer, quote)).rejects.toMatchObject({ code: 'paper.undrawable' })
  expect([await shop.count('payment_intent'), await shop.count('acceptance')]).toEqual([intents, orders])
})

test('a profile from before the check cannot take a number either', async () => {
  const customer = await shop.customer()
  await shop.buy(customer, { seats: 2 })
  await shop.query(`update billing.profile set legal_name = 'Հայ' where account_id = $1`, [customer.accountId])
  const before = await shop.count('document')
  const contract = (await customer.buyer.call(promise.portalContracts, {})).items[0]?.id ?? ''
  const more = { kind: 'seats' as const, add: 1 }
  await expect(finance().call(promise.contractsAmend, { id: contract, change: more, reason: 'One more' })).rejects.toMatchObject({
    code: 'paper.undrawable',
  })
  expect(await shop.count('document')).toBe(before)
})
