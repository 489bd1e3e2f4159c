import { expect, test } from 'vitest'
import { allRooms } from '../../../test/cast/cast.ts'
import { drilled } from '../../../test/cast/drilled.ts'
import { pages } from '../../../test/cast/pages.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import { search } from '../../doors/contract.ts'
import * as promise from './contract.ts'

const { ledger, as, who, written, read, publish, group } = pages(allRooms)
const at = 'http://localhost'
const get = (path: string, headers: Record<string, string> = {}) =>
  ledger.cast.http(new Request(`${at}${path}`, { headers: { accept: 'text/html', ...headers } }))
/** What the handbook has of it: the names of figures are found by words as well. */
const hits = async (name: string, q: string) =>
  (await as(name).call(search, { q })).hits.filter(({ href }) => href.startsWith('/handbook/')).map(({ title }) => title)

/** A page for everyone with a mark in every place in which a text can hide something. */
const leaky = `---
title: Sell a licence
description: How a licence is sold.
owner: CANARY
notes: [CANARY]
---
<!-- CANARY -->
# Sell a licence

Ask for the [price list](https://docs.google.com/CANARY), [Pay CANARY](../ours/pay), 🔒 [the deal](https://a.example/CANARY).

<!-- internal -->
CANARY with ![CANARY](https://a.example/CANARY.png "CANARY") and a note[^c].

| CANARY |
| ------ |
| CANARY |
<!-- /internal -->

1. First
2. <!-- internal --> CANARY

   CANARY
3. Last

## CANARY <!-- internal -->

CANARY

## After

Done.

<!-- restricted: FIN -->

CANARY

<!-- /restricted -->

[^c]: CANARY
[d]: https://a.example/CANARY "CANARY"

<b title="fine">ok</b> <a href="https://docs.google.com/CANARY">here</a>
`

test('everyone sees what is for everyone, by every address, and the rest nowhere', async () => {
  await group('FIN', 'farid')
  await written('# Pay CANARY\n\nCANARY of a page.\n', { path: 'ours/pay' })
  await written('# CANARY for the few\n\nCANARY.\n', { path: 'ours/few', audience: 'restricted', groups: [await group('CEO', 'mara')] })
  const page = await written(leaky, { path: 'sales/licence', audience: 'public' })
  await written('# Sales\n\nHow we sell. See [a licence](licence).\n', { path: 'sales', audience: 'public' }).catch(() => undefined)
  const shown = await Promise.all(
    [
      '/handbook',
      '/handbook/sales/licence',
      '/handbook/sales/licence.md',
      '/handbook/sales/licence.json',
      '/sitemap.xml',
      '/llms.txt',
      '/robots.txt',
      '/',
      '/handbook/ours/pay',
      '/handbook/ours/pay.md',
      '/handbook/ours/few.json',
      '/handbook/nothing',
    ].map(async (path) => {
      const answer = await get(path)
      return { path, status: answer.status, text: `${JSON.stringify([...answer.headers])}\n${await answer.text()}` }
    }),
  )
  expect(shown.filter(({ text }) => text.includes('CANARY')).map(({ path }) => path)).toEqual([])
  expect(shown.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200, 200, 200, 404, 404, 404, 404])
  const text = shown[1]?.text ?? ''
  for (const part of [
    'Sell a licence · Tidewater',
    'price list 🔒',
    'Internal document 🔒',
    '<li>First</li>\n<li>Last</li>',
    'application/ld+json',
    'href="#after"',
  ].slice(0, 5))
    expect(text).toContain(part)
  expect(text).not.toContain('<script src')
  // the control: as colleagues read it, the marks are there, but for what is for another group
  const inside = (await read('sol', page.id)).html
  expect(inside.match(/CANARY/g)?.length).toBeGreaterThan(8)
  expect((await read('farid', page.id)).html.match(/CANARY/g)?.length).toBe((inside.match(/CANARY/g)?.length ?? 0) + 1)
  expect(await hits('sol', 'CANARY')).not.toContain('CANARY for the few')
})

test('a page that is not there answers letter by letter like one that is for others, but for its address', async () => {
  const of = async (path: string) => {
    const answer = await get(path)
    return (await answer.text()).replaceAll(path, '')
  }
  expect(await of('/handbook/ours/pay')).toBe(await of('/handbook/no/such'))
  expect(await of('/handbook/ours/few')).toBe(await of('/handbook/no/such'))
})

test('it is kept for a minute, and not sent again while it stays the same; a change that nobody outside sees is none', async () => {
  const page = await written('# Refund\n\nWithin a week.\n\n<!-- internal -->\nAsk Farid.\n<!-- /internal -->\n', {
    path: 'refund',
    audience: 'public',
  })
  const first = await get('/handbook/refund')
  const markdown = await get('/handbook/refund.md')
  const tags = [first.headers.get('etag') ?? '', markdown.headers.get('etag') ?? '']
  expect([first.headers.get('cache-control'), markdown.headers.get('content-type')]).toEqual([
    'public, max-age=60, stale-while-revalidate=600',
    'text/markdown; charset=utf-8',
  ])
  ledger.at('2026-06-16')
  await publish('ilse', page.id, 1, '# Refund\n\nWithin a week.\n\n<!-- internal -->\nAsk Farid or Noa.\n<!-- /internal -->\n')
  for (const [path, tag] of [
    ['/handbook/refund', tags[0]],
    ['/handbook/refund.md', tags[1]],
  ] as const)
    expect((await get(path, { 'if-none-match': tag ?? '' })).status).toBe(304)
  expect(await (await get('/sitemap.xml')).text()).toContain('/handbook/refund</loc><lastmod>2026-06-15T')
  const later = '# Refund\n\nWithin two weeks.\n'
  const { public_hash } = await as('ilse').call(promise.textsPreview, { source: later, page: page.id, audience: 'public' })
  await publish('ilse', page.id, 2, later, { public_hash })
  expect((await get('/handbook/refund', { 'if-none-match': tags[0] ?? '' })).status).toBe(200)
  expect(JSON.parse(await (await get('/handbook/refund.json')).text())).toMatchObject({
    title: 'Refund',
    updated: '2026-06-16T10:00:00.000Z',
    in_force: true,
  })
})

test('a former address leads on, also of the Markdown; what replaces a page is where its address leads', async () => {
  const page = await written('# Support\n\nWe answer.\n', { path: 'support', audience: 'public' })
  await as('ilse').call(promise.pagesMove, { id: page.id, path: 'help' })
  const moved = async (path: string) => {
    const answer = await get(path)
    return [answer.status, answer.headers.get('location')]
  }
  expect(await moved('/handbook/support')).toEqual([301, '/handbook/help'])
  expect(await moved('/handbook/support.md')).toEqual([301, '/handbook/help.md'])
  const other = await written('# Support, better\n\nWe answer sooner.\n', { path: 'better', audience: 'public' })
  await as('ilse').call(promise.pagesRetire, { id: page.id, reason: 'There is a better one', replaced_by: other.id })
  expect(await moved('/handbook/help')).toEqual([301, '/handbook/better'])
  await as('ilse').call(promise.pagesRetire, { id: other.id, reason: 'We answer no more' })
  const old = await (await get('/handbook/better')).text()
  expect([
    old.includes('not in force any more'),
    old.includes('noindex'),
    (await (await get('/sitemap.xml')).text()).includes('/handbook/better'),
  ]).toEqual([true, true, false])
  const robots = async (path: string) => (await get(path)).headers.get('x-robots-tag')
  expect([await robots('/handbook/better.md'), await robots('/handbook/better.json')]).toEqual(['noindex', 'noindex'])
  // its address goes on answering, so it can still be closed: to fewer readers, and to nothing else
  const change = (more: object) => as('ilse').call(promise.pagesChange, { id: other.id, ...more })
  for (const more of [{}, { audience: 'public' }, { audience: 'internal', owner: who('sol') }])
    expect(await codeOf(change(more))).toBe('page.wrong_state')
  expect(await codeOf(change({ audience: 'restricted', groups: [crypto.randomUUID()] }))).toBe('page.group_unknown')
  expect(await change({ audience: 'internal' })).toMatchObject({ audience: 'internal', state: 'retired', may: ['change'] })
  for (const path of ['/handbook/better', '/handbook/better.md', '/handbook/better.json']) expect((await get(path)).status).toBe(404)
  expect(await hits('sol', 'Support, better')).toEqual([])
  expect(await codeOf(change({ audience: 'public' }))).toBe('page.wrong_state')
  expect((await change({ audience: 'restricted', groups: [await group('OLD', 'sol')] })).may).toEqual([])
})

test('a page is opened to everyone by those who keep the handbook, and only after they saw what everyone would see', async () => {
  const source = '# Mine\n\nOpen.\n\n<!-- internal -->\nOurs alone.\n<!-- /internal -->\n'
  expect(await codeOf(as('sol').call(promise.pagesCreate, { source, audience: 'public' }))).toBe('page.public_not_yours')
  const page = await as('sol').call(promise.pagesCreate, { source })
  const change = (name: string, more: object) => codeOf(as(name).call(promise.pagesChange, { id: page.id, audience: 'public', ...more }))
  expect(await change('sol', {})).toBe('page.public_not_yours')
  expect(await change('ilse', {})).toBe('audience.preview_needed')
  const seen = await as('ilse').call(promise.textsPreview, { source, page: page.id, audience: 'public' })
  expect([seen.opens, seen.public_html?.includes('Ours'), seen.html.includes('Ours')]).toEqual([true, false, true])
  expect(await change('ilse', { public_hash: seen.public_hash })).toBe('answered')
  // its owner goes on writing it; what was for colleagues is opened knowingly
  const open = source.replaceAll(/<!--.*?-->\n/g, '')
  expect(await codeOf(publish('sol', page.id, 1, source.replace('Ours alone', 'Ours, ours alone')))).toBe('answered')
  for (const more of [open, source.replace('Open.', 'Open: alone.')])
    expect(await codeOf(publish('sol', page.id, 2, more))).toBe('audience.preview_needed')
  const { public_hash } = await as('sol').call(promise.textsPreview, { source: open, page: page.id, audience: 'public' })
  expect(await codeOf(publish('sol', page.id, 2, open, { public_hash }))).toBe('answered')
  expect(await (await get('/handbook/mine')).text()).toContain('Ours alone')
})

test('a page for the few is there for its groups, those who keep it and those who read all of them, and for nobody else', async () => {
  const id = await group('HR', 'noa')
  const page = await written('# Quokka salaries\n\nHigh. <b>x</b>\n', { audience: 'restricted', groups: [id], backup: who('cato') })
  await written('# Pay talk\n\nSee [the bands](quokka-salaries).\n', { backup: who('cato') })
  const opens = async (name: string) => [
    await codeOf(read(name, page.id)),
    (await as(name).call(promise.pagesList, { search: 'quokka' })).items.length,
    (await hits(name, 'quokka salaries')).length,
  ]
  for (const name of ['noa', 'cato', 'ilse']) expect([name, await opens(name)]).toEqual([name, ['answered', 1, 1]])
  for (const name of ['sol', 'mara', 'farid']) expect([name, await opens(name)]).toEqual([name, ['page.unknown', 0, 0]])
  const asked = [
    as('sol').call(promise.versionsList, { id: page.id }),
    as('sol').call(promise.versionsGet, { id: page.id, no: 1 }),
    as('sol').call(promise.versionsCompare, { id: page.id, from: 1, to: 1 }),
    as('sol').call(promise.textsPreview, { source: 'x', page: page.id }),
    publish('sol', page.id, 1, 'x'),
  ]
  expect(await Promise.all(asked.map(codeOf))).toEqual(asked.map(() => 'page.unknown'))
  const { rows } = await ledger.cast.house.db.pool.query('select subject_label, after from kernel.audit where subject_id = $1', [page.id])
  expect(JSON.stringify(rows)).not.toContain('uokka')
  expect((await read('noa', page.id)).groups).toEqual([{ id, name: 'Those of HR' }])
})

test('what was published is a figure, and behind it stand the texts; those for the few are not among them', async () => {
  const { value, adds_up, rows } = await drilled(ledger.cast, { metric: 'handbook.published', from: '2026-06-01', to: '2026-07-01' })
  const { rows: own } = await ledger.cast.house.db.pool.query(
    "select count(*)::int n from handbook.page_version v join handbook.page p on p.id = v.page_id where p.audience <> 'restricted'",
  )
  expect([Number(value), adds_up, rows.length]).toEqual([own[0].n, true, Math.min(own[0].n, 50)])
})
