import { setImmediate as pause } from 'node:timers/promises'
import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { encrypt } from '../../../kernel/keys.ts'
import { notify } from '../../../kernel/notices.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { addDays } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { personBehind } from '../../../kernel/rights.ts'
import { foldName } from '../../../kernel/shapes.ts'
import { peopleInRoles, personIdsByEmail } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import { chatDetail, narrowReaders, triagers } from '../queries/chats.ts'
import type { Told } from '../rules/mining/chat.ts'
import { chatIn, type Listing, newListing } from '../rules/mining/reading.ts'
import { addChat, changeChat, type ChatRow, getChat } from '../store/chats.ts'
import { dropQuestionsOf } from '../store/mining.ts'
import type { ImportedChannel } from '../tables-mining.ts'
import { bytesOf, unpacked } from './archives.ts'

type Detail = OutputOf<typeof promise.chatsGet>

/** A chat that nobody has read lies here so long. */
const rawDays = 30

/** Lists the channels of a chat. What was said in them is counted and not looked into. */
export async function previewChat(ctx: Context, { file }: InputOf<typeof promise.chatsPreview>): Promise<Detail> {
  const bytes = await bytesOf(ctx, file)
  const chat = chatIn(file.name, filesOf(file.name, bytes))
  if (!chat)
    throw new Refusal(
      'refused',
      'chat.unreadable',
      'This is no export of a chat that is known here: send the bulk export of Mattermost, the table of one of its channels, or the ZIP of Slack.',
    )
  const listing = await listed(chat.told())
  if (listing.channels.length === 0) throw new Refusal('refused', 'chat.empty', 'Nobody says anything in this export.')
  const id = newId()
  const row = {
    ...{ id, name: foldName(file.name).slice(0, 200).toWellFormed() || 'A chat', format: chat.format, state: 'listed' as const },
    ...{ channels: await channelsOf(ctx, listing), bad_count: listing.badCount, bad: listing.bad, reason: null },
    ...{ raw: encrypt(bytes, rawOfChat(id)), delete_after: addDays(ctx.today, rawDays), created_at: ctx.now },
    ...{ by_id: personBehind(ctx.actor), by_name: ctx.actor.name, asked_kind: null, asked_id: null, begun_at: null, ended_at: null },
    found: null,
  }
  await addChat(ctx.tx, row)
  await record(ctx, {
    action: 'handbook.chat.listed',
    subject: { kind: 'chat', id, label: row.name },
    after: { channels: row.channels.length, delete_after: row.delete_after },
  })
  return chatDetail(ctx, row)
}

/** What binds the sealed file to its row. */
export function rawOfChat(id: string): string {
  return `handbook.chat_import ${id}`
}

/** What lies in an archive; a file that is none stands for itself. Refuses `import.archive_refused`. */
export function filesOf(name: string, bytes: Buffer): { file: string; bytes: Uint8Array }[] {
  return bytes.toString('latin1', 0, 2) === 'PK' ? unpacked(bytes) : [{ file: name, bytes }]
}

/** Others are answered meanwhile. */
async function listed(told: Iterable<Told>): Promise<Listing> {
  const listing = newListing()
  let n = 0
  for (const one of told) {
    listing.take(one)
    n += 1
    if (n % 500 === 0) await pause()
  }
  return listing.end()
}

const atOnce = 5000

async function channelsOf(ctx: Context, { channels, people }: Listing): Promise<ImportedChannel[]> {
  const ids = await colleaguesIn(ctx, people)
  const day = (at: Date | null) => at?.toISOString().slice(0, 10) ?? null
  return channels
    .map(({ key, name, kind, messages, authors, members, from, to }) => ({
      ...{ key, name: foldName(name).slice(0, 100).toWellFormed() || 'A channel', kind, messages, people: authors.length },
      ...{ from: day(from), to: day(to), opened: false, taken: false },
      // of whom the file does not say who reads it, at least those read it who wrote in it
      readers: kind === 'open' ? [] : [...new Set((members.length > 0 ? members : authors).flatMap((one) => ids.get(one) ?? []))].sort(),
    }))
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || b.messages - a.messages || (a.key < b.key ? -1 : 1))
    .slice(0, atOnce)
}

const order = ['open', 'unsaid', 'private', 'direct']

/** Those of an export who are colleagues, by their addresses: key of the export → id. */
export async function colleaguesIn(ctx: Context, people: Listing['people']): Promise<Map<string, string>> {
  const withMail = [...people.values()].filter(({ email, program }) => !program && email !== null && /^\S+@\S+\.\S+$/.test(email))
  const ids = await personIdsByEmail(
    ctx,
    withMail.map(({ email }) => email ?? ''),
  )
  return new Map(
    withMail.flatMap(({ key, email }) => {
      const id = ids.get(email ?? '')
      return id === undefined ? [] : [[key, id] as const]
    }),
  )
}

/** Reads what is ticked, from now on, in the background; nothing was read before. */
export async function confirmChat(ctx: Context, input: InputOf<typeof promise.chatsConfirm>): Promise<Detail> {
  const row = await getChat(ctx.tx, input.id, { lock: true })
  if (row.state === 'mining') {
    // somebody stopped it: it goes on, and where it was not stopped there is nothing more to do
    await ctx.announce('handbook.chat.confirmed', { import_id: row.id }, { key: row.id })
    return chatDetail(ctx, row)
  }
  if (row.state !== 'listed') throw wrongState(row)
  // what channels that are not open are called is known to whoever sent them in
  if (row.by_id !== personBehind(ctx.actor))
    throw new Refusal('forbidden', 'chat.not_yours', 'Whoever sent this chat in says what of it is read. Send it in yourself.')
  const channels = ticked(row, input)
  const narrow = channels.filter((one) => one.taken && isNarrow(one))
  if (narrow.length > 0) await fitNarrow(ctx, narrow, input)
  const asked = { asked_kind: ctx.actor.kind === 'key' ? ('key' as const) : ('person' as const), asked_id: ctx.actor.id }
  const change = {
    state: 'mining' as const,
    channels,
    reason: narrow.length > 0 ? (input.reason ?? null) : null,
    ...asked,
    begun_at: ctx.now,
  }
  await changeChat(ctx.tx, row.id, change)
  await record(ctx, {
    action: 'handbook.chat.confirmed',
    subject: { kind: 'chat', id: row.id, label: row.name },
    after: {
      channels: channels.filter(({ taken }) => taken).length,
      narrow: narrow.length,
      opened: channels.filter(({ taken, opened }) => taken && opened).length,
    },
    ...(change.reason === null ? {} : { reason: change.reason }),
  })
  if (narrow.length > 0) await tellPrivacy(ctx, row, narrow.length, change.reason ?? '')
  await ctx.announce('handbook.chat.confirmed', { import_id: row.id }, { key: row.id })
  return chatDetail(ctx, { ...row, ...change })
}

/** Only some read it. */
export function isNarrow({ kind, opened }: Pick<ImportedChannel, 'kind' | 'opened'>): boolean {
  return kind !== 'open' && !(kind === 'unsaid' && opened)
}

/** Refuses `chat.no_channel` and `chat.channel_unknown`. */
function ticked({ channels }: ChatRow, { channels: keys, opened }: InputOf<typeof promise.chatsConfirm>): ImportedChannel[] {
  const known = new Set(channels.map(({ key }) => key))
  if ([...keys, ...opened].some((key) => !known.has(key)))
    throw new Refusal('refused', 'chat.channel_unknown', 'There is no such channel in this export.')
  if (keys.length === 0) throw new Refusal('refused', 'chat.no_channel', 'Tick a channel.')
  const [taken, open] = [new Set(keys), new Set(opened)]
  return channels.map((one) => ({ ...one, taken: taken.has(one.key), opened: one.kind === 'unsaid' && open.has(one.key) }))
}

async function fitNarrow(
  ctx: Context,
  narrow: readonly ImportedChannel[],
  { include_private, reason }: InputOf<typeof promise.chatsConfirm>,
): Promise<void> {
  if (!include_private)
    throw new Refusal(
      'refused',
      'chat.private_left_out',
      'Channels that are not open and direct messages are left out, unless you say that they are to be read, and why.',
      {
        unmet: [{ code: 'chat.private_left_out', text: 'Leave them out, or say that they are to be read.', path: 'include_private' }],
      },
    )
  if (reason === undefined)
    throw new Refusal(
      'refused',
      'chat.reason_missing',
      'Say why channels are read that are not open: whoever answers for privacy is told.',
      {
        unmet: [{ code: 'chat.reason_missing', text: 'Say why.', path: 'reason' }],
      },
    )
  const keepers = await triagers(ctx)
  const blind = narrow.filter((one) => narrowReaders(one, keepers) === 0)
  if (blind.length > 0)
    throw new Refusal(
      'refused',
      'chat.nobody_may_see',
      'What is found in a channel is seen by those alone who read it and keep the handbook. Of some that you ticked there is nobody: leave them out.',
      { facts: { channels: blind.length } },
    )
}

async function tellPrivacy(ctx: Context, { id, name }: ChatRow, narrow: number, reason: string): Promise<void> {
  const held = await peopleInRoles(ctx, ['privacy', 'admin'])
  const leads = held.get('privacy') ?? []
  const to = (leads.length > 0 ? leads : (held.get('admin') ?? [])).filter((person) => person !== personBehind(ctx.actor))
  await notify(ctx, {
    to,
    reason: 'handbook.chat.private_read',
    rule: 'alert',
    subject: { room: 'handbook', kind: 'chat', id, title: name, href: `/handbook/findings/chats/${id}`, audience: 'internal' },
    text: `${ctx.actor.name} has ${narrow} private channels or direct messages read for the handbook: ${reason}`,
  })
}

/** What is kept of channels once the file is gone: of those that nobody ticked and that are not open neither name nor who reads them. */
export function afterReading(channels: readonly ImportedChannel[]): ImportedChannel[] {
  return channels.map((one, at) =>
    one.kind === 'open' || one.taken
      ? one
      : { ...one, key: `channel ${at + 1}`, name: one.kind === 'direct' ? 'Direct messages' : 'A channel that is not open', readers: [] },
  )
}

export async function discardChat(ctx: Context, { id }: InputOf<typeof promise.chatsDiscard>): Promise<Detail> {
  const row = await getChat(ctx.tx, id, { lock: true })
  if (row.state === 'discarded') return chatDetail(ctx, row)
  // one that is being read just now stops at its next channel
  const change = { state: 'discarded' as const, raw: null, ended_at: ctx.now, channels: afterReading(row.channels) }
  await changeChat(ctx.tx, id, change)
  const gone = await dropQuestionsOf(ctx.tx, id)
  await record(ctx, { action: 'handbook.chat.discarded', subject: { kind: 'chat', id, label: row.name }, after: { questions: gone } })
  return chatDetail(ctx, { ...row, ...change })
}

function wrongState({ state }: ChatRow): Refusal {
  const says = state === 'mining' ? 'It is being read: wait until it is done.' : 'It was read, or thrown away. Send the export again.'
  return new Refusal('conflict', 'chat.wrong_state', says, { facts: { state, legal: [] } })
}
