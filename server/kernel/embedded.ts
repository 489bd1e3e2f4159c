import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client, type ClientConfig } from 'pg'
import { dropSocketDir, house, makeCluster, makeSocketDir, passwordOf, serverArgs } from './embedded/cluster.ts'
import { type Supervised, lastWords, supervise } from './embedded/supervisor.ts'
import { underLock, endServer, isLive, serverIn, readMark, writeMark } from './embedded/running.ts'
import { Refusal } from './refusal.ts'
import { type RunAs, own, runAsFor } from './embedded/run-as.ts'

/** A running PostgreSQL. `url` and `connection` say the same; `url` has the socket folder in its `host` parameter. */
export type Embedded = {
  url: string
  connection: ClientConfig & { host: string; port: number; user: string; password: string; database: string }
  /** true when a live house of the same data folder already runs the server: then `stop` leaves it alone */
  shared: boolean
  /** resolves with the server's last words if it ends without being asked */
  ended: Promise<string>
  /** stops the server within about ten seconds; may be called twice */
  stop: () => Promise<void>
}

type Log = { info: (facts: object, text: string) => void }
/** `takeOver`: when the house that runs a shared server dies, this process runs it from then on. */
type Wish = { dataDir: string; log?: Log; ways?: RunAs['kind'][]; scratch?: boolean; takeOver?: boolean }

/**
 * Starts the built-in PostgreSQL 18 of a data folder, making it on first use. It listens only on a Unix socket in a folder
 * of mode 700 and asks for a generated password. A server whose house died is stopped and started anew; one whose house
 * lives is shared. Refuses with a message that names the fix where no PostgreSQL can run.
 */
export async function startEmbedded(request: Wish): Promise<Embedded> {
  const dataDir = resolve(request.dataDir)
  if (!existsSync(dataDir)) mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const runAs = runAsFor(dataDir, request.ways)
  const server = await eitherServer(runAs, request)
  return server.shared && request.takeOver ? watched(server, runAs, request) : server
}

async function eitherServer(runAs: RunAs, request: Wish): Promise<Embedded> {
  return underLock(runAs.place.lock, async () => (await sharedServer(runAs)) ?? (await ownServer(runAs, request)))
}

/**
 * Stays beside the house that runs the server. When that house has gone, its server goes too: this one starts it again at the same
 * address, where connections find it by themselves; at another address it ends with words, since it would never answer again.
 */
function watched(first: Embedded, runAs: RunAs, request: Wish): Embedded {
  const stopping = new AbortController()
  let own: Embedded | undefined
  let taking: Promise<Embedded> | undefined
  async function watch(): Promise<string> {
    for (;;) {
      await pause(500, undefined, { ref: false, signal: stopping.signal })
      if (isLive(readMark(runAs.place.owner))) continue
      taking = eitherServer(runAs, request)
      const next = await taking
      if (!next.shared) own = next
      // whoever stops us waits for this start and ends it
      if (stopping.signal.aborted) return new Promise<string>(() => undefined)
      if (next.url !== first.url) {
        await next.stop()
        return 'The process that ran the built-in database of this data folder has ended, and the database has another address now. Start again.'
      }
      if (own) {
        request.log?.info({}, 'the process that ran the built-in PostgreSQL has ended; it runs here now')
        return own.ended
      }
    }
  }
  const watching = watch().catch((error: unknown) => {
    if (stopping.signal.aborted) return new Promise<string>(() => undefined)
    return `The process that ran the built-in database has ended, and it cannot be started here: ${error instanceof Error ? error.message : error}`
  })
  return {
    ...first,
    ended: watching,
    stop: async () => {
      stopping.abort()
      // connections find a server that starts before its start is over here
      const mine = own ?? (await taking?.catch(() => undefined))
      await mine?.stop()
    },
  }
}

/** A throw-away server for tests: no fsync, a folder in the temporary folder that goes when the server goes. */
export async function testServer(): Promise<Embedded> {
  const dataDir = mkdtempSync(join(tmpdir(), 'quarterdeck-test-'))
  const server = await startEmbedded({ dataDir, scratch: true })
  const stop = async () => {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  return { ...server, stop }
}

async function sharedServer(runAs: RunAs): Promise<Embedded | undefined> {
  const { cluster, owner } = runAs.place
  for (;;) {
    const found = serverIn(cluster)
    if (!found) return undefined
    if (!isLive(readMark(owner))) {
      await endServer(cluster, found.pid)
      dropSocketDir(found.socketDir)
    } else if (found.ready) {
      return {
        ...addressOf(found.socketDir, passwordOf(runAs)),
        shared: true,
        ended: new Promise(() => undefined),
        stop: async () => undefined,
      }
    } else {
      await pause(20)
    }
  }
}

async function ownServer(runAs: RunAs, request: Wish): Promise<Embedded> {
  const scratch = request.scratch ?? false
  const { place } = runAs
  own(runAs)
  const password = passwordOf(runAs)
  const fresh = await makeCluster(runAs, password, scratch)
  const socketDir = makeSocketDir(runAs)
  for (const name of readdirSync(socketDir)) rmSync(join(socketDir, name), { force: true })
  writeMark(place.owner)
  const started = Date.now()
  const kept = supervise(runAs, serverArgs(runAs, socketDir, scratch), scratch ? resolve(request.dataDir) : '')
  const address = addressOf(socketDir, password)
  let asked = false
  const stop = async () => {
    asked = true
    kept.child.ref()
    kept.child.stdin?.end()
    await kept.ended
    // a supervisor that was killed leaves its server to us
    const orphan = serverIn(place.cluster)
    if (orphan) await endServer(place.cluster, orphan.pid)
    dropSocketDir(socketDir)
  }
  try {
    await untilReady(runAs, kept)
    await openHouse(address.connection, fresh)
  } catch (error) {
    await stop()
    throw error
  }
  request.log?.info({ millis: Date.now() - started, way: runAs.kind, fresh }, 'the built-in PostgreSQL is ready')
  const ended = new Promise<string>((tell) => {
    kept.ended.then((code) => {
      if (!asked) tell(`PostgreSQL ended with code ${code}. ${lastWords(place.log)}`)
    })
  })
  return { ...address, shared: false, ended, stop }
}

async function untilReady(runAs: RunAs, kept: Supervised): Promise<void> {
  const { cluster, log } = runAs.place
  let gone = false
  kept.ended.then(() => {
    gone = true
  })
  // recovery after a crash may take long; a server that cannot start ends by itself
  const limit = Date.now() + 120_000
  while (!serverIn(cluster)?.ready) {
    if (gone)
      throw new Refusal(
        'conflict',
        'database.not_started',
        `The built-in PostgreSQL did not start. Its log ${log} ends with:\n${lastWords(log)}`,
      )
    if (Date.now() > limit)
      throw new Refusal('conflict', 'database.not_started', `The built-in PostgreSQL is not ready after two minutes; see ${log}.`)
    await pause(10)
  }
}

/** Connects once, making the house's database on first use (also when a crash came between the two). */
async function openHouse(connection: Embedded['connection'], fresh: boolean): Promise<void> {
  if (!fresh && (await connects(connection))) return
  const client = new Client({ ...connection, database: 'postgres' })
  await client.connect()
  try {
    const found = await client.query('select from pg_database where datname = $1', [house])
    if (found.rowCount === 0) await client.query(`create database ${house}`)
  } finally {
    await client.end()
  }
}

async function connects(connection: Embedded['connection']): Promise<boolean> {
  const client = new Client(connection)
  try {
    await client.connect()
    return true
  } catch (error) {
    if ((error as { code?: string }).code === '3D000') return false
    throw error
  } finally {
    await client.end()
  }
}

function addressOf(socketDir: string, password: string): Pick<Embedded, 'url' | 'connection'> {
  const connection = { host: socketDir, port: 5432, user: house, password, database: house }
  return { connection, url: `postgres://${house}:${encodeURIComponent(password)}@/${house}?host=${encodeURIComponent(socketDir)}` }
}
