import { addDays, type Day } from '../../../kernel/period.ts'

/** Days over which ratings are counted, and after which somebody is asked again. */
export const scoredDays = 365
export const askedAgainDays = 90
/** Below so many ratings a score says nothing, and tells more of persons than of the text. */
export const fewestReaders = 10

type Score = {
  n: number
  /** 9 and 10; null where too few said something: of one person it would be what they said */
  easy: number | null
  /** 0 to 6; null likewise */
  hard: number | null
  /** share of the easy less share of the hard, −100 to 100, to one decimal; null where too few said something */
  score: number | null
}

/** The reader score, as a net promoter score is made (F. Reichheld, 2003): 24 easy and 10 hard of 52 are 26.9. */
export function scoreOf({ n, easy, hard }: { n: number; easy: number; hard: number }): Score {
  if (n < fewestReaders) return { n, easy: null, hard: null, score: null }
  const tenths = ((easy - hard) * 1000) / n
  return { n, easy, hard, score: (Math.sign(tenths) * Math.round(Math.abs(tenths))) / 10 || 0 }
}

/** Whether somebody is asked how a run was: they were not, of this procedure, for so long. */
export function isAsked(last: Day | null, today: Day): boolean {
  return last === null || addDays(last, askedAgainDays) <= today
}
