import { expect, test } from 'vitest'
import { z } from 'zod'
import { inputWords } from './input-words.ts'

test('a list that needs one reads as empty, not as fewer than one', () => {
  const said = z.array(z.string()).min(1).safeParse([], { error: inputWords })
  expect(said.error?.issues[0]?.message).toBe('may not be empty')
  const two = z.array(z.string()).min(2).safeParse(['a'], { error: inputWords })
  expect(two.error?.issues[0]?.message).toBe('must have at least 2 entries')
})

test('every kind of the library is said in our words', () => {
  const ours: [z.ZodType, unknown, string][] = [
    [z.string(), 1, 'must be text'],
    [z.int(), 1.5, 'must be a whole number'],
    [z.enum(['a', 'b']), 'c', 'must be one of a, b'],
    [z.int().min(1), -5, 'must be at least 1'],
    [z.int().max(60), 61, 'must be at most 60'],
    [z.number().gt(0), 0, 'must be above 0'],
    [z.string().max(2), 'abc', 'must have at most 2 characters'],
    [z.array(z.string()).max(1), ['a', 'b'], 'must have at most 1 entry'],
    [z.uuid(), 'x', 'is not an id'],
    [z.email(), 'x', 'is not an e-mail address'],
    [z.iso.date(), 'x', 'is not a day such as 2026-03-31'],
    [z.number().multipleOf(5), 3, 'must be a multiple of 5'],
    [z.union([z.string(), z.boolean()]), 3, 'has none of the forms that are allowed'],
    [z.record(z.enum(['a']), z.string()), { b: 'x' }, 'is missing'],
    [z.partialRecord(z.string().regex(/^a/), z.string()), { b: 'x' }, 'has a name that is not allowed'],
    [z.map(z.string(), z.string()), new Map([['a', 1]]), 'must be text'],
    [z.strictObject({}), { b: 1 }, 'has fields that are not known: b'],
    [z.strictObject({}), { a: 1, b: 1, c: 1, d: 1, e: 1, f: 1 }, 'has fields that are not known: a, b, c, d, e'],
    [z.string().max(1), 'ab', 'must have at most 1 character'],
    [z.string().refine(() => false), 'x', 'does not fit'],
  ]
  for (const [shape, given, words] of ours) {
    const [issue] = shape.safeParse(given, { error: inputWords }).error?.issues ?? []
    expect(issue?.message, JSON.stringify(given)).toBe(words)
  }
})
