import { pages } from './pages.ts'
import * as promise from '../../server/modules/handbook/contract.ts'

export type Said = { user: string; text: string; minutes: number; channel?: string; replies?: Said[] }
const at = (minutes: number) => Date.UTC(2026, 5, 1, 9) + minutes * 60_000
export const post = ({ user, text, minutes }: Said) => ({ user, message: text, create_at: at(minutes) })
export const bulk = (said: readonly Said[], more: readonly object[] = []) => {
  const people = ['ilse', 'mara', 'noa', 'farid', 'sol', 'stranger']
  const lines = [
    { type: 'version', version: 1 },
    { type: 'channel', channel: { team: 't', name: 'office', display_name: 'Office', type: 'O' } },
    { type: 'channel', channel: { team: 't', name: 'board', display_name: 'Board of Narwhal', type: 'P' } },
    ...people.map((username) => ({
      type: 'user',
      user: {
        username,
        email: `${username}@${username === 'stranger' ? 'elsewhere' : 'tidewater'}.example`,
        teams: [{ name: 't', channels: [{ name: 'office' }, ...(['ilse', 'sol'].includes(username) ? [{ name: 'board' }] : [])] }],
      },
    })),
    ...said.map(({ channel = 'office', replies = [], ...one }) => ({
      type: 'post',
      post: { team: 't', channel, ...post(one), replies: replies.map(post) },
    })),
    ...more,
  ]
  return `${lines.map((one) => JSON.stringify(one)).join('\n')}\n`
}
const answer =
  'Do this:\n1. Open the depot page\n2. Choose dongle and mail bea@tidewater.example\n3. Wait for the letter, password: hunter22'
export const dongle = (channel: string, shift = 0): Said[] => [
  {
    ...{ user: 'noa', channel, minutes: shift, text: 'How do we replace a dongle that fell into the harbour basin?' },
    replies: [
      { user: 'farid', minutes: shift + 2, text: answer },
      { user: 'noa', minutes: shift + 3, text: 'thank you!' },
    ],
  },
  {
    ...{
      user: 'stranger',
      channel,
      minutes: shift + 600,
      text: 'where can I get a dongle replaced, @farid? it fell into the basin, call me at +49 40 1234567',
    },
    replies: [{ user: 'farid', minutes: shift + 604, text: answer }],
  },
  {
    ...{ user: 'sol', channel, minutes: shift + 1300, text: 'Is there a way to replace the dongle after it fell into the harbour?' },
    replies: [{ user: 'farid', minutes: shift + 1301, text: answer }],
  },
]

/** A handbook into which chats come. */
export function chats() {
  const around = pages()
  const { ledger, as } = around
  const query = async (text: string, values: unknown[] = []) => (await ledger.cast.house.db.pool.query(text, values)).rows
  const sent = (name: string, bytes: Uint8Array | string, by = 'ilse') =>
    as(by).call(promise.chatsPreview, { file: { name, type: 'application/octet-stream', content: Buffer.from(bytes).toString('base64') } })
  const confirmed = async (id: string, channels: string[], more: object = {}, by = 'ilse') => {
    await as(by).call(promise.chatsConfirm, { id, channels, ...more })
    await ledger.cast.drain()
    return as(by).call(promise.chatsGet, { id })
  }
  return { ...around, query, sent, confirmed }
}
