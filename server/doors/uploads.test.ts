import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openShop, type Shop } from '../../test/cast/billing.ts'
import { allRooms } from '../../test/cast/cast.ts'
import type { Actor } from '../kernel/context.ts'
import { spool, sweepSpool } from '../kernel/files/spool.ts'
import { quotesCreate, quotesOffer } from '../modules/billing/contract.ts'
import { prepareKeys } from '../modules/licensing/index.ts'
import { rooms } from '../rooms.ts'
import { houseOperations } from './house-operations.ts'
import { type Door, httpDoor } from './http.ts'

let shop: Shop
let seller: ReturnType<Shop['cast']['as']>
let door: Door
let asking: Actor | undefined
beforeAll(async () => {
  shop = await openShop({ rooms: allRooms })
  await prepareKeys(shop.cast.open)
  const operations = [...rooms.flatMap((room) => room.operations), ...houseOperations(rooms, false)]
  door = httpDoor(shop.cast.house, operations, undefined, async () => asking)
  seller = shop.cast.as('sales')
  asking = seller.actor
})
afterAll(() => shop?.close())

const pdf = (size = 40) => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(size, 0x61)])
const spooled = () => {
  try {
    return readdirSync(join(shop.cast.house.settings.dataDir, 'uploads'))
  } catch {
    return []
  }
}
async function offered(): Promise<string> {
  const customer = await shop.customer('US')
  const quote = await seller.call(quotesCreate, { account_id: customer.accountId, product: 'harbor-advanced', seats: 11 })
  await seller.call(quotesOffer, { id: quote.id })
  return quote.id
}

type Sent = {
  fields?: Record<string, string>
  file?: Buffer | ReadableStream<Uint8Array>
  name?: string
  type?: string
  part?: string
  key?: string
}
async function sign(
  id: string,
  { fields = {}, file = pdf(), name = 'Signed form.pdf', type = 'application/pdf', part = 'file', key }: Sent = {},
) {
  const form = new FormData()
  for (const [field, value] of Object.entries({ signer: 'Pat Buyer', signed_on: '2026-06-15', ...fields })) form.set(field, value)
  if (Buffer.isBuffer(file)) form.set(part, new File([new Uint8Array(file)], name, { type }))
  const body = new Response(form)
  const response = await door.fetch(
    new Request(`http://house.test/api/billing/quotes/${id}/signatures`, {
      method: 'POST',
      headers: { 'content-type': body.headers.get('content-type') ?? '', 'idempotency-key': key ?? crypto.randomUUID() },
      body: body.body,
      duplex: 'half',
    } as RequestInit),
  )
  return { status: response.status, told: (await response.json()) as Record<string, unknown> }
}

describe('a signed form as a part of the request', () => {
  test('is kept by its hash in parts, is had by whoever sees the quote, and leaves nothing on the disk', async () => {
    const id = await offered()
    const bytes = pdf(700_000)
    const { status, told } = await sign(id, { file: bytes, key: 'signed' })
    expect([status, told['number']]).toEqual([201, expect.stringMatching(/^O-/)])
    expect(spooled()).toEqual([])
    const { rows } = await shop.query(
      `select f.id, f.name, f.type, f.sha256, count(p.n)::int as parts from kernel.file f
      join kernel.file_part p using (sha256) where f.subject = $1 group by f.id`,
      [id],
    )
    expect(rows).toEqual([expect.objectContaining({ name: 'Signed form.pdf', type: 'application/pdf', parts: 3 })])
    const again = await sign(id, { file: bytes, key: 'signed' })
    expect([again.status, again.told['id']]).toEqual([201, told['id']])
    expect((await sign(id, { file: pdf(10), key: 'signed' })).told).toMatchObject({ code: 'idempotency.key_reused' })

    const get = async (actor: Actor | undefined) => {
      asking = actor
      const answer = await door.fetch(new Request(`http://house.test/api/files/${rows[0].id}`))
      asking = seller.actor
      return answer
    }
    const had = await get(seller.actor)
    expect(Buffer.from(await had.arrayBuffer()).equals(bytes)).toBe(true)
    expect(Object.fromEntries(had.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': "attachment; filename*=UTF-8''Signed%20form.pdf",
      'x-content-type-options': 'nosniff',
      etag: `"${rows[0].sha256}"`,
    })
    expect((await get(shop.cast.as('data_engineer').actor)).status).toBe(404)
    expect((await get(undefined)).status).toBe(401)
    await shop.query('update kernel.file set subject = null where id = $1', [rows[0].id])
    expect((await get(seller.actor)).status).toBe(404)
  })

  test.each<[string, Sent, number, string]>([
    ['larger than 25 MiB', { file: pdf(25 * 1024 * 1024) }, 413, 'file.too_large'],
    ['of another kind than it says', { file: Buffer.from('<svg onload="alert(1)">') }, 400, 'file.type_not_taken'],
    ['an archive', { file: Buffer.from('PK\u0003\u0004 and more') }, 400, 'file.type_not_taken'],
    ['empty', { file: Buffer.alloc(0) }, 400, 'file.empty'],
    ['in another part', { part: 'paper' }, 400, 'file.not_wanted'],
    ['of a kind that is not named', { type: 'text/html' }, 400, 'input.invalid'],
    ['beside a field that is unknown', { fields: { colour: 'red' } }, 400, 'input.unknown_field'],
    ['beside fields without end', { fields: { signer_title: 'x'.repeat(70_000) } }, 413, 'body.too_large'],
  ])('that is %s is refused, and leaves nothing', async (_name, sent, status, code) => {
    const id = await offered()
    const before = await shop.query('select count(*) from kernel.file_bytes')
    const got = await sign(id, sent)
    expect([got.status, got.told['code']]).toEqual([status, code])
    expect(spooled()).toEqual([])
    expect((await shop.query('select count(*) from kernel.file_bytes')).rows).toEqual(before.rows)
  })

  test('whose bytes stayed at home is refused; small ones in base64 are taken as before', async () => {
    const id = await offered()
    const post = async (file: object) => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }
      const body = JSON.stringify({ signer: 'Pat Buyer', signed_on: '2026-06-15', file })
      const answer = await door.fetch(
        new Request(`http://house.test/api/billing/quotes/${id}/signatures`, { method: 'POST', headers, body }),
      )
      return [answer.status, ((await answer.json()) as { code?: string }).code]
    }
    const file = { name: 'Signed.pdf', type: 'application/pdf' }
    expect(await post({ ...file, sha256: 'a'.repeat(64) })).toEqual([400, 'file.not_sent'])
    expect(await post(file)).toEqual([400, 'input.invalid'])
    expect(await post({ ...file, content: pdf().toString('base64') })).toEqual([201, undefined])
  })

  test('is not read of one who may not send it, nor where no file is taken', async () => {
    const id = await offered()
    asking = shop.cast.as('auditor').actor
    let pulled = 0
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled += 1
        controller.enqueue(new Uint8Array(65_536))
      },
    })
    const headers = { 'content-type': 'multipart/form-data; boundary=xyz', 'idempotency-key': 'no' }
    const send = (path: string, body: ReadableStream<Uint8Array> | string) =>
      door.fetch(new Request(`http://house.test/api${path}`, { method: 'POST', headers, body, duplex: 'half' } as RequestInit))
    expect((await send(`/billing/quotes/${id}/signatures`, endless)).status).toBe(403)
    expect(pulled).toBeLessThan(4)
    asking = seller.actor
    expect((await send(`/billing/quotes/${id}/offers`, '--xyz--')).status).toBe(415)
  })
})

test('what a process that died left on the disk is swept after a day', async () => {
  const { dataDir } = shop.cast.house.settings
  await (await spool(dataDir)).write(new Uint8Array(10))
  expect(await sweepSpool(dataDir, new Date(Date.now() - 86_400_000))).toBe(0)
  expect(await sweepSpool(dataDir, new Date(Date.now() + 1000))).toBe(1)
  expect(spooled()).toEqual([])
})
