import { expect, test } from 'vitest'
import { z } from 'zod'
import { operation } from '../kernel/operation.ts'
import { pageInput } from '../kernel/page.ts'
import { bind, type Endpoint } from '../kernel/room.ts'
import { history, home, outbox, search, session } from './contract.ts'
import { docsPage } from './docs.ts'
import { type OpenApi, openApi } from './openapi.ts'

type Node = { label: string; kids: Node[] }
const node: z.ZodType<Node> = z.object({ label: z.string(), kids: z.array(z.lazy(() => node)) })

const endpoints: Endpoint[] = [
  bind(
    operation({
      name: 'yard.boats.move',
      method: 'PATCH',
      path: '/boats/{id}',
      right: 'yard.write',
      summary: 'Moves <one> boat',
      input: z.object({ id: z.uuid(), berth: z.number().int(), when: z.date().optional(), if_match: z.int().optional() }),
      output: z.object({ version: z.number(), at: z.date(), weight: z.bigint(), tree: node }),
    }),
    async () => ({ version: 1, at: new Date(), weight: 1n, tree: { label: '', kids: [] } }),
  ),
  bind(
    operation({
      name: 'yard.boats.list',
      method: 'GET',
      path: '/boats',
      right: 'yard.read',
      summary: 'Boats',
      input: z.object({ ...pageInput, status: z.enum(['in', 'out']) }),
      output: node,
    }),
    async () => ({ label: '', kids: [] }),
  ),
  bind(
    operation({
      name: 'yard.boats.sink',
      method: 'DELETE',
      path: '/boats/{id}',
      right: 'yard.write',
      summary: 'Sinks',
      input: z.object({ id: z.string() }),
      output: z.null(),
      status: 204,
    }),
    async () => null,
  ),
  bind(
    operation({
      name: 'yard.boats.paper',
      method: 'GET',
      path: '/boats/{id}/paper',
      right: 'yard.read',
      summary: 'A file',
      input: z.object({ id: z.string() }),
      output: z.unknown(),
    }),
    async () => null,
  ),
  ...[session, search, home, outbox, history].map((one) => ({ operation: one, run: async () => null }) as unknown as Endpoint),
]
const api = openApi(endpoints, 'https://house.test')

test('the description is an OpenAPI 3.1 document: unique names, declared path parts, resolved references', () => {
  expect(faultsOf(api)).toEqual([])
})

test('path fields, queries, bodies and headers each stand in their place', () => {
  const move = entry('patch', '/api/boats/{id}')
  expect(named(move.parameters)).toEqual(['path id', 'header If-Match', 'header Idempotency-Key'])
  const body = schemaIn(move.requestBody)
  expect(Object.keys(body.properties)).toEqual(['berth', 'when'])
  expect(body.required).toEqual(['berth'])
  const list = entry('get', '/api/boats')
  expect(named(list.parameters)).toEqual(['query cursor', 'query limit', 'query status'])
  expect(required(list.parameters)).toEqual(['status'])
})

test('keys, versions and their refusals are described', () => {
  const move = entry('patch', '/api/boats/{id}')
  expect(Object.keys(move.responses)).toEqual(['200', '400', '409', '422', 'default'])
  expect(Object.keys(entry('get', '/api/boats').responses)).toEqual(['200', '400', 'default'])
  const [bound] = endpoints
  const strict = {
    ...bound,
    operation: { ...bound?.operation, method: 'PATCH', path: '/boats', key: 'required', edit: 'version' },
  } as unknown as Endpoint
  const told = openApi([strict], 'https://house.test').paths['/api/boats']?.patch as { responses: Record<string, { description: string }> }
  expect(Object.keys(told.responses)).toEqual(['200', '400', '409', '412', '422', '428', 'default'])
  expect(told.responses['400']?.description).toContain('idempotency.key_required')
  for (const code of ['input.unknown_field', 'idempotency.key_reused', 'edit.version_required', 'edit.stale', 'cursor.invalid'])
    expect(String(api.info.description)).toContain(code)
})

test('instants travel as text, big numbers as integers, files as bytes, nothing as nothing', () => {
  const answer = schemaIn(entry('patch', '/api/boats/{id}').responses['200'])
  expect(answer.properties.at).toEqual({ type: 'string', format: 'date-time' })
  expect(answer.properties.weight).toMatchObject({ type: 'integer' })
  expect(entry('get', '/api/boats/{id}/paper').responses['200']).toHaveProperty(['content', 'application/octet-stream'])
  expect(entry('delete', '/api/boats/{id}').responses['204']).toEqual({ description: 'Done' })
})

test('the page of the reference holds every operation, escaped, and no script', () => {
  const page = docsPage(api)
  for (const { operation: one } of endpoints) expect(page).toContain(`id="${one.name}"`)
  expect(page).toContain('Moves &lt;one&gt; boat')
  expect(page).not.toContain('<script')
})

type Parameter = { in: string; name: string; required: boolean }
function entry(method: string, path: string) {
  return api.paths[path]?.[method] as { parameters: Parameter[]; requestBody: unknown; responses: Record<string, unknown> }
}
function schemaIn(holder: unknown): { properties: Record<string, unknown>; required?: string[] } {
  return Reflect.get(Reflect.get(Reflect.get(holder as object, 'content'), 'application/json'), 'schema')
}
function named(parameters: Parameter[]): string[] {
  return parameters.map((one) => `${one.in} ${one.name}`)
}
function required(parameters: Parameter[]): string[] {
  return parameters.filter((one) => one.required).map((one) => one.name)
}

/** What the OpenAPI 3.1 specification forbids and a generator could get wrong. */
function faultsOf(document: OpenApi): string[] {
  const faults: string[] = []
  const ids = new Set<string>()
  if (!/^3\.1\.\d+$/.test(document.openapi)) faults.push('version')
  for (const [path, methods] of Object.entries(document.paths)) {
    if (!path.startsWith('/')) faults.push(`${path} does not begin with a slash`)
    const parts = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
    for (const [method, entry] of Object.entries(methods)) {
      const where = `${method} ${path}`
      if (!['get', 'put', 'post', 'delete', 'patch'].includes(method)) faults.push(`${where}: no such method`)
      if (ids.has(String(entry.operationId))) faults.push(`${where}: operationId twice`)
      ids.add(String(entry.operationId))
      const parameters = entry.parameters as { name: string; in: string; required: boolean; schema: unknown }[]
      const inPath = parameters.filter((one) => one.in === 'path')
      if (JSON.stringify(inPath.map((one) => one.name).sort()) !== JSON.stringify([...parts].sort())) faults.push(`${where}: path parts`)
      if (inPath.some((one) => one.required !== true)) faults.push(`${where}: a path part must be required`)
      if (parameters.some((one) => typeof one.schema !== 'object' || one.schema === null))
        faults.push(`${where}: a parameter without a schema`)
      if (new Set(parameters.map((one) => `${one.in} ${one.name}`)).size !== parameters.length) faults.push(`${where}: a parameter twice`)
      const responses = entry.responses as Record<string, { description?: string }>
      for (const [status, response] of Object.entries(responses)) {
        if (!/^([1-5]\d\d|default)$/.test(status) || !response.description) faults.push(`${where}: response ${status}`)
      }
    }
  }
  for (const name of Object.keys(document.components.schemas)) if (!/^[A-Za-z0-9._-]+$/.test(name)) faults.push(`component ${name}`)
  for (const [, to = ''] of JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)) {
    const found =
      to.startsWith('#/') &&
      to
        .slice(2)
        .split('/')
        .reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined), document)
    if (!found) faults.push(`${to} leads nowhere`)
  }
  if (JSON.stringify(document).includes('"$defs"')) faults.push('$defs left inside')
  return faults
}
