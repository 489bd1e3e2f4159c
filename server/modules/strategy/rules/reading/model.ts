import type { Day } from '../../../../kernel/period.ts'
import type { NamedPeriod } from '../fiscal.ts'

/** Half-open run of UTF-16 offsets [from, to) in the text that was read. */
export type Span = { from: number; to: number }

export type SectionName = 'vision' | 'priorities' | 'methods' | 'obstacles' | 'measures' | 'commentary' | 'objectives'
export type Framework = 'vpmom' | 'v2mom' | 'okr'
export type Placeholder = 'TBA' | 'TBD' | 'TBC' | 'WIP'

/** A heading taken apart: core + suffixes. `raw` is the core as written, for the export; `core` is for the eye. */
export type Title = {
  raw: string
  core: string
  initials: string | null
  placeholder: Placeholder | null
  percent: number | null
  /** the suffixes in the order in which they were written */
  suffixes: string[]
}

export type HeaderKey = 'period' | 'rapid' | 'vetted' | 'previous' | 'internal' | 'dri' | 'complete'

/** One pair of the header. `known` is null for a key that we only keep and show. */
export type HeaderRow = { key: string; known: HeaderKey | null; raw: string; value: string; href: string | null; span: Span }

export type Letter = 'R' | 'A' | 'P' | 'I' | 'D'
export type Party = { name: string; letters: Letter[] }

export type Header = {
  rows: HeaderRow[]
  /** both days included; null while unknown */
  period: { from: Day; to: Day; label: string } | null
  parties: Party[]
  vetted: Day | null
  previous: { text: string; day: Day | null; href: string | null }[]
  internalUrl: string | null
  dri: string | null
}

/** What the text of a measure hints at. A hint is offered, never bound unasked. */
export type MeasureHint =
  | { kind: 'tbd'; resolveBy: Day | null }
  | { kind: 'target'; direction: 'at_least' | 'at_most'; target: string; unit: string | null; baseline: string | null }

export type Item = {
  /** where it stands: 0 is the top level of its section */
  depth: number
  /** index of its parent in the section's items, -1 at the top */
  parent: number
  /** 1..n among its siblings; printed numbers may say something else */
  rank: number
  span: Span
  marker: string
  /** the item's Markdown on one line, escapes and all */
  raw: string
  /** for the eye: escapes and entities decoded, marks gone */
  text: string
  label: string | null
  sep: string
  gloss: string
  struck: boolean
  placeholder: boolean
  audience: 'internal' | null
  hint: MeasureHint | null
  /** paragraphs that stand under it: indented below it, or below its heading */
  notes: Note[]
  /** the table row that it was written as */
  row: TableRow | null
  said: Said
}

/** What an item says beside its words, all as written. `current` is the present value; `readings` are the dated columns of its row. */
export type Said = {
  owner: string | null
  priority: string | null
  weight: string | null
  status: string | null
  score: string | null
  current: string | null
  due: string | null
  readings: { day: string; value: string }[]
}

/** A row of a table with the words above its columns; both trimmed, still escaped, equally many. */
export type TableRow = { columns: string[]; cells: string[] }

export type Note = { kind: 'text' | 'table' | 'fence'; raw: string; span: Span }

export type Section = {
  name: SectionName
  /** the word as its author wrote it: Values, Metrics, Key Results */
  label: string
  qualifier: string | null
  span: Span
  /** false when nobody wrote a label: a closing paragraph that is commentary by its place */
  labelled: boolean
  lead: Note[]
  items: Item[]
  notes: Note[]
  /** read without one list mark (P1, P2 or flat) */
  plain: boolean
}

export type DefectLevel = 'error' | 'warn' | 'info'
export type ReadingDefect = { code: string; level: DefectLevel; text: string; span: Span | null }

export type PlanReading = {
  kind: 'plan' | 'stub'
  /** from the title to the end of the last body under it; sketches included */
  span: Span
  /** null when no heading stands above: the preview asks */
  titleSpan: Span | null
  title: Title
  /** own percent, else that of the nearest heading above */
  completeness: number | null
  framework: Framework
  /** false for how-tos, examples and templates: the preview leaves them unticked */
  ticked: boolean
  /** index of the plan or stub whose heading holds this one's, else null */
  parent: number | null
  preface: Note[]
  header: Header
  sections: Section[]
  /** other bodies under the same heading, kept and attached */
  sketches: { span: Span; sections: Section[] }[]
  defects: ReadingDefect[]
}

export type SegmentKind = 'plan' | 'stub' | 'sketch' | 'rest'
/** Segments lie end to end: joined they are the document. `plan` is an index into `plans`. */
export type Segment = Span & { kind: SegmentKind; plan: number | null }

/** What a run of the text was read as, for colouring; roles lie end to end as well. */
export type Role = Span & {
  role: 'title' | 'preface' | 'header' | 'label' | 'item' | 'lead' | 'note' | 'blank' | 'opaque' | 'stub' | 'sketch' | 'rest'
  section: SectionName | null
  plan: number | null
}

export type DocumentReading = {
  plans: PlanReading[]
  segments: Segment[]
  roles: Role[]
  seen: { lines: number; headings: number; labels: number }
}

/**
 * What the reader must know from outside the text; `title` names a plan above which no heading stands, `period` is that of the headings it
 * came from. `goals`: whether the text is known to be objectives with key results, from where it was found or from its plan; unknown, the
 * words decide.
 */
export type ReadingFacts = {
  name: string
  title?: string
  fiscalYearEnd: string
  period?: NamedPeriod | null
  dri?: string | null
  goals?: boolean
  understood?: Understood | undefined
}

export type Meaning = Pick<Item, 'text' | 'label' | 'sep' | 'gloss' | 'struck' | 'placeholder' | 'audience' | 'said' | 'hint'>
/** What items mean, by all that it depends on: a document's plans are read a second time by themselves, mostly to the same words. */
export type Understood = Map<string, Meaning>
