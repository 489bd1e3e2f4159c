import { z } from 'zod'

type Schema = z.core.$ZodType
type Def = z.core.$ZodTypeDef & Record<string, unknown>

const made = new WeakMap<Schema, Schema>()

/**
 * The same shape, refusing at every depth a field that it does not name: what a caller sends and we do not read would be lost in
 * silence. Shapes that say themselves what else they hold (`z.looseObject`, `.catchall`, records) stay as they are.
 */
export function strictly<T extends Schema>(schema: T): T {
  const known = made.get(schema)
  if (known) return known as T
  const strict = rebuilt(schema)
  made.set(schema, strict)
  return strict as T
}

function rebuilt(schema: Schema): Schema {
  const def = schema._zod.def as unknown as Def
  switch (def.type) {
    case 'object': {
      const shape = Object.fromEntries(Object.entries(def.shape as Record<string, Schema>).map(([name, field]) => [name, strictly(field)]))
      return z.core.clone(schema, { ...def, shape, catchall: def.catchall ?? z.never() } as never, { parent: true })
    }
    case 'array':
      return replaced(schema, { element: strictly(def.element as Schema) })
    case 'record':
      return replaced(schema, { valueType: strictly(def.valueType as Schema) })
    case 'tuple':
      return replaced(schema, { items: (def.items as Schema[]).map(strictly) })
    case 'union':
      return replaced(schema, { options: (def.options as Schema[]).map(strictly) })
    case 'pipe':
      return replaced(schema, { in: strictly(def.in as Schema) })
    case 'lazy':
      return replaced(schema, { getter: () => strictly((def.getter as () => Schema)()) })
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'readonly':
    case 'catch':
    case 'nonoptional':
      return replaced(schema, { innerType: strictly(def.innerType as Schema) })
    default:
      return schema
  }
}

function replaced(schema: Schema, parts: Record<string, unknown>): Schema {
  return z.core.clone(schema, { ...(schema._zod.def as unknown as Def), ...parts } as never, { parent: true })
}
