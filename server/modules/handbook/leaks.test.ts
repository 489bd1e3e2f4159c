import { expect, test } from 'vitest'
import { allRooms } from '../../../test/cast/cast.ts'
import { pages } from '../../../test/cast/pages.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import { commentAdd } from '../../doors/contract/comments.ts'
import * as promise from './contract.ts'

const { ledger, as, who, written, read, publish, group } = pages(allRooms)
const get = (path: string) => ledger.cast.http(new Request(`http://localhost${path}`, { headers: { accept: 'text/html' } }))
const shownAt = async (...paths: string[]) => {
  const answers = await Promise.all(paths.map(get))
  return (await Promise.all(answers.map((answer) => answer.text()))).join('\n')
}
const faces = (path: string) => ['/handbook', `/handbook/${path}`, `/handbook/${path}.md`, `/handbook/${path}.json`]
const few = async (source: string, path: string, name: string) =>
  written(source, { path, audience: 'restricted', groups: [await group(name, 'noa')] })

test('the title of a page for the few is in nothing that a public page says of itself: text, description, list, title', async () => {
  await few('# Layoff plan 2027\n\nAll.\n', 'plans/zebra', 'ZEB')
  await written('# News\n\nSee [Layoff plan 2027](plans/zebra) and <a href="/handbook/plans/zebra">the Layoff plan 2027</a>.\n', {
    path: 'news',
    audience: 'public',
  })
  await written('# [Layoff plan 2027](plans/zebra)\n\nSoon.\n', { path: 'soon', audience: 'public' })
  const shown = await shownAt(...faces('news'), ...faces('soon'), '/sitemap.xml', '/llms.txt')
  expect(shown).not.toMatch(/layoff/i)
  expect(shown).not.toContain('zebra')
  expect(shown).toContain('See Internal document 🔒 and Internal document 🔒.')
  // the control: whoever may open it reads its title in the app
  expect((await read('noa', (await as('noa').call(promise.pagesList, { search: 'layoff plan' })).items[0]?.id ?? '')).title).toBe(
    'Layoff plan 2027',
  )
})

test('what public pages say of themselves follows the pages to which they link: closed, renamed, retired', async () => {
  const target = await written('# Tariffs\n\nOpen.\n', { path: 'tariffs', audience: 'public' })
  await written('# Prices\n\nAs in [Tariffs](tariffs).\n', { path: 'prices', audience: 'public' })
  await written('# Costs\n\nAs in [Tariffs of ours](tariffs).\n', { path: 'costs', audience: 'public' })
  const summary = async (search: string) => (await as('ilse').call(promise.pagesList, { search })).items.map((one) => one.summary)
  expect(await summary('prices')).toEqual(['As in Tariffs.'])
  await as('ilse').call(promise.pagesChange, { id: target.id, audience: 'internal' })
  expect(await summary('prices')).toEqual(['As in Internal document 🔒.'])
  expect(await summary('costs')).toEqual(['As in Tariffs of ours 🔒.'])
  await publish('ilse', target.id, 1, '# Tariffs of ours\n\nOpen.\n')
  expect([await summary('prices'), await summary('costs')]).toEqual([['As in Tariffs 🔒.'], ['As in Internal document 🔒.']])
  expect(await shownAt('/handbook')).not.toContain('Tariffs of ours')
  const other = await written('# Fees\n\nOpen.\n', { path: 'fees', audience: 'public' })
  await written('# Bills\n\nAs in [Fees](fees).\n', { path: 'bills', audience: 'public' })
  await as('ilse').call(promise.pagesRetire, { id: other.id, reason: 'There are none' })
  expect(await summary('bills')).toEqual(['As in Internal document 🔒.'])
})

test('the hash of a text is for those who read all of it', async () => {
  const page = await written('# Bonus\n\n<!-- restricted: FIN -->\n12,345\n<!-- /restricted -->\n')
  const hashes = async (name: string) => {
    const { items } = await as(name).call(promise.versionsList, { id: page.id })
    const one = await as(name).call(promise.versionsGet, { id: page.id, no: 1 })
    const { from, to } = await as(name).call(promise.versionsCompare, { id: page.id, from: 1, to: 1 })
    return [...items, one, from, to].map(({ content_hash }) => content_hash?.length ?? null)
  }
  expect(await hashes('cato')).toEqual([null, null, null, null])
  expect(await hashes('ilse')).toEqual([64, 64, 64, 64])
})

test('a text says nothing of a page that its writer may not open: it is told and refused as at an address at which there is none', async () => {
  const page = await few('# Quagga deal\n\nAll.\n', 'deals/quagga', 'QUA')
  const source = (name: string) => `# Mine\n\n[Quagga deal](/handbook/deals/${name}), [any words](/handbook/deals/${name}#top)\n`
  const asked = async (name: string, more: object = {}) => {
    const shown = await as('sol').call(promise.textsPreview, { source: source(name), audience: 'public', ...more })
    return JSON.stringify({ ...shown, public_hash: '' })
      .replaceAll(name, 'NAME')
      .replaceAll(/"(?:from|to)":\d+/g, '')
  }
  expect(await asked('quagga')).toBe(await asked('nowhere'))
  expect(await asked('quagga')).toContain('There is no page at “/handbook/deals/NAME”.')
  const refused = (name: string) => codeOf(as('sol').call(promise.pagesCreate, { source: source(name) }))
  expect([await refused('quagga'), await refused('nowhere')]).toEqual(['link.broken', 'link.broken'])

  // whoever may open it links to it, and another who keeps the page goes on with what it has
  const { id } = await as('noa').call(promise.pagesCreate, { source: source('quagga'), backup: who('sol') })
  expect((await read('sol', id)).html).not.toContain(page.id)
  expect((await as('sol').call(promise.versionsGet, { id, no: 1 })).html).not.toContain(page.id)
  expect((await read('noa', id)).html).toContain(page.id)
  expect((await as('sol').call(promise.textsPreview, { source: source('quagga'), page: id })).findings).toEqual([])
  expect((await publish('sol', id, 1, `${source('quagga')}\nMore.\n`)).changed).toBe(true)
  await as('sol').call(promise.pagesChange, { id, backup: null })
  expect(await codeOf(publish('sol', id, 2, `${source('quagga')}\n[And](/handbook/deals/nowhere)\n`))).toBe('page.not_yours')
})

test('a link that stands in a part for some is not told to the others; one in raw HTML that leads nowhere is', async () => {
  const target = await written('# Target\n\nHere.\n', { path: 'target' })
  await written('# From\n\n<!-- restricted: FIN -->\n[x](target)\n<!-- /restricted -->\n', { path: 'from-few' })
  const open = await written('# From all\n\n<!-- internal -->\n<a href="target">x</a>\n<!-- /internal -->\n', { path: 'from-all' })
  expect((await read('sol', target.id)).linked_from).toEqual([{ id: open.id, title: 'From all' }])
  expect(await codeOf(as('ilse').call(promise.pagesCreate, { source: '# A\n\n<a href="gone-for-good">x</a>\n' }))).toBe('link.broken')
})

test('a comment on a page for the few does not carry its title to the trail', async () => {
  const page = await few('# Okapi merger\n\nAll.\n', 'deals/okapi', 'OKA')
  await as('noa').call(commentAdd, { kind: 'page', subject_id: page.id, text: 'Fine.' })
  const { rows } = await ledger.cast.house.db.pool.query(
    'select action, subject_label from kernel.audit where subject_id = $1 order by at, id',
    [page.id],
  )
  expect(rows).toEqual([
    { action: 'handbook.page.created', subject_label: 'A page for the few' },
    { action: 'handbook.comment.added', subject_label: 'A page for the few' },
  ])
})

test('an address with a letter that none has is no page', async () => {
  for (const path of ['/handbook/%00', '/handbook/a%00b.md', '/handbook/a%00b.json'])
    expect([path, (await get(path)).status]).toEqual([path, 404])
})
