import { afterAll, beforeAll, expect, test } from 'vitest'
import { openShop, type Shop } from '../../../../../test/cast/billing.ts'
import * as promise from '../../contract.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

const ask = (more: Record<string, unknown>) =>
  shop.cast.visitor().call(promise.portalPreview, { product: 'harbor-professional', seats: 10, country: 'DE', ...more } as never)

test('a German buyer pays German VAT, with or without a VAT id', async () => {
  expect(await ask({ tax_id: 'DE811569869' })).toMatchObject({
    currency: 'EUR',
    tax_id_state: 'valid',
    totals: { net_minor: 88_000, tax_minor: 16_720 },
  })
  expect(await ask({})).toMatchObject({ tax_id_state: 'none', totals: { tax_minor: 16_720 } })
})

test('a company elsewhere in the EU with a valid id accounts for VAT itself; pending or unknown ids are charged', async () => {
  const reverse = await ask({ country: 'FR', tax_id: 'FR40303265045' })
  expect(reverse).toMatchObject({ tax_id_state: 'valid', totals: { tax_minor: 0 } })
  expect(reverse.tax_groups).toMatchObject([{ category: 'AE', rate: '0' }])
  expect(await ask({ country: 'FR', tax_id: 'FR29303265300' })).toMatchObject({ tax_id_state: 'pending', totals: { tax_minor: 17_600 } })
  expect(await ask({ country: 'FR', tax_id: 'FR04304265200' })).toMatchObject({ tax_id_state: 'invalid', totals: { tax_minor: 17_600 } })
})

test('a consumer in the EU pays the rate of the own country', async () => {
  expect(await ask({ country: 'HU', kind: 'consumer' })).toMatchObject({ totals: { tax_minor: 23_760 } })
})

test('outside the EU it is an export; in the United States we are not registered', async () => {
  expect((await ask({ country: 'CH' })).tax_groups).toMatchObject([{ category: 'G' }])
  const us = await ask({ country: 'US', region: 'TX' })
  expect(us).toMatchObject({ currency: 'USD', entity: { code: 'US' }, totals: { net_minor: 96_000, tax_minor: 0 } })
  expect(us.tax_text).toContain('not registered')
})

test('in a state where we hold a permit, sales tax is collected', async () => {
  const boss = shop.cast.as('admin')
  const us = (await boss.call(promise.entitiesList, {})).items.find((one) => one.code === 'US')
  const texas = { jurisdiction: 'US-TX', id: '3-20012-3456-7', kind: 'sales' as const, valid_from: '2026-01-01' }
  await boss.call(promise.entitiesChange, { id: us?.id ?? '', registrations: [texas] })
  const asked = { country: 'US', product: 'harbor-enterprise', seats: 20 }
  expect(await ask({ ...asked, region: 'TX' })).toMatchObject({ totals: { net_minor: 336_000, tax_minor: 21_000, gross_minor: 357_000 } })
  expect(await ask({ ...asked, region: 'CA' })).toMatchObject({ totals: { tax_minor: 0 } })
  await expect(ask(asked)).rejects.toMatchObject({ code: 'tax.region_missing' })
})

test('a currency that is not sold there is refused, never priced in ours; nothing that is asked for is passed over', async () => {
  for (const currency of ['JPY', 'CHF', 'USD']) {
    const refused = { code: 'currency.not_sold', message: expect.stringContaining(`to Germany in EUR, not in ${currency}.`) }
    await expect(ask({ currency })).rejects.toMatchObject(refused)
    await expect(shop.cast.visitor().call(promise.portalCatalogue, { country: 'DE', currency })).rejects.toMatchObject(refused)
  }
  expect(await ask({ currency: 'EUR' })).toMatchObject({ currency: 'EUR', totals: { net_minor: 88_000 } })
  const sold = await shop.cast.visitor().call(promise.portalCatalogue, { country: 'US', currency: 'USD' })
  expect(sold).toMatchObject({ currency: 'USD', currencies: ['USD'] })
})

test('who is signed in sees the price that the quote will have, from the first step on', async () => {
  const { buyer } = await shop.customer('FR', 'FR40303265045')
  expect(await buyer.call(promise.portalCatalogue, {})).toMatchObject({ country: 'FR', currency: 'EUR' })
  const asked = { product: 'harbor-professional', seats: 2 }
  const preview = await buyer.call(promise.portalPreview, { ...asked, country: 'FR' })
  const quote = await buyer.call(promise.portalQuoteCreate, asked)
  expect(preview.totals).toEqual(quote.totals)
  expect(preview).toMatchObject({ tax_id_state: 'valid', totals: { tax_minor: 0 } })
})

test('before the first purchase a company in the United States is taxed where its account says it is; another state is tried out', async () => {
  const { accountId, buyer } = await shop.customer('US', null)
  await shop.query("update customers.account set region = 'TX' where id = $1", [accountId])
  const asked = { product: 'harbor-enterprise', seats: 20, country: 'US' }
  expect(await buyer.call(promise.portalPreview, asked)).toMatchObject({ totals: { net_minor: 336_000, tax_minor: 21_000 } })
  expect(await buyer.call(promise.portalPreview, { ...asked, region: 'CA' })).toMatchObject({ totals: { tax_minor: 0 } })
})

test('a VAT id that no country writes is refused when a profile is made', async () => {
  const customer = await shop.customer('DE', null)
  const company = { legal_name: customer.name, country: 'DE', kind: 'business' as const, tax_id: 'DE12' }
  await expect(customer.buyer.call(promise.portalQuoteCreate, { product: 'harbor-professional', seats: 2, company })).rejects.toMatchObject(
    { code: 'tax_id.format' },
  )
})

test('numbers of countries without a register are kept as format_only and printed; a mistyped one is refused with its digit rule', async () => {
  for (const [country, given, id] of [
    ['IN', '27AAPFU0939F1ZV', '27AAPFU0939F1ZV'],
    ['AU', 'ABN 83 914 571 673', '83914571673'],
    ['TR', '4540536920', '4540536920'],
    ['UA', '14360570', '14360570'],
    ['AE', '100000000000003', '100000000000003'],
  ] as const) {
    expect(await ask({ country, tax_id: given })).toMatchObject({ tax_id_state: 'format_only', tax_id_text: null })
    const { accountId, name, buyer } = await shop.customer(country, given)
    const company = { legal_name: name, country, kind: 'business' as const, tax_id: given }
    await buyer.call(promise.portalQuoteCreate, { product: 'harbor-professional', seats: 2, company })
    const [profile] = (await shop.cast.as('finance').call(promise.profilesList, { account_id: accountId })).items
    expect(profile?.tax_ids).toMatchObject([{ country, id, state: 'format_only' }])
    expect(await shop.cast.as('finance').call(promise.profilesChange, { id: profile?.id ?? '', tax_id: given })).toMatchObject({
      tax_ids: [{ id, state: 'format_only' }],
    })
  }
  const { accountId, buyer } = await shop.customer('BG', 'BG175074752')
  await buyer.call(promise.portalQuoteCreate, { product: 'harbor-professional', seats: 2 })
  const [profile] = (await shop.cast.as('finance').call(promise.profilesList, { account_id: accountId })).items
  await expect(shop.cast.as('finance').call(promise.profilesChange, { id: profile?.id ?? '', tax_id: '175074751' })).rejects.toMatchObject({
    code: 'tax_id.check_digit',
    message: expect.stringContaining('weights 1 to 8, modulo 11'),
  })
  expect(await ask({ country: 'BG', tax_id: '175074751' })).toMatchObject({
    tax_id_state: 'invalid',
    tax_id_text: expect.stringContaining('modulo 11'),
  })
})

test('signs that contradict each other make the place of a consumer unclear', async () => {
  const asked = {
    seller: { country: 'DE' },
    buyer: { country: 'FR', kind: 'consumer' as const },
    evidence: [
      { kind: 'billing_address' as const, country: 'FR' },
      { kind: 'ip_country' as const, country: 'DE' },
    ],
  }
  const answer = await shop.cast.as('finance').call(promise.taxPreview, asked)
  // a class that is none of ours has no rule, and no sign of where it is would be looked at
  await expect(shop.cast.as('finance').call(promise.taxPreview, { ...asked, class: 'digital' } as never)).rejects.toMatchObject({
    code: 'input.invalid',
    message: expect.stringContaining('class must be one of self_hosted, saas, support, training, services'),
  })
  expect(answer).toMatchObject({ location: 'unclear', location_reason: expect.stringContaining('contradict') })
})

test('every country of the world is offered, minus those that the law forbids', async () => {
  const { countries } = await shop.cast.visitor().call(promise.portalCatalogue, {})
  expect(countries).toHaveLength(244)
  expect(countries.find((one) => one.code === 'AE')).toMatchObject({ name: 'United Arab Emirates', currency: 'USD' })
  const customer = await shop.customer('RU', null)
  const forbidden = { code: 'sale.country_forbidden', message: expect.stringContaining('Executive Order 14071') }
  await expect(customer.buyer.call(promise.portalQuoteCreate, { product: 'harbor-professional', seats: 2 })).rejects.toMatchObject(
    forbidden,
  )
  // the first step and the price for anyone say it too
  await expect(customer.buyer.call(promise.portalCatalogue, {})).rejects.toMatchObject(forbidden)
  await expect(shop.cast.visitor().call(promise.portalCatalogue, { country: 'RU' })).rejects.toMatchObject(forbidden)
  await expect(ask({ country: 'RU' })).rejects.toMatchObject(forbidden)
  await expect(ask({ country: 'UA', region: '14' })).rejects.toMatchObject({ message: expect.stringContaining('We have chosen') })
  expect(await ask({ country: 'UA', region: '30' })).toMatchObject({ currency: 'USD' })
})

test('a quote from before a place was closed is not charged after it', async () => {
  const { accountId, buyer } = await shop.customer('UA', null)
  const quote = await buyer.call(promise.portalQuoteCreate, { product: 'harbor-professional', seats: 2 })
  await shop.query(`update billing.profile set region = '43' where account_id = $1`, [accountId])
  await expect(shop.accept(buyer, quote)).rejects.toMatchObject({ code: 'sale.country_forbidden' })
})

test('a town or a post that lies in a closed region is refused where the buyer names no region', async () => {
  const { accountId, buyer } = await shop.customer('UA', null)
  const [{ name }] = (await shop.query('select name from customers.account where id = $1', [accountId])).rows
  const offer = (place: object) => {
    const company = { legal_name: name, street: 'Main Street 1', country: 'UA', ...place }
    return buyer.call(promise.portalQuoteCreate, { product: 'harbor-professional', seats: 2, company })
  }
  const forbidden = { code: 'sale.country_forbidden', message: expect.stringContaining('UA-43') }
  await expect(offer({ city: 'Simferopol', postal_code: '01001' })).rejects.toMatchObject(forbidden)
  await expect(offer({ city: 'Somewhere', postal_code: '97400' })).rejects.toMatchObject(forbidden)
  const quote = await offer({ city: 'Kyiv', postal_code: '01001' })
  await shop.query(`update billing.profile set address = address || '{"city": "Yalta"}' where account_id = $1`, [accountId])
  await expect(shop.accept(buyer, quote)).rejects.toMatchObject(forbidden)
})

test('every rate and rule has a source', async () => {
  const { rates, rules } = await shop.cast.as('auditor').call(promise.taxRowsList, {})
  expect(rates.length).toBeGreaterThan(80)
  expect([...rates, ...rules].every((row) => row.source.startsWith('http'))).toBe(true)
})

test('a consumer in the Union is charged only when address and card agree on the country', async () => {
  const { accountId, name, buyer } = await shop.customer('FR', null)
  const company = { legal_name: name, country: 'FR', kind: 'consumer' as const }
  const quote = await buyer.call(promise.portalQuoteCreate, { product: 'harbor-professional', seats: 2, company })
  const before = [await shop.count('payment_intent'), await shop.count('acceptance')]
  await expect(shop.accept(buyer, quote)).rejects.toMatchObject({
    code: 'tax.location_unclear',
    message: expect.stringContaining('Pay with a card that was issued in France'),
  })
  await expect(shop.accept(buyer, quote, '4000 0027 6000 0016')).rejects.toMatchObject({ code: 'tax.location_unclear' })
  expect([await shop.count('payment_intent'), await shop.count('acceptance')]).toEqual(before)
  await shop.accept(buyer, quote, '4000 0025 0000 0003')
  await shop.cast.drain()
  const trail = await shop.query(`select subject_id from kernel.audit where action = 'billing.profile.located'`)
  expect(trail.rows).toHaveLength(1)
  const { rows: decisions } = await shop.query(
    `select inputs from billing.tax_decision join billing.document on document.id = document_id where account_id = $1`,
    [accountId],
  )
  expect(decisions).toMatchObject([
    {
      inputs: {
        location: {
          country: 'FR',
          reason: '2 kinds of signs point to FR.',
          signs: [
            { kind: 'bank_country', country: 'FR' },
            { kind: 'billing_address', country: 'FR' },
          ],
        },
      },
    },
  ])
})

test('without a card, what the last one said holds while the address is the same; a business is not asked', async () => {
  const staff = shop.cast.as('sales')
  const { accountId, name } = await shop.customer('FR', null)
  const sign = async (kind: 'consumer' | 'business') => {
    const company = { legal_name: name, country: 'FR', kind }
    const quote = await staff.call(promise.quotesCreate, { account_id: accountId, product: 'harbor-professional', seats: 2, company })
    await staff.call(promise.quotesOffer, { id: quote.id })
    return staff.call(promise.quotesSign, { id: quote.id, signer: 'Pat Buyer', signed_on: '2026-06-15', file: shop.form })
  }
  await expect(sign('consumer')).rejects.toMatchObject({ code: 'tax.location_unclear' })
  const found = { country: 'FR', signs: [{ kind: 'bank_country', country: 'FR' }], reason: '', seen_at: '2026-06-01T00:00:00Z' }
  await shop.query('update billing.profile set location = $2 where account_id = $1', [accountId, JSON.stringify(found)])
  expect((await sign('consumer')).documents).toHaveLength(1)
  await shop.query('update billing.profile set location = null where account_id = $1', [accountId])
  expect((await sign('business')).documents).toHaveLength(1)
})

test('where the card does not say its country, that of the internet address is the second sign; a card that says it needs none', async () => {
  const consumer = async () => {
    const { accountId, name, buyer } = await shop.customer('FR', null)
    const company = { legal_name: name, country: 'FR', kind: 'consumer' as const }
    const quote = await buyer.call(promise.portalQuoteCreate, { product: 'harbor-professional', seats: 2, company })
    const from = (country: string) => shop.cast.speaker({ ...buyer.actor, country })
    const silent = async () => {
      const token = await shop.token(buyer, '4000 0025 0000 0003')
      await shop.query('update billing.sandbox_card set country = null')
      return shop.yesTo(quote, { token })
    }
    return { accountId, buyer, quote, from, silent }
  }
  const one = await consumer()
  await expect(one.from('DE').call(promise.portalQuoteAccept, await one.silent())).rejects.toMatchObject({
    code: 'tax.location_unclear',
    message: expect.stringMatching(/contradict.*Pay with a card that was issued in France/),
  })
  await expect(one.buyer.call(promise.portalQuoteAccept, await one.silent())).rejects.toMatchObject({ code: 'tax.location_unclear' })
  await one.from('FR').call(promise.portalQuoteAccept, await one.silent())
  const { rows } = await shop.query('select location from billing.profile where account_id = $1', [one.accountId])
  expect(rows[0].location.signs).toEqual([
    { kind: 'ip_country', country: 'FR' },
    { kind: 'billing_address', country: 'FR' },
  ])
  // a traveller: address and card agree, whatever network is near
  const other = await consumer()
  const token = await shop.token(other.buyer, '4000 0025 0000 0003')
  expect((await other.from('DE').call(promise.portalQuoteAccept, shop.yesTo(other.quote, { token }))).number).toMatch(/^O-/)
})
