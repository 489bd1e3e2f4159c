import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { foundOffice } from '../../test/cast/staff.ts'
import { quietLog } from '../kernel/log.ts'
import { outbound } from '../kernel/outbound/fetch.ts'
import { startPost } from '../kernel/webhooks/post.ts'
import { sendDue } from '../kernel/webhooks/send.ts'
import { accountCreate } from '../modules/customers/contract.ts'
import { homeTile } from './contract.ts'
import * as promise from './contract/webhooks.ts'

let cast: Cast
let receiver: Server
let url: string
let answer: { status: number; headers?: Record<string, string> } = { status: 204 }
const got: { headers: IncomingHttpHeaders; body: string }[] = []
let now = new Date('2026-06-15T10:00:00Z')

beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += String(part)
    got.push({ headers: request.headers, body })
    response.writeHead(answer.status, answer.headers).end('the receiver’s own words')
  }).listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`
  cast = await openCast({ settings: { OUTBOUND_LOOPBACK: 'true' } })
  await foundOffice(cast)
})
afterAll(async () => {
  receiver.close()
  await cast?.close()
})

const admin = () => cast.as('admin')
/** Who looks after the ways to other systems and nothing else: billing is not set up here. */
const keeper = () => cast.speaker({ ...admin().actor, rights: new Map([['house.connect', 'all']]) })
const send = () =>
  sendDue(
    cast.open,
    outbound(cast.house.settings, quietLog),
    () => true,
    () => 0,
  )
const at = (later: number) => {
  now = new Date(now.getTime() + later)
  cast.setNow(now)
}
const newAccount = async (name: string) => {
  await cast.as('bizops').call(accountCreate, { name, kind: 'business', country: 'DE' })
  await cast.drain()
}
const hook = (more: object = {}) =>
  admin().call(promise.webhookCreate, { name: 'Chat', url, types: ['customers.account.created'], ...more }, { key: crypto.randomUUID() })
const deliveriesOf = async (id: string) => (await admin().call(promise.deliveriesList, { id })).items
/** Verified by the library of the standard, which reads its own clock. */
const verified = (secret: string, { headers, body }: (typeof got)[number]) => {
  const given = headers as Record<string, string>
  expect(Math.floor(now.getTime() / 1000)).toBe(Number(given['webhook-timestamp']))
  const signer = new Webhook(secret)
  const stamp = Math.floor(Date.now() / 1000)
  // the library asks that the timestamp is of today: its own signature over ours proves that both make the same
  expect(given['webhook-signature']?.split(' ')).toContain(signer.sign(given['webhook-id'] ?? '', now, body))
  return signer.verify(body, {
    'webhook-id': given['webhook-id'] ?? '',
    'webhook-timestamp': String(stamp),
    'webhook-signature': signer.sign(given['webhook-id'] ?? '', new Date(stamp * 1000), body),
  })
}

test('an event is told to who wants it, signed as Standard Webhooks says, and nothing else is', async () => {
  await newAccount('Before Inc')
  const { rows } = await cast.house.db.pool.query(`select count(*)::int as n from kernel.delivery where listener = 'house.webhooks'`)
  expect(rows[0].n, 'while nobody listens outside nothing is kept for them').toBe(0)
  const { webhook, secret } = await hook()
  await newAccount('Harbor GmbH')
  expect(await send()).toBe(1)
  expect(verified(secret, got.at(-1) as (typeof got)[number])).toMatchObject({
    type: 'customers.account.created',
    timestamp: now.toISOString(),
    data: { account_id: expect.any(String), country: 'DE' },
  })
  expect(got.at(-1)?.body).not.toContain('Harbor GmbH')
  const [delivery] = await deliveriesOf(webhook.id)
  expect(delivery).toMatchObject({ state: 'delivered', status: 204, tries: 1, message: got.at(-1)?.headers['webhook-id'] })
  expect(JSON.stringify(delivery)).not.toMatch(/account_id|own words/)
  expect(await send()).toBe(0)
  const { rows: kept } = await cast.house.db.pool.query('select secret from kernel.webhook')
  expect(kept.every((row) => !row.secret.toString('latin1').includes(secret))).toBe(true)
  await admin().call(promise.webhookRemove, { id: webhook.id })
})

test('a failure is tried again under the same id, given up after ten tries, and the house stops calling and says so', async () => {
  const { webhook } = await hook({ name: 'Broken' })
  answer = { status: 500 }
  await newAccount('Pier AG')
  const before = got.length
  let tries = 0
  for (const wait of [0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400, 86_400]) {
    at(wait * 1000)
    tries += await send()
  }
  expect(tries).toBe(10)
  const ids = got.slice(before).map((one) => one.headers['webhook-id'])
  expect([ids.length, new Set(ids).size]).toEqual([10, 1])
  expect(await deliveriesOf(webhook.id)).toMatchObject([{ state: 'given_up', tries: 10, status: 500, next_at: null }])
  const stateOf = async () => (await admin().call(promise.webhooksList, {})).items.find((one) => one.id === webhook.id)
  expect(await stateOf()).toMatchObject({ state: 'active', given_up: 1 })
  // five days without a success
  at(2 * 86_400_000)
  await newAccount('Quay AG')
  for (let round = 0; round < 10; round += 1) {
    at(30 * 3_600_000)
    await send()
  }
  expect(await stateOf()).toMatchObject({ state: 'disabled', disabled_why: 'No delivery has succeeded for five days.' })
  const { rows } = await cast.house.db.pool.query(`select subject_id, reason from kernel.audit where action = 'house.webhook.disabled'`)
  expect(rows).toEqual([{ subject_id: webhook.id, reason: 'No delivery has succeeded for five days.' }])
  const alerts = `select person, text, done_at is not null as done from kernel.notice where rule = 'alert' and subject = $1`
  const told = async () => (await cast.house.db.pool.query(alerts, [webhook.id])).rows
  const off = { person: expect.any(String), text: 'It is turned off. No delivery has succeeded for five days.' }
  expect(await told()).toEqual([{ ...off, done: false }])
  expect((await keeper().call(homeTile, { tile: 'needs' })).needs ?? []).toContainEqual(
    expect.objectContaining({ kind: 'webhook', title: 'The webhook “Broken” was turned off' }),
  )
  expect(((await cast.as('member').call(homeTile, { tile: 'needs' })).needs ?? []).filter((one) => one.kind === 'webhook')).toEqual([])

  answer = { status: 200 }
  const version = (await stateOf())?.version ?? 0
  expect(await admin().call(promise.webhookChange, { id: webhook.id, active: true, if_match: version })).toMatchObject({ state: 'active' })
  expect(await told()).toEqual([{ ...off, done: true }])
  const lost = await deliveriesOf(webhook.id)
  for (const { id } of lost) await admin().call(promise.deliveryResend, { id })
  expect(await send()).toBe(2)
  expect(await stateOf()).toMatchObject({ waiting: 0, given_up: 0, last_success_at: now })
  expect(((await keeper().call(homeTile, { tile: 'needs' })).needs ?? []).filter((one) => one.kind === 'webhook')).toEqual([])
  await admin().call(promise.webhookRemove, { id: webhook.id })
})

test('a receiver that is gone is not called again; one that is paused hears nothing', async () => {
  const { webhook } = await hook({ name: 'Gone' })
  answer = { status: 410 }
  await newAccount('Jetty AG')
  expect([await send(), await send()]).toEqual([1, 0])
  const shown = async () => (await admin().call(promise.webhooksList, {})).items.find((one) => one.id === webhook.id)
  expect(await shown()).toMatchObject({ state: 'disabled', disabled_why: expect.stringContaining('410') })
  answer = { status: 200 }
  const { version } = await admin().call(promise.webhookChange, { id: webhook.id, active: true, if_match: 2 })
  await admin().call(promise.webhookChange, { id: webhook.id, active: false, if_match: version })
  await newAccount('Mole AG')
  expect(await send()).toBe(0)
  await admin().call(promise.webhookRemove, { id: webhook.id })
  await expect(admin().call(promise.deliveriesList, { id: webhook.id })).rejects.toMatchObject({ code: 'webhook.unknown' })
})

test('for a day after a change of secret both sign, then the new one alone', async () => {
  const { webhook, secret: old } = await hook({ name: 'Rotating' })
  answer = { status: 200 }
  const { secret: fresh } = await admin().call(promise.webhookRotate, { id: webhook.id }, { key: 'rotate' })
  const tested = async () => {
    await admin().call(promise.webhookTest, { id: webhook.id })
    expect(await send()).toBe(1)
    return got.at(-1) as (typeof got)[number]
  }
  const first = await tested()
  expect(verified(fresh, first)).toMatchObject({ type: 'house.webhook.tested' })
  expect(verified(old, first)).toMatchObject({ type: 'house.webhook.tested' })
  at(86_400_000)
  const second = await tested()
  verified(fresh, second)
  expect(() => verified(old, second)).toThrow()
  await admin().call(promise.webhookRemove, { id: webhook.id })
})

test('a receiver that asks for time gets it, and a redirect is not followed', async () => {
  const { webhook } = await hook({ name: 'Slow' })
  answer = { status: 503, headers: { 'retry-after': '3600' } }
  await admin().call(promise.webhookTest, { id: webhook.id })
  await send()
  expect((await deliveriesOf(webhook.id))[0]?.next_at).toEqual(new Date(now.getTime() + 3_600_000))
  at(3_600_000)
  answer = { status: 302, headers: { location: url } }
  expect(await send()).toBe(1)
  expect((await deliveriesOf(webhook.id))[0]).toMatchObject({ state: 'waiting', status: 302, tries: 2 })
  await admin().call(promise.webhookRemove, { id: webhook.id })
})

test('a worker carries what is told by itself, at once, and stops when it is asked to', async () => {
  const { webhook, secret } = await hook({ name: 'Carried' })
  answer = { status: 200 }
  const before = got.length
  const post = await startPost(cast.house, outbound(cast.house.settings, quietLog))
  await newAccount('Wharf AG')
  await vi.waitFor(() => expect(got.length).toBe(before + 1), { timeout: 15_000 })
  expect(verified(secret, got.at(-1) as (typeof got)[number])).toMatchObject({ type: 'customers.account.created' })
  await post.close()
  await newAccount('Dock AG')
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(got.length).toBe(before + 1)
  await admin().call(promise.webhookRemove, { id: webhook.id })
})

test('an address inside, or a kind of event that stays inside, is refused', async () => {
  await expect(hook({ url: 'https://169.254.169.254/' })).rejects.toMatchObject({ code: 'outbound.address_blocked' })
  await expect(hook({ types: ['customers.code.asked'] })).rejects.toMatchObject({ code: 'webhook.type_unknown' })
  expect((await admin().call(promise.webhookTypes, {})).items).toContain('billing.document.issued')
})
