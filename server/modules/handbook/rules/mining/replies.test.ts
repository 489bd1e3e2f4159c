import { expect, test } from 'vitest'
import { annotated, asMattermost, asSlack } from '../../../../../test/cast/annotated.ts'
import type { Message, Somebody, Told } from './chat.ts'
import { readBulk } from './mattermost.ts'
import { questionsIn } from './replies.ts'
import { isSlack, readSlack } from './slack.ts'

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

test('of whom Slack calls by more than one word no second name is left without a sign before it', () => {
  const file = (name: string, value: unknown) => ({ file: name, bytes: Buffer.from(JSON.stringify(value)) })
  const told = [
    ...readSlack([
      file('users.json', [
        { id: 'U1', name: 'mb', profile: { display_name: 'Maria Bergstrom' } },
        { id: 'U2', name: 'ol', profile: { display_name: '(Otto Lindqvist)' } },
      ]),
      file('office/2026-06-01.json', [{ type: 'message', user: 'U1', text: 'ask <@U1>, <@U2> or <@U9|Ida Holm>', ts: '1780304400.1' }]),
    ]),
  ]
  expect(told.flatMap((one) => (one.told === 'message' ? [one.message.text] : []))).toEqual(['ask @Maria, @Otto or @Ida'])
})

test('what is looked at grows with a channel and an archive, and not with its square', () => {
  const said = (count: number) => {
    let looked = 0
    const messages = Array.from({ length: count }, (_, at): Message => {
      const one = {
        id: `m${at}`,
        channel: 'c',
        author: `u${at % 7}`,
        at: new Date(1.78e12 + at * 1000),
        root: null,
        program: false,
        liked: [],
      }
      return {
        ...{ ...one, named: [], text: `How do we reset the printer of cabin number ${at}?` },
        get author() {
          looked += 1
          return one.author
        },
      }
    })
    questionsIn(messages, new Map())
    return looked
  }
  expect(said(1200) / said(600)).toBeLessThan(2.6)
  let read = 0
  const names = (count: number) => {
    read = 0
    const files = Array.from({ length: count }, (_, at) => `x/office/${at}.json`)
    isSlack(
      new Proxy(files, {
        get(all, key) {
          if (/^\d+$/.test(String(key))) read += 1
          return Reflect.get(all, key) as unknown
        },
      }),
    )
    return read
  }
  expect(names(400)).toBeLessThan(400 * 8)
})
