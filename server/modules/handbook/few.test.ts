import { expect, test } from 'vitest'
import { allRooms } from '../../../test/cast/cast.ts'
import { pages } from '../../../test/cast/pages.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import { search } from '../../doors/contract.ts'
import * as promise from './contract.ts'
import { keeps } from './queries/looking.ts'

const { ledger, as, who, trail, written, read, publish, group } = pages(allRooms)
const get = (path: string) => ledger.cast.http(new Request(`http://localhost${path}`, { headers: { accept: 'text/html' } }))
const hits = async (name: string, q: string) => (await as(name).call(search, { q })).hits.map(({ title }) => title)
const change = (id: string, more: object) => as('ilse').call(promise.pagesChange, { id, ...more })
const retire = (id: string, more: object = {}) => as('ilse').call(promise.pagesRetire, { id, reason: 'Over', ...more })

test('what is changed of a page is judged like a new one', async () => {
  const HR = await group('HRA', 'noa')
  const few = await written('# Few\n\nX.\n', { audience: 'restricted', groups: [HR] })
  expect((await change(few.id, { audience: 'internal' })).groups).toEqual([])
  const page = await written('---\naudience: internal\n---\n# Plain\n\nX.\n')
  expect(await codeOf(change(page.id, { backup: who('ilse') }))).toBe('page.backup_is_owner')
  expect(await codeOf(change(page.id, { groups: [HR] }))).toBe('page.groups_unclear')
  const { source } = await as('ilse').call(promise.sourcesGet, { id: page.id })
  const { public_hash } = await as('ilse').call(promise.textsPreview, { source, page: page.id, audience: 'public' })
  expect(await codeOf(change(page.id, { audience: 'public', public_hash }))).toBe('page.audience_differs')
})

test('search follows the audience of a page, and parts for some are in nobody’s search', async () => {
  const HR = await group('HRB', 'noa')
  const page = await written('# Wombat plan\n\nX.\n')
  expect(await hits('sol', 'wombat plan')).toContain('Wombat plan')
  await change(page.id, { audience: 'restricted', groups: [HR], owner: who('noa') })
  expect(await hits('sol', 'wombat plan')).not.toContain('Wombat plan')
  expect(await hits('ilse', 'wombat plan')).toContain('Wombat plan')
  await written('# Pay day\n\nX.\n\n<!-- restricted: HRB -->\n\n## Narwhal bonus\n\nnarwhal\n\n<!-- /restricted -->\n')
  expect(await hits('sol', 'narwhal')).toEqual([])
})

test('the audit of a page for the few says nothing of it', async () => {
  const page = await written('# Numbat pay\n\nX.\n', { audience: 'restricted', groups: [await group('HRC', 'noa')] })
  await publish('ilse', page.id, 1, '# Numbat pay\n\nY.\n', { note: 'numbat note' })
  await as('ilse').call(promise.pagesMove, { id: page.id, path: 'numbat-two' })
  await retire(page.id, { reason: 'numbat reason', replaced_by: null })
  expect(await trail(page.id)).toEqual(['created', 'published', 'moved', 'retired'].map((one) => `handbook.page.${one}`))
  const { rows } = await ledger.cast.house.db.pool.query('select * from kernel.audit where subject_id = $1', [page.id])
  expect(JSON.stringify(rows).toLowerCase()).not.toContain('numbat')
})

test('a page in force replaces, and a text with a broken link is not published', async () => {
  const [one, two] = [await written('# One\n\nX.\n'), await written('# Two\n\nX.\n')]
  await retire(one.id, { replaced_by: null })
  expect(await codeOf(retire(two.id, { replaced_by: one.id }))).toBe('page.replaced_by_itself')
  expect(await codeOf(publish('ilse', two.id, 1, '# Two\n\nSee [x](gone).\n'))).toBe('link.broken')
})

test('what links to a page is told to those who may open it, while it is in force', async () => {
  const page = await written('# Target\n\nX.\n', { path: 'target' })
  const few = await written('# Secret links\n\n[x](target)\n', { audience: 'restricted', groups: [await group('HRD', 'noa')] })
  const names = async (name: string) => (await read(name, page.id)).linked_from.map(({ title }) => title)
  expect([await names('sol'), await names('noa')]).toEqual([[], ['Secret links']])
  await retire(few.id, { replaced_by: null })
  expect(await names('noa')).toEqual([])
})

test('what replaces a page is told to those who may open it', async () => {
  const few = await written('# Better secret\n\nX.\n', {
    path: 'better-secret',
    audience: 'restricted',
    groups: [await group('HRE', 'noa')],
  })
  const old = await written('# Old\n\nX.\n')
  await retire(old.id, { replaced_by: few.id })
  expect([(await read('sol', old.id)).retired?.replaced_by, (await read('noa', old.id)).retired?.replaced_by?.title]).toEqual([
    null,
    'Better secret',
  ])
  const inner = await written('# Inner\n\nX.\n', { path: 'inner' })
  const open = await written('# Open\n\nX.\n', { path: 'open', audience: 'public' })
  await written('# Links\n\n[the open](open)\n', { path: 'links', audience: 'public' })
  await retire(open.id, { replaced_by: inner.id })
  expect([(await get('/handbook/open')).status, (await (await get('/handbook/links')).text()).includes('href="/handbook/open"')]).toEqual([
    200,
    false,
  ])
  const [a, b] = [
    await written('# A\n\nX.\n', { path: 'a1', audience: 'public' }),
    await written('# B\n\nX.\n', { path: 'b1', audience: 'public' }),
  ]
  await retire(a.id, { replaced_by: b.id })
  await retire(b.id, { replaced_by: null })
  expect((await get('/handbook/a1')).status).toBe(200)
})

test('parts for some are in no former text and in no comparison; an auditor reads the source', async () => {
  await group('HRF', 'noa')
  const part = (x: string) => `# Parts\n\nX.\n\n<!-- restricted: HRF -->\n\nquoll ${x}\n\n<!-- /restricted -->\n`
  const page = await written(part('1'))
  await publish('ilse', page.id, 1, part('2'))
  const shown = async (name: string) =>
    [
      await as(name).call(promise.versionsGet, { id: page.id, no: 1 }),
      await as(name).call(promise.versionsCompare, { id: page.id, from: 1, to: 2 }),
    ].map((one) => JSON.stringify(one).includes('quoll'))
  expect([await shown('sol'), await shown('noa')]).toEqual([
    [false, false],
    [true, true],
  ])
  expect((await ledger.cast.as('auditor').call(promise.sourcesGet, { id: page.id })).source).toContain('quoll')
})

test('whoever lost the right to write keeps nothing', () => {
  const actor = (right: string) => ({ kind: 'person', id: who('sol'), person: who('sol'), name: 'sol', rights: new Map([[right, 'all']]) })
  const page = { owner: who('sol'), backup: null }
  expect(['handbook.write', 'handbook.read'].map((right) => keeps({ actor: actor(right) } as never, page))).toEqual([true, false])
})

test('a retired page is nobody’s to hand over', async () => {
  const page = await written('# Gone\n\nX.\n', { owner: who('farid') })
  const { owning } = await import('./owning.ts')
  const own = async () => (await ledger.cast.open((ctx) => owning.ownedBy(ctx, who('farid')))).map(({ title }) => title)
  expect(await own()).toEqual(['Gone'])
  await retire(page.id, { replaced_by: null })
  expect(await own()).toEqual([])
})

test('a page is kept by somebody who is with us', async () => {
  const make = (owner: string) => codeOf(as('ilse').call(promise.pagesCreate, { source: '# Kept\n\nX.\n', owner }))
  await ledger.cast.house.db.pool.query("update people.person set left_at = '2026-06-01' where id = $1", [who('mara')])
  expect(await make(who('mara'))).toBe('page.owner_missing')
})
test('a page is kept by no service account', async () => {
  const make = (owner: string) => codeOf(as('ilse').call(promise.pagesCreate, { source: '# Kept\n\nX.\n', owner }))
  await ledger.cast.house.db.pool.query(
    "update people.person set kind = 'service', owner_id = $2, email = null, initials = null where id = $1",
    [who('cato'), who('ilse')],
  )
  expect(await make(who('cato'))).toBe('page.owner_missing')
})

test('an address that no page can have is no page, and nothing is asked of the database', async () => {
  for (const path of ['%00', 'a%00b', 'A', '%20'])
    expect([
      (await get(`/handbook/${path}`)).status,
      (await get(`/handbook/${path}.md`)).status,
      (await get(`/handbook/${path}.json`)).status,
    ]).toEqual([404, 404, 404])
})

test('a function is answered for by no service account and by nobody who left', async () => {
  const make = (owner: string) => codeOf(as('ilse').call(promise.functionsCreate, { name: `Of ${owner}`, owner }))
  // cato is a service account and mara has left: see above
  expect([await make(who('cato')), await make(who('mara')), await make(who('noa'))]).toEqual([
    'function.owner_missing',
    'function.owner_missing',
    'answered',
  ])
})
