import type { Generated } from 'kysely'
import type { ExpectedTable, RestatementTable, ScheduleTable, TurnTable } from './expected-tables.ts'
import type { AlignmentTables } from './tables-alignment.ts'
import type { ExceptionTable, FlagTable, QuizTable, QuizTryTable, TrainingRuleTable, TrainingTable } from './following-tables.ts'
import type { Audience } from './rules/audience.ts'
import type { ChangeClass } from './rules/differences.ts'
import type { Tier } from './rules/procedures.ts'
import type { RunState } from './rules/runs.ts'
import type { Mark } from './rules/title.ts'
import type { MiningTables } from './tables-mining.ts'
import type { PathTable } from './tables-addresses.ts'
import type { ReadingTables } from './tables-reading.ts'
import type { TreeTables } from './tables-trees.ts'
import type { Judgement, Rule } from './rules/truth/rules.ts'

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
  /** SOP-0042 of a procedure */
  number: string | null
  /** a procedure that nobody has agreed to yet: everyone sees nothing of it */
  draft: boolean
  retired_on: string | null
  retired_reason: string | null
  replaced_by: string | null
  /** the page that a retired one has likely become, and how alike both are: nobody has confirmed it */
  heir: string | null
  heir_score: string | null
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

/** That the text of one page links to another. */
type PageLinkTable = { from_page: string; to_page: string }

/** What is followed of a page that is a procedure. */
export type ProcedureTable = {
  page_id: string
  tier: Tier
  months: number
  promise: string | null
  in_force_no: number | null
  in_force_since: string | null
  reviewed_on: string | null
  review_on: string | null
  /** the review was brought forward to this day, and by what */
  pulled_to: string | null
  pulled_by: 'rate' | 'flags' | 'exceptions' | null
  /** events because of which it is to be followed, as the text in force names them */
  triggers: string[]
  /** since when the whole interval of its rate lies above what is promised */
  breached_on: string | null
}

type StepTable = { page_id: string; no: number; place: number; key: string }

/** A text that was put forward for agreement. */
export type ProposalTable = {
  id: string
  page_id: string
  base: number
  source: string
  content_hash: string
  class: 'first' | ChangeClass
  note: string
  decision_id: string
  by_id: string
  by_name: string
  at: Date
  ended_at: Date | null
  ended_as: 'published' | 'replaced' | 'withdrawn' | null
}

export type FunctionTable = { id: string; name: string; position: number; owner: string; version: number }

/** A line of the contents of a function: a page, or what is still to be written. */
export type EntryTable = { function_id: string; place: number; page_id: string | null; label: string; blurb: string }

/** A carrying-out of a procedure, on the text that was in force when it began. */
export type RunTable = {
  id: string
  number: string
  page_id: string
  no: number
  about: string | null
  runner: string
  runner_name: string
  started_at: Date
  finished_at: Date | null
  finished_day: string | null
  state: RunState
  abort_reason: 'error' | 'cancelled' | 'duplicate' | 'not_needed' | null
  abort_note: string | null
  /** whether whoever began it had proven that they know it; nothing where nobody has to */
  trained: boolean | null
  supervisor: string | null
}

/** What was said of a step; the last word counts. */
export type RunStepTable = {
  run_id: string
  seq: number
  key: string
  state: 'todo' | 'done' | 'skipped' | 'failed' | 'not_needed'
  note: string | null
  /** JSON of names and values; nothing where nothing was asked */
  answers: string | null
  by_id: string
  by_name: string
  at: Date
}

export type ErrorTable = {
  id: string
  run_id: string
  key: string | null
  fault: 'procedure' | 'slip' | 'system' | 'input'
  severity: 'harm' | 'rework' | 'looks'
  found_by: 'self' | 'downstream' | 'audit'
  note: string | null
  reporter: string
  reporter_name: string
  at: Date
  day: string
  state: 'reported' | 'confirmed' | 'rejected' | 'merged'
  counts_from: string
  silent: boolean
  judged_by: string | null
  judged_by_name: string | null
  judged_at: Date | null
  judged_note: string | null
}

/** What a text of now was read as, and where a link into it arrives. */
export type CheckedTable = { page_id: string; no: number; anchors: string[]; at: Date }

/** A link of a text of now. */
export type LinkTable = {
  page_id: string
  place: number
  url: string
  words: string
  path: string | null
  anchor: string
  line: number
  from_at: number | null
  to_at: number | null
  narrow: boolean
}

/** A passage of a text of now. */
export type PassageTable = {
  page_id: string
  place: number
  line: number
  from_at: number
  to_at: number
  heading: string
  words: string
  narrow: boolean
  /** of a block of one sentence: both */
  kind: 'both' | 'block' | 'sentence'
  shingles: number[]
}

/** Something in a text of now that is not right, until it is. */
export type FindingTable = {
  id: string
  rule: Rule
  level: 'error' | 'warn' | 'info'
  page_id: string
  line: number | null
  from_at: number | null
  to_at: number | null
  says: string
  what: string
  narrow: boolean
  other_page: string | null
  other_line: number | null
  other_says: string | null
  other_what: string | null
  other_href: string | null
  near: string[]
  key: string
  first_seen: Date
  judged_as: Judgement | null
  judged_reason: string | null
  judged_by: string | null
  judged_by_name: string | null
  judged_at: Date | null
  version: number
}

/** A question that found nothing, without who asked. */
export type MissedTable = {
  id: string
  words: string
  tier: 'house' | 'public'
  first_day: string
  last_day: string
  times: number
  answer: 'alias' | 'to_write' | 'nothing' | null
  page_id: string | null
  answered_by: string | null
  answered_by_name: string | null
  answered_at: Date | null
  version: number
}

/** What a page is asked for by, and where the search has it. */
export type AskedTable = {
  page_id: string
  asked_as: 'title' | 'trigger' | 'link' | 'alias'
  words: string
  place: number | null
  first_page: string | null
  at: Date
}

/** What was missing at the end of a day. */
export type GapTable = {
  day: string
  kind: 'unlisted' | 'undocumented'
  component: 'outside' | 'retired_but_used' | 'promised' | 'stub' | 'locked' | 'candidate'
  thing: string
  page_id: string | null
}

export type HandbookTables = TreeTables &
  AlignmentTables &
  MiningTables &
  ReadingTables & {
    asked: AskedTable
    gap: GapTable
    checked: CheckedTable
    link: LinkTable
    passage: PassageTable
    finding: FindingTable
    missed: MissedTable
    page: PageTable
    page_version: PageVersionTable
    path: PathTable
    page_link: PageLinkTable
    procedure: ProcedureTable
    step: StepTable
    proposal: ProposalTable
    function: FunctionTable
    entry: EntryTable
    /** by a person, or a service account: said when the row is written */
    run: RunTable & { by: Generated<'person' | 'agent'> }
    run_step: RunStepTable
    error: ErrorTable
    flag: FlagTable
    exception: ExceptionTable
    schedule: ScheduleTable
    expected: ExpectedTable
    turn: TurnTable
    restatement: RestatementTable
    training_rule: TrainingRuleTable
    training: TrainingTable
    quiz: QuizTable
    quiz_try: QuizTryTable
  }
