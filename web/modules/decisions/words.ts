import { type decisionsGet, decisionsList } from '../../../server/modules/decisions/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { countOf, dayText, daysBetween, type Tone } from '../../kit/index.ts'

export type Decision = AskOutput<typeof decisionsGet>
type DecisionLine = AskOutput<typeof decisionsList>['items'][number]
export type Party = Decision['parties'][number]

const { state, outcome } = decisionsList.list.columns
const tones: Record<DecisionLine['state'], Tone> = {
  collecting: 'ring',
  ready: 'accent',
  decided: 'good',
  performing: 'accent',
  done: 'good',
  reviewed: 'good',
  superseded: 'calm',
  reversed: 'calm',
  withdrawn: 'calm',
}

/** How a decision stands, in words: what is late or stands on an older text is said first. */
export function stateOf(decision: Pick<DecisionLine, 'state' | 'outcome' | 'late' | 'stale'>): { words: string; tone: Tone } {
  if (decision.late) return { words: 'Late', tone: 'bad' }
  if (decision.stale) return { words: 'On an older version', tone: 'warn' }
  if (decision.state === 'done' && decision.outcome === 'reject') return { words: 'Rejected', tone: 'calm' }
  return { words: state.choices[decision.state], tone: tones[decision.state] }
}

export const letterWords = { R: 'recommends', A: 'agrees', P: 'carries it out', I: 'is heard', D: 'decides' } as const

const stances: Record<string, { words: string; tone: Tone }> = {
  support: { words: 'For it', tone: 'good' },
  concern: { words: 'For it, with a concern', tone: 'good' },
  oppose: { words: 'Against it', tone: 'warn' },
  no_view: { words: 'Has no view', tone: 'calm' },
  agree: { words: 'Agrees', tone: 'good' },
  object: { words: 'Objects', tone: 'bad' },
  silence: { words: 'Not answered; the silence is noted', tone: 'ring' },
}

export function stanceOf(party: Party): { words: string; tone: Tone } {
  if (party.letter === 'R' && !party.stance) return { words: 'Put it forward', tone: 'good' }
  if (party.kept !== null) return { words: `Agreed in ${party.kept}`, tone: 'good' }
  return party.stance ? (stances[party.stance] ?? { words: party.stance, tone: 'calm' }) : { words: 'Not answered', tone: 'ring' }
}

/** Whether an answer is still asked of them: not of one who agreed to all of it in an earlier sign-off. */
export function isWaitedFor({ letter, state, kept }: Pick<Party, 'letter' | 'state' | 'kept'>): boolean {
  return letter !== 'R' && letter !== 'D' && state !== 'answered' && kept === null
}

/** Of one whose stand-in has answered for somebody else: who answers then. */
export function leftAloneText({ left_alone, group }: Party): string {
  const [one] = left_alone
  if (!one) return ''
  return `${one.stand_in} stands in for ${one.name} and has answered for somebody else: ${one.name}${group ? ' or another member' : ''} still has to answer.`
}

/** The party that whoever looks answers for next: the first that waits, else the first of theirs. */
export function seatOf({ parties }: Pick<Decision, 'parties'>): Party | undefined {
  const mine = parties.filter((party) => party.mine)
  return mine.find(isWaitedFor) ?? mine[0]
}

/** What is asked under a letter, and of whom where it is not of oneself. */
export function askedOf({ letter, group, name, in_place_of }: Party): string {
  const asks = letter === 'A' ? 'Do you agree' : letter === 'P' ? 'Can you carry it out' : 'What do you think'
  if (in_place_of) return `${asks}, in the place of ${in_place_of}${group ? ` for ${name}` : ''}?`
  return group ? `${asks}, for ${name}?` : `${asks}?`
}

export function objectingTo({ parties }: Pick<Decision, 'parties'>): string[] {
  return parties.filter(({ stance }) => stance === 'object').map(({ name }) => name)
}

const namesList = new Intl.ListFormat('en', { type: 'conjunction' })
export const namesText = (names: readonly string[]) => namesList.format(names)

/** What one may answer under a letter. */
export function answersFor(letter: Party['letter']): { value: string; label: string }[] {
  const own = letter === 'A' ? ['agree', 'object'] : ['support', 'concern', 'oppose', 'no_view']
  return own.map((value) => ({ value, label: stances[value]?.words ?? value }))
}

/** The same as acts, for answering with one press; whoever is `against` says why. */
export function stanceActs(letter: Party['letter']) {
  return letter === 'A'
    ? ([
        { value: 'agree', label: 'I agree', against: false },
        { value: 'object', label: 'I object', against: true },
      ] as const)
    : ([
        { value: 'support', label: letter === 'P' ? 'I can' : 'I am for it', against: false },
        { value: 'concern', label: letter === 'P' ? 'I can, with a concern' : 'For it, with a concern', against: false },
        { value: 'oppose', label: letter === 'P' ? 'I cannot' : 'I am against it', against: true },
        { value: 'no_view', label: 'I have no view', against: false },
      ] as const)
}

export const outcomeWords: Record<string, string> = outcome.choices

export const typeWords = (type: number) => (type === 1 ? 'hard to undo' : 'can be undone')

/** "in 2 days", "today", "3 days late". */
export function dueText(day: string, today: string): string {
  const left = daysBetween(today, day)
  if (left === 0) return 'today'
  return left > 0 ? `in ${countOf(left, 'day')}` : `${countOf(-left, 'day')} late`
}

export const whenText = (day: string, today: string) => `${dayText(day)}, ${dueText(day, today)}`
