import { z } from 'zod'
import type { Operation } from '../kernel/operation.ts'

export type Field = { name: string; required: boolean; schema: Record<string, unknown> }

/** The fields of an operation's input, as JSON Schema tells them. */
export function fieldsOf(operation: Operation): Field[] {
  const schema = z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' })
  const required = new Set(schema.required ?? [])
  return Object.entries(schema.properties ?? {}).map(([name, shape]) => ({
    name,
    required: required.has(name),
    schema: shape as Record<string, unknown>,
  }))
}

/**
 * Text from a query or a command line as the field wants it: numbers, booleans, lists (also of one), objects as JSON. What does not
 * fit stays text, so that the shape of the operation says what is wrong with it.
 */
export function typedBy(fields: readonly Field[]): (name: string, texts: readonly string[]) => unknown {
  const byName = new Map(fields.map((field) => [field.name, field.schema]))
  return (name, texts) => {
    const schema = byName.get(name)
    const kinds = schema ? kindsOf(schema) : new Set<string>()
    if (kinds.has('array')) {
      const [only = ''] = texts
      if (texts.length === 1 && only.trim().startsWith('[')) return parsed(only)
      const item = schema?.items as Record<string, unknown> | undefined
      return texts.map((text) => one(text, item ? kindsOf(item) : new Set()))
    }
    return texts.length > 1 ? [...texts] : one(texts[0] ?? '', kinds)
  }
}

function one(text: string, kinds: ReadonlySet<string>): unknown {
  if (kinds.has('string')) return text
  if (kinds.has('boolean') && (text === 'true' || text === 'false')) return text === 'true'
  if ((kinds.has('number') || kinds.has('integer')) && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (kinds.has('object') || kinds.has('array')) return parsed(text)
  return text
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** The JSON kinds that a schema allows, through its alternatives. */
function kindsOf(schema: Record<string, unknown>): Set<string> {
  const kinds = new Set<string>()
  for (const kind of [schema.type].flat()) if (typeof kind === 'string') kinds.add(kind)
  for (const value of (schema.enum ?? ('const' in schema ? [schema.const] : [])) as unknown[]) kinds.add(typeof value)
  for (const choice of [...((schema.anyOf ?? []) as object[]), ...((schema.oneOf ?? []) as object[])]) {
    for (const kind of kindsOf(choice as Record<string, unknown>)) kinds.add(kind)
  }
  return kinds
}
