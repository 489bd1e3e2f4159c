import { parseDocument } from 'yaml'
import { tomlOf } from '../toml.ts'
import { folderOf, isWithin, joined } from './files.ts'

export type Dialect = 'ours' | 'gitbook' | 'mkdocs' | 'docusaurus' | 'jekyll' | 'hugo' | 'mdbook' | 'plain'
/** Texts by their file; null where a file is no text. */
export type Texts = ReadonlyMap<string, string | null>

/** A part of a tree that was written for one program, with what shows it; the pages of it lie in `docs`. */
export type Root = { folder: string; dialect: Dialect; docs: string; evidence: string[] }

/**
 * What a tree was written for, by the settings that lie in it; each folder with settings of its own is a part. Where there are none, the
 * marks in the texts say it. What has neither is plain.
 */
export function rootsOf(texts: Texts): Root[] {
  const files = [...texts.keys()].sort()
  const there = thereIn(files)
  const found = new Map<string, Root>()
  let more = 0
  for (const [dialect, setting] of settings) {
    for (const file of files.filter((one) => setting.test(one.split('/').at(-1) ?? ''))) {
      // .quarterdeck/handbook.json and _data/nav.yml belong to the folder above theirs
      const folder = dialect === 'ours' ? folderOf(folderOf(file)) : folderOf(file)
      if (depthOf(folder) > 2 || /(?:^|\/)(?:node_modules|themes)(?:\/|$)/.test(`${folder}/`)) continue
      const known = found.get(folder)
      const tooMany = !known && folder !== '' && found.size >= mostRoots
      if (tooMany) more += 1
      if (tooMany || !fits(dialect, file, folder, there)) continue
      if (known && known.dialect !== dialect) known.evidence.push(`${file} is of ${names[dialect]} too, and is kept`)
      else if (known) known.evidence.push(file)
      else found.set(folder, { folder, dialect, docs: docsOf(dialect, folder, { texts, there }), evidence: [file] })
    }
  }
  const roots = [...found.values()]
  // a part in a part of the same program is none: its docs lie there already
  const own = roots.filter(
    (one) => !roots.some((other) => other !== one && other.dialect === one.dialect && isWithin(one.folder, other.folder)),
  )
  if (!own.some(({ folder }) => folder === '')) own.push(byMarks(texts, own))
  if (more > 0) own.find(({ folder }) => folder === '')?.evidence.unshift(`${more} more settings of parts are kept, and not followed`)
  return own.sort((a, b) => (a.folder < b.folder ? -1 : 1))
}

export const names: Readonly<Record<Dialect, string>> = {
  ours: 'this handbook',
  gitbook: 'GitBook',
  mkdocs: 'MkDocs',
  docusaurus: 'Docusaurus',
  jekyll: 'Jekyll',
  hugo: 'Hugo',
  mdbook: 'mdBook',
  plain: 'plain Markdown',
}

/** Parts of one tree; the pages of further ones are of the part about them. */
const mostRoots = 100

/** Folders with something in them, and those with settings of their own, not deeper than settings are looked for. */
type There = { folders: ReadonlySet<string>; set: ReadonlySet<string> }

function thereIn(files: readonly string[]): There {
  const folders = new Set<string>()
  const set = new Set<string>()
  for (const file of files) {
    if (/(?:^|\/)(?:book\.toml|mkdocs\.ya?ml|\.gitbook\.ya?ml)$/.test(file)) set.add(folderOf(file))
    let at = file.indexOf('/')
    for (let n = 0; n < 3 && at >= 0; n += 1) {
      folders.add(file.slice(0, at))
      at = file.indexOf('/', at + 1)
    }
  }
  return { folders, set }
}

/** The first that fits a folder wins. */
const settings: readonly (readonly [Dialect, RegExp])[] = [
  ['ours', /^handbook\.json$/],
  ['mkdocs', /^mkdocs\.ya?ml$/],
  ['mdbook', /^book\.toml$/],
  ['gitbook', /^(?:\.gitbook\.ya?ml|book\.json)$/],
  ['docusaurus', /^(?:docusaurus\.config\.[cm]?[jt]s|sidebars\.(?:[cm]?[jt]s|json))$/],
  ['hugo', /^(?:hugo\.(?:toml|ya?ml|json)|config\.(?:toml|ya?ml))$/],
  ['jekyll', /^_config\.ya?ml$/],
  ['gitbook', /^SUMMARY\.md$/],
]

function fits(dialect: Dialect, file: string, folder: string, { folders, set }: There): boolean {
  if (dialect === 'ours') return file.endsWith('.quarterdeck/handbook.json')
  // a config.toml without content is somebody else's
  if (dialect === 'hugo' && /config\./.test(file.split('/').at(-1) ?? '')) return folders.has(below(folder, 'content'))
  // mdBook and MkDocs have such a file in the folder of their pages
  if (!file.endsWith('SUMMARY.md')) return true
  for (let one = folder; one !== ''; one = folderOf(one)) if (set.has(one)) return false
  return !set.has('')
}

function docsOf(dialect: Dialect, folder: string, { texts, there: { folders } }: { texts: Texts; there: There }): string {
  const within = (path: string) => joined(folder, path) ?? folder
  if (dialect === 'mkdocs')
    return within(wordIn(yamlIn(texts, within('mkdocs.yml')) ?? yamlIn(texts, within('mkdocs.yaml')), 'docs_dir') ?? 'docs')
  if (dialect === 'gitbook')
    return within(wordIn(yamlIn(texts, within('.gitbook.yaml')) ?? yamlIn(texts, within('book.json')), 'root') ?? '.')
  if (dialect === 'mdbook') {
    const book = tomlOf((texts.get(within('book.toml')) ?? '').slice(0, longestSettings))
    const table = book === 'unreadable' ? undefined : book.get('book')
    return within(table instanceof Map && typeof table.get('src') === 'string' ? String(table.get('src')) : 'src')
  }
  if (dialect === 'docusaurus') return folders.has(within('docs')) ? within('docs') : folder
  if (dialect === 'hugo') return folders.has(within('content')) ? within('content') : folder
  return folder
}

const longestSettings = 262_144

/** YAML of a file as it is; what is a tag of a program is its text. JSON is YAML too. */
export function yamlIn(texts: Texts, file: string): unknown {
  const text = texts.get(file)
  if (text === undefined || text === null || text.length > longestSettings) return undefined
  try {
    const document = parseDocument(text, { version: '1.2', uniqueKeys: false, logLevel: 'silent' })
    return document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 })
  } catch {
    return undefined
  }
}

function wordIn(value: unknown, key: string): string | undefined {
  const said: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  return typeof said === 'string' && said !== '' ? said : undefined
}

const marks: readonly (readonly [Dialect, RegExp])[] = [
  ['gitbook', /^\{% (?:hint|tabs|content-ref|page-ref|embed) /m],
  ['mkdocs', /^(?:!!!|\?\?\?\+?) [a-z]+/m],
  ['docusaurus', /^:::[a-z]+/m],
  ['hugo', /\{\{[<%] /],
  ['jekyll', /\{% (?:include|link|post_url) |^layout: /m],
]

/** What is in no part with settings, by the marks that most of its texts have. */
function byMarks(texts: Texts, roots: readonly Root[]): Root {
  const own = [...texts].filter(
    ([file, text]) => text !== null && /\.(?:md|markdown|mdx)$/i.test(file) && !roots.some(({ folder }) => isWithin(file, folder)),
  )
  const counted = marks.map(([dialect, mark]) => ({ dialect, files: own.flatMap(([file, text]) => (mark.test(text ?? '') ? [file] : [])) }))
  const [best] = counted.toSorted((a, b) => b.files.length - a.files.length)
  if (own.some(([file]) => /^_posts\//.test(file))) return { folder: '', dialect: 'jekyll', docs: '', evidence: ['_posts/'] }
  if (!best || best.files.length === 0) return { folder: '', dialect: 'plain', docs: '', evidence: [] }
  return {
    folder: '',
    dialect: best.dialect,
    docs: '',
    evidence: [`marks in ${best.files.length} of ${own.length} pages`, ...best.files.slice(0, 3)],
  }
}

function below(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

function depthOf(folder: string): number {
  return folder === '' ? 0 : folder.split('/').length
}

/** The part to which a file belongs: the deepest. */
export function rootOf(file: string, roots: readonly Root[]): Root {
  let deepest: Root | undefined
  for (const root of roots) if (isWithin(file, root.folder) && (!deepest || root.folder.length > deepest.folder.length)) deepest = root
  return deepest ?? { folder: '', dialect: 'plain', docs: '', evidence: [] }
}
