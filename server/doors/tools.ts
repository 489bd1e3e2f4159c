import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import {
  CallToolRequestSchema,
  type CallToolResult,
  ListToolsRequestSchema,
  type Tool,
  type ToolAnnotations,
} from '@modelcontextprotocol/sdk/types.js'
import { z } from 'zod'
import type { Operation } from '../kernel/operation.ts'
import { isRefusal, Refusal } from '../kernel/refusal.ts'
import { isFileAnswer } from '../kernel/room.ts'
import { version } from '../kernel/version.ts'

/** How a tool's call reaches the house: in this process, or over HTTP. */
type ToolCall = (operation: Operation, input: Record<string, unknown>, key: string | undefined) => Promise<unknown>

type Toolbox = {
  operations: readonly Operation[]
  /** whether the asker holds the right */
  mayDo: (right: string) => boolean
  /** writes too; without it only what changes nothing is offered */
  write: boolean
  /** rooms by name; all of them when left out: a long list of tools costs a reader dearly */
  rooms?: readonly string[]
  call: ToolCall
}

/** Bytes of a file that a tool hands over; a larger one is fetched through another door. */
const mostBytes = 1024 * 1024

/**
 * The tools door (Model Context Protocol): operations as tools, with the rights of whoever asks. Offered is what the staff's door has, the
 * asker may do, and holds no secret; what writes only where that was asked for.
 */
export function toolsServer(box: Toolbox): Server {
  const offered = new Map(box.operations.filter((operation) => isOffered(operation, box)).map((one) => [toolName(one.name), one]))
  const server = new Server({ name: 'quarterdeck', version }, { capabilities: { tools: {} } })
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: [...offered].map(([name, operation]) => toolOf(name, operation)) }))
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    try {
      const operation = offered.get(params.name)
      if (!operation) throw new Refusal('missing', 'tool.unknown', `There is no tool ${params.name} for you here. List the tools again.`)
      const { idempotency_key: key, ...input } = params.arguments ?? {}
      return resultOf(await box.call(operation, input, keyFor(operation, key)))
    } catch (error) {
      if (isRefusal(error)) return refusalOf(error)
      throw error
    }
  })
  return server
}

/** Dots are no part of a tool's name for every client: `data.figures.ask` is `data-figures-ask`. */
function toolName(operation: string): string {
  return operation.replaceAll('.', '-')
}

/** Changes nothing: a read, or a question that is asked with a body. */
function onlyReads({ method, reads }: Operation): boolean {
  return method === 'GET' || reads === true
}

function isOffered(operation: Operation, { mayDo, write, rooms }: Toolbox): boolean {
  if (operation.secret || operation.audience === 'portal' || operation.right === 'anyone') return false
  if (rooms && !rooms.includes(operation.name.split('.')[0] ?? '')) return false
  return (write || onlyReads(operation)) && mayDo(operation.right) && (!operation.desk || mayDo('house.desk'))
}

function toolOf(name: string, operation: Operation): Tool {
  const schema = z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' }) as Tool['inputSchema']
  const required = operation.key === 'required' ? [...(schema.required ?? []), 'idempotency_key'] : schema.required
  const properties = onlyReads(operation) ? schema.properties : { ...schema.properties, idempotency_key: keySchema }
  return {
    name,
    title: operation.summary,
    description: `${operation.summary}. ${operation.method} ${operation.path}; needs the right ${operation.right}.`,
    inputSchema: { ...schema, type: 'object', ...(properties ? { properties } : {}), ...(required ? { required } : {}) },
    annotations: hintsOf(operation),
  }
}

const keySchema = {
  type: 'string',
  minLength: 1,
  maxLength: 255,
  description: 'one text for one act: said again, the act is not done again',
}

function hintsOf(operation: Operation): ToolAnnotations {
  return {
    readOnlyHint: onlyReads(operation),
    destructiveHint: operation.method === 'DELETE',
    idempotentHint: operation.method !== 'POST',
    openWorldHint: false,
  }
}

/** What must not happen twice needs its key here as at every other door. */
function keyFor(operation: Operation, key: unknown): string | undefined {
  if (key !== undefined && (typeof key !== 'string' || key.length < 1 || key.length > 255))
    throw new Refusal('invalid', 'idempotency.key_invalid', 'idempotency_key is a text of 1 to 255 characters.')
  if (key === undefined && operation.key === 'required')
    throw new Refusal('invalid', 'idempotency.key_required', 'This must not happen twice: give it an idempotency_key of your own.')
  return key
}

function resultOf(answer: unknown): CallToolResult {
  if (isFileAnswer(answer)) {
    if (answer.bytes.length > mostBytes)
      throw new Refusal(
        'refused',
        'tool.file_too_large',
        `${answer.name} has ${answer.bytes.length} bytes. Fetch it over HTTP or with the shell.`,
      )
    const blob = Buffer.from(answer.bytes).toString('base64')
    return {
      content: [{ type: 'resource', resource: { uri: `quarterdeck:///${encodeURIComponent(answer.name)}`, mimeType: answer.type, blob } }],
    }
  }
  const plain: unknown = JSON.parse(JSON.stringify(answer ?? null, (_key, value) => (typeof value === 'bigint' ? Number(value) : value)))
  const structured =
    typeof plain === 'object' && plain !== null && !Array.isArray(plain) ? { structuredContent: plain as Record<string, unknown> } : {}
  return { content: [{ type: 'text', text: JSON.stringify(plain) }], ...structured }
}

/** A refusal is an answer that the asker can act on, not a broken line. */
function refusalOf(error: Refusal): CallToolResult {
  const { kind, code, unmet, facts } = error
  const text = JSON.stringify({ kind, code, detail: error.message, ...(unmet.length > 0 ? { unmet } : {}), ...facts })
  return { isError: true, content: [{ type: 'text', text }] }
}
