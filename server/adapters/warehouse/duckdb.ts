import { rm } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { type DuckDBAppender, type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'
import { Refusal } from '../../kernel/refusal.ts'

type Value = string | number | bigint | boolean | Date | null
export type Row = Record<string, Value>

/** The analytical engine: one writer, several readers, every statement with a time limit. */
export type Warehouse = {
  /** reads rows on a free reader; refuses `query.timeout` after the limit, ends at once when `signal` fires */
  query: (sql: string, params?: Params, more?: { signal?: AbortSignal; limit?: number }) => Promise<Row[]>
  /** runs `work` alone on the writer, in one transaction that commits when it returns */
  write: <T>(work: (writer: Writer) => Promise<T>) => Promise<T>
  /**
   * gives the memory back that finished work left behind: blocks that are read again when they are asked for, and what the allocator of
   * this process keeps. Nobody reads or writes meanwhile; does nothing while somebody does, and answers whether it did.
   */
  giveBack: () => Promise<boolean>
  close: () => Promise<void>
}
type Params = Record<string, string | number | bigint | boolean | null>
export type Writer = {
  run: (sql: string, params?: Params) => Promise<void>
  rows: (sql: string, params?: Params) => Promise<Row[]>
  /** bulk rows into a temporary or lasting table, the fastest way in */
  append: (
    table: string,
    fill: (appender: DuckDBAppender) => Promise<void> | void,
    where?: { schema?: string; temp?: boolean },
  ) => Promise<void>
}

/** What a resting engine keeps of its file in memory at most. */
const restLimit = '32MiB'

/** `inOneGo`: the file is written when it is closed and not meanwhile, for bulk loads that are done again after a crash. */
type DuckDbOptions = { path: string; readers?: number; memory?: string; threads?: number; statementLimit?: number; inOneGo?: boolean }

export async function openDuckDb(options: DuckDbOptions): Promise<Warehouse> {
  const { path, readers = 4, memory = halfOfMemory(), statementLimit = 30_000 } = options
  const instance = await DuckDBInstance.create(path, {
    memory_limit: memory,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    ...(options.inOneGo ? { checkpoint_threshold: '4GB' } : {}),
    ...(options.threads ? { threads: String(options.threads) } : {}),
  })
  const connect = async () => {
    const connection = await instance.connect()
    await connection.run(`set timezone = 'UTC'`)
    return connection
  }
  const writer = await connect()
  const free: DuckDBConnection[] = []
  for (let count = 0; count < readers; count += 1) free.push(await connect())
  const queue: ((connection: DuckDBConnection) => void)[] = []
  let turn: Promise<unknown> = Promise.resolve()
  let closed = false

  async function taken(): Promise<DuckDBConnection> {
    const connection = free.pop()
    if (connection) return connection
    return new Promise((resolve) => queue.push(resolve))
  }
  function freed(connection: DuckDBConnection): void {
    const next = queue.shift()
    if (next) next(connection)
    else free.push(connection)
  }

  async function query(sql: string, params: Params = {}, more: { signal?: AbortSignal; limit?: number } = {}): Promise<Row[]> {
    if (closed) throw away()
    const connection = await taken()
    let late = false
    const timer = setTimeout(() => {
      late = true
      connection.interrupt()
    }, more.limit ?? statementLimit)
    const stop = () => connection.interrupt()
    more.signal?.addEventListener('abort', stop)
    try {
      if (more.signal?.aborted) throw more.signal.reason
      return await read(connection, sql, params)
    } catch (error) {
      if (late)
        throw new Refusal(
          'busy',
          'query.timeout',
          'This question took longer than its time limit. Ask for fewer dimensions or a shorter period.',
        )
      throw error
    } finally {
      clearTimeout(timer)
      more.signal?.removeEventListener('abort', stop)
      freed(connection)
    }
  }

  async function write<T>(work: (writer: Writer) => Promise<T>): Promise<T> {
    const run = turn.then(async () => {
      if (closed) throw away()
      await writer.run('begin transaction')
      try {
        const answer = await work({
          run: async (sql, params = {}) => {
            await writer.run(sql, params as Record<string, DuckDBValue>)
          },
          rows: (sql, params = {}) => read(writer, sql, params),
          append: async (table, fill, where = {}) => {
            const appender = where.temp
              ? await writer.createAppender(table, 'main', 'temp')
              : await writer.createAppender(table, where.schema ?? 'main')
            try {
              await fill(appender)
            } catch (error) {
              // rows that it still holds belong to this transaction, which is undone: later they would land in another's
              closeQuietly(appender)
              throw error
            }
            appender.closeSync()
          },
        })
        await writer.run('commit')
        return answer
      } catch (error) {
        await writer.run('rollback').catch(() => undefined)
        throw error
      }
    })
    turn = run.catch(() => undefined)
    return run
  }

  async function giveBack(): Promise<boolean> {
    const resting = free.length === readers ? free.splice(0) : undefined
    if (!resting || closed) return false
    const given = turn.then(async () => {
      if (closed) return false
      try {
        // the engine drops what it may and asks the allocator for the rest when its limit is lowered; it refuses where more is in use
        await writer.run(`set memory_limit = '${restLimit}'`)
        return true
      } catch {
        return false
      } finally {
        await writer.run(`set memory_limit = '${memory}'`).catch(() => undefined)
      }
    })
    turn = given
    try {
      return await given
    } finally {
      for (const connection of resting) freed(connection)
    }
  }

  async function close(): Promise<void> {
    closed = true
    await turn
    for (const connection of free) connection.interrupt()
    writer.closeSync()
    for (const connection of free) connection.closeSync()
    instance.closeSync()
  }
  return { query, write, giveBack, close }
}

function closeQuietly(appender: DuckDBAppender): void {
  try {
    appender.closeSync()
  } catch {
    // the first error tells more
  }
}

/** Half of what this process may use: of the container where there is a limit, else of the machine. */
function halfOfMemory(): string {
  const limit = process.constrainedMemory()
  const bytes = limit > 0 && limit < totalmem() ? limit : totalmem()
  return `${Math.floor(bytes / 2 / 1024 ** 2)}MiB`
}

function away(): Refusal {
  return new Refusal('busy', 'warehouse.away', 'The warehouse is starting or being rebuilt. Try again in a moment.')
}

async function read(connection: DuckDBConnection, sql: string, params: Params): Promise<Row[]> {
  const reader = await connection.runAndReadAll(sql, params as Record<string, DuckDBValue>)
  return reader.getRowObjectsJS() as Row[]
}

/** Takes a warehouse file away; it can be built again from the log and the rooms' views. */
export async function removeDuckDb(path: string): Promise<void> {
  await rm(path, { force: true })
  await rm(`${path}.wal`, { force: true })
}
