import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cast, openCast } from '../cast/cast.ts'
import { lettersTo } from '../cast/staff.ts'
import { type Answer, type Buyer, newBuyer, type Order } from './buyer.ts'

let cast: Cast
let owner: Buyer
beforeAll(async () => {
  cast = await openCast({ live: true, now: new Date('2026-06-15T10:00:00Z') })
  owner = newBuyer(
    (request) => cast.http(request),
    cast.house.settings.publicUrl,
    async () => '',
  )
})
afterAll(() => cast?.close())

const codes = async (email: string): Promise<string> => /\b(\d{6})\b/.exec((await lettersTo(cast, email)).at(-1) ?? '')?.[1] ?? ''
const open = async (): Promise<string[]> => {
  const { steps } = await owner.ask('GET', '/billing/selling')
  return steps.filter((step: Answer) => !step.done).map((step: Answer) => step.step)
}
const company = {
  code: 'CH',
  name: 'Marmot Software AG',
  address: { street: 'Bundesplatz 3', postal_code: '3003', city: 'Bern' },
  country: 'CH',
  currency: 'CHF',
  zone: 'Europe/Zurich',
  registrations: [{ jurisdiction: 'CH', id: 'CHE-116.281.710', kind: 'vat', valid_from: '2020-01-01' }],
  iban: 'CH93 0076 2011 6238 5295 7',
}

describe('an owner sells from an empty house, through its doors only', () => {
  let order: Order

  const root = async () => (await cast.http(new Request(cast.house.settings.publicUrl))).text()

  test('before there is a company, the root says so and leads to its setting up', async () => {
    const text = await root()
    expect(text).toContain('Nobody has set it up yet')
    expect([...text.matchAll(/href="(\/[^"]*)"/g)].map(([, to]) => to).filter((to) => !to?.startsWith('/public/'))).toEqual(['/app/'])
  })

  test('the house brings tax rows, policies and accounts by itself, once', async () => {
    await owner.ask('POST', '/people/first-run', {
      company: { name: 'Marmot', zone: 'Europe/Zurich', fiscal_year_end: '12-31', currency: 'CHF', locale: 'de-CH' },
      owner: { name: 'Vreni Muster', email: 'vreni@marmot.example', password: 'a quiet valley in autumn' },
    })
    const rows = await owner.ask('GET', '/billing/tax-rates')
    expect(rows.rates.find((row: Answer) => row.jurisdiction === 'CH')).toMatchObject({ rate: '8.1', valid_from: '2024-01-01' })
    expect(rows.rules.length).toBeGreaterThan(10)
    expect((await owner.ask('GET', '/billing/accounts')).items.length).toBeGreaterThan(10)
    const written = 'select actor_kind, after from kernel.audit where action = $1'
    const before = await cast.house.db.pool.query(written, ['billing.shipped.installed'])
    expect(before.rows).toMatchObject([{ actor_kind: 'system' }])
    await cast.house.rooms.find((room) => room.name === 'billing')?.open?.(cast.house)
    expect((await cast.house.db.pool.query(written, ['billing.shipped.installed'])).rowCount).toBe(1)
  })

  test('an empty house says what is missing, and its price page does not break', async () => {
    expect(await owner.ask('GET', '/billing/home')).toMatchObject({ ready: false })
    expect(await open()).toEqual(['company', 'product', 'prices', 'rate', 'terms'])
    const page = await cast.http(new Request(`${cast.house.settings.publicUrl}/pricing`))
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('has not published prices yet')
    expect(await root()).toContain('Marmot has not published prices yet')
  })

  test('a company with a mistyped bank account or tax number is refused at the field; a sound one stands', async () => {
    const wrong = (change: object) => owner.ask('POST', '/billing/entities', { ...company, ...change })
    await expect(wrong({ iban: 'CH93 0076 2011 6238 5295 8' })).rejects.toMatchObject({
      problem: { code: 'entity.iban_invalid', unmet: [{ path: 'iban' }] },
    })
    const vat = { ...company.registrations[0], id: 'CHE-116.281.711' }
    await expect(wrong({ registrations: [vat] })).rejects.toMatchObject({ problem: { code: 'entity.tax_id_invalid' } })
    await expect(wrong({ zone: 'Europe/Atlantis' })).rejects.toMatchObject({ problem: { code: 'entity.zone_unknown' } })
    expect(await owner.ask('POST', '/billing/entities', company)).toMatchObject({
      sells_to: ['*'],
      version: 1,
      iban: 'CH9300762011623852957',
    })
    await expect(wrong({})).rejects.toMatchObject({ status: 409, problem: { code: 'entity.exists' } })
    await expect(wrong({ code: 'XX' })).rejects.toMatchObject({ problem: { code: 'entity.country_taken' } })
  })

  test('product, price book, rate and terms follow; then the house can sell', async () => {
    await owner.ask('POST', '/billing/products', {
      code: 'alp-enterprise',
      name: 'Alp Enterprise',
      description: 'For whole valleys.\n- Everything',
      class: 'self_hosted',
      obligation: 'licence_pcs',
      family: 'alp',
      edition_rank: 10,
      unit: 'seat',
      self_serve: true,
      entitlements: { product_code: 'mattermost', plan: 'enterprise' },
    })
    const price = { product: 'alp-enterprise', currency: 'CHF', per: 'year', unit_price: '150.00' }
    const book = (prices: object[]) => owner.ask('POST', '/billing/price-books/list/versions', { valid_from: '2026-06-01', prices })
    await expect(book([price, price])).rejects.toMatchObject({ problem: { code: 'price.twice' } })
    await expect(book([{ ...price, unit_price: '-1' }])).rejects.toMatchObject({ problem: { code: 'price.negative' } })
    await book([price])
    expect(await open()).toContain('prices')
    await owner.ask('POST', '/billing/price-books/list/versions/1/publications', {})
    const rate = { base: 'CHF', quote: 'USD', month: '2026-06', rate: '1.12', source: 'Swiss National Bank' }
    await owner.ask('POST', '/billing/exchange-rates', rate)
    await expect(owner.ask('POST', '/billing/exchange-rates', rate)).rejects.toMatchObject({ problem: { code: 'rate.frozen' } })
    expect(await open()).toEqual(['terms'])
    const terms = { title: 'Terms of sale', body: '# Terms\n\nBe kind.', effective_from: '2026-06-01', locale: 'de' }
    expect(await owner.ask('POST', '/billing/terms', terms)).toMatchObject({ version: '1.0', in_force: true, code: 'terms-of-sale' })
    await expect(owner.ask('POST', '/billing/terms', terms)).rejects.toMatchObject({ problem: { code: 'terms.backdated' } })
    expect(await owner.ask('GET', '/billing/selling')).toMatchObject({ ready: true })
    expect(await open()).toEqual([])
    const page = await cast.http(new Request(`${cast.house.settings.publicUrl}/pricing?country=CH&seats=10`))
    expect(await page.text()).toContain('10 × CHF 150.00 per year')
  })

  test('a customer buys alone: paid, invoiced with Swiss tax, licensed', async () => {
    const buyer = newBuyer((request) => cast.http(request), cast.house.settings.publicUrl, codes)
    await buyer.signUp({ name: 'Gemse Bergbahnen AG', country: 'CH', city: 'Chur', postal_code: '7000' })
    const placed = await buyer.buy({ product: 'alp-enterprise', seats: 10 })
    order = await buyer.follow(placed.number, cast.drain)
    expect(order).toMatchObject({ state: 'fulfilled', documents: [{ number: 'INV-2026-000001' }] })
    expect((await buyer.licenceFile(order.licence?.id ?? '')).length).toBeGreaterThan(500)
    const { items } = await owner.ask('GET', '/billing/documents')
    expect(items).toMatchObject([{ currency: 'CHF', net_minor: 150_000, tax_minor: 12_150, gross_minor: 162_150 }])
  })

  test('a company that moves keeps its issued invoices; what contracts rest on stays; a stale edit is refused', async () => {
    const { items } = await owner.ask('GET', '/billing/entities')
    const path = `/billing/entities/${items[0].id}`
    const address = { street: 'Paradeplatz 8', postal_code: '8001', city: 'Zürich' }
    expect(await owner.ask('PATCH', path, { address, if_match: 1 })).toMatchObject({ version: 2, address })
    await expect(owner.ask('PATCH', path, { currency: 'EUR', if_match: 2 })).rejects.toMatchObject({ problem: { code: 'entity.in_use' } })
    await expect(owner.ask('PATCH', path, { address, if_match: 1 })).rejects.toMatchObject({ status: 412 })
    const issued = await owner.ask('GET', `/billing/documents/${order.documents[0]?.id}`)
    expect(JSON.stringify(issued.seller)).toContain('Bundesplatz 3')
    expect(await owner.ask('GET', `/billing/documents/${order.documents[0]?.id}/proof`)).toMatchObject({ sound: true })
  })
})
