import type { Day } from '../../../../kernel/period.ts'
import type { EditionState } from '../life.ts'
import type { Direction } from '../measures.ts'
import type { Framework, SectionName } from '../reading/model.ts'

/** `needs` is what another team is asked for; the other four say how items stand to each other. */
export type EdgeType = 'serves' | 'mitigates' | 'measured_by' | 'same_as' | 'needs'

/** A typed link between two items, by keys that survive edits and editions. */
export type Edge = {
  id: string
  type: EdgeType
  from_key: string
  from_plan: string
  to_key: string
  to_plan: string
  /** only of a need: what the other side said, on which text of the item that needs it */
  answer: 'accepted' | 'declined' | null
  answer_hash: string | null
  answer_reason: string | null
}

/** A person as rules tell them apart: by id where somebody is known, else by what the text says. */
export type Named = { key: string; name: string; gone: boolean }

export type Line = {
  key: string
  section: SectionName
  depth: number
  rank: number
  text: string
  /** its words for comparing; empty where nobody looks for them */
  stems: readonly string[]
  hash: string
  struck: boolean
  placeholder: boolean
  external: boolean
  dri: Named | null
  systems: readonly string[]
  measure: Bound | null
  /** what its plan’s budget has for it */
  budget: readonly Spend[]
}

/** What a line of a budget costs in the edition’s period; a decimal text in the company’s currency, null where it is paid in another. */
export type Spend = { id: string; name: string; sku: string | null; cost: string | null; currency: string; ends: Day | null }

/** What a measure is bound to. Numbers are decimal texts in `unit`. */
export type Bound = {
  kind: 'metric' | 'milestones' | 'qualitative' | 'tbd'
  metric: string | null
  filter: Readonly<Record<string, unknown>> | null
  direction: Direction | null
  target: string | null
  target_high: string | null
  unit: string | null
  resolve_by: Day | null
}

/** A plan by one of its editions: the one that counts, or one that is being written. */
export type Side = {
  plan: { id: string; title: string; level: 'company' | 'department' | 'team' | 'initiative'; parent: string | null; restricted: boolean }
  edition: { id: string; state: EditionState; legacy: boolean; from: Day | null; to: Day | null; hash: string }
  framework: Framework
  dri: Named | null
  decider: Named | null
  /** in the order of the text */
  lines: readonly Line[]
}

export type MetricFacts = { label: string; additive: boolean; certified: boolean; deprecated: boolean }
/** What a decision in force says; `few`: one for the few, of which nothing but the number is told. */
export type Effect = { kind: 'stop' | 'cap' | 'target' | 'owner'; value: string | null; number: string; few: boolean }

/** All that one plan is held against: the other plans by the edition that counts, the edges, and what other rooms say. */
export type House = {
  today: Day
  faces: ReadonlyMap<string, Side>
  children: ReadonlyMap<string, readonly string[]>
  edgesFrom: ReadonlyMap<string, readonly Edge[]>
  edgesTo: ReadonlyMap<string, readonly Edge[]>
  lineOf: ReadonlyMap<string, { side: Side; line: Line }>
  /** what is promised below an item: item → metric → measures of those that serve it, and of itself */
  promises: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>
  /** items that only editions hold that are over */
  passed: ReadonlySet<string>
  metrics: ReadonlyMap<string, MetricFacts>
  effects: ReadonlyMap<string, readonly Effect[]>
}

export type Code =
  | `C${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`
  | `A${1 | 2 | 3 | 4}`
  | 'rapid.decider_gone'
  | 'owner_gone'
  | 'measure.tbd_late'
  | 'need.open'
export type DefectLevel = 'error' | 'warn' | 'info'

/** One of the texts that a finding is about. */
export type Quoted = { plan: string; edition: string; key: string | null; place: string; text: string }

/** Two plans by title and the texts that do not fit; `about` is what both are of. */
export type Finding = {
  code: Code
  level: DefectLevel
  /** whose it is, by plan and edition */
  owner: Side
  /** what it is called, in a few words */
  title: string
  /** one sentence with both texts */
  says: string
  /** what joins the two, and what would make them fit */
  why?: string
  /** the texts, the owner's first */
  quoted: Quoted[]
  /** tells findings of one rule on the same items apart */
  extra: string
  /** hash of each text that it stands on: one that changes makes it another finding */
  hashes: string[]
  sum?: Sum
  /** whether any of its words come from what is for the few: a side, a plan that it names beside them, a decision */
  few: boolean
}
/** Parts that do not add up: decimal texts in `unit`. */
export type Sum = { parts: { name: string; value: string }[]; total: string; wanted: string; gap: string; unit: string | null }

export function isSaid({ struck, text }: Pick<Line, 'struck' | 'text'>): boolean {
  return !struck && text.trim() !== ''
}

/** Lines of a section that stand at its top, and are said. */
export function topOf(side: Side, section: SectionName): Line[] {
  return side.lines.filter((line) => line.section === section && line.depth === 0 && isSaid(line))
}

/** What of a plan counts as a measure of its methods. */
export function measuresOf(side: Side): Line[] {
  return side.lines.filter((line) => (line.section === 'measures' || (line.section === 'objectives' && line.depth > 0)) && isSaid(line))
}

export function overlaps(a: Side, b: Side): boolean {
  const before = (one: Side, other: Side) => one.edition.to !== null && other.edition.from !== null && one.edition.to < other.edition.from
  return !before(a, b) && !before(b, a)
}
