import type { Channel, ChannelKind, Message, Somebody, Told } from './chat.ts'
import { linesOf, parsed, fieldsOf } from './lines.ts'
import { readAnswer, readBulk } from './mattermost.ts'
import { isSlack, readSlack } from './slack.ts'
import { readTable } from './csv.ts'

export type Format = 'mattermost_bulk' | 'mattermost_answer' | 'mattermost_table' | 'slack'
type Came = { file: string; bytes: Uint8Array }
type Chat = { format: Format; told: () => Iterable<Told> }

/** What an export is, by what lies in it; nothing for what is none that is known here. */
export function chatIn(name: string, files: readonly Came[]): Chat | undefined {
  if (isSlack(files.map(({ file }) => file))) return { format: 'slack', told: () => readSlack(files) }
  const lines = files.filter(({ file }) => /\.(?:jsonl|ndjson)$/i.test(file))
  const [only] = lines.length === 1 ? lines : files.length === 1 ? files : []
  return only && alone(name.replace(/^.*\//, '').replace(/\.[a-z0-9]{1,8}$/i, '') || 'channel', only.bytes)
}

function alone(name: string, bytes: Uint8Array): Chat | undefined {
  if (isBulk(bytes)) return { format: 'mattermost_bulk', told: () => readBulk(bytes) }
  const text = Buffer.from(bytes)
    .toString('utf8')
    .replace(/^\ufeff/, '')
  const value = /^\s*[[{]/.test(text) ? parsed(text) : undefined
  const pages = (Array.isArray(value) ? value : [value]).map(fieldsOf)
  if (value !== undefined)
    return pages.some(({ posts }) => typeof posts === 'object')
      ? { format: 'mattermost_answer', told: () => readAnswer(value, name) }
      : undefined
  return readTable(text, name) ? { format: 'mattermost_table', told: () => readTable(text, name) ?? [] } : undefined
}

/** A first line says so; one that is broken is not the only one. */
function isBulk(bytes: Uint8Array): boolean {
  let looked = 0
  for (const { text } of linesOf(bytes)) {
    if (text.trim() === '') continue
    const { type } = fieldsOf(parsed(text))
    if (['version', 'team', 'channel', 'user', 'post', 'direct_post', 'direct_channel', 'bot', 'info', 'role'].includes(String(type)))
      return true
    looked += 1
    if (looked === 5) break
  }
  return false
}

/** A channel as it is listed before anything is read for good. */
type ListedChannel = {
  key: string
  name: string
  kind: ChannelKind
  /** messages of persons */
  messages: number
  /** those who wrote */
  authors: string[]
  /** those who read it, where the file says so */
  members: string[]
  from: Date | null
  to: Date | null
}
export type Bad = { at: string; why: string }
export type Listing = { channels: ListedChannel[]; people: Map<string, Somebody>; bad: Bad[]; badCount: number }

const shownBad = 50

/** What of an export is told before its messages are looked into: channels, who is there, and what cannot be read. */
export function newListing(): { take: (told: Told) => void; end: () => Listing } {
  const channels = new Map<string, ListedChannel & { wrote: Set<string>; reads: Set<string> }>()
  const people = new Map<string, Somebody>()
  const bad: Bad[] = []
  let badCount = 0
  const of = (key: string) => {
    const known = channels.get(key)
    if (known) return known
    const made = {
      ...{ key, name: '', kind: 'unsaid' as ChannelKind, messages: 0, authors: [], members: [], from: null, to: null },
      ...{ wrote: new Set<string>(), reads: new Set<string>() },
    }
    channels.set(key, made)
    return made
  }
  const take = (one: Told) => {
    if (one.told === 'channel') merge(of(one.channel.key), one.channel)
    else if (one.told === 'person') people.set(one.person.key, one.person)
    else if (one.told === 'bad') {
      badCount += 1
      if (bad.length < shownBad) bad.push({ at: one.at.slice(0, 100), why: one.why })
    } else if (!one.message.program) count(of(one.message.channel), one.message)
  }
  const end = () => ({
    channels: [...channels.values()]
      .filter(({ messages }) => messages > 0)
      .map(({ wrote, reads, ...one }) => ({ ...one, name: one.name || one.key.slice(0, 100), authors: [...wrote], members: [...reads] })),
    people,
    ...{ bad, badCount },
  })
  return { take, end }
}

function merge(known: ListedChannel & { reads: Set<string> }, { name, kind, members }: Channel): void {
  if (name !== '') known.name = name
  // of two that are said the narrower one
  if (kind !== 'unsaid' && known.kind !== 'direct' && !(known.kind === 'private' && kind === 'open')) known.kind = kind
  for (const member of members) known.reads.add(member)
}

function count(known: ListedChannel & { wrote: Set<string> }, { at, author }: Message): void {
  known.messages += 1
  known.wrote.add(author)
  if (!known.from || at < known.from) known.from = at
  if (!known.to || at > known.to) known.to = at
}
