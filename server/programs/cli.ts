import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Operation } from '../kernel/operation.ts'
import { isRefusal, Refusal } from '../kernel/refusal.ts'
import { offline, verdictCode } from './cli-offline.ts'
import { askRemote } from './cli-remote.ts'
import { withVersion } from './cli-version.ts'
import { helpText, inputFrom, ownKey, readWords, type Typed } from './cli-words.ts'
import { fieldsOf } from '../doors/typed.ts'

/**
 * `quarterdeck ROOM NOUN VERB [--field value …] [--json '{…}' | --json -] [--idempotency-key K] [--out FILE]`: every operation as a sub-command, JSON in
 * and out. With QUARTERDECK_URL and QUARTERDECK_API_KEY it asks that house; without, it opens the house of this data folder as its
 * operator. Names, fields and help come from the contracts alone: no room is loaded and no database opened before there is a task.
 */
async function main(argv: string[]): Promise<number> {
  const typed = readWords(argv)
  const { words } = typed
  if (words[0] === 'settings' && !typed.help) {
    const { describeSettings, loadSettings } = await import('../kernel/settings.ts')
    return print(describeSettings(loadSettings(process.env, [], 'read')))
  }
  const early = typed.help ? undefined : await offline(words, argv)
  if (early) return print(early.answer, early.code)
  const operations = await contracts()
  if (words[0] === 'mcp' && !typed.help) {
    await (await import('./tools-stdio.ts')).serveTools(operations, argv)
    return 0
  }
  if (words.length === 0 || typed.help) {
    const commands = operations.map((operation) => ({
      name: operation.name,
      summary: operation.summary,
      fields: () => fieldsOf(operation),
    }))
    process.stdout.write(helpText(commands, words))
    return 0
  }
  const licence = licenceFile(words)
  const operation = named(operations, licence ? ['licensing', 'verifications', 'create'] : words)
  const input = inputFrom(typed, fieldsOf(operation), () => readFileSync(0, 'utf8'))
  if (licence) input.document = readFileSync(licence, 'utf8')
  const { key } = ownKey(typed, fieldsOf(operation))
  const remote = process.env.QUARTERDECK_URL
  const answer = remote
    ? await askThere(operations, operation, input, { url: remote, key })
    : await askHere(operations, operation, input, key)
  const code = say(answer, typed)
  return licence ? verdictCode(answer) : code
}

/** `licence verify FILE` without a public key: the house looks among its own keys. */
function licenceFile(words: readonly string[]): string | undefined {
  return words[0] === 'licence' && words[1] === 'verify' ? words[2] : undefined
}

/** Every operation that a contract promises. */
async function contracts(): Promise<Operation[]> {
  const files = globSync('{doors,modules/*}/contract.{ts,js}', { cwd: join(import.meta.dirname, '..') }).sort()
  const loaded = (await Promise.all(files.map((file) => import(`../${file}`)))) as Record<string, unknown>[]
  const found = new Map<string, Operation>()
  for (const value of loaded.flatMap((exports) => Object.values(exports))) if (isOperation(value)) found.set(value.name, value)
  return [...found.values()]
}

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'name' in value && 'method' in value && 'path' in value && 'right' in value
}

function named(operations: readonly Operation[], words: readonly string[]): Operation {
  const name = words.join('.')
  const found = operations.find((operation) => operation.name === name)
  if (found) return found
  const near = operations
    .map((operation) => operation.name.replaceAll('.', ' '))
    .filter((candidate) => candidate.startsWith(words[0] ?? ''))
  const text = near.length ? ` Near: ${near.slice(0, 12).join(' · ')}` : ' See quarterdeck --help.'
  throw new Refusal('missing', 'command.unknown', `There is no command "${words.join(' ')}".${text}`)
}

/** Asks that house; an edit goes with the version that stands there. */
async function askThere(
  operations: Operation[],
  operation: Operation,
  input: Record<string, unknown>,
  to: { url: string; key: string | undefined },
) {
  const bearer = process.env.QUARTERDECK_API_KEY
  const read = (reader: Operation, of: Record<string, unknown>) => askRemote(reader, of, { url: to.url, bearer })
  return askRemote(operation, await withVersion(operation, input, operations, read), { ...to, bearer })
}

/** Opens the house, calls as its operator with the version that stands, and delivers what the command announced. */
async function askHere(
  operations: readonly Operation[],
  operation: Operation,
  input: Record<string, unknown>,
  key: string | undefined,
): Promise<unknown> {
  const [{ openRooms, openProgram }, { call }, { systemActor }, { quietLog }, { loadSettings }] = await Promise.all([
    import('./open.ts'),
    import('../doors/call.ts'),
    import('../kernel/house.ts'),
    import('../kernel/log.ts'),
    import('../kernel/settings.ts'),
  ])
  const program = await openProgram(loadSettings(process.env), { log: quietLog, pool: 4 })
  try {
    const boundOf = (name: string) => {
      const found = program.endpoints.find((one) => one.operation.name === name)
      if (!found) throw new Error(`no room carries out ${name}`)
      return found
    }
    const bound = boundOf(operation.name)
    const operator = systemActor('operator')
    const read = async (reader: Operation, of: Record<string, unknown>) =>
      (await call(program.house, boundOf(reader.name), operator, of)).answer
    const { rooms } = program.house
    const needsLives = rooms.some((room) => room.needsLives && room.operations.includes(bound))
    const opened = needsLives ? await openRooms(program.house) : undefined
    try {
      // beside a running house its owner answers; alone, this process must have filled the warehouse first
      if (opened) for (const room of rooms) await room.ready?.()
      const { answer } = await call(
        program.house,
        bound,
        operator,
        await withVersion(bound.operation, input, operations, read),
        key ? { key } : {},
      )
      await program.house.deliver()
      return answer
    } finally {
      await opened?.close()
    }
  } finally {
    await program.close()
  }
}

/** A file goes to disk, everything else to standard output. */
function say(answer: unknown, typed: Typed): number {
  if (typeof answer !== 'object' || answer === null || !('bytes' in answer) || !(answer.bytes instanceof Uint8Array)) return print(answer)
  const name = typed.out ?? String(Reflect.get(answer, 'name')).replaceAll(/[/\\]/g, '_')
  writeFileSync(name, answer.bytes)
  return print({ written: name, bytes: answer.bytes.length })
}

function print(value: unknown, code = 0): number {
  process.stdout.write(`${JSON.stringify(value ?? null, (_key, entry) => (typeof entry === 'bigint' ? Number(entry) : entry), 2)}\n`)
  return code
}

/** What was printed must be out before the process ends; a library that still holds the loop must not keep it. */
function leave(code: number): void {
  process.stdout.write('', () => process.exit(code))
}

main(process.argv.slice(2)).then(leave, (error: unknown) => {
  const body = isRefusal(error)
    ? { kind: error.kind, code: error.code, detail: error.message, unmet: error.unmet }
    : { kind: 'broken', code: 'house.broken', detail: error instanceof Error ? error.message : String(error) }
  process.stderr.write(`${JSON.stringify(body, null, 2)}\n`)
  leave(isRefusal(error) ? 2 : 1)
})
