import { randomUUID } from 'node:crypto'
import { z } from 'zod'

type Schema = {
  type?: string
  format?: string
  pattern?: string
  minLength?: number
  minimum?: number
  minItems?: number
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
}

const texts = ['1', 'text', '2026-06-15', 'USD', 'DE', 'en', 'a'.repeat(64), 'C-000001', '10:00', '#000000', 'https://tidewater.example']

/** Fields whose rule is more than their shape tells. */
const named: Record<string, string> = { currency: 'USD', country: 'DE', rule: 'FREQ=WEEKLY' }

/** The plainest input that fits: what is required and nothing else. A test gives what it means by itself and leaves the rest to this. */
export function sampleOf(input: z.ZodType): Record<string, unknown> {
  const schema = schemas.get(input) ?? (z.toJSONSchema(input, { unrepresentable: 'any', io: 'input' }) as Schema)
  schemas.set(input, schema)
  return plainest(schema) as Record<string, unknown>
}

const schemas = new WeakMap<z.ZodType, Schema>()

function plainest(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const either = schema.anyOf ?? schema.oneOf
  if (either?.[0]) return plainest(either[0])
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map(plainest))
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((name) => {
          const of = schema.properties?.[name] ?? {}
          return [name, (of.enum ? undefined : named[name]) ?? plainest(of)]
        }),
      )
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => plainest(schema.items ?? {}))
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 1)
    case 'boolean':
      return true
    case 'string':
      return textOf(schema)
    default:
      return 'text'
  }
}

function textOf({ format, pattern, minLength = 1 }: Schema): string {
  if (format === 'uuid') return randomUUID()
  if (format === 'date') return '2026-06-15'
  if (format === 'date-time') return '2026-06-15T10:00:00.000Z'
  if (format === 'email') return 'robin@kestrel.example'
  const fits = texts.find((text) => text.length >= minLength && (!pattern || new RegExp(pattern, 'u').test(text)))
  return fits ?? 'x'.repeat(minLength)
}
