import type { z } from 'zod'
import { stopped } from './stopped.ts'

/**
 * What is wrong with a field, in words that follow its name ("is missing", "must be a whole number"). A contract's own words, which
 * begin with a capital or stand by themselves, win over these. Never repeats what the caller sent.
 */
export function inputWords(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${kindWords[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return issue.input === undefined ? 'is missing' : `must be ${oneOf(issue.values)}`
    case 'too_small':
      return sizeWords(issue.origin, issue.minimum, 'least', issue.inclusive !== false)
    case 'too_big':
      return sizeWords(issue.origin, issue.maximum, 'most', issue.inclusive !== false)
    case 'invalid_format':
      return formatWords[issue.format] ?? 'does not have the form that is needed'
    case 'invalid_union':
      return issue.input === undefined ? 'is missing' : 'has none of the forms that are allowed'
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`
    case 'invalid_key':
      return 'has a name that is not allowed'
    case 'unrecognized_keys':
      return `has fields that are not known: ${issue.keys.slice(0, 5).join(', ')}`
    case 'invalid_element':
      return 'has an entry that does not fit'
    case 'custom':
      return 'does not fit'
  }
}

/** The whole sentence for a field: "expires_at is missing." */
export function sentenceOf(path: string, message: string): string {
  const text = /^[a-z]/.test(message) ? `${path || 'the input'} ${message}` : path ? `${path}: ${message}` : message
  return stopped(text)
}

const kindWords: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  date: 'an instant',
  null: 'null',
}

const formatWords: Record<string, string> = {
  email: 'is not an e-mail address',
  uuid: 'is not an id',
  date: 'is not a day such as 2026-03-31',
  datetime: 'is not an instant such as 2026-03-31T08:15:00Z',
  url: 'is not a web address',
  safeint: 'must be a whole number',
}

function oneOf(values: readonly unknown[]): string {
  const [only] = values
  return values.length === 1 ? String(only) : `one of ${values.slice(0, 30).map(String).join(', ')}`
}

function sizeWords(origin: string, limit: number | bigint, side: 'least' | 'most', inclusive: boolean): string {
  if (side === 'least' && limit === 1 && ['string', 'array', 'set'].includes(origin)) return 'may not be empty'
  if (origin === 'string') return `must have at ${side} ${limit} ${limit === 1 ? 'character' : 'characters'}`
  if (origin === 'array' || origin === 'set') return `must have at ${side} ${limit} ${limit === 1 ? 'entry' : 'entries'}`
  if (inclusive) return `must be at ${side} ${limit}`
  return side === 'least' ? `must be above ${limit}` : `must be below ${limit}`
}
