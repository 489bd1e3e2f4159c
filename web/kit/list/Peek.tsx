import { IconArrowsMaximize, IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Button, IconButton } from '../controls.tsx'
import { Facts } from '../record/Facts.tsx'
import { Customer } from '../Names.tsx'
import { Kbd } from '../text.tsx'

type PeekProps = {
  name: string
  href: string | undefined
  onStep: (by: number) => void
  onClose: () => void
  first: boolean
  last: boolean
  children: ReactNode
}

/** The record beside its list: up and down go on to the next rows while it is open. */
export function Peek({ name, href, onStep, onClose, first, last, children }: PeekProps) {
  return (
    <aside className="peek" aria-label={`${name}, at a glance`}>
      <div className="peek-top">
        <IconButton label="Close, Esc" size={28} onClick={onClose}>
          <IconX size={16} stroke={1.75} aria-hidden />
        </IconButton>
        <IconButton label="Previous, K" size={28} disabled={first} onClick={() => onStep(-1)}>
          <IconChevronUp size={16} stroke={1.75} aria-hidden />
        </IconButton>
        <IconButton label="Next, J" size={28} disabled={last} onClick={() => onStep(1)}>
          <IconChevronDown size={16} stroke={1.75} aria-hidden />
        </IconButton>
        {href && (
          <span className="peek-open">
            <Button
              variant="default"
              size="xs"
              href={href}
              leftSection={<IconArrowsMaximize size={13} stroke={1.75} aria-hidden />}
              rightSection={<Kbd keys="↵" />}
            >
              Open
            </Button>
          </span>
        )}
      </div>
      <div className="peek-in">{children}</div>
    </aside>
  )
}

type GlanceFigure = { label: string; value: ReactNode; note?: ReactNode; share?: number }
type GlanceProps = {
  name: string
  country?: string | null | undefined
  note?: ReactNode
  figures: (GlanceFigure | undefined | false)[]
  next?: ReactNode
  facts: Parameters<typeof Facts>[0]['facts']
  children?: ReactNode
}

/** What a peek shows: whose it is, up to four figures, what is next, the facts, and what happened lately. */
export function Glance({ name, country, note, figures, next, facts, children }: GlanceProps) {
  return (
    <>
      <Customer name={name} country={country} size="l" note={note} />
      <dl className="peek-figures">
        {figures.map(
          (figure) =>
            figure && (
              <div key={figure.label}>
                <dt>{figure.label}</dt>
                <dd>
                  <span className="peek-figure num">{figure.value}</span>
                  {figure.share !== undefined && (
                    <span className="peek-meter" aria-hidden>
                      <span style={{ inlineSize: `${Math.min(1, figure.share) * 100}%` }} />
                    </span>
                  )}
                  {figure.note && <span className="peek-note">{figure.note}</span>}
                </dd>
              </div>
            ),
        )}
      </dl>
      {next}
      <Facts facts={facts} />
      {children}
    </>
  )
}
