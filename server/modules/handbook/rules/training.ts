import type { Day } from '../../../kernel/period.ts'

/** By which proof somebody knows a procedure: a signature, right answers and a signature, somebody who watched, clean runs. */
export type TrainingMode = 'ack' | 'quiz' | 'observed' | 'runs'
type TrainingState = 'open' | 'overdue' | 'done' | 'waived' | 'invalidated' | 'ended'

type Proof = {
  mode: TrainingMode
  signed_at: Date | null
  passed_at: Date | null
  observed_at: Date | null
  proven_at: Date | null
}

/** Whether what was asked is proven; what was proven in a stronger way than asked counts too. */
export function proven({ mode, signed_at, passed_at, observed_at, proven_at }: Proof): boolean {
  if (mode === 'ack') return signed_at !== null
  if (mode === 'quiz') return signed_at !== null && passed_at !== null
  return mode === 'observed' ? observed_at !== null : proven_at !== null
}

type Course = Proof & { due_on: Day; waived_until: Day | null; invalidated_on: Day | null; ended_on: Day | null }

/** Where a training stands on a day: what is not asked any more comes first, then what is proven, excused for a while, late, open. */
export function trainingState(row: Course, today: Day): TrainingState {
  if (row.ended_on !== null) return 'ended'
  if (row.invalidated_on !== null) return 'invalidated'
  if (proven(row)) return 'done'
  if (row.waived_until !== null && row.waived_until >= today) return 'waived'
  return row.due_on < today ? 'overdue' : 'open'
}

type Known = { id: string; person: string; major: number; invalidated_on: Day | null; ended_on: Day | null }
type Moves = { assign: string[]; resume: string[]; end: string[]; invalidate: string[] }

/**
 * What makes those who have to know a procedure the same as those who are asked to, for the texts of a major version: whoever has no row gets
 * one, whoever came back goes on with theirs, whoever has to no more ends, and what belongs to an earlier major is void.
 */
export function movesFor(required: readonly string[], known: readonly Known[], major: number): Moves {
  const now = new Map(known.filter((row) => row.major === major).map((row) => [row.person, row]))
  const earlier = known.filter((row) => row.major < major && row.invalidated_on === null && row.ended_on === null)
  const wanted = new Set(required)
  return {
    assign: [...wanted].filter((person) => !now.has(person)),
    resume: [...now.values()].filter((row) => row.ended_on !== null && wanted.has(row.person)).map(({ id }) => id),
    end: [...now.values()].filter((row) => row.ended_on === null && !wanted.has(row.person)).map(({ id }) => id),
    invalidate: earlier.map(({ id }) => id),
  }
}

/** `3` of `3.1.2`: how many material changes a text has behind it. */
export function majorOf(label: string): number {
  return Number(label.split('.')[0])
}

type Said = {
  title: string
  body?: string
  html?: string
  role: string | null
  check: string | null
  system: string | null
  fails: string | null
}

/** Keys of the steps that are new or say something else than in the text that somebody knew; whoever knew none reads all of them. */
export function changedSteps(before: readonly (Said & { key: string })[] | undefined, now: readonly (Said & { key: string })[]): string[] {
  if (before === undefined) return now.map(({ key }) => key)
  const was = new Map(before.map((step) => [step.key, told(step)]))
  return now.filter((step) => was.get(step.key) !== told(step)).map(({ key }) => key)
}

function told({ title, body = '', html = '', role, check, system, fails }: Said): string {
  return JSON.stringify([title, body, html, role, check, system, fails])
}
