import type { ReactNode } from 'react'
import { Initials } from '../Names.tsx'
import { type Act, RecordActs } from './Acts.tsx'

export type RecordHeadProps = {
  name: string
  /** whose initials stand before the name: a company's, a person's; an icon for what has no name of its own */
  of?: string
  person?: boolean
  icon?: ReactNode
  /** one line of facts: where, what, since when, whose */
  line?: (ReactNode | undefined | false | null)[]
  badge?: ReactNode
  /** what can be done to it; the filled button is the next act's */
  acts?: readonly (Act | undefined | false)[]
}

/** Who or what this is, at a glance. */
export function RecordHead({ name, of, person = false, icon, line = [], badge, acts = [] }: RecordHeadProps) {
  const facts = line.filter((one) => one !== undefined && one !== null && one !== false && one !== '')
  return (
    <header className="record-head">
      {icon ? (
        <span className="record-tile" aria-hidden>
          {icon}
        </span>
      ) : (
        <Initials name={of ?? name} size="xl" round={person} />
      )}
      <div className="record-name">
        <div className="record-title">
          <h1>{name}</h1>
          {badge}
        </div>
        {facts.length > 0 && (
          <p className="record-line">
            {facts.map((fact, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the facts of a line have their place and nothing else
              <span key={at}>{fact}</span>
            ))}
          </p>
        )}
      </div>
      <RecordActs name={name} acts={acts} />
    </header>
  )
}
