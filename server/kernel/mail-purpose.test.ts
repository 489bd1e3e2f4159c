import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { houseOf, roomOf } from '../../test/cast/room.ts'
import { outbox } from '../doors/contract.ts'
import { contactAdd, contactRemove } from '../modules/customers/contract.ts'
import { mayContact, openAccount } from '../modules/customers/index.ts'
import { deliverMail, type Letter, sendMail } from './mail.ts'
import type { Permission } from './context.ts'
import { mayWrite } from './mail-permission.ts'
import { isTransactional, type Purpose, purposes } from './mail-purpose.ts'

let cast: Cast
const agreed = new Map<string, Permission>()
const permits = async (_ctx: unknown, address: string, purpose: Purpose) => (purpose === 'news' ? agreed.get(address) : undefined)
const doubts = async (_ctx: unknown, address: string) => (address === 'both@example.com' ? ('refused' as const) : undefined)

beforeAll(async () => {
  cast = await openCast()
})
afterAll(() => cast?.close())

const house = () => houseOf(cast, [roomOf('consents', { permits }), roomOf('doubts', { permits: doubts })])
const stop = 'https://house.example/s/9f2c'
const news = (to: string, more: Partial<Letter> = {}): Letter => ({
  to,
  purpose: 'news',
  subject: 'What is new',
  text: '',
  unsubscribe: stop,
  ...more,
})
const posted = async () => {
  const sent: { to: string; unsubscribe: string | null; locale: string }[] = []
  await deliverMail(cast.open, async ({ to, unsubscribe, locale }) => void sent.push({ to, unsubscribe, locale }))
  return sent
}

test('a letter that belongs to what its reader does with us always passes', async () => {
  const kinds = Object.keys(purposes) as Purpose[]
  expect(kinds.filter(isTransactional)).toEqual(['access', 'sale', 'billing', 'service'])
  for (const purpose of kinds) expect(await cast.open((ctx) => mayWrite(ctx, 'ada@example.com', purpose))).toBe(isTransactional(purpose))
})

test('all others go to whom a room knows to have agreed, whatever the spelling; one refusal outweighs', async () => {
  agreed.set('ada@example.com', 'given').set('ben@example.com', 'refused').set('both@example.com', 'given')
  const may = (to: string, purpose: Purpose) => house().open((ctx) => mayWrite(ctx, to, purpose))
  expect([await may(' ADA@example.com ', 'news'), await may('ada@example.com', 'survey')]).toEqual([true, false])
  expect([await may('ben@example.com', 'news'), await may('both@example.com', 'news'), await may('eve@example.com', 'news')]).toEqual([
    false,
    false,
    false,
  ])
})

test('what nobody agreed to is kept and never sent; what is sent says how to stop it', async () => {
  for (const to of ['ada@example.com', 'eve@example.com']) await house().open((ctx) => sendMail(ctx, news(to, { locale: 'de' })))
  expect(await posted()).toEqual([{ to: 'ada@example.com', unsubscribe: stop, locale: 'de' }])
  const { items } = await cast.as('admin').call(outbox, {})
  expect(items.map(({ to, purpose, locale, suppressed, sent_at }) => [to, purpose, locale, suppressed, sent_at !== null])).toEqual([
    ['eve@example.com', 'news', 'de', true, false],
    ['ada@example.com', 'news', 'de', false, true],
  ])
  // the reader agrees later: what was written before is not sent after all
  agreed.set('eve@example.com', 'given')
  expect(await posted()).toEqual([])
})

test('a letter of that kind without a way to stop it is a bug of whoever writes it', async () => {
  const { unsubscribe: _, ...mute } = news('ada@example.com')
  await expect(house().open((ctx) => sendMail(ctx, mute))).rejects.toThrow('needs an address that stops such letters')
  await expect(house().open((ctx) => sendMail(ctx, news('ada@example.com', { unsubscribe: 'javascript:alert(1)' })))).rejects.toThrow()
})

test('a contact is written to for what they do with us until they are removed, and for nothing else without a consent', async () => {
  const opened = await cast.open((ctx) => openAccount(ctx, { name: 'Kranich', kind: 'business', country: 'DE' }))
  const add = (email: string) =>
    cast.as('admin').call(contactAdd, { account_id: opened.account.id, name: 'Robin', email, roles: ['owner'] })
  await add('first@kranich.example')
  const robin = await add('robin@kranich.example')
  const may = (purpose: Purpose) => house().open((ctx) => mayContact(ctx, robin.id, purpose))
  expect([await may('billing'), await may('news')]).toEqual([true, false])
  agreed.set('robin@kranich.example', 'given')
  expect(await may('news')).toBe(true)
  await cast.as('admin').call(contactRemove, { id: robin.id })
  expect([await may('billing'), await may('news')]).toEqual([false, false])
  expect(await cast.open((ctx) => mayContact(ctx, crypto.randomUUID(), 'billing'))).toBe(false)
})
