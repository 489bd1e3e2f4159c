import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { simpleParser } from 'mailparser'
import { maildrop } from './folder.ts'

const plain = { locale: 'en', unsubscribe: null }
const home = mkdtempSync(join(tmpdir(), 'quarterdeck-maildrop-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

test('a letter becomes a file with its papers, which this user alone may read; an address leads out of no folder', async () => {
  const folder = join(home, 'drop')
  const drop = maildrop(folder, 'House <house@example.com>')
  await drop({
    id: '018f2f5e-7c1a-7000-8000-000000000001',
    to: 'ada@example.com',
    subject: 'Your code',
    text: 'Your code is 482913.',
    ...plain,
    files: [{ name: 'a.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF') }],
  })
  await drop({
    id: '018f2f5e-7c1a-7000-8000-000000000002',
    to: '../../ada/@example.com',
    subject: 'Hello',
    text: 'Hello',
    ...plain,
    files: [],
  })
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

test('a letter is read by any mail program: text and HTML of the same words, papers, a stable id, and that a program wrote it', async () => {
  const folder = join(home, 'read')
  const drop = maildrop(folder, 'Häfen & Söhne <accounts@harbor.example>')
  const paper = { name: 'Rechnung Müller.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF-1.7') }
  const text = 'Hallo Ada <ada>,\n\nöffne https://x.example/app/invitation#t0ken. Danke!\n'
  await drop({
    id: '018f2f5e-7c1a-7000-8000-000000000003',
    to: 'ada@example.com',
    subject: 'Rechnung für „Häfen“\r\nBcc: evil@example.com',
    text,
    locale: 'de',
    unsubscribe: null,
    files: [paper],
  })
  const [name = ''] = readdirSync(folder)
  const read = await simpleParser(readFileSync(join(folder, name)))
  expect(read.subject).toContain('Rechnung für „Häfen“')
  expect(read.bcc).toBeUndefined()
  expect(read.from?.value).toEqual([{ name: 'Häfen & Söhne', address: 'accounts@harbor.example' }])
  expect(read.text).toBe(text)
  expect(read.html).toContain('<p>Hallo Ada &lt;ada&gt;,</p>')
  expect(read.html).toContain('<a href="https://x.example/app/invitation#t0ken">')
  expect(read.html).toContain('color-scheme')
  expect(read.messageId).toBe('<018f2f5e-7c1a-7000-8000-000000000003@harbor.example>')
  expect(read.headers.get('auto-submitted')).toBe('auto-generated')
  expect(read.headers.get('content-language')).toBe('de')
  expect(read.html).toContain('<html lang="de">')
  expect(read.headers.has('list')).toBe(false)
  expect(read.attachments.map((one) => [one.filename, one.contentType, one.content.toString()])).toEqual([
    ['Rechnung Müller.pdf', 'application/pdf', '%PDF-1.7'],
  ])
})

test('a letter that its reader may stop says how, so that one click in any mail program does it', async () => {
  const folder = join(home, 'stop')
  const unsubscribe = 'https://house.example/s/9f2c?kind=news'
  await maildrop(
    folder,
    'House <house@example.com>',
  )({
    id: '018f2f5e-7c1a-7000-8000-000000000004',
    to: 'ada@example.com',
    subject: 'What is new',
    text: 'A new version is out.',
    locale: 'en',
    unsubscribe,
    files: [],
  })
  const raw = readFileSync(join(folder, readdirSync(folder)[0] ?? ''), 'utf8')
  const read = await simpleParser(raw)
  expect(read.headers.get('list')).toMatchObject({ unsubscribe: { url: unsubscribe } })
  expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m)
})

test('an invitation is one of the ways in which the letter says it, and is there as a file too', async () => {
  const folder = join(home, 'invited')
  const invitation = 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n'
  await maildrop(
    folder,
    'House <house@example.com>',
  )({
    id: '018f2f5e-7c1a-7000-8000-000000000005',
    to: 'ada@example.com',
    subject: 'Leadership, weekly',
    text: 'Monday at nine.',
    ...plain,
    files: [
      { name: 'invite.ics', type: 'text/calendar; method=REQUEST; charset=utf-8', bytes: Buffer.from(invitation) },
      { name: 'agenda.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF') },
    ],
  })
  const raw = readFileSync(join(folder, readdirSync(folder)[0] ?? ''), 'utf8')
  expect(raw).toMatch(/^Content-Type: text\/calendar; charset=utf-8; method=REQUEST$/m)
  const read = await simpleParser(raw)
  expect(read.text).toContain('Monday at nine.')
  const calendars = read.attachments.filter((one) => /calendar|ics/.test(one.contentType))
  expect(calendars.map((one) => one.content.toString().replaceAll('\r', ''))).toContain(invitation.replaceAll('\r', ''))
  expect(read.attachments.map((one) => one.filename)).toContain('agenda.pdf')
})
