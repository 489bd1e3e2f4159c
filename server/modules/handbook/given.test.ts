import { expect, test } from 'vitest'
import { bulk, chats, dongle } from '../../../test/cast/chats.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import { mine, mineNightly } from './commands/mining.ts'
import * as promise from './contract.ts'

const { ledger, as, query, sent, written } = chats()
const open = ((work: never) => ledger.cast.open(work)) as never
const channelsKept = async (id: string) => JSON.stringify(await query('select channels from handbook.chat_import where id = $1', [id]))
const trailOf = async (id: string) =>
  query('select action, reason, before from kernel.audit where subject_id = $1 order by id desc limit 1', [id])

test('a reading that was stopped is thrown away at once, and of what nobody ticked neither name nor readers stay', async () => {
  const { id } = await sent('board.jsonl', bulk([...dongle('board'), ...dongle('office', 9000)]))
  await as('ilse').call(promise.chatsConfirm, { id, channels: ['t/office'] })
  expect(await channelsKept(id)).toMatch(/Narwhal.*readers|readers.*Narwhal/)
  expect((await as('ilse').call(promise.chatsGet, { id })).may).toEqual(['confirm', 'discard'])
  expect(await as('ilse').call(promise.chatsDiscard, { id })).toMatchObject({ state: 'discarded', may: [] })
  await ledger.cast.drain()
  expect(await query('select 1 from handbook.question where import_id = $1', [id])).toEqual([])
  const left = await channelsKept(id)
  expect(left).not.toMatch(/Narwhal|t\/board/)
  expect(left).toContain('Office')
  expect(left).toContain('"readers":[]')
})

test('once it was read it is so too; what was ticked is known by those who read it', async () => {
  const { id } = await sent('board.jsonl', bulk([...dongle('board', 20_000), ...dongle('office', 29_000)]))
  await as('ilse').call(promise.chatsConfirm, { id, channels: ['t/office'] })
  await ledger.cast.drain()
  const { state, channels } = await as('ilse').call(promise.chatsGet, { id })
  expect([state, channels.map(({ name, messages }) => [name, messages > 0])]).toEqual([
    'mined',
    [
      ['Office', true],
      ['A channel that is not open', true],
    ],
  ])
  expect(await channelsKept(id)).not.toMatch(/Narwhal/)
})

test('a file that is gone because its time is over stands in the trail', async () => {
  const { id } = await sent('late.jsonl', bulk(dongle('board', 50_000)))
  await query("update handbook.chat_import set delete_after = '2026-06-15' where id = $1", [id])
  expect(await mineNightly(open)).toMatchObject({ files: 1 })
  expect(await trailOf(id)).toEqual([{ action: 'handbook.chat.discarded', reason: 'Thirty days are over.', before: { state: 'listed' } }])
  expect(await channelsKept(id)).not.toMatch(/Narwhal/)
  expect(await mineNightly(open)).toMatchObject({ files: 0 })
})

test('a question is given by hand without what tells a person, counts once, and is evidence with the others', async () => {
  const give = (name: string, text: string, link?: string) => as(name).call(promise.questionsGive, { text, ...(link ? { link } : {}) })
  const link = 'https://chat.example/t/pl/4xk?token=abc#here'
  expect(await give('noa', 'How do we varnish the rudder? ask bea@tidewater.example or @farid', link)).toEqual({ kept: true })
  expect(await give('sol', 'How do we varnish the rudder, was asked', link)).toEqual({ kept: false })
  expect(await give('sol', 'Where is it written how the rudder gets its varnish?')).toEqual({ kept: true })
  expect(await give('sol', 'Where is it written how the rudder gets its varnish?')).toEqual({ kept: false })
  expect(await give('farid', 'who knows how one varnishes a rudder')).toEqual({ kept: true })
  expect(await codeOf(give('sol', '@farid +49 40 1234567'))).toBe('question.says_nothing')
  const rows = await query("select excerpt, place, asker from handbook.question where source = 'given' order by id")
  expect(JSON.stringify(rows)).not.toMatch(/bea@|@farid|token|#here/)
  expect(rows.map(({ place }) => place)).toEqual(['https://chat.example/t/pl/4xk', 'By hand', 'By hand'])
  await ledger.cast.open((ctx) => mine(ctx))
  const { items } = await as('ilse').call(promise.candidatesList, { search: 'rudder' })
  expect(items).toMatchObject([{ items: 3, askers: 3, state: 'raised' }])
  const { evidence } = await as('ilse').call(promise.candidatesGet, { id: items[0]?.id ?? '' })
  expect(evidence.map(({ source }) => source)).toEqual(['given', 'given', 'given'])
  expect(await query("select 1 from kernel.audit where action = 'handbook.question.given'")).toHaveLength(3)
  expect(await query("select 1 from kernel.audit where action = 'handbook.question.given' and after::text ~ 'rudder'")).toEqual([])
})

test('what a flag says of a page that is closed is no evidence any more, also before the night', async () => {
  const page = await written('# The mast\n\nIt stands amidships.\n')
  for (const name of ['noa', 'sol'])
    await as(name).call(promise.flagsRaise, { id: page.id, note: 'I looked for how one greases the capstan' })
  await as('farid').call(promise.missedNote, { words: 'how to grease the capstan' })
  await ledger.cast.open((ctx) => mine(ctx))
  const { items } = await as('ilse').call(promise.candidatesList, { search: 'capstan' })
  const sources = async () =>
    (await as('ilse').call(promise.candidatesGet, { id: items[0]?.id ?? '' })).evidence.map(({ source }) => source).sort()
  expect(await sources()).toEqual(['flag', 'flag', 'search'])
  await query("update handbook.page set audience = 'restricted', groups = array[id] where id = $1", [page.id])
  expect(await sources()).toEqual(['search'])
})
