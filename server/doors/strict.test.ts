import { Writable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { harbour, person } from '../../test/cast/harbour.ts'
import { houseOf } from '../../test/cast/room.ts'
import { openLog } from '../kernel/log.ts'
import { type Door, httpDoor } from './http.ts'

let cast: Cast
let door: Door
let logged = ''
const { room, paid, slow } = harbour()
const master = person(['harbour.read', 'harbour.write'])

beforeAll(async () => {
  cast = await openCast({ rooms: [] })
  const log = openLog(
    'info',
    new Writable({
      write: (chunk, _encoding, done) => {
        logged += String(chunk)
        done()
      },
    }),
  )
  door = httpDoor({ ...houseOf(cast, [room]), log }, room.operations, undefined, async (request) =>
    request.headers.get('x-me') === 'nobody' ? undefined : master,
  )
})
afterAll(() => cast.close())

type Told = { status: number; code?: string; detail?: string; unmet?: { path: string }[]; items?: unknown[]; next?: string; paid?: number }
async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Told> {
  const response = await door.fetch(
    new Request(`http://house.test${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined
        ? {}
        : { body: (body instanceof Uint8Array || typeof body === 'string' ? body : JSON.stringify(body)) as BodyInit }),
    }),
  )
  return { ...((await response.json()) as object), status: response.status }
}

test('what must not happen twice is not tried without a key, whoever has the right', async () => {
  const before = paid()
  expect(await ask('POST', '/api/boats/petrel/dues', { minor: 1 })).toMatchObject({ status: 400, code: 'idempotency.key_required' })
  expect(await ask('POST', '/api/boats/petrel/dues', { minor: 1 }, { 'x-me': 'nobody' })).toMatchObject({ status: 401 })
  expect(paid()).toBe(before)
})

test('eight payments at once under one key are one payment; the others hear that it runs, or its answer', async () => {
  const before = paid()
  const pay = () => ask('POST', '/api/boats/petrel/dues', { minor: 1, slow: true }, { 'idempotency-key': 'due-of-june' })
  const first = pay()
  // in its work it holds its turn, however long it took to get there
  const goOn = await slow
  const others = await Promise.all(Array.from({ length: 7 }, pay))
  for (const other of others) expect(other).toMatchObject({ status: 409, code: 'idempotency.in_flight' })
  goOn()
  expect(await first).toMatchObject({ status: 201, paid: before + 1 })
  expect(await pay()).toMatchObject({ status: 201, paid: before + 1 })
  expect(paid()).toBe(before + 1)
})

test('a secret answer is given once; the same key again says that it is done', async () => {
  const before = paid()
  const make = () => ask('POST', '/api/flags', {}, { 'idempotency-key': 'flag-1' })
  expect(await make()).toMatchObject({ status: 201, flag: `flag-${before + 1}` })
  expect(await make()).toMatchObject({ status: 409, code: 'idempotency.answered_once' })
  expect(paid()).toBe(before + 1)
  const kept = await cast.house.db.pool.query("select 1 from kernel.idempotency where answer::text like '%flag-%'")
  expect(kept.rowCount).toBe(0)
})

test('an answer that holds a secret goes out as it is; its twin that holds none is packed', async () => {
  const bound = room.operations.find(({ operation }) => operation.name === 'harbour.doors.enter')
  if (!bound) throw new Error('no door')
  const long = { ...bound, run: async () => ({ entered: true, words: 'a secret flag '.repeat(200) }) } as typeof bound
  const shape = z.looseObject({})
  const answers = async (secret: boolean) => {
    const operation = { ...bound.operation, output: shape, ...(secret ? {} : { secret: undefined }) } as typeof bound.operation
    const one = httpDoor(houseOf(cast, [room]), [{ ...long, operation }], undefined, async () => master)
    const response = await one.fetch(
      new Request('http://house.test/api/enter', { method: 'POST', headers: { 'accept-encoding': 'br, gzip' } }),
    )
    return [response.status, response.headers.get('content-encoding'), response.headers.get('cache-control')]
  }
  expect(await answers(false)).toEqual([200, 'br', 'no-store'])
  expect(await answers(true)).toEqual([200, null, 'no-store, no-transform'])
})

test('a request has 1 MiB, and one that carries a document what its operation says', async () => {
  const bound = room.operations.find(({ operation }) => operation.name === 'harbour.boats.moor')
  if (!bound) throw new Error('no boats')
  const large = { name: 'x'.repeat(1024 * 1024), berth: 1 }
  expect(await ask('POST', '/api/boats', large)).toMatchObject({ status: 413, code: 'body.too_large' })
  const wide = httpDoor(
    houseOf(cast, [room]),
    [{ ...bound, operation: { ...bound.operation, largest: 2 * 1024 * 1024 }, run: async () => ({ name: 'petrel', run: 1 }) }],
    undefined,
    async () => master,
  )
  const headers = { 'content-type': 'application/json' }
  const sent = (body: unknown) =>
    wide.fetch(new Request('http://house.test/api/boats', { method: 'POST', headers, body: JSON.stringify(body) }))
  expect((await sent(large)).status).toBe(201)
  expect((await sent({ ...large, name: 'x'.repeat(2 * 1024 * 1024) })).status).toBe(413)
})

test('packed bodies are not unpacked, a bomb least of all: 415 says what to send', async () => {
  const bomb = new Uint8Array(gzipSync(Buffer.alloc(40 * 1024 * 1024, 32)))
  expect(await ask('POST', '/api/boats', bomb, { 'content-encoding': 'gzip' })).toMatchObject({ status: 415, code: 'body.packed' })
  expect(await ask('POST', '/api/boats', { name: 'x', berth: 1 }, { 'content-encoding': 'identity' })).toMatchObject({ status: 201 })
})

test('an unknown field is refused with the nearest name, in body and query', async () => {
  expect(await ask('POST', '/api/boats', { name: 'petrel', berht: 1, berth: 1 })).toMatchObject({
    status: 400,
    code: 'input.unknown_field',
    detail: 'There is no field berht. Did you mean berth? Nothing was done.',
    unmet: [{ path: 'berht' }],
  })
  expect(await ask('GET', '/api/boats?limt=3')).toMatchObject({ status: 400, code: 'input.unknown_field' })
  expect(await ask('GET', '/api/boats?format=xml')).toMatchObject({ status: 400, code: 'input.unknown_field' })
  expect(await ask('POST', '/api/boats?name=petrel', { name: 'petrel', berth: 1 })).toMatchObject({
    status: 400,
    code: 'input.given_twice',
  })
  expect(await ask('POST', '/api/boats/petrel/dues', { name: 'gull', minor: 1 }, { 'idempotency-key': 'x' })).toMatchObject({
    code: 'input.given_twice',
  })
})

test('nothing is coerced, and what is missing is said in our words', async () => {
  for (const berth of [true, [11], '0x0A', '1', null, 1.5, 1e300]) {
    expect(await ask('POST', '/api/boats', { name: 'petrel', berth })).toMatchObject({ status: 400, code: 'input.invalid' })
  }
  expect(await ask('POST', '/api/boats', { name: 'petrel' })).toMatchObject({ detail: 'The input does not fit: berth is missing.' })
  expect(await ask('POST', '/api/boats', { name: '', berth: 'x' })).toMatchObject({
    unmet: [
      { path: 'name', text: 'name may not be empty.' },
      { path: 'berth', text: 'berth must be a number.' },
    ],
  })
  for (const limit of ['0x0A', 'true', '1e2', '', '5&limit=6', '%20']) {
    expect(await ask('GET', `/api/boats?limit=${limit}`)).toMatchObject({ status: 400, code: 'input.invalid' })
  }
})

test('a body is read as one reader only could read it', async () => {
  const bodies: [string | Uint8Array, string][] = [
    ['{"name":"petrel","berth":1,"berth":2}', 'body.field_twice'],
    [`{"name":"petrel","berth":${'['.repeat(5000)}${']'.repeat(5000)}}`, 'body.too_deep'],
    [`{"name":"petrel","berth":${'['.repeat(32)}${']'.repeat(32)}}`, 'body.too_deep'],
    [`{"name":"petrel","berth":${'['.repeat(31)}${']'.repeat(31)}}`, 'input.invalid'],
    [String.raw`{"name":"half \ud800","berth":1}`, 'input.unreadable'],
    [String.raw`{"name":"zero \u0000","berth":1}`, 'input.unreadable'],
    [String.raw`{"name":"petrel","berth":1,"x\u0000":1}`, 'input.unreadable'],
    [Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 'body.invalid'],
    ['{"name":"petrel","berth":1}x', 'body.invalid'],
  ]
  for (const [body, code] of bodies) expect(await ask('POST', '/api/boats', body)).toMatchObject({ status: 400, code })
})

test('a cursor counts for the list and the filters that it was given for, and for nothing else', async () => {
  const first = await ask('GET', '/api/boats?limit=2')
  expect(await ask('GET', `/api/boats?limit=7&cursor=${first.next}`)).toMatchObject({
    items: [{ name: 'boat-002' }, {}, {}, {}, {}, {}, {}],
  })
  const made = Buffer.from('["2"]').toString('base64url')
  for (const query of [
    `cursor=${first.next}x`,
    `cursor=${made}`,
    `cursor=${made}.${first.next?.split('.')[1]?.slice(0, 21)}A`,
    `cursor=.${first.next?.split('.')[1]}`,
    `laid_up=true&cursor=${first.next}`,
    'cursor=%00',
  ]) {
    expect(await ask('GET', `/api/boats?${query}`)).toMatchObject({
      status: 400,
      code: expect.stringMatching(/^(cursor\.invalid|input\.unreadable)$/),
    })
  }
})

test('what the database cannot read is a fault of the request, and the log holds no value of it', async () => {
  expect(await ask('POST', '/api/faults', { how: 'number' })).toMatchObject({ status: 400, code: 'input.unreadable' })
  expect(logged).toContain('22P02')
  expect(logged).not.toContain('secret words of a caller')
})
