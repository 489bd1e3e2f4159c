import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { harbour } from '../../test/cast/harbour.ts'
import { houseOf } from '../../test/cast/room.ts'
import { Hono } from 'hono'
import { type Door, httpDoor } from './http.ts'
import { sitemap } from './sitemap.ts'

let cast: Cast
let folder: string
let door: Door
beforeAll(async () => {
  cast = await openCast({ rooms: ['people'] })
  folder = mkdtempSync(join(tmpdir(), 'quarterdeck-door-'))
  mkdirSync(join(folder, 'web/assets'), { recursive: true })
  writeFileSync(join(folder, 'web/index.html'), '<!doctype html><html><head><title>app</title></head></html>')
  writeFileSync(join(folder, 'web/assets/main-1.js'), 'export const main = 1\n'.repeat(200))
  writeFileSync(join(folder, 'web.sum'), 'beside the web app')
  writeFileSync(join(folder, 'web/notes.key'), 'not for anyone')
  const { room } = harbour()
  door = httpDoor(houseOf(cast, [room]), room.operations, join(folder, 'web'), async () => undefined)
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await cast.close()
})

async function ask(method: string, path: string, more: { headers?: Record<string, string> } = {}): Promise<Response> {
  return door.fetch(new Request(`http://house.test${path}`, { method, ...more }))
}

test('files of the web app are served zipped with a tag, answered 304 to who has them, and to HEAD without a body', async () => {
  const response = await ask('GET', '/assets/main-1.js', { headers: { 'accept-encoding': 'gzip, br' } })
  expect(response.headers.get('content-encoding')).toBe('gzip')
  expect(response.headers.get('cache-control')).toContain('immutable')
  const etag = response.headers.get('etag') ?? ''
  expect((await ask('GET', '/assets/main-1.js', { headers: { 'if-none-match': `"other", W/${etag}` } })).status).toBe(304)
  const head = await ask('HEAD', '/assets/main-1.js')
  expect(head.status).toBe(200)
  expect(await head.text()).toBe('')
})

const html = { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } }

test('the app answers below /app and /portal, dots and all, and for no other address', async () => {
  for (const path of ['/app', '/app/', '/app/data/metrics/arr.new', '/app/assets/x.js', '/portal', '/portal/orders/O-1'])
    expect(await (await ask('GET', path)).text()).toContain('<title>app</title>')
  for (const path of [
    '/security?id=1',
    '/scim/v2/Users',
    '/.well-known/licence-keys',
    '/subscribe/renew?token=a',
    '/status-lists/1',
    '/appx',
    '/index.html',
  ]) {
    const machine = await ask('GET', path)
    expect([path, machine.status, machine.headers.get('content-type')]).toEqual([path, 404, 'application/problem+json'])
    const person = await ask('GET', path, html)
    expect([path, person.status, person.headers.get('content-type')]).toEqual([path, 404, expect.stringContaining('text/html')])
    expect(await person.text()).toContain('There is nothing at this address')
    expect((await ask('POST', path, html)).headers.get('content-type')).toBe('application/problem+json')
  }
})

test('where no room has a page for the root, it shows the doors', async () => {
  const root = await ask('GET', '/', html)
  expect(root.status).toBe(404)
  const text = await root.text()
  for (const href of ['/portal/sign-in', '/app/']) expect(text).toContain(`href="${href}"`)
})

test('an old address of the app leads a browser on, with its query; a machine hears that nothing is there', async () => {
  for (const [from, to] of [
    ['/harbour/boats/1?tab=a', '/app/harbour/boats/1?tab=a'],
    ['/sign-in?to=%2F', '/app/sign-in?to=%2F'],
    ['/invitation', '/app/invitation'],
  ] as const) {
    const response = await ask('GET', from, html)
    expect([response.status, response.headers.get('location')]).toEqual([302, to])
    expect((await ask('GET', from)).status).toBe(404)
  }
  expect((await ask('GET', '/harbourside', html)).status).toBe(404)
})

test('nothing outside of the app’s folder or of an unknown kind is served', async () => {
  expect((await ask('GET', '/assets/missing.js')).status).toBe(404)
  for (const path of [
    '/assets/../../web.sum',
    '/assets/..%2f..%2fweb.sum',
    '/%2e%2e/web.sum',
    '/public/../../package.json',
    '/notes.key',
    '/assets/%00.js',
    '/public/..%2f..%2fpackage.json',
  ]) {
    const raw = new Request('http://house.test/')
    Object.defineProperty(raw, 'url', { value: `http://house.test${path}` })
    const text = await (await door.fetch(raw)).text()
    expect(text).not.toMatch(/beside the web app|not for anyone|"dependencies"/)
  }
})

test('public pages are rendered whole, escaped, and listed for search engines', async () => {
  const html = await (await ask('GET', '/tides')).text()
  expect(html).toContain('<title>Tides &lt;today&gt;</title>')
  expect(html).toContain('<script type="application/ld+json">{"name":"\\u003c/script>"}</script>')
  expect(await (await ask('GET', '/sitemap.xml')).text()).toContain('/tides</loc>')
  expect(await (await ask('GET', '/robots.txt')).text()).toContain('Disallow: /api/')
})

test('the app’s page has a nonce of its own each time, in its policy and in its head; nothing inline is allowed anywhere', async () => {
  const nonces = new Set<string>()
  for (const _time of [1, 2]) {
    const response = await ask('GET', '/app/')
    const policy = response.headers.get('content-security-policy') ?? ''
    const nonce = /style-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
    nonces.add(nonce)
    expect(await response.text()).toContain(`<meta property="csp-nonce" nonce="${nonce}">`)
    expect(response.headers.get('cache-control')).toBe('no-store')
  }
  expect(nonces.size).toBe(2)
  for (const path of ['/app/', '/', '/tides', '/api/docs', '/api/boats', '/nothing']) {
    const { headers } = await ask('GET', path)
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe-(inline|eval)/)
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'.*frame-ancestors 'none'/)
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('permissions-policy')).toContain('camera=()')
    expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin')
  }
})

test('answers of text above 1 kB are packed as the caller takes them, and unpacked are the same', async () => {
  const plain = await (await ask('GET', '/api/openapi.json')).text()
  for (const [accept, way, unpack] of [
    ['gzip, br', 'br', brotliDecompressSync],
    ['gzip;q=0.5', 'gzip', gunzipSync],
  ] as const) {
    const response = await ask('GET', '/api/openapi.json', { headers: { 'accept-encoding': accept } })
    expect(response.headers.get('content-encoding')).toBe(way)
    expect(response.headers.get('vary')).toContain('accept-encoding')
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect(bytes.length).toBeLessThan(plain.length / 3)
    expect(unpack(bytes).toString()).toBe(plain)
  }
  for (const accept of ['', 'br;q=0, gzip;q=0.0', 'identity'])
    expect((await ask('GET', '/api/openapi.json', { headers: { 'accept-encoding': accept } })).headers.has('content-encoding')).toBe(false)
  expect((await ask('GET', '/api/boats/petrel', { headers: { 'accept-encoding': 'br' } })).headers.has('content-encoding')).toBe(false)
})

test('figures are for the machine itself or for who has the token; the security contact is shown when there is one', async () => {
  expect((await ask('GET', '/metrics')).status).toBe(200)
  const refused = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code]
  expect(await refused(await ask('GET', '/metrics', { headers: { 'x-forwarded-for': '127.0.0.1' } }))).toEqual([403, 'metrics.not_here'])
  expect((await ask('GET', '/.well-known/security.txt')).status).toBe(404)
  const settings = { metricsToken: 'sixteen letters!', securityContact: 'mailto:security@tidewater.example' }
  const { room } = harbour()
  const guarded = httpDoor(houseOf(cast, [room], { settings }), room.operations, undefined, async () => undefined)
  const scrape = async (headers: Record<string, string>, env?: object) =>
    guarded.fetch(new Request('http://house.test/metrics', { headers }), env)
  expect(await refused(await scrape({}))).toEqual([401, 'metrics.token_needed'])
  expect(await refused(await scrape({ authorization: 'Bearer sixteen letters?' }))).toEqual([401, 'metrics.token_needed'])
  const elsewhere = { incoming: { socket: { remoteAddress: '203.0.113.9' } } }
  expect((await scrape({ authorization: 'Bearer sixteen letters!' }, elsewhere)).status).toBe(200)
  expect(await refused(await door.fetch(new Request('http://house.test/metrics'), elsewhere))).toEqual([403, 'metrics.not_here'])
  const text = await (await guarded.fetch(new Request('http://house.test/.well-known/security.txt'))).text()
  expect(text).toContain('Contact: mailto:security@tidewater.example\nExpires: 2026-12-12T10:00:00.000Z')
})

test('a request with two Host headers is refused', async () => {
  const twice = { incoming: { rawHeaders: ['Host', 'house.test', 'Accept', 'host', 'hOST', 'evil.example'] } }
  const response = await door.fetch(new Request('http://house.test/livez'), twice)
  expect([response.status, await response.json()]).toEqual([400, expect.objectContaining({ code: 'request.two_hosts' })])
  expect(
    (await door.fetch(new Request('http://house.test/livez'), { incoming: { rawHeaders: ['Host', 'house.test', 'X', 'Host'] } })).status,
  ).toBe(200)
})

test('a sitemap of more pages than one file may list is an index of several', async () => {
  const app = new Hono()
  const listed = async () => Array.from({ length: 5 }, (_none, at) => ({ path: `/p/${at}`, updated: new Date('2026-06-15T10:00:00Z') }))
  const page = { path: '/p/:n', title: 'P', render: async () => ({ title: '', description: '', body: '' }) }
  sitemap(app, houseOf(cast, []), [{ ...page, listed }, page], 2)
  const read = async (path: string) => (await app.request(path)).text()
  expect((await read('/sitemap.xml')).match(/<loc>[^<]*/g)?.map((one) => one.split('/').at(-1))).toEqual(
    [0, 1, 2].map((n) => `sitemap.xml?part=${n}`),
  )
  expect((await read('/sitemap.xml?part=2')).match(/<url>/g)).toHaveLength(1)
  expect(await read('/sitemap.xml?part=0')).toContain('/p/1</loc><lastmod>2026-06-15T10:00:00.000Z</lastmod>')
  expect((await app.request('/sitemap.xml?part=x')).status).toBe(404)
})
