import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pages } from '../../../test/cast/pages.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import { lookAt, lookAtSources } from './commands/sources.ts'
import * as promise from './contract.ts'
import { packet } from './rules/sources.ts'

const { ledger, as, publish, trail } = pages()
const hasGit = spawnSync('git', ['--version']).status === 0
const env = {
  ...process.env,
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@quay.example',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@quay.example',
}
const folder = mkdtempSync(join(tmpdir(), 'served-'))
const work = join(folder, 'work')
const git = (...args: string[]) => execFileSync('git', ['-C', work, ...args], { env })
const commit = (files: Readonly<Record<string, string | null>>, bare: string) => {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(work, file)), { recursive: true })
    if (text === null) rmSync(join(work, file))
    else writeFileSync(join(work, file), text)
  }
  git('add', '-A')
  git('commit', '-qm', 'Changed')
  git('push', '-q', '--force', join(folder, bare), 'HEAD:refs/heads/main')
}
let server: Server
let base = ''
let asked: string[] = []

/** What git itself serves over HTTP. */
beforeAll(async () => {
  server = createServer((request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?')
    asked.push(`${request.method} ${path}`)
    if (path.startsWith('/broken')) return void response.end('<html>Not here</html>')
    if (path === '/garbled/info/refs')
      return void response.end(`001e# service=git-upload-pack\n0000${packet(`${'a'.repeat(40)} HEAD\0agent=x\n`)}0000`)
    if (path.startsWith('/garbled')) return void response.end('0008NAK\nPACK that is none')
    if (path.startsWith('/elsewhere')) return void response.writeHead(302, { location: 'http://169.254.169.254/' }).end()
    const cgi = spawn('git', ['http-backend'], {
      env: {
        ...env,
        GIT_PROJECT_ROOT: folder,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: path,
        QUERY_STRING: query,
        REQUEST_METHOD: request.method ?? '',
        CONTENT_TYPE: request.headers['content-type'] ?? '',
      },
    })
    const parts: Buffer[] = []
    request.pipe(cgi.stdin)
    cgi.stdout.on('data', (part: Buffer) => void parts.push(part))
    cgi.on('close', () => {
      const whole = Buffer.concat(parts)
      const end = whole.indexOf('\r\n\r\n')
      for (const line of whole.toString('latin1', 0, end).split('\r\n')) {
        const [name = '', value = ''] = line.split(': ')
        if (name === 'Status') response.statusCode = Number.parseInt(value, 10)
        else response.setHeader(name, value)
      }
      response.end(whole.subarray(end + 4))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  if (!hasGit) return
  mkdirSync(work)
  git('init', '-q', '-b', 'main')
  for (const bare of ['book.git', 'quiet.git']) execFileSync('git', ['init', '-q', '--bare', '-b', 'main', join(folder, bare)])
})
afterAll(() => void server?.close())

const settings = () => ledger.cast.house as { settings: { gitFolder?: string; outboundLoopback: boolean } }
const sourceOf = async (id: string) => (await as('ilse').call(promise.sourcesList, {})).items.find((one) => one.id === id)
const drain = async () => ledger.cast.drain()
const look = async (id: string) => {
  await as('ilse').call(promise.sourcesLook, { id })
  await drain()
  return sourceOf(id)
}
const page = async (path: string) => {
  const { items } = await as('ilse').call(promise.pagesList, { where: [`path:is:${path}`] })
  return as('ilse').call(promise.pagesGet, { id: items[0]?.id ?? '' })
}

test.skipIf(!hasGit)(
  'a repository at an address is taken when it changes, once each time; what clashes and what is gone waits for a person',
  async () => {
    commit(
      { 'docs/tide.md': '# Tide\n\nHigh at noon.\n', 'docs/rope.md': '# Rope\n\nTwo.\n', 'docs/old.md': '# Old\n\nOver.\n', NOTES: 'x' },
      'book.git',
    )
    expect(await codeOf(as('ilse').call(promise.sourcesCreate, { url: `${base}/book.git`, tree: 'book' }))).toMatch(/^outbound\./)
    settings().settings.outboundLoopback = true
    const { id } = await as('ilse').call(promise.sourcesCreate, { url: `${base}/book.git`, tree: 'book' })
    await drain()
    const first = await sourceOf(id)
    expect(first).toMatchObject({ kind: 'https', state: 'running', outcome: 'taken', waiting: 0, says: null })
    const tide = await page('docs/tide')
    expect(tide.title).toBe('Tide')
    // the same commit again is nothing, and is not even fetched
    asked = []
    expect(await look(id)).toMatchObject({ outcome: 'same', tip: first?.tip, import: first?.import })
    expect(asked).toEqual(['GET /book.git/info/refs'])
    // changed on both sides, gone there
    await publish('ilse', tide.id, 1, '# Tide\n\nHigh at one.\n')
    commit({ 'docs/tide.md': '# Tide\n\nHigh at two.\n', 'docs/rope.md': '# Rope\n\nThree.\n', 'docs/old.md': null }, 'book.git')
    expect(await look(id)).toMatchObject({ outcome: 'taken', waiting: 1, says: '1 to be decided, 1 gone there.' })
    expect([(await page('docs/tide')).html, (await page('docs/rope')).html]).toEqual(['<p>High at one.</p>', '<p>Three.</p>'])
    const old = await page('docs/old')
    expect(old.state).toBe('published')
    const flags = async () => (await as('ilse').call(promise.flagsList, { where: [`page:is:${old.id}`] })).items.map(({ note }) => note)
    expect(await flags()).toEqual(['Its file is in the repository no more. Is it over? Then retire it.'])
    // it is asked once, however often there is something new
    commit({ 'docs/rope.md': '# Rope\n\nFour.\n' }, 'book.git')
    await look(id)
    expect(await flags()).toHaveLength(1)
    expect((await trail(id)).filter((action) => action !== 'handbook.source.asked')).toEqual([
      'handbook.source.created',
      'handbook.source.taken',
      'handbook.source.taken',
      'handbook.source.taken',
    ])
  },
)

test.skipIf(!hasGit)(
  'each is looked at when its hours have gone by; two processes take a change once; one that rests is left alone',
  async () => {
    settings().settings.gitFolder = folder
    commit({ 'quiet/one.md': '# One\n\nQuiet.\n' }, 'quiet.git')
    const { id } = await as('ilse').call(promise.sourcesCreate, { repository: 'quiet.git', tree: 'quiet', every_hours: 3 })
    expect(await codeOf(as('ilse').call(promise.sourcesCreate, { repository: 'quiet.git', tree: 'quiet' }))).toBe('source.tree_taken')
    await drain()
    const looked = (await sourceOf(id))?.looked_at
    await lookAtSources(ledger.cast.open)
    expect((await sourceOf(id))?.looked_at).toEqual(looked)
    commit({ 'quiet/one.md': '# One\n\nQuieter.\n' }, 'quiet.git')
    const { pool } = ledger.cast.house.db
    await pool.query("update handbook.source set looked_at = looked_at - interval '4 hours' where id = $1", [id])
    const told: unknown[] = []
    await Promise.all([
      lookAtSources(ledger.cast.open, async (far) => {
        told.push(far)
        return 'go on'
      }),
      lookAt(ledger.cast.open, id),
    ])
    await drain()
    expect(told).toEqual([{ done: 0, of: 1, note: 'Repository of quiet' }])
    expect((await page('quiet/one')).html).toBe('<p>Quieter.</p>')
    const { rows } = await pool.query("select count(*)::int as n from handbook.import where tree = 'quiet'")
    expect(rows).toEqual([{ n: 2 }])
    await as('ilse').call(promise.sourcesSet, { id, as: 'paused' })
    await pool.query("update handbook.source set looked_at = looked_at - interval '4 hours' where id = $1", [id])
    const before = (await sourceOf(id))?.looked_at
    await lookAtSources(ledger.cast.open)
    expect((await sourceOf(id))?.looked_at).toEqual(before)
    await as('ilse').call(promise.sourcesSet, { id, as: 'ended' })
    expect(await sourceOf(id)).toBeUndefined()
    expect(await codeOf(as('ilse').call(promise.sourcesSet, { id, as: 'running' }))).toBe('source.unknown')
  },
)

test.skipIf(!hasGit)(
  'what is no repository, what leads elsewhere, and who may not import any more is told, and nothing is half taken',
  async () => {
    settings().settings.outboundLoopback = true
    const ask = async (path: string, tree: string) => {
      const { id } = await as('ilse').call(promise.sourcesCreate, { url: `${base}${path}`, tree })
      await drain()
      return sourceOf(id)
    }
    expect(await ask('/broken', 'one')).toMatchObject({ outcome: 'refused', code: 'source.no_repository', import: null })
    expect(await ask('/elsewhere', 'two')).toMatchObject({ outcome: 'refused', code: expect.stringMatching(/^outbound\./) })
    expect(await ask('/garbled', 'garbled')).toMatchObject({ outcome: 'refused', code: 'source.unreadable', tip: null, import: null })
    expect(await ask('/none.git', 'three')).toMatchObject({ outcome: 'refused', code: 'source.no_repository' })
    for (const url of ['https://me:secret@quay.example/a.git', 'ftp://quay.example/a', 'https://quay.example/a?x=1'])
      expect(await codeOf(as('ilse').call(promise.sourcesCreate, { url, tree: 'four' }))).toBe('source.address_unfit')
    expect(await codeOf(as('ilse').call(promise.sourcesCreate, { url: 'https://10.0.0.1/a.git', tree: 'four' }))).toMatch(/^outbound\./)
    expect(await codeOf(as('cato').call(promise.sourcesCreate, { url: `${base}/book.git`, tree: 'four' }))).toBe('right.missing')
    const { id } = await as('ilse').call(promise.sourcesCreate, { url: `${base}/book.git`, tree: 'five' })
    await ledger.cast.house.db.pool.query('update handbook.source set asked_id = $2 where id = $1', [id, crypto.randomUUID()])
    await drain()
    expect(await sourceOf(id)).toMatchObject({ outcome: 'refused', code: 'right.missing', tip: null, import: null })
  },
)

test('beside fifty repositories there is no other, until one of them ends', async () => {
  settings().settings.outboundLoopback = true
  const create = (tree: string) => as('ilse').call(promise.sourcesCreate, { url: `${base}/none.git`, tree })
  const { id } = await create('first')
  const { pool } = ledger.cast.house.db
  const count = async () => Number((await pool.query('select count(*) from handbook.source where ended_at is null')).rows[0].count)
  await pool.query(
    `insert into handbook.source (id, tree, kind, address, every_hours, owner, by_id, by_name, asked_kind, asked_id, at, paused_at)
      select gen_random_uuid(), 'filler' || n, kind, address, every_hours, owner, by_id, by_name, asked_kind, asked_id, at, at
      from handbook.source, generate_series(1, $2::int) n where id = $1`,
    [id, 50 - (await count())],
  )
  expect(await codeOf(create('another'))).toBe('source.too_many')
  expect(await count()).toBe(50)
  await as('ilse').call(promise.sourcesSet, { id, as: 'ended' })
  expect((await create('another')).tree).toBe('another')
})
