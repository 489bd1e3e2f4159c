import type {
  directoryRead,
  pagesGet,
  proceduresGet,
  proposalsGet,
  textsPreview,
  versionsList,
} from '../../../server/modules/handbook/contract.ts'
import type { AskOutput } from '../../ask.ts'

export type Page = AskOutput<typeof pagesGet>
export type Preview = AskOutput<typeof textsPreview>
export type Procedure = AskOutput<typeof proceduresGet>
export type Proposal = NonNullable<Procedure['proposal']>
export type PutForward = AskOutput<typeof proposalsGet>
export type Directory = AskOutput<typeof directoryRead>
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
