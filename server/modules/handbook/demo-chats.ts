import type { DemoStage } from '../../kernel/demo.ts'
import { zipOf } from '../../kernel/files/zip-write.ts'
import { addDays, type Day } from '../../kernel/period.ts'
import { personsList } from '../people/index.ts'
import { chatsConfirm, chatsPreview } from './contract.ts'
import { chatter, held, topics } from './demo-said.ts'
import type { Step } from './demo-told.ts'

type Said = { channel: string; author: string; at: number; text: string; no: number; root: number | null }

/** Days over which colleagues wrote, and how many messages they are. */
const [days, many] = [88, 600]

/** Three months of what colleagues wrote to each other, brought in as two programs export it: seven things are asked again and again. */
export function stepsOfChats({ as, today }: { as: DemoStage['as']; today: Day }): Step[] {
  return [
    {
      ago: 2,
      run: async () => {
        const writer = await as('bizops')
        const { items } = await writer.say(personsList, { limit: 100 })
        const people = items.flatMap(({ email, kind }) => (email && kind !== 'service' ? [email] : [])).sort()
        const said = chatOf(people.length, addDays(today, -days - 3))
        const take = async (name: string, bytes: Buffer) => {
          const file = { name, type: 'application/octet-stream' as const, content: bytes.toString('base64') }
          const { id, channels } = await writer.say(chatsPreview, { file })
          await writer.say(chatsConfirm, { id, channels: channels.map(({ key }) => key) })
        }
        await take(
          'mattermost.jsonl',
          asMattermost(
            said.filter(({ channel }) => channel !== 'harbour-office'),
            people,
          ),
        )
        await take(
          'slack.zip',
          asSlack(
            said.filter(({ channel }) => channel === 'harbour-office'),
            people,
          ),
        )
      },
    },
  ]
}

const channels = ['help', 'engineering', 'harbour-office']

/** The same each time: who asks, who answers, and when, goes by the place of a line. */
function chatOf(people: number, first: Day): Said[] {
  const start = new Date(`${first}T08:00:00Z`).getTime()
  const said: Said[] = []
  const say = (channel: string, author: number, minute: number, text: string, root: number | null = null) =>
    said.push({ channel, author: String(author % people), at: start + minute * 60_000, text, no: said.length, root }) - 1
  for (const [n, { asked, answers }] of topics.entries()) {
    for (const [at, question] of asked.entries()) {
      const minute = Math.round(((at + 0.5) * days * 1440) / asked.length) + n * 171
      const channel = channels[(n + at) % channels.length] ?? 'help'
      const root = say(channel, n * 3 + at, minute, question)
      const answerer = n === held ? 4 : n + at * 2 + 7
      say(channel, answerer, minute + 3, answers[at % answers.length] ?? '', channel === 'harbour-office' ? null : root)
      if (at % 2 === 0) say(channel, n * 3 + at, minute + 5, 'Thanks, that worked', channel === 'harbour-office' ? null : root)
    }
  }
  for (let n = 0; said.length < many; n += 1) {
    const { length } = chatter
    const text = chatter[(n * 7) % length] ?? ''
    say(
      channels[n % channels.length] ?? 'help',
      n * 5 + 1,
      Math.round((n * days * 1440) / many) + 47,
      `${text}${n >= length ? ` (${Math.floor(n / length) + 1})` : ''}`,
    )
  }
  return said
}

function asMattermost(said: readonly Said[], people: readonly string[]): Buffer {
  const name = (author: string) => (people[Number(author)] ?? '').split('@')[0] ?? ''
  const post = ({ author, at, text }: Said) => ({ user: name(author), message: text, create_at: at })
  const replies = Map.groupBy(said, ({ root }) => root)
  const lines = [
    { type: 'version', version: 1 },
    ...[...new Set(said.map(({ channel }) => channel))].map((one) => ({
      type: 'channel',
      channel: { team: 'tide', name: one, display_name: one, type: 'O' },
    })),
    ...people.map((email, at) => ({ type: 'user', user: { username: name(String(at)), email } })),
    ...said
      .filter(({ root }) => root === null)
      .map((one) => ({
        type: 'post',
        post: { team: 'tide', channel: one.channel, ...post(one), replies: (replies.get(one.no) ?? []).map(post) },
      })),
  ]
  return Buffer.from(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n`)
}

function asSlack(said: readonly Said[], people: readonly string[]): Buffer {
  const json = (value: unknown) => Buffer.from(JSON.stringify(value))
  const byDay = Map.groupBy(said, ({ channel, at }) => `${channel}/${new Date(at).toISOString().slice(0, 10)}.json`)
  return zipOf([
    {
      name: 'channels.json',
      bytes: json([...new Set(said.map(({ channel }) => channel))].map((name) => ({ id: `C-${name}`, name, members: [] }))),
    },
    { name: 'users.json', bytes: json(people.map((email, at) => ({ id: `U${at}`, name: email.split('@')[0], profile: { email } }))) },
    ...[...byDay].map(([name, own]) => ({
      name,
      bytes: json(
        own.map(({ author, at, text }) => ({ type: 'message', user: `U${author}`, text, ts: `${Math.floor(at / 1000)}.000100` })),
      ),
    })),
  ])
}
