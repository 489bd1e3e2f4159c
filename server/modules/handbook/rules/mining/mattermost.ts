import { createHash } from 'node:crypto'
import { type ChannelKind, isGood, type Message, namesIn, saidIn, type Told } from './chat.ts'
import { fieldsOf, instantOf, linesOf, listOf, parsed, textOf } from './lines.ts'

type Fields = ReturnType<typeof fieldsOf>

/** A bulk export: one thing a line, each of which can be read without the others. */
export function* readBulk(bytes: Uint8Array): Generator<Told> {
  for (const { no, text } of linesOf(bytes)) {
    if (text.trim() === '') continue
    const line = parsed(text)
    if (line === undefined) {
      yield bad(no, 'is no JSON')
      continue
    }
    const fields = fieldsOf(line)
    const type = textOf(fields.type)
    if (type === 'channel') yield* channelLine(no, fieldsOf(fields.channel))
    else if (type === 'user' || type === 'bot') yield* personLine(no, type, fieldsOf(fields[type]))
    else if (type === 'post') yield* postLine(no, fieldsOf(fields.post))
    else if (type === 'direct_post') yield* directLine(no, fieldsOf(fields.direct_post))
    else if (type === '') yield bad(no, 'does not say what it is')
  }
}

function bad(no: number, why: string): Told {
  return { told: 'bad', at: `line ${no}`, why }
}

const kinds: Readonly<Record<string, ChannelKind>> = { O: 'open', P: 'private' }

function* channelLine(no: number, { team, name, display_name, type }: Fields): Generator<Told> {
  const [key, shown] = [channelKey(team, name), textOf(display_name) || textOf(name)]
  if (textOf(name) === '') yield bad(no, 'is a channel without a name')
  else yield { told: 'channel', channel: { key, name: shown.slice(0, 100), kind: kinds[textOf(type)] ?? 'unsaid', members: [] } }
}

function channelKey(team: unknown, name: unknown): string {
  return `${textOf(team)}/${textOf(name)}`.toLowerCase()
}

/** Somebody says in which channels they are: a channel’s readers are told by them. */
function* personLine(no: number, type: 'user' | 'bot', fields: Fields): Generator<Told> {
  const key = textOf(fields.username).toLowerCase()
  if (key === '') {
    yield bad(no, 'is somebody without a name')
    return
  }
  const names = [key, ...[fields.first_name, fields.nickname].map(textOf)].filter((name) => name !== '')
  yield { told: 'person', person: { key, names, email: textOf(fields.email).toLowerCase() || null, program: type === 'bot' } }
  for (const team of listOf(fields.teams).map(fieldsOf)) {
    for (const channel of listOf(team.channels).map(fieldsOf)) {
      const of = channelKey(team.name, channel.name)
      yield { told: 'channel', channel: { key: of, name: '', kind: 'unsaid', members: [key] } }
    }
  }
}

function* postLine(no: number, post: Fields): Generator<Told> {
  if (textOf(post.channel) === '') yield bad(no, 'is a message of no channel')
  else yield* withReplies(no, channelKey(post.team, post.channel), post)
}

function* directLine(no: number, post: Fields): Generator<Told> {
  const members = listOf(post.channel_members)
    .map((one) => textOf(one).toLowerCase())
    .filter((one) => one !== '')
    .sort()
  if (members.length === 0) {
    yield bad(no, 'is a message between nobody')
    return
  }
  const key = `direct/${members.join(',')}`
  yield { told: 'channel', channel: { key, name: 'Direct messages', kind: 'direct', members } }
  yield* withReplies(no, key, post)
}

function* withReplies(no: number, channel: string, post: Fields): Generator<Told> {
  const root = messageOf(channel, post, null)
  if (root === 'system') return
  if (root === undefined) {
    yield bad(no, 'is a message without an author, an instant or words')
    return
  }
  yield { told: 'message', message: root }
  for (const one of listOf(post.replies).map(fieldsOf)) {
    const reply = messageOf(channel, one, root.id)
    if (reply === undefined) yield bad(no, 'has a reply without an author, an instant or words')
    else if (reply !== 'system') yield { told: 'message', message: reply }
  }
}

/** `system`: the program says that somebody came or went, or the message was taken back. */
function messageOf(channel: string, post: Fields, root: string | null): Message | 'system' | undefined {
  if (textOf(post.type).startsWith('system_') || (typeof post.delete_at === 'number' && post.delete_at > 0)) return 'system'
  const [author, at, text] = [textOf(post.user).toLowerCase(), instantOf(post.create_at), saidIn(textOf(post.message))]
  if (author === '' || !at) return undefined
  // a picture alone
  if (text.trim() === '') return listOf(post.attachments).length > 0 ? 'system' : undefined
  const id = shortHash(`${channel}\n${author}\n${at.getTime()}\n${text}`)
  const liked = listOf(post.reactions)
    .map(fieldsOf)
    .filter(({ emoji_name }) => isGood(textOf(emoji_name)))
    .map(({ user }) => textOf(user).toLowerCase())
  return { id, channel, author, at, text, root, program: byProgram(post.props), named: namesIn(text), liked }
}

function byProgram(props: unknown): boolean {
  const { from_bot, from_webhook } = fieldsOf(typeof props === 'string' ? parsed(props) : props)
  return [from_bot, from_webhook].some((one) => one === true || one === 'true')
}

/** A bulk export has no numbers of messages: what it says of one tells it from the others. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24)
}

/** What the interface of a channel answers: its messages with ids of persons, and nothing of who may read it. */
export function* readAnswer(value: unknown, name: string): Generator<Told> {
  const pages = Array.isArray(value) ? value : [value]
  for (const page of pages.map(fieldsOf)) {
    for (const [id, post] of Object.entries(fieldsOf(page.posts))) yield* answered(id, fieldsOf(post), name)
  }
}

function* answered(id: string, post: Fields, name: string): Generator<Told> {
  if (textOf(post.type).startsWith('system_') || (typeof post.delete_at === 'number' && post.delete_at > 0)) return
  const [author, at, text] = [textOf(post.user_id), instantOf(post.create_at), saidIn(textOf(post.message))]
  const channel = `id/${textOf(post.channel_id) || name}`
  if (author === '' || !at || text.trim() === '') {
    if (text.trim() !== '') yield { told: 'bad', at: `message ${id.slice(0, 40)}`, why: 'has no author or no instant' }
    return
  }
  yield { told: 'channel', channel: { key: channel, name, kind: 'unsaid', members: [] } }
  const liked = listOf(fieldsOf(post.metadata).reactions)
    .map(fieldsOf)
    .filter(({ emoji_name }) => isGood(textOf(emoji_name)))
    .map(({ user_id }) => textOf(user_id))
  const root = textOf(post.root_id) || null
  yield {
    told: 'message',
    message: { id, channel, author, at, text, root, program: byProgram(post.props), named: namesIn(text), liked },
  }
}
