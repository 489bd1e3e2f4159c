import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { type Server, createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import RudderAnalytics from '@rudderstack/rudder-sdk-node'
import { Analytics } from '@segment/analytics-node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cast, openCast } from '../cast/cast.ts'
import { foundTidewater, type Tidewater } from '../cast/tidewater.ts'
import { type Answer, type Buyer, declinedCard, goodCard, newBuyer, type Order } from './buyer.ts'

let cast: Cast
let company: Tidewater
let server: Server
let base: string

beforeAll(async () => {
  cast = await openCast({ live: true, now: new Date('2026-06-15T10:00:00Z') })
  company = await foundTidewater(cast)
  server = createServer(getRequestListener((request) => cast.http(request)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
})
afterAll(async () => {
  server?.close()
  await cast?.close()
})

function buyer(): Buyer {
  return newBuyer((request) => cast.http(request), cast.house.settings.publicUrl, company.codeOf)
}

describe('the golden thread', () => {
  let anna: Buyer
  let order: Order
  let before: number

  test('a visitor sees price and tax with the formula in words before any sign-in', async () => {
    const page = await cast.http(new Request(`${base}/pricing?country=DE&product=harbor-enterprise&seats=25`))
    expect(page.status).toBe(200)
    const html = await page.text()
    expect(html).toContain('25 × €156.00 per year')
    const preview = await buyer().ask('POST', '/portal/previews', {
      product: 'harbor-enterprise',
      seats: 25,
      country: 'DE',
      tax_id: company.germanVatId,
    })
    expect(preview.totals).toMatchObject({ net_minor: 390000, tax_minor: 74100, gross_minor: 464100 })
    expect(preview.lines[0].formula).toMatch(/^25 × 156\.00 EUR per year .* = 3,?900\.00 EUR$/)
    expect(preview.lane).toMatchObject({ row: '4', sign: 'click', approve: [], self_service: true })
  })

  test('a declined card says so and leaves nothing behind; another card completes the same order', async () => {
    before = await arr()
    anna = buyer()
    await anna.signUp({ name: 'Kranich Werke GmbH', country: 'DE', vat_id: company.germanVatId })
    const placed = await anna.buy({ product: 'harbor-enterprise', seats: 25, card: declinedCard })
    const declined = await anna.follow(placed.number, cast.drain)
    expect(declined.payment).toMatchObject({ state: 'needs_method' })
    expect(declined.payment?.decline_text).toMatch(/declined/i)
    expect(declined.documents).toEqual([])
    const card = await anna.ask('POST', '/portal/card-tokens', { number: goodCard, exp_month: 12, exp_year: 2029, cvc: '123' })
    await anna.ask('POST', `/portal/orders/${placed.number}/payments`, { payment: { token: card.token } })
    order = await anna.follow(placed.number, cast.drain)
    expect(order.state).toBe('fulfilled')
    expect(order.documents).toHaveLength(1)
    expect(order.licence?.number).toMatch(/^LIC-2026-\d{6}$/)
  })

  test('the evidence says when the signer’s address was proven, and holds the name only as a commitment', async () => {
    const kept = await cast.house.db.pool.query('select record, created_at from billing.acceptance order by created_at desc limit 1')
    const [proven] = (await cast.house.db.pool.query('select email_verified_at from customers.contact order by created_at desc limit 1'))
      .rows
    expect(kept.rows[0].record.auth).toEqual({ method: 'email_code', verified_at: proven.email_verified_at.toISOString() })
    expect(JSON.stringify(kept.rows[0].record)).not.toContain('Robin Sample')
  })

  test('the invoice is a PDF and the licence file verifies with plain openssl', async () => {
    const pdf = await anna.pdf(order.documents[0]?.id ?? '')
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    const file = await anna.licenceFile(order.licence?.id ?? '')
    const bytes = Buffer.from(file, 'base64')
    const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-openssl-'))
    writeFileSync(join(folder, 'payload'), bytes.subarray(0, -256))
    writeFileSync(join(folder, 'signature'), bytes.subarray(-256))
    writeFileSync(join(folder, 'public.pem'), await company.publicKey())
    const said = execFileSync('openssl', ['dgst', '-sha512', '-verify', 'public.pem', '-signature', 'signature', 'payload'], {
      cwd: folder,
      encoding: 'utf8',
    })
    expect(said).toContain('Verified OK')
    const payload = JSON.parse(bytes.subarray(0, -256).toString('utf8'))
    expect(payload).toMatchObject({ customer: { company: 'Kranich Werke GmbH' }, features: { users: 25 }, is_trial: false })
  })

  test('within ten seconds the plan’s ARR measure has moved by exactly the order’s ARR', async () => {
    const until = Date.now() + 10_000
    // 3,900.00 EUR at the month's rate, rounded once a day and item
    const expected = before + (await company.usd(390000))
    for (;;) {
      await cast.drain()
      if ((await arr()) === expected || Date.now() > until) break
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    expect(await arr()).toBe(expected)
  })

  test('a click on the measure lists that contract among rows whose sum is the figure', async () => {
    const measure = await planArr()
    const drill = await company.staff('POST', '/data/drills', { cell: measure.cell, by: 'rows', limit: 200 })
    const sum = drill.rows.reduce((total: number, row: Answer) => total + Math.round(Number(row.contribution) * 100), 0)
    expect(sum).toBe(await arr())
    expect(JSON.stringify(drill.rows)).toContain(order.contract_number)
  })

  test('a server with that licence reports through the real clients of two vendors', async () => {
    // the clients stamp sentAt by their own clock; the house corrects the difference to its own
    const day = new Date()
    const properties = { active_users_daily: 17, active_users_monthly: 22, registered_users: 24, registered_deactivated_users: 1 }
    const segment = new Analytics({ writeKey: company.writeKey, host: base, flushAt: 1 })
    segment.track({ anonymousId: company.serverId, event: 'server', properties: { version: '10.9.0' }, timestamp: day })
    segment.track({ anonymousId: company.serverId, event: 'activity', properties, timestamp: day })
    await segment.closeAndFlush()
    const rudder = new RudderAnalytics(company.writeKey, { dataPlaneUrl: base, gzip: true, flushAt: 1, flushInterval: 100 })
    rudder.track({ anonymousId: company.otherServerId, event: 'server', properties: { version: '10.8.3' }, timestamp: day })
    await new Promise<void>((resolve) => {
      rudder.track({ anonymousId: company.otherServerId, event: 'activity', properties, timestamp: day })
      rudder.flush(() => resolve())
    })
    const until = Date.now() + 10_000
    // the two clients send each event by itself: a server is known before its activity is
    while ((await figure('tedas')) !== 2 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 250))
    expect(await figure('tes')).toBe(2)
    expect(await figure('tedas')).toBe(2)
  })
})

describe('the same order sent twice', () => {
  test('with one key, in two tabs and after a cut connection makes one contract, one invoice, one licence', async () => {
    const ben = buyer()
    await ben.signUp({ name: 'Sturmvogel AG', country: 'DE', vat_id: company.germanVatId })
    const quote = await ben.ask('POST', '/portal/quotes', { product: 'harbor-professional', seats: 12, per: 'year' })
    const answers = await Promise.all([ben.accept(quote, goodCard, 'same-key-0001'), ben.accept(quote, goodCard, 'other-tab-0002')])
    const again = await ben.accept(quote, goodCard, 'retry-after-cut-0003')
    expect(new Set([...answers, again].map((answer) => answer.number)).size).toBe(1)
    const order = await ben.follow(again.number, cast.drain)
    await cast.drain()
    expect(order.documents).toHaveLength(1)
    expect((await ben.ask('GET', '/portal/contracts')).items).toHaveLength(1)
    expect((await ben.ask('GET', '/portal/documents')).items).toHaveLength(1)
    expect((await ben.ask('GET', '/portal/licences')).items).toHaveLength(1)
  })

  test('nobody sees what belongs to another account', async () => {
    const [eve, mine] = [buyer(), buyer()]
    await eve.signUp({ name: 'Lauscher GmbH', country: 'DE' })
    await mine.signUp({ name: 'Eigen GmbH', country: 'DE' })
    const placed = await mine.buy({ product: 'harbor-professional', seats: 10 })
    const order = await mine.follow(placed.number, cast.drain)
    for (const path of [
      `/portal/orders/${order.number}`,
      `/portal/contracts/${order.contract_id}`,
      `/portal/documents/${order.documents[0]?.id}/pdf`,
      `/portal/licences/${order.licence?.id}/file`,
    ]) {
      await expect(eve.ask('GET', path)).rejects.toMatchObject({ status: 404 })
    }
    await expect(eve.ask('GET', '/billing/contracts')).rejects.toMatchObject({ status: 403 })
    expect((await eve.ask('GET', '/portal/contracts')).items).toEqual([])
  })
})

/** Minor units of the reporting currency, as the plan page shows it today. */
async function arr(): Promise<number> {
  return Math.round(Number((await planArr()).value ?? 0) * 100)
}

async function planArr(): Promise<Answer> {
  return company.measure('arr')
}

async function figure(metric: string): Promise<number> {
  return company.value(metric)
}
