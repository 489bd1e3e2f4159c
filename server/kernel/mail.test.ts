import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { storeFile } from './files/files.ts'
import { deliverMail, forgetSecrets, letters, sendMail } from './mail.ts'

let cast: Cast
beforeAll(async () => {
  cast = await openCast({ rooms: [] })
})
afterAll(async () => cast.close())

test('a letter goes out once with its files; one whose command failed never existed', async () => {
  await cast.open(async (ctx) => {
    const { id: file } = await storeFile(ctx, { name: 'invoice.pdf', accepts: ['application/pdf'], bytes: Buffer.from('%PDF-1.7') })
    await sendMail(ctx, { purpose: 'service', to: 'ada@example.com', subject: 'Your invoice', text: 'Attached.', attachments: [file] })
  })
  await cast
    .open(async (ctx) => {
      await sendMail(ctx, { purpose: 'service', to: 'ada@example.com', subject: 'Never', text: '' })
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

test('a mail server that is down is asked three times a round, and each letter waits longer before its next try', async () => {
  for (const n of [1, 2, 3, 4, 5])
    await cast.open((ctx) => sendMail(ctx, { purpose: 'service', to: `crew-${n}@example.com`, subject: `Watch ${n}`, text: '' }))
  let tries = 0
  const down = async () => {
    tries += 1
    throw new Error('connection refused')
  }
  expect(await deliverMail(cast.open, down)).toBe(0)
  expect(tries).toBe(3)
  const posted: string[] = []
  const up = async (letter: { to: string }) => void posted.push(letter.to)
  expect(await deliverMail(cast.open, up)).toBe(2)
  expect(posted).toEqual(['crew-4@example.com', 'crew-5@example.com'])
  const [waiting] = (await cast.open((ctx) => letters(ctx.tx, { recipient: 'crew-1@example.com', limit: 5 }))) ?? []
  expect(waiting).toMatchObject({ attempts: 1, error: 'connection refused', sent_at: null })
  cast.setNow(new Date('2026-06-15T10:06:00Z'))
  expect(await deliverMail(cast.open, up)).toBe(3)
})

test('letters whose mailbox is wrong keep no other from leaving in the same round, even three of them apart', async () => {
  const to = ['bad-1', 'good-1', 'bad-2', 'bad-3', 'good-2'].map((name) => `${name}@example.com`)
  await cast.open(async (ctx) => {
    for (const recipient of to) await sendMail(ctx, { purpose: 'service', to: recipient, subject: 'Watch', text: '' })
  })
  const posted: string[] = []
  const sent = await deliverMail(cast.open, async (letter) => {
    if (letter.to.startsWith('bad')) throw new Error('mailbox unknown')
    posted.push(letter.to)
  })
  expect([sent, posted.sort()]).toEqual([2, ['good-1@example.com', 'good-2@example.com']])
})

test('two workers never send one letter twice', async () => {
  for (let n = 0; n < 12; n += 1)
    await cast.open((ctx) => sendMail(ctx, { purpose: 'service', to: `sailor-${n}@example.com`, subject: 'Hello', text: '' }))
  const posted: string[] = []
  const post = async (letter: { to: string }) => {
    await new Promise((resolve) => setTimeout(resolve, 2))
    posted.push(letter.to)
  }
  await Promise.all([deliverMail(cast.open, post), deliverMail(cast.open, post), deliverMail(cast.open, post)])
  expect(posted).toHaveLength(12)
  expect(new Set(posted).size).toBe(12)
})

const rowsTo = async (recipient: string) =>
  (
    await cast.house.db.pool.query('select subject, body, sealed, sent_at, attempts, error from kernel.mail where recipient = $1', [
      recipient,
    ])
  ).rows
const withCode = { subject: '482913 is your code', text: 'Your code is 482913, of order 117.', secrets: ['482913'] }

test('what opens a door is encrypted until it is sent, and then gone; who looks at the table never sees it', async () => {
  await cast.open((ctx) => sendMail(ctx, { purpose: 'service', to: 'code@example.com', ...withCode }))
  const [before] = await rowsTo('code@example.com')
  expect(before).toMatchObject({ subject: '•••••• is your code', body: 'Your code is ••••••, of order 117.', sealed: expect.any(Buffer) })
  expect(before.sealed.toString('latin1')).not.toContain('482913')
  const posted: string[] = []
  await deliverMail(cast.open, async (letter) => void posted.push(`${letter.subject} / ${letter.text}`))
  expect(posted).toEqual(['482913 is your code / Your code is 482913, of order 117.'])
  expect((await rowsTo('code@example.com'))[0]).toMatchObject({ body: 'Your code is ••••••, of order 117.', sealed: null })
})

test('a secret of one letter does not open in another', async () => {
  for (const to of ['one@example.com', 'two@example.com']) await cast.open((ctx) => sendMail(ctx, { purpose: 'service', to, ...withCode }))
  await cast.house.db.pool.query(
    `update kernel.mail set sealed = (select sealed from kernel.mail where recipient = 'two@example.com') where recipient = 'one@example.com'`,
  )
  const posted: string[] = []
  await deliverMail(cast.open, async (letter) => void posted.push(letter.to))
  await deliverMail(cast.open, async (letter) => void posted.push(letter.to))
  expect(posted).toEqual(['two@example.com'])
  expect((await rowsTo('one@example.com'))[0]).toMatchObject({ sent_at: null, error: expect.stringContaining('does not open') })
})

test('a secret that no mail server took is forgotten after eight days, and its letter is not sent blank', async () => {
  await cast.open((ctx) => sendMail(ctx, { purpose: 'service', to: 'late@example.com', ...withCode }))
  cast.setNow(new Date('2026-06-22T10:00:00Z'))
  await cast.open(forgetSecrets)
  expect((await rowsTo('late@example.com'))[0].sealed).not.toBeNull()
  cast.setNow(new Date('2026-06-24T10:00:00Z'))
  await cast.open(forgetSecrets)
  expect((await rowsTo('late@example.com'))[0]).toMatchObject({ sealed: null, error: 'Over before a mail server took it.' })
  const posted: string[] = []
  await deliverMail(cast.open, async (letter) => void posted.push(letter.to))
  expect(posted).not.toContain('late@example.com')
})

test('a letter that is given up takes its secret with it', async () => {
  await cast.open((ctx) => sendMail(ctx, { purpose: 'service', to: 'gone@example.com', ...withCode }))
  for (let hour = 1; hour <= 10; hour += 1) {
    expect((await rowsTo('gone@example.com'))[0].sealed).not.toBeNull()
    cast.setNow(new Date(Date.parse('2026-06-24T10:00:00Z') + hour * 12 * 3_600_000))
    await deliverMail(cast.open, async () => {
      throw new Error('no such mailbox')
    })
  }
  expect((await rowsTo('gone@example.com'))[0]).toMatchObject({ attempts: 10, sealed: null })
})
