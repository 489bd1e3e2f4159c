import { expect, test } from 'vitest'
import { bulk, chats, dongle, post, type Said } from '../../../test/cast/chats.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import { hearRequest, requestListeners } from './commands/requests.ts'
import { mine, mineNightly } from './commands/mining.ts'
import * as promise from './contract.ts'
import { readChats } from './commands/reading-chats.ts'
import { allCandidates } from './store/mining.ts'
import { findDocuments } from '../../kernel/search/documents.ts'

const { ledger, as, who, trail, written, group, query, sent, confirmed } = chats()
const open = <T>(work: Parameters<typeof ledger.cast.open<T>>[0]) => ledger.cast.open(work)

const listed = async (by = 'ilse', more: object = {}) => (await as(by).call(promise.candidatesList, more)).items
const mined = () => open(mine)

test('a chat is listed, ticked, read and forgotten, and what is asked again and again is raised without what tells a person', async () => {
  const { id, channels, ...row } = await sent('office.jsonl', `${bulk(dongle('office'))}{broken\n`)
  expect(channels).toEqual([
    expect.objectContaining({ key: 't/office', name: 'Office', kind: 'open', messages: 7, people: 4, seen_by: null, taken: false }),
  ])
  expect(row).toMatchObject({ state: 'listed', bad_count: 1, bad: [{ at: 'line 13', why: 'is no JSON' }], delete_after: '2026-07-15' })
  expect(await query('select 1 from handbook.question')).toEqual([])
  const [raw] = await query('select raw from handbook.chat_import where id = $1', [id])
  expect(raw.raw.includes('dongle')).toBe(false)
  expect(await codeOf(as('ilse').call(promise.chatsConfirm, { id, channels: [] }))).toBe('chat.no_channel')
  expect(await codeOf(as('ilse').call(promise.chatsConfirm, { id, channels: ['t/other'] }))).toBe('chat.channel_unknown')
  expect(await codeOf(ledger.cast.as('admin').call(promise.chatsConfirm, { id, channels: ['t/office'] }))).toBe('chat.not_yours')
  const after = await confirmed(id, ['t/office'])
  expect(after).toMatchObject({ state: 'mined', found: { channels: 1, done: 1, messages: 7, questions: 3, answered: 3, raised: 1 } })
  expect(await query('select raw from handbook.chat_import where id = $1', [id])).toEqual([{ raw: null }])
  expect(await trail(id)).toEqual(['handbook.chat.listed', 'handbook.chat.confirmed', 'handbook.chat.read'])
  const [one] = await listed()
  expect(one).toMatchObject({ state: 'raised', items: 3, askers: 3, answers: 3, held: true, narrow: false, best: null, cover: '0.0000' })
  const detail = await as('ilse').call(promise.candidatesGet, { id: one?.id ?? '' })
  expect(detail.held_by).toBe('farid')
  expect(detail.draft).toContain(
    '1. Open the depot page\n2. Choose dongle and mail \\[e-mail\\]\n3. Wait for the letter, password: \\[secret\\]',
  )
  const kept = JSON.stringify([
    detail,
    await query('select * from handbook.question'),
    await query('select * from kernel.audit'),
    await query('select payload from kernel.outbox'),
  ])
  for (const word of ['bea@', 'hunter22', '1234567', '@farid', 'stranger']) expect(kept).not.toContain(word)
  expect(detail.evidence.map(({ text }) => text)).toContain(
    'where can I get a dongle replaced, @colleague? it fell into the basin, call me at [phone]',
  )
  // the same again adds nothing
  const again = await sent('office.jsonl', bulk(dongle('office')))
  expect((await confirmed(again.id, ['t/office'])).found).toMatchObject({ questions: 0, raised: 0 })
  expect(await query('select count(*)::int as n from handbook.question')).toEqual([{ n: 3 }])
  await as('ilse').call(promise.chatsDiscard, { id })
  expect(await query('select count(*)::int as n from handbook.question')).toEqual([{ n: 0 }])
  await mined()
  expect(await listed()).toEqual([])
})

test('channels that are not open are read with a reason, which whoever answers for privacy is told, and seen by those alone who read them', async () => {
  const { id, channels } = await sent('board.jsonl', bulk([...dongle('board', 5000), ...dongle('office', 9000)]))
  expect(channels.map(({ kind, seen_by }) => [kind, seen_by])).toEqual([
    ['open', null],
    ['private', 1],
  ])
  const keys = channels.map(({ key }) => key)
  expect(await codeOf(as('ilse').call(promise.chatsConfirm, { id, channels: keys }))).toBe('chat.private_left_out')
  expect(await codeOf(as('ilse').call(promise.chatsConfirm, { id, channels: keys, include_private: true }))).toBe('chat.reason_missing')
  const reason = 'The board asked for it in May'
  await confirmed(id, keys, { include_private: true, reason })
  const told = await query("select person, text from kernel.notice where reason = 'handbook.chat.private_read'")
  expect(told.map(({ text }) => text)).toEqual(expect.arrayContaining([expect.stringContaining(reason)]))
  const other = ledger.cast.as('admin')
  const [theirs, mine_] = [await listed('ilse'), (await other.call(promise.candidatesList, {})).items]
  expect([mine_.length, theirs.length]).toEqual([1, 2])
  const narrow = theirs.find((one) => one.narrow)
  expect(narrow).toMatchObject({ items: 3, askers: 3 })
  const hidden = { id: narrow?.id ?? '' }
  expect(await codeOf(other.call(promise.candidatesGet, hidden))).toBe('candidate.unknown')
  expect(await codeOf(other.call(promise.candidatesDismiss, { ...hidden, reason: 'Nothing' }))).toBe('candidate.unknown')
  expect(await codeOf(other.call(promise.candidatesAccept, hidden))).toBe('candidate.unknown')
  expect(await codeOf(other.call(promise.candidatesAlias, { ...hidden, page: hidden.id, words: 'dongle' }))).toBe('candidate.unknown')
  expect((await other.call(promise.candidatesList, { totals: true })).totals?.count).toBe(1)
  expect(await query('select count(*)::int as n from handbook.public_candidates where id = $1', [hidden.id])).toEqual([{ n: 0 }])
  expect(await codeOf(as('ilse').call(promise.candidatesAccept, hidden))).toBe('candidate.for_the_few')
  // the name of the channel is for those who read it, and for whoever has the file
  expect((await as('ilse').call(promise.chatsGet, { id })).channels.map(({ name }) => name)).toContain('Board of Narwhal')
  expect(JSON.stringify(await other.call(promise.chatsGet, { id }))).not.toContain('Narwhal')
  const audit = JSON.stringify(await query('select * from kernel.audit where subject_id in ($1, $2)', [hidden.id, id]))
  expect(audit).not.toMatch(/Narwhal|basin/)
  await as('ilse').call(promise.chatsDiscard, { id })
  await mined()
})

test('nobody who keeps the handbook reads a channel: it is not read', async () => {
  const direct = {
    type: 'direct_post',
    direct_post: { channel_members: ['noa', 'farid'], ...post({ user: 'noa', minutes: 3, text: 'How do we do this thing here?' }) },
  }
  const { id, channels } = await sent('direct.jsonl', bulk([], [direct]))
  expect(channels).toMatchObject([{ kind: 'direct', name: 'Direct messages', seen_by: 0 }])
  const all = { include_private: true, reason: 'To find what is asked between two' }
  expect(await codeOf(as('ilse').call(promise.chatsConfirm, { id, channels: channels.map(({ key }) => key), ...all }))).toBe(
    'chat.nobody_may_see',
  )
})

test('what becomes of a candidate: a draft, another name of a page, or nothing until it is asked for twice as often', async () => {
  const { id: chat } = await sent('again.jsonl', bulk(dongle('office', 20_000)))
  await confirmed(chat, ['t/office'])
  const [one] = await listed()
  const id = one?.id ?? ''
  expect(await codeOf(as('ilse').call(promise.candidatesDismiss, { id, if_match: 99, reason: 'Rare' }))).toBe('edit.stale')
  await as('ilse').call(promise.candidatesDismiss, { id, reason: 'Too rare to write' })
  expect(await codeOf(as('ilse').call(promise.candidatesAccept, { id }))).toBe('candidate.wrong_state')
  await confirmed((await sent('two.jsonl', bulk(dongle('office', 30_000).slice(0, 2)))).id, ['t/office'])
  expect((await listed())[0]).toMatchObject({ state: 'dismissed', items: 5 })
  await confirmed((await sent('one.jsonl', bulk(dongle('office', 32_000).slice(2)))).id, ['t/office'])
  expect((await listed())[0]).toMatchObject({ id, state: 'raised', items: 6 })
  expect(await trail(id)).toContain('handbook.candidate.raised')

  const gaps = async () => query("select component from handbook.gap where component = 'candidate'")
  expect(await gaps()).toEqual([])
  const accepted = await as('ilse').call(promise.candidatesAccept, { id, title: 'Replace a dongle' })
  expect(accepted).toMatchObject({ state: 'accepted', accepted_as: 'page', page: { title: 'Replace a dongle' }, may: [] })
  const { id: page } = accepted.page ?? { id: '' }
  const { source } = await as('ilse').call(promise.sourcesGet, { id: page })
  expect(source).toContain('## Steps\n\n1. Open the depot page')
  expect((await as('ilse').call(promise.proceduresGet, { id: page })).state).toBe('draft')
  expect(await gaps()).toEqual([{ component: 'candidate' }])
  await mined()
  expect((await listed())[0]).toMatchObject({ id, state: 'accepted' })
})

test('what a page says is known: people ask all the same, and the page is found by their words', async () => {
  await written('# Book the tender boat\n\nHow the tender boat is booked for a trip to the outer mooring.\n')
  const asks = (minutes: number, user: string, text: string): Said => ({
    user,
    minutes,
    text,
    replies: [{ user: 'mara', minutes: minutes + 1, text: 'See https://x.example/handbook/book-the-tender-boat' }],
  })
  const said = [
    asks(50_000, 'noa', 'How do I book the tender boat for the outer mooring?'),
    asks(50_500, 'farid', 'where can one book the tender boat to the mooring'),
    asks(51_000, 'sol', 'Anyone know how the tender boat is booked for the mooring?'),
  ]
  await confirmed((await sent('boat.jsonl', bulk(said))).id, ['t/office'])
  const one = (await listed('ilse', { where: ['state:is:known'] }))[0]
  expect(one).toMatchObject({ state: 'known', best: { title: 'Book the tender boat' }, items: 3, linked: 3 })
  const words = 'ferry to the buoys'
  const done = await as('ilse').call(promise.candidatesAlias, { id: one?.id ?? '', page: one?.best?.id ?? '', words })
  expect(done).toMatchObject({ state: 'accepted', accepted_as: 'alias', page: { title: 'Book the tender boat' } })
  const hits = await open((ctx) => findDocuments(ctx, words, { kinds: ['page'], groups: [] }, { limit: 3 }))
  expect(hits[0]?.title).toBe('Book the tender boat')
})

test('searches, flags and requests are asked too; who asked by a search is one asker, whoever they are', async () => {
  const [few, page] = [await group('FEW', 'sol'), await written('# The lighthouse\n\nIt stands on the mole.\n')]
  await as('noa').call(promise.missedNote, { words: 'repaint anchor chain' })
  await as('farid').call(promise.missedNote, { words: 'anchor chain repaint colour' })
  await as('noa').call(promise.flagsRaise, { id: page.id, note: 'I looked for how one repaints an anchor chain' })
  await as('farid').call(promise.flagsRaise, { id: page.id, note: 'The mole is misspelt' })
  await mined()
  const [one] = await listed('ilse', { search: 'anchor' })
  expect(one).toMatchObject({ items: 3, askers: 2, state: 'raised' })
  const { evidence, draft } = await as('ilse').call(promise.candidatesGet, { id: one?.id ?? '' })
  expect(evidence.map(({ source }) => source).sort()).toEqual(['flag', 'search', 'search'])
  expect(draft).not.toContain('I looked for')

  const asked = (id: string, more: object) =>
    open((ctx) =>
      hearRequest(ctx, {
        ...{ id, name: 'work.request.opened', at: ctx.now },
        payload: { request_id: id, number: 'REQ-2026-000007', subject: 'Repaint the anchor chain', requester: who('sol'), ...more },
      }),
    )
  await asked('0198a000-0000-7000-8000-000000000001', { audience: 'internal', body: 'What colour is it?' })
  await asked('0198a000-0000-7000-8000-000000000002', { audience: 'restricted', groups: [few] })
  await asked('0198a000-0000-7000-8000-000000000003', {})
  await mined()
  expect((await listed('ilse', { search: 'anchor' }))[0]).toMatchObject({ items: 4, askers: 3 })
  expect(await query("select readers from handbook.question where source = 'request' order by ref")).toEqual([
    { readers: null },
    { readers: [few] },
  ])
  expect(requestListeners([{ events: {} }])).toEqual([])
  expect(requestListeners([{ events: { 'work.request.opened': {} as never } }])).toMatchObject([{ on: ['work.request.opened'] }])
})

test('the night forgets: files that nobody confirmed after thirty days, and questions after a year', async () => {
  const { id } = await sent('late.jsonl', bulk(dongle('office', 90_000)))
  await query("update handbook.chat_import set delete_after = '2026-06-15', state = 'mining' where id = $1", [id])
  // one of its channels was read before somebody stopped it
  await query(
    `insert into handbook.question (id, source, ref, place, import_id, at, excerpt, asker, replies, solid, thanked, links)
    values (gen_random_uuid(), 'chat', 'half', '#office', $1, now() + interval '2 years', 'x', 'x', 0, false, false, '{}')`,
    [id],
  )
  await query("update handbook.question set at = at - interval '2 years'")
  const { forgotten, files } = await mineNightly(open as never)
  expect(forgotten).toBeGreaterThan(3)
  expect(files).toBe(1)
  expect(await query('select state, raw from handbook.chat_import where id = $1', [id])).toEqual([{ state: 'discarded', raw: null }])
  expect(await query('select 1 from handbook.question where import_id = $1', [id])).toEqual([])
})

test('what is for the few by now is no evidence for all, also before the next look; and nobody judges while it is looked at', async () => {
  await confirmed((await sent('few.jsonl', bulk(dongle('office', 100)))).id, ['t/office'])
  const one = (await listed()).find(({ state, items }) => state !== 'accepted' && items === 3)
  const id = one?.id ?? ''
  const evidence = async () => (await ledger.cast.as('admin').call(promise.candidatesGet, { id })).evidence.length
  const before = await evidence()
  await query('update handbook.question set readers = $2 where id = (select id from handbook.question where candidate_id = $1 limit 1)', [
    id,
    [who('sol')],
  ])
  expect(await evidence()).toBe(before - 1)
  const free = await open(async (ctx) => {
    await allCandidates(ctx.tx)
    return query('select id from handbook.candidate for update skip locked')
  })
  expect(free).toEqual([])
})

test('a chat that is thrown away while it is read keeps nothing', async () => {
  const { id } = await sent('thrown.jsonl', bulk(dongle('office', 200)))
  await as('ilse').call(promise.chatsConfirm, { id, channels: ['t/office'] })
  let times = 0
  const between = async (work: Parameters<typeof open>[0]) => {
    times += 1
    const answer = await open(work)
    if (times === 2) await query("update handbook.chat_import set state = 'discarded', raw = null where id = $1", [id])
    return answer
  }
  await readChats(between as never, id)
  expect(times).toBeGreaterThan(2)
  expect(await query('select state, found from handbook.chat_import where id = $1', [id])).toEqual([{ state: 'discarded', found: null }])
  expect(await query('select 1 from handbook.question where import_id = $1', [id])).toEqual([])
})
