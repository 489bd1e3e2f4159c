import type { ReactNode } from 'react'
import { agoText, Link, Section } from '../../kit/index.ts'

type Came = { id: string; name: string; created_at: string; by: { name: string } }

/** What came in before, the newest first. */
export function Earlier<T extends Came>({
  items,
  none,
  href,
  state,
}: {
  items: readonly T[]
  none: string
  href: string
  state: (one: T) => ReactNode
}) {
  return (
    <Section title="Earlier">
      {items.length === 0 ? (
        <p className="quiet">{none}</p>
      ) : (
        <ul className="import-earlier">
          {items.map((one) => (
            <li key={one.id}>
              <Link href={`${href}/${one.id}`}>{one.name}</Link>
              <span className="faint">
                {agoText(one.created_at)} · {one.by.name}
              </span>
              {state(one)}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
