import { pathOf } from '../paths.ts'
import type { Root } from './dialect.ts'
import { folderOf, isIndexFile, isWithin, stemOf } from './files.ts'
import type { TreeFront } from './front.ts'

/** The address of a page, and those by which others know it: they lead to it. */
type Place = { path: string; former: string[] }

const reserved = new Set(['directory', 'search', 'feed', 'sitemap', 'new'])

/**
 * Where the page of a file lies. Folders stay folders, so that links beside a page lead where they did without a letter of it being changed;
 * the page of a folder lies in it, and the address of the folder leads to it.
 */
export function placeOf(file: string, root: Root, front: TreeFront): Place {
  const rest = restOf(file, root)
  const names = rest.split('/')
  const kept = names.map((name) => (root.dialect === 'docusaurus' ? unnumbered(name) : name).replace(/^_(?=[a-z])/i, ''))
  const index = isIndexFile(rest)
  const slugs = kept.map((name) => pathOf(name.replaceAll(/[_.\s]+/g, '-')))
  if (index) slugs[slugs.length - 1] = 'overview'
  if (reserved.has(slugs[0] ?? '')) slugs[0] = `${slugs[0]}-page`
  // an address has six levels
  const path = [...slugs.slice(0, 5), ...(slugs.length > 5 ? [slugs.slice(5).join('-')] : [])]
    .join('/')
    .slice(0, 200)
    .replace(/[-/]+$/, '')
  const raw = rest.toLowerCase()
  const asWritten = [raw, [...slugs.slice(0, -1), names.at(-1)?.toLowerCase() ?? ''].join('/')]
  const ofFolder = index ? [folderOf(raw), slugs.slice(0, -1).join('/')] : []
  const dated = root.dialect === 'jekyll' ? datedPost(rest) : []
  const said = front.redirects.flatMap((url) => formerOf(url, folderOf(rest)))
  const former = [...ofFolder, ...asWritten, ...dated, ...said].filter((one) => one !== '' && one !== path && one.length <= 200)
  return { path, former: [...new Set(former)] }
}

/** The path of a file below the folder of its part's pages, without its ending; parts keep their own folder. */
function restOf(file: string, root: Root): string {
  const stem = stemOf(file)
  if (!isWithin(file, root.docs) || root.docs === root.folder) return stem
  const inside = stem.slice(root.docs === '' ? 0 : root.docs.length + 1)
  return root.folder === '' ? inside : `${root.folder}/${inside}`
}

/** `02-Sales` is the second; `2024-05-01` and `1.2` are names. */
function unnumbered(name: string): string {
  return /^\d{4}[-_.]\d{2}|^\d+\.\d/.test(name) ? name : name.replace(/^\d+\s*[-_.]+\s*(?=\S)/, '')
}

/** Jekyll shows `_posts/2024-05-01-moved.md` at `/2024/05/01/moved.html`. */
function datedPost(rest: string): string[] {
  const post = /(?:^|\/)_posts\/(?:.*\/)?(\d{4})-(\d{2})-(\d{2})-(.+)$/.exec(rest)
  return post ? [`${post[1]}/${post[2]}/${post[3]}/${post[4]?.toLowerCase()}`] : []
}

/** An address of the old site as a path here: from its root, or beside the page. What leads to another site is none. */
export function formerOf(url: string, folder: string): string[] {
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(url)) return []
  const plain = (url.split(/[?#]/, 1)[0] ?? '').replaceAll(/:\w+/g, '').replace(/^\/handbook\//, '/')
  const from = plain.startsWith('/') || plain.includes('/') ? plain : `${folder}/${plain}`
  const path = from
    .split('/')
    .filter((step) => step !== '' && step !== '.' && step !== '..')
    .join('/')
    .replace(/\.(?:md|markdown|mdx|html?)$/i, '')
    .replace(/(?:^|\/)(?:readme|index|_index)$/i, '')
    .toLowerCase()
  return path === '' || /[\p{Cc}]/u.test(path) ? [] : [path]
}
