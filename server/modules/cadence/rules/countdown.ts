import { roundedRatio } from '../../../kernel/money.ts'
import { addDays, addMonths, type Day, daysBetween, dayWords } from '../../../kernel/period.ts'

type Year = { from: Day; to: Day }
type Countdown = {
  /** the day on which next year's plan is shared: the last of the fiscal year */
  share: Day
  /** whole percent that the plan has come to by the day; null before the third quarter */
  complete: number | null
  steps: { title: string; on: Day }[]
}

/**
 * Where the planning of the next year stands on a day of a fiscal year: through the third quarter from 1% to 50%, through the fourth to 99%,
 * and on its last day it is shared. Four weeks before that there is a draft, two weeks before it is reviewed, one week before its text is final.
 */
export function countdownOn(day: Day, year: Year): Countdown {
  const [third, fourth] = [addMonths(year.from, 6), addMonths(year.from, 9)]
  const back = (weeks: number) => addDays(year.to, -7 * weeks)
  return {
    share: year.to,
    complete: day < third ? null : day < fourth ? along(1, 50, third, fourth, day) : along(50, 99, fourth, year.to, day),
    steps: [
      { title: 'Draft', on: back(4) },
      { title: 'Review', on: back(2) },
      { title: 'Final text', on: back(1) },
      { title: 'Shared', on: year.to },
    ],
  }
}

function along(low: number, high: number, from: Day, to: Day, day: Day): number {
  const [gone, whole] = [Math.min(daysBetween(from, day), daysBetween(from, to)), daysBetween(from, to)]
  return low + Number(roundedRatio(BigInt((high - low) * gone), BigInt(Math.max(1, whole))))
}

/** "32% by today. Draft by January 3, in 4 weeks." */
export function countdownWords(day: Day, { complete, steps }: Countdown): string {
  const next = steps.find(({ on }) => on >= day)
  const so = complete === null ? 'Planning begins with the third quarter.' : `${complete}% by today.`
  if (!next) return so
  const days = daysBetween(day, next.on)
  const away = days === 0 ? 'today' : days < 14 ? `in ${days} ${days === 1 ? 'day' : 'days'}` : `in ${Math.floor(days / 7)} weeks`
  return `${so} ${next.title} by ${dayWords(next.on)}, ${away}.`
}
