import { nearestName } from '../nearest.ts'
import { Refusal } from '../refusal.ts'
import { isDay } from '../shapes.ts'
import type { Column, Kind, List } from './list.ts'
import { sortsOf } from './list.ts'

/**
 * The one way in which lists are asked, the same in an address, a file's export, on the command line, for tools and in saved views:
 *
 *     where=<column>:<question>[:<value>]     repeated, at most 20; all hold
 *
 *     state:is:active|in_grace        one of several
 *     end:between:2026-11-28..2027-02-26   both included; either side may be left out
 *     end:next:90                     from today to 90 days on; `last:30` from 30 days ago to today
 *     end:before:today                `today` is a day, too
 *     annual:at_least:50000.00        amounts are decimals, in the currency of each row
 *     customer:contains:harbour       everything behind the second colon is the text
 *     owner:is:me                     a person may be `me`
 *     end:empty   end:filled          where a column may be without a value
 */
type Question =
  | 'is'
  | 'is_not'
  | 'contains'
  | 'at_least'
  | 'at_most'
  | 'between'
  | 'on'
  | 'before'
  | 'after'
  | 'next'
  | 'last'
  | 'empty'
  | 'filled'

/** One condition. `between` has two values, of which one may be ''; `is` and `is_not` several, `empty` and `filled` none, others one. */
export type Condition = { column: string; question: Question; values: string[] }

const byKind: Record<Kind, readonly Question[]> = {
  text: ['contains', 'is'],
  count: ['is', 'at_least', 'at_most', 'between'],
  money: ['is', 'at_least', 'at_most', 'between'],
  percent: ['is', 'at_least', 'at_most', 'between'],
  day: ['on', 'before', 'after', 'between', 'next', 'last'],
  instant: ['on', 'before', 'after', 'between', 'next', 'last'],
  choice: ['is', 'is_not'],
  yes: ['is'],
  person: ['is', 'is_not'],
  customer: ['contains', 'is', 'is_not'],
  country: ['is', 'is_not'],
}

/** The questions that a column answers, in the order in which a menu shows them. */
export function questionsOf(column: Column): Question[] {
  if (column.asked === false) return []
  return [...byKind[column.kind], ...(column.empty === undefined ? [] : (['empty', 'filled'] as const))]
}

/** A condition as it travels. */
export function conditionText({ column, question, values }: Condition): string {
  if (question === 'empty' || question === 'filled') return `${column}:${question}`
  return `${column}:${question}:${values.join(question === 'between' ? '..' : '|')}`
}

/**
 * Reads a condition strictly. Refuses `list.unknown_column` and `list.unknown_question` with the nearest known name, and
 * `list.bad_value` with what a value looks like.
 */
export function readCondition(list: List, text: string): Condition {
  const [, name = text, question = '', rest] = /^([^:]*):([^:]*)(?::(.*))?$/s.exec(text) ?? []
  const column = columnOf(list, name)
  const known = questionsOf(column)
  const asked = known.find((one) => one === question)
  if (!asked) {
    const near = nearestName(question, known)
    const detail = `${name} is asked with ${wordsOf(known)}, as in ${name}:${known[0]}${rest === undefined ? '' : `:${rest.slice(0, 40)}`}.`
    throw new Refusal('invalid', 'list.unknown_question', `${detail}${near ? ` Did you mean ${near}?` : ''}`)
  }
  const values = valuesOf(asked, column, rest)
  const bad = values?.find((value) => !fits(asked, column, value))
  if (values === undefined || bad !== undefined) {
    const near = bad !== undefined && column.choices ? nearestName(bad, askedOf(column)) : undefined
    throw new Refusal(
      'invalid',
      'list.bad_value',
      `${name}:${asked} takes ${looksOf(asked, column)}.${near ? ` Did you mean ${near}?` : ''}`,
    )
  }
  return { column: name, question: asked, values }
}

/** What a list is sorted by; refuses `list.unknown_sort`. */
export function readSort(list: List, text: string | undefined): { column: string; down: boolean } {
  const sort = text ?? list.sort
  if (!sortsOf(list).includes(sort)) {
    const near = nearestName(sort, sortsOf(list))
    throw new Refusal('invalid', 'list.unknown_sort', `This list is not sorted by ${sort}.${near ? ` Did you mean ${near}?` : ''}`)
  }
  return { column: sort.replace(/^-/, ''), down: sort.startsWith('-') }
}

/** The columns that an export was asked for, by their names; refuses `list.unknown_column`. */
export function readColumns(list: List, text: string): string[] {
  const names = text.split(',').map((name) => name.trim())
  for (const name of names) columnNamed(list, name, Object.keys(list.columns))
  return [...new Set(names)]
}

function columnOf(list: List, name: string): Column {
  return columnNamed(
    list,
    name,
    Object.keys(list.columns).filter((one) => list.columns[one]?.asked !== false),
  )
}

function columnNamed(list: List, name: string, known: readonly string[]): Column {
  const column = known.includes(name) ? list.columns[name] : undefined
  if (column) return column
  const near = nearestName(name, known)
  const detail = `This list has no column ${name.slice(0, 80)}. ${near ? `Did you mean ${near}?` : `It has ${known.join(', ')}.`}`
  throw new Refusal('invalid', 'list.unknown_column', detail)
}

function valuesOf(question: Question, { kind }: Column, rest: string | undefined): string[] | undefined {
  if (question === 'empty' || question === 'filled') return rest === undefined ? [] : undefined
  if (rest === undefined || rest.trim() === '') return undefined
  if (question === 'between') {
    const [from, to, ...more] = rest.split('..')
    return to === undefined || more.length > 0 || (from === '' && to === '') ? undefined : [from ?? '', to]
  }
  const several = (question === 'is' || question === 'is_not') && ['choice', 'person', 'customer', 'country'].includes(kind)
  return several ? [...new Set(rest.split('|'))] : [rest]
}

/** What a choice is asked for: its values, and what is wider than one of them. */
function askedOf({ choices, wider }: Column): string[] {
  return [...Object.keys(choices ?? {}), ...Object.keys(wider ?? {})]
}

function fits(question: Question, column: Column, value: string): boolean {
  if (question === 'between' && value === '') return true
  if (question === 'next' || question === 'last') return /^\d{1,4}$/.test(value)
  if (question === 'contains') return value.length <= 200
  switch (column.kind) {
    case 'count':
    case 'money':
    case 'percent':
      return /^-?\d{1,15}(\.\d{1,6})?$/.test(value)
    case 'day':
    case 'instant':
      return value === 'today' || isDay(value)
    case 'choice':
      return askedOf(column).includes(value)
    case 'yes':
      return value === 'yes' || value === 'no'
    case 'person':
      return value === 'me' || uuid.test(value)
    case 'customer':
      return uuid.test(value)
    case 'country':
      return /^[A-Z]{2}$/.test(value)
    default:
      return value.length <= 200
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function looksOf(question: Question, column: Column): string {
  const { kind } = column
  if (question === 'empty' || question === 'filled') return 'no value'
  if (question === 'next' || question === 'last') return 'a number of days, such as 30'
  const one = {
    text: 'a text',
    count: 'a number such as 25',
    money: 'an amount such as 50000.00',
    percent: 'a number such as 12.5',
    day: 'a day such as 2026-03-31, or today',
    instant: 'a day such as 2026-03-31, or today',
    choice: `${askedOf(column).join(', ')}; several with | between them`,
    yes: 'yes or no',
    person: 'ids of people with | between them, or me',
    customer: question === 'contains' ? 'a text' : 'ids of accounts with | between them',
    country: 'countries such as DE|FR',
  }[kind]
  if (question !== 'between') return one
  return kind === 'day' || kind === 'instant' ? 'days such as 2026-01-01..2026-03-31' : 'numbers such as 1000..5000'
}

function wordsOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}
