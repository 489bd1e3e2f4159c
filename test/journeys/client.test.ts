import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { createConfig, lintFromString, type RuleSeverity } from '@redocly/openapi-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser/chromium.ts'
import { type Cast, openCast } from '../cast/cast.ts'
import { speakerOf } from '../cast/staff.ts'
import { foundTidewater } from '../cast/tidewater.ts'
import { keyCreate } from '../../server/modules/people/contract.ts'
import { actorOfPerson, admitPerson } from '../../server/modules/people/index.ts'

const root = resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-client-'))
let cast: Cast
let server: Server
let url: string
let key: string
// what the sample below calls; the generated types are checked by the compiler, not here
// biome-ignore lint/suspicious/noExplicitAny: the module is made while the test runs
let client: any
let failing = 0

beforeAll(async () => {
  execFileSync(process.execPath, [join(root, 'server/programs/client.ts'), join(folder, 'dist/source')])
  for (const [file, text] of Object.entries({ 'sample.ts': sample, 'package.json': '{"type":"module"}' }))
    writeFileSync(join(folder, 'dist/source', file), text)
  const options = readFileSync(join(root, 'packages/client/tsconfig.json'), 'utf8')
  writeFileSync(join(folder, 'tsconfig.json'), options)
  execFileSync(process.execPath, [join(root, 'node_modules/.bin/tsc'), '-p', folder], { stdio: ['ignore', 'inherit', 'inherit'] })
  writeFileSync(join(folder, 'dist/package.json'), '{"type":"module"}')
  client = await import(join(folder, 'dist/index.js'))

  cast = await openCast({ now: new Date('2026-06-15T10:00:00Z') })
  await foundTidewater(cast)
  const answer = getRequestListener((request) => cast.http(request))
  server = createServer((request, response) => {
    const file = /^\/client\/([\w.]+)$/.exec(request.url ?? '')?.[1]
    if (file)
      return response
        .setHeader('content-type', file.endsWith('.js') ? 'text/javascript' : 'text/html')
        .end(file === 'page' ? '<!doctype html><title>client</title>' : readFileSync(join(folder, 'dist', file)))
    if (failing > 0) {
      failing -= 1
      return request.socket.destroy()
    }
    return void answer(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const id = await cast.open((ctx) =>
    admitPerson(ctx, { name: 'Lou Seller', email: 'lou@tidewater.example', password: 'a lighthouse in fog', roles: ['sales'] }),
  )
  const lou = speakerOf(cast, await cast.open((ctx) => actorOfPerson(ctx, id)))
  const until = new Date(cast.house.clock().getTime() + 30 * 86_400_000).toISOString()
  key = (await lou.call(keyCreate, { name: 'Client', rights: ['customers.read', 'customers.write', 'billing.read'], expires_at: until }))
    .secret
}, 120_000)

afterAll(async () => {
  server?.closeAllConnections()
  server?.close()
  await cast?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Compiled with the client: a wrong field, a missing one and a wrong answer must not compile. */
const sample = `
import { quarterdeck, Refusal } from './index.ts'
export async function tour(url: string, key: string) {
  const house = quarterdeck({ url, key })
  const made = await house.customers.accounts.create({ name: 'Kestrel Rail GmbH', country: 'DE' })
  const version: number = (await house.customers.accounts.read({ id: made.id })).version
  const names: string[] = []
  for await (const account of house.customers.accounts.list.each({ limit: 1 })) names.push(account.name)
  // @ts-expect-error a field that is not there
  void (() => house.customers.accounts.create({ name: 'x', country: 'DE', colour: 'red' }))
  // @ts-expect-error a country is needed
  void (() => house.customers.accounts.create({ name: 'x' }))
  // @ts-expect-error a number is no text
  const wrong: number = made.id
  void wrong
  return { made, version, names, isRefusal: (error: unknown) => error instanceof Refusal }
}
`

const connect = (more: object = {}) => client.quarterdeck({ url, key, ...more })

test('creates, reads, and walks a list page by page, as the compiled sample does', async () => {
  for (const name of ['Alder Works', 'Birch Lab', 'Cedar Line']) await connect().customers.accounts.create({ name, country: 'DE' })
  const { tour } = await import(join(folder, 'dist/sample.js'))
  const { made, names, version } = await tour(url, key)
  expect(made.number).toMatch(/^A-\d{6}$/)
  expect(version).toBeGreaterThan(0)
  expect(names).toEqual(expect.arrayContaining(['Alder Works', 'Birch Lab', 'Cedar Line', 'Kestrel Rail GmbH']))
  expect(new Set(names).size).toBe(names.length)
})

test('a refusal carries status, code and words', async () => {
  const refusal = await connect()
    .customers.accounts.create({ name: 'Dogwood', country: 'DE', colour: 'red' })
    .catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(client.Refusal)
  expect(refusal).toMatchObject({ status: 400, code: 'input.unknown_field', message: expect.stringContaining('colour') })
  await expect(connect({ key: 'qd_wrong' }).customers.accounts.list()).rejects.toMatchObject({ status: 401 })
  await expect(connect().billing.runs.start({})).rejects.toMatchObject({ status: 403 })
})

test('a request whose answer got lost is sent again under its key and counts once', async () => {
  failing = 2
  await connect().customers.accounts.create({ name: 'Elm Yard', country: 'DE' })
  const { items } = await connect().customers.accounts.list({ search: 'Elm Yard' })
  expect(items).toHaveLength(1)
  failing = 3
  await expect(connect({ retries: 2 }).customers.accounts.list()).rejects.toMatchObject({ status: 0, code: 'network' })
  expect(failing).toBe(0)
})

test('an edit sends the version that was read', async () => {
  const made = await connect().customers.accounts.create({ name: 'Fir Gate', country: 'DE' })
  const { version } = await connect().customers.accounts.read({ id: made.id })
  await connect().customers.accounts.change({ id: made.id, name: 'Fir Gates', if_match: version })
  await expect(connect().customers.accounts.change({ id: made.id, name: 'Fir', if_match: version })).rejects.toMatchObject({
    status: 412,
    code: 'edit.stale',
  })
})

test('it runs in a browser as it is', async () => {
  const browser = await openBrowser()
  try {
    const page = await browser.newPage()
    await page.goto(`${url}/client/page`)
    // as text: the runner would rewrite an import of a function's
    const script = `import('/client/index.js').then(({ quarterdeck }) =>
      quarterdeck({ url: ${JSON.stringify(url)}, key: ${JSON.stringify(key)} }).customers.accounts.list({ search: 'Alder' }))`
    const { items } = (await page.evaluate(script)) as { items: { name: string }[] }
    expect(items.map(({ name }) => name)).toEqual(['Alder Works'])
  } finally {
    await browser.close()
  }
})

test('a linter finds no fault in the OpenAPI document', async () => {
  const document = await (await fetch(`${url}/api/openapi.json`)).text()
  const rules = {
    struct: 'error',
    'no-unresolved-refs': 'error',
    'operation-operationId-unique': 'error',
    'operation-parameters-unique': 'error',
    'path-parameters-defined': 'error',
    'path-declaration-must-exist': 'error',
    'no-identical-paths': 'error',
    'no-path-trailing-slash': 'error',
    'operation-summary': 'error',
    'security-defined': 'error',
    'no-enum-type-mismatch': 'error',
    'path-not-include-query': 'error',
    'operation-2xx-response': 'error',
    'operation-4xx-response': 'error',
  } satisfies Record<string, RuleSeverity>
  const config = await createConfig({ rules })
  const faults = await lintFromString({ source: document, config })
  const broken = document.replace('#/components/schemas/Problem', '#/components/schemas/Problems')
  expect(await lintFromString({ source: broken, config })).not.toEqual([])
  expect(faults.map(({ ruleId, message, location }) => `${ruleId}: ${message} at ${location[0]?.pointer}`)).toEqual([])
})
