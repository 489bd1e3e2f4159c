import type { Ask } from './asks.ts'
import { type Answers, type Condition, conditionOf, holdsFor } from './conditions.ts'
import { headOf } from './front-matter.ts'

/** Events because of which a procedure may have to be followed, in words: `A contract was activated`. */
export const triggerWords: Readonly<Record<string, string>> = {
  'billing.contract.activated': 'A contract was activated',
  'customers.account.created': 'A customer came',
  'licensing.licence.issued': 'A licence was issued',
  'people.person.joined': 'Somebody joined',
  'people.person.left': 'Somebody left',
  'systems.contract.activated': 'A contract with a vendor was activated',
  'systems.system.retired': 'A system was retired',
  'systems.system.sanctioned': 'A system was approved',
  'systems.system.sunset_planned': 'The end of a system was planned',
}

/** An event that a procedure names, which ones of it, and in how many working days somebody has to begin. */
type Trigger = { event: string; only: Condition | null; within: number }

/** What the events of the house say, by their names. */
export type KnownEvents = ReadonlyMap<string, readonly Ask[]>

/** Working days in which a run has to be begun where the text says nothing else. */
export const usualWithin = 2
const most = 10

/** What stands at `trigger_events` above a text: a list, or one line; each `{event, filter}` or `event where kind is renewal within 1 business day`. */
export function triggersIn(source: string): string[] {
  const [, said = ''] = headOf(source).front.other.find(([key]) => key.toLowerCase() === 'trigger_events') ?? []
  return listOf(said)
    .flatMap((one) => (typeof one === 'string' ? one : lineOf(one)))
    .map((line) => line.trim().slice(0, 300))
    .filter((line) => line !== '')
    .slice(0, most)
}

function listOf(said: string): unknown[] {
  if (!/^[[{]/.test(said)) return said.split(/[;,]/)
  try {
    const value: unknown = JSON.parse(said)
    return Array.isArray(value) ? value : [value]
  } catch {
    return [said]
  }
}

function lineOf(one: unknown): string {
  const { event, filter } = (typeof one === 'object' && one !== null ? one : {}) as { event?: unknown; filter?: unknown }
  const name = typeof event === 'string' ? event : JSON.stringify(one)
  return typeof filter === 'string' && filter.trim() !== '' ? `${name} where ${filter}` : name
}

/** Reads one of them. What cannot be read says why, and what would do. */
export function triggerOf(line: string, known: KnownEvents): Trigger | { wrong: string } {
  const [, said = '', count] = /^(.*?)(?:\s+within\s+(\d{1,2})\s+(?:business|working)\s+days?)?$/i.exec(line) ?? []
  const [, event = '', filter] = /^(\S+)(?:\s+where\s+(.+))?$/i.exec(said.trim()) ?? []
  const fields = known.get(event)
  if (!fields) {
    const all = [...known.keys()].toSorted().join(', ')
    return { wrong: `“${line.slice(0, 80)}” is no event that is heard here. Write one of ${all || 'none: no room tells of any'}.` }
  }
  const only = filter === undefined ? null : conditionOf(filter, fields)
  if (only && 'wrong' in only) return { wrong: `“${line.slice(0, 80)}”: ${only.wrong}` }
  return { event, only: only && 'condition' in only ? only.condition : null, within: count === undefined ? usualWithin : Number(count) }
}

/** Whether what happened is what the text means. */
export function triggers(trigger: Trigger, event: { name: string; payload: Readonly<Record<string, unknown>> }): boolean {
  if (trigger.event !== event.name) return false
  if (trigger.only === null) return true
  const answers: Answers = { get: (name: string) => saidIn(event.payload, name) } as Answers
  return holdsFor(trigger.only, answers) === true
}

function saidIn(payload: Readonly<Record<string, unknown>>, name: string): string | { none: true } {
  const [, value] = Object.entries(payload).find(([key]) => key.toLowerCase() === name) ?? []
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'string' || typeof value === 'number' ? String(value) : { none: true }
}

type Thing = { kind: string; id: string; number: string | null }

/** What an event is about: the thing that its name names, with its number where it says one. */
export function thingIn(event: { name: string; payload: Readonly<Record<string, unknown>> }): Thing | null {
  const kind = event.name.split('.')[1] ?? ''
  const id = event.payload[`${kind}_id`]
  const number = event.payload[`${kind}_number`] ?? event.payload.number
  return typeof id === 'string' ? { kind, id, number: typeof number === 'string' ? number.slice(0, 60) : null } : null
}
