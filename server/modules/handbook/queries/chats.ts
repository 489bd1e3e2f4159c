import type { Context } from '../../../kernel/context.ts'
import { newest, pageBy } from '../../../kernel/keyset.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { mayDo, personBehind } from '../../../kernel/rights.ts'
import { holdersOfRight } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import { type ChatRow, getChat, listChats } from '../store/chats.ts'
import type { ImportedChannel } from '../tables-mining.ts'

type Detail = OutputOf<typeof promise.chatsGet>

export async function readChat(ctx: Context, { id }: InputOf<typeof promise.chatsGet>): Promise<Detail> {
  return chatDetail(ctx, await getChat(ctx.tx, id))
}

/** Who decides what becomes of candidates. */
export async function triagers(ctx: Context): Promise<Set<string>> {
  return new Set((await holdersOfRight(ctx, 'handbook.maintain')).people.map(({ id }) => id))
}

/** How many of those read a channel. */
export function narrowReaders({ readers }: Pick<ImportedChannel, 'readers'>, keepers: ReadonlySet<string>): number {
  return readers.filter((one) => keepers.has(one)).length
}

/** An import as the asker may know it: what a channel that is not open is called is for whoever sent it in, and for those who read it. */
export async function chatDetail(ctx: Context, row: ChatRow): Promise<Detail> {
  const keepers = await triagers(ctx)
  const me = personBehind(ctx.actor)
  const knows = ({ kind, readers }: ImportedChannel) => kind === 'open' || row.by_id === me || readers.includes(me)
  return {
    ...chatLine(row),
    channels: row.channels.map((one, at) => ({
      key: knows(one) ? one.key : `channel ${at + 1}`,
      name: knows(one) ? one.name : one.kind === 'direct' ? 'Direct messages' : 'A channel that is not open',
      kind: one.kind,
      messages: one.messages,
      people: one.people,
      from: one.from,
      to: one.to,
      seen_by: one.kind === 'open' || one.opened ? null : narrowReaders(one, keepers),
      taken: one.taken,
    })),
    bad: row.by_id === me ? row.bad : row.bad.map(({ why }, at) => ({ at: `place ${at + 1}`, why })),
    bad_count: row.bad_count,
    reason: row.reason,
    found: row.found,
    may:
      mayDo(ctx.actor, 'handbook.maintain') === undefined
        ? []
        : row.by_id === me
          ? legal[row.state]
          : legal[row.state].filter((one) => one !== 'confirm'),
  }
}

const legal = { listed: ['confirm', 'discard'], mining: ['confirm', 'discard'], mined: ['discard'], discarded: [] as string[] }

function chatLine({ id, name, format, state, created_at, by_id, by_name, delete_after, channels }: ChatRow) {
  const messages = channels.reduce((sum, one) => sum + one.messages, 0)
  return { id, name, format, state, created_at, by: { id: by_id, name: by_name }, delete_after, messages }
}

export async function findChats(ctx: Context, asked: InputOf<typeof promise.chatsList>): Promise<OutputOf<typeof promise.chatsList>> {
  const { items, next } = pageBy(await listChats(ctx.tx, asked), newest(), asked.limit)
  return { items: items.map(chatLine), next }
}
