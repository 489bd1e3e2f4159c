import {
  AbortedTransactionError,
  CompiledQuery,
  type ConnectionProvider,
  type DatabaseConnection,
  DefaultConnectionProvider,
  DefaultQueryExecutor,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type Transaction,
  type TransactionSettings,
} from 'kysely'
import type pg from 'pg'
import { type Shelf, shelfOf } from './prepared.ts'
import { type Answer, type Command, send } from './round.ts'

/** Marks a command that waits for the next one. */
const ahead = Symbol('ahead')
/** Marks a command that undoes everything since the savepoint of this text. */
const undoes = Symbol('undoes')
/** Marks a command that gives up the savepoint of this text. */
const releases = Symbol('releases')
/** Marks words that are said once: they are not worth preparing. */
const bareWords = Symbol('bare')
type Marked = CompiledQuery & { [ahead]?: true; [undoes]?: string; [releases]?: string; [bareWords]?: true }

/** So many commands wait at most. */
const mostAhead = 100

/**
 * kysely over pg, with fewer round trips: `begin` goes with the first statement of a transaction, what nobody waits for (`sendAhead`)
 * with the next one or with `commit`, what is asked at once (`Promise.all`) goes together, and statements are prepared at their second use.
 * With a `trail` sessions do not wait for their commits: a commit goes with the next transaction, or by itself before the program waits for
 * anything else. One that fails is told to whoever begins the next transaction, or closes.
 */
// biome-ignore lint/suspicious/noExplicitAny: the raw handle of the house; rooms get `tablesOf`
export function kyselyOver(pool: pg.Pool, trail?: Trail): Kysely<any> {
  const driver = driverOver(pool, trail)
  const adapter = new PostgresAdapter()
  const dialect: Dialect = {
    createDriver: () => driver,
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createAdapter: () => adapter,
    createIntrospector: (db) => new PostgresIntrospector(db),
  }
  const executor = new SharingExecutor(dialect.createQueryCompiler(), adapter, new DefaultConnectionProvider(driver))
  return new Kysely({ config: { dialect }, dialect, driver, executor })
}

/** A transaction's statements may be under way together: kysely itself sends one when the one before it has been answered. */
class SharingExecutor extends DefaultQueryExecutor {
  override withConnectionProvider(provider: ConnectionProvider): DefaultQueryExecutor {
    return super.withConnectionProvider({
      provideConnection: async (consumer, options) => consumer(await provider.provideConnection(async (connection) => connection, options)),
    })
  }
}

/**
 * Sends a write together with the transaction's next statement, or with its commit. It keeps its place: whatever is read later in the
 * transaction sees it. Where it fails, the statement that it went with fails, or the commit; so only for writes whose failing is a bug.
 */
// biome-ignore lint/suspicious/noExplicitAny: any transaction, whatever its tables
export async function sendAhead(tx: Transaction<any>, query: { compile: (tx: Transaction<any>) => CompiledQuery }): Promise<void> {
  await tx.executeQuery({ ...query.compile(tx), [ahead]: true } as CompiledQuery)
}

/**
 * A savepoint goes with the statement that follows it, and never where none does; giving it up waits for what was sent ahead, so that what fails in there is known
 * in there, or goes ahead too (`releaseAhead`), when the whole transaction may fail for it. A name is used once in a transaction: after a
 * statement that failed ahead, an older savepoint of the same name would be taken for it.
 */
// biome-ignore lint/suspicious/noExplicitAny: any transaction, whatever its tables
export function savepointIn(tx: Transaction<any>, name: string) {
  const bare = (text: string, mark: object) => tx.executeQuery({ ...CompiledQuery.raw(text), [bareWords]: true, ...mark } as CompiledQuery)
  return {
    set: () => bare(`savepoint ${name}`, { [ahead]: true }),
    release: () => bare(`release savepoint ${name}`, { [releases]: `savepoint ${name}` }),
    releaseAhead: () => bare(`release savepoint ${name}`, { [ahead]: true, [releases]: `savepoint ${name}` }),
    undo: () => bare(`rollback to savepoint ${name}`, { [undoes]: `savepoint ${name}` }),
  }
}

type Session = DatabaseConnection & {
  begin: (text: string) => void
  commit: () => Promise<void>
  rollback: () => Promise<void>
  release: () => void
}

/** Commits that nobody waits for. */
type Trail = {
  /** leaves commands that end with a commit behind on a session */
  leave: (client: pg.PoolClient, shelf: Shelf, commands: readonly Command[]) => void
  /** takes along what was left behind on it */
  take: (client: pg.PoolClient) => readonly Command[]
  /** a commit that somebody will hear of */
  commit: () => Command
  /** throws what a commit failed with */
  check: () => void
  over: () => Promise<void>
}

export function trailOf(): Trail {
  const left = new WeakMap<pg.PoolClient, readonly Command[]>()
  const underWay = new Set<Promise<unknown>>()
  let failed: { error: unknown } | undefined
  const take = (client: pg.PoolClient) => {
    const commands = left.get(client) ?? []
    left.delete(client)
    return commands
  }
  const check = () => {
    if (failed) throw failed.error
  }
  return {
    take,
    check,
    leave: (client, shelf, commands) => {
      left.set(client, commands)
      setImmediate(() => {
        const still = take(client)
        if (still.length > 0) send(client, shelf, still)
      })
    },
    commit: () => {
      const { promise, resolve, reject } = Promise.withResolvers<Answer>()
      const done = promise
        .then(({ command }) => {
          if (command === 'ROLLBACK') throw new AbortedTransactionError()
        })
        .catch((error: unknown) => {
          failed ??= { error }
        })
        .finally(() => underWay.delete(done))
      underWay.add(done)
      return { text: 'commit', values: [], heard: { resolve, reject } }
    },
    over: async () => {
      await new Promise((resolve) => setImmediate(resolve))
      await Promise.all(underWay)
    },
  }
}

function driverOver(pool: pg.Pool, trail?: Trail): Driver {
  const shelves = new WeakMap<pg.PoolClient, Shelf>()
  const of = (connection: DatabaseConnection) => connection as Session
  return {
    init: async () => undefined,
    acquireConnection: async () => {
      const client = await pool.connect()
      const shelf = shelves.get(client) ?? shelfOf()
      shelves.set(client, shelf)
      return sessionOn(client, shelf, trail)
    },
    beginTransaction: async (connection, settings) => {
      trail?.check()
      of(connection).begin(beginText(settings))
    },
    commitTransaction: (connection) => of(connection).commit(),
    rollbackTransaction: (connection) => of(connection).rollback(),
    releaseConnection: async (connection) => of(connection).release(),
    destroy: async () => {
      await trail?.over()
      await pool.end()
      trail?.check()
    },
  }
}

function sessionOn(client: pg.PoolClient, shelf: Shelf, trail?: Trail): Session {
  let waiting: Command[] = []
  let taken = trail?.take(client) ?? []
  let asked = false
  let state: 'free' | 'open' | 'ended' = 'free'
  let begun = false
  let lost = false

  function flush(): void {
    asked = false
    if (waiting.length === 0) return
    const commands = [...taken, ...waiting]
    taken = []
    waiting = []
    begun = true
    send(client, shelf, commands)
  }

  /** Everything that is asked before the program waits goes in one round. */
  function ask(command: Omit<Command, 'heard'>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      waiting.push({ ...command, heard: { resolve, reject } })
      if (asked) return
      asked = true
      process.nextTick(flush)
    })
  }

  /** What waits behind the savepoint never happened; when the savepoint waits itself, the server has heard of nothing. */
  async function undo(text: string, savepoint: string): Promise<void> {
    const place = waiting.findLastIndex((command) => command.text === savepoint)
    waiting = waiting.slice(0, Math.max(place, 0))
    if (place >= 0) return
    await ask({ text, values: [], once: true })
    waiting.push({ text: `release ${savepoint}`, values: [], once: true })
  }

  return {
    executeQuery: async <R>(query: CompiledQuery) => {
      const {
        sql: text,
        parameters: values,
        [ahead]: early,
        [undoes]: savepoint,
        [releases]: held,
        [bareWords]: once = false,
      } = query as Marked
      // a branch of the work that outlives its transaction must not write on its own
      if (state === 'ended') throw new Error('the transaction has ended')
      if (savepoint !== undefined) {
        await undo(text, savepoint)
        return { rows: [] }
      }
      // between the two nothing was asked: the server hears of neither
      if (held !== undefined && waiting.at(-1)?.text === held) {
        waiting.pop()
        return { rows: [] }
      }
      if (early && state === 'open' && waiting.length < mostAhead) {
        waiting.push({ text, values, once })
        return { rows: [] }
      }
      const { command, count, rows } = await ask({ text, values, once })
      const wrote = ['INSERT', 'UPDATE', 'DELETE', 'MERGE'].includes(command)
      return { rows: rows as R[], ...(wrote && count !== undefined && { numAffectedRows: BigInt(count) }) }
    },
    // biome-ignore lint/correctness/useYield: kysely asks for the member; nobody reads rows as a stream
    streamQuery: async function* () {
      throw new Error('rows are not read as a stream')
    },
    begin: (text) => {
      state = 'open'
      begun = false
      waiting = [{ text, values: [] }]
    },
    commit: async () => {
      state = 'ended'
      // nothing was asked and nothing waits but `begin`
      if (!begun && waiting.length < 2) {
        waiting = []
        return
      }
      if (trail) {
        taken = [...taken, ...waiting, trail.commit()]
        waiting = []
        return
      }
      const { command } = await ask({ text: 'commit', values: [] })
      // a commit of what has failed undoes it
      if (command === 'ROLLBACK') throw new AbortedTransactionError()
    },
    rollback: async () => {
      state = 'ended'
      const given = waiting
      waiting = []
      for (const { heard } of given) heard?.reject(new Error('the transaction has ended'))
      if (!begun) return
      await ask({ text: 'rollback', values: [] }).catch((error: unknown) => {
        lost = true
        throw error
      })
    },
    release: () => {
      state = 'ended'
      if (trail && taken.length > 0) trail.leave(client, shelf, taken)
      client.release(lost)
    },
  }
}

function beginText({ isolationLevel, accessMode }: TransactionSettings): string {
  const modes = [isolationLevel && `isolation level ${isolationLevel}`, accessMode].filter((mode) => mode !== undefined)
  return modes.length > 0 ? `start transaction ${modes.join(' ')}` : 'begin'
}
