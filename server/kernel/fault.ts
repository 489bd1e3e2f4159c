/** What the log may know of an unexpected error. Postgres puts rows and parameters into `detail` and `where`: these stay out. */
type Fault = { type: string; message: string; code?: string; constraint?: string; table?: string; stack?: string }

/** An error as the log may show it: kind, words, place; no values of rows or requests, which may name people. */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { type: typeof error, message: 'something that is no error was thrown' }
  const message = wordsOf(error)
  const fault: Fault = { type: error.name, message: message.slice(0, 2000) }
  for (const name of ['code', 'constraint', 'table'] as const) {
    const value: unknown = Reflect.get(error, name)
    if (typeof value === 'string') fault[name] = value
  }
  // the first lines of a stack repeat the message: only the places stay
  const places = error.stack?.split('\n').filter((line) => /^\s+at /.test(line))
  if (places?.length) fault.stack = [`${error.name}: ${message}`, ...places].join('\n').slice(0, 4000)
  return fault
}

/**
 * What may be said of an error. PostgreSQL quotes the value that it could not read (classes 22 and 23), and the language's own errors
 * for numbers, days and JSON show what they were given.
 */
function wordsOf(error: Error): string {
  const code: unknown = Reflect.get(error, 'code')
  if (typeof code === 'string' && /^2[23][0-9A-Z]{3}$/.test(code)) return error.message.replace(/".*"/s, '"…"').replace(/=\(.*\)/s, '=(…)')
  if (error instanceof SyntaxError || error instanceof RangeError || error instanceof URIError) return 'a value could not be read'
  return error.message
}

/** SQLSTATE of a database error, Node's code of a network error, or nothing. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const code: unknown = Reflect.get(error, 'code')
  return typeof code === 'string' ? code : undefined
}

/** What an operator does about a folder that this user may not write; nothing for any other error. */
export function folderWords(error: unknown): string | undefined {
  const code = codeOf(error)
  if (code !== 'EACCES' && code !== 'EROFS' && code !== 'EPERM') return undefined
  const path: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'path') : undefined
  return `${typeof path === 'string' ? path : 'A folder'} cannot be written by this user. Give it the folder, or another one: --data-dir FOLDER.`
}

/** A deadlock, a serialization failure, a plan of old columns: the database undid everything, and the same work may simply run again. */
export function mayRunAgain(error: unknown): boolean {
  const code = codeOf(error)
  return code === '40001' || code === '40P01' || isStalePlan(error)
}

/** The server no longer takes a plan that it made before a migration, or does not know it any more. */
export function isStalePlan(error: unknown): boolean {
  const code = codeOf(error)
  if (code === '26000') return true
  return code === '0A000' && error instanceof Error && error.message.startsWith('cached plan must not change result type')
}
