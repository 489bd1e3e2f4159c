import type { ReactNode } from 'react'
import { titleOf } from './format.ts'
import type { Tone } from './Status.tsx'
import { Instant } from './values.tsx'

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
              {moment.by && <>{moment.by} · </>}
              <Instant at={moment.at} ago />
            </span>
          </div>
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

/** The audit rows of one thing: who changed what, and what stood there before. */
export function History({ entries }: { entries: HistoryEntry[] }) {
  if (entries.length === 0) return <p className="faint">Nothing has changed yet.</p>
  return (
    <Timeline
      moments={entries.map((entry) => ({
        id: entry.id,
        at: entry.at,
        by: entry.actor.name,
        title: titleOf(entry.action.split('.').slice(1).join(' ')) || entry.action,
        detail: <Changes before={entry.before} after={entry.after} reason={entry.reason ?? null} />,
      }))}
    />
  )
}

function Changes({ before, after, reason }: { before: unknown; after: unknown; reason: string | null }) {
  const changed = changesOf(before, after)
  if (changed.length === 0 && !reason) return null
  return (
    <>
      {reason && <p>“{reason}”</p>}
      {changed.length > 0 && (
        <ul className="changes">
          {changed.slice(0, 8).map(([name, was, is]) => (
            <li key={name}>
              <span className="faint">{titleOf(name)}</span> {was !== '' && <s>{was}</s>} <span>{is || 'removed'}</span>
            </li>
          ))}
          {changed.length > 8 && <li className="faint">and {changed.length - 8} more</li>}
        </ul>
      )}
    </>
  )
}

function changesOf(before: unknown, after: unknown): [name: string, was: string, is: string][] {
  const was = fieldsOf(before)
  const is = fieldsOf(after)
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .map((name): [string, string, string] => [name, textOf(was[name]), textOf(is[name])])
    .filter(([, left, right]) => left !== right)
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  const plain = Array.isArray(value) && value.every((one) => typeof one !== 'object')
  const text = plain ? value.join(', ') : typeof value === 'object' ? JSON.stringify(value) : String(value)
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}
