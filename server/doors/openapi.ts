import { z } from 'zod'
import type { Bound } from '../kernel/room.ts'

type Schema = Record<string, unknown>
export type OpenApi = { openapi: string; info: Schema; servers: Schema[]; paths: Record<string, Record<string, Schema>>; components: Schema }

/** OpenAPI 3.1 of every operation, made from the same zod shapes that guard the doors. */
export function openApi(bounds: Bound[], publicUrl: string): OpenApi {
  const paths: OpenApi['paths'] = {}
  for (const { operation } of bounds) {
    const input = schemaOf(operation.input, 'input')
    const properties = (input.properties ?? {}) as Record<string, Schema>
    const required = new Set((input.required ?? []) as string[])
    const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
    const inQuery = operation.method === 'GET' || operation.method === 'DELETE' ? Object.keys(properties).filter((name) => !inPath.includes(name)) : []
    const entry: Schema = {
      operationId: operation.name,
      tags: [operation.name.split('.')[0]],
      summary: operation.summary,
      description: `Right: \`${operation.right}\`. Audience: ${operation.audience}.`,
      parameters: [
        ...inPath.map((name) => ({ name, in: 'path', required: true, schema: properties[name] ?? { type: 'string' } })),
        ...inQuery.map((name) => ({ name, in: 'query', required: required.has(name), schema: properties[name] })),
        ...(operation.method === 'GET' ? [] : [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', minLength: 8 } }]),
      ],
      responses: {
        [operation.status ?? 200]: { description: 'Done', content: { 'application/json': { schema: schemaOf(operation.output, 'output') } } },
        default: { description: 'Problem details (RFC 9457)', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
      },
    }
    if (operation.method !== 'GET' && operation.method !== 'DELETE') {
      entry.requestBody = { content: { 'application/json': { schema: bodySchema(input, inPath) } } }
    }
    const path = `/api${operation.path}`
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: entry }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Quarterdeck', version: '0.1.0', description: 'The business-operations platform for open-core software companies.' },
    servers: [{ url: publicUrl }],
    paths,
    components: { schemas: { Problem: problemSchema } },
  }
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
    unmet: { type: 'array', items: { type: 'object' } },
  },
}

function schemaOf(shape: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io, unrepresentable: 'any', target: 'draft-2020-12' }) as Schema
  return schema
}

function bodySchema(input: Schema, inPath: string[]): Schema {
  const properties = Object.fromEntries(Object.entries((input.properties ?? {}) as Schema).filter(([name]) => !inPath.includes(name) && name !== 'if_match'))
  const required = ((input.required ?? []) as string[]).filter((name) => !inPath.includes(name))
  return { ...input, properties, ...(required.length ? { required } : { required: undefined }) }
}

/** The reference as one page without a script: every operation, its right, fields and answer. */
export function docsPage(api: OpenApi): string {
  const groups = new Map<string, string[]>()
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const [method, entry] of Object.entries(methods)) {
      const tag = String((entry.tags as string[])[0])
      const block = `<details id="${escapeHtml(String(entry.operationId))}"><summary><b class="m ${method}">${method.toUpperCase()}</b> <code>${escapeHtml(path)}</code> <span>${escapeHtml(String(entry.summary))}</span></summary><p>${escapeHtml(String(entry.description))} Operation <code>${escapeHtml(String(entry.operationId))}</code>.</p>${part('Parameters', entry.parameters)}${part('Body', entry.requestBody)}${part('Answers', entry.responses)}</details>`
      groups.set(tag, [...(groups.get(tag) ?? []), block])
    }
  }
  const nav = [...groups.keys()].map((tag) => `<a href="#room-${tag}">${tag}</a>`).join(' · ')
  const sections = [...groups].map(([tag, blocks]) => `<h2 id="room-${tag}">${tag}</h2>${blocks.join('')}`).join('')
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Quarterdeck API</title><style>${style}</style></head><body><main><h1>Quarterdeck API</h1><p>OpenAPI ${api.openapi}: <a href="/api/openapi.json">openapi.json</a>. Errors are problem details (RFC 9457). Writes take an <code>Idempotency-Key</code>, edits <code>If-Match</code>, lists <code>cursor</code>, <code>limit</code> and <code>format=csv</code>.</p><p>${nav}</p>${sections}</main></body></html>`
}

const style =
  ':root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;margin:0}main{max-width:960px;margin:0 auto;padding:24px}code,pre{font:13px/1.45 ui-monospace,monospace}details{border-bottom:1px solid color-mix(in srgb,currentColor 18%,transparent);padding:8px 0}summary{cursor:pointer}summary span{opacity:.75}pre{overflow:auto;max-height:420px;padding:12px;background:color-mix(in srgb,currentColor 6%,transparent);border-radius:6px}.m{display:inline-block;min-width:56px}h2{margin-top:32px;text-transform:capitalize}'

function part(title: string, value: unknown): string {
  if (!value || (Array.isArray(value) && value.length === 0)) return ''
  return `<h4>${title}</h4><pre>${escapeHtml(JSON.stringify(value, null, 2))}</pre>`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
