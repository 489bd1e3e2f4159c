import { parseDocument } from 'yaml'
import { lately } from './lately.ts'
import { tomlOf } from './toml.ts'

/** What a page says of itself above its text (the keys of GitBook, Docusaurus, MkDocs, Jekyll, Hugo and ours); `other` is kept as it stands. */
type FrontMatter = {
  title: string | null
  description: string | null
  lang: string | null
  tags: string[]
  /** only ever narrower than the page: `public` in a text widens nothing */
  audience: 'internal' | 'restricted' | null
  completeness: number | null
  /** methods of plans that a procedure serves, as it names them; a name may hold commas */
  methods: string[]
  other: [key: string, value: string][]
}

type Head = {
  /** where the text begins */
  end: number
  front: FrontMatter
  /** it looks like front matter, and its keys cannot be read */
  unreadable: boolean
}

const nothing: FrontMatter = {
  title: null,
  description: null,
  lang: null,
  tags: [],
  audience: null,
  completeness: null,
  methods: [],
  other: [],
}

/** The front matter at the beginning of a source, also behind empty lines. A line between two rules is text; keys that cannot be read are shown to nobody. */
export function headOf(source: string): Head {
  return heads(source)
}

const heads = lately(headIn)

function headIn(source: string): Head {
  const bom = source.startsWith('\ufeff') ? 1 : 0
  const text = source.slice(bom)
  const toml = /^(?:[ \t]*\r?\n)*\+{3}[ \t]*\r?\n(?:([\s\S]*?)\r?\n)?\+{3}[ \t]*(?:\r?\n|$)/.exec(text)
  if (toml) {
    const said = (toml[1] ?? '').length > 16_384 ? 'unreadable' : tomlOf(toml[1] ?? '')
    const end = bom + toml[0].length
    return said === 'unreadable' ? { end, front: nothing, unreadable: true } : { end, front: frontOf(said), unreadable: false }
  }
  const fence = /^(?:[ \t]*\r?\n)*---[ \t]*\r?\n(?:([\s\S]*?)\r?\n)?---[ \t]*(?:\r?\n|$)/.exec(text)
  if (!fence) return { end: bom, front: nothing, unreadable: false }
  // nobody writes so much above a text
  const values = (fence[1] ?? '').length > 16_384 ? 'unreadable' : mapOf(fence[1] ?? '')
  if (values === 'text') return { end: bom, front: nothing, unreadable: false }
  const end = bom + fence[0].length
  return values === 'unreadable' ? { end, front: nothing, unreadable: true } : { end, front: frontOf(values), unreadable: false }
}

/** YAML 1.2 with few aliases; `text` where it is a sentence and no keys. */
function mapOf(text: string): Map<string, unknown> | 'text' | 'unreadable' {
  try {
    const document = parseDocument(text, { version: '1.2', uniqueKeys: false, logLevel: 'silent' })
    if (document.errors.length > 0) return 'unreadable'
    const value: unknown = document.toJS({ maxAliasCount: 100 })
    if (value === null) return new Map()
    if (typeof value !== 'object' || Array.isArray(value)) return 'text'
    return new Map(Object.entries(value))
  } catch {
    return 'unreadable'
  }
}

const keys = {
  title: ['title'],
  description: ['description', 'summary', 'excerpt'],
  lang: ['lang', 'language'],
  tags: ['tags', 'categories', 'keywords', 'topics'],
  audience: ['audience', 'visibility', 'access'],
  completeness: ['completeness'],
} as const

function frontOf(values: ReadonlyMap<string, unknown>): FrontMatter {
  const first = (names: readonly string[]) => names.map((name) => values.get(name)).find((value) => value !== undefined && value !== null)
  const known = new Set<string>(Object.values(keys).flat())
  const completeness = Number.parseInt(plain(first(keys.completeness)) ?? '', 10)
  return {
    title: plain(first(keys.title)),
    description: plain(first(keys.description)),
    lang: plain(first(keys.lang)),
    tags: listOf(first(keys.tags)),
    audience: audienceOf(plain(first(keys.audience)), values.get('internal')),
    completeness: completeness >= 0 && completeness <= 100 ? completeness : null,
    methods: namesOf([...values].find(([key]) => key.toLowerCase() === 'methods')?.[1]),
    other: [...values]
      .filter(([key]) => !known.has(key))
      .map(([key, value]) => [plain(key) ?? '', value === null ? '' : (plain(value) ?? JSON.stringify(value) ?? '')]),
  }
}

function audienceOf(word: string | null, internal: unknown): FrontMatter['audience'] {
  if (word !== null && /^(?:private|restricted)$/i.test(word)) return 'restricted'
  if (internal === true || (word !== null && !/^public$/i.test(word))) return 'internal'
  return null
}

function plain(value: unknown): string | null {
  // escapes write letters that no text may hold, and no database takes
  if (typeof value === 'string')
    return (
      value
        .toWellFormed()
        .replaceAll(/[\s\p{Cc}]+/gu, ' ')
        .trim() || null
    )
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return null
}

/** A list, or text with commas. */
function listOf(value: unknown): string[] {
  const all = Array.isArray(value) ? value.map(plain) : (plain(value)?.split(',') ?? [])
  return all.flatMap((one) => (one?.trim() ? [one.trim()] : []))
}

/** A list, or one name. */
function namesOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((one) => plain(one) ?? [])
}
