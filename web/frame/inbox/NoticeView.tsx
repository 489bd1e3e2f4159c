import './notice.css'
import { saidOnce } from '../../../server/doors/contract.ts'
import { IconArrowUpRight, IconCheck, IconChevronLeft, IconClock } from '@tabler/icons-react'
import { Comments } from '../../kit/comments/Comments.tsx'
import { Button, IconButton } from '../../kit/controls.tsx'
import { awayText, dayText, withDays } from '../../kit/days.ts'
import { Kbd } from '../../kit/text.tsx'
import { opens } from '../../kit/over/opens.tsx'
import { Instant } from '../../kit/values.tsx'
import { useMay } from '../session.ts'
import { NoticeSign } from './NoticeLine.tsx'
import { partOf } from './parts.tsx'
import type { SnoozeProps } from './Snooze.tsx'
import { type Folded, reasonOf } from './words.ts'

const Snooze = opens<SnoozeProps>(() => import('./Snooze.tsx'), 'menu')

type NoticeViewProps = {
  notice: Folded
  today: string
  snoozing: boolean
  onSnoozing: (open: boolean) => void
  acts: { done: () => void; next: () => void; snooze: (until: string | null) => void; open: () => void }
  onBack: () => void
}

/** One notice whole: what it is about, what was said there, and the answer. */
export function NoticeView({ notice, today, snoozing, onSnoozing, acts, onBack }: NoticeViewProps) {
  const may = useMay()
  const { subject } = notice
  const { title, said } = saidOnce(notice)
  const Part = notice.done_at === null ? partOf(subject.room, subject.kind) : undefined
  return (
    <article className="notice" aria-label={title}>
      <header className="notice-top">
        <span className="notice-back">
          <IconButton label="Back to the list" size={44} onClick={onBack}>
            <IconChevronLeft size={20} aria-hidden />
          </IconButton>
        </span>
        <h2>{title}</h2>
        <span className="notice-acts">
          <Button size="xs" variant="default" leftSection={<IconCheck size={14} aria-hidden />} onClick={acts.done}>
            Done <Kbd keys="E" />
          </Button>
          <Snooze
            today={today}
            snoozed={notice.snoozed_until}
            opened={snoozing}
            onOpen={onSnoozing}
            onSnooze={acts.snooze}
            target={
              <Button size="xs" variant="default" leftSection={<IconClock size={14} aria-hidden />}>
                Snooze <Kbd keys="H" />
              </Button>
            }
          />
          <Button size="xs" variant="default" leftSection={<IconArrowUpRight size={14} aria-hidden />} onClick={acts.open}>
            Open <Kbd keys="↵" />
          </Button>
        </span>
      </header>
      <div className="notice-in">
        <div className="notice-what">
          <NoticeSign notice={notice} />
          <div>
            <p>
              <span className="said-by">{reasonOf(notice)}</span>{' '}
              <span className="said-at">
                <Instant at={notice.at} />
              </span>
            </p>
            {/* a mention is read where it was said, just below */}
            {!(notice.spoken && notice.rule === 'mentioned') && <p className="notice-said">{withDays(said)}</p>}
            {notice.due_day && (
              <p className="notice-due" data-late={notice.due_day < today || undefined}>
                By {dayText(notice.due_day, 'long')}, {awayText(notice.due_day, today)}
              </p>
            )}
            {notice.snoozed_until && notice.snoozed_until > today && (
              <p className="faint">Put away until {dayText(notice.snoozed_until, 'long')}</p>
            )}
          </div>
        </div>
        {notice.also.length > 0 && (
          <ul aria-label="Told of it before">
            {notice.also.map((one) => (
              <li key={one.id} className="faint">
                {reasonOf(one)}: {withDays(saidOnce(one).said)} <Instant at={one.at} />
              </li>
            ))}
          </ul>
        )}
        {Part && <Part id={subject.id} href={subject.href} onDone={acts.next} />}
        {notice.spoken && (
          <Comments
            of={{ kind: subject.kind, id: subject.id, title }}
            writes={may('house.comment')}
            act="Comment and done"
            onSaid={acts.done}
          />
        )}
      </div>
    </article>
  )
}
