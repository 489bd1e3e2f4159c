import type { ChannelKind } from './rules/mining/chat.ts'
import type { Bad, Format } from './rules/mining/reading.ts'

/** A channel of an export; `readers`: those who read it and are colleagues, nothing where everybody does. */
export type ImportedChannel = {
  key: string
  name: string
  kind: ChannelKind
  messages: number
  people: number
  from: string | null
  to: string | null
  readers: string[]
  /** said to be open by whoever confirmed, where the file does not say */
  opened: boolean
  taken: boolean
}

/** How far the reading is, and what was found. */
export type Found = { channels: number; done: number; messages: number; questions: number; answered: number; raised: number }

export type ChatImportTable = {
  id: string
  name: string
  format: Format
  state: 'listed' | 'mining' | 'mined' | 'discarded'
  channels: ImportedChannel[]
  bad_count: number
  bad: Bad[]
  reason: string | null
  raw: Buffer | null
  delete_after: string
  created_at: Date
  by_id: string
  by_name: string
  asked_kind: 'person' | 'key' | null
  asked_id: string | null
  begun_at: Date | null
  ended_at: Date | null
  found: Found | null
}

export type QuestionTable = {
  id: string
  source: 'chat' | 'search' | 'flag' | 'request' | 'given'
  ref: string
  place: string
  import_id: string | null
  at: Date
  excerpt: string
  asker: string
  replies: number
  answer: string | null
  solid: boolean
  answerer: string | null
  thanked: boolean
  links: string[]
  readers: string[] | null
  candidate_id: string | null
}

export type CandidateTable = {
  id: string
  title: string
  state: 'raised' | 'known' | 'accepted' | 'dismissed'
  accepted_as: 'page' | 'alias' | null
  page_id: string | null
  alias: string | null
  reason: string | null
  judged_by: string | null
  judged_by_name: string | null
  judged_at: Date | null
  items_then: number | null
  items: number
  askers: number
  answers: number
  linked: number
  last_at: Date
  best_page: string | null
  best_cover: string
  held_by: string | null
  terms: string[]
  readers: string[] | null
  raised_at: Date
  raised_day: string
  version: number
}

export type MiningTables = { chat_import: ChatImportTable; question: QuestionTable; candidate: CandidateTable }
