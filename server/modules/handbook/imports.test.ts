import { expect, test } from 'vitest'
import { imports } from '../../../test/cast/imports.ts'
import { cameOf, messyTree } from '../../../test/cast/messy-tree.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import { readZip } from '../../kernel/files/zip.ts'
import { zipOf } from '../../kernel/files/zip-write.ts'
import * as promise from './contract.ts'

const { as, trail, written, publish, group, packed, sent, files, said, applied, taken, exported, count, ledger } = imports()

test('a handbook in four dialects is shown before anything is written, then done, and leaves as it came', async () => {
  const before = await count('page')
  const { id, ...seen } = await sent(packed(messyTree))
  expect(await count('page')).toBe(before)
  expect(seen.parts.map(({ dialect }) => dialect)).toEqual(['hugo', 'docusaurus', 'jekyll', 'gitbook', 'mkdocs'])
  expect(await said(id)).toMatchInlineSnapshot(`
    [
      "crew/docs/01-intro.md create - waiting",
      "crew/docs/leave/02-sick.mdx create - waiting",
      "dense.md skip page.too_dense left",
      "draft.md skip import.draft left",
      "for-few.md skip import.groups_needed left",
      "hugo.md create - waiting",
      "news/_posts/2024-05-01-new-crane.md create - waiting",
      "news/about.md create - waiting",
      "news/unreadable.md create - waiting",
      "old.md create - waiting",
      "quay/book/README.md create - waiting",
      "quay/book/ships/mooring.md create - waiting",
      "quay/book/ships/ropes and knots.md create - waiting",
      "yard/docs/index.md create - waiting",
      "yard/docs/tools/saw.md create - waiting",
      "yard/docs/tools/vise.md create - waiting",
    ]
  `)
  expect(seen.marks[0]).toMatchObject({ files: 1 })
  const after = await applied(id)
  expect(after).toMatchObject({ state: 'applied', may: [] })
  expect(await trail(id)).toEqual(['handbook.import.previewed', 'handbook.import.begun', 'handbook.import.applied'])
  expect(await count('page')).toBe(before + 13)
  const { items } = await as('ilse').call(promise.pagesList, { where: ['path:contains:quay'], limit: 50 })
  expect(items.map(({ path, title }) => [path, title])).toEqual([
    ['quay/overview', 'Welcome to the quay'],
    ['quay/ships/mooring', 'Mooring'],
    ['quay/ships/ropes-and-knots', 'Ropes and knots'],
  ])
  // links beside the page lead where they did, and who is linked says so
  const knots = await as('cato').call(promise.pagesGet, { id: items[2]?.id ?? '' })
  expect(knots.linked_from.map(({ title }) => title)).toEqual(['Mooring'])
  const { functions } = await as('ilse').call(promise.directoryRead, {})
  expect(functions.map(({ name, entries }) => [name, entries.map(({ title }) => title)])).toEqual([
    ['Crew', ['Joining the crew']],
    ['Leave', ['Sick leave']],
    ['News', ['About us']],
    ['Quay', ['Welcome to the quay']],
    ['Ships', ['Mooring', 'Ropes and knots', 'Night watch']],
    ['Yard', ['The yard']],
    ['Tools', ['The saw']],
  ])
  // byte for byte: all that became a page, and all that is none
  const tree = await exported()
  for (const { file, bytes } of cameOf(messyTree)) {
    if (['for-few.md', 'draft.md', 'dense.md'].includes(file)) continue
    expect([file, tree.get(file)?.equals(Buffer.from(bytes))]).toEqual([file, true])
  }
  expect(await count('import_file where source is not null or bytes is not null')).toBe(0)
  // what is no page has no readers of its own: it leaves with whoever reads everything
  const less = (await as('cato').call(promise.exportsGet, {})) as unknown as { bytes: Buffer }
  const names = readZip(less.bytes).map(({ name }) => name)
  expect(names).toContain('quay/book/ships/mooring.md')
  expect(names.filter((name) => !/\.mdx?$/.test(name) || name.endsWith('SUMMARY.md'))).toEqual(['.quarterdeck/handbook.json'])
})

test('a second time everything is the same, also from an export, and nothing is done twice', async () => {
  const before = await count('page_version')
  const again = await sent(packed(messyTree))
  expect((await files(again.id)).filter(({ verdict }) => verdict !== 'same' && verdict !== 'skip')).toEqual([])
  await applied(again.id)
  await applied(again.id)
  const out = await exported()
  const ours = await sent(zipOf([...out].map(([name, bytes]) => ({ name, bytes }))))
  expect(ours.parts[0]).toMatchObject({ folder: '', dialect: 'ours' })
  expect((await files(ours.id)).filter(({ verdict }) => verdict !== 'same')).toEqual([])
  await applied(ours.id)
  expect(await count('page_version')).toBe(before)
  expect([...(await exported())].map(([name, bytes]) => [name, bytes.toString('base64')])).toEqual(
    [...out].map(([name, bytes]) => [name, bytes.toString('base64')]),
  )
})

test('what changed on one side is taken, on both is kept together, and where it clashes somebody is asked', async () => {
  const tree = {
    'a/one.md': '# One\n\nFirst.\n\nSecond.\n\nThird.\n',
    'a/two.md': '# Two\n\nFirst.\n',
    'a/three.md': '# Three\n\nAlone.\n',
    'a/four.md': '# Four\n\nOld.\n',
  }
  await taken(tree, { tree: 'quay' })
  const page = async (path: string) => (await as('ilse').call(promise.pagesList, { where: [`path:is:${path}`] })).items[0]?.id ?? ''
  await publish('ilse', await page('a/one'), 1, '# One\n\nFirst of ours.\n\nSecond.\n\nThird.\n')
  await publish('ilse', await page('a/two'), 1, '# Two\n\nOurs.\n')
  await publish('ilse', await page('a/three'), 1, '# Three\n\nAlone, and ours.\n')
  const next = {
    ...tree,
    'a/one.md': '# One\n\nFirst.\n\nSecond.\n\nThird of theirs.\n',
    'a/two.md': '# Two\n\nTheirs.\n',
    'a/four.md': '# Four\n\nNew.\n',
  }
  const { id } = await sent(packed(next), { tree: 'quay' })
  expect(await said(id)).toEqual([
    'a/four.md update - waiting',
    'a/one.md update import.merged waiting',
    'a/three.md same - waiting',
    'a/two.md conflict change.conflict waiting',
  ])
  await publish('ilse', await page('a/four'), 1, '# Four\n\nOlder still.\n')
  await applied(id)
  expect(await said(id)).toEqual([
    'a/four.md update change.conflict left',
    'a/one.md update import.merged done',
    'a/three.md same - done',
    'a/two.md conflict change.conflict left',
  ])
  const source = async (path: string) => (await as('ilse').call(promise.sourcesGet, { id: await page(path) })).source
  expect(await source('a/one')).toBe('# One\n\nFirst of ours.\n\nSecond.\n\nThird of theirs.\n')
  expect(await source('a/two')).toBe('# Two\n\nOurs.\n')
  await taken(next, { tree: 'quay' }, { take: ['a/two.md'] })
  expect([await source('a/two'), await source('a/three')]).toEqual(['# Two\n\nTheirs.\n', '# Three\n\nAlone, and ours.\n'])
  // whatever was changed here stays, however often the same tree comes
  expect((await said((await taken(next, { tree: 'quay' })).id)).filter((line) => !/ same - done$/.test(line))).toEqual([
    'a/four.md conflict change.conflict left',
  ])
  expect(await source('a/one')).toBe('# One\n\nFirst of ours.\n\nSecond.\n\nThird of theirs.\n')
})

test('a file under another name is the same page, and its former address leads to it; one that is gone stays', async () => {
  const long = `# The lock\n\n${'The lock is filled from above, and emptied slowly. '.repeat(6)}\n`
  await taken({ 'm/lock.md': long, 'm/gone.md': '# Short\n\nGone soon.\n', 'm/stays.md': '# Stays\n\nHere.\n' }, { tree: 'canal' })
  const { id, after } = await taken(
    { 'm/works/the-lock.md': long.replace('slowly', 'with care'), 'm/stays.md': '# Stays\n\nHere.\n' },
    { tree: 'canal' },
  )
  expect(await said(id)).toEqual(['m/stays.md same - done', 'm/works/the-lock.md move - done', 'm/gone.md gone import.gone left'])
  expect(after.counts.find(({ verdict }) => verdict === 'gone')?.files).toBe(1)
  const { items } = await as('ilse').call(promise.pagesList, { search: 'the lock' })
  const page = await as('ilse').call(promise.pagesGet, { id: items[0]?.id ?? '' })
  expect([page.path, page.former_paths, page.no]).toEqual(['m/works/the-lock', ['m/lock'], 2])
})

test('an archive that could do harm is refused before anything is unpacked', async () => {
  const good = packed({ 'a.md': '# A\n' })
  const renamed = (name: string) => zipOf([{ name, bytes: Buffer.from('# A\n') }])
  const bomb = zipOf([{ name: 'a.md', bytes: Buffer.alloc(3 * 1024 * 1024, 0x20) }])
  const link = Buffer.from(good)
  link.writeUInt32LE(0o120777 * 0x10000, link.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 38)
  const odd = [0o010666, 0o020666, 0o060666, 0o140666].map((mode) => {
    const one = Buffer.from(good)
    one.writeUInt32LE(mode * 0x10000, one.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 38)
    return one
  })
  const bad = Buffer.from(good)
  bad[bad.lastIndexOf('a.md')] = 0xff
  const broken = Buffer.from(good)
  broken[broken.indexOf('# A')] = 0x25
  const twice = zipOf(['A.md', 'a.md'].map((name) => ({ name, bytes: Buffer.from('# A\n') })))
  const many = zipOf(Array.from({ length: 50_001 }, (_none, n) => ({ name: `${n}`, bytes: new Uint8Array() })))
  const hostile = [
    renamed('../a.md'),
    renamed('/a.md'),
    renamed('C:/a.md'),
    renamed('b\\a.md'),
    renamed('a\n.md'),
    renamed(`${'a'.repeat(300)}.md`),
  ]
  for (const archive of [...hostile, ...odd, bomb, link, bad, broken, twice, many, Buffer.from('no archive')])
    expect(await codeOf(sent(archive))).toBe('import.archive_refused')
  expect(await codeOf(sent(zipOf([{ name: 'a.txt', bytes: Buffer.from('x') }])))).toBe('import.no_pages')
  expect(await codeOf(sent(good, { groups: [crypto.randomUUID()] }))).toBe('page.group_unknown')
  expect(await codeOf(as('sol').call(promise.importsList, {}))).toBe('right.missing')
})

test('pages for the few, of everyone, and procedures that are followed keep what was said of them', async () => {
  const few = await group('LOCK', 'noa')
  const tree = {
    'f/pay.md': '---\naudience: private\n---\n# Pay\n\nMuch.\n',
    'f/sop.md': '---\nkind: procedure\nrole: Keeper\n---\n# Lamp\n\n## Steps\n\n1. Climb\n2. Light\n',
  }
  const without = await sent(packed(tree), { tree: 'few' })
  expect((await said(without.id))[0]).toBe('f/pay.md skip import.groups_needed left')
  await taken(tree, { tree: 'few', groups: [few] })
  const list = async (name: string) =>
    (await as(name).call(promise.pagesList, { where: ['path:contains:f/'] })).items.map(({ path, audience }) => `${path} ${audience}`)
  expect([await list('noa'), await list('cato')]).toEqual([['f/pay restricted', 'f/sop internal'], ['f/sop internal']])
  const open = await written('# Open\n\nEight.\n', { path: 'f/open', audience: 'public' })
  const sop = (await as('ilse').call(promise.pagesList, { where: ['path:is:f/sop'] })).items[0]?.id ?? ''
  await ledger.cast.house.db.pool.query(
    "update handbook.procedure set in_force_no = 1, in_force_since = '2026-06-15', reviewed_on = '2026-06-15', review_on = '2027-06-15' where page_id = $1",
    [sop],
  )
  const out = new Map([...(await exported())].map(([name, bytes]) => [name, bytes.toString('utf8')]))
  const changed = {
    ...Object.fromEntries(out),
    'f/open.md': '# Open\n\nNine.\n',
    'few/f/sop.md': tree['f/sop.md'].replace('2. Light', '2. Light\n3. Bow'),
  }
  const { id } = await sent(packed(changed), { groups: [few] })
  const verdicts = (await said(id)).filter((line) => /f\/(open|sop)/.test(line))
  expect(verdicts).toEqual(['f/open.md conflict audience.preview_needed waiting', 'few/f/sop.md conflict signoff.missing waiting'])
  await applied(id, { take: ['f/open.md', 'few/f/sop.md'] })
  expect((await said(id)).filter((line) => /f\/(open|sop)/.test(line)).every((line) => line.endsWith('left'))).toBe(true)
  expect((await as('ilse').call(promise.sourcesGet, { id: open.id })).source).toBe('# Open\n\nEight.\n')
  // what somebody got who may not read all of it is not taken for the page
  await written('# Mixed\n\n<!-- restricted: LOCK -->\nx\n<!-- /restricted -->\n', { path: 'f/mixed' })
  const { bytes } = (await as('cato').call(promise.exportsGet, {})) as unknown as { bytes: Buffer }
  const theirs = await sent(bytes)
  expect((await said(theirs.id)).filter((line) => line.startsWith('f/mixed'))).toEqual(['f/mixed.md skip import.not_whole left'])
})
