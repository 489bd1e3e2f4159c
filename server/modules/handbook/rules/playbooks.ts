import { askOf } from './asks.ts'
import { Refusal } from '../../../kernel/refusal.ts'

/** A playbook of Mattermost as it is exported (version 1): checklists of items, properties that conditions stand on. Whatever else it says is kept. */
type Thing = Record<string, unknown>
type Item = { list: number; at: number }

/** What came of a playbook: a text, and which of its steps is which item; `notes` tell what the text does not say and the file keeps. */
type ReadPlaybook = { title: string; source: string; items: (Item | null)[]; notes: string[] }

const most = { lists: 50, items: 500 }
const day = 86_400_000

/** Refuses `playbook.unreadable`, with what is wrong. */
export function readPlaybook(text: string): ReadPlaybook {
  const playbook = thingOf(parsed(text))
  const lists = listIn(playbook, 'checklists').map(thingOf)
  const title = lineOf(playbook['title'])
  if (title === '') throw unreadable('It has no title.')
  if (lists.length > most.lists || lists.reduce((sum, list) => sum + listIn(list, 'items').length, 0) > most.items)
    throw unreadable(`It has more than ${most.lists} checklists or ${most.items} items. Part it.`)
  const notes: string[] = []
  const fields = fieldsOf(playbook)
  const conditions = new Map(
    listIn(playbook, 'conditions')
      .map(thingOf)
      .map((one) => [String(one['id']), wordsOf(one['condition_expr'], fields)] as const),
  )
  const used = [...fields.values()].filter(({ name }) => [...conditions.values()].some((words) => words?.includes(name)))
  const items: (Item | null)[] = []
  const parts = [`---\nkind: procedure\nrole: Whoever runs it\ntier: 3\n---\n\n# ${title}\n`]
  const about = blockOf(playbook['description'])
  if (about !== '') parts.push(`${about}\n`)
  parts.push('## Steps\n')
  if (used.length > 0 && lists.length > 0) {
    items.push(null)
    parts.push(`1. Say what is known of this run\n${used.map(({ ask }) => `   - Ask: ${ask}\n`).join('')}`)
  }
  for (const [list, one] of lists.entries()) {
    const name = lineOf(one['title'])
    parts.push(`### ${name === '' ? `Part ${list + 1}` : name}\n`)
    const lines = listIn(one, 'items')
      .map(thingOf)
      .map((item, at) => {
        items.push({ list, at })
        const called = lineOf(item['title']) || `Item ${at + 1}`
        const only = conditions.get(String(item['condition_id']))
        if (item['condition_id'] && !only) notes.push(`The condition of “${called}” is kept in the file; the text does not say it.`)
        if (item['assignee_id']) notes.push(`“${called}” is somebody’s by an id of Mattermost: say with “Who:” whose it is.`)
        const due = Number(item['due_date'] ?? 0)
        if (due > 0 && due % day !== 0) notes.push(`“${called}” is due in hours; the text says whole days alone.`)
        const command = lineOf(item['command'])
        return [
          `${at + 1}. **${called}**`,
          ...blockOf(item['description'])
            .split('\n')
            .filter((line) => line.trim() !== '')
            .map((line) => `\n   ${line.trim()}`),
          ...(command === '' ? [] : [`\n   Command: \`${command.replaceAll('`', '')}\``]),
          ...(only ? [`   - Only if: ${only}`] : []),
          ...(due > 0 && due % day === 0 ? [`   - Due: ${due / day} ${due === day ? 'day' : 'days'} after start`] : []),
        ].join('\n')
      })
    parts.push(`${lines.join('\n')}\n`)
  }
  return { title, source: parts.join('\n'), items, notes: [...new Set(notes)].slice(0, 50) }
}

type Step = { key: string; position: string; title: string; body: string; due: string | null; only: string | null }
type Known = { file: string; items: ReadonlyMap<string, Item | null>; before: ReadonlyMap<string, Step>; title: string }

/**
 * A procedure as a playbook. What came in as one goes out as it came: an item whose step says the same is the same, with all that the file says
 * of it; what changed takes the words of the text, what is new is new, what is gone is left out.
 */
export function writePlaybook(title: string, steps: readonly Step[], known: Known | undefined): string {
  const original = known
    ? thingOf(parsed(known.file))
    : { version: 1, title, description: '', public: false, create_public_playbook_run: false }
  const lists = listIn(original, 'checklists').map(thingOf)
  const phased = steps.length > 0 && steps.every(({ position }) => position.includes('.'))
  const shown = steps.filter(({ key }) => known?.items.get(key) !== null)
  const groups = Map.groupBy(shown, ({ position }) => (phased ? (position.split('.')[0] ?? '1') : '1'))
  const taken = new Set<number>()
  const checklists = [...groups].map(([phase, own]) => {
    const list = own.flatMap(({ key }) => known?.items.get(key)?.list ?? []).find((at) => !taken.has(at))
    if (list !== undefined) taken.add(list)
    const head = list === undefined ? { title: phased ? `Part ${phase}` : 'Steps' } : (lists[list] ?? {})
    return { ...head, items: own.map((step) => itemOf(step, lists, known)) }
  })
  // a list without a step was empty, and stays where it was
  for (const [at, list] of lists.entries()) if (listIn(list, 'items').length === 0) checklists.splice(at, 0, { ...list, items: [] })
  const called = known && known.title === title ? {} : { title }
  return `${JSON.stringify({ ...original, ...called, checklists }, null, 4)}\n`
}

function itemOf(step: Step, lists: readonly Thing[], known: Known | undefined): Thing {
  const place = known?.items.get(step.key)
  const item = place ? thingOf(listIn(lists[place.list] ?? {}, 'items')[place.at]) : {}
  const before = known?.before.get(step.key)
  if (place && before && before.title === step.title && before.body === step.body && before.due === step.due && before.only === step.only)
    return item
  const due = before?.due === step.due ? {} : { due_date: dueIn(step.due) }
  // a condition that the text says otherwise is none of the file's any more
  const only = before?.only === step.only ? {} : { condition_id: '' }
  return { ...item, title: step.title, ...(before?.body === step.body ? {} : { description: step.body }), ...due, ...only }
}

/** Milliseconds after the start; nought where it counts from anything else. */
function dueIn(due: string | null): number {
  const [, count, unit = ''] = /^(\d{1,3})\s+(day|week)s?\s+after\s+(?:the\s+)?start$/i.exec(due ?? '') ?? []
  return count === undefined ? 0 : Number(count) * (/week/i.test(unit) ? 7 : 1) * day
}

type Field = { name: string; ask: string; options: ReadonlyMap<string, string> | null }

/** Properties that a step can ask for: texts, and choices of two and more. Their names are parted from the grammar of conditions. */
function fieldsOf(playbook: Thing): Map<string, Field> {
  return new Map(
    listIn(playbook, 'properties')
      .map(thingOf)
      .flatMap((one): [string, Field][] => {
        const name = lineOf(one['name'])
          .replaceAll(/[^\p{L}\p{N} '’_/-]/gu, ' ')
          .replaceAll(/\s+/g, ' ')
          .trim()
          .slice(0, 40)
        if (one['type'] === 'text') return [[String(one['id']), { name, ask: `${name} (text, optional)`, options: null }]]
        if (one['type'] !== 'select') return []
        const options = new Map(
          listIn(thingOf(one['attrs'] ?? {}), 'options')
            .map(thingOf)
            .map(
              (option) =>
                [
                  String(option['id']),
                  lineOf(option['name'])
                    .replaceAll(/[,|"”()]/g, ' ')
                    .trim(),
                ] as const,
            ),
        )
        return [[String(one['id']), { name, ask: `${name} (choice: ${[...options.values()].join(', ')}, optional)`, options }]]
      })
      .filter(([, { ask }]) => askOf(ask) !== null),
  )
}

/** Ours have no more brackets in one another. */
const deepest = 20

/** An expression of conditions in our words; nothing where ours cannot say it. */
function wordsOf(said: unknown, fields: ReadonlyMap<string, Field>, depth = 0): string | null {
  if (depth > deepest) return null
  const inner = depth > 0
  const { and, or, is, isNot } = thingOf(said ?? {}) as { and?: unknown; or?: unknown; is?: unknown; isNot?: unknown }
  const many = Array.isArray(and) ? and : Array.isArray(or) ? or : undefined
  if (many) {
    const parts = many.map((one) => wordsOf(one, fields, depth + 1))
    if (parts.length === 0 || parts.some((one) => one === null)) return null
    const joined = parts.join(Array.isArray(and) ? ' and ' : ' or ')
    return inner && parts.length > 1 ? `(${joined})` : joined
  }
  const { field_id, value } = thingOf(is ?? isNot ?? {})
  const field = fields.get(String(field_id))
  if (!field) return null
  const values = (Array.isArray(value) ? value : [value]).map((one) =>
    field.options ? field.options.get(String(one)) : typeof one === 'string' ? one.trim() : undefined,
  )
  if (values.length === 0 || values.some((one) => one === undefined || one === '' || one.includes('"'))) return null
  const tests = values.map((one) => `${field.name} = "${one}"`).join(' or ')
  const whole = values.length > 1 ? `(${tests})` : tests
  return is === undefined ? `not ${whole}` : inner ? whole : tests
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw unreadable('It is no JSON.')
  }
}

function unreadable(why: string): Refusal {
  const text = `This is no playbook of Mattermost as it is exported. ${why}`
  return new Refusal('refused', 'playbook.unreadable', text, { unmet: [{ code: 'playbook.unreadable', text, path: 'file' }] })
}

function thingOf(value: unknown): Thing {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Thing
  throw unreadable('Something in it is no object where one is.')
}

function listIn(thing: Thing, key: string): unknown[] {
  const value = thing[key]
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return value
  throw unreadable(`“${key}” is no list.`)
}

/** One line of words, with what Markdown would read in them taken as it stands. */
function lineOf(value: unknown): string {
  return typeof value === 'string'
    ? value
        .toWellFormed()
        .replaceAll(/\s+/g, ' ')
        .trim()
        .slice(0, 200)
        .replaceAll(/[\\`*_<>[\]#]/g, '\\$&')
    : ''
}

/** Markdown as it was written, without what would begin a part of ours. */
function blockOf(value: unknown): string {
  return typeof value === 'string'
    ? value
        .toWellFormed()
        .slice(0, 20_000)
        .replaceAll(/\p{Cc}/gu, (one) => (one === '\n' ? one : ' '))
        // within a line: from each of many empty ones all the others would be looked through
        .replaceAll(/^[^\S\n]*(?:#{1,6}\s|---[^\S\n]*$|<!--)/gm, ' ')
        .trim()
    : ''
}
