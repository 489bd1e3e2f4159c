import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { z } from 'zod'
import { Refusal, type Unmet } from './refusal.ts'
import { keyFile } from './settings/keyFile.ts'
import { type Setting, type SettingName, type SettingValue, camel, list } from './settings/list.ts'

type Camel<S extends string> = S extends `${infer Head}_${infer Tail}` ? `${Lowercase<Head>}${Capitalize<Camel<Tail>>}` : Lowercase<S>
type Plain = { [N in Exclude<SettingName, 'PUBLIC_URL' | 'SECRET_KEY' | 'LICENSING_SEAL_KEY' | 'ROLE'> as Camel<N>]: SettingValue<N> }

/**
 * The settings of this process. Names are the environment's in camelCase (`DATA_DIR` → `dataDir`).
 * `dataDir` is absolute; without `databaseUrl` the built-in database is used; `ingestMaxBody` and the like are bytes and counts.
 */
export type HouseSettings = Readonly<
  Plain & {
    /** never ends with a slash */
    publicUrl: string
    roles: ReadonlySet<'web' | 'worker' | 'ingest'>
    /** 32 bytes */
    secretKey: Uint8Array
    /** 32 bytes */
    licensingSealKey: Uint8Array
    /** where each value came from */
    sources: ReadonlyMap<SettingName, Source>
    /** the values as text, secrets included: for `describeSettings` only */
    texts: ReadonlyMap<SettingName, string>
  }
>

export type Source = 'default' | 'environment' | 'argument' | `file ${string}`

/** One line of `quarterdeck settings`. */
export type SettingLine = { name: SettingName; value: string; source: Source; secret: boolean; doc: string }

const names = Object.keys(list) as SettingName[]

/**
 * Reads the settings: an argument (`--port 9000`, `--demo`) wins over the environment, which wins over `quarterdeck.env` in the
 * data folder, which wins over the default. Refuses (`settings.invalid`) with one line for each wrong one: its name, where it
 * came from, what is wrong and how to mend it. Makes missing keys in the data folder when the built-in database is used.
 */
export function loadSettings(env: Record<string, string | undefined>, args: readonly string[] = [], only?: 'read'): HouseSettings {
  const texts = new Map<SettingName, string>()
  const sources = new Map<SettingName, Source>()
  const unmet: Unmet[] = []
  const take = (name: SettingName, text: string, source: Source) => {
    if (texts.has(name)) return
    texts.set(name, text)
    sources.set(name, source)
  }
  for (const [name, text] of argumentsOf(args, unmet)) take(name, text, 'argument')
  // an empty variable counts as none: that is how compose files and shells leave one out
  for (const name of names) if (env[name]) take(name, env[name], 'environment')
  // a given folder is seen from where the caller stands, the default one from the project's root; an installed program has no root of its own
  const home = import.meta.filename.endsWith('.ts') ? resolve(import.meta.dirname, '../..') : process.cwd()
  const dataDir = texts.has('DATA_DIR') ? resolve(texts.get('DATA_DIR') ?? '') : resolve(home, list.DATA_DIR.default ?? 'data')
  const file = join(dataDir, 'quarterdeck.env')
  for (const [name, text] of fileLines(file, unmet)) take(name, text, `file ${file}`)
  for (const name of names) take(name, name === 'DATA_DIR' ? dataDir : (list[name].default ?? ''), 'default')
  if (unmet.length === 0) {
    for (const name of ['SECRET_KEY', 'LICENSING_SEAL_KEY'] as const) keepKey(name, texts, sources, unmet, join(dataDir, 'keys'), only)
  }
  const read: Record<string, unknown> = {}
  for (const name of names) {
    const { shape, fix } = list[name] as Setting<unknown>
    const result = shape.safeParse(texts.get(name))
    if (result.success) read[camel(name)] = result.data
    else unmet.push(complaint(name, sources.get(name) ?? 'default', shown(name, texts.get(name) ?? ''), result.error, fix))
  }
  if (unmet.length > 0) throw refusalOf(unmet)
  const roles = read.role
  delete read.role
  // everybody's password of a demo is printed at its start: a second factor would only keep visitors out
  if (read.demo && sources.get('SIGN_IN_ADMIN_SECOND_FACTOR') === 'default') {
    read.signInAdminSecondFactor = false
    texts.set('SIGN_IN_ADMIN_SECOND_FACTOR', 'false')
  }
  const publicUrl = read.publicUrl ?? `http://localhost:${read.port}`
  return { ...read, dataDir, publicUrl, roles, sources, texts } as unknown as HouseSettings
}

/** Every setting with its value and source; secrets are masked. */
export function describeSettings(settings: HouseSettings): SettingLine[] {
  return names.map((name) => ({
    name,
    value: shown(name, settings.texts.get(name) ?? ''),
    source: settings.sources.get(name) ?? 'default',
    secret: 'secret' in list[name],
    doc: list[name].doc,
  }))
}

/** The settings of a test: defaults of `loadSettings` in a data folder of its own, without reading the environment. */
export function testSettings(dataDir: string, more: Record<string, string> = {}): HouseSettings {
  return loadSettings({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...more })
}

function argumentsOf(args: readonly string[], unmet: Unmet[]): [SettingName, string][] {
  const found: [SettingName, string][] = []
  for (let at = 0; at < args.length; at += 1) {
    const [flag = '', given] = splitOnce(args[at] ?? '', '=')
    const name = flag.replace(/^--/, '').replaceAll('-', '_').toUpperCase()
    if (!flag.startsWith('--') || !isName(name)) {
      unmet.push({
        code: 'settings.argument',
        text: `${args[at]} is not an argument. Known: ${names.map((known) => `--${known.toLowerCase().replaceAll('_', '-')}`).join(' ')}`,
      })
    } else if (given !== undefined) {
      found.push([name, given])
    } else if (name === 'DEMO' || name === 'TRUST_PROXY') {
      found.push([name, 'true'])
    } else {
      at += 1
      found.push([name, args[at] ?? ''])
    }
  }
  return found
}

function fileLines(file: string, unmet: Unmet[]): [SettingName, string][] {
  if (!existsSync(file)) return []
  const found: [SettingName, string][] = []
  for (const [index, line] of readFileSync(file, 'utf8').split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.trim().startsWith('#')) continue
    const [name, value] = splitOnce(line.replace(/^\s*export\s+/, ''), '=')
    const known = name.trim()
    const bare = (value ?? '').trim().replace(/^(["'])(.*)\1$/, '$2')
    if (value !== undefined && isName(known) && known !== 'DATA_DIR') found.push([known, bare])
    else
      unmet.push({
        code: 'settings.file',
        text: `${file} line ${index + 1}: "${known}" is not a setting that may stand here. Known: ${names.filter((other) => other !== 'DATA_DIR').join(', ')}`,
      })
  }
  return found
}

function keepKey(
  name: 'SECRET_KEY' | 'LICENSING_SEAL_KEY',
  texts: Map<SettingName, string>,
  sources: Map<SettingName, Source>,
  unmet: Unmet[],
  folder: string,
  only: 'read' | undefined,
) {
  if (texts.get(name)) return
  if (texts.get('DATABASE_URL')) {
    unmet.push({
      code: 'settings.invalid',
      path: name,
      text: `${name} is missing, and DATABASE_URL (${sources.get('DATABASE_URL')}) is set: with a database of your own every process needs the same key. ${list[name].fix}`,
    })
    // a stand-in, so that only the complaint above is made
    texts.set(name, Buffer.alloc(32).toString('base64'))
    return
  }
  const path = join(folder, name === 'SECRET_KEY' ? 'secret.key' : 'licensing-seal.key')
  // a key is made together with a new database only: what an old one holds opens under the old key alone
  if (!existsSync(path) && hasBuiltInDatabase(dirname(folder))) {
    unmet.push({
      code: 'settings.key_missing',
      path: name,
      text: `${name}: the file ${path} is missing, and the data folder holds a database that was made with it. Put the file back from your backup; a new key cannot open what is there.`,
    })
    texts.set(name, Buffer.alloc(32).toString('base64'))
    return
  }
  if (only === 'read' && !existsSync(path)) {
    // whoever only looks makes nothing: the first start does
    texts.set(name, Buffer.alloc(32).toString('base64'))
    sources.set(name, `file ${path}, which the first start makes`)
    return
  }
  texts.set(name, keyFile(path).text)
  sources.set(name, `file ${path}`)
}

/** A cluster lies in the data folder, or a note there leads to it. */
export function hasBuiltInDatabase(dataDir: string): boolean {
  return ['postgres/cluster/PG_VERSION', 'postgres/moved-to'].some((path) => existsSync(join(dataDir, path)))
}

function complaint(name: SettingName, source: Source, value: string, error: z.ZodError, fix: string): Unmet {
  const reasons = error.issues
    .flatMap((issue) => (issue.code === 'invalid_union' ? issue.errors.flat() : [issue]))
    .map((issue) => issue.message)
  const reason = reasons.find((text) => /^(is|knows) /.test(text)) ?? 'is out of bounds'
  return { code: 'settings.invalid', path: name, text: `${name} (${source}) ${reason}: "${value}". ${fix}` }
}

function refusalOf(unmet: Unmet[]): Refusal {
  return new Refusal(
    'invalid',
    'settings.invalid',
    `Quarterdeck cannot start with these settings:\n${unmet.map((one) => `  - ${one.text}`).join('\n')}`,
    { unmet },
  )
}

function shown(name: SettingName, text: string): string {
  if (!('secret' in list[name]) || text === '') return text
  const address = /^([a-z]+:\/\/)(?:([^:@/]*)(?::[^@]*)?@)?(.*)$/.exec(text)
  // parameters of an address may carry a password too
  return address ? `${address[1]}${address[2] ? `${address[2]}:••••@` : ''}${address[3]?.replace(/\?.*$/, '?••••')}` : '••••'
}

function isName(name: string): name is SettingName {
  return Object.hasOwn(list, name)
}

function splitOnce(text: string, mark: string): [string, string | undefined] {
  const at = text.indexOf(mark)
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}
