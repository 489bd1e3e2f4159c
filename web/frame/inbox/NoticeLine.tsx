import { saidOnce } from '../../../server/doors/contract.ts'
import { IconBell, IconCalendarDue, IconHourglassLow } from '@tabler/icons-react'
import { awayText, dayOf, daysBetween, dayText, withDays } from '../../kit/days.ts'
import { Initials } from '../../kit/Names.tsx'
import { type Folded, type Notice, reasonOf } from './words.ts'

const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' })
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short', timeZone: 'UTC' })

/** One line: the reason above the title, the first words below; a dot while it was not looked at. */
export function NoticeLine(props: { notice: Folded; today: string; current: boolean; onChoose: () => void }) {
  const { notice, today, current, onChoose } = props
  const unread = [notice, ...notice.also].some(({ read_at }) => read_at === null)
  const { title, said } = saidOnce(notice)
  const day = dayOf(notice.at)
  const when =
    day === today
      ? clock.format(new Date(notice.at))
      : daysBetween(day, today) < 6
        ? weekday.format(new Date(`${day}T00:00:00Z`))
        : dayText(day)
  return (
    <li>
      <button
        type="button"
        className="notice-line"
        data-notice={notice.id}
        data-unread={unread || undefined}
        data-late={notice.rule === 'overdue' || undefined}
        aria-current={current ? 'true' : undefined}
        onClick={onChoose}
      >
        <span className="notice-dot" aria-hidden />
        <NoticeSign notice={notice} />
        <span className="notice-words">
          <span className="notice-why">
            <span className="clip">
              {unread && <span className="unseen">Unread. </span>}
              {reasonOf(notice)}
              {notice.also.length > 0 && `, and ${notice.also.length} more of it`}
            </span>
            <time className="num" dateTime={notice.at}>
              {when}
            </time>
          </span>
          <span className="notice-title clip">{title}</span>
          <span className="notice-text clip">{withDays(said)}</span>
          {notice.due_day && (
            <span className="notice-due">
              by {dayText(notice.due_day, 'weekday', today)}, {awayText(notice.due_day, today)}
            </span>
          )}
        </span>
      </button>
    </li>
  )
}

/** Who it comes from, or what kind of thing it is. */
export function NoticeSign({ notice }: { notice: Notice }) {
  if (notice.rule === 'overdue')
    return (
      <span className="notice-sign" data-late>
        <IconHourglassLow size={14} stroke={1.75} aria-hidden />
      </span>
    )
  if (notice.rule === 'alert' || notice.by.kind === 'system')
    return (
      <span className="notice-sign">
        {notice.rule === 'alert' ? (
          <IconBell size={14} stroke={1.75} aria-hidden />
        ) : (
          <IconCalendarDue size={14} stroke={1.75} aria-hidden />
        )}
      </span>
    )
  return <Initials name={notice.by.name} round />
}
