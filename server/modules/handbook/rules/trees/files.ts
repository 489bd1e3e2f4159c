import { foldedName } from './names.ts'

/** How the bytes of a text are read, so that they can be written again as they were. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/** The text in some bytes; nothing where they are no text. A mark of byte order stays in it. */
export function decodedFile(bytes: Uint8Array): { text: string; encoding: Encoding } | undefined {
  const [first, second] = bytes
  const wide: Encoding | undefined =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : undefined
  const tried: readonly Encoding[] = wide ? [wide] : ['utf-8', 'windows-1252']
  for (const encoding of tried) {
    const text = textIn(bytes, encoding)
    // what could not be written again as it came is no text
    if (text !== undefined && !text.includes('\0') && text.isWellFormed() && sameBytes(encodedFile(text, encoding), bytes))
      return { text, encoding }
  }
  return undefined
}

function textIn(bytes: Uint8Array, encoding: Encoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** The bytes of a text as its file had them. */
export function encodedFile(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8')
  if (encoding === 'windows-1252') return Uint8Array.from(text, (letter) => byteOf.get(letter) ?? 0x3f)
  const bytes = Buffer.from(text, 'utf16le')
  return encoding === 'utf-16be' ? bytes.swap16() : bytes
}

const byteOf = new Map(Array.from({ length: 256 }, (_none, byte) => [new TextDecoder('windows-1252').decode(Uint8Array.of(byte)), byte]))

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}

const pageEnding = /\.(?:md|markdown|mdx|md\.erb)$/i
const noPages =
  /(?:^|\/)(?:node_modules|_includes|_layouts|_data|_sass|layouts|archetypes|themes|i18n|src\/(?:components|pages|theme|css))\//
const noPage = /^(?:summary|_sidebar|_navbar|_footer|licen[cs]e|copying|notice)(?:\.|$)/i

/** Whether a file of a tree is read as a page: Markdown outside folders of a program, and none of the files that say the contents. */
export function isPageFile(file: string): boolean {
  const names = file.split('/')
  const name = names.at(-1) ?? ''
  return (
    pageEnding.test(name) &&
    !names.slice(0, -1).some((folder) => folder.startsWith('.')) &&
    !name.startsWith('.') &&
    !noPages.test(file) &&
    !noPage.test(name)
  )
}

/** The name of a file without its ending. */
export function stemOf(file: string): string {
  return file.replace(/\.html(?=\.(?:md|markdown)$)/i, '').replace(pageEnding, '')
}

/** Whether it is the page of its folder. */
export function isIndexFile(file: string): boolean {
  return /(?:^|\/)(?:readme|index|_index)$/i.test(stemOf(file))
}

export function folderOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : ''
}

export function isWithin(file: string, folder: string): boolean {
  return folder === '' || file === folder || file.startsWith(`${folder}/`)
}

/** A path from a folder, without steps; nothing where it leads out of the tree. */
export function joined(folder: string, path: string): string | undefined {
  const out = folder === '' ? [] : folder.split('/')
  for (const step of path.split('/')) {
    if (step === '..' && out.pop() === undefined) return undefined
    if (step !== '..' && step !== '.' && step !== '') out.push(step)
  }
  return out.join('/')
}

/** Twice the same name, but for the size of its letters or how its marks are written: no two such files can lie in one folder everywhere. */
export function twinsAmong(files: readonly string[]): string[] {
  return [...Map.groupBy(files, foldedName).values()].filter((same) => same.length > 1).flat()
}

/** The one folder in which everything lies, as in archives that hosts of repositories make; nothing where there are several. */
export function commonFolder(files: readonly string[]): string {
  const [first = ''] = files
  const folder = first.includes('/') ? first.slice(0, first.indexOf('/')) : ''
  const kept = /^(?:\.|_)|^(?:docs?|content|src|book|website|pages)$/i
  return folder !== '' && !kept.test(folder) && files.every((file) => file.startsWith(`${folder}/`)) ? folder : ''
}
