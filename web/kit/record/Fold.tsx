import { IconChevronRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'

/** One line that opens: facts and proof stand below the business, never above it. */
export function Fold({ title, note, open = false, children }: { title: string; note?: ReactNode; open?: boolean; children: ReactNode }) {
  return (
    <details className="fold" {...(open ? { open: true } : {})}>
      <summary>
        <IconChevronRight size={15} stroke={1.75} aria-hidden />
        <span className="fold-title">{title}</span>
        {note && <span className="fold-note">{note}</span>}
      </summary>
      <div className="fold-in">{children}</div>
    </details>
  )
}
