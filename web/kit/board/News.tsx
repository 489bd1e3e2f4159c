import './lines.css'
import { IconUsers } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { dayText, daysBetween } from '../days.ts'
import { Link } from '../Link.tsx'
import { Initials } from '../Names.tsx'
import { SaidLine } from './Said.tsx'
import type { Said } from './said.ts'

type NewsLine = { at: string; day: string; href: string; customer: { name: string } | null; sentence: Said }

const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short', timeZone: 'UTC' })

/** What happened, as one tells it; each leads to where it happened. */
export function News({ lines, today }: { lines: readonly NewsLine[]; today: string }): ReactNode {
  return (
    <ol className="news">
      {lines.map((line) => (
        <li key={`${line.at}${line.href}${line.sentence.text}`}>
          <Link href={line.href} className="news-line">
            {line.customer ? (
              <Initials name={line.customer.name} size="m" />
            ) : (
              <span className="news-many" aria-hidden>
                <IconUsers size={13} />
              </span>
            )}
            <span className="news-words">
              <SaidLine said={line.sentence} />
            </span>
            <time className="news-day" dateTime={line.day}>
              {dayOf(line.day, today)}
            </time>
          </Link>
        </li>
      ))}
    </ol>
  )
}

function dayOf(day: string, today: string): string {
  const away = daysBetween(day, today)
  if (away === 0) return 'Today'
  return away < 7 ? weekday.format(new Date(`${day}T00:00:00Z`)) : dayText(day, 'short')
}
