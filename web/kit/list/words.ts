import type { Column } from '../../../server/kernel/list/list.ts'
import { type Condition, questionsOf } from '../../../server/kernel/list/where.ts'
import { dayText } from '../days.ts'
import { countText, countryText } from '../format.ts'

export type Question = Condition['question']

/** What each question is called in a menu. */
export const questionWords: Record<Question, string> = {
  is: 'is',
  is_not: 'is not',
  contains: 'contains',
  at_least: 'at least',
  at_most: 'at most',
  between: 'between',
  on: 'on',
  before: 'before',
  after: 'after',
  next: 'within the next',
  last: 'within the last',
  empty: 'is empty',
  filled: 'has a value',
}

/** Which question a menu begins with. */
export function firstQuestion(column: Column): Question {
  const known = questionsOf(column)
  return known.find((one) => one === 'next') ?? known.find((one) => one === 'at_least') ?? known[0] ?? 'is'
}

/** A condition as its chip says it, behind the column's title: "within 90 days", "is in force or in grace". `nameOf` knows people. */
export function conditionWords(column: Column, { question, values }: Condition, nameOf: (id: string) => string | undefined): string {
  const one = (value: string) => valueWords(column, value, nameOf)
  const [first = '', second = ''] = values
  switch (question) {
    case 'next':
      return first === '1' ? 'today or tomorrow' : `within ${first} days`
    case 'last':
      return `in the last ${first === '1' ? 'day' : `${first} days`}`
    case 'empty':
      return column.empty ? `is ${lower(column.empty)}` : 'is empty'
    case 'filled':
      return 'has a value'
    case 'between':
      if (first && second) return `${one(first)} – ${one(second)}`
      return first ? `from ${one(first)}` : `until ${one(second)}`
    case 'is':
      return column.kind === 'yes' ? one(first) : `is ${values.map(one).join(' or ')}`
    case 'is_not':
      return `is not ${values.map(one).join(' or ')}`
    case 'contains':
      return `contains “${first}”`
    default:
      return `${questionWords[question]} ${one(first)}`
  }
}

function valueWords(column: Column, value: string, nameOf: (id: string) => string | undefined): string {
  const { kind, choices, wider } = column
  if (kind === 'choice') return lower(choices?.[value] ?? wider?.[value] ?? value)
  if (kind === 'day' || kind === 'instant') return value === 'today' ? 'today' : dayText(value)
  if (kind === 'count' || kind === 'money') return countText(Number(value))
  if (kind === 'percent') return `${countText(Number(value) * 100)}%`
  if (kind === 'yes') return value === 'yes' ? 'yes' : 'no'
  if (kind === 'country') return countryText(value)
  if (kind === 'person' || kind === 'customer') return value === 'me' ? 'me' : (nameOf(value) ?? 'a certain one')
  return `“${value}”`
}

/** "In force" → "in force"; what is spelt in capitals stays. */
function lower(text: string): string {
  return /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}
