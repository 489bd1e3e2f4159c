import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { codeOf } from '../../../test/cast/refused.ts'
import { unpacked } from './commands/archives.ts'
import { readTree } from './rules/trees/reading.ts'

const hasTar = spawnSync('tar', ['--version']).status === 0
const packed = (tree: Readonly<Record<string, string>>, links: Readonly<Record<string, string>> = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'tree-'))
  for (const [file, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  for (const [file, to] of Object.entries(links)) symlinkSync(to, join(folder, file))
  return execFileSync('tar', ['-C', folder, '--owner=0', '--group=0', '-czf', '-', '.'])
}

test.skipIf(!hasTar)('a handbook comes as tar.gz too; what leads to another file is named and not followed', () => {
  const bytes = packed({ 'docs/one.md': '# One\n', 'docs/._one.md': 'noise', NOTES: 'x' }, { 'docs/two.md': '/etc/passwd' })
  const reading = readTree(unpacked(bytes))
  expect(reading.pages.map(({ file, title }) => `${file} ${title}`)).toEqual(['docs/one.md One'])
  expect(reading.rest.map(({ file }) => file)).toEqual(['NOTES'])
  expect(reading.refused).toEqual([{ file: 'docs/two.md', code: 'import.link', says: expect.stringContaining('not followed') }])
})

test.skipIf(!hasTar)('one that could do harm is refused whole, in the words for an archive', async () => {
  const twins = packed({ 'a/one.md': '# A\n', 'a/ONE.md': '# B\n' })
  const refusal = async (bytes: Buffer) => codeOf(Promise.resolve().then(() => unpacked(bytes)))
  expect(await refusal(twins)).toBe('import.archive_refused')
  expect(await refusal(gzipSync(Buffer.alloc(60_000_000)))).toBe('import.archive_refused')
  expect(await refusal(gzipSync(Buffer.alloc(600, 1)))).toBe('import.archive_refused')
})
