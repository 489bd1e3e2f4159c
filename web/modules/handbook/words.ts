import type {
  directoryRead,
  healthRead,
  pagesGet,
  proceduresGet,
  runsGet,
  textsPreview,
  versionsList,
} from '../../../server/modules/handbook/contract.ts'
import type { AskOutput } from '../../ask.ts'

export type Page = AskOutput<typeof pagesGet>
export type Preview = AskOutput<typeof textsPreview>
export type Procedure = AskOutput<typeof proceduresGet>
export type Proposal = NonNullable<Procedure['proposal']>
export type Directory = AskOutput<typeof directoryRead>
export type Run = AskOutput<typeof runsGet>
export type RunStep = Run['steps'][number]
export type Health = AskOutput<typeof healthRead>
export type Version = AskOutput<typeof versionsList>['items'][number]

export const crumbs = [{ title: 'Handbook', href: '/handbook/pages' }]

export const seenBy: Readonly<Record<Page['audience'], string>> = {
  public: 'Everyone',
  internal: 'All colleagues',
  restricted: 'The few',
}

export const markWords: Readonly<Record<string, string>> = { tba: 'TBA', wip: 'WIP', needs_update: 'Needs updating' }

export const classWords: Readonly<Record<Version['class'], string>> = {
  first: 'First text',
  editorial: 'Editorial change',
  minor: 'Minor change',
  material: 'Material change',
}

export const procedureStates = {
  draft: { label: 'Draft, nobody has agreed to it', tone: 'ring' },
  in_force: { label: 'In force', tone: 'good' },
  revising: { label: 'In force, another text is put forward', tone: 'accent' },
  retired: { label: 'Retired', tone: 'calm' },
} as const

export const freshWords = {
  fresh: { label: 'In date', tone: 'calm' },
  due_soon: { label: 'Review soon', tone: 'calm' },
  due: { label: 'Review is due', tone: 'warn' },
  overdue: { label: 'Review is overdue', tone: 'warn' },
} as const

export const faultWords = {
  procedure: 'The text',
  system: 'A system',
  input: 'What came in',
  slip: 'A slip',
} as const

export const runStates = {
  started: { label: 'Under way', tone: 'accent' },
  completed: { label: 'Completed', tone: 'calm' },
  completed_with_errors: { label: 'With errors', tone: 'warn' },
  aborted: { label: 'Given up', tone: 'calm' },
} as const

/** `0.0204` as 2.0%; of too few runs none is shown. */
export function shareText(share: number | null): string {
  return share === null ? '' : `${tenths(share)}%`
}

/** In percent, to one decimal, half away from zero. */
export function tenths(share: number): string {
  return (Math.round(share * 1000) / 10).toFixed(1)
}
