import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allRooms, type Cast, openCast } from '../cast/cast.ts'
import { textOfPdf } from '../cast/pdf.ts'
import { foundTidewater } from '../cast/tidewater.ts'
import { type Buyer, newBuyer } from './buyer.ts'

/** What a customer mends alone in the portal, over HTTP: address and tax id, the card, an invoice that got lost in the mail. */
let cast: Cast
let buyer: Buyer
let invoice: { id: string; number: string }
let contract: string
beforeAll(async () => {
  cast = await openCast({ now: new Date('2026-06-15T10:00:00Z'), rooms: allRooms })
  const company = await foundTidewater(cast)
  buyer = newBuyer((request) => cast.http(request), cast.house.settings.publicUrl, company.codeOf)
  await buyer.signUp({ name: 'Kranich Werke GmbH', country: 'DE', vat_id: company.germanVatId })
  const placed = await buyer.buy({ product: 'harbor-enterprise', seats: 10 })
  await cast.drain()
  const order = await buyer.follow(placed.number)
  invoice = order.documents[0] as typeof invoice
  contract = order.contract_id ?? ''
})
afterAll(() => cast?.close())

const address = { street: 'Große Elbstraße 145 d', postal_code: '22767', city: 'Hamburg' }
const paperOf = async (id: string) => textOfPdf(await buyer.pdf(id)).join('\n')
const refusalOf = (done: Promise<unknown>) =>
  done.then(
    (): { status: number; problem: Record<string, unknown> } => ({ status: 200, problem: {} }),
    (error: { status: number; problem: Record<string, unknown> }) => error,
  )
const query = (text: string, values: unknown[]) => cast.house.db.pool.query(text, values)

describe('address and tax id', () => {
  test('stand on the next invoice; the issued one keeps its own', async () => {
    const before = await paperOf(invoice.id)
    const own = await buyer.ask('GET', '/portal/company')
    expect(own).toMatchObject({
      legal_name: 'Kranich Werke GmbH',
      country: 'DE',
      address: { street: 'Hafenstrasse 1' },
      tax_id_asked: true,
    })
    expect(own.tax_id).toMatchObject({ state: 'valid', text: null })
    const changed = await buyer.ask('PATCH', '/portal/company', { address, tax_id: 'DE 136 695 976', if_match: own.version })
    expect(changed).toMatchObject({ address, tax_id: { id: 'DE136695976', state: 'valid' }, may: ['portal.company.change'] })
    expect(changed.version).toBeGreaterThan(own.version)
    expect(await paperOf(invoice.id)).toBe(before)

    const quote = await buyer.ask('POST', `/portal/contracts/${contract}/seat-quotes`, { add: 3 })
    const more = await buyer.accept(quote, '4242 4242 4242 4242')
    await cast.drain()
    const next = await paperOf((await buyer.follow(more.number)).documents[0]?.id ?? '')
    expect(next).toContain('Große Elbstraße 145 d')
    expect(next).toContain('DE136695976')
    expect(next).not.toContain('Hafenstrasse')

    const { rows } = await query(`select actor_kind, before, after from kernel.audit where action = 'billing.profile.changed'`, [])
    expect(rows).toMatchObject([{ actor_kind: 'contact', before: { address: { street: 'Hafenstrasse 1' } }, after: { address } }])
    const checks = await query(`select state from billing.tax_id_check where tax_id = 'DE136695976'`, [])
    expect(checks.rows).toEqual([{ state: 'valid' }])
  })

  test.each<[string, object, string, string]>([
    [
      'a postal code of another form',
      { address: { ...address, postal_code: '2276' } },
      'customers.address.postal_code',
      'address.postal_code',
    ],
    ['a mistyped tax id', { address, tax_id: 'DE136695977' }, 'tax_id.check_digit', 'tax_id'],
    ['no tax id at all', { address, tax_id: 'who knows' }, 'tax_id.format', 'tax_id'],
    ['signs that no paper can carry', { address: { ...address, street: 'Հրապարակ 1' } }, 'paper.undrawable', 'address.street'],
  ])('%s is refused at its field and changes nothing', async (_what, change, code, path) => {
    const own = await buyer.ask('GET', '/portal/company')
    const { status, problem } = await refusalOf(buyer.ask('PATCH', '/portal/company', { ...change, if_match: own.version }))
    expect([status, problem['code'], (problem['unmet'] as { path: string }[])[0]?.path]).toEqual([422, code, path])
    expect(await buyer.ask('GET', '/portal/company')).toEqual(own)
  })

  test('an id that the register does not know is kept, and said so', async () => {
    const own = await buyer.ask('GET', '/portal/company')
    const changed = await buyer.ask('PATCH', '/portal/company', { address, tax_id: 'FR04304265200', if_match: own.version })
    expect(changed.tax_id).toMatchObject({ state: 'invalid', text: expect.stringContaining('does not know this number') })
    const gone = await buyer.ask('PATCH', '/portal/company', { address, if_match: changed.version })
    expect(gone.tax_id).toBeNull()
  })

  test('of two who edit at once the second is told', async () => {
    const { version } = await buyer.ask('GET', '/portal/company')
    await buyer.ask('PATCH', '/portal/company', { address, if_match: version })
    const { status, problem } = await refusalOf(buyer.ask('PATCH', '/portal/company', { address, if_match: version }))
    expect([status, problem['code']]).toEqual([412, 'edit.stale'])
  })
})

test('another card takes the place of the stored one; no number comes back', async () => {
  const { token } = await buyer.ask('POST', '/portal/card-tokens', {
    number: '5555 5555 5555 4444',
    exp_month: 12,
    exp_year: 2030,
    cvc: '123',
  })
  const after = await buyer.ask('POST', `/portal/contracts/${contract}/cards`, { payment: { token } })
  expect(after.method).toMatchObject({ brand: 'mastercard', last4: '4444' })
  expect(JSON.stringify(after)).not.toContain('5555')
  const { rows } = await query(`select after from kernel.audit where action = 'billing.contract.card_chosen'`, [])
  expect(rows.at(-1).after).toMatchObject({ card: 'Mastercard …4444' })
})

test('the list of invoices says what each is for, and by what and when it was paid', async () => {
  const { items } = await buyer.ask('GET', '/portal/documents')
  expect(items.find((one: { id: string }) => one.id === invoice.id)).toMatchObject({
    what: '10 seats of Harbor Enterprise',
    from: '2026-06-15',
    to: '2027-06-15',
    paid_by: 'Visa …4242',
    paid_on: '2026-06-15',
  })
})

describe('an invoice by mail again', () => {
  const mailed = () =>
    query(`select recipient, subject, body, papers from kernel.mail where about = $1 order by id`, [`document:${invoice.id}`])
  const again = (to: string) => buyer.ask('POST', `/portal/documents/${invoice.id}/letters`, { to })

  test('goes with the PDF to whoever asks; three times a day and no more', async () => {
    const before = (await mailed()).rows.length
    expect(await again('me')).toEqual({ to: buyer.email, state: 'queued' })
    const letters = (await mailed()).rows
    expect(letters).toHaveLength(before + 1)
    expect(letters.at(-1)).toMatchObject({ recipient: buyer.email, subject: `Invoice ${invoice.number}` })
    expect(letters.at(-1).body).toContain('is attached, as you asked.')
    expect(letters.at(-1).body).toContain('It is paid (Visa …4242); there is nothing to do.')
    expect(letters.at(-1).papers).toMatchObject([{ kind: 'document', name: `${invoice.number}.pdf` }])
    await again('billing')
    await again('me')
    const { status, problem } = await refusalOf(again('me'))
    expect([status, problem['code']]).toEqual([429, 'document.mailed_enough'])
    expect((await mailed()).rows).toHaveLength(before + 3)
    const { rows } = await query(`select after from kernel.audit where action = 'billing.document.mailed_again' order by id`, [])
    expect(rows.map((row) => row.after.to)).toEqual(['me', 'billing', 'me'])
  })
})
