import type { noticesList } from '../../../server/doors/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { dayAfter, dayOf } from '../../kit/days.ts'

export type Notice = AskOutput<typeof noticesList>['items'][number]

/** Why it is here, above the title. */
export function reasonOf({ rule, by }: Pick<Notice, 'rule' | 'by'>): string {
  if (rule === 'mentioned') return `${by.name} mentioned you`
  if (rule === 'decided') return 'Decided'
  if (rule === 'overdue') return 'Overdue'
  if (rule === 'alert') return 'Alert'
  if (rule === 'watched') return 'You watch this'
  return by.kind === 'system' ? 'For you' : `${by.name} asks you`
}

type Group = { title: string; notices: Notice[] }

/** By the day on which they came, the newest first; the days are the company's. */
export function byArrival(notices: readonly Notice[], today: string): Group[] {
  const monday = dayAfter(today, -((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7))
  // what was told later of an earlier day stands on that day
  const newest = notices.toSorted((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0))
  return grouped(newest, (notice) => {
    const day = dayOf(notice.at)
    if (day >= today) return 'Today'
    if (day === dayAfter(today, -1)) return 'Yesterday'
    return day >= monday ? 'Earlier this week' : 'Earlier'
  })
}

/** By the day by which they are to be done. */
export function byDue(notices: readonly Notice[], today: string): Group[] {
  return grouped(notices, ({ due_day: due }) => {
    if (due === null) return 'Without a day'
    if (due < today) return 'Late'
    if (due === today) return 'Today'
    return due <= dayAfter(today, 7) ? 'Within a week' : 'Later'
  })
}

function grouped(notices: readonly Notice[], titleOf: (notice: Notice) => string): Group[] {
  return [...Map.groupBy(notices, titleOf)].map(([title, those]) => ({ title, notices: those }))
}

/** Until when one puts something away: days of the company, each once. */
export function snoozesFrom(today: string): { title: string; day: string }[] {
  const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7
  const monday = dayAfter(today, 7 - weekday)
  const all = [
    { title: 'Tomorrow', day: dayAfter(today, 1) },
    { title: 'Monday', day: monday },
    { title: 'In a week', day: dayAfter(today, 7) },
  ]
  return all.filter((one, at) => all.findIndex((other) => other.day === one.day) === at)
}
