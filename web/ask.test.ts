import { afterEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { operation } from '../server/kernel/operation.ts'
import { ask, Problem, requestOf } from './ask.ts'

const read = operation({
  name: 'boats.list',
  method: 'GET',
  path: '/harbours/{harbour}/boats',
  right: 'anyone',
  summary: 'Boats',
  input: z.object({ harbour: z.string(), q: z.string().optional(), kind: z.array(z.string()).optional() }),
  output: z.object({ items: z.array(z.string()), next: z.string().nullable() }),
})
const change = operation({
  name: 'boats.change',
  method: 'PATCH',
  path: '/boats/{id}',
  right: 'anyone',
  summary: 'Changes a boat',
  input: z.object({ id: z.string(), name: z.string(), if_match: z.int().optional() }),
  output: z.object({ id: z.string() }),
})

afterEach(() => vi.unstubAllGlobals())

test('path parts leave the query, empty fields are not sent, lists repeat', () => {
  const { url, body } = requestOf(read, { harbour: 'St. Pauli/Süd', q: '', kind: ['sail', 'motor'] })
  expect(url).toBe('/api/harbours/St.%20Pauli%2FS%C3%BCd/boats?kind=sail&kind=motor')
  expect(body).toEqual({})
})

test('a write has the rest as its body and the version as If-Match', () => {
  expect(requestOf(change, { id: '7', name: 'Ida', if_match: 3 })).toEqual({ url: '/api/boats/7', body: { name: 'Ida' }, etag: '"3"' })
})

test('a write carries a key, a read does not', async () => {
  const sent: Headers[] = []
  vi.stubGlobal('fetch', async (_: string, init: { headers: Headers }) => {
    sent.push(init.headers)
    return Response.json({ id: '7' })
  })
  await ask(change, { id: '7', name: 'Ida' }, { key: 'once-and-no-more' })
  await ask(read, { harbour: 'x' })
  expect(sent.map((headers) => headers.get('idempotency-key'))).toEqual(['once-and-no-more', null])
})

test('problem details become a Problem with its unmet conditions', async () => {
  vi.stubGlobal('fetch', async () =>
    Response.json(
      { code: 'boat.sunk', detail: 'She lies on the ground.', unmet: [{ code: 'x', text: 'Raise her.', path: 'name' }] },
      { status: 422 },
    ),
  )
  const thrown = await ask(change, { id: '7', name: 'Ida' }).catch((error: unknown) => error)
  expect(thrown).toBeInstanceOf(Problem)
  expect(thrown).toMatchObject({ status: 422, code: 'boat.sunk', detail: 'She lies on the ground.', unmet: [{ path: 'name' }] })
})

test('a network that does not answer says what to do', async () => {
  vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('failed to fetch')))
  await expect(ask(read, { harbour: 'x' })).rejects.toMatchObject({ status: 0, code: 'network' })
})
