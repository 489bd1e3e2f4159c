import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { maildrop } from './folder.ts'

const home = mkdtempSync(join(tmpdir(), 'quarterdeck-maildrop-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

test('a letter becomes a file with its papers, which this user alone may read; an address leads out of no folder', async () => {
  const folder = join(home, 'drop')
  const drop = maildrop(folder, 'House <house@example.com>')
  await drop({
    to: 'ada@example.com',
    subject: 'Your code',
    text: 'Your code is 482913.',
    files: [{ name: 'a.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF') }],
  })
  await drop({ to: '../../ada/@example.com', subject: 'Hello', text: 'Hello', files: [] })
  const names = readdirSync(folder).sort()
  expect(names).toHaveLength(2)
  expect(names.every((name) => name.endsWith('.eml') && !name.startsWith('.'))).toBe(true)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(statSync(join(folder, names[0] ?? '')).mode & 0o777).toBe(0o600)
  const texts = names.map((name) => readFileSync(join(folder, name), 'utf8'))
  const letter = texts.find((text) => text.includes('Your code')) ?? ''
  expect(letter).toContain('From: House <house@example.com>')
  expect(letter).toContain('Your code is 482913.')
  expect(letter).toContain(Buffer.from('%PDF').toString('base64'))
})
