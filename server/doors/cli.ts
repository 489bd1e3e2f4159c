import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { systemActor } from '../kernel/house.ts'
import { quietLog } from '../kernel/log.ts'
import { isRefusal, Refusal } from '../kernel/refusal.ts'
import { type Bound, isFileAnswer } from '../kernel/room.ts'
import { describeSettings, loadSettings } from '../kernel/settings.ts'
import { call } from './call.ts'
import { offline } from './cli-offline.ts'

/**
 * `quarterdeck ROOM NOUN VERB [--field value …] [--json '{…}' | --json -] [--key K] [--out FILE]`: every operation as a sub-command, JSON in
 * and out. With QUARTERDECK_URL and QUARTERDECK_API_KEY it asks that house; without, it opens the house of this data folder as its operator.
 */
async function main(argv: string[]): Promise<number> {
  const words = argv.filter((word, index) => !word.startsWith('--') && !argv[index - 1]?.startsWith('--'))
  if (words[0] === 'settings') return print(describeSettings(loadSettings(process.env)))
  const early = await offline(words, argv)
  if (early) return print(early.answer, early.code)
  const { openLives, openStanding } = await import('../open.ts')
  const { rooms } = await import('../rooms.ts')
  const { deskOperations } = await import('./desk.ts')
  const bounds = [...rooms.flatMap((room) => room.operations), ...deskOperations(rooms, false)]
  if (words.length === 0 || argv.includes('--help')) return help(bounds, words)
  const bound = named(bounds, words)
  const input = inputOf(argv, words)
  const key = flag(argv, 'key')
  if (process.env.QUARTERDECK_URL) return print(await askRemote(bound, input, key))
  const settings = loadSettings(process.env)
  const standing = await openStanding(settings, { log: quietLog, pool: 4 })
  const lives = bound.operation.name.startsWith('data.') || bound.operation.name.startsWith('strategy.') ? await openLives(standing.house) : undefined
  try {
    const { answer } = await call(standing.house, bound, systemActor('operator'), input, key ? { key } : {})
    await standing.house.deliver()
    if (isFileAnswer(answer)) {
      writeFileSync(flag(argv, 'out') ?? answer.name, answer.bytes)
      return print({ written: flag(argv, 'out') ?? answer.name, bytes: answer.bytes.length })
    }
    return print(answer)
  } finally {
    await lives?.close()
    await standing.close()
  }
}

function named(bounds: Bound[], words: string[]): Bound {
  const name = words.join('.')
  const found = bounds.find((bound) => bound.operation.name === name)
  if (found) return found
  const near = bounds.map((bound) => bound.operation.name.replaceAll('.', ' ')).filter((candidate) => candidate.startsWith(words[0] ?? ''))
  throw new Refusal('missing', 'command.unknown', `There is no command "${words.join(' ')}".${near.length ? ` Near: ${near.slice(0, 12).join(' · ')}` : ''}`)
}

function inputOf(argv: string[], words: string[]): Record<string, unknown> {
  const json = flag(argv, 'json')
  const text = json === '-' ? readFileSync(0, 'utf8') : json
  const input: Record<string, unknown> = text ? (JSON.parse(text) as Record<string, unknown>) : {}
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? ''
    if (!word.startsWith('--') || ['--json', '--key', '--out', '--help'].includes(word)) continue
    const value = argv[index + 1]
    if (value === undefined || value.startsWith('--') || words.includes(word)) input[word.slice(2).replaceAll('-', '_')] = true
    else input[word.slice(2).replaceAll('-', '_')] = value
  }
  return input
}

async function askRemote(bound: Bound, input: Record<string, unknown>, key: string | undefined): Promise<unknown> {
  const { operation } = bound
  const left = { ...input }
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => {
    const value = encodeURIComponent(String(left[name] ?? ''))
    delete left[name]
    return value
  })
  const query = operation.method === 'GET' || operation.method === 'DELETE'
  const url = new URL(`/api${path}`, process.env.QUARTERDECK_URL)
  if (query) for (const [name, value] of Object.entries(left)) url.searchParams.set(name, String(value))
  const headers: Record<string, string> = { accept: 'application/json' }
  if (process.env.QUARTERDECK_API_KEY) headers.authorization = `Bearer ${process.env.QUARTERDECK_API_KEY}`
  if (key) headers['idempotency-key'] = key
  if (!query) headers['content-type'] = 'application/json'
  const response = await fetch(url, { method: operation.method, headers, ...(query ? {} : { body: JSON.stringify(left) }) })
  const body: unknown = await response.json()
  if (!response.ok) throw new Refusal('refused', String(Reflect.get(body as object, 'code')), String(Reflect.get(body as object, 'detail')))
  return body
}

function help(bounds: Bound[], words: string[]): number {
  const chosen = bounds.filter((bound) => bound.operation.name.startsWith(words.join('.')))
  const lines = ['quarterdeck ROOM NOUN VERB [--field value …] [--json JSON | --json -] [--key IDEMPOTENCY-KEY] [--out FILE]', '']
  lines.push('quarterdeck settings                     every setting, its value and source', 'quarterdeck licence verify FILE --key PEM  checks a licence file, offline', '')
  for (const { operation } of chosen.sort((a, b) => (a.operation.name < b.operation.name ? -1 : 1))) {
    lines.push(`quarterdeck ${operation.name.replaceAll('.', ' ').padEnd(42)} ${operation.summary}`)
    if (chosen.length <= 6) {
      const schema = z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' }) as { properties?: Record<string, unknown> }
      for (const [field, shape] of Object.entries(schema.properties ?? {})) lines.push(`    --${field.padEnd(20)} ${JSON.stringify(shape).slice(0, 120)}`)
    }
  }
  process.stdout.write(`${lines.join('\n')}\n`)
  return 0
}

function flag(argv: string[], name: string): string | undefined {
  const at = argv.indexOf(`--${name}`)
  return at >= 0 ? argv[at + 1] : undefined
}

function print(value: unknown, code = 0): number {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
  return code
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    const body = isRefusal(error)
      ? { kind: error.kind, code: error.code, detail: error.message, unmet: error.unmet }
      : { kind: 'broken', code: 'house.broken', detail: error instanceof Error ? error.message : String(error) }
    process.stderr.write(`${JSON.stringify(body, null, 2)}\n`)
    process.exit(isRefusal(error) ? 2 : 1)
  },
)
