/** What the log may know of an unexpected error. Postgres puts rows and parameters into `detail` and `where`: these stay out. */
export type Fault = { type: string; message: string; code?: string; constraint?: string; table?: string; stack?: string }

/** An error as the log may show it: kind, words, place; no values of rows, which may name people. */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error).slice(0, 500) }
  const fault: Fault = { type: error.name, message: error.message.slice(0, 2000) }
  for (const name of ['code', 'constraint', 'table'] as const) {
    const value: unknown = Reflect.get(error, name)
    if (typeof value === 'string') fault[name] = value
  }
  if (error.stack) fault.stack = error.stack.slice(0, 4000)
  return fault
}

/** SQLSTATE of a database error, Node's code of a network error, or nothing. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const code: unknown = Reflect.get(error, 'code')
  return typeof code === 'string' ? code : undefined
}

/** A deadlock or a serialization failure: the database undid everything, and the same work may simply run again. */
export function mayRunAgain(error: unknown): boolean {
  const code = codeOf(error)
  return code === '40001' || code === '40P01'
}
