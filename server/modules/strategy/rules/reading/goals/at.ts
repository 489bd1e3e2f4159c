import type { Grower } from '../grower.ts'
import type { Line } from '../line.ts'
import type { Note, Role, Section } from '../model.ts'

export type Paint = (line: Line, role: Role['role'], section: 'objectives') => void

/** Objectives stand left of all, results that name themselves right of them, all else by its indent. */
export const margin = { objective: -300, result: -200 }

/** What the reader stands in: results, an aside (initiatives and the like, kept as one paragraph of the objective), or nothing in particular. */
export type At = {
  grown: Grower
  section: Section
  paint: Paint
  mode: 'free' | 'results' | 'aside'
  /** an objective or result that named itself only; its words come on the next line */
  waits: boolean
  /** the line before went into the last item */
  afterItem: boolean
  /** results have been listed since the label */
  listed: boolean
  /** the objective has results already */
  held: boolean
  /** a `Key results` is to come for this objective: what stands before it is about the objective */
  awaits: boolean
  /** the objective is said in a line of its chapter, and its results stand below a heading of that chapter called `OKRs` */
  chapter: boolean
  /** the rank of the objectives' headings, 0 where they are none */
  level: number
  /** a heading of that rank, which is no objective, has begun a chapter beside them */
  apart: boolean
  /** what stands below the heading of a chapter of objectives, before the first of them, which it is kept with */
  ahead: Note[] | null
  /** the last result's heading says but its kind: what is promised stands right below */
  kindOnly: boolean
  aside: Note | null
  /** how the aside begins once something follows its label */
  asideHead: string | null
  /** the notes of the result that the aside is about; else it is about the objective */
  asideOf: Note[] | undefined
  /** how far the label of the aside is indented, where it stands in a list */
  asideAt: number
  /** what a list above the results says about the objective */
  about: Note | null
  open: Note[] | null
}

/** Does what calls itself a result stand in the aside: deeper in its list, or in a chapter beside the objectives? */
export function isWithin(at: At, line: Line): boolean {
  return at.apart || (at.asideAt >= 0 && line.kind === 'item' && line.indent >= at.asideAt + 2)
}
