import { z } from 'zod'
import { dayShape, nameShape } from '../../../kernel/shapes.ts'

export const someone = z.object({ id: z.string(), name: z.string() })
export const line = nameShape.min(1).max(300)
export const title = nameShape.min(1).max(120)
export const reason = nameShape.min(3).max(500)

export const itemKind = z.enum(['info', 'discuss', 'decide'])
/** What a part of the agenda shows: rows of figures, issues by votes, what was caught, the closing round. */
export const shows = z.enum(['scorecard', 'issues', 'read_back', 'closing'])
export const meetingState = z.enum(['draft', 'open', 'in_progress', 'closed', 'cancelled'])
export const outcome = z.enum(['none', 'information', 'decision', 'action'])
export const closedDay = z.enum(['keep', 'skip', 'next', 'previous'])
export const direction = z.enum(['increase', 'decrease', 'at_least', 'at_most', 'between'])
/** Computed; `unknown` when there is no value or it is older than promised: it is never a nought. */
export const colour = z.enum(['green', 'yellow', 'red', 'reached', 'missed', 'unknown'])

/** What a row's colour, and what became of an issue, are called wherever somebody reads them. */
export const colourWords: Readonly<Record<string, string>> = {
  green: 'On pace',
  yellow: 'Behind',
  red: 'Far behind',
  reached: 'Reached',
  missed: 'Missed',
  unknown: 'Not known',
}
export const fateWords: Readonly<Record<string, string>> = { open: 'open', parked: 'parked', done: 'done', carried: 'goes on next time' }

export const templatePart = z.object({
  title,
  kind: itemKind.default('discuss'),
  minutes: z.int().min(1).max(480),
  shows: shows.nullable().default(null),
})

/** What a stretch of closed meetings came to. Shares are decimal text, 0.4000 for 40.0 %; null where nothing can be said. */
export const numbersShape = z.object({
  closed: z.int(),
  booked_minutes: z.int(),
  used_minutes: z.int().describe('rounded, half away from zero'),
  used_share: z.string().nullable().describe('used ÷ booked'),
  person_hours: z.string().describe('used time × who was there, two places'),
  decisions: z.int(),
  decisions_per_meeting: z.string().nullable(),
  actions_due: z.int().describe('actions that came of it and whose first day has come'),
  actions_in_time: z.int().describe('those of them done by the day that was promised first'),
  actions_share: z.string().nullable(),
  rating: z.string().nullable().describe('mean of 1 to 10'),
})

export const suggestionShape = z.object({
  minutes: z.int().describe('half of what is booked'),
  says: z.string(),
  or: z.string(),
})

export const actionLine = z.object({
  id: z.string(),
  number: z.string(),
  text: z.string(),
  dri: someone,
  due: dayShape,
  first_due: dayShape,
  state: z.enum(['open', 'done', 'dropped']),
  late_days: z.int().describe('0 while it is in time'),
  href: z.string(),
})
