import { z } from 'zod'
import type { Operation } from '../kernel/operation.ts'
import type { Endpoint } from '../kernel/room.ts'
import { version } from '../kernel/version.ts'

type Schema = Record<string, unknown>
export type OpenApi = {
  openapi: string
  info: Schema
  servers: Schema[]
  security: Schema[]
  paths: Record<string, Record<string, Schema>>
  components: { schemas: Record<string, Schema>; securitySchemes: Schema }
}

/** What holds for every operation, read once. */
const about = [
  'The business-operations platform for open-core software companies.',
  '**Inputs are strict.** A field that the operation does not have is 400 `input.unknown_field` with the nearest name; nothing is coerced; a field twice is 400. Nothing was done.',
  '**Keys.** Send an `Idempotency-Key` (1 to 255 characters) with a write and the same key again repeats the answer, not the act, for 30 days. Where it is required, its lack is 400 `idempotency.key_required`. While the first still runs: 409 `idempotency.in_flight`, ask again. Another request under the key: 422 `idempotency.key_reused`. An answer that holds a secret is given once: 409 `idempotency.answered_once`.',
  '**Versions.** A thing that is edited answers its version as `ETag`; send it back as `If-Match`. Without it: 428 `edit.version_required`. Changed meanwhile: 412 `edit.stale`, and `version` of the problem is the one that stands.',
  '**Lists** are paged: give `next` back as `cursor`, with the same filters; else 400 `cursor.invalid`. `format=csv` answers the whole list as CSV, and a list with `where` as `format=xlsx` too; `columns=a,b` names its columns, `bom=true` marks a CSV as UTF-8 for spreadsheets. A `where` is `column:question:value`, such as `state:is:active|in_grace`, `runs_until:between:2026-11-28..2027-02-26`, `runs_until:next:90`, `annual:at_least:50000.00`, `owner:is:me`, `owner:empty`; all that are given hold. What a list does not know is 400 `list.unknown_column`, `list.unknown_question`, `list.bad_value`, `list.unknown_sort`.',
  '**Streams.** An operation that is followed answers once, or, asked for as `text/event-stream`, again after each change: `data` is its answer from where the one before ended, a comment comes each 15 seconds, `event: end` carries the problem when you are signed out or may no more. Twenty at once for one person: else 429 `stream.too_many`.',
  '**Problems** are RFC 9457 with a `code` that stays the same over releases and a `detail` that says what to do.',
].join('\n\n')

/** OpenAPI 3.1 of every operation, made from the same zod shapes that guard the doors. */
export function openApi(endpoints: readonly Endpoint[], publicUrl: string): OpenApi {
  const paths: OpenApi['paths'] = {}
  const schemas: Record<string, Schema> = { Problem: problemSchema }
  for (const { operation } of endpoints) {
    const path = `/api${operation.path}`
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: entryOf(operation, schemas) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Quarterdeck', version, description: about },
    servers: [{ url: publicUrl }],
    security: [{ key: [] }, {}],
    paths,
    components: { schemas, securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'An API key of the house.' } } },
  }
}

function entryOf(operation: Operation, schemas: Record<string, Schema>): Schema {
  const input = schemaOf(operation, 'input', schemas)
  const properties = (input.properties ?? {}) as Record<string, Schema>
  const required = (input.required ?? []) as string[]
  const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
  const hasBody = operation.method !== 'GET' && operation.method !== 'DELETE'
  const inQuery = hasBody ? [] : Object.keys(properties).filter((name) => !inPath.includes(name) && name !== 'if_match')
  return {
    operationId: operation.name,
    tags: [operation.name.split('.')[0]],
    summary: operation.summary,
    description: `Right: \`${operation.right}\`. Audience: ${operation.audience}.${operation.follow ? ' Followed as a stream.' : ''}`,
    parameters: [
      ...inPath.map((name) => ({ name, in: 'path', required: true, schema: properties[name] ?? { type: 'string' } })),
      ...inQuery.map((name) => ({ name, in: 'query', required: required.includes(name), schema: properties[name] })),
      ...('if_match' in properties
        ? [headerOf('If-Match', 'The ETag that was read; an edit made meanwhile answers 412.', operation.edit === 'version')]
        : []),
      ...(operation.method === 'GET' || (operation.secret && !operation.key)
        ? []
        : [headerOf('Idempotency-Key', 'Repeating a key repeats the answer, not the act.', operation.key === 'required')]),
    ],
    ...(hasBody
      ? {
          requestBody: {
            content: { 'application/json': { schema: bodySchema(input, inPath) }, ...formOf(operation, bodySchema(input, inPath)) },
          },
        }
      : {}),
    responses: {
      [operation.status ?? 200]: { description: 'Done', ...contentOf(operation, schemas) },
      ...Object.fromEntries(Object.entries(refusalsOf(operation)).map(([status, description]) => [status, problemWith(description)])),
      default: problemWith('Problem details (RFC 9457)'),
    },
  }
}

/** The same fields as a form, with the file as a part of it. */
function formOf({ upload }: Operation, body: Schema): Schema {
  if (!upload) return {}
  const properties = {
    ...(body.properties as Record<string, Schema>),
    [upload]: { type: 'string', contentMediaType: 'application/octet-stream' },
  }
  return { 'multipart/form-data': { schema: { ...body, properties } } }
}

/** Answers of the door itself to what the operation demands; its room's own refusals come under their own codes. */
function refusalsOf(operation: Operation): Record<string, string> {
  const keyed = operation.method !== 'GET' && (!operation.secret || operation.key === 'required')
  return {
    400: ['`input.invalid`, `input.unknown_field`', ...(operation.key === 'required' ? ['`idempotency.key_required`'] : [])].join(', '),
    ...(keyed && { 409: `\`idempotency.in_flight\`${operation.secret ? ', `idempotency.answered_once`' : ''}` }),
    ...(operation.edit === 'version' && { 412: '`edit.stale`: the problem’s `version` is the one that stands' }),
    ...(keyed && { 422: '`idempotency.key_reused`' }),
    ...(operation.edit === 'version' && { 428: '`edit.version_required`' }),
  }
}

function problemWith(description: string): Schema {
  return { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }
}

function headerOf(name: string, description: string, required: boolean): Schema {
  return { name, in: 'header', required, description, schema: { type: 'string' } }
}

/** An output of any shape is a file: its bytes are the body. */
function contentOf(operation: Operation, schemas: Record<string, Schema>): Schema {
  if (operation.status === 204) return {}
  if (operation.output._zod.def.type === 'unknown') return { content: { 'application/octet-stream': {} } }
  return { content: { 'application/json': { schema: schemaOf(operation, 'output', schemas) } } }
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'request_id'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: "the room's own word, such as renewal.too_early" },
    detail: { type: 'string' },
    request_id: { type: 'string' },
    unmet: {
      type: 'array',
      items: {
        type: 'object',
        properties: { code: { type: 'string' }, text: { type: 'string' }, path: { type: 'string' }, item: { type: 'string' } },
      },
    },
  },
}

/**
 * JSON Schema of one side of an operation as it travels: instants as text, bigint as integers. Shapes that name themselves move to
 * the components, since a `$ref` counts from the document's root.
 */
function schemaOf(operation: Operation, io: 'input' | 'output', schemas: Record<string, Schema>): Schema {
  const made = z.toJSONSchema(operation[io], {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
    override: ({ zodSchema, jsonSchema }) => {
      const { type } = zodSchema._zod.def
      if (type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
      if (type === 'bigint') Object.assign(jsonSchema, { type: 'integer' })
    },
  })
  const name = `${operation.name}.${io}`
  const text = JSON.stringify(made)
  const moved = JSON.parse(
    text
      .replaceAll('"$ref":"#/$defs/', `"$ref":"#/components/schemas/${name}.`)
      .replaceAll('"$ref":"#"', `"$ref":"#/components/schemas/${name}"`),
  ) as Schema
  const { $schema: _dialect, $defs, ...schema } = moved
  for (const [key, shape] of Object.entries(($defs ?? {}) as Record<string, Schema>)) schemas[`${name}.${key}`] = shape
  if (text.includes('"$ref":"#"')) schemas[name] = schema
  return schema
}

function bodySchema(input: Schema, inPath: string[]): Schema {
  if (!input.properties) return input
  const elsewhere = (name: string) => inPath.includes(name) || name === 'if_match'
  const { required: before = [], ...rest } = input
  const properties = Object.fromEntries(Object.entries(input.properties).filter(([name]) => !elsewhere(name)))
  const required = (before as string[]).filter((name) => !elsewhere(name))
  return { ...rest, properties, ...(required.length ? { required } : {}) }
}
