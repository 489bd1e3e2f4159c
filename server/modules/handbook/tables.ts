import type { Audience } from './rules/audience.ts'
import type { ChangeClass } from './rules/differences.ts'
import type { Mark } from './rules/title.ts'

export type PageTable = {
  id: string
  path: string
  /** what its text of now says of it, as everybody who may open the page sees it */
  title: string
  summary: string
  completeness: number | null
  mark: Mark | null
  owner: string
  backup: string | null
  audience: Audience
  groups: string[]
  /** its text of now */
  no: number
  label: string
  changed_at: Date
  changed_by: string
  changed_by_name: string
  /** hash of what everyone sees, and since when they see it; nothing while it is not public */
  public_hash: string | null
  public_since: Date | null
  created_at: Date
  created_day: string
  created_by: string
  created_by_name: string
  retired_on: string | null
  retired_reason: string | null
  replaced_by: string | null
  version: number
}

/** A text of a page; never changed. */
export type PageVersionTable = {
  page_id: string
  no: number
  label: string
  class: 'first' | ChangeClass
  title: string
  source: string
  content_hash: string
  note: string
  author: string
  author_name: string
  published_at: Date
  published_day: string
}

/** Every address that a page has or had: it is never another's. */
type PathTable = { path: string; page_id: string }

/** That the text of one page links to another. */
type PageLinkTable = { from_page: string; to_page: string }

export type HandbookTables = { page: PageTable; page_version: PageVersionTable; path: PathTable; page_link: PageLinkTable }
