import pg from 'pg'
import { isStalePlan } from '../fault.ts'
import { type Column, forgetPlans, nameless, type Shelf, type Statement } from './prepared.ts'

export type Answer = { command: string; count: number | undefined; rows: Record<string, unknown>[] }

/**
 * What is sent to the server. `once`: the words will not come again, so that preparing them is not worth it. `heard`: somebody waits for
 * the answer; what nobody waits for goes along.
 */
export type Command = {
  text: string
  values: readonly unknown[]
  once?: boolean
  heard?: { resolve: (answer: Answer) => void; reject: (error: unknown) => void }
}

/** What pg's own types leave out of the connection: `pg-cursor` lives on the same calls. */
type Wire = {
  stream: { cork: () => void; uncork: () => void }
  close: (what: { type: 'S'; name: string }) => void
  parse: (what: { text: string; name: string }) => void
  bind: (what: { statement: string; values: unknown[] }) => void
  describe: (what: { type: 'P'; name: string }) => void
  execute: (what: { rows?: number }) => void
  sync: () => void
}
type Described = { name: string; dataTypeID: number }

/** How pg writes a value as text: its own, so that a value is written as it always was; its types do not know of it. */
const { prepareValue } = (pg as unknown as { utils: { prepareValue: (value: unknown) => string | Buffer | null } }).utils

/**
 * One round trip: the commands are sent in one write and answered together, each to whoever waits for it. A command that fails ends the
 * round: the server skips what comes after it, and everybody who waits for that hears of the failure.
 */
export function send(client: pg.ClientBase, shelf: Shelf, commands: readonly Command[]): void {
  client.query(roundOf(shelf, commands) as unknown as pg.Submittable)
}

/** What pg calls while it sends and reads: the members and their names are its own. */
function roundOf(shelf: Shelf, commands: readonly Command[]) {
  const sent: Statement[] = []
  const answers: Answer[] = commands.map(() => ({ command: '', count: undefined, rows: [] }))
  const unreadable = new Map<number, unknown>()
  /** the command whose answer comes now */
  let at = 0
  let columns: Column[] = []

  function submit(wire: Wire): Error | null {
    let bound: unknown[][]
    try {
      bound = commands.map((command) => command.values.map((value) => prepareValue(value)))
    } catch (error) {
      return error instanceof Error ? error : new Error('a value cannot be sent')
    }
    wire.stream.cork()
    try {
      for (const name of shelf.worn()) wire.close({ type: 'S', name })
      for (const [n, { text, once, heard }] of commands.entries()) {
        const statement = once ? nameless() : shelf.take(text)
        sent.push(statement)
        if (!statement.known) wire.parse({ text, name: statement.name })
        statement.known = statement.name !== ''
        wire.bind({ statement: statement.name, values: bound[n] ?? [] })
        if (heard && !statement.columns) wire.describe({ type: 'P', name: '' })
        wire.execute({})
      }
      columns = sent[0]?.columns ?? []
      wire.sync()
    } finally {
      wire.stream.uncork()
    }
    return null
  }

  function next(): void {
    at += 1
    columns = sent[at]?.columns ?? []
  }

  function answer(n: number): void {
    const { heard } = commands[n] ?? {}
    const answered = answers[n]
    if (unreadable.has(n)) heard?.reject(unreadable.get(n))
    else if (answered) heard?.resolve(answered)
  }

  return {
    commands,
    // pg waits for a callback where there is none
    callback: () => undefined,
    submit,
    handleRowDescription({ fields }: { fields: Described[] }) {
      columns = fields.map(({ name, dataTypeID }) => ({ name, read: pg.types.getTypeParser(dataTypeID, 'text') }))
    },
    handleDataRow({ fields }: { fields: (string | null)[] }) {
      if (!commands[at]?.heard || unreadable.has(at)) return
      try {
        answers[at]?.rows.push(rowOf(columns, fields))
      } catch (error) {
        unreadable.set(at, error)
      }
    },
    handleCommandComplete({ text }: { text: string }) {
      const statement = sent[at]
      const answered = answers[at]
      if (commands[at]?.heard && statement?.name) statement.columns = columns
      const count = /\d+$/.exec(text)?.[0]
      if (answered) Object.assign(answered, { command: text.split(' ', 1)[0], count: count === undefined ? undefined : Number(count) })
      next()
    },
    handleReadyForQuery() {
      for (const n of commands.keys()) answer(n)
    },
    handleError(error: unknown) {
      shelf.doubt(sent)
      if (isStalePlan(error)) forgetPlans()
      for (const [n, { heard }] of commands.entries()) {
        if (n < at) answer(n)
        else heard?.reject(error)
      }
    },
    handleEmptyQuery: next,
    handlePortalSuspended() {},
    handleCopyInResponse(wire: { sendCopyFail: (why: string) => void }) {
      wire.sendCopyFail('rows are not sent this way')
    },
    handleCopyData() {},
  }
}

function rowOf(columns: readonly Column[], fields: readonly (string | null)[]): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (let n = 0; n < columns.length; n += 1) {
    const column = columns[n]
    const text = fields[n]
    if (column) row[column.name] = text === null || text === undefined ? null : column.read(text)
  }
  return row
}
