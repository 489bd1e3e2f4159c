import { expect, test } from 'vitest'
import { allRooms } from '../../../test/cast/cast.ts'
import { pages } from '../../../test/cast/pages.ts'
import * as promise from './contract.ts'

const { ledger, as, written, publish, group } = pages(allRooms)
const get = (path: string, headers: Record<string, string> = {}) => ledger.cast.http(new Request(`http://localhost${path}`, { headers }))
const bodyOf = async (path: string, headers: Record<string, string> = {}) => (await get(path, headers)).text()
const open = (source: string, more: object = {}) => written(source, { audience: 'public', ...more })

test('a handbook without a page for everyone lists nothing', async () => {
  expect(await bodyOf('/handbook/feed.atom')).toMatch(/<feed .*<updated>1970-01-01T00:00:00.000Z<\/updated>/)
  expect(await bodyOf('/handbook/feed.atom')).not.toContain('<entry>')
  expect(await bodyOf('/llms.txt')).toMatch(/^# .+ handbook\n\n> How .+ works, as far as it is public\.\n$/)
})

test('the feed tells what everyone sees, the newest first, and nothing else', async () => {
  const few = await group('FEW', 'noa')
  await open('# Quotes & offers\n\nValid for thirty days.\n\n<!-- internal -->\n\nNumbat floor.\n\n<!-- /internal -->\n', {
    path: 'sales/quotes',
  })
  await written('# Numbat house\n\nFor colleagues.\n')
  await written('# Numbat few\n\nFor the few.\n', { audience: 'restricted', groups: [few] })
  const gone = await open('# Numbat gone\n\nWas here.\n', { path: 'gone' })
  await as('ilse').call(promise.pagesRetire, { id: gone.id, reason: 'Over', replaced_by: null })
  ledger.cast.setNow(new Date('2026-06-15T11:00:00Z'))
  await open('# Travel\n\nBook early.\n', { path: 'travel' })
  const feed = await bodyOf('/handbook/feed.atom')
  expect([...feed.matchAll(/<entry><id>([^<]*)<\/id><title>([^<]*)</g)].map(([, id, title]) => [id, title])).toEqual([
    ['http://localhost:8080/handbook/travel', 'Travel'],
    ['http://localhost:8080/handbook/sales/quotes', 'Quotes &amp; offers'],
  ])
  expect(feed).toContain('<summary>Valid for thirty days.</summary>')
  expect(feed.toLowerCase()).not.toContain('numbat')
})

test('an entry changes with what everyone sees, and not with what colleagues do', async () => {
  const source = '# Leave\n\nTell your lead.\n\n<!-- internal -->\n\nOne.\n\n<!-- /internal -->\n'
  const page = await open(source, { path: 'leave' })
  const before = await get('/handbook/feed.atom')
  const tag = before.headers.get('etag') ?? ''
  expect(before.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
  expect((await get('/handbook/feed.atom', { 'if-none-match': tag })).status).toBe(304)
  await publish('ilse', page.id, 1, source.replace('One.', 'Two.'), { note: 'internal alone' })
  expect((await get('/handbook/feed.atom', { 'if-none-match': tag })).status).toBe(304)
  const wider = source.replace('your lead', 'your lead early')
  const { public_hash } = await as('ilse').call(promise.textsPreview, { source: wider, page: page.id, audience: 'public' })
  await publish('ilse', page.id, 2, wider, { note: 'for everyone', public_hash })
  expect((await get('/handbook/feed.atom', { 'if-none-match': tag })).status).toBe(200)
})

test('letters that would spoil the feed are left out, and no title is a link of its own in the list', async () => {
  await open('---\ntitle: "Odd [x](https://evil.example) \\u0001 \\ud800 <b>"\n---\n\nText.\n', { path: 'odd' })
  expect(await bodyOf('/handbook/feed.atom')).toMatch(/<title>Odd \[x\]\(https:\/\/evil\.example\) [ \ufffd]*&lt;b&gt;<\/title>/)
  const list = await bodyOf('/llms.txt')
  expect(list).toContain('\\[x\\](https://evil.example)')
  expect(list).toContain('(http://localhost:8080/handbook/odd.md)')
  expect(list).toContain('- [Travel](http://localhost:8080/handbook/travel.md): Book early.')
  expect(list.toLowerCase()).not.toContain('numbat')
})

test.each([
  ['text/markdown', 303, '/handbook/travel.md'],
  ['application/json', 303, '/handbook/travel.json'],
  ['text/markdown;q=0.9, text/html', 200, null],
  ['text/html;q=0.5, text/markdown', 303, '/handbook/travel.md'],
  ['*/*', 200, null],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 200, null],
])('who asks for %s', async (accept, status, location) => {
  const answer = await get('/handbook/travel', { accept })
  expect([answer.status, answer.headers.get('location')]).toEqual([status, location])
  expect(answer.headers.get('vary')).toContain('Accept')
})

test('a page that was drawn is drawn anew once a page to which it links is another', async () => {
  const target = await open('# Target\n\nHere.\n', { path: 'target' })
  await open('# Leads\n\nSee [there](/handbook/target).\n', { path: 'leads' })
  const leads = async () => (await bodyOf('/handbook/leads')).includes('href="/handbook/target"')
  expect([await leads(), await leads()]).toEqual([true, true])
  await as('ilse').call(promise.pagesChange, { id: target.id, audience: 'internal' })
  expect(await leads()).toBe(false)
  expect((await get('/handbook/target')).status).toBe(404)
})

test('a page that is for some answers a program as it answers a person', async () => {
  for (const accept of ['text/html', 'text/markdown']) expect((await get('/handbook/numbat-house', { accept })).status).toBe(404)
})

test('everyone searches in what everyone sees', async () => {
  const found = await get('/handbook/search?q=thirty+days', { accept: 'text/html' })
  const text = await found.text()
  expect([found.status, text]).toEqual([200, expect.stringContaining('<a href="/handbook/sales/quotes">Quotes &amp; offers</a>')])
  expect(text).toContain('Valid for thirty days.')
  expect(text).toContain('noindex')
  expect(await bodyOf('/handbook/search?q=travl')).toContain('href="/handbook/travel"')
  for (const q of ['numbat', 'numbat+floor', 'colleagues', 'gone'])
    expect(await bodyOf(`/handbook/search?q=${q}`), q).toContain('Nothing fits')
  expect(await bodyOf('/handbook/search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E%22')).not.toContain('<script>alert')
  for (const q of ['', '%00', '%20', 'x'.repeat(5000), '%EF%BF%BF', '\'";--'])
    expect((await get(`/handbook/search?q=${q}`)).status, q).toBe(200)
  expect(await bodyOf('/sitemap.xml')).not.toContain('/handbook/search')
})
