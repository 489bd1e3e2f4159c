import { Skeleton } from '@mantine/core'
import { IconAlertTriangle, IconCompass, IconInfoCircle, IconRefresh } from '@tabler/icons-react'
import { type ReactNode, useEffect } from 'react'
import { Problem as Refused } from '../ask.ts'
import { Button } from './controls.tsx'
import { withDays } from './days.ts'
import type { Tone } from './Status.tsx'

/** What this place is for, and the first thing to do. `whole` when it is the whole page. */
export function Empty(props: { title: string; children?: ReactNode; action?: ReactNode; icon?: ReactNode; whole?: boolean }) {
  const { title, children, action, icon, whole = false } = props
  const Heading = whole ? 'h1' : 'h2'
  useEffect(() => {
    if (whole) document.title = `${title} · Quarterdeck`
  }, [whole, title])
  return (
    <div className="empty">
      {icon && (
        <div className="empty-icon" aria-hidden>
          {icon}
        </div>
      )}
      <Heading>{title}</Heading>
      {children && <div className="empty-text">{children}</div>}
      {action && <div className="empty-action">{action}</div>}
    </div>
  )
}

type Crumb = { title: string; href: string }

/** Whether an answer says that an address names nothing: no thing of that kind, or an id of no form that anybody here knows. */
export function namesNothing(error: unknown): boolean {
  return error instanceof Refused && (error.status === 404 || error.code === 'input.invalid')
}

/** Where an address names nothing that there could be, or nothing that its reader may see: both look the same. */
export function NoSuch({ title, back }: { title: string; back: Crumb | undefined }) {
  const kind = /^[A-Z]{2}/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1)
  return (
    <Empty
      title={`There is no such ${kind}`}
      icon={<IconCompass size={20} />}
      {...(back ? { action: <Button href={back.href}>Back to {back.title}</Button> } : {})}
    >
      The link may be old, or part of it was lost. Or you may not see it.
    </Empty>
  )
}

/** What went wrong in the server's words, and what to do. */
export function Problem({ error, again, title }: { error: unknown; again?: () => void; title?: string }) {
  const told = error instanceof Refused ? error : undefined
  const detail = error instanceof Error ? error.message : 'Something went wrong.'
  // what the sentence says already is not said again below it
  const more = told?.unmet.filter(({ text }) => text !== detail) ?? []
  return (
    <div className="problem" role="alert">
      <IconAlertTriangle size={18} aria-hidden />
      <div>
        <p className="problem-title">{told ? headline(told.status) : (title ?? 'This part of the page broke')}</p>
        <p>{withDays(detail)}</p>
        {more.length > 0 && (
          <ul>
            {more.map((one) => (
              <li key={`${one.code}${one.path ?? ''}`}>{one.text}</li>
            ))}
          </ul>
        )}
        {again && (
          <Button size="xs" variant="default" leftSection={<IconRefresh size={14} aria-hidden />} onClick={again}>
            Try again
          </Button>
        )}
      </div>
    </div>
  )
}

function headline(status: number): string {
  if (status === 0) return 'No connection'
  if (status === 401) return 'Signed out'
  if (status === 403) return 'Not allowed'
  if (status === 404) return 'Not here'
  if (status === 409) return 'Not as things stand'
  if (status === 412) return 'Changed meanwhile'
  if (status === 429) return 'Too many at once'
  if (status === 503) return 'Not available right now'
  if (status >= 500) return 'Broken on our side'
  return 'Not done'
}

/** A quiet box of words: a hint, a warning, a result. */
export function Note({ tone = 'calm', title, children, icon }: { tone?: Tone; title?: ReactNode; children?: ReactNode; icon?: ReactNode }) {
  return (
    <div className="note" data-tone={tone} role={tone === 'bad' ? 'alert' : 'note'}>
      <span className="note-icon" aria-hidden>
        {icon ?? (tone === 'bad' || tone === 'warn' ? <IconAlertTriangle size={16} /> : <IconInfoCircle size={16} />)}
      </span>
      <div>
        {title && <p className="note-title">{title}</p>}
        {children && <div>{children}</div>}
      </div>
    </div>
  )
}

/** What a room draws under a notice is on its way; what stands below it waits out of sight, so that nothing jumps. */
export function NoticeWait() {
  return (
    <div className="notice-wait">
      <Loading rows={3} />
    </div>
  )
}

/** The shape of what is coming: `lines` of text, `rows` of a table, a `block` of so many pixels, or a whole record. */
export function Loading({ lines, rows, block, shape }: { lines?: number; rows?: number; block?: number; shape?: 'record' }) {
  if (shape) return <RecordShape />
  if (block) return <Skeleton height={block} radius="md" role="status" aria-label="Loading" />
  const count = rows ?? lines ?? 3
  return (
    <div className="loading" role="status" aria-label="Loading">
      {Array.from({ length: count }, (_, index) => `line-${index}`).map((name, index) => (
        <Skeleton key={name} height={rows ? 18 : 12} width={rows ? '100%' : `${92 - ((index * 17) % 40)}%`} radius="sm" />
      ))}
    </div>
  )
}

function RecordShape() {
  return (
    <div className="loading-record" role="status" aria-label="Loading">
      <div className="row" style={{ gap: 'var(--s-4)' }}>
        <Skeleton height={48} width={48} radius={12} />
        <div className="loading">
          <Skeleton height={18} width={220} radius="sm" />
          <Skeleton height={12} width={300} radius="sm" />
        </div>
      </div>
      <div className="columns" style={{ gap: 'var(--s-5)' }}>
        {['one', 'two', 'three', 'four'].map((name) => (
          <div key={name} className="loading">
            <Skeleton height={12} width={64} radius="sm" />
            <Skeleton height={26} width={120} radius="sm" />
          </div>
        ))}
      </div>
      {[0, 1, 2, 3].map((row) => (
        <Skeleton key={row} height={18} radius="sm" />
      ))}
    </div>
  )
}

type Asked<T> = { data: T | undefined; error: unknown; isPending: boolean; refetch: () => unknown }

/** Shows an answer when it is there, its shape while it is not, `none` when there is no such thing, and the problem when it will not come. */
export function Answer<T>(props: { of: Asked<T>; loading?: ReactNode; none?: ReactNode; children: (answer: T) => ReactNode }) {
  const { of, loading, none, children } = props
  if (of.data !== undefined) return children(of.data)
  if (none && namesNothing(of.error)) return none
  if (of.error) return <Problem error={of.error} again={() => void of.refetch()} />
  return loading ?? <Loading lines={4} />
}
