import { randomBytes, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { hostname, tmpdir } from 'node:os'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { z } from 'zod'
import { isRefusal, Refusal } from '../../../kernel/refusal.ts'
import type { OwnerAddress } from '../store/owner.ts'
import { type Answerer, type Asks, definitionsHash, type Kind } from './answers.ts'
import { pack, unpack } from './parcel.ts'

/** Where this process answers others while it owns the warehouse. Nothing is answered without the key, which lies in PostgreSQL alone. */
export type OwnerDoor = { address: OwnerAddress; key: string; serve: (answerer: Answerer) => void; close: () => Promise<void> }
type DoorWish = { dataDir: string; bind?: { host: string; port: number } | undefined; broke: (error: unknown) => void }

const most = 1024 * 1024
const asked = z.object({
  kind: z.enum(['figures', 'rows', 'state']),
  definitions: z.string(),
  ask: z.custom<Asks[Kind]>((value) => typeof value === 'object' && value !== null),
})

export async function openDoor(ask: DoorWish): Promise<OwnerDoor> {
  const key = randomBytes(32).toString('base64url')
  const folder = socketFolder(ask.dataDir)
  const socket = join(folder, `${process.pid}-${randomBytes(4).toString('hex')}.sock`)
  let answerer: Answerer | undefined
  const respond = (request: IncomingMessage, response: ServerResponse) => {
    if (isKey(request, key)) void answerTo(request, response, () => answerer, ask.broke)
    else sendRefusal(response, 401, new Refusal('unauthenticated', 'warehouse.key', 'This door opens with the key of its owner.'))
  }
  const servers = [createServer(respond).listen(socket)]
  if (ask.bind) servers.push(createServer(respond).listen(ask.bind.port, ask.bind.host))
  try {
    await Promise.all(servers.map((server) => once(server, 'listening')))
  } catch (error) {
    for (const server of servers) server.close()
    throw error
  }
  chmodSync(socket, 0o600)
  for (const server of servers) {
    server.unref()
    server.on('error', ask.broke)
  }
  const { bind } = ask
  const bound = servers[1]?.address() as AddressInfo | undefined
  return {
    address: {
      host: hostname(),
      socket,
      ...(bind && bound ? { at: { host: reachable(bind.host), port: bound.port } } : {}),
    },
    key,
    serve: (next) => {
      answerer = next
    },
    close: async () => {
      await Promise.all(servers.map(closed))
      if (folder.startsWith(farFolder)) rmSync(folder, { recursive: true, force: true })
      else rmSync(socket, { force: true })
    },
  }
}

const farFolder = join('/tmp', 'quarterdeck-ask-')

/** A socket's whole path must stay under about 104 bytes: deep data folders get a folder in /tmp. */
function socketFolder(dataDir: string): string {
  const near = join(dataDir, 'warehouse')
  if (Buffer.byteLength(near) > 70) return mkdtempSync(tmpdir().length > 40 ? farFolder : join(tmpdir(), 'quarterdeck-ask-'))
  mkdirSync(near, { recursive: true })
  return near
}

/** Every address of this machine is told to others as its name. */
function reachable(host: string): string {
  return host === '0.0.0.0' || host === '::' ? hostname() : host
}

function isKey(request: IncomingMessage, key: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? '')
  const right = Buffer.from(`Bearer ${key}`)
  return given.length === right.length && timingSafeEqual(given, right)
}

async function answerTo(
  request: IncomingMessage,
  response: ServerResponse,
  answerer: () => Answerer | undefined,
  broke: (error: unknown) => void,
): Promise<void> {
  const stop = new AbortController()
  // who has gone need not be answered: the statement ends too
  response.on('close', () => {
    if (!response.writableEnded) stop.abort(new Error('the asker went away'))
  })
  try {
    const parsed = asked.safeParse(unpack(await bodyOf(request)))
    if (!parsed.success) throw new Refusal('invalid', 'warehouse.question', 'This is no question for the warehouse.')
    const { kind, definitions, ask } = parsed.data
    if (definitions !== definitionsHash()) throw otherVersion()
    const at = answerer()
    if (!at) throw new Refusal('busy', 'warehouse.moved', 'This process does not own the warehouse.')
    const answer = await at.answer(kind, ask, stop.signal)
    send(response, 200, pack(answer))
  } catch (error) {
    if (isRefusal(error)) sendRefusal(response, error.status, error)
    else if (!stop.signal.aborted) {
      broke(error)
      send(response, 500, '{}')
    }
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > most) throw new Refusal('invalid', 'warehouse.question', 'A question to the warehouse may have 1 MB.')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function sendRefusal(response: ServerResponse, status: number, { kind, code, message, facts }: Refusal): void {
  send(response, status, pack({ refused: { kind, code, detail: message, facts } }))
}

function send(response: ServerResponse, status: number, text: string): void {
  if (response.destroyed) return
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text)
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

function otherVersion(): Refusal {
  const text = 'The process that owns the warehouse runs other metric definitions than the one you asked. Start both from the same version.'
  return new Refusal('busy', 'warehouse.other_version', text, { facts: { retry_after_s: 10 } })
}
