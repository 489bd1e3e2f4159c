import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Customer, openShop, type Shop } from '../../../../../test/cast/billing.ts'
import { record } from '../../../../kernel/audit.ts'
import { contactAdd } from '../../../customers/contract.ts'
import { mailAgain } from '../documents/mail-again.ts'
import * as promise from '../../contract.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop?.close())

const address = { street: 'Große Elbstraße 145 d', postal_code: '22767', city: 'Hamburg' }
const company = (who: Customer) => who.buyer.call(promise.portalCompany, {})
const change = async (who: Customer, more: object = {}) =>
  who.buyer.call(promise.portalCompanyChange, { address, if_match: (await company(who)).version, ...more })
const row = async (text: string, id: string) => (await shop.query(text, [id])).rows[0]
const profileOf = (who: Customer) => row('select * from billing.profile where account_id = $1', who.accountId)
const accountOf = (who: Customer) => row('select * from customers.account where id = $1', who.accountId)
const buyer = async (country?: string): Promise<Customer> => {
  const who = await shop.customer(country)
  await shop.buy(who, { seats: 3 })
  return who
}

describe('a customer’s own company', () => {
  test('is the account’s until the first purchase, and its tax id is not checked yet', async () => {
    const who = await shop.customer()
    expect(await company(who)).toMatchObject({
      legal_name: who.name,
      address: { street: 'Hafenstrasse 1' },
      tax_id: { id: 'DE811569869', state: 'unchecked' },
      tax_id_asked: true,
    })
    expect(await change(who, { tax_id: 'DE136695976' })).toMatchObject({ address, tax_id: { id: 'DE136695976', state: 'unchecked' } })
    expect(await change(who)).toMatchObject({ address, tax_id: null, region: null })
    expect(await accountOf(who)).toMatchObject({ tax_id: null, region: null })
    expect(await company(await shop.customer('US', null))).toMatchObject({ tax_id: null, tax_id_asked: false })
  })

  test('keeps what the register said of an id that stands, asks of another, and says none where it is taken away', async () => {
    const who = await buyer()
    const checks = async () =>
      Number((await row('select count(*) as n from billing.tax_id_check where profile_id = $1', (await profileOf(who)).id)).n)
    const [before, asked] = [await profileOf(who), await checks()]
    expect(await change(who, { tax_id: 'de 811 569 869' })).toMatchObject({ tax_id: { id: 'DE811569869', state: 'valid' } })
    expect(await checks()).toBe(asked)
    expect((await profileOf(who)).tax_ids).toEqual(before.tax_ids)
    expect((await profileOf(who)).address).toEqual(address)
    // the register has not answered yet: asking for the same again makes it neither better nor worse
    await shop.query(`update billing.profile set tax_ids = jsonb_set(tax_ids, '{0,state}', '"pending"') where id = $1`, [before.id])
    expect(await change(who, { tax_id: 'DE811569869' })).toMatchObject({ tax_id: { state: 'pending' } })
    await change(who, { tax_id: 'DE136695976' })
    expect(await checks()).toBe(asked + 1)
    expect(await change(who)).toMatchObject({ tax_id: null })
    expect(await checks()).toBe(asked + 1)
    expect([(await profileOf(who)).tax_ids, (await accountOf(who)).tax_id]).toEqual([[], null])
  })

  test('changes no profile of another country: seller, currency and tax hang on that', async () => {
    const who = await buyer()
    await shop.query(`update billing.profile set country = 'AT' where account_id = $1`, [who.accountId])
    const before = await profileOf(who)
    await change(who, { tax_id: 'DE136695976' })
    expect(await profileOf(who)).toEqual(before)
    expect(await accountOf(who)).toMatchObject({ tax_id: 'DE136695976' })
  })

  test('is as the company that sells to its country knows it, also where another one has sold to it since', async () => {
    const who = await buyer()
    const { rows } = await shop.query(
      `insert into billing.profile (id, account_id, entity_id, legal_name, address, country, kind, currency, created_at, created_by)
       select gen_random_uuid(), p.account_id, e.id, 'Kestrel Overseas', p.address, p.country, p.kind, p.currency, p.created_at + interval '1 day', 'test'
       from billing.profile p, billing.legal_entity e where p.account_id = $1 and e.id <> p.entity_id returning id`,
      [who.accountId],
    )
    expect(rows).toHaveLength(1)
    expect(await company(who)).toMatchObject({ legal_name: who.name })
  })

  test('is changed as it was read, also where a colleague of ours has changed it, and by whoever may pay', async () => {
    const who = await buyer()
    const { version, may } = await company(who)
    expect(may).toEqual(['portal.company.change'])
    const { id, version: own } = await profileOf(who)
    await shop.cast.as('finance').call(promise.profilesChange, { id, legal_name: 'Kestrel Two GmbH', if_match: own })
    await expect(change(who, { if_match: version })).rejects.toMatchObject({ code: 'edit.stale' })
    expect((await profileOf(who)).address).not.toEqual(address)
    await expect(change(who, { address: { ...address, street: 'Հրապարակ 1' } })).rejects.toMatchObject({ code: 'paper.undrawable' })
    const looker = { ...who, buyer: shop.cast.contact(who.accountId, 'technical') }
    expect((await company(looker)).may).toEqual([])
    await expect(change(looker)).rejects.toMatchObject({ code: 'right.missing' })
  })

  test('stands in the trail with what it was', async () => {
    const who = await buyer()
    await change(who, { tax_id: 'DE136695976' })
    const { rows } = await shop.query(
      `select before, after from kernel.audit where action = 'billing.profile.changed' and subject_id = $1`,
      [who.accountId],
    )
    expect(rows).toMatchObject([
      { before: { tax_ids: [{ id: 'DE811569869' }] }, after: { address, region: null, tax_ids: [{ id: 'DE136695976', state: 'valid' }] } },
    ])
  })
})

describe('a document mailed again', () => {
  const documentOf = async (who: Customer) => (await who.buyer.call(promise.portalDocuments, {})).items[0]?.id ?? ''
  let key = 0
  const again = (who: Customer, id: string, to: 'me' | 'billing' = 'me') => {
    key += 1
    return who.buyer.call(promise.portalDocumentMail, { id, to }, { key: `again ${key}` })
  }
  const newest = async (id: string) =>
    row('select recipient, body from kernel.mail where about = $1 order by id desc limit 1', `document:${id}`)

  test('goes to the contact who asks, or to whoever gets the invoices', async () => {
    const who = await buyer()
    const id = await documentOf(who)
    const { invoices_to } = await company(who)
    const email = `sam-${who.accountId}@kestrel.example`
    const admin = shop.cast.as('admin')
    const added = await admin.call(contactAdd, { account_id: who.accountId, name: 'Sam Second', email, roles: ['technical'] })
    const sam = { ...who, buyer: shop.cast.contact(who.accountId, 'technical', added.id) }
    expect(await again(sam, id)).toMatchObject({ to: email })
    expect((await newest(id)).body).toContain('Dear Sam Second')
    expect(await again(sam, id, 'billing')).toMatchObject({ to: invoices_to?.email })
    expect((await newest(id)).recipient).toBe(invoices_to?.email)
  })

  test('says by what it is paid, or what is open and until when', async () => {
    const who = await buyer()
    await again(who, await documentOf(who))
    expect((await newest(await documentOf(who))).body).toContain('It is paid (Visa …4242); there is nothing to do.')
    await shop.query('update billing.contract set method_id = null where account_id = $1', [who.accountId])
    const [contract] = (await who.buyer.call(promise.portalContracts, {})).items
    const more = { id: contract?.id ?? '', change: { kind: 'seats' as const, add: 3 }, reason: 'More people' }
    await shop.cast.as('finance').call(promise.contractsAmend, more, { key: `more ${who.accountId}` })
    await shop.cast.drain()
    const id = await documentOf(who)
    await again(who, id)
    expect((await newest(id)).body).toContain('Please pay it by')
    const { gross_minor } = await row('select gross_minor from billing.document where id = $1', id)
    const most = { document_id: id, amount_minor: Number(gross_minor) - 100, reference: 'SEPA 1' }
    await shop.cast.as('finance').call(promise.paymentsRecord, most, { key: `most ${id}` })
    await again(who, id)
    expect((await newest(id)).body).toMatch(/Please pay the \D*1\.00\D* that are left by/)
    const rest = { document_id: id, amount_minor: 100, reference: 'SEPA 2' }
    await shop.cast.as('finance').call(promise.paymentsRecord, rest, { key: `rest ${id}` })
    await again(who, id)
    expect((await newest(id)).body).toContain('It is paid (bank transfer); there is nothing to do.')
  })

  test('counts its own letters alone, and another’s document is unknown, at the door and behind it', async () => {
    const [who, other] = [await buyer(), await buyer()]
    const id = await documentOf(who)
    for (let n = 0; n < 3; n += 1)
      await shop.cast.open((ctx) => record(ctx, { action: 'billing.document.looked_at', subject: { kind: 'document', id, label: 'INV' } }))
    await again(who, id)
    await expect(again(other, id)).rejects.toMatchObject({ code: 'document.unknown' })
    const asOther = shop.cast.house.openAs(other.buyer.actor, (ctx) => mailAgain(ctx, { id, to: 'billing' }))
    await expect(asOther).rejects.toMatchObject({ code: 'document.unknown' })
  })

  test('is sent three times a day, also when two ask at the same moment', async () => {
    const who = await buyer()
    const id = await documentOf(who)
    await again(who, id)
    await again(who, id)
    const done = await Promise.allSettled([
      // the first one's transaction is still open when the second one looks
      shop.cast.house.openAs(who.buyer.actor, async (ctx) => {
        await mailAgain(ctx, { id, to: 'me' })
        await pause(200)
      }),
      pause(50).then(() => again(who, id)),
    ])
    expect(done).toMatchObject([{ status: 'fulfilled' }, { status: 'rejected', reason: { code: 'document.mailed_enough' } }])
  })
})
