import { z } from 'zod'
import { inputWords, sentenceOf } from '../kernel/input-words.ts'
import { mostDepth } from '../kernel/json.ts'
import { nearestName } from '../kernel/nearest.ts'
import { Refusal, type Unmet } from '../kernel/refusal.ts'
import { type Endpoint, isFileAnswer } from '../kernel/room.ts'

/** What does not fit is told for so many fields. */
const mostTold = 50

/**
 * The input as the operation wants it. Refuses text that the database cannot hold, fields that the operation does not have
 * (`input.unknown_field`, with the nearest name) and values that do not fit (`input.invalid`); no message repeats a value.
 */
export function fitInput(bound: Endpoint, rawInput: unknown): unknown {
  const { input } = bound.operation
  const given = rawInput ?? {}
  refuseUnreadable(given, '', 0)
  const result = input.safeParse(given, { error: inputWords })
  if (result.success) return result.data
  const issues = result.error.issues
  const unknown = issues.flatMap((issue) => unknownIn(issue, []))
  if (unknown.length > 0) throw refusalOf(input, given, unknown)
  const unmet: Unmet[] = issues.slice(0, mostTold).map((issue) => {
    const path = issue.path.map(String).join('.')
    return { code: issue.code, text: sentenceOf(path, isMissing(issue, given) ? 'is missing' : issue.message), path }
  })
  throw new Refusal('invalid', 'input.invalid', `The input does not fit: ${unmet[0]?.text ?? 'unreadable.'}`, { unmet })
}

type Issue = z.core.$ZodIssue

/** A field that was left out is missing, whatever words its shape has for one that does not fit. */
function isMissing(issue: Issue, given: unknown): boolean {
  return ['invalid_type', 'invalid_value', 'invalid_union'].includes(issue.code) && valueAt(given, issue.path) === undefined
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((value, name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined), given)
}

type UnknownField = { name: string; path: (string | number)[] }

/** Unknown fields of an issue; of alternatives, those of the one that was meant: the one in which nothing else is wrong. */
function unknownIn(issue: Issue, above: (string | number)[]): UnknownField[] {
  const path = [...above, ...(issue.path as (string | number)[])]
  if (issue.code === 'unrecognized_keys') return issue.keys.map((name) => ({ name, path }))
  if (issue.code !== 'invalid_union') return []
  const meant = issue.errors
    .filter((issues) => issues.length > 0 && issues.every((one) => unknownIn(one, path).length > 0))
    .map((issues) => issues.flatMap((one) => unknownIn(one, path)))
    .sort((a, b) => a.length - b.length)
  return meant[0] ?? []
}

function refusalOf(input: z.ZodType, given: unknown, unknown: UnknownField[]): Refusal {
  const unmet = unknown.slice(0, mostTold).map(({ name, path }): Unmet => {
    const shown = [...path, name.slice(0, 80)].join('.')
    const forms = formsAt(input, path)
    const other = forms.find((names) => names.includes(name))
    const text = other ? `${shown} does not go together with ${besides(given, path, other)}.` : noField(shown, name, forms.flat())
    return { code: 'unknown_field', text, path: shown }
  })
  return new Refusal('invalid', 'input.unknown_field', `${unmet[0]?.text} Nothing was done.`, { unmet })
}

function noField(shown: string, name: string, known: string[]): string {
  const near = nearestName(name, known)
  return `There is no field ${shown}.${near ? ` Did you mean ${near}?` : ''}`
}

/** Of the fields that stand beside a field of another form, those that this other form does not have. */
function besides(given: unknown, path: readonly (string | number)[], other: readonly string[]): string {
  const beside = Object.keys(Object(valueAt(given, path))).filter((name) => !other.includes(name))
  return beside.length > 0 ? beside.slice(0, 5).join(', ') : 'the fields beside it'
}

/** Names that the shape has where the unknown one stood, of each of its alternatives. */
function formsAt(schema: z.core.$ZodType, path: readonly (string | number)[]): string[][] {
  const def = schema._zod.def as unknown as Record<string, unknown> & { type: string }
  const inner = (def.innerType ?? def.in) as z.core.$ZodType | undefined
  if (inner) return formsAt(inner, path)
  if (def.type === 'lazy') return formsAt((def.getter as () => z.core.$ZodType)(), path)
  if (def.type === 'union') return (def.options as z.core.$ZodType[]).flatMap((option) => formsAt(option, path))
  const [first, ...rest] = path
  if (def.type === 'object') {
    const shape = def.shape as Record<string, z.core.$ZodType>
    if (first === undefined) return [Object.keys(shape)]
    const field = shape[String(first)]
    return field ? formsAt(field, rest) : []
  }
  const next = (def.element ?? def.valueType) as z.core.$ZodType | undefined
  return next && first !== undefined ? formsAt(next, rest) : []
}

/** A zero byte, half a surrogate pair: PostgreSQL holds neither, and UTF-8 would change the second in silence. */
function refuseUnreadable(value: unknown, path: string, depth: number): void {
  if (typeof value === 'string') {
    if (isReadable(value)) return
    const detail = `${path || 'A text of the input'} holds a zero byte or half a character, which no text can keep.`
    throw new Refusal('invalid', 'input.unreadable', detail, { unmet: [{ code: 'unreadable', text: detail, path }] })
  }
  if (typeof value !== 'object' || value === null || value instanceof Date || ArrayBuffer.isView(value)) return
  if (depth > mostDepth) throw new Refusal('invalid', 'body.too_deep', `Lists and objects may lie ${mostDepth} deep in each other.`)
  for (const [name, one] of Object.entries(value)) {
    if (!isReadable(name)) throw new Refusal('invalid', 'input.unreadable', 'A field’s name holds a zero byte or half a character.')
    refuseUnreadable(one, path ? `${path}.${name}` : name, depth + 1)
  }
}

function isReadable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}

/** An answer that breaks the contract is our bug, never the caller's. Files pass as they are. */
export function fitOutput(bound: Endpoint, answer: unknown): unknown {
  if (isFileAnswer(answer)) return answer
  const result = bound.operation.output.safeParse(answer)
  if (!result.success) throw new Error(`${bound.operation.name} broke its contract: ${JSON.stringify(result.error.issues.slice(0, 5))}`)
  if (typeof answer === 'object' && answer !== null && typeof result.data === 'object' && result.data !== null)
    carrySymbols(answer, result.data)
  return result.data
}

/** Side effects for the door (cookies) ride on symbols, which no JSON shows. */
function carrySymbols(from: object, to: object): void {
  for (const symbol of Object.getOwnPropertySymbols(from)) {
    Object.defineProperty(to, symbol, { value: Reflect.get(from, symbol), enumerable: false })
  }
}
