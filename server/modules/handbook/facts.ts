import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import type { House } from './rules/doing.ts'
import { missedDays } from './rules/missed.ts'
import type { Fact } from '../../kernel/facts.ts'
import type { Room } from '../../kernel/room.ts'
import type { Ask } from './rules/asks.ts'
import { type KnownEvents, triggerWords } from './rules/triggers.ts'

let sources: NonNullable<Room['facts']>[] = []
let events: KnownEvents = new Map()
let links: Room['subjectLinks'] = {}
let house: { operations: Room['operations']; words?: House } = { operations: [] }

/** Keeps what rooms hand over: what they know, which of their events may be named, and where their things are. */
export function keepRooms(rooms: readonly Room[]): void {
  sources = rooms.flatMap(({ facts }) => facts ?? [])
  links = Object.assign({}, ...rooms.map(({ subjectLinks }) => subjectLinks))
  house = { operations: rooms.flatMap(({ operations }) => operations) }
  const declared = rooms.flatMap((room) => Object.entries(room.events))
  events = new Map(declared.filter(([name]) => name in triggerWords).map(([name, shape]) => [name, fieldsOf(shape)]))
}

/** What this room itself keeps, and for how long. */
export async function handbookFacts(): Promise<Fact[]> {
  return [
    {
      key: 'handbook.missed_kept',
      about: ['searches kept', 'questions forgotten', 'search words kept'],
      value: `${missedDays} days`,
      says: `A question that found nothing is forgotten when nobody asked it again for ${missedDays} days.`,
      href: '/handbook/findings/asked',
    },
  ]
}

/** What the rooms know to be so today. */
export async function factsNow(ctx: Context): Promise<Fact[]> {
  return (await Promise.all(sources.map((find) => find(ctx)))).flat()
}

/** The events that may be named, with what each says. */
export function knownEvents(): KnownEvents {
  return events
}

/** Where the page of a thing of another room is. */
export function hrefOf(kind: string, id: string): string | null {
  return links[kind]?.(id) ?? null
}

/** Names of fields that some operation takes, and the page on which things of a kind are: both are in the code, and nobody's. */
export function houseWords(): House {
  const named = () => house.operations.flatMap(({ operation: { input } }) => ('shape' in input ? Object.keys(input.shape as object) : []))
  house.words ??= { fields: new Set(named()), where: whereOf }
  return house.words
}

/** An id that nothing has. */
const someId = '00000000-0000-0000-0000-000000000000'

function whereOf(kind: string): string | null {
  const href = links[kind]?.(someId)
  return (
    href
      ?.split(someId)[0]
      ?.replace(/[?#].*$/, '')
      .replace(/\/$/, '') || null
  )
}

/** What of an event can be asked of it: words, numbers, yes or no. */
function fieldsOf(shape: z.ZodType): Ask[] {
  const said = z.toJSONSchema(shape, { unrepresentable: 'any', io: 'input' }) as {
    properties?: Record<string, { type?: unknown; format?: unknown }>
  }
  return Object.entries(said.properties ?? {}).flatMap(([name, { type, format }]): Ask[] => {
    const plain = { name, choices: [], currency: null, optional: true }
    if (type === 'string') return [{ ...plain, kind: format === 'date' ? 'day' : 'text' }]
    if (type === 'integer' || type === 'number') return [{ ...plain, kind: 'number' }]
    return type === 'boolean' ? [{ ...plain, kind: 'yes/no' }] : []
  })
}
