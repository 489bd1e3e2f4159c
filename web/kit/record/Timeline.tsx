import type { ReactNode } from 'react'
import { titleOf } from '../format.ts'
import { changesOf, fieldsOf, type Say } from './changes.ts'
import type { Tone } from '../Status.tsx'
import { Instant } from '../values.tsx'

type Moment = { id: string; at: string; title: ReactNode; detail?: ReactNode; by?: ReactNode; tone?: Tone }

/** What happened, newest first. */
export function Timeline({ moments }: { moments: Moment[] }) {
  return (
    <ol className="timeline">
      {moments.map((moment) => (
        <li key={moment.id} data-tone={moment.tone ?? 'calm'}>
          <div className="timeline-line">
            <span className="timeline-title">{moment.title}</span>
            <span className="timeline-at">
              <Instant at={moment.at} ago />
            </span>
          </div>
          {moment.by && <div className="timeline-by">{moment.by}</div>}
          {moment.detail && <div className="timeline-detail">{moment.detail}</div>}
        </li>
      ))}
    </ol>
  )
}

type HistoryEntry = {
  id: string
  at: string
  actor: { name: string }
  action: string
  before?: unknown
  after?: unknown
  reason?: string | null
}

/** The audit rows of one thing: who changed what, and what stood there before. Ids and hashes are for machines and are left out. */
export function History({ entries, say }: { entries: HistoryEntry[]; say?: Say }) {
  if (entries.length === 0) return <p className="faint">Nothing has changed yet.</p>
  return (
    <Timeline
      moments={entries.map((entry) => ({
        id: entry.id,
        at: entry.at,
        by: entry.actor.name,
        title: titleOf(entry.action.split('.').slice(1).join(' ')) || entry.action,
        detail: <Changes before={entry.before} after={entry.after} reason={entry.reason ?? null} {...(say ? { say } : {})} />,
      }))}
    />
  )
}

function Changes({ before, after, reason, say }: { before: unknown; after: unknown; reason: string | null; say?: Say }) {
  const changed = changesOf(before, after, say)
  if (changed.length === 0 && !reason) return null
  // what was entered at the beginning is the page itself
  const made = Object.keys(fieldsOf(before)).length === 0
  return (
    <>
      {reason && <p>“{reason}”</p>}
      {changed.length > 0 &&
        (made ? (
          <details>
            <summary>What was entered</summary>
            {listed(changed)}
          </details>
        ) : (
          listed(changed)
        ))}
    </>
  )
}

function listed(changed: [name: string, was: string, is: string][]) {
  return (
    <ul className="changes">
      {changed.slice(0, 8).map(([name, was, is]) => (
        <li key={name}>
          <span className="faint">{titleOf(name.replace(/_(id|minor|day|on|at)$/, ''))}</span> {was !== '' && <s>{was}</s>}{' '}
          <span>{is || 'removed'}</span>
        </li>
      ))}
      {changed.length > 8 && <li className="faint">and {changed.length - 8} more</li>}
    </ul>
  )
}
