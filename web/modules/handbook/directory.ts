import { countOf } from '../../kit/index.ts'
import type { Directory } from './words.ts'

export type View = 'all' | 'mine' | 'gaps' | 'public'
export type Entry = Directory['functions'][number]['entries'][number]

/** What a line says beside its name: the most pressing of what is known. */
export function markOf(entry: Entry): { label: string; late: boolean } | undefined {
  const { page, mark, state, overdue, completeness, stub } = entry
  if (page === null || mark === 'tba') return { label: 'TBA', late: true }
  if (mark === 'wip') return { label: 'WIP', late: true }
  if (mark === 'needs_update') return { label: 'updating', late: true }
  if (overdue) return { label: 'review overdue', late: true }
  const share = completeness !== null && completeness < 100 ? ` ${completeness}%` : ''
  if (state === 'draft') return { label: `draft${share}`, late: false }
  if (state === 'revising') return { label: 'being revised', late: false }
  if (stub) return { label: 'heading only', late: true }
  return share === '' ? undefined : { label: share.trim(), late: false }
}

/** Whether a line stands in a view, and holds all words that were typed. What is for the few is nobody's outside. */
export function shownIn(entry: Entry, view: View, words: string, me: string | undefined): boolean {
  const text = `${entry.title} ${entry.label} ${entry.blurb} ${entry.number ?? ''}`.toLowerCase()
  if (
    !words
      .toLowerCase()
      .split(/\s+/)
      .every((word) => text.includes(word))
  )
    return false
  if (view === 'mine') return entry.owner !== null && entry.owner === me
  if (view === 'gaps') return markOf(entry)?.late === true
  if (view === 'public') return entry.audience !== 'restricted' && (entry.audience !== 'internal' || entry.label !== '')
  return true
}

export function missingWords({ undocumented, unlisted }: Directory): string {
  if (undocumented.all + unlisted.all === 0) return 'Nothing that the contents promise is missing, and every procedure is listed.'
  const missing =
    undocumented.all === 0
      ? 'Nothing is missing'
      : `${countOf(undocumented.all, 'line')} of the contents ${undocumented.all === 1 ? 'is' : 'are'} still to be written`
  const hiding =
    unlisted.all === 0
      ? 'every procedure is listed'
      : `${countOf(unlisted.all, 'procedure')} ${unlisted.all === 1 ? 'is' : 'are'} in no list`
  return `${missing}, ${hiding}.`
}
