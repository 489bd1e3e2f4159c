import type { Encoding } from './rules/trees/files.ts'
import type { Note } from './rules/trees/tree.ts'
import type { SourceTable } from './tables-sources.ts'
import type { Verdict, Wanted } from './rules/trees/verdicts.ts'

/** Where a page lies in the tree from which it came. */
export type TreePageTable = { page_id: string; tree: string; file: string; encoding: Encoding; no: number; held: string }

type TreeFileTable = { tree: string; file: string; sha256: string; bytes: Buffer }

type ImportPart = { folder: string; dialect: string; docs: string; evidence: string[] }
type ImportGroup = { name: string; lines: { file: string | null; label: string }[] }

export type ImportTable = {
  id: string
  tree: string
  name: string
  parts: ImportPart[]
  contents: ImportGroup[]
  groups: string[]
  owner: string | null
  with_contents: boolean
  taken: string[]
  state: 'previewed' | 'applying' | 'applied' | 'discarded'
  created_at: Date
  by_id: string
  by_name: string
  asked_kind: 'person' | 'key' | null
  asked_id: string | null
  begun_at: Date | null
  ended_at: Date | null
}

export type ImportFileTable = {
  import_id: string
  place: number
  file: string
  kind: 'page' | 'rest'
  verdict: Verdict
  code: string | null
  says: string
  title: string
  path: string
  page_id: string | null
  notes: Note[]
  wanted: Omit<Wanted, 'source'>
  encoding: Encoding | null
  source: string | null
  bytes: Buffer | null
  state: 'waiting' | 'placed' | 'done' | 'left'
}

/** A playbook that came in, and which steps of the text that came of it are which of its items. */
export type PlaybookTable = {
  page_id: string
  no: number
  file: string
  items: { key: string; list: number | null; at: number | null }[]
  at: Date
}

/** A file that texts of a page show or lead to. */
export type AttachmentTable = {
  page_id: string
  called: string
  no: number
  file_id: string
  sha256: string
  type: string
  size: number
  width: number | null
  height: number | null
  came_sha256: string
  origin: 'tree' | 'written'
  at: Date
}

/** A text that a file of a repository had, on its way in. */
export type ImportPastTable = {
  import_id: string
  file: string
  n: number
  source: string
  note: string
  author: string | null
  author_name: string
  at: Date
}

export type TreeTables = {
  source: SourceTable
  import_past: ImportPastTable
  attachment: AttachmentTable
  playbook: PlaybookTable
  tree_page: TreePageTable
  tree_file: TreeFileTable
  import: ImportTable
  import_file: ImportFileTable
}
