import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createListener } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openLog, quietLog } from '../log.ts'
import { readAllow } from './allow.ts'
import { outbound, type Resolve } from './fetch.ts'

const heard: { path: string; method: string; headers: IncomingMessage['headers']; body: string }[] = []
let server: Server
let base: string
let port: number

/** A server that answers as its path says. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = ''
  for await (const part of request) body += String(part)
  const path = request.url ?? ''
  heard.push({ path, method: request.method ?? '', headers: request.headers, body })
  const to = /^\/to\/(\d{3})\/(.*)$/.exec(path)
  if (to) response.writeHead(Number(to[1]), { location: decodeURIComponent(to[2] ?? '') }).end('moved')
  else if (path === '/endless') for (let sent = 0; sent < 400 && !response.destroyed; sent += 1) response.write(Buffer.alloc(64 * 1024))
  else if (path === '/bomb') response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000)))
  else if (path === '/small') response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('hello'))
  else if (path === '/silent') return
  else response.end(`hello ${path}`)
}

beforeAll(async () => {
  server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
  base = `http://127.0.0.1:${port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const never: Resolve = async (host) => {
  throw new Error(`${host} must not be asked for`)
}
const answers =
  (...addresses: string[]): Resolve =>
  async () =>
    addresses
const strict = (resolve: Resolve = never, allow = '') =>
  outbound({ outboundAllow: readAllow(allow) ?? [], outboundLoopback: false }, quietLog, resolve)
const trial = (resolve: Resolve = never) => outbound({ outboundAllow: [], outboundLoopback: true }, quietLog, resolve)
const named = (url: string) => (URL.canParse(url) ? [new URL(url).hostname.replace(/^\[|\]$/g, '')] : [])
const ask = (url: string, resolve?: Resolve) => strict(resolve)({ caller: 'test', url, hosts: named(url), mostMs: 3000 })
const local = (path: string, more: object = {}) => trial()({ caller: 'test', url: base + path, hosts: ['127.0.0.1'], ...more })

/** The spellings of the machine, its network and its cloud that are known to have passed guards. */
const spellings = [
  ...['https://127.0.0.1/', 'https://127.1/', 'https://127.0.1/', 'https://2130706433/', 'https://0x7f000001/', 'https://0x7f.0.0.1/'],
  ...['https://0177.0.0.1/', 'https://017700000001/', 'https://0/', 'https://0.0.0.0/', 'https://127.0.0.1./', 'https://①②⑦.⓪.⓪.①/'],
  ...['https://127。0。0。1/', 'https://%31%32%37.0.0.1/', 'https://[::1]/', 'https://[::]/', 'https://[0:0:0:0:0:0:0:1]/'],
  ...['https://[::ffff:127.0.0.1]/', 'https://[::ffff:7f00:1]/', 'https://[0:0:0:0:0:ffff:127.0.0.1]/', 'https://[::127.0.0.1]/'],
  ...['https://[64:ff9b::7f00:1]/', 'https://[2002:7f00:1::]/', 'https://[fe80::1]/', 'https://[fc00::1]/', 'https://[fd00:ec2::254]/'],
  ...['https://169.254.169.254/latest/meta-data/', 'https://2852039166/', 'https://0xA9FEA9FE/', 'https://0251.0376.0251.0376/'],
  ...['https://[::ffff:a9fe:a9fe]/', 'https://[64:ff9b::a9fe:a9fe]/', 'https://168.63.129.16/', 'https://100.100.100.200/'],
  ...[
    'https://10.0.0.1/',
    'https://192.168.0.1/',
    'https://172.16.0.1/',
    'https://100.64.0.1/',
    'https://198.18.0.1/',
    'https://224.0.0.1/',
  ],
]

describe('nothing leaves for a place that is not anyone’s public host', () => {
  test.each(spellings)('%s', async (url) => {
    await expect(ask(url)).rejects.toMatchObject({ code: 'outbound.address_blocked' })
  })

  test.each(['10.1.2.3', '127.0.0.1', '169.254.169.254', '::1', '::ffff:10.0.0.1', 'fd00::1'])(
    'a name that leads to %s',
    async (address) => {
      await expect(ask('https://hooks.example.com/', answers(address))).rejects.toMatchObject({ code: 'outbound.address_blocked' })
      // beside a good one too
      const both = answers('93.184.215.14', address)
      await expect(ask('https://hooks.example.com/', both)).rejects.toMatchObject({ code: 'outbound.address_blocked' })
    },
  )

  test.each([
    ['http://example.com/', 'outbound.scheme'],
    ['ftp://example.com/', 'outbound.scheme'],
    ['file:///etc/passwd', 'outbound.scheme'],
    ['gopher://example.com/', 'outbound.scheme'],
    ['javascript:alert(1)', 'outbound.scheme'],
    [`https://${'user'}:${'secret'}@example.com/`, 'outbound.userinfo'],
    ['https://example.com@127.0.0.1/', 'outbound.userinfo'],
    ['https://example.com:22/', 'outbound.port'],
    ['https://example.com:6379/', 'outbound.port'],
    ['https://localhost/', 'outbound.host'],
    ['https://metadata/', 'outbound.host'],
    ['https://', 'outbound.url'],
    ['no address', 'outbound.url'],
    [`https://example.com/${'a'.repeat(2100)}`, 'outbound.url'],
  ])('%s: %s', async (url, code) => {
    await expect(ask(url)).rejects.toMatchObject({ code, message: expect.stringMatching(/\.$/) })
  })

  test('a host that the caller does not name', async () => {
    const call = strict(answers('93.184.215.14'))
    const wrong = { caller: 'test', url: 'https://evil.example.com/', hosts: ['example.com', '.zendesk.com', 'ample.com'] }
    await expect(call(wrong)).rejects.toMatchObject({ code: 'outbound.host_not_named' })
    await expect(call({ ...wrong, url: 'https://zendesk.com.evil.org/' })).rejects.toMatchObject({ code: 'outbound.host_not_named' })
  })

  test('an unknown name', async () => {
    await expect(ask('https://nobody.invalid/')).rejects.toMatchObject({ code: 'outbound.name_unknown' })
  })

  test('an operator opens a private host by name and port, but no metadata and not this machine', async () => {
    const opened = strict(answers('10.0.0.7'), 'crm.internal.example:8443')
    const url = 'https://crm.internal.example:8443/'
    // the guard lets it pass: nobody answers there
    await expect(opened({ caller: 'test', url, hosts: [], mostMs: 200 })).rejects.toMatchObject({
      code: expect.stringMatching(/timeout|failed/),
    })
    await expect(opened({ caller: 'test', url, hosts: named(url), opened: false })).rejects.toMatchObject({
      code: 'outbound.address_blocked',
    })
    const [metadata, own] = ['169.254.169.254', '127.0.0.1'].map((address) => strict(answers(address), 'crm.internal.example:8443'))
    await expect(metadata?.({ caller: 'test', url, hosts: [] })).rejects.toMatchObject({ code: 'outbound.address_blocked' })
    await expect(own?.({ caller: 'test', url, hosts: [] })).rejects.toMatchObject({ code: 'outbound.address_blocked' })
  })
})

describe('what is called', () => {
  test('is asked for by name once, and the connection goes to the address that was checked', async () => {
    let asked = 0
    const rebinding: Resolve = async () => {
      asked += 1
      return asked === 1 ? ['93.184.215.14'] : ['127.0.0.1']
    }
    const before = heard.length
    await expect(
      strict(rebinding)({ caller: 'test', url: 'https://rebind.example.com/', hosts: ['rebind.example.com'], mostMs: 300 }),
    ).rejects.toMatchObject({ code: expect.stringMatching(/timeout|failed/) })
    expect([asked, heard.length]).toEqual([1, before])
  })

  test('is greeted at that address by the name that was given', async () => {
    const greetings: string[] = []
    const listener = createListener((socket) => {
      socket.on('error', () => undefined)
      socket.once('data', (bytes) => {
        greetings.push(bytes.toString('latin1'))
        socket.destroy()
      })
    }).listen(0, '127.0.0.1')
    await once(listener, 'listening')
    const url = `https://hooks.example.com:${(listener.address() as AddressInfo).port}/`
    const call = trial(answers('127.0.0.1'))
    await expect(call({ caller: 'test', url, hosts: ['hooks.example.com'] })).rejects.toMatchObject({ code: 'outbound.failed' })
    // the name in the hello of TLS
    expect(greetings.map((greeting) => greeting.includes('hooks.example.com'))).toEqual([true])
    listener.close()
  })

  test('gets method, headers and body, and its answer is unpacked', async () => {
    const { status, bytes } = await local('/post', { method: 'POST', body: '{"a":1}', headers: { 'content-type': 'application/json' } })
    expect([status, bytes.toString()]).toEqual([200, 'hello /post'])
    expect(heard.at(-1)).toMatchObject({
      method: 'POST',
      body: '{"a":1}',
      headers: { 'content-type': 'application/json', host: `127.0.0.1:${port}` },
    })
    expect((await local('/small')).bytes.toString()).toBe('hello')
  })

  test('has so many bytes and so much time', async () => {
    await expect(local('/endless', { mostBytes: 1_000_000 })).rejects.toMatchObject({ code: 'outbound.too_large' })
    await expect(local('/bomb', { mostBytes: 1_000_000 })).rejects.toMatchObject({ code: 'outbound.too_large' })
    await expect(local('/silent', { mostMs: 200 })).rejects.toMatchObject({ code: 'outbound.timeout' })
  })

  test('is followed where it leads, three times at most, each through the same guard', async () => {
    const to = (target: string, status = 302) => `/to/${status}/${encodeURIComponent(target)}`
    const thrice = to(to(to('/end')))
    expect((await local(thrice, { redirects: 3 })).bytes.toString()).toBe('hello /end')
    await expect(local(to(thrice), { redirects: 3 })).rejects.toMatchObject({ code: 'outbound.redirects' })
    expect(await local(to('/end'))).toMatchObject({ status: 302 })
    await expect(local(to('https://169.254.169.254/'), { redirects: 1 })).rejects.toMatchObject({ code: 'outbound.host_not_named' })
    const metadata = { redirects: 1, hosts: ['127.0.0.1', '169.254.169.254'] }
    await expect(local(to('https://169.254.169.254/'), metadata)).rejects.toMatchObject({ code: 'outbound.address_blocked' })
    await expect(local(to('file:///etc/passwd'), { redirects: 1 })).rejects.toMatchObject({ code: 'outbound.scheme' })
  })

  test('gets no credentials of another origin, and a body again only where the answer says so', async () => {
    const other = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1')
    await once(other, 'listening')
    const end = `http://127.0.0.1:${(other.address() as AddressInfo).port}/end`
    const sent = {
      method: 'POST',
      body: 'words',
      redirects: 1,
      headers: { authorization: 'Bearer secret', 'content-type': 'text/plain' },
    } as const
    await local(`/to/302/${encodeURIComponent(end)}`, sent)
    expect(heard.at(-1)).toMatchObject({ path: '/end', method: 'GET', body: '' })
    expect(heard.at(-1)?.headers).not.toHaveProperty('authorization')
    await local(`/to/307/${encodeURIComponent('/end')}`, sent)
    expect(heard.at(-1)).toMatchObject({ path: '/end', method: 'POST', body: 'words', headers: { authorization: 'Bearer secret' } })
    other.close()
  })

  test('is called straight, whatever proxy the environment names', async () => {
    process.env['HTTP_PROXY'] = process.env['HTTPS_PROXY'] = 'http://127.0.0.1:1'
    process.env['NODE_USE_ENV_PROXY'] = '1'
    try {
      expect((await local('/straight')).status).toBe(200)
    } finally {
      for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'NODE_USE_ENV_PROXY']) delete process.env[name]
    }
  })

  test('stands in the log with host and outcome, and no secret of its address', async () => {
    const lines: string[] = []
    const log = openLog('info', { write: (line: string) => void lines.push(line) })
    const call = outbound({ outboundAllow: [], outboundLoopback: true }, log, never)
    await call({ caller: 'webhooks', url: `${base}/T0KEN?key=s3cret`, hosts: ['127.0.0.1'], headers: { authorization: 'Bearer s3cret' } })
    await call({ caller: 'webhooks', url: 'https://10.0.0.1/T0KEN', hosts: ['10.0.0.1'] }).catch(() => undefined)
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { out: 'webhooks', host: '127.0.0.1', status: 200 },
      { out: 'webhooks', code: 'outbound.address_blocked' },
    ])
    expect(lines.join('')).not.toMatch(/T0KEN|s3cret/)
  })
})
