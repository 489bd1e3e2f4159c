import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { offline, verdictCode } from './cli-offline.ts'

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
