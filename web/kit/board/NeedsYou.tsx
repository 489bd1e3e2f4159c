import './lines.css'
import type { ComponentType, ReactNode } from 'react'
import { Button } from '../controls.tsx'
import { Link } from '../Link.tsx'
import { dueOf } from './due.ts'

type Need = {
  key: string
  icon: ComponentType<{ size?: number | string }>
  title: string
  note: string
  href: string
  act: string
  due: string | null
}

/** What waits for somebody: what, why, by when, and the way there. Wide it is rows, narrow it is blocks. */
export function NeedsYou({ needs, today }: { needs: readonly Need[]; today: string }): ReactNode {
  return (
    <ul className="needs">
      {needs.map((need) => {
        const due = need.due === null ? undefined : dueOf(need.due, today)
        const Icon = need.icon
        return (
          <li key={need.key} className="need">
            <span className="need-icon" aria-hidden>
              <Icon size={16} />
            </span>
            <Link href={need.href} className="need-title">
              {need.title}
            </Link>
            <span className="need-note">{need.note}</span>
            <span className="need-due num" data-tone={due?.tone}>
              {due?.words}
            </span>
            <Button href={need.href} variant="default" size="compact-xs" aria-label={`${need.act}: ${need.title}`}>
              {need.act}
            </Button>
          </li>
        )
      })}
    </ul>
  )
}
