import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { listening } from '../../test/cast/room.ts'
import { startMailer } from './mailer.ts'
import type { Deliver } from './mail.ts'
import { sendMail } from './mail.ts'

let cast: Cast
let mailer: { close: () => Promise<void> } | undefined
beforeAll(async () => {
  cast = await openCast({ rooms: [] })
})
afterEach(() => mailer?.close())
afterAll(() => cast.close())

const hour = 3_600_000
const write = async () => ({ name: 'INV-2026-000001.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF') })
const send = (to: string, papers: { kind: string; id: string; name: string }[] = []) =>
  cast.open((ctx) => sendMail(ctx, { purpose: 'service', to, subject: 'Your code', text: '123456', papers }))

/** A mailer that looks by itself once an hour, and listens. */
async function carrying(deliver: Deliver): Promise<void> {
  mailer = await startMailer(cast.house, deliver, write, hour)
  await listening(cast, 'quarterdeck_mail')
  await pause(300)
}
const gone = (posted: string[], to: string) => vi.waitFor(() => expect(posted).toContain(to), { timeout: 60_000, interval: 20 })

test('a letter leaves when it is written, with its papers, and not only at the next look', async () => {
  const posted: string[] = []
  await carrying(async ({ to, files }) => void posted.push(`${to} ${files.map((file) => file.name).join()}`))
  await send('ada@example.com', [{ kind: 'document', id: crypto.randomUUID(), name: 'INV-2026-000001.pdf' }])
  await gone(posted, 'ada@example.com INV-2026-000001.pdf')
  await send('ben@example.com')
  await gone(posted, 'ben@example.com ')
  expect(posted).toHaveLength(2)
})

test('a letter that could not leave keeps no other from leaving', async () => {
  const posted: string[] = []
  await carrying(async ({ to }) => {
    if (to === 'nobody@example.com') throw new Error('mailbox unknown')
    posted.push(to)
  })
  // in one transaction: both lie there before the first is tried
  await cast.open(async (ctx) => {
    for (const to of ['nobody@example.com', 'cleo@example.com'])
      await sendMail(ctx, { purpose: 'service', to, subject: 'Your code', text: '123456' })
  })
  await gone(posted, 'cleo@example.com')
})

test('closing lets the letter at hand leave and starts no other', async () => {
  const posted: string[] = []
  let begun = 0
  let leave = () => {}
  await carrying(async ({ to }) => {
    begun += 1
    await new Promise<void>((resolve) => {
      leave = resolve
    })
    posted.push(to)
  })
  await cast.open(async (ctx) => {
    for (const to of ['dan@example.com', 'eve@example.com']) await sendMail(ctx, { purpose: 'service', to, subject: 'Hello', text: '' })
  })
  await vi.waitFor(() => expect(begun).toBe(1), { timeout: 60_000, interval: 20 })
  const closed = mailer?.close()
  leave()
  await closed
  expect([begun, posted.length]).toEqual([1, 1])
  const { rows } = await cast.house.db.pool.query(`select recipient from kernel.mail where sent_at is null and recipient ~ '^(dan|eve)@'`)
  expect(rows).toHaveLength(1)
})
