import type { ReactNode } from 'react'
import { useRecordActs } from '../acts.ts'
import { Button, MoreMenu } from '../controls.tsx'

export type Act = {
  /** a verb and its object: "Add seats" */
  title: string
  icon?: ReactNode
  href?: string
  onClick?: () => void
  /** a file of the server's */
  download?: boolean
  danger?: boolean
  busy?: boolean
  /** stands on the record as a plain button, two at most; the others are behind three dots */
  shown?: boolean
  /** further words by which the command palette finds it */
  words?: string
}

/** What can be done to a record, in its head and in the command palette alike. */
export function RecordActs({ name, acts }: { name: string; acts: readonly (Act | undefined | false)[] }) {
  const all = acts.filter((act) => act !== undefined && act !== false)
  useRecordActs(
    name,
    all.map(({ title, words, href, download, onClick }) => ({
      title,
      ...(words ? { words } : {}),
      ...(href && !download ? { href } : {}),
      ...(href && download ? { run: () => window.location.assign(href) } : {}),
      ...(onClick ? { run: onClick } : {}),
    })),
  )
  const plain = all.filter((act) => act.shown).slice(0, 2)
  const rest = all.filter((act) => !plain.includes(act))
  if (all.length === 0) return null
  return (
    <div className="record-acts">
      {plain.map(({ title, icon, href, onClick, download, danger, busy }) => (
        <Button
          key={title}
          variant="default"
          danger={danger ?? false}
          loading={busy ?? false}
          {...(icon ? { leftSection: icon } : {})}
          {...(href ? { href } : {})}
          {...(download ? { download } : {})}
          {...(onClick ? { onClick } : {})}
        >
          {title}
        </Button>
      ))}
      <MoreMenu
        acts={rest.map(({ title, href, onClick, download, danger }) => ({
          title,
          ...(href ? { href } : {}),
          ...(onClick ? { onClick } : {}),
          ...(download ? { download } : {}),
          ...(danger ? { danger } : {}),
        }))}
      />
    </div>
  )
}
