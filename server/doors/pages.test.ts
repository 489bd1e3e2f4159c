import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { harbour } from '../../test/cast/harbour.ts'
import { houseOf } from '../../test/cast/room.ts'
import { type Door, httpDoor } from './http.ts'

let cast: Cast
let folder: string
let door: Door
beforeAll(async () => {
  cast = await openCast({ rooms: [] })
  folder = mkdtempSync(join(tmpdir(), 'quarterdeck-door-'))
  mkdirSync(join(folder, 'web/assets'), { recursive: true })
  writeFileSync(join(folder, 'web/index.html'), '<!doctype html><title>app</title>')
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

test('the root is everybody’s: public pages and the doors', async () => {
  const text = await (await ask('GET', '/', html)).text()
  for (const href of ['/tides', '/portal/sign-in', '/app/']) expect(text).toContain(`href="${href}"`)
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
