import { expect, test } from 'vitest'
import { annotated, asMattermost, asSlack } from '../../../../../test/cast/annotated.ts'
import type { Message, Somebody, Told } from './chat.ts'
import { readBulk } from './mattermost.ts'
import { questionsIn } from './replies.ts'
import { readSlack } from './slack.ts'

/** The share of annotated questions of which the first reply is the one that a person marked; `missed` says which are not. */
function right(name: string, read: (lines: ReturnType<typeof annotated>) => Iterable<Told>) {
  const lines = annotated(name)
  const people = new Map<string, Somebody>()
  const messages: Message[] = []
  for (const one of read(lines)) {
    if (one.told === 'person') people.set(one.person.key, one.person)
    else if (one.told === 'message') messages.push(one.message)
    else if (one.told === 'bad') throw new Error(`${one.at} ${one.why}`)
  }
  const asked = [...Map.groupBy(messages, ({ channel }) => channel).values()].flatMap((own) => questionsIn(own, people))
  const byInstant = new Map(asked.map((one) => [one.question.at.getTime() + one.question.text.slice(0, 12), one]))
  const wanted = lines.filter(({ asks }) => asks !== null)
  const missed = wanted.filter(({ at, text, asks }) => {
    const answer = lines.find(({ answers }) => answers === asks)
    const found = byInstant.get(at + text.slice(0, 12))
    return !found || (found.first?.at.getTime() ?? null) !== (answer?.at ?? null)
  })
  return { of: wanted.length, share: 1 - missed.length / wanted.length, missed: missed.map(({ asks }) => asks) }
}

test.each([
  ['first', 'Mattermost', 120],
  ['first', 'Slack', 120],
  ['second', 'Mattermost', 40],
  ['second', 'Slack', 40],
])('of the %s annotated set, as %s exports it, the first reply is right in three questions of four and more', (set, program, least) => {
  const found = right(set, program === 'Slack' ? (lines) => readSlack(asSlack(lines)) : (lines) => readBulk(asMattermost(lines)))
  console.info(
    `${set} set as ${program}: the first reply is right in ${(100 * found.share).toFixed(1)}% of ${found.of} questions`,
    found.missed,
  )
  expect(found.of).toBeGreaterThanOrEqual(least)
  expect(found.share).toBeGreaterThanOrEqual(0.75)
})
