import type { List, ListItem, Nodes } from 'mdast'
import { isRefusal } from '../../../../kernel/refusal.ts'
import { nodesIn, treeOf, wordsOf } from '../markdown.ts'
import { type Root, type Texts, yamlIn } from './dialect.ts'
import { folderOf, isIndexFile, isWithin, joined, stemOf } from './files.ts'
import { literalOf } from './literal.ts'

/** A line of the contents of a tree: a page by its file, an address elsewhere, what is still to be written, or a group of these. */
export type Entry = { title: string; file: string | null; url: string | null; entries: Entry[] }
export type Contents = { from: string; entries: Entry[]; notes: string[] }

/** Files that may say the contents of a part, in lower letters and as they are called: the first of a name. */
type Names = ReadonlyMap<string, string>

export function namesIn(texts: Texts): Names {
  const names = new Map<string, string>()
  for (const file of texts.keys())
    if (/(?:^|\/)(?:summary\.md|sidebars\.\w+|_data\/[^/]*(?:nav|toc)[^/]*\.ya?ml)$/i.test(file) && !names.has(file.toLowerCase()))
      names.set(file.toLowerCase(), file)
  return names
}

/** The contents that a part of a tree says of itself; nothing where it says none, and its folders are what there is. */
export function contentsOf(root: Root, texts: Texts, { pages, names }: { pages: readonly string[]; names: Names }): Contents | undefined {
  const at = (path: string) => joined(root.docs, path) ?? path
  const inFolder = (path: string) => joined(root.folder, path) ?? path
  const summary = names.get(at('SUMMARY.md').toLowerCase())
  const find = finder(pages, root)
  if (root.dialect === 'mkdocs') {
    const file = [inFolder('mkdocs.yml'), inFolder('mkdocs.yaml')].find((one) => texts.has(one))
    const nav = file === undefined ? undefined : field(yamlIn(texts, file), 'nav')
    if (file !== undefined && Array.isArray(nav)) return { from: file, entries: nav.flatMap((one) => navEntry(one, find)), notes: [] }
  }
  if (summary !== undefined && (root.dialect === 'gitbook' || root.dialect === 'mdbook' || root.dialect === 'mkdocs'))
    return { from: summary, ...listedIn(texts.get(summary) ?? '', folderOf(summary), find) }
  if (root.dialect === 'docusaurus') return sidebarOf(root, texts, { names, find })
  if (root.dialect === 'jekyll') {
    const file = [...names.values()].find((one) => /(?:^|\/)_data\/[^/]*$/i.test(one) && isWithin(one, root.folder))
    const value = file === undefined ? undefined : yamlIn(texts, file)
    const list = Array.isArray(value) ? value : Object.values(typeof value === 'object' && value !== null ? value : {}).find(Array.isArray)
    if (file !== undefined && Array.isArray(list)) return { from: file, entries: list.flatMap((one) => dataEntry(one, find)), notes: [] }
  }
  const sidebar = at('_sidebar.md')
  const text = texts.get(sidebar)
  return typeof text === 'string' ? { from: sidebar, ...listedIn(text, root.docs, find) } : undefined
}

type Find = (written: string, folder: string) => string | undefined

/** A page by what a list of contents writes: its file from a folder, with or without ending, or the folder itself. */
function finder(pages: readonly string[], root: Root): Find {
  const byName = new Map<string, string>()
  for (const file of pages) {
    const stem = stemOf(file).toLowerCase()
    const plain = stem.split('/').map((name) => name.replace(/^\d+\s*[-_.]+\s*(?=\S)/, ''))
    for (const name of [stem, plain.join('/'), ...(isIndexFile(file) ? [folderOf(stem)] : [])])
      if (!byName.has(name)) byName.set(name, file)
  }
  return (written, folder) => {
    const [path = ''] = decoded(written.replace(/^<|>$/g, '')).split(/[?#]/, 1)
    const name = path.replace(/\.(?:md|markdown|mdx|html?)$/i, '').replace(/\/$/, '')
    const from = joined(name.startsWith('/') ? root.docs : folder, name.replace(/^\//, ''))
    return from === undefined ? undefined : (byName.get(from.toLowerCase()) ?? byName.get(`${from.toLowerCase()}/index`))
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function linked(title: string, written: string, folder: string, find: Find): Entry {
  const away = /^[a-z][a-z0-9+.-]*:|^\/\//i.test(written)
  const file = away || written === '' ? undefined : find(written, folder)
  return { title, file: file ?? null, url: file === undefined && written !== '' ? written : null, entries: [] }
}

/** What is too long or too dense to be read lists nothing, and says so. */
function listedIn(text: string, folder: string, find: Find): Omit<Contents, 'from'> {
  try {
    return { entries: listed(text, folder, find), notes: [] }
  } catch (error) {
    if (!isRefusal(error)) throw error
    return { entries: [], notes: ['import.contents_unreadable'] }
  }
}

/** SUMMARY.md and its like: headings are groups, a list in a list is below its entry, links alone are entries. */
function listed(text: string, folder: string, find: Find): Entry[] {
  const out: Entry[] = []
  let into = out
  for (const node of treeOf(text).children) {
    if (node.type === 'heading' && node.depth > 1 && wordsOf(node).trim() !== '') {
      const group = { title: wordsOf(node).trim(), file: null, url: null, entries: [] }
      out.push(group)
      into = group.entries
    }
    if (node.type === 'list') into.push(...node.children.flatMap((item) => itemEntry(item, folder, find)))
    if (node.type === 'paragraph')
      for (const { node: one } of nodesIn(node)) if (one.type === 'link') into.push(linked(wordsOf(one).trim(), one.url, folder, find))
  }
  return out.filter(({ file, url, entries, title }) => file !== null || url !== null || entries.length > 0 || title !== '')
}

function itemEntry(item: ListItem, folder: string, find: Find): Entry[] {
  const [paragraph] = item.children.filter((node) => node.type === 'paragraph')
  const link =
    paragraph === undefined ? undefined : [...nodesIn(paragraph as Nodes)].map(({ node }) => node).find((node) => node.type === 'link')
  const below = item.children
    .filter((node): node is List => node.type === 'list')
    .flatMap((list) => list.children.flatMap((one) => itemEntry(one, folder, find)))
  const words = paragraph === undefined ? '' : wordsOf(paragraph).trim()
  if (link?.type === 'link') return [{ ...linked(wordsOf(link).trim() || words, link.url, folder, find), entries: below }]
  return words === '' && below.length === 0 ? [] : [{ title: words, file: null, url: null, entries: below }]
}

/** `path`, `Title: path`, `Title: [ … ]` of a mkdocs.yml. */
function navEntry(one: unknown, find: Find, folder?: string): Entry[] {
  if (typeof one === 'string') return [linked('', one, '', (written) => find(`/${written}`, folder ?? ''))]
  if (typeof one !== 'object' || one === null || Array.isArray(one)) return []
  return Object.entries(one).map(([title, value]) => {
    if (Array.isArray(value)) return { title, file: null, url: null, entries: value.flatMap((inner) => navEntry(inner, find)) }
    return linked(title, typeof value === 'string' ? value : '', '', (written) => find(`/${written}`, ''))
  })
}

/** `{title, url, children | items | docs}` of a Jekyll list. */
function dataEntry(one: unknown, find: Find): Entry[] {
  if (typeof one === 'string') return [linked('', one, '', (written) => find(`/${written}`, ''))]
  const title = [field(one, 'title'), field(one, 'name'), field(one, 'text')].find((said) => typeof said === 'string')
  const url = [field(one, 'url'), field(one, 'link'), field(one, 'path'), field(one, 'page')].find((said) => typeof said === 'string')
  const below = [field(one, 'children'), field(one, 'items'), field(one, 'docs'), field(one, 'pages'), field(one, 'subfolderitems')].find(
    Array.isArray,
  )
  if (title === undefined && url === undefined) return []
  const entry = linked(String(title ?? ''), String(url ?? ''), '', (written) => find(written.startsWith('/') ? written : `/${written}`, ''))
  return [{ ...entry, entries: (below ?? []).flatMap((inner: unknown) => dataEntry(inner, find)) }]
}

function sidebarOf(root: Root, texts: Texts, { names, find }: { names: Names; find: Find }): Contents | undefined {
  const file = [...names.values()].find(
    (one) => /^sidebars\.(?:[cm]?[jt]s|json)$/.test(one.split('/').at(-1) ?? '') && folderOf(one) === root.folder,
  )
  const text = file === undefined ? undefined : texts.get(file)
  if (file === undefined || typeof text !== 'string') return undefined
  const value = file.endsWith('.json') ? yamlIn(texts, file) : literalOf(text)
  if (typeof value !== 'object' || value === null) return { from: file, entries: [], notes: ['import.sidebar_not_literal'] }
  const entries = Object.values(value).flatMap((items) => sideItems(items, find))
  return { from: file, entries, notes: [] }
}

function sideItems(items: unknown, find: Find): Entry[] {
  if (Array.isArray(items)) return items.flatMap((item) => sideItem(item, find))
  // { Label: [ … ] }
  if (typeof items !== 'object' || items === null) return []
  return Object.entries(items).map(([title, below]) => ({ title, file: null, url: null, entries: sideItems(below, find) }))
}

function sideItem(item: unknown, find: Find): Entry[] {
  const doc = (id: unknown, title: unknown) => [
    linked(typeof title === 'string' ? title : '', typeof id === 'string' ? id : '', '', (written) => find(`/${written}`, '')),
  ]
  if (typeof item === 'string') return doc(item, '')
  const type = field(item, 'type')
  if (type === 'doc' || type === 'ref') return doc(field(item, 'id'), field(item, 'label'))
  if (type === 'link')
    return [{ title: String(field(item, 'label') ?? ''), file: null, url: String(field(item, 'href') ?? ''), entries: [] }]
  if (type === 'category') {
    const own = field(field(item, 'link'), 'id')
    const [head] = typeof own === 'string' ? doc(own, field(item, 'label')) : []
    return [
      { title: String(field(item, 'label') ?? ''), file: head?.file ?? null, url: null, entries: sideItems(field(item, 'items'), find) },
    ]
  }
  return type === undefined ? sideItems(item, find) : []
}

function field(of: unknown, key: string): unknown {
  return typeof of === 'object' && of !== null ? Reflect.get(of, key) : undefined
}
