import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pages } from '../../../test/cast/pages.ts'
import { readZip, unpack } from '../../kernel/files/zip.ts'
import * as promise from './contract.ts'

const { ledger, as, written, publish, group } = pages()
const hasGit = spawnSync('git', ['--version']).status === 0

type Answer = { name: string; bytes: Buffer }
const exported = async (name: string, input: { form?: 'zip' | 'fast-import'; readers?: 'me' | 'everyone' } = {}) =>
  (await as(name).call(promise.exportsGet, input)) as unknown as Answer
const treeOf = ({ bytes }: Answer) => new Map(readZip(bytes).map((entry) => [entry.name, unpack(bytes, entry).toString('utf8')]))

test('the handbook leaves as a tree, letter by letter, each with what the asker may read of it', async () => {
  const odd =
    '\ufeff---\ntitle:   Lamps  \n---\r\n\r\n# Lamps\t\r\n\r\n<!-- restricted: OIL -->\r\nThe oil is in the shed.\r\n<!-- /restricted -->\r\n\r\nLit at dusk. \r\n'
  await group('OIL', 'sol')
  await written(odd, { path: 'quay/lamps' })
  await written('# Plans\n\nOf the few.\n', { path: 'quay/plans', audience: 'restricted', groups: [await group('FEW', 'noa')] })
  await written('# Ferry\n\nFrom eight. See [Plans](plans).\n\n<!-- internal -->\nThe key is below the mat.\n<!-- /internal -->\n', {
    path: 'quay/ferry',
    audience: 'public',
  })
  const gone = await written('# Old pier\n\nGone.\n', { path: 'quay/pier' })
  await as('ilse').call(promise.pagesRetire, { id: gone.id, reason: 'It fell' })

  const whole = treeOf(await exported('ilse'))
  expect([...whole.keys()]).toEqual(['.quarterdeck/handbook.json', 'quay/ferry.md', 'quay/lamps.md', 'quay/plans.md'])
  expect(whole.get('quay/lamps.md')).toBe(odd)
  expect(
    JSON.parse(whole.get('.quarterdeck/handbook.json') ?? '').pages.map(({ file, whole: all }: { file: string; whole: boolean }) => [
      file,
      all,
    ]),
  ).toEqual([
    ['quay/ferry.md', true],
    ['quay/lamps.md', true],
    ['quay/plans.md', true],
  ])

  const cato = treeOf(await exported('cato'))
  expect([...cato.keys()]).toEqual(['.quarterdeck/handbook.json', 'quay/ferry.md', 'quay/lamps.md'])
  expect([...cato.values()].join('\n')).not.toMatch(/oil is|few|quay\/plans/i)
  expect(cato.get('quay/ferry.md')).toContain('below the mat')
  expect(cato.get('.quarterdeck/handbook.json')).toContain('"whole": false')
  // whoever is in the group reads that part; the control
  expect(treeOf(await exported('sol')).get('quay/lamps.md')).toBe(odd)

  const everyone = treeOf(await exported('cato', { readers: 'everyone' }))
  expect([...everyone.keys()]).toEqual(['quay/ferry.md'])
  expect(everyone.get('quay/ferry.md')).toBe('# Ferry\n\nFrom eight. See Internal document 🔒.\n\n')
  expect((await exported('cato')).bytes.equals((await exported('cato')).bytes)).toBe(true)
})

test.skipIf(!hasGit)('git makes a repository of it: a commit for each text that was published', async () => {
  const { id } = await written('# Bell "of" the fog\n\nThrice.\n', { path: 'fog/bell' })
  await publish('ilse', id, 1, '# Bell "of" the fog\n\nFour times.\n', { note: 'Rung more\n\nBy "law"' })
  const { bytes } = await exported('ilse', { form: 'fast-import' })
  const folder = mkdtempSync(join(tmpdir(), 'tree-'))
  const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' })
  git('init', '-q', '-b', 'main')
  execFileSync('git', ['-C', folder, 'fast-import', '--quiet'], { input: bytes })
  git('checkout', '-qf', 'main')
  expect(readFileSync(join(folder, 'fog/bell.md'), 'utf8')).toBe('# Bell "of" the fog\n\nFour times.\n')
  expect(git('log', '--format=%s', '--', 'fog/bell.md').trim().split('\n')).toEqual(['Rung more By "law"', 'First text'])
  expect(git('log', '-1', '--format=%an <%ae>', '--', 'fog/bell.md').trim()).toMatch(/^ilse <.+@.+>$/)
  const whole = treeOf(await exported('ilse'))
  expect(git('ls-files').trim().split('\n').sort()).toEqual([...whole.keys()].sort())
  for (const [file, text] of whole) expect(readFileSync(join(folder, file), 'utf8')).toBe(text)
  expect(git('log', '--format=%s').split('\n')[0]).toBe('What the handbook knows beside its texts')
  // the same texts as whoever reads less
  const less = (await exported('cato', { form: 'fast-import' })).bytes.toString('utf8')
  expect(less).not.toMatch(/oil is|Of the few/)
  expect(bytes.toString('utf8')).toMatch(/oil is[\s\S]*Of the few|Of the few[\s\S]*oil is/)
})

test('a handbook larger than fits into one file is refused; earlier texts are for colleagues', async () => {
  await expect(exported('ilse', { form: 'fast-import', readers: 'everyone' })).rejects.toMatchObject({ code: 'input.invalid' })
  const { pool } = ledger.cast.house.db
  const { rows } = await pool.query("select id from handbook.page where path = 'fog/bell'")
  await pool.query(
    `insert into handbook.page_version select page_id, no + 100 + n, label, class, title, repeat('x', 250000), content_hash, note, author, author_name, published_at, published_day
     from handbook.page_version, generate_series(1, 600) n where page_id = $1 and no = 1`,
    [rows[0].id],
  )
  await expect(exported('ilse', { form: 'fast-import' })).rejects.toMatchObject({ code: 'export.too_large' })
  expect(treeOf(await exported('ilse')).size).toBeGreaterThan(3)
})
