import { z } from 'zod'
import { made } from '../../shapes/made.ts'

export type Values = Record<string, unknown>
export type Errors = Record<string, string>

/** Reads a field by its dotted name: `at({ a: { b: 1 } }, 'a.b')` → 1. */
export function at(values: unknown, name: string): unknown {
  return name
    .split('.')
    .reduce<unknown>((held, part) => (typeof held === 'object' && held !== null ? (held as Values)[part] : undefined), values)
}

/** Writes a field by its dotted name, `parties.0.letter` too; everything on the way is copied, and a list stays one. */
export function put(values: Values, name: string, value: unknown): Values {
  const [first = '', ...rest] = name.split('.')
  if (rest.length === 0) return { ...values, [first]: value }
  const inner = values[first]
  const changed = put(typeof inner === 'object' && inner !== null ? (inner as Values) : {}, rest.join('.'), value)
  return { ...values, [first]: Array.isArray(inner) ? Object.values(changed) : changed }
}

/** An empty text is an absent value: the schema says whether that is allowed. Lists stay lists. */
export function filled(values: Values): Values {
  const kept: Values = {}
  for (const [name, value] of Object.entries(values)) {
    if (value === '' || value === undefined) continue
    kept[name] = typeof value === 'object' && value !== null && !Array.isArray(value) ? filled(value as Values) : value
  }
  return kept
}

/** What an edit emptied is sent as nothing at all where the schema knows nothing: left out, it would stay as it was. */
export function emptied(schema: z.ZodType, before: Values, values: Values): Values {
  const fields = jsonOf(schema).properties ?? {}
  if (!fields['if_match']) return {}
  const gone = Object.keys(before).filter((name) => isSet(before[name]) && !isSet(values[name]) && takesNull(fields[name]))
  return Object.fromEntries(gone.map((name) => [name, null]))
}

const isSet = (value: unknown) => value !== undefined && value !== null && value !== ''
const takesNull = (field: Json | undefined) => field?.anyOf?.some((one) => one.type === 'null') ?? false

/** What the schema says against the values, by dotted field name; the first word on each field. */
export function errorsOf(schema: z.ZodType, values: Values): Errors {
  const read = made(schema).safeParse(filled(values))
  if (read.success) return {}
  const errors: Errors = {}
  for (const issue of read.error.issues) {
    const name = issue.path.map(String).join('.')
    errors[name] ??= at(filled(values), name) === undefined ? 'This is needed.' : spoken(issue.message)
  }
  return errors
}

/** Words that follow a field's name elsewhere stand alone below the field. */
function spoken(message: string): string {
  return /^[a-z]/.test(message) ? `This ${message}${/[.!?]$/.test(message) ? '' : '.'}` : message
}

type FieldShape = {
  name: string
  kind: 'text' | 'number' | 'whole' | 'choice' | 'yes' | 'day' | 'email'
  required: boolean
  options?: string[]
  title?: string
  hint?: string
}

type Json = {
  type?: string
  enum?: unknown[]
  format?: string
  properties?: Record<string, Json>
  required?: string[]
  description?: string
  title?: string
  pattern?: string
  minItems?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  anyOf?: Json[]
}

/** The plain fields of an object schema, for a form that draws itself; nested objects and lists are left to the screen. */
export function fieldsOf(schema: z.ZodType): FieldShape[] {
  const json = jsonOf(schema)
  const needed = new Set(json.required ?? [])
  return Object.entries(json.properties ?? {}).flatMap(([name, raw]) => {
    const shape = raw.anyOf?.find((one) => one.type !== 'null') ?? raw
    const kind = kindOf(shape)
    if (!kind) return []
    const said = { ...(shape.title ? { title: shape.title } : {}), ...(shape.description ? { hint: shape.description } : {}) }
    return [{ name, kind, required: needed.has(name), ...(shape.enum ? { options: shape.enum.map(String) } : {}), ...said }]
  })
}

/** Whether a field by its dotted name is an instant: a day that is picked for it means its first second in UTC. */
export function isInstant(schema: z.ZodType, name: string): boolean {
  let json: Json | undefined = jsonOf(schema)
  for (const part of name.split('.')) json = json?.properties?.[part] ?? json?.anyOf?.find((one) => one.properties)?.properties?.[part]
  return [json, ...(json?.anyOf ?? [])].some((one) => one?.format === 'date-time')
}

type Limits = { length?: number; least?: number; most?: number }

/** How long a text and how large a number may be; nothing where the schema says nothing worth saying. */
export function limitsOf(schema: z.ZodType, name: string): Limits {
  let json: Json | undefined = jsonOf(schema)
  for (const part of name.split('.')) json = json?.properties?.[part] ?? json?.anyOf?.find((one) => one.properties)?.properties?.[part]
  const shape = json?.anyOf?.find((one) => one.type !== 'null') ?? json
  const bound = (value: number | undefined) => (value !== undefined && Math.abs(value) < 1e12 ? value : undefined)
  const [least, most] = [bound(shape?.minimum), bound(shape?.maximum)]
  return {
    ...(shape?.maxLength === undefined ? {} : { length: shape.maxLength }),
    ...(least === undefined ? {} : { least }),
    ...(most === undefined ? {} : { most }),
  }
}

/** Whether a field by its dotted name must be given. */
export function isNeeded(schema: z.ZodType, name: string): boolean {
  let json: Json | undefined = jsonOf(schema)
  const parts = name.split('.')
  for (const [index, part] of parts.entries()) {
    if (!json?.required?.includes(part)) return false
    json = json.properties?.[part]
    // a list that may be empty is answered by leaving everything unticked
    if (index === parts.length - 1) return json?.type !== 'array' || (json.minItems ?? 0) > 0
  }
  return false
}

const jsons = new WeakMap<z.ZodType, Json>()

function jsonOf(schema: z.ZodType): Json {
  const known = jsons.get(schema)
  if (known) return known
  const json = z.toJSONSchema(made(schema), { io: 'input', unrepresentable: 'any' }) as Json
  jsons.set(schema, json)
  return json
}

function kindOf(shape: Json): FieldShape['kind'] | undefined {
  if (shape.enum) return 'choice'
  if (shape.type === 'boolean') return 'yes'
  if (shape.type === 'integer') return 'whole'
  if (shape.type === 'number') return 'number'
  if (shape.type !== 'string') return undefined
  if (shape.format === 'date' || shape.format === 'date-time') return 'day'
  return shape.format === 'email' ? 'email' : 'text'
}

/** What a number field holds: it hands over text for what may go on, such as "0", "100.00" or "-"; no number is undefined. */
export function numberTyped(next: number | string): number | undefined {
  const value = typeof next === 'number' ? next : next.trim() === '' ? Number.NaN : Number(next)
  return Number.isFinite(value) ? value : undefined
}

/** The same for money: typed in major units, kept in minor units. */
export function minorTyped(next: number | string, places: number): number | undefined {
  const value = numberTyped(next)
  return value === undefined ? undefined : Math.round(value * 10 ** places)
}
