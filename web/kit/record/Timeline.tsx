import type { ReactNode } from 'react'
import { dayText, instantText } from '../days.ts'
import { titleOf } from '../format.ts'
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

/** How a room says a value of a field; nothing where the general words do. */
type Say = (field: string, value: unknown) => string | undefined

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

/** What differs, in words: [field, before, after]. */
function changesOf(before: unknown, after: unknown, say?: Say): [name: string, was: string, is: string][] {
  const was = fieldsOf(before)
  const is = fieldsOf(after)
  const words = (name: string, value: unknown) => say?.(name, value) ?? textOf(value)
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .map((name): [string, string, string] => [name, words(name, was[name]), words(name, is[name])])
    .filter(([, left, right]) => left !== right)
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

const machine = /^([0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{40,})$/
const code = /^[a-z][a-z0-9]*(_[a-z0-9]+)+$/

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return cut(value.map(textOf).filter(Boolean).join(', '))
  if (typeof value === 'object') return cut(Object.values(value).map(textOf).filter(Boolean).join(', '))
  const text = String(value)
  if (machine.test(text)) return ''
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return dayText(text)
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text)) return instantText(text)
  return code.test(text) ? titleOf(text) : cut(text)
}

const cut = (text: string) => (text.length > 80 ? `${text.slice(0, 77)}…` : text)
