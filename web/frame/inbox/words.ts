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

/** One row for what is told of one decision: what asks for something before what was only told, else the newest; the others stand with it. */
export type Folded = Notice & { also: Notice[] }

export function folded(notices: readonly Notice[]): Folded[] {
  const about = ({ id, subject }: Notice) => (subject.kind === 'decision' ? `${subject.room} ${subject.id}` : id)
  return [...Map.groupBy(notices, about).values()].map((those) => {
    const [first, ...also] = those.toSorted((one, other) => weight(other) - weight(one) || (one.at < other.at ? 1 : -1))
    return { ...(first as Notice), also }
  })
}

function weight({ rule }: Notice): number {
  return rule === 'overdue' ? 3 : rule === 'assigned' ? 2 : rule === 'mentioned' ? 1 : 0
}

type Group<N extends Notice> = { title: string; notices: N[] }

/** By the day on which they came, the newest first; the days are the company's. */
export function byArrival<N extends Notice>(notices: readonly N[], today: string): Group<N>[] {
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
export function byDue<N extends Notice>(notices: readonly N[], today: string): Group<N>[] {
  return grouped(notices, ({ due_day: due }) => {
    if (due === null) return 'Without a day'
    if (due < today) return 'Late'
    if (due === today) return 'Today'
    return due <= dayAfter(today, 7) ? 'Within a week' : 'Later'
  })
}

function grouped<N extends Notice>(notices: readonly N[], titleOf: (notice: N) => string): Group<N>[] {
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
