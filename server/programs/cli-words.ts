import { Refusal } from '../kernel/refusal.ts'
import { type Field, typedBy } from '../doors/typed.ts'

/** What a person typed, taken apart: words name the command, fields are its input as text, the rest is for the command line itself. */
export type Typed = {
  words: string[]
  /** `field_name` → every text that was given for it; a field without a text says `true` */
  fields: Map<string, string[]>
  json: string | undefined
  key: string | undefined
  idempotency_key: string | undefined
  out: string | undefined
  help: boolean
}

const own = ['json', 'key', 'idempotency_key', 'out'] as const

/**
 * Takes an argument list apart. `--field text`, `--field=text`, `--flag`, a field repeated for a list; after a bare `--` everything is
 * a word. A text that itself begins with two dashes is written `--field=--text`; negative numbers need nothing. `--no-flag` is false.
 */
export function readWords(argv: readonly string[]): Typed {
  const typed: Typed = {
    words: [],
    fields: new Map(),
    json: undefined,
    key: undefined,
    idempotency_key: undefined,
    out: undefined,
    help: false,
  }
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? ''
    if (word === '--') {
      typed.words.push(...argv.slice(at + 1))
      break
    }
    if (word === '--help' || word === '-h') typed.help = true
    else if (!word.startsWith('--')) typed.words.push(word)
    else {
      const equals = word.indexOf('=')
      const name = (equals < 0 ? word.slice(2) : word.slice(2, equals)).replaceAll('-', '_')
      const next = argv[at + 1]
      const follows = equals < 0 && next !== undefined && !next.startsWith('--')
      if (follows) at += 1
      put(typed, name, equals >= 0 ? word.slice(equals + 1) : follows ? next : undefined)
    }
  }
  return typed
}

function put(typed: Typed, name: string, text: string | undefined): void {
  const ours = own.find((candidate) => candidate === name)
  if (ours) {
    if (text === undefined) throw new Refusal('invalid', 'command.value_missing', `--${ours} needs a value.`)
    typed[ours] = text
  } else if (text === undefined && name.startsWith('no_')) {
    typed.fields.set(name.slice(3), ['false'])
  } else {
    typed.fields.set(name, [...(typed.fields.get(name) ?? []), text ?? 'true'])
  }
}

/**
 * The input of an operation: `--json` first, each field over it, typed as the operation wants it. `readIn` gives standard input, for
 * `--json -`. Refuses a field that the operation does not have: a mistyped one must not be lost in silence.
 */
export function inputFrom(given: Typed, fields: readonly Field[], readIn: () => string): Record<string, unknown> {
  const typed = ownKey(given, fields)
  const text = typed.json === '-' ? readIn() : typed.json
  const known = new Set(fields.map((field) => field.name))
  const unknown = [...typed.fields.keys()].find((name) => known.size > 0 && !known.has(name))
  if (unknown) {
    const list = [...known].map((name) => `--${name}`).join(' ')
    throw new Refusal('invalid', 'command.field_unknown', `This command has no field --${unknown}. It has: ${list}`)
  }
  const read = typedBy(fields)
  return { ...(text ? objectIn(text) : {}), ...Object.fromEntries([...typed.fields].map(([name, texts]) => [name, read(name, texts)])) }
}

/** `--key` is the idempotency key, unless the operation has a field of that name: then the long name alone is. */
export function ownKey(typed: Typed, fields: readonly Field[]): Typed {
  const fieldWins = typed.key !== undefined && fields.some((field) => field.name === 'key')
  if (!fieldWins) return { ...typed, key: typed.idempotency_key ?? typed.key }
  return { ...typed, key: typed.idempotency_key, fields: new Map([...typed.fields, ['key', [typed.key ?? '']]]) }
}

function objectIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // falls through to the refusal
  }
  throw new Refusal('invalid', 'command.json_invalid', 'The input after --json is not a JSON object.')
}

/** The commands whose names begin with these words; with few of them, their fields too. */
export function helpText(commands: readonly { name: string; summary: string; fields: () => Field[] }[], words: readonly string[]): string {
  const wanted = words.join('.')
  const chosen = commands
    .filter(({ name }) => wanted === '' || name === wanted || name.startsWith(`${wanted}.`))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const lines = [
    'quarterdeck ROOM NOUN VERB [--field value …] [--json JSON | --json -] [--idempotency-key K] [--out FILE]',
    'JSON in, JSON out. A value that begins with two dashes: --field=--value. A list: the field again.',
    'What must not happen twice gets a key by itself; --idempotency-key K (or --key K) repeats it without doing it again. An edit reads the version that stands;',
    '--if-match VERSION edits only that one.',
    'QUARTERDECK_URL and QUARTERDECK_API_KEY ask that house; without them, the house of this data folder.',
    'Exit codes: 0 done · 1 a fault of ours · 2 refused.',
    '',
    line('settings', 'Every setting, its value and source'),
    line('licence verify FILE', 'Checks a licence file with the keys of this house'),
    line('licence verify FILE --key PEM', 'The same with a public key alone, offline'),
    '',
    ...(chosen.length === 0 ? [`No command begins with "${words.join(' ')}".`] : []),
  ]
  for (const { name, summary, fields } of chosen) {
    lines.push(line(name.replaceAll('.', ' '), summary))
    if (chosen.length <= 6) for (const field of fields()) lines.push(`      --${field.name.padEnd(22)} ${kindText(field)}`)
  }
  return `${lines.join('\n')}\n`
}

function line(command: string, summary: string): string {
  return `  quarterdeck ${command.padEnd(36)} ${summary}`
}

function kindText({ required, schema }: Field): string {
  const { type, enum: choices, format, description } = schema
  const kind = Array.isArray(choices) ? choices.join(' | ') : [format ?? type ?? 'JSON'].flat().join(' | ')
  return `${kind}${required ? ', required' : ''}${'default' in schema ? `, default ${JSON.stringify(schema.default)}` : ''}${description ? ` · ${description}` : ''}`
}
