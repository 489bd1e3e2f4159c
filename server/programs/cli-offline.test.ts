import { execFile } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { offline, verdictCode } from './cli-offline.ts'

const run = promisify(execFile)

test('a word that is no command is refused, and commands that begin alike are named', async () => {
  const cli = join(import.meta.dirname, 'cli.ts')
  const told = async (...words: string[]) => {
    const ended = await run(process.execPath, [cli, ...words]).catch((error: unknown) => error as { code: number; stderr: string })
    return { exit: 'code' in ended ? ended.code : 0, ...JSON.parse(ended.stderr) }
  }
  expect(await told('billing', 'quotes', 'frobnicate')).toMatchObject({
    exit: 2,
    code: 'command.unknown',
    detail: expect.stringContaining('There is no command "billing quotes frobnicate". Near: billing '),
  })
  expect(await told('frobnicate')).toMatchObject({ code: 'command.unknown', detail: expect.stringContaining('See quarterdeck --help') })
})

test('a script learns from the exit code that a licence file is not good', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'licence-'))
  const [file, key] = [join(folder, 'harbor.mattermost-license'), join(folder, 'public.pem')]
  writeFileSync(file, 'bm90IGEgbGljZW5jZQ==')
  writeFileSync(key, generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }))
  expect(await offline(['licence', 'verify', file], ['licence', 'verify', file, '--key', key])).toMatchObject({
    code: 2,
    answer: { ok: false },
  })
  expect(verdictCode({ ok: true })).toBe(0)
  expect(verdictCode({ ok: false })).toBe(2)
  expect(verdictCode(undefined)).toBe(2)
})
