import type { OpenApi } from './openapi.ts'

type Schema = { readonly [key: string]: unknown }
type Tree = { [part: string]: Tree | string }

/**
 * Source of the typed client, made from the OpenAPI document of the house: an interface of every operation that a program may call with
 * an API key, and their routes. Shapes of the components become types of their own. Needs `runtime.ts` beside it.
 */
export function clientCode(document: OpenApi, isOffered: (operation: string) => boolean): string {
  const tree: Tree = {}
  const routes: string[] = []
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, entry] of Object.entries(methods)) {
      const name = String(entry.operationId)
      if (!isOffered(name)) continue
      const output = outputOf(entry)
      const input = inputOf(entry)
      const kind = isPaged(entry) ? 'ListCall' : 'Call'
      place(tree, name.split('.'), `/** ${sentence(entry)} */\n%${kind}<${input}, ${output}>`)
      const route = [method.toUpperCase(), path.replace(/^\/api/, ''), ...(output === 'Uint8Array' ? ['bytes'] : [])]
      routes.push(`  ${text(name)}: [${route.map(text).join(', ')}],`)
    }
  }
  const types = Object.entries(document.components.schemas).map(([name, schema]) => `export type ${typeName(name)} = ${typeOf(schema)}`)
  return [
    "import { type Call, connect, type ListCall, type Route, type Settings } from './runtime.ts'",
    "export { Refusal, type Options, type Settings } from './runtime.ts'",
    '',
    ...types,
    '',
    `export type Quarterdeck = ${printed(tree)}`,
    '',
    '/** The operations of a house: `quarterdeck({ url, key }).customers.accounts.list({ limit: 5 })`. */',
    'export function quarterdeck(settings: Settings): Quarterdeck {',
    '  return connect(settings, routes) as Quarterdeck',
    '}',
    '',
    'const routes: Readonly<Record<string, Route>> = {',
    ...routes,
    '}',
    '',
  ].join('\n')
}

/** The TypeScript type of a JSON Schema; what it cannot say is `unknown`. */
export function typeOf(schema: unknown): string {
  if (schema === undefined || schema === true || typeof schema !== 'object' || schema === null) return 'unknown'
  const { $ref, const: only, enum: several, anyOf, oneOf, allOf, type, ...rest } = schema as Schema
  if (typeof $ref === 'string') return typeName($ref.split('/').at(-1) ?? '')
  if (only !== undefined) return JSON.stringify(only)
  if (Array.isArray(several)) return several.map((one) => JSON.stringify(one)).join(' | ')
  const choice = anyOf ?? oneOf
  if (Array.isArray(choice)) return [...new Set(choice.map((one) => wrapped(typeOf(one))))].join(' | ')
  if (Array.isArray(allOf)) return allOf.map((one) => wrapped(typeOf(one))).join(' & ')
  if (Array.isArray(type)) return type.map((one) => typeOf({ ...rest, type: one })).join(' | ')
  switch (type) {
    case 'string':
      return 'string'
    case 'integer':
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'null':
      return 'null'
    case 'array':
      return Array.isArray(rest.prefixItems) ? `[${rest.prefixItems.map(typeOf).join(', ')}]` : `${wrapped(typeOf(rest.items))}[]`
    case 'object':
      return objectOf(rest)
    default:
      return 'unknown'
  }
}

function objectOf({ properties, required, additionalProperties }: Schema): string {
  const needed = new Set((required ?? []) as string[])
  const fields = Object.entries((properties ?? {}) as Schema)
  const open = additionalProperties !== undefined && additionalProperties !== false
  if (fields.length === 0) return open ? `Record<string, ${typeOf(additionalProperties)}>` : 'Record<string, never>'
  return `{ ${fields.map(([name, schema]) => `${quoted(name)}${needed.has(name) ? '' : '?'}: ${typeOf(schema)}`).join('; ')} }`
}

type Parameter = { name: string; in: string; required: boolean; schema: unknown }

/** Parts of the path, the query, the version and the fields of the body, as one object. */
function inputOf(entry: Schema): string {
  const parameters = (entry.parameters ?? []) as Parameter[]
  const fields = parameters
    .filter((one) => one.in !== 'header')
    .map((one) => `${quoted(one.name)}${one.required ? '' : '?'}: ${typeOf(one.schema)}`)
  const version = parameters.find((one) => one.name === 'If-Match')
  if (version) fields.push(`if_match${version.required ? '' : '?'}: number`)
  const own = fields.length > 0 ? `{ ${fields.join('; ')} }` : undefined
  const body = schemaIn(entry.requestBody)
  const bodyType = body === undefined ? undefined : typeOf(body)
  const parts = [own, bodyType === 'Record<string, never>' ? undefined : bodyType].filter((part) => part !== undefined)
  return parts.length > 0 ? parts.map(wrapped).join(' & ') : 'Record<string, never>'
}

function outputOf(entry: Schema): string {
  const done = doneOf(entry)
  if (!done?.content) return 'undefined'
  return 'application/json' in (done.content as object) ? typeOf(schemaIn(done)) : 'Uint8Array'
}

function doneOf(entry: Schema): Schema | undefined {
  const answers = entry.responses as Record<string, Schema>
  return Object.entries(answers).find(([status]) => status.startsWith('2'))?.[1]
}

function isPaged(entry: Schema): boolean {
  const schema = schemaIn(doneOf(entry)) as { properties?: object } | undefined
  const parameters = (entry.parameters ?? []) as Parameter[]
  return parameters.some((one) => one.name === 'cursor') && Object.hasOwn(schema?.properties ?? {}, 'items')
}

function schemaIn(part: unknown): unknown {
  return (part as { content?: Record<string, { schema?: unknown }> } | undefined)?.content?.['application/json']?.schema
}

function place(tree: Tree, [head = '', ...rest]: string[], leaf: string): void {
  if (rest.length === 0) {
    tree[head] = leaf
    return
  }
  const below = tree[head] ?? {}
  tree[head] = below
  if (typeof below === 'string') throw new Error(`${head} is an operation and a group of operations`)
  place(below, rest, leaf)
}

function printed(tree: Tree): string {
  const lines = Object.entries(tree).map(([name, below]) => {
    if (typeof below !== 'string') return `${quoted(name)}: ${printed(below)}`
    const [comment = '', type = ''] = below.split('\n%')
    return `${comment}\n${quoted(name)}: ${type}`
  })
  return `{\n${lines.join('\n')}\n}`
}

function sentence(entry: Schema): string {
  return `${String(entry.summary)}. ${String(entry.description)}`.replaceAll('*/', '* /').replace(/\s+/g, ' ')
}

function typeName(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')
}

function wrapped(type: string): string {
  return /[|&]/.test(type) ? `(${type})` : type
}

/** A name of a field: in quotes only where it must be. */
function quoted(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : text(name)
}

function text(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
