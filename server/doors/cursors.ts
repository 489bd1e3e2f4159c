import { createHmac, timingSafeEqual } from 'node:crypto'
import { jcs } from '../kernel/canonical.ts'
import { derivedKey } from '../kernel/keys.ts'
import type { Operation } from '../kernel/operation.ts'
import { Refusal } from '../kernel/refusal.ts'

type Fields = Record<string, unknown>

/**
 * A cursor as callers hold it: the room's own, with a mark that binds it to the operation and to every filter and sort of the question.
 * A made-up cursor, or one of another list, is refused before a query reads it; how many rows a page has may change between pages.
 */
export function openCursor(operation: Operation, input: unknown): unknown {
  if (!isFields(input) || typeof input.cursor !== 'string') return input
  const at = input.cursor.lastIndexOf('.')
  const inner = input.cursor.slice(0, Math.max(at, 0))
  const mark = Buffer.from(input.cursor.slice(at + 1))
  const right = Buffer.from(markOf(operation, input, inner))
  if (at < 1 || mark.length !== right.length || !timingSafeEqual(mark, right)) {
    throw new Refusal(
      'invalid',
      'cursor.invalid',
      'This cursor is not one that we gave out for this list and these filters. Start without it.',
    )
  }
  return { ...input, cursor: inner }
}

/** Seals the `next` of a list's answer for the question that was asked. */
export function sealNext(operation: Operation, input: unknown, answer: unknown): unknown {
  if (!isFields(input) || !isFields(answer) || typeof answer.next !== 'string' || !takesCursor(operation)) return answer
  answer.next = `${answer.next}.${markOf(operation, input, answer.next)}`
  return answer
}

function takesCursor(operation: Operation): boolean {
  const shape: unknown = Reflect.get(operation.input, 'shape')
  return isFields(shape) && 'cursor' in shape
}

function markOf(operation: Operation, input: Fields, inner: string): string {
  const { cursor: _cursor, limit: _limit, ...question } = input
  const text = jcs([operation.name, JSON.parse(JSON.stringify(question)), inner])
  return createHmac('sha256', derivedKey('cursors')).update(text).digest('base64url').slice(0, 22)
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
