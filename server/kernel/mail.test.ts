import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { storeFile } from './files.ts'
import { deliverMail, letters, sendMail } from './mail.ts'

let cast: Cast
beforeAll(async () => {
  cast = await openCast({ rooms: [] })
})
afterAll(async () => cast.close())

test('a letter goes out once with its files; one whose command failed never existed', async () => {
  await cast.open(async (ctx) => {
    const { id: file } = await storeFile(ctx, { name: 'invoice.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF') })
    await sendMail(ctx, { to: 'ada@example.com', subject: 'Your invoice', text: 'Attached.', attachments: [file] })
  })
  await cast
    .open(async (ctx) => {
      await sendMail(ctx, { to: 'ada@example.com', subject: 'Never', text: '' })
      throw new Error('the command fails')
    })
    .catch(() => undefined)
  const posted: string[] = []
  const post = async (letter: { subject: string; files: { name: string }[] }) =>
    void posted.push(`${letter.subject} + ${letter.files.map((file) => file.name)}`)
  expect(await deliverMail(cast.open, post)).toBe(1)
  expect(await deliverMail(cast.open, post)).toBe(0)
  expect(posted).toEqual(['Your invoice + invoice.pdf'])
})

test('a mail server that is down is asked once a round, and each letter waits longer before its next try', async () => {
  for (const n of [1, 2, 3]) await cast.open((ctx) => sendMail(ctx, { to: `crew-${n}@example.com`, subject: `Watch ${n}`, text: '' }))
  let tries = 0
  const down = async () => {
    tries += 1
    throw new Error('connection refused')
  }
  expect(await deliverMail(cast.open, down)).toBe(0)
  expect(tries).toBe(1)
  const posted: string[] = []
  const up = async (letter: { to: string }) => void posted.push(letter.to)
  expect(await deliverMail(cast.open, up)).toBe(2)
  expect(posted).toEqual(['crew-2@example.com', 'crew-3@example.com'])
  const [waiting] = (await cast.open((ctx) => letters(ctx.tx, { recipient: 'crew-1@example.com', limit: 5 }))) ?? []
  expect(waiting).toMatchObject({ attempts: 1, error: 'connection refused', sent_at: null })
  cast.setNow(new Date('2026-06-15T10:06:00Z'))
  expect(await deliverMail(cast.open, up)).toBe(1)
})

test('two workers never send one letter twice', async () => {
  for (let n = 0; n < 12; n += 1) await cast.open((ctx) => sendMail(ctx, { to: `sailor-${n}@example.com`, subject: 'Hello', text: '' }))
  const posted: string[] = []
  const post = async (letter: { to: string }) => {
    await new Promise((resolve) => setTimeout(resolve, 2))
    posted.push(letter.to)
  }
  await Promise.all([deliverMail(cast.open, post), deliverMail(cast.open, post), deliverMail(cast.open, post)])
  expect(posted).toHaveLength(12)
  expect(new Set(posted).size).toBe(12)
})
