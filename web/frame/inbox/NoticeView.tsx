import './notice.css'
import '../../kit/over/library.css'
import { Menu } from '@mantine/core'
import { IconArrowUpRight, IconCheck, IconChevronLeft, IconClock } from '@tabler/icons-react'
import { useState } from 'react'
import { Comments } from '../../kit/comments/Comments.tsx'
import { Button, IconButton } from '../../kit/controls.tsx'
import { awayText, dayAfter, dayText, withDays } from '../../kit/days.ts'
import { Kbd } from '../../kit/text.tsx'
import { Instant } from '../../kit/values.tsx'
import { useMay } from '../session.ts'
import { NoticeSign } from './NoticeLine.tsx'
import { partOf } from './parts.tsx'
import { type Notice, reasonOf, snoozesFrom } from './words.ts'

type NoticeViewProps = {
  notice: Notice
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
  const Part = notice.done_at === null ? partOf(subject.room, subject.kind) : undefined
  return (
    <article className="notice" aria-label={subject.title}>
      <header className="notice-top">
        <span className="notice-back">
          <IconButton label="Back to the list" size={44} onClick={onBack}>
            <IconChevronLeft size={20} aria-hidden />
          </IconButton>
        </span>
        <h2 className="clip">{subject.title}</h2>
        <span className="notice-acts">
          <Button size="xs" variant="default" leftSection={<IconCheck size={14} aria-hidden />} onClick={acts.done}>
            Done <Kbd keys="E" />
          </Button>
          <Snooze today={today} snoozed={notice.snoozed_until} open={snoozing} onOpen={onSnoozing} onSnooze={acts.snooze} />
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
            {!(notice.spoken && notice.rule === 'mentioned') && <p className="notice-said">{withDays(notice.text)}</p>}
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
        {Part && <Part id={subject.id} onDone={acts.next} />}
        {notice.spoken && (
          <Comments
            of={{ kind: subject.kind, id: subject.id, title: subject.title }}
            writes={may('house.comment')}
            act="Answer and done"
            onSaid={acts.done}
          />
        )}
      </div>
    </article>
  )
}

type SnoozeProps = {
  today: string
  snoozed: string | null
  open: boolean
  onOpen: (open: boolean) => void
  onSnooze: (until: string | null) => void
}

/** Away until a day of the company's. */
function Snooze({ today, snoozed, open, onOpen, onSnooze }: SnoozeProps) {
  const [day, setDay] = useState(dayAfter(today, 2))
  const away = snoozed !== null && snoozed > today
  const put = (until: string | null) => {
    onOpen(false)
    onSnooze(until)
  }
  return (
    <Menu opened={open} onChange={onOpen} position="bottom-end" width={230} trapFocus>
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconClock size={14} aria-hidden />}>
          Snooze <Kbd keys="H" />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {away && <Menu.Item onClick={() => put(null)}>Bring it back now</Menu.Item>}
        {snoozesFrom(today).map((one) => (
          <Menu.Item key={one.day} rightSection={<span className="faint num">{dayText(one.day)}</span>} onClick={() => put(one.day)}>
            {one.title}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <form
          className="notice-day"
          onSubmit={(event) => {
            event.preventDefault()
            if (day > today) put(day)
          }}
        >
          <label>
            <span className="unseen">Until which day</span>
            <input
              type="date"
              value={day}
              min={dayAfter(today, 1)}
              max="2999-12-31"
              required
              onChange={(event) => setDay(event.currentTarget.value)}
            />
          </label>
          <Button size="xs" variant="default" type="submit">
            Until then
          </Button>
        </form>
      </Menu.Dropdown>
    </Menu>
  )
}
