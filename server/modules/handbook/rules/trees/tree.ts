import type { Contents } from './contents.ts'
import type { Dialect, Root } from './dialect.ts'
import type { PastText } from './fast-export.ts'
import type { Encoding } from './files.ts'
import type { TreeFront } from './front.ts'

/** A file of a tree as it came. */
export type Came = {
  file: string
  bytes: Uint8Array
  /** the names that it had before, where that is known */
  was?: readonly string[]
  /** the texts that it had, the oldest first, where they are wanted */
  past?: readonly PastText[]
  /** it only leads to another file, or to another repository */
  link?: true
}
/** Something of a file that is told before it is taken: where it stands, and what becomes of it. */
export type Note = { line: number | null; code: string; text: string }
/** A text that a page had, as somebody committed it. */
type Past = { source: string; at: Date; name: string; email: string; note: string }
export type TreePage = {
  file: string
  source: string
  encoding: Encoding
  dialect: Dialect
  title: string
  path: string
  former: string[]
  /** the names that its file had before */
  was: string[]
  /** the texts that it had, the oldest first; the last one is that of now */
  past: Past[]
  front: TreeFront
  /** the code with which no page is made of it */
  unfit: string | null
  /** what the file beside the tree says of it */
  side: { id: string; no: number; whole: boolean; audience: string } | null
  notes: Note[]
  links: string[]
  /** files that it shows or leads to, by what it calls them */
  files: { called: string; file: string }[]
}
/** A file that cannot lie in a tree, and why. */
export type NoFile = { file: string; code: string; says: string }
export type TreeReading = {
  folder: string
  roots: Root[]
  pages: TreePage[]
  rest: Came[]
  refused: NoFile[]
  contents: (Contents & { name: string })[]
}
