import { describe, expect, test } from 'vitest'
import { pages } from '../../../test/cast/pages.ts'
import { codeOf, refused } from '../../../test/cast/refused.ts'
import * as promise from './contract.ts'

const { ledger, as, who, trail, written, read, publish } = pages()
const events = async (id: string) =>
  (await ledger.cast.house.db.pool.query("select name, payload from kernel.outbox where payload ->> 'page_id' = $1 order by id", [id])).rows

const laptop = '# How do I get a laptop\n\nAsk Ilse within 5 days.\n\n1. Choose one\n2. Fetch it\n'

describe('a page', () => {
  test('is written by whoever keeps it, found at the address of its title, audited and told', async () => {
    const made = await as('sol').call(promise.pagesCreate, { source: laptop })
    expect(made).toMatchObject({
      path: 'how-do-i-get-a-laptop',
      title: 'How do I get a laptop',
      summary: 'Ask Ilse within 5 days.',
      owner: { id: who('sol'), name: 'sol' },
      audience: 'internal',
      state: 'published',
      label: '1.0.0',
      public_href: null,
      may: ['publish', 'change', 'move', 'retire'],
    })
    expect(await trail(made.id)).toEqual(['handbook.page.created'])
    expect(await events(made.id)).toEqual([{ name: 'handbook.page.published', payload: { page_id: made.id, no: 1, class: 'first' } }])
    const page = await read('cato', made.id)
    expect([page.may, page.html]).toEqual([[], '<p>Ask Ilse within 5 days.</p>\n<ol>\n<li>Choose one</li>\n<li>Fetch it</li>\n</ol>'])
    const second = await written(laptop)
    expect(second.path).toBe('how-do-i-get-a-laptop-2')
    const addresses = [{}, { page: second.id }].map((of) => as('ilse').call(promise.textsPreview, { source: laptop, ...of }))
    expect((await Promise.all(addresses)).map(({ address }) => address)).toEqual(['how-do-i-get-a-laptop', 'how-do-i-get-a-laptop-2'])
  })

  test('says in its title how far it is', async () => {
    const { items } = await (async () => {
      await written('# Travel abroad (TBA)\n\n## Hotels\n')
      await written('# Business review (50%)\n\nTwice a year.\n')
      return as('sol').call(promise.pagesList, { search: 'travel abroad' })
    })()
    expect(items).toMatchObject([{ title: 'Travel abroad', mark: 'tba' }])
    const half = await as('sol').call(promise.pagesList, { where: ['completeness:is:50'] })
    expect(half.items.map(({ title }) => title)).toEqual(['Business review'])
  })

  test('cannot be what nobody could read or find; all that is wrong with its text is said', async () => {
    const make = (more: object) => codeOf(as('ilse').call(promise.pagesCreate, { source: laptop, ...more }))
    expect(await make({ path: 'A page' })).toBe('page.path_invalid')
    expect(await make({ path: 'search' })).toBe('page.path_reserved')
    expect(await make({ path: 'how-do-i-get-a-laptop' })).toBe('page.path_taken')
    expect(await make({ backup: who('ilse') })).toBe('page.backup_is_owner')
    expect(await make({ owner: crypto.randomUUID() })).toBe('page.owner_missing')
    expect(await make({ audience: 'restricted' })).toBe('page.groups_unclear')
    expect(await make({ audience: 'restricted', groups: [crypto.randomUUID()] })).toBe('page.group_unknown')
    expect(await make({ source: '['.repeat(5000) })).toBe('page.too_dense')
    expect(await make({ source: '---\naudience: private\n---\nHm [a](nowhere)\n' })).toBe('link.broken')
    await expect(as('ilse').call(promise.pagesCreate, { source: '---\naudience: private\n---\nHm [a](nowhere)\n' })).rejects.toEqual(
      refused('link.broken', {
        unmet: [{ code: 'link.broken' }, { code: 'page.audience_differs' }].map((one) => expect.objectContaining(one)),
      }),
    )
    expect(await codeOf(as('sol').call(promise.pagesCreate, { source: laptop, owner: who('cato') }))).toBe('page.not_yours')
    expect(await codeOf(read('sol', crypto.randomUUID()))).toBe('page.unknown')
    for (let n = 3; n < 20; n += 1) await written(laptop)
    expect(await make({})).toBe('page.path_needed')
  })

  test('goes on with another text, the class of which is what changed', async () => {
    const { id } = await written('# Expenses\n\nFile them within 30 days, with a recipt.\n')
    const first = await publish('ilse', id, 1, '# Expenses\n\nFile them within 30 days, with a receipt.\n')
    expect(first).toMatchObject({ no: 2, label: '1.0.1', changed: true })
    const second = await publish('ilse', id, 2, '# Expenses\n\nFile them within 30 days, with a receipt. Lunch counts too.\n')
    expect(second.label).toBe('1.1.0')
    const third = await publish('ilse', id, 3, '# Expenses\n\nFile them within 60 days, with a receipt. Lunch counts too.\n')
    expect(third.label).toBe('2.0.0')
    expect((await publish('ilse', id, 4, '# Expenses\n\nFile them within 60 days, with a receipt. Lunch counts too.\n')).changed).toBe(
      false,
    )
    const raised = await publish('ilse', id, 4, '# Expenses\n\nFile them within 60 days, with a receipts. Lunch counts too.\n', {
      class: 'material',
    })
    expect(raised.label).toBe('3.0.0')
    const back = '# Expenses\n\nFile them within 30 days, with a receipt. Lunch counts too.\n'
    expect(await codeOf(publish('ilse', id, 5, back, { class: 'editorial' }))).toBe('change.class_lower')
    expect(await codeOf(publish('sol', id, 5, back))).toBe('page.not_yours')
    expect(await codeOf(publish('ilse', id, 9, back))).toBe('version.unknown')
    const { items, next } = await as('sol').call(promise.versionsList, { id, limit: 4 })
    expect(items.map(({ no, class: kind }) => `${no} ${kind}`)).toEqual(['5 material', '4 material', '3 minor', '2 editorial'])
    expect((await as('sol').call(promise.versionsList, { id, limit: 4, cursor: next ?? '' })).items.map(({ no }) => no)).toEqual([1])
    const { runs } = await as('sol').call(promise.versionsCompare, { id, from: 3, to: 4 })
    expect(runs.filter(({ mark }) => mark !== 'same')).toEqual([
      { mark: 'removed', text: '30' },
      { mark: 'added', text: '60' },
    ])
    const old = await as('ilse').call(promise.versionsGet, { id, no: 1 })
    expect([old.title, old.html.includes('recipt'), old.content_hash?.length]).toEqual(['Expenses', true, 64])
    expect((await as('ilse').call(promise.sourcesGet, { id })).source).toContain('60 days, with a receipts')
    expect(await codeOf(as('sol').call(promise.sourcesGet, { id }))).toBe('page.not_yours')
    await expect(ledger.cast.house.db.pool.query("update handbook.page_version set source = 'x' where page_id = $1", [id])).rejects.toThrow(
      'immutable',
    )
  })

  test('that two change at once has both; where they changed the same lines, both are shown', async () => {
    const base = '# Two\n\nA first line.\n\nA second line.\n'
    const { id } = await written(base)
    await publish('ilse', id, 1, base.replace('A first', 'The first'))
    const both = await publish('ilse', id, 1, base.replace('A second', 'The second'))
    expect((await read('ilse', id)).html).toBe('<p>The first line.</p>\n<p>The second line.</p>')
    expect(both.no).toBe(3)
    await expect(publish('ilse', id, 1, base.replace('A first', 'One first'))).rejects.toEqual(
      refused('change.conflict', { facts: expect.objectContaining({ no: 3, theirs: expect.stringContaining('The first') }) }),
    )
  })

  test('is moved: the former address stays its own, and links lead on', async () => {
    const { id } = await written('# Leave\n\nTell us.\n', { path: 'people/leave' })
    const other = await written('# First day\n\nSee [leave](leave) and [it again](/handbook/people/leave.md#x).\n', {
      path: 'people/first-day',
    })
    const moved = await as('ilse').call(promise.pagesMove, { id, path: 'people/time-off' })
    expect([moved.path, (await read('sol', id)).former_paths]).toEqual(['people/time-off', ['people/leave']])
    expect((await read('sol', id)).linked_from).toEqual([{ id: other.id, title: 'First day' }])
    expect((await read('sol', other.id)).html).toBe(
      `<p>See <a href="/app/handbook/pages/${id}">leave</a> and <a href="/app/handbook/pages/${id}#x">it again</a>.</p>`,
    )
    expect(await codeOf(as('ilse').call(promise.pagesCreate, { source: laptop, path: 'people/leave' }))).toBe('page.path_taken')
    // what begins beside the page would lead nowhere from elsewhere
    expect(await codeOf(as('ilse').call(promise.pagesMove, { id: other.id, path: 'first-day' }))).toBe('link.broken')
    expect((await as('ilse').call(promise.pagesMove, { id, path: 'people/time-off' })).version).toBe(moved.version)
    expect((await as('ilse').call(promise.pagesMove, { id, path: 'people/leave' })).path).toBe('people/leave')
    expect(await trail(id)).toEqual(['handbook.page.created', 'handbook.page.moved', 'handbook.page.moved'])
  })

  test('is retired, with what came in its place; then it changes no more and is found no more', async () => {
    const { id } = await written('# Old way\n\nWalk.\n')
    const better = await written('# Better way\n\nRun.\n')
    const retire = (more: object) => as('ilse').call(promise.pagesRetire, { id, reason: 'There is a better way', ...more })
    expect(await codeOf(retire({ replaced_by: id }))).toBe('page.replaced_by_itself')
    const retired = await retire({ replaced_by: better.id })
    expect(retired).toMatchObject({
      state: 'retired',
      may: ['change'],
      retired: { on: '2026-06-15', replaced_by: { title: 'Better way' } },
    })
    expect(await codeOf(retire({}))).toBe('page.wrong_state')
    expect(await codeOf(publish('ilse', id, 1, 'x'))).toBe('page.wrong_state')
    expect((await events(id)).at(-1)).toEqual({ name: 'handbook.page.retired', payload: { page_id: id, replaced_by: better.id } })
    const { rows } = await ledger.cast.house.db.pool.query(
      "select count(*)::int n from kernel.search_document where kind = 'page' and id = $1",
      [id],
    )
    expect(rows).toEqual([{ n: 0 }])
  })

  test('goes to another owner, and to whoever takes over the work of one who leaves', async () => {
    const made = await written('# Keys\n\nAsk.\n', { backup: who('cato') })
    const change = (more: object) => as('ilse').call(promise.pagesChange, { id: made.id, ...more })
    expect(await codeOf(change({ if_match: 7 }))).toBe('edit.stale')
    const changed = await change({ if_match: 1, owner: who('sol') })
    expect(changed).toMatchObject({ owner: { name: 'sol' }, backup: { name: 'cato' }, version: 2 })
    const { owning } = await import('./owning.ts')
    const hand = (from: string, to: string, left = false) =>
      ledger.cast.open((ctx) => owning.handOver(ctx, { kind: 'page', ids: [made.id], from: who(from), to: who(to), left }))
    expect((await ledger.cast.open((ctx) => owning.ownedBy(ctx, who('cato')))).map(({ title }) => title)).toEqual(['Keys'])
    expect(await hand('sol', 'cato', true)).toEqual([])
    expect(await hand('sol', 'cato')).toEqual([made.id])
    expect(await read('mara', made.id)).toMatchObject({ owner: { name: 'cato' }, backup: null })
    expect(await hand('noa', 'sol')).toEqual([])
    expect(await trail(made.id)).toEqual(['handbook.page.created', 'handbook.page.changed', 'handbook.page.handed_over'])
  })

  test('is previewed before it is published: what it would become, and what stands in its way', async () => {
    const { id } = await written('# Refunds\n\nWithin 5 days.\n')
    const preview = (source: string, more: object = {}) => as('ilse').call(promise.textsPreview, { source, page: id, ...more })
    expect(await preview('# Refunds\n\nWithin 6 days. See [x](gone).\n')).toMatchObject({
      class: 'material',
      label: '2.0.0',
      public_html: null,
      opens: false,
      findings: [{ code: 'link.broken', level: 'error', text: 'There is no page at “gone”.' }],
    })
    const findings = async (source: string) =>
      (await preview(source)).findings.map(({ code, from, to }) => [code, from === null ? null : source.slice(from, to ?? 0)])
    expect(await findings('# R\n\nTBA\n\n## Empty\n\n## Next\n\n<!-- secret -->\nx\n')).toEqual([
      ['audience.unclear', '<!-- secret -->\nx\n'],
      ['placeholder', 'TBA'],
      ['placeholder', '## Empty'],
    ])
    expect(await findings('---\n[\n---\n# R\n')).toEqual([['front_matter.unreadable', null]])
    expect(await codeOf(as('sol').call(promise.textsPreview, { source: 'x', page: id }))).toBe('page.not_yours')
  })
})
