import type {
  candidatesGet,
  directoryRead,
  findingsGet,
  healthRead,
  pagesGet,
  proceduresGet,
  redirectsList,
  runsGet,
  textsPreview,
  trainingsGet,
  versionsList,
} from '../../../server/modules/handbook/contract.ts'
import type { AskOutput } from '../../ask.ts'

export type Whole = AskOutput<typeof candidatesGet>
export type Judgement = 'new' | 'alias' | 'dismiss'
export type Page = AskOutput<typeof pagesGet>
export type Preview = AskOutput<typeof textsPreview>
export type Procedure = AskOutput<typeof proceduresGet>
export type Proposal = NonNullable<Procedure['proposal']>
export type Directory = AskOutput<typeof directoryRead>
export type Redirect = AskOutput<typeof redirectsList>['items'][number]
export type Run = AskOutput<typeof runsGet>
export type RunStep = Run['steps'][number]
export type Training = AskOutput<typeof trainingsGet>
export type Health = AskOutput<typeof healthRead>
export type Version = AskOutput<typeof versionsList>['items'][number]

export const crumbs = [{ title: 'Handbook', href: '/handbook/pages' }]

export const chatCrumbs = [
  { title: 'Handbook', href: '/handbook/pages' },
  { title: 'Candidates', href: '/handbook/findings/candidates' },
  { title: 'Bring a chat in', href: '/handbook/findings/chats' },
]

export const chatStates = {
  listed: { label: 'Listed, nothing read', tone: 'accent' },
  mining: { label: 'Under way', tone: 'accent' },
  mined: { label: 'Read', tone: 'good' },
  discarded: { label: 'Thrown away', tone: 'calm' },
} as const

export const chatFormats = {
  mattermost_bulk: 'Bulk export of Mattermost',
  mattermost_answer: 'Answer of Mattermost’s interface',
  mattermost_table: 'Table of a channel of Mattermost',
  slack: 'Export of Slack',
} as const

export const channelKinds = {
  open: 'Open',
  private: 'Private',
  direct: 'Direct messages',
  unsaid: 'The file does not say who reads it',
} as const

export const importStates = {
  previewed: { label: 'Read, nothing done', tone: 'accent' },
  applying: { label: 'Under way', tone: 'accent' },
  applied: { label: 'Done', tone: 'good' },
  discarded: { label: 'Thrown away', tone: 'calm' },
} as const

export const dialectWords = {
  ours: 'an export of this handbook',
  gitbook: 'GitBook',
  mkdocs: 'MkDocs',
  docusaurus: 'Docusaurus',
  jekyll: 'Jekyll',
  hugo: 'Hugo',
  mdbook: 'mdBook',
  plain: 'plain Markdown',
} as const

export const verdictWords = {
  create: { label: 'New', tone: 'ring' },
  update: { label: 'Changed', tone: 'accent' },
  move: { label: 'Moved', tone: 'accent' },
  conflict: { label: 'Ask', tone: 'warn' },
  same: { label: 'The same', tone: 'calm' },
  skip: { label: 'Not taken', tone: 'warn' },
  gone: { label: 'Gone there', tone: 'calm' },
  keep: { label: 'No page', tone: 'calm' },
} as const

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
  draft: { label: 'Draft', tone: 'ring' },
  in_force: { label: 'In force', tone: 'good' },
  revising: { label: 'In force, another text is put forward', tone: 'accent' },
  retired: { label: 'Retired', tone: 'calm' },
} as const

/** Where a procedure stands; of a draft also whether somebody is asked about it. */
export function standOf({ state, proposal }: Pick<Procedure, 'state' | 'proposal'>): {
  label: string
  tone: 'ring' | 'good' | 'accent' | 'calm'
} {
  if (state !== 'draft') return procedureStates[state]
  if (!proposal || proposal.state === 'returned') return { label: 'Draft, nobody has agreed to it', tone: 'ring' }
  return { label: proposal.state === 'agreed' ? 'Draft, agreed to' : 'Draft, being asked about', tone: 'ring' }
}

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

export const findingLevels = {
  error: { label: 'Error', tone: 'warn' },
  warn: { label: 'Warning', tone: 'ring' },
  info: { label: 'Hint', tone: 'calm' },
} as const

export const findingStates = {
  open: { label: 'Open', tone: 'accent' },
  decided: { label: 'Decided', tone: 'calm' },
  meant: { label: 'Meant so', tone: 'calm' },
} as const

export const findingRules: Readonly<Record<AskOutput<typeof findingsGet>['rule'], string>> = {
  link_broken: 'A link leads nowhere',
  link_anchor: 'The place to which a link leads is gone',
  link_retired: 'A link leads to a page that is retired',
  link_former: 'A link has a former address',
  page_gone: 'A retired page may have become another',
  page_orphan: 'Nothing leads to this page',
  conflict: 'Two pages disagree',
  copy: 'Two pages say the same',
  fact: 'The system says otherwise',
  not_all_compared: 'Not all of the page was compared with others',
  placeholder: 'Something is still to be written',
  long_sentence: 'A sentence is long',
  hard_to_read: 'The page is hard to read',
  two_in_one_step: 'A step asks for two things',
  unknown_letters: 'Letters that nobody explains',
}

export const trainingStates = {
  open: { label: 'To do', tone: 'accent' },
  overdue: { label: 'Overdue', tone: 'warn' },
  done: { label: 'Knows it', tone: 'good' },
  waived: { label: 'Excused', tone: 'calm' },
  invalidated: { label: 'An earlier version', tone: 'calm' },
  ended: { label: 'Ended', tone: 'calm' },
} as const

export const exceptionStates = {
  asked: { label: 'Asked for', tone: 'accent' },
  granted: { label: 'Holds', tone: 'warn' },
  refused: { label: 'Refused', tone: 'calm' },
  ended: { label: 'Ended', tone: 'calm' },
  expired: { label: 'Expired', tone: 'calm' },
} as const

export const expectedStates = {
  open: { label: 'Waits', tone: 'accent' },
  followed: { label: 'Followed', tone: 'good' },
  missed: { label: 'Not followed', tone: 'warn' },
  void: { label: 'Was not needed', tone: 'calm' },
} as const

/** What brought a review forward. */
export const pullWords = {
  rate: 'more runs go wrong than is promised',
  flags: 'flags wait for an answer',
  exceptions: 'exceptions gather on one step',
} as const

export const proofWords = {
  ack: 'By a signature',
  quiz: 'By a quiz and a signature',
  observed: 'By being watched',
  runs: 'By clean runs',
} as const

/** `0.0204` as 2.0%; of too few runs none is shown. */
export function shareText(share: number | null): string {
  return share === null ? '' : `${tenths(share)}%`
}

/** In percent, to one decimal, half away from zero. */
export function tenths(share: number): string {
  return (Math.round(share * 1000) / 10).toFixed(1)
}
