import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cast, openCast } from '../cast/cast.ts'
import { speakerOf } from '../cast/staff.ts'
import { foundTidewater, type Tidewater } from '../cast/tidewater.ts'
import { accountCreate } from '../../server/modules/customers/contract.ts'
import { keyCreate } from '../../server/modules/people/contract.ts'
import { actorOfPerson, admitPerson } from '../../server/modules/people/index.ts'

let cast: Cast
let company: Tidewater
let server: Server
let base: string
let seller: { key: string; id: string }
let accountId: string
const clients: Client[] = []

beforeAll(async () => {
  cast = await openCast({ live: true, now: new Date('2026-06-15T10:00:00Z') })
  company = await foundTidewater(cast)
  server = createServer(getRequestListener((request) => cast.http(request)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const id = await cast.open((ctx) =>
    admitPerson(ctx, { name: 'Lou Seller', email: 'lou@tidewater.example', password: 'a lighthouse in fog', roles: ['sales'] }),
  )
  const lou = speakerOf(cast, await cast.open((ctx) => actorOfPerson(ctx, id)))
  const until = new Date(cast.house.clock().getTime() + 30 * 86_400_000).toISOString()
  const rights = ['people.read', 'data.read', 'customers.read', 'customers.write', 'billing.read', 'billing.sell']
  const { secret } = await lou.call(keyCreate, { name: 'Desk tools', rights, expires_at: until })
  seller = { key: secret, id }
  const account = await lou.call(accountCreate, { name: 'Kestrel Rail GmbH', country: 'DE' })
  accountId = account.id
  await cast.drain()
})
afterAll(async () => {
  for (const client of clients) await client.close()
  server?.close()
  await cast?.close()
})

async function over(path: string, key = seller.key): Promise<Client> {
  const client = new Client({ name: 'test', version: '1.0.0' })
  const headers = { authorization: `Bearer ${key}` }
  await client.connect(new StreamableHTTPClientTransport(new URL(path, base), { requestInit: { headers } }))
  clients.push(client)
  return client
}

const ask = async (client: Client, name: string, input: Record<string, unknown>) =>
  (await client.callTool({ name, arguments: input })) as CallToolResult
const textIn = ({ content }: CallToolResult) => JSON.parse(content[0]?.type === 'text' ? content[0].text : 'null')
const namesOf = async (client: Client) => (await client.listTools()).tools.map((tool) => tool.name)

describe('tools over HTTP, asked by the official client', () => {
  test('are those that the key may use and that change nothing, unless writing was asked for', async () => {
    const reading = await over('/mcp')
    const { tools } = await reading.listTools()
    const names = tools.map((tool) => tool.name)
    expect(names).toEqual(expect.arrayContaining(['data-figures-ask', 'data-drills-ask', 'billing-quotes-list', 'house-search']))
    expect(names).not.toEqual(expect.arrayContaining(['billing-quotes-create']))
    expect(tools.filter((tool) => tool.annotations?.readOnlyHint !== true)).toEqual([])
    // nothing of finance, of keys, of the portal, of signing in
    expect(names.filter((name) => /^(licensing-keys|portal-|people-sign_in|people-api_keys-create|billing-runs)/.test(name))).toEqual([])
    expect(new Set(names).size).toBe(names.length)
    const writing = await namesOf(await over('/mcp?write=true'))
    expect(writing).toEqual(expect.arrayContaining(['billing-quotes-create', ...names]))
    expect((await namesOf(await over('/mcp?rooms=data'))).filter((name) => !name.startsWith('data-'))).toEqual([])
  })

  test('a figure and its rows', async () => {
    const client = await over('/mcp')
    const today = await cast.house.today()
    const question = { metrics: ['arr'], grain: 'day', from: today, to: '2026-06-16' }
    let figure = await ask(client, 'data-figures-ask', question)
    // nothing is answered before the warehouse has read everything once
    for (let again = 0; again < 600 && textIn(figure).code === 'warehouse.away'; again += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100))
      figure = await ask(client, 'data-figures-ask', question)
    }
    expect(textIn(figure)).toMatchObject({ rows: expect.any(Array) })
    expect(figure.structuredContent).toMatchObject({ rows: [{ values: { arr: expect.anything() } }] })
    const rows = await ask(client, 'data-drills-ask', { cell: { metric: 'arr', from: today, to: '2026-06-16' } })
    expect(textIn(rows)).toMatchObject({ rows: expect.any(Array) })
  })

  test('a quote is drafted once for one key, in the trail under the key of a person', async () => {
    const client = await over('/mcp?write=true')
    const input = { account_id: accountId, product: 'harbor-enterprise', seats: 25, idempotency_key: 'quote-1' }
    const [first, again] = [await ask(client, 'billing-quotes-create', input), await ask(client, 'billing-quotes-create', input)]
    expect(textIn(first)).toMatchObject({ number: expect.stringMatching(/^Q-/) })
    expect(textIn(again)).toEqual(textIn(first))
    const { rows } = await cast.house.db.pool.query(
      `select actor_kind, actor_name from kernel.audit where action = 'billing.quote.created' and subject_id = $1`,
      [textIn(first).id],
    )
    expect(rows).toEqual([{ actor_kind: 'key', actor_name: 'Desk tools (key of Lou Seller)' }])
  })

  test('what may not be done is refused in words, and changes nothing', async () => {
    const client = await over('/mcp?write=true')
    const wrong = await ask(client, 'billing-quotes-create', {
      account_id: accountId,
      product: 'harbor-enterprise',
      seets: 25,
      idempotency_key: 'quote-2',
    })
    expect(wrong.isError).toBe(true)
    expect(textIn(wrong)).toMatchObject({ kind: 'invalid', code: 'input.unknown_field' })
    for (const name of ['billing-payments-record', 'people-persons-set_roles', 'no-such-tool'])
      expect(textIn(await ask(client, name, {}))).toMatchObject({ code: 'tool.unknown' })
    // reading only: a write that the key may do is not there either
    expect(textIn(await ask(await over('/mcp'), 'billing-quotes-create', {}))).toMatchObject({ code: 'tool.unknown' })
    const boss = await over('/mcp?write=true', company.key)
    const input = { document_id: seller.id, amount_minor: 100, currency: 'EUR', received_on: '2026-06-15', source: 'bank' }
    expect(textIn(await ask(boss, 'billing-payments-record', input))).toMatchObject({ code: 'idempotency.key_required' })
    expect(textIn(await ask(boss, 'billing-payments-record', { ...input, idempotency_key: 7 }))).toMatchObject({
      code: 'idempotency.key_invalid',
    })
  })

  test('without a key of ours there is nothing', async () => {
    const tell = async (headers: Record<string, string>) => (await (await fetch(`${base}/mcp`, { method: 'POST', headers })).json()).code
    expect(await tell({})).toBe('tools.key_needed')
    expect(await tell({ authorization: 'Bearer qd_unknown' })).toBe('api_key.invalid')
  })
})

describe('tools over standard input and output', () => {
  const command = [join(import.meta.dirname, '../../server/programs/cli.ts'), 'mcp', '--rooms', 'data']

  test('the same tools of a running house, with the rights of the key', async () => {
    const client = new Client({ name: 'test', version: '1.0.0' })
    const env = { PATH: process.env.PATH ?? '', QUARTERDECK_URL: base, QUARTERDECK_API_KEY: seller.key }
    await client.connect(new StdioClientTransport({ command: process.execPath, args: command, env }))
    clients.push(client)
    expect((await namesOf(client)).sort()).toEqual((await namesOf(await over('/mcp?rooms=data'))).sort())
    const metric = await ask(client, 'data-metrics-get', { id: 'arr' })
    expect(textIn(metric)).toMatchObject({ id: 'arr' })
    expect(textIn(await ask(client, 'data-metrics-get', { id: 'no.such' }))).toMatchObject({ code: 'metric.unknown' })
  })

  test('without a house and a key it says what to set', async () => {
    const child = spawn(process.execPath, command, { env: { PATH: process.env.PATH ?? '' }, stdio: ['ignore', 'ignore', 'pipe'] })
    let words = ''
    child.stderr.on('data', (part: Buffer) => {
      words += part.toString('utf8')
    })
    const [code] = await once(child, 'exit')
    expect([code, JSON.parse(words).code]).toEqual([2, 'tools.key_needed'])
  })
})
