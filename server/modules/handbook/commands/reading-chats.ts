import { createHmac } from 'node:crypto'
import { setImmediate as pause } from 'node:timers/promises'
import { record } from '../../../kernel/audit.ts'
import type { Context, Open } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { followed, type Report } from '../../../kernel/job-runs.ts'
import { decrypt, derivedKey } from '../../../kernel/keys.ts'
import type { Message, Somebody } from '../rules/mining/chat.ts'
import { keptOf } from '../rules/mining/kept.ts'
import { masked } from '../rules/mining/mask.ts'
import { chatIn, newListing } from '../rules/mining/reading.ts'
import { questionsIn } from '../rules/mining/replies.ts'
import { changeChat, type ChatRow, getChat, rawOf } from '../store/chats.ts'
import { dropQuestionsOf, keepQuestions } from '../store/mining.ts'
import type { Found, ImportedChannel, QuestionTable } from '../tables-mining.ts'
import { afterReading, colleaguesIn, filesOf, isNarrow, rawOfChat } from './chats.ts'
import { asAsked } from './importing.ts'
import { mine } from './mining.ts'

/**
 * Reads the channels that were ticked, each in a transaction of its own; killed at any moment it begins anew, and nothing is there twice. The
 * file is gone when all of them are read.
 */
export function readChats(open: Open, id: string): Promise<void> {
  return followed(open, 'handbook.chat', async (report) => {
    const known = await open(async (ctx) => {
      const row = await getChat(ctx.tx, id)
      return { row, raw: await rawOf(ctx.tx, id), may: (await asAsked(ctx, row)) !== undefined }
    })
    const { row, raw, may } = known
    if (row.state !== 'mining') return
    if (!may || !raw) return void (await open((ctx) => giveUp(ctx, row)))
    const { channels, people } = await spoken(row, decrypt(raw, rawOfChat(id)))
    const colleagues = await open((ctx) => colleaguesIn(ctx, people))
    const taken = row.channels.filter((one) => one.taken)
    let found: Found = { channels: taken.length, done: 0, messages: 0, questions: 0, answered: 0, raised: 0 }
    for (const one of taken) {
      if ((await told(report, id, found)) === 'stop') return
      const messages = channels.get(one.key) ?? []
      const kept = await open((ctx) => stillReading(ctx, id, () => keepChannel(ctx, row, one, { messages, people, colleagues, found })))
      if (!kept) return
      found = kept
    }
    await open((ctx) => stillReading(ctx, id, () => endReading(ctx, row, found)))
    await told(report, id, found)
  })
}

function told(report: Report, id: string, { done, channels }: Found) {
  return report({ done, of: channels, note: 'Channels of a chat', id })
}

/** What was read to its end, or thrown away, meanwhile keeps nothing more. */
async function stillReading<T>(ctx: Context, id: string, work: () => Promise<T>): Promise<T | undefined> {
  const { state } = await getChat(ctx.tx, id, { lock: true })
  return state === 'mining' ? work() : undefined
}

async function giveUp(ctx: Context, row: ChatRow): Promise<void> {
  await changeChat(ctx.tx, row.id, { state: 'discarded', raw: null, ended_at: ctx.now, channels: afterReading(row.channels) })
  const gone = await dropQuestionsOf(ctx.tx, row.id)
  await record(ctx, {
    action: 'handbook.chat.discarded',
    subject: { kind: 'chat', id: row.id, label: row.name },
    after: { questions: gone },
    reason: 'Whoever asked for it may not do it any more.',
  })
}

type Spoken = { channels: Map<string, Message[]>; people: Map<string, Somebody> }

/** Messages of the ticked channels alone: of the others nothing is kept in memory either. */
async function spoken(row: ChatRow, bytes: Buffer): Promise<Spoken> {
  const chat = chatIn(row.name, filesOf(row.name, bytes))
  const [listing, channels] = [newListing(), new Map(row.channels.filter(({ taken }) => taken).map(({ key }) => [key, [] as Message[]]))]
  let n = 0
  for (const one of chat?.told() ?? []) {
    if (one.told === 'message') channels.get(one.message.channel)?.push(one.message)
    else if (one.told === 'person') listing.take(one)
    n += 1
    if (n % 500 === 0) await pause()
  }
  return { channels, people: listing.end().people }
}

type Around = { messages: Message[]; people: ReadonlyMap<string, Somebody>; colleagues: ReadonlyMap<string, string>; found: Found }

async function keepChannel(ctx: Context, row: ChatRow, channel: ImportedChannel, around: Around): Promise<Found> {
  const { messages, people, colleagues, found } = around
  const programs = new Set([...people.values()].filter(({ program }) => program).map(({ key }) => key))
  const asked = questionsIn(
    messages.filter(({ author }) => !programs.has(author)),
    people,
  )
  const keyed = (author: string) => colleagues.get(author) ?? sealedName(people.get(author)?.email ?? author)
  const place = channel.kind === 'direct' ? 'Direct messages' : `#${masked(channel.name)}`
  const rows = asked.map((one): QuestionTable => {
    const { asker, answerer, ref, ...kept } = keptOf(one)
    return {
      ...{ id: newId(), source: 'chat' as const, ...kept, ref: sealedName(ref), place, import_id: row.id },
      ...{ asker: keyed(asker), answerer: answerer === null ? null : keyed(answerer), candidate_id: null },
      readers: isNarrow(channel) ? channel.readers : null,
    }
  })
  const fresh = await keepQuestions(ctx.tx, rows)
  const now = {
    ...found,
    done: found.done + 1,
    messages: found.messages + messages.length,
    questions: found.questions + fresh,
    answered: found.answered + rows.filter(({ answer }) => answer !== null).length,
  }
  await changeChat(ctx.tx, row.id, { found: now })
  return now
}

/** Somebody who is no colleague, or a message, by a key of the house: the same is the same again, and nobody finds out who it is by trying names. */
function sealedName(name: string): string {
  return `hmac:${createHmac('sha256', derivedKey('handbook.chat_authors')).update(name).digest('hex').slice(0, 32)}`
}

async function endReading(ctx: Context, row: ChatRow, found: Found): Promise<void> {
  const { raised } = await mine(ctx)
  await changeChat(ctx.tx, row.id, {
    state: 'mined',
    raw: null,
    ended_at: ctx.now,
    found: { ...found, raised },
    channels: afterReading(row.channels),
  })
  await record(ctx, {
    action: 'handbook.chat.read',
    subject: { kind: 'chat', id: row.id, label: row.name },
    after: { channels: found.channels, questions: found.questions, raised },
  })
}
