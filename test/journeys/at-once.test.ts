import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '../../server/kernel/context.ts'
import { type Door, httpDoor } from '../../server/doors/http.ts'
import { rightsOf } from '../cast/rights.ts'
import { rooms } from '../../server/rooms.ts'
import { type Cast, openCast } from '../cast/cast.ts'
import { foundTidewater } from '../cast/tidewater.ts'
import { newBuyer } from './buyer.ts'

let cast: Cast
let door: Door
let contract = ''
const seller: Actor = { kind: 'person', id: randomUUID(), name: 'Ada', rights: rightsOf(['admin', 'finance', 'sales_manager']) }

beforeAll(async () => {
  cast = await openCast({})
  const company = await foundTidewater(cast)
  const buyer = newBuyer((request) => cast.http(request), cast.house.settings.publicUrl, company.codeOf)
  await buyer.signUp({ name: 'Kranich Werke GmbH', country: 'DE', vat_id: company.germanVatId })
  const placed = await buyer.buy({ product: 'harbor-enterprise', seats: 25 })
  await cast.drain()
  contract = (await buyer.follow(placed.number)).contract_id ?? ''
  door = httpDoor(
    cast.house,
    rooms.flatMap((room) => room.operations),
    undefined,
    async () => seller,
  )
})
afterAll(() => cast?.close())

async function addSeats(headers: Record<string, string>): Promise<{ status: number; code?: string }> {
  const response = await door.fetch(
    new Request(`http://house.test/api/billing/contracts/${contract}/amendments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ change: { kind: 'seats', add: 10 }, reason: 'A new team' }),
    }),
  )
  return { status: response.status, ...((await response.json()) as { code?: string }) }
}
const seats = async () => {
  const response = await door.fetch(new Request(`http://house.test/api/billing/contracts/${contract}`))
  return { etag: response.headers.get('etag') ?? '', seats: ((await response.json()) as { seats: string }).seats }
}

test('eight people who add ten seats at once to the same version add them once; without key or version nobody does', async () => {
  const { etag } = await seats()
  expect(await addSeats({ 'if-match': etag })).toMatchObject({ status: 400, code: 'idempotency.key_required' })
  expect(await addSeats({ 'idempotency-key': 'k' })).toMatchObject({ status: 428, code: 'edit.version_required' })
  const told = await Promise.all(Array.from({ length: 8 }, () => addSeats({ 'if-match': etag, 'idempotency-key': randomUUID() })))
  expect(told.map((one) => one.status).sort()).toEqual([201, 412, 412, 412, 412, 412, 412, 412])
  expect((await seats()).seats).toBe('35')
})

test('a payment that is recorded eight times at once under one key is one payment', async () => {
  const counted = 'select count(*)::int as n, coalesce(sum(amount_minor), 0)::int as minor from billing.payment'
  const { rows: open } = await cast.house.db.pool.query(
    "select d.id from billing.document d join billing.document_balance b on b.document_id = d.id where d.kind = 'invoice' and b.open_minor > 100 limit 1",
  )
  const before = (await cast.house.db.pool.query(counted)).rows[0]
  const pay = async (key: string, minor = 100) => {
    const response = await door.fetch(
      new Request('http://house.test/api/billing/payments', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify({ document_id: open[0].id, amount_minor: minor }),
      }),
    )
    return { status: response.status, ...((await response.json()) as { code?: string }) }
  }
  const told = await Promise.all(Array.from({ length: 8 }, () => pay('transfer-of-june')))
  for (const one of told) if (one.status !== 201) expect(one).toMatchObject({ status: 409, code: 'idempotency.in_flight' })
  expect(told.some((one) => one.status === 201)).toBe(true)
  expect(await pay('transfer-of-june')).toMatchObject({ status: 201 })
  expect(await pay('transfer-of-june', 101)).toMatchObject({ status: 422, code: 'idempotency.key_reused' })
  const after = (await cast.house.db.pool.query(counted)).rows[0]
  expect([after.n - before.n, after.minor - before.minor]).toEqual([1, 100])
})

test('one person who sends it eight times under one key adds them once', async () => {
  const { etag } = await seats()
  const headers = { 'if-match': etag, 'idempotency-key': randomUUID() }
  const told = await Promise.all(Array.from({ length: 8 }, () => addSeats(headers)))
  for (const one of told) if (one.status !== 201) expect(one).toMatchObject({ status: 409, code: 'idempotency.in_flight' })
  expect(told.some((one) => one.status === 201)).toBe(true)
  expect((await seats()).seats).toBe('45')
})
