import { inflateRawSync } from 'node:zlib'
import { readZip } from '../../kernel/files/zip.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { type CsvColumn, columnsOfCsv, goalsOfCsv } from './rules/goals-csv.ts'
import { markdownOf } from './rules/markdown.ts'
import { bytesOf, textOf } from './rules/reading.ts'

/** The most that a word processor's file may have, in bytes; pictures in it count. */
const wordLimit = 8 * 1024 * 1024

/** What its parts may unpack to. */
const unpackedLimit = 16 * 1024 * 1024

const styles = ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh", "p[style-name='heading 1'] => h1:fresh"]

/**
 * The text that is read of a document: Markdown and plain text as they are, a word processor's file and the CSV of an OKR tool as Markdown.
 * The same bytes always give the same text. `columns` says what each column of a CSV holds, where somebody chose. Refuses what is too large,
 * unsafe to unpack or no text.
 */
export async function textOfDocument(name: string, bytes: Uint8Array, columns?: readonly CsvColumn[] | null): Promise<string> {
  if (isWord(bytes)) return textOf(bytesOf(await wordText(bytes)))
  const text = textOf(bytes)
  return isCsv(name) ? (goalsOfCsv(text, name, columns ?? undefined) ?? text) : text
}

/** The columns of a CSV, as they are named or as somebody chose; null for any other document. */
export function columnsOfDocument(
  name: string,
  bytes: Uint8Array,
  chosen: readonly CsvColumn[] | null,
): ReturnType<typeof columnsOfCsv> | null {
  if (!isCsv(name) || isWord(bytes)) return null
  return columnsOfCsv(textOf(bytes)).map((column, at) => ({ ...column, as: chosen?.[at] ?? column.as }))
}

/** By its name: its bytes are text like any other. */
export function isCsv(name: string): boolean {
  return /\.csv$/i.test(name)
}

/** The bytes of a ZIP, which is what a .docx is. */
export function isWord(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4
}

/** Unpacks each part once, no further than it says it grows, and all of them no further than a long document needs. */
function unpacksAsItSays(bytes: Uint8Array): void {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  let at = file.readUInt32LE(end + 16)
  let room = unpackedLimit
  for (let left = file.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, packed, size, from] = [
      file.readUInt16LE(at + 10),
      file.readUInt32LE(at + 20),
      file.readUInt32LE(at + 24),
      file.readUInt32LE(at + 42),
    ]
    const start = from + 30 + file.readUInt16LE(from + 26) + file.readUInt16LE(from + 28)
    const name = file.toString('utf8', at + 46, at + 46 + file.readUInt16LE(at + 28))
    at += 46 + file.readUInt16LE(at + 28) + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
    // pictures are never unpacked
    if (!/\.(?:xml|rels)$/i.test(name)) continue
    room -= size
    if (room < 0) throw tooMuch()
    if (method === 8 && size > 0 && !growsTo(file.subarray(start, start + packed), size)) throw tooMuch()
  }
}

function growsTo(packed: Buffer, size: number): boolean {
  try {
    return inflateRawSync(packed, { maxOutputLength: size }).length === size
  } catch {
    return false
  }
}

function tooMuch(): Refusal {
  return new Refusal(
    'invalid',
    'import.too_large',
    'The document unpacks to far more text than a plan has. Save the plan’s pages by themselves.',
  )
}

async function wordText(bytes: Uint8Array): Promise<string> {
  if (bytes.length > wordLimit)
    throw new Refusal('invalid', 'import.too_large', `A word processor's file may have 8 MiB; this one has ${bytes.length} bytes.`)
  // looked through before the library unpacks it: sizes, names, and what it grows to
  readZip(bytes)
  unpacksAsItSays(bytes)
  try {
    // large, and few houses ever read such a file
    const { default: mammoth } = await import('mammoth')
    const images = mammoth.images.imgElement(() => Promise.resolve({ src: '' }))
    const { value } = await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes) },
      { styleMap: styles, convertImage: images, externalFileAccess: false },
    )
    return markdownOf(value)
  } catch {
    throw new Refusal(
      'invalid',
      'import.not_word',
      'The file is an archive, but no word processor’s document (.docx). Save it as .docx or Markdown and try again.',
    )
  }
}
