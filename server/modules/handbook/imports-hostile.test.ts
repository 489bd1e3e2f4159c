import { expect, test } from 'vitest'
import { cameOf } from '../../../test/cast/messy-tree.ts'
import { pages } from '../../../test/cast/pages.ts'
import { readZip } from '../../kernel/files/zip.ts'
import { zipOf } from '../../kernel/files/zip-write.ts'
import { keyCreate } from '../people/contract.ts'
import { actorOfKey } from '../people/index.ts'
import * as promise from './contract.ts'

const { ledger, as, who, written, group } = pages()
type Tree = Readonly<Record<string, string | Uint8Array>>

const packed = (tree: Tree) => zipOf(cameOf({ NOTES: 'x', ...tree }).map(({ file, bytes }) => ({ name: file, bytes })))
const files = async (id: string) => (await as('ilse').call(promise.importsFiles, { id, limit: 500 })).items

test('an import is done with the rights that whoever asked for it has then: what they may not open is neither written nor told', async () => {
  const { pool } = ledger.cast.house.db
  const few = await group('VAULT', 'noa')
  const { id: page } = await written('# Vault\n\nOurs.\n', { path: 'v/vault' })
  const open = await written('# Door\n\nOurs.\n', { path: 'v/door' })
  const { key, secret } = await as('ilse').call(keyCreate, {
    name: 'loader',
    rights: ['handbook.read', 'handbook.write', 'handbook.maintain'],
    expires_at: '2026-09-01T00:00:00Z',
  } as never)
  const actor = await ledger.cast.open((ctx) => actorOfKey(ctx, secret))
  if (!actor) throw new Error('the key opens something')
  const loader = ledger.cast.speaker(actor)
  const content = packed({
    'v/vault.md': '# Vault\n\nTheirs.\n',
    'v/door.md': '# Door\n\nTheirs.\n',
    'v/new.md': '# New vault\n',
  }).toString('base64')
  const preview = () =>
    loader.call(promise.importsPreview, { file: { name: 'v.zip', type: 'application/zip', content }, tree: 'vault' } as never)
  const { id } = await preview()
  expect((await files(id)).map(({ file, page: of }) => [file, of])).toContainEqual(['v/vault.md', page])
  await pool.query("update handbook.page set audience = 'restricted', groups = $2, owner = $3, backup = null where id = $1", [
    page,
    [few],
    who('noa'),
  ])
  await loader.call(promise.importsApply, { id, take: ['v/vault.md', 'v/door.md'] })
  await ledger.cast.drain()
  const source = async (of: string) => (await as('ilse').call(promise.sourcesGet, { id: of })).source
  expect([await source(page), await source(open.id)]).toEqual(['# Vault\n\nOurs.\n', '# Door\n\nTheirs.\n'])
  const told = (await files(id)).filter(({ kind }) => kind === 'page')
  expect(told.map(({ file, state, code, page: of }) => [file, state, code, of === null])).toEqual([
    ['v/door.md', 'done', 'import.differs', false],
    ['v/new.md', 'done', null, false],
    ['v/vault.md', 'left', 'import.changed_meanwhile', true],
  ])
  // a key that is no more does nothing: neither pages nor what lies beside them
  const later = await preview()
  await loader.call(promise.importsApply, { id: later.id, take: ['v/vault.md'] })
  await pool.query('update people.api_key set revoked_at = now() where id = $1', [key.id])
  await ledger.cast.drain()
  expect((await as('ilse').call(promise.importsGet, { id: later.id })).state).toBe('applied')
  expect((await files(later.id)).filter(({ state }) => state === 'done').map(({ verdict }) => verdict)).toEqual(['same'])
  expect((await files(later.id)).filter(({ kind }) => kind === 'page').map(({ code }) => code)).toContain('right.missing')
})

test('a name that no repository takes stays outside and stops no other; what is there already leaves under another', async () => {
  const { pool } = ledger.cast.house.db
  const content = packed({ 'n/.GIT/hooks/post-checkout': 'x', 'n/q2': 'x', 'n/q2/b.md': '# Named well\n' }).toString('base64')
  const { id } = await as('ilse').call(promise.importsPreview, { file: { name: 'n.zip', type: 'application/zip', content } })
  expect((await files(id)).map(({ file, verdict, code, state }) => [file, verdict, code, state])).toEqual([
    ['n/q2/b.md', 'create', null, 'waiting'],
    ['NOTES', 'keep', null, 'waiting'],
    ['n/.GIT/hooks/post-checkout', 'skip', 'import.name_unsafe', 'left'],
    ['n/q2', 'skip', 'import.name_clash', 'left'],
  ])
  await as('ilse').call(promise.importsApply, { id })
  await ledger.cast.drain()
  await pool.query(
    "insert into handbook.tree_file (tree, file, sha256, bytes) select 'handbook', file, repeat('0', 64), 'x' from unnest(array['n/q2', '.git/config']) as file",
  )
  const { bytes } = (await as('ilse').call(promise.exportsGet, {})) as unknown as { bytes: Buffer }
  const names = readZip(bytes).map(({ name }) => name)
  expect(names.filter((name) => /q2|git/.test(name))).toEqual(['_.git/config', 'n/q2-2', 'n/q2/b.md'])
})

test('one odd file is told at itself, and the rest goes on', async () => {
  const of = crypto.randomUUID().replace(/^(.{14})./, '$17')
  const side = {
    format: 'handbook.tree/1',
    pages: [{ file: 'o/no.md', id: of, no: 99_999_999_999, path: 'o/no', whole: true, audience: 'internal' }],
  }
  const tree = {
    'o/half.md': '---\ntitle: "\\ud800"\nredirect_from: ["/\\ud800", "/o/was", "/\\0"]\n---\n# Half\n',
    'o/cut.md': `# ${'x'.repeat(199)}\u{1f600}\n\n[x](${'x'.repeat(199)}\u{1f600})\n`,
    'o/no.md': '# Number\n',
    'SUMMARY.md': `# S\n\n${'['.repeat(5000)}\n`,
    'crew/sidebars.js': "module.exports = {a: ['x', {type: 'category', label: '\0', items: ['no']}]}",
    'crew/docs/x.md': '# Crew\n',
    '.quarterdeck/handbook.json': JSON.stringify(side),
  }
  const { 'SUMMARY.md': summary, ...more } = tree
  const [ours, book] = [packed(more), packed({ 'SUMMARY.md': summary, 'o/book.md': '# Book\n' })].map((zip) => zip.toString('base64'))
  const { id } = await as('ilse').call(promise.importsPreview, {
    file: { name: 'o.zip', type: 'application/zip', content: ours },
    tree: 'odd',
  } as never)
  await as('ilse').call(promise.importsApply, { id })
  await ledger.cast.drain()
  const rows = (await files(id)).filter(({ kind }) => kind === 'page')
  expect(rows.map(({ file, state }) => `${file} ${state}`)).toEqual([
    'crew/docs/x.md done',
    'o/cut.md done',
    'o/half.md done',
    'o/no.md done',
  ])
  expect(rows[3]?.notes.map(({ code }) => code)).toEqual(['import.sidecar_unreadable'])
  expect(rows[2]?.leads_here).toEqual(['o/was'])
  const dense = await as('ilse').call(promise.importsPreview, {
    file: { name: 'o.zip', type: 'application/zip', content: book },
    tree: 'book',
  } as never)
  expect(dense.marks).toMatchObject([{ code: 'import.contents_unreadable', files: 1, example: 'SUMMARY.md' }])
  expect((await files(dense.id)).map(({ file, verdict }) => `${file} ${verdict}`)).toEqual([
    'o/book.md create',
    'NOTES keep',
    'SUMMARY.md keep',
  ])
})

test('contents that are too long for one function go on in the next, and a page that comes later finds its place there', async () => {
  const lines = (many: number) => `# S\n\n## Long\n\n${Array.from({ length: many }, (_none, n) => `* To be written ${n}`).join('\n')}\n`
  const taken = async (many: number) => {
    const content = packed({ 'l/SUMMARY.md': lines(many), 'l/a.md': '# Long a\n' }).toString('base64')
    const seen = await as('ilse').call(promise.importsPreview, {
      file: { name: 'l.zip', type: 'application/zip', content },
      tree: 'long',
    } as never)
    await as('ilse').call(promise.importsApply, { id: seen.id })
    await ledger.cast.drain()
    const { functions } = await as('ilse').call(promise.directoryRead, {})
    const listed = functions.filter(({ name }) => name.startsWith('Long')).map(({ name, entries }) => `${name}: ${entries.length}`)
    return [seen.contents.map((one) => `${one.name}: ${one.to_be_written}`), listed]
  }
  expect(await taken(450)).toEqual([
    ['Long: 200', 'Long (2): 200', 'Long (3): 50'],
    ['Long: 200', 'Long (2): 200', 'Long (3): 50'],
  ])
  expect((await taken(451))[1]).toEqual(['Long: 200', 'Long (2): 200', 'Long (3): 51'])
})
