import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A message of a set that was written by hand, with what a person says of it. */
type Line = {
  channel: string
  author: string
  at: number
  text: string
  thread: number | null
  asks: string | null
  answers: string | null
}

/**
 * A set of conversations: `= channel flat|threads`, then `09:00 name | words`, a reply in a thread further in, an empty line before the next
 * day. `?7` before the words is a question, `!7` what a person says speaks to it first.
 */
export function annotated(name: string): Line[] {
  const lines: Line[] = []
  let [channel, threads, day, root] = ['', false, Date.UTC(2026, 2, 2), null as number | null]
  for (const raw of readFileSync(join(import.meta.dirname, 'annotated', `${name}.txt`), 'utf8').split('\n')) {
    const head = /^= (\S+) (flat|threads)$/.exec(raw)
    if (head) {
      ;[channel, threads] = [head[1] ?? '', head[2] === 'threads']
      day += 86_400_000
      continue
    }
    const line = /^(\s*)(\d\d):(\d\d) (\S+) \| (.*)$/.exec(raw)
    if (!line) {
      if (raw.trim() === '') day += 86_400_000
      continue
    }
    const [, inside = '', hours, minutes, author = '', said = ''] = line
    const mark = /([?!])(\d+) /.exec(said)
    const own = mark?.[1] === '?' ? (mark[2] ?? null) : null
    const reply = mark?.[1] === '!' ? (mark[2] ?? null) : null
    const at = day + (Number(hours) * 60 + Number(minutes)) * 60_000
    const text = mark ? said.replace(mark[0], '') : said
    const inThread = threads && inside !== ''
    if (!inThread) root = lines.length
    lines.push({ channel, author, at, text, thread: inThread ? root : null, asks: own, answers: reply })
  }
  return lines
}

/** The set as Mattermost exports it. */
export function asMattermost(lines: readonly Line[]): Buffer {
  const channels = [...new Set(lines.map(({ channel }) => channel))]
  const people = [...new Set(lines.map(({ author }) => author))]
  const post = (line: Line) => ({ user: line.author, message: line.text, create_at: line.at })
  const posts = lines.flatMap((line, at) =>
    line.thread !== null
      ? []
      : [
          {
            type: 'post',
            post: { team: 'tide', channel: line.channel, ...post(line), replies: lines.filter(({ thread }) => thread === at).map(post) },
          },
        ],
  )
  const all = [
    { type: 'version', version: 1 },
    ...channels.map((name) => ({ type: 'channel', channel: { team: 'tide', name, display_name: name, type: 'O' } })),
    ...people.map((username) => ({
      type: 'user',
      user: { username, email: `${username}@tidewater.example`, teams: [{ name: 'tide', channels: channels.map((name) => ({ name })) }] },
    })),
    ...posts,
  ]
  return Buffer.from(`${all.map((one) => JSON.stringify(one)).join('\n')}\n`)
}

/** The same as Slack exports it: ids in place of names. */
export function asSlack(lines: readonly Line[]): { file: string; bytes: Buffer }[] {
  const channels = [...new Set(lines.map(({ channel }) => channel))]
  const people = [...new Set(lines.map(({ author }) => author))]
  const idOf = (name: string) => `U${people.indexOf(name).toString().padStart(6, '0')}`
  const ts = (at: number) => `${Math.floor(at / 1000)}.000100`
  const marked = (text: string) => text.replace(/@([a-z]+)/g, (whole, name: string) => (people.includes(name) ? `<@${idOf(name)}>` : whole))
  const days = Map.groupBy(lines, ({ channel, at }) => `${channel}/${new Date(at).toISOString().slice(0, 10)}.json`)
  const json = (value: unknown) => Buffer.from(JSON.stringify(value))
  return [
    { file: 'channels.json', bytes: json(channels.map((name, at) => ({ id: `C${at}`, name, members: people.map(idOf) }))) },
    {
      file: 'users.json',
      bytes: json(people.map((name) => ({ id: idOf(name), name, real_name: name, profile: { email: `${name}@tidewater.example` } }))),
    },
    ...[...days].map(([file, own]) => ({
      file,
      bytes: json(
        own.map((line) => {
          const root = line.thread === null ? undefined : lines[line.thread]
          const replied = lines.some(({ thread }) => thread !== null && lines[thread] === line)
          const thread = root ? { thread_ts: ts(root.at) } : replied ? { thread_ts: ts(line.at) } : {}
          return { type: 'message', user: idOf(line.author), text: marked(line.text), ts: ts(line.at), ...thread }
        }),
      ),
    })),
  ]
}
