import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pages } from '../../../test/cast/pages.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import * as promise from './contract.ts'
import { fastImport } from './rules/trees/fast-import.ts'
import { repositoryIn } from './rules/trees/fast-export.ts'

const { ledger, as } = pages()
const hasGit = spawnSync('git', ['--version']).status === 0

const sent = (bytes: Uint8Array, more: object = {}) =>
  as('ilse').call(promise.importsPreview, {
    file: { name: 'book.fast-export', type: 'application/octet-stream' as const, content: Buffer.from(bytes).toString('base64') },
    ...more,
  })
const taken = async (bytes: Uint8Array, more: object = {}) => {
  const { id } = await sent(bytes, more)
  await as('ilse').call(promise.importsApply, { id })
  await ledger.cast.drain()
  const { items } = await as('ilse').call(promise.importsFiles, { id, limit: 500 })
  return items.map(({ file, verdict, code, state }) => `${file} ${verdict} ${code ?? '-'} ${state}`)
}

/** A repository whose files are written and moved, commit by commit. */
function repository() {
  const folder = mkdtempSync(join(tmpdir(), 'book-'))
  const env = {
    ...process.env,
    GIT_AUTHOR_NAME: 'Ada',
    GIT_AUTHOR_EMAIL: 'ada@quay.example',
    GIT_COMMITTER_NAME: 'Ada',
    GIT_COMMITTER_EMAIL: 'ada@quay.example',
  }
  const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...args], { env, maxBuffer: 64 * 1024 * 1024 })
  git('init', '-q', '-b', 'main')
  return {
    git,
    write: (file: string, text: string) => {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), text)
    },
    commit: (note: string) => {
      git('add', '-A')
      git('commit', '-qm', note)
    },
    stream: () => git('fast-export', '-M', '--all'),
  }
}

test.skipIf(!hasGit)('a repository comes in as git writes it; what was renamed there leads to where it is', async () => {
  const { git, write, commit, stream } = repository()
  write('docs/SUMMARY.md', '* [Leave](people/leave.md)\n')
  write('docs/leave.md', '# Leave\n\nAsk a week before.\n')
  write('docs/über "uns".md', '# About us\n\nTwelve people.\n')
  write('notes', 'kept\n')
  commit('First')
  git('mv', 'docs/leave.md', 'docs/holidays.md')
  commit('Another name')
  git('checkout', '-qb', 'side')
  write('docs/side.md', '# Never merged\n')
  commit('Aside')
  git('checkout', '-q', 'main')
  mkdirSync(join(git('rev-parse', '--show-toplevel').toString().trim(), 'docs/people'))
  git('mv', 'docs/holidays.md', 'docs/people/leave.md')
  git('symbolic-ref', 'HEAD', 'refs/heads/main')
  commit('And another')
  expect(await taken(stream())).toEqual([
    'docs/people/leave.md create - done',
    'docs/über "uns".md create - done',
    'docs/SUMMARY.md keep - done',
    'notes keep - done',
  ])
  const { items } = await as('ilse').call(promise.pagesList, { search: 'leave' })
  const leave = await as('ilse').call(promise.pagesGet, { id: items[0]?.id ?? '' })
  expect([leave.path, leave.former_paths]).toEqual(['docs/people/leave', ['docs/holidays', 'docs/leave']])
  // known here already, a rename is a move of the page, however little of its text is left
  write('docs/time-off.md', '# Time off\n\nEverything is otherwise now.\n')
  git('rm', '-q', 'docs/people/leave.md')
  commit('Not seen as a rename')
  git('mv', 'docs/über "uns".md', 'docs/us.md')
  commit('Us')
  expect((await taken(stream())).filter((line) => line.startsWith('docs/us') || line.includes('leave'))).toEqual([
    'docs/us.md move - done',
    'docs/people/leave.md gone import.gone left',
  ])
})

test.skipIf(!hasGit)('what leaves for git comes back the same', async () => {
  const { bytes } = (await as('ilse').call(promise.exportsGet, { form: 'fast-import' })) as unknown as { bytes: Buffer }
  const { id } = await sent(bytes)
  const { items } = await as('ilse').call(promise.importsFiles, { id, limit: 500 })
  expect(items.filter(({ verdict, file }) => verdict !== 'same' && file !== 'docs/people/leave.md')).toEqual([])
})

test.skipIf(!hasGit)(
  'what was before becomes earlier texts with their days, of colleagues by name and of nobody else, and leaves again so',
  async () => {
    const { git, write } = repository()
    const at = (day: string, email: string) => ({
      ...process.env,
      GIT_AUTHOR_DATE: `${day}T12:00:00Z`,
      GIT_COMMITTER_DATE: `${day}T12:00:00Z`,
      GIT_AUTHOR_NAME: 'A. Stranger',
      GIT_AUTHOR_EMAIL: email,
      GIT_COMMITTER_NAME: 'x',
      GIT_COMMITTER_EMAIL: 'x@x.example',
    })
    const root = git('rev-parse', '--show-toplevel').toString().trim()
    const commitAt = (day: string, email: string, note: string) => {
      git('add', '-A')
      execFileSync('git', ['-C', root, 'commit', '-qm', note], { env: at(day, email) })
    }
    const { rows } = await ledger.cast.house.db.pool.query("select email from people.person where name = 'sol'")
    write('past/tide.md', '# Tide\n\nHigh at noon.\n')
    write('NOTES', 'x')
    commitAt('2024-03-01', String(rows[0].email).toUpperCase(), 'The tide')
    git('mv', 'past/tide.md', 'past/the-tide.md')
    commitAt('2024-04-01', 'a@stranger.example', 'Another name')
    write('past/the-tide.md', '# Tide\n\nHigh within 5 hours.\n')
    commitAt('2024-05-01', 'a@stranger.example', 'Hours')
    write('past/the-tide.md', '# Tide\n\nHigh within 6 hours.\n')
    commitAt('2024-06-01', 'a@stranger.example', 'Six')
    await taken(git('fast-export', '-M', '--all'), { tree: 'past', history: 'full' })
    const { items } = await as('ilse').call(promise.pagesList, { where: ['path:is:past/the-tide'] })
    const id = items[0]?.id ?? ''
    const versions = (await as('ilse').call(promise.versionsList, { id })).items
    expect(
      versions.map(
        ({ no, label, class: change, note, author, published_at }) =>
          `${no} ${label} ${change} ${note} ${author.name} ${published_at.toISOString().slice(0, 10)}`,
      ),
    ).toEqual([
      '3 3.0.0 material Six An author of the repository 2024-06-01',
      '2 2.0.0 material Hours An author of the repository 2024-05-01',
      '1 1.0.0 first The tide sol 2024-03-01',
    ])
    const held = await ledger.cast.house.db.pool.query(
      "select (select count(*)::int from handbook.import_past) as past, (select count(*)::int from handbook.page_version v where v::text like '%stranger.example%') as mails",
    )
    expect(held.rows).toEqual([{ past: 0, mails: 0 }])
    expect((await as('ilse').call(promise.versionsGet, { id, no: 1 })).html).toContain('High at noon.')
    // and out again, for git
    const { bytes } = (await as('ilse').call(promise.exportsGet, { form: 'fast-import' })) as unknown as { bytes: Buffer }
    const folder = mkdtempSync(join(tmpdir(), 'out-'))
    execFileSync('git', ['init', '-q', '--bare', folder])
    execFileSync('git', [`--git-dir=${folder}`, 'fast-import', '--quiet'], { input: bytes })
    const log = execFileSync('git', [
      `--git-dir=${folder}`,
      'log',
      '--format=%as %an %s',
      'main',
      '--',
      'past/the-tide.md',
      'past/past/the-tide.md',
    ]).toString()
    expect(log.trim().split('\n')).toEqual([
      '2024-06-01 An author of the repository Six',
      '2024-05-01 An author of the repository Hours',
      '2024-03-01 sol The tide',
    ])
    // without it, and where the page is there already, nothing of it is taken
    await taken(git('fast-export', '-M', '--all'), { tree: 'past', history: 'full' })
    expect((await as('ilse').call(promise.versionsList, { id })).items).toHaveLength(3)
  },
)

test('a stream of many commits and renames is read by work that grows with its length', () => {
  const lines = ['blob\nmark :1\ndata 2\nA\n']
  const files = 1500
  lines.push(
    `commit refs/heads/main\nmark :2\ncommitter A <a> 0 +0000\ndata 1\nx\n${Array.from({ length: files }, (_none, n) => `M 100644 :1 f${n}.md`).join('\n')}`,
  )
  for (let n = 0; n < 3000; n += 1)
    lines.push(
      `commit refs/heads/main\nmark :${n + 3}\ncommitter A <a> ${n} +0000\ndata 1\nx\nfrom :${n + 2}\nR f${n % files}${n < files ? '' : 'r'}.md f${n % files}${n < files ? 'r' : 's'}.md`,
    )
  const read = repositoryIn(Buffer.from(lines.join('\n')))
  expect([read?.commits, read?.files.length, read?.files[0]?.former]).toEqual([3001, files, ['f0.md', 'f0r.md']])
})

test('a stream that is none is refused, as is one with names that lead out', async () => {
  for (const text of [
    'blob\nmark :1\ndata 99\nshort',
    'commit refs/heads/main\nno data',
    'blob\nmark :1\ndata 1\nx\nnonsense\n',
    'blob\nmark :1\ndata 1\nx\n',
  ])
    expect(await codeOf(sent(Buffer.from(text)))).toBe('import.archive_refused')
  const by = { name: 'A', email: 'a@b.example' }
  const page = { bytes: Buffer.from('# A\n'), note: 'x', by, at: new Date(0) }
  for (const file of ['../a.md', '/a.md', 'a\\b.md', 'a\nb.md'])
    expect(await codeOf(sent(fastImport([{ ...page, file }], [], new Date(0))))).toBe('import.archive_refused')
})

test('more earlier texts than fit are refused with what to do, and nothing of them is kept', async () => {
  const blob = (mark: number, text: string) => `blob\nmark :${mark}\ndata ${text.length}\n${text}\n`
  const long = (word: string) => `# Long\n\n${`${word} `.repeat(50_000)}\n`
  // two texts that take turns: a small stream with a long past
  const commits = Array.from(
    { length: 190 },
    (_none, n) =>
      `commit refs/heads/main\nmark :${n + 3}\ncommitter A <a> ${n} +0000\ndata 1\nx\n${n === 0 ? '' : `from :${n + 2}\n`}M 100644 :${(n % 2) + 1} long.md\nM 100644 :${(n % 2) + 1} also.md\n`,
  )
  const stream = Buffer.from([blob(1, long('tide')), blob(2, long('rope')), ...commits].join(''))
  const { pool } = ledger.cast.house.db
  const kept = async () =>
    (await pool.query('select (select count(*) from handbook.import) as imports, (select count(*) from handbook.import_past) as past')).rows
  const before = await kept()
  expect(await codeOf(sent(stream, { tree: 'long', history: 'full' }))).toBe('import.history_too_large')
  expect(await kept()).toEqual(before)
  // as it says: with its renames alone it fits
  expect(await codeOf(sent(stream, { tree: 'long' }))).toBe('answered')
})

test('streams of ours are read as they were meant, links are left, folders move with all in them', () => {
  const file = fc.stringMatching(/^[a-zü" ]{1,8}(\/[a-z]{1,4})?\.md$/)
  const one = fc.record({
    file,
    bytes: fc.uint8Array({ maxLength: 200 }),
    note: fc.string(),
    at: fc.constant(new Date(0)),
    by: fc.record({ name: fc.string(), email: fc.constant('a@b.example') }),
  })
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 8 }), (all) => {
      const last = new Map(all.map(({ file: name, bytes }) => [name, Buffer.from(bytes).toString('base64')]))
      const read = repositoryIn(fastImport(all, [], new Date(0)))
      expect(new Map(read?.files.map(({ file: name, bytes }) => [name, Buffer.from(bytes).toString('base64')]))).toEqual(last)
      expect(read?.commits).toBe(all.length)
    }),
  )
  const stream = [
    'feature done',
    'blob\nmark :1\ndata 2\nA\n',
    'reset refs/heads/old\ncommit refs/heads/old\nmark :2\ncommitter A <a> 0 +0000\ndata 1\nx\nM 100644 :1 d/a.md\nM 120000 :1 link\nM 160000 abc sub',
    'commit refs/heads/old\nmark :3\ncommitter A <a> 0 +0000\ndata 1\nx\nfrom :2\nR d e\nC e/a.md "f \\303\\274.md"\nN :1 :2',
    'tag v1\nfrom :3\ndata 1\nx\ndone',
  ].join('\n')
  expect(repositoryIn(Buffer.from(stream))).toMatchObject({
    branch: 'refs/heads/old',
    files: [
      { file: 'e/a.md', former: ['d/a.md'] },
      { file: 'f ü.md', former: [] },
    ],
    left: ['link', 'sub'],
  })
})

test.skipIf(!hasGit)('a repository of the folder that the operator opened comes in by its name, and nothing outside of it', async () => {
  const { git, write, commit } = repository()
  write('bare/page.md', '# Bare\n\nOne.\n')
  write('README', 'x')
  commit('One')
  const folder = mkdtempSync(join(tmpdir(), 'opened-'))
  git('clone', '-q', '--bare', '.', join(folder, 'book.git'))
  symlinkSync(tmpdir(), join(folder, 'out'))
  mkdirSync(join(folder, 'empty'))
  const ask = (name: string) => as('ilse').call(promise.importsPreview, { repository: name, tree: 'bare' })
  expect(await codeOf(ask('book.git'))).toBe('import.repositories_closed')
  const { settings } = ledger.cast.house as { settings: { gitFolder?: string } }
  settings.gitFolder = folder
  const { id } = await ask('book.git')
  expect((await as('ilse').call(promise.importsFiles, { id })).items.map(({ file, verdict }) => [file, verdict])).toEqual([
    ['bare/page.md', 'create'],
    ['README', 'keep'],
  ])
  for (const name of ['out', 'empty', 'none.git']) expect(await codeOf(ask(name))).toBe('import.repository_unknown')
  for (const name of ['../book.git', '..', '/etc', '-c']) expect(await codeOf(ask(name))).toBe('input.invalid')
  expect(await codeOf(as('ilse').call(promise.importsPreview, {}))).toBe('input.invalid')
})
