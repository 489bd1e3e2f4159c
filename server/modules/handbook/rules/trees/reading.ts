import { isRefusal } from '../../../../kernel/refusal.ts'
import { mostCharacters } from '../markdown.ts'
import { readingOf } from '../reading.ts'
import { type Contents, contentsOf, type Entry, namesIn } from './contents.ts'
import { type Dialect, names, type Root, rootOf, rootsOf, yamlIn } from './dialect.ts'
import { commonFolder, decodedFile, type Encoding, folderOf, isIndexFile, isPageFile } from './files.ts'
import { treeFrontOf } from './front.ts'
import { filesAsFolders, isSafeName } from './names.ts'
import { type ForeignMark, foreignMarks } from './marks.ts'
import { placeOf } from './places.ts'
import type { PastText } from './fast-export.ts'
import { sidecarFile } from './sidecar.ts'
import { findFiles, sayLinks, sayTwins, sayWikis } from './telling.ts'
import type { Came, NoFile, Note, TreePage, TreeReading } from './tree.ts'

/** A tree of files as pages with their titles, addresses and contents, and what is to be known of each. Nothing of it is written anywhere. */
export function readTree(came: readonly Came[]): TreeReading {
  const reading = readingTree(came)
  for (;;) {
    const { done, value } = reading.next()
    if (done) return value
  }
}

/** The same, page by page, for whoever does something else meanwhile. */
export function* readingTree(came: readonly Came[]): Generator<void, TreeReading> {
  const folder = commonFolder(came.flatMap(({ file }) => (isSafeName(file) ? [file] : [])))
  const inside = (file: string) => (folder === '' ? file : file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : file)
  const all = came
    .filter(({ link }) => !link)
    .map(({ file, bytes, was = [], past = [] }) => ({ file: inside(file), bytes, was: was.map(inside), past }))
    .sort((a, b) => (a.file < b.file ? -1 : 1))
  const links = came.flatMap(({ file, link }) => (link ? [{ file: inside(file), ...leads }] : []))
  const safe = all.filter(({ file }) => isSafeName(file))
  const clashing = filesAsFolders(safe.map(({ file }) => file))
  const files = safe.filter(({ file }) => !clashing.has(file))
  const unfit = all.flatMap(({ file }): NoFile[] => {
    if (clashing.has(file)) return [{ file, ...clashes }]
    return isSafeName(file) ? [] : [{ file, ...unsafe }]
  })
  const decoded = new Map(files.map(({ file, bytes }) => [file, decodedFile(bytes)]))
  const texts = new Map(files.map(({ file }) => [file, decoded.get(file)?.text ?? null]))
  const roots = rootsOf(texts)
  const sides = sidesOf(yamlIn(texts, sidecarFile))
  const isPage = (file: string) => isPageFile(file) && decoded.get(file) !== undefined
  const taken = new Map<string, number>()
  const pages: TreePage[] = []
  const own = new Map<Root, string[]>(roots.map((root) => [root, []]))
  for (const { file, was, past } of files) {
    const read = decoded.get(file)
    if (!isPageFile(file) || !read) continue
    const root = rootOf(file, roots)
    own.get(root)?.push(file)
    const page = pageOf(file, read, root)
    addFormer(page, was, root)
    page.past = pastOf(past)
    const said = sides.get(file)
    if (said) Object.assign(page, said)
    if (said === null) page.notes.push({ line: null, code: 'import.sidecar_unreadable', text: unreadableSide })
    const times = (taken.get(page.path) ?? 0) + 1
    taken.set(page.path, times)
    pages.push(times === 1 ? page : { ...page, path: `${page.path}-${times}` })
    yield
  }
  sayTwins(pages)
  yield* findFiles(pages, files, roots)
  yield* sayWikis(pages)
  yield* sayLinks(
    pages,
    files.map(({ file }) => file),
  )
  const contents: TreeReading['contents'] = []
  const names = namesIn(texts)
  for (const root of roots) {
    const said = contentsOf(root, texts, { pages: own.get(root) ?? [], names })
    if (said) contents.push({ ...said, name: calledOf(root.folder) })
    yield
  }
  return { folder, roots, pages, rest: files.filter(({ file }) => !isPage(file)), refused: [...unfit, ...links], contents }
}

const clashes = { code: 'import.name_clash', says: 'A folder of the tree has this name too: nowhere can both lie.' }
const leads = { code: 'import.link', says: 'It only leads to another file or repository: it is named, and not followed.' }
const unsafe = { code: 'import.name_unsafe', says: 'No repository takes this name: git keeps it for itself, or it is too long.' }

function pageOf(file: string, { text, encoding }: { text: string; encoding: Encoding }, root: Root): TreePage {
  const front = treeFrontOf(text)
  const place = placeOf(file, root, front)
  // of what is too long to be a page there is nothing more to say
  const marks = text.length > mostCharacters ? [] : foreignMarks(text)
  const notes: Note[] = marks.map((mark) => ({ line: mark.line, code: `import.mark_${mark.does}`, text: markWords(mark, root.dialect) }))
  if (front.unreadable)
    notes.push({
      line: 1,
      code: 'import.front_matter_unreadable',
      text: 'The keys above the text cannot be read. They stay, and are shown to nobody.',
    })
  if (encoding === 'windows-1252')
    notes.push({ line: null, code: 'import.old_letters', text: 'Its letters are Windows-1252. The first change here makes them UTF-8.' })
  const page = {
    file,
    source: text,
    encoding,
    dialect: root.dialect,
    ...place,
    front,
    notes,
    side: null,
    unfit: null,
    links: [],
    files: [],
    was: [],
    past: [],
  }
  try {
    const { title, links } = readingOf(text, nameOf(file))
    return { ...page, title: title.slice(0, 200).toWellFormed(), links }
  } catch (error) {
    if (!isRefusal(error)) throw error
    return { ...page, title: front.title ?? nameOf(file), unfit: error.code }
  }
}

/** Where a file lay before is an address that leads to it. */
function addFormer(page: TreePage, was: readonly string[], root: Root): void {
  page.was = [...was]
  const places = was.filter(isPageFile).map((file) => placeOf(file, root, { ...page.front, redirects: [] }))
  const former = [...page.former, ...places.flatMap((place) => [place.path, ...place.former])]
  page.former = [...new Set(former)].filter((path) => path !== page.path)
}

/** Texts that can be read; one that is the same as the one before it is none. */
function pastOf(past: readonly PastText[]): TreePage['past'] {
  const texts = past.flatMap(({ bytes, ...by }) => {
    const read = decodedFile(bytes)
    return read && read.text.length <= mostCharacters ? [{ source: read.text, ...by }] : []
  })
  return texts.filter(({ source }, at) => source !== texts[at - 1]?.source)
}

function nameOf(file: string): string {
  const folder = folderOf(file).split('/').at(-1) ?? ''
  const name = isIndexFile(file) && folder !== '' ? folder : (file.split('/').at(-1) ?? file)
  return (
    name
      .replace(/\.[a-z.]+$/i, '')
      .replaceAll(/[-_]+/g, ' ')
      .trim() || file
  )
}

function markWords({ what, does }: ForeignMark, dialect: Dialect): string {
  const whose = dialect === 'plain' || dialect === 'ours' ? '' : ` of ${names[dialect]}`
  if (does === 'shown') return `${what}${whose} is shown as what it means.`
  return does === 'hidden'
    ? `${what}${whose} stays in the text and is not shown.`
    : `${what}${whose} is not known here: what stands in it is shown as words.`
}

const unreadableSide = 'What .quarterdeck/handbook.json says of it cannot be used: it is taken as any other file.'

/** The number of a text, as far as they go. */
function isNumber(no: unknown): boolean {
  return Number.isInteger(no) && Number(no) >= 1 && Number(no) <= 2_147_483_647
}

type Said = Pick<TreePage, 'path' | 'former' | 'side'>

/** What the file beside an export of ours says of each page; null where it cannot be used. */
function sidesOf(value: unknown): Map<string, Said | null> {
  const known = new Map<string, Said | null>()
  const list: unknown =
    typeof value === 'object' && value !== null && Reflect.get(value, 'format') === 'handbook.tree/1' ? Reflect.get(value, 'pages') : []
  for (const one of Array.isArray(list) ? list : []) {
    const { file, id, no, path, whole, audience, former_paths: former } = (one ?? {}) as Record<string, unknown>
    if (typeof file !== 'string') continue
    known.set(file, null)
    if (typeof id !== 'string' || typeof path !== 'string' || !isId.test(id) || !isNumber(no) || !isPath.test(path)) continue
    known.set(file, {
      path,
      former: Array.isArray(former)
        ? former.filter(
            (other): other is string =>
              typeof other === 'string' && other !== '' && other.length <= 200 && other.isWellFormed() && !/\p{Cc}/u.test(other),
          )
        : [],
      side: {
        id,
        no: Number(no),
        whole: whole === true,
        audience: audience === 'public' || audience === 'restricted' ? audience : 'internal',
      },
    })
  }
  return known
}

const isPath = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\/[a-z0-9]+(?:-[a-z0-9]+)*){0,5}$/
const isId = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

/** What the pages of a part stand below that stand in no group. */
function calledOf(folder: string): string {
  const name = (folder.split('/').at(-1) ?? '').replaceAll(/[-_]+/g, ' ').trim()
  return name === '' ? 'Handbook' : name.charAt(0).toUpperCase() + name.slice(1)
}

/** Every page of some contents in its order, by the group at the top in which it stands. */
export function groupsOf({
  entries,
  name,
}: Contents & { name: string }): { name: string; lines: { file: string | null; label: string }[] }[] {
  const flat = (all: readonly Entry[]): { file: string | null; label: string }[] =>
    all.flatMap((one) => [
      ...(one.file !== null || (one.url === null && one.entries.length === 0 && one.title !== '')
        ? [{ file: one.file, label: one.title }]
        : []),
      ...flat(one.entries),
    ])
  const loose = entries.filter((one) => one.entries.length === 0)
  const groups = entries.filter((one) => one.entries.length > 0).map((one) => ({ name: one.title || name, lines: flat([one]) }))
  return [...(loose.length > 0 ? [{ name, lines: flat(loose) }] : []), ...groups].filter(({ lines }) => lines.length > 0)
}
