import type { ReactNode } from 'react'
import { None } from '../values.tsx'

type Fact = { label: string; value: ReactNode; hint?: string }

/** What is known of a thing, as a list of terms and values. */
export function Facts({ facts, columns = 1 }: { facts: (Fact | undefined | false | null)[]; columns?: 1 | 2 | 3 }) {
  return (
    <dl className="facts" data-columns={columns}>
      {facts.map((fact) => {
        if (!fact) return null
        return (
          <div key={fact.label}>
            <dt {...(fact.hint ? { title: fact.hint } : {})}>{fact.label}</dt>
            <dd>{fact.value === undefined || fact.value === null || fact.value === '' ? <None /> : fact.value}</dd>
          </div>
        )
      })}
    </dl>
  )
}
