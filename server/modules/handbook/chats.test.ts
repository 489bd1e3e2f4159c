import { expect, test } from 'vitest'
import { bulk, chats, dongle } from '../../../test/cast/chats.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import { zipOf } from '../../kernel/files/zip-write.ts'
import * as promise from './contract.ts'

const { as, query, sent, confirmed } = chats()

test('exports of Slack are read too, and archives that could do harm, or are none, are refused', async () => {
  const json = (value: unknown) => Buffer.from(JSON.stringify(value))
  const day = (rows: object[]) => json(rows.map((row) => ({ type: 'message', ...row })))
  const slack = zipOf([
    { name: 'channels.json', bytes: json([{ id: 'C1', name: 'office', members: ['U1', 'U2'] }]) },
    { name: 'groups.json', bytes: json([{ id: 'G1', name: 'narwhals', members: ['U1'] }]) },
    {
      name: 'users.json',
      bytes: json([
        { id: 'U1', name: 'noa', profile: { email: 'noa@tidewater.example' } },
        { id: 'U2', name: 'sol', profile: {} },
        { id: 'UB', name: 'bot', is_bot: true },
      ]),
    },
    {
      name: 'office/2026-06-01.json',
      bytes: day([
        { user: 'U1', text: 'How do we paint the &lt;big&gt; crane <@U2>?', ts: '1780304400.000100' },
        { user: 'U2', text: 'see <https://wiki.example/crane|the crane page>', ts: '1780304460.000100' },
        { subtype: 'channel_join', user: 'U2', text: 'joined', ts: '1780304470.000100' },
        { bot_id: 'B1', user: 'UB', text: 'How do I say that the build is green again?', ts: '1780304480.000100' },
        { text: 'nobody said this', ts: '1780304490.000100' },
      ]),
    },
    { name: 'lost/2026-06-01.json', bytes: day([{ user: 'U1', text: 'hello there', ts: '1780304400.000100' }]) },
    { name: 'narwhals/2026-06-01.json', bytes: Buffer.from('[broken') },
  ])
  const { id, channels, bad } = await sent('slack.zip', slack)
  expect(channels.map(({ name, kind, messages }) => [name, kind, messages])).toEqual([
    ['office', 'open', 2],
    ['lost', 'unsaid', 1],
  ])
  expect(bad.map(({ at: place }) => place)).toEqual(['office/2026-06-01.json, message 5', 'narwhals/2026-06-01.json'])
  expect((await confirmed(id, ['C1', 'lost'], { opened: ['lost'] })).found).toMatchObject({ questions: 1, answered: 1 })
  expect(await query('select excerpt, answer, solid, place from handbook.question where import_id = $1', [id])).toEqual([
    {
      excerpt: 'How do we paint the <big> crane @colleague?',
      answer: 'see the crane page (https://wiki.example/crane)',
      solid: true,
      place: '#office',
    },
  ])
  expect(await codeOf(sent('x.zip', zipOf([{ name: '../channels.json', bytes: json([]) }])))).toBe('import.archive_refused')
  expect(await codeOf(sent('x.zip', zipOf([{ name: 'a.txt', bytes: Buffer.from('x') }])))).toBe('chat.unreadable')
  expect(await codeOf(sent('x.jsonl', bulk([])))).toBe('chat.empty')
  const zipped = await sent(
    'bulk.zip',
    zipOf([
      { name: 'data/a.png', bytes: Buffer.from('x') },
      { name: 'import.jsonl', bytes: Buffer.from(bulk(dongle('office'))) },
    ]),
  )
  expect(zipped).toMatchObject({ format: 'mattermost_bulk', messages: 7 })
  await as('ilse').call(promise.chatsDiscard, { id: zipped.id })
  expect(await codeOf(as('ilse').call(promise.chatsConfirm, { id: zipped.id, channels: ['t/office'] }))).toBe('chat.wrong_state')
  expect(await codeOf(as('ilse').call(promise.chatsGet, { id: '0198a000-0000-7000-8000-000000000009' }))).toBe('chat.unknown')
})
