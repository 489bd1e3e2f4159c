import { targetOf } from '../links.ts'
import { filesCalled } from '../pictures/called.ts'
import { pictureOf } from '../pictures/picture.ts'
import { type Root, rootOf } from './dialect.ts'
import { folderOf, isPageFile, stemOf, twinsAmong } from './files.ts'
import { fileCalled, fileNames } from './pictures.ts'
import type { Came, TreePage } from './tree.ts'

/** Files whose names differ in the size of letters alone cannot lie beside each other everywhere. */
export function sayTwins(pages: readonly TreePage[]): void {
  const twins = new Set(twinsAmong(pages.map(({ file }) => file)))
  for (const page of pages)
    if (twins.has(page.file)) page.notes.push({ line: null, code: 'import.twin', text: 'Another file has this name in other letters.' })
}

/** Pictures and files that pages show or lead to; one that is not there, or that cannot be shown, is told. */
export function* findFiles(pages: readonly TreePage[], files: readonly Came[], roots: readonly Root[]): Generator<void> {
  const lying = fileNames(files.map(({ file }) => file))
  const bytes = new Map(files.map((one) => [one.file, one.bytes]))
  for (const page of pages) {
    if (page.unfit !== null) continue
    yield
    for (const { called, shown, line } of filesCalled(page.source)) {
      const file = fileCalled(called, { file: page.file, root: rootOf(page.file, roots) }, lying)
      const say = (code: string, text: string) => page.notes.length < mostNotes && page.notes.push({ line, code, text })
      if (file === undefined) {
        if (shown) say('picture.missing', `There is no picture “${called.slice(0, 100)}”: its words are shown.`)
      } else if (!isPageFile(file)) {
        page.files.push({ called, file })
        if (shown && !pictureOf(bytes.get(file) ?? new Uint8Array()))
          say('picture.unfit', `“${called.slice(0, 100)}” is no picture that can be shown: broken, too large, or of another kind.`)
      }
    }
  }
}

/** Of one page; each looks for its line. */
const mostNotes = 400

/** Links to where neither a page nor a file of the tree is, by their line. */
export function* sayLinks(pages: readonly TreePage[], files: readonly string[]): Generator<void> {
  const there = new Set([...pages.flatMap(({ path, former }) => [path, ...former]), ...files.map((file) => file.toLowerCase())])
  for (const page of pages) {
    yield
    for (const url of page.links) {
      if (page.notes.length >= mostNotes) break
      const target = targetOf(url, page.path)
      if (target.kind !== 'page' || there.has(target.path) || there.has(target.path.replace(/\/$/, ''))) continue
      // a file of another kind keeps its ending
      const beside = `${folderOf(page.file)}/${url.split(/[?#]/, 1)[0]}`.toLowerCase().replace(/^\//, '')
      if (there.has(beside)) continue
      const at = page.source.indexOf(`(${url}`)
      const line = at < 0 ? null : page.source.slice(0, at).split('\n').length
      page.notes.push({ line, code: 'link.broken', text: `There is no page at “${url.slice(0, 200)}”.` })
    }
  }
}

/** `[[Page#Part|words]]`, as wikis write it; pictures are told elsewhere. */
const wiki = /(?<!!)\[\[([^[\]|#\n]{1,200})(?:#[^[\]|\n]{0,200})?(?:\|[^[\]\n]{0,200})?\]\]/g

/** Links of a wiki that name no page of the tree by its title, its name or its address: they stay as they are written. */
export function* sayWikis(pages: readonly TreePage[]): Generator<void> {
  const there = new Set(
    pages.flatMap(({ title, file, path }) => [title, stemOf(file), stemOf(file).split('/').at(-1) ?? '', path].map(wikiName)),
  )
  for (const page of pages) {
    if (!page.source.includes('[[')) continue
    yield
    let fenced = false
    for (const [at, line] of page.source.split('\n').entries()) {
      if (/^ {0,3}(?:`{3,}|~{3,})/.test(line)) fenced = !fenced
      if (fenced) continue
      for (const [whole, name = ''] of line.replaceAll(/(`+)[^`]*\1/g, '').matchAll(wiki)) {
        if (there.has(wikiName(name)) || /^_?toc_?$/i.test(name) || page.notes.length >= mostNotes) continue
        page.notes.push({
          line: at + 1,
          code: 'link.wiki_broken',
          text: `“${whole.slice(0, 100)}” names no page of the tree: it stays as it is written.`,
        })
      }
    }
  }
}

function wikiName(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')
    .trim()
}
