import { type ChannelKind, isGood, type Message, saidIn, type Told } from './chat.ts'
import { fieldsOf, instantOf, listOf, parsed, textOf } from './lines.ts'

type File = { file: string; bytes: Uint8Array }
type Fields = ReturnType<typeof fieldsOf>

const lists: Readonly<Record<string, ChannelKind>> = {
  'channels.json': 'open',
  'groups.json': 'private',
  'dms.json': 'direct',
  'mpims.json': 'direct',
}
const people = ['users.json', 'org_users.json']
const spoken = new Set(['', 'thread_broadcast', 'me_message'])

/** Whether an archive is an export of Slack: a list of channels or people beside folders of days. */
export function isSlack(names: readonly string[]): boolean {
  const root = rootOf(names).length
  const inside = names.map((name) => name.slice(root))
  return inside.some((name) => name in lists || people.includes(name)) && inside.some((name) => dayFile.test(name))
}

const dayFile = /^[^/]+\/\d{4}-\d{2}-\d{2}\.json$/

/** Some pack the folder and not what is in it. */
function rootOf(names: readonly string[]): string {
  const [first = ''] = names
  const folder = first.includes('/') ? first.slice(0, first.indexOf('/') + 1) : ''
  return folder !== '' && names.every((name) => name.startsWith(folder)) && !names.every((name) => dayFile.test(name)) ? folder : ''
}

/** An export of Slack: lists of channels and people, and a file of messages for each day of each channel. */
export function* readSlack(files: readonly File[]): Generator<Told> {
  const root = rootOf(files.map(({ file }) => file))
  const byName = new Map(files.map(({ file, bytes }) => [file.slice(root.length), bytes]))
  const folders = new Map<string, { key: string; kind: ChannelKind }>()
  for (const [list, kind] of Object.entries(lists)) {
    const bytes = byName.get(list)
    if (!bytes) {
      if (list === 'channels.json') yield { told: 'bad', at: list, why: 'is not in the archive: which channels are open is not known' }
      continue
    }
    const rows = parsed(
      Buffer.from(bytes)
        .toString('utf8')
        .replace(/^\ufeff/, ''),
    )
    if (!Array.isArray(rows)) {
      yield { told: 'bad', at: list, why: 'is no list in JSON' }
      continue
    }
    for (const row of rows.map(fieldsOf)) {
      const id = textOf(row.id)
      const folder = list === 'dms.json' ? id : textOf(row.name)
      if (folder === '') {
        yield { told: 'bad', at: list, why: 'has a channel without a name' }
        continue
      }
      const channel = {
        key: id || folder,
        name: kind === 'direct' ? 'Direct messages' : folder.slice(0, 100),
        kind,
        members: listOf(row.members).map(textOf),
      }
      folders.set(folder, channel)
      yield { told: 'channel', channel }
    }
  }
  const names = yield* readPeople(byName)
  for (const [name, bytes] of byName) {
    if (!dayFile.test(name)) continue
    const folder = name.slice(0, name.indexOf('/'))
    const known = folders.get(folder)
    if (!known) {
      const channel = { key: folder, name: folder.slice(0, 100), kind: 'unsaid' as const, members: [] }
      folders.set(folder, channel)
      yield { told: 'channel', channel }
    }
    yield* readDay(name, bytes, folders.get(folder)?.key ?? folder, names)
  }
}

function* readPeople(byName: ReadonlyMap<string, Uint8Array>): Generator<Told, Map<string, string>> {
  const names = new Map<string, string>()
  const list = people.find((name) => byName.has(name))
  const rows =
    list === undefined
      ? undefined
      : parsed(
          Buffer.from(byName.get(list) ?? [])
            .toString('utf8')
            .replace(/^\ufeff/, ''),
        )
  if (!Array.isArray(rows)) {
    yield { told: 'bad', at: list ?? 'users.json', why: 'is not there, or no list: nobody can be told by their address' }
    return names
  }
  for (const row of rows.map(fieldsOf)) {
    const key = textOf(row.id)
    const profile = fieldsOf(row.profile)
    if (key === '') continue
    const called = textOf(profile.display_name) || textOf(row.name)
    names.set(key, called)
    const own = [textOf(row.name), called, (textOf(profile.real_name) || textOf(row.real_name)).split(' ')[0] ?? '']
    yield {
      told: 'person',
      person: {
        key,
        names: [...new Set(own.map((name) => name.toLowerCase()).filter((name) => name !== ''))],
        email: textOf(profile.email).toLowerCase() || null,
        program: row.is_bot === true,
      },
    }
  }
  return names
}

function* readDay(name: string, bytes: Uint8Array, channel: string, names: ReadonlyMap<string, string>): Generator<Told> {
  const rows = parsed(
    Buffer.from(bytes)
      .toString('utf8')
      .replace(/^\ufeff/, ''),
  )
  if (!Array.isArray(rows)) {
    yield { told: 'bad', at: name, why: 'is no list in JSON' }
    return
  }
  for (const [at, value] of rows.entries()) {
    const row = fieldsOf(value)
    if (textOf(row.type) !== 'message' || !spoken.has(textOf(row.subtype))) continue
    const message = messageOf(row, channel, names)
    if (message === 'empty') continue
    if (message) yield { told: 'message', message }
    else yield { told: 'bad', at: `${name}, message ${at + 1}`, why: 'has no author or no instant' }
  }
}

function messageOf(row: Fields, channel: string, names: ReadonlyMap<string, string>): Message | 'empty' | undefined {
  const [ts, begun] = [textOf(row.ts), textOf(row.thread_ts)]
  const at = instantOf(Math.round(Number(ts) * 1000))
  const author = textOf(row.user) || textOf(row.bot_id)
  const raw = saidIn(textOf(row.text))
  if (!at || author === '') return undefined
  if (raw.trim() === '') return 'empty'
  const liked = listOf(row.reactions)
    .map(fieldsOf)
    .filter((one) => isGood(textOf(one.name)))
    .flatMap((one) => listOf(one.users).map(textOf))
  const named = [...raw.matchAll(/<@([A-Z0-9]{1,20})(?:\|[^>]{0,200})?>/g)].map(([, key]) => key ?? '')
  return {
    ...{ id: `${channel}/${ts}`, channel, author, at, text: plainText(raw, names) },
    root: begun === '' || begun === ts ? null : `${channel}/${begun}`,
    program: textOf(row.bot_id) !== '' || textOf(row.subtype) === 'bot_message',
    ...{ named, liked },
  }
}

/** One word of a name: what would stand behind it has no sign before it, and would be kept. */
function callName(name: string): string {
  return /[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}/u.exec(name)?.[0] ?? 'somebody'
}

/** What Slack marks, as one reads it. */
function plainText(text: string, names: ReadonlyMap<string, string>): string {
  return text
    .replace(/<([^<>]{1,2000})>/g, (_whole, inner: string) => {
      const bar = inner.indexOf('|')
      const [to, label] = bar < 0 ? [inner, ''] : [inner.slice(0, bar), inner.slice(bar + 1)]
      if (to.startsWith('@')) return `@${callName(names.get(to.slice(1)) || label)}`
      if (to.startsWith('#')) return `#${label || 'channel'}`
      if (to.startsWith('!')) return `@${label.replace(/^@/, '') || to.slice(1).split('^')[0]}`
      return label === '' || label === to ? to.replace(/^mailto:/, '') : `${label} (${to.replace(/^mailto:/, '')})`
    })
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
