import type { ReactNode } from 'react'
import { Link } from '../Link.tsx'
import type { Tone } from '../Status.tsx'

export type Figure = {
  label: string
  value: ReactNode
  /** what it is measured against: "of 420" */
  of?: ReactNode
  /** its period or its day; without one a figure says little */
  note?: ReactNode
  /** only for what is late, low or lost */
  tone?: Tone
  href?: string
}

/** The figures that matter, four at most. */
export function Figures({ of }: { of: (Figure | undefined | false)[] }) {
  const shown = of.filter((one) => one !== undefined && one !== false).slice(0, 4)
  if (shown.length === 0) return null
  return (
    <dl className="figs">
      {shown.map((figure) => (
        <div key={figure.label} data-tone={figure.tone}>
          <dt>{figure.label}</dt>
          <dd className="figs-value num">
            {figure.href ? <Link href={figure.href}>{figure.value}</Link> : figure.value}
            {figure.of && <span className="figs-of"> {figure.of}</span>}
          </dd>
          {figure.note && <dd className="figs-note">{figure.note}</dd>}
        </div>
      ))}
    </dl>
  )
}
