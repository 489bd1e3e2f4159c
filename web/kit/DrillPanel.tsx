import { UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconSum } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Drawer } from './controls.tsx'

type Step = { title: string; onClick?: () => void }

type DrillPanelProps = {
  open: boolean
  onClose: () => void
  title: string
  /** from the figure inwards; the last is where one is */
  steps?: Step[]
  /** the check of the drill law: what the rows add up to, and what the figure says */
  check?: { rows: string; total: string; figure: string; holds: boolean }
  definition?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** The rows behind a figure, from the side; the figure stays in sight on a wide screen. */
export function DrillPanel({ open, onClose, title, steps = [], check, definition, actions, children }: DrillPanelProps) {
  return (
    <Drawer opened={open} onClose={onClose} position="right" size="min(760px, 100vw)" title={title} classNames={{ body: 'drill-body' }}>
      {steps.length > 1 && (
        <nav className="crumbs" aria-label="Drill path">
          <ol>
            {steps.map((step) => (
              <li key={step.title}>
                {step.onClick ? <UnstyledButton onClick={step.onClick}>{step.title}</UnstyledButton> : <span>{step.title}</span>}
              </li>
            ))}
          </ol>
        </nav>
      )}
      {definition && <div className="drill-definition">{definition}</div>}
      {(check || actions) && (
        <div className="drill-bar">
          {check && (
            <p className="drill-check num" data-tone={check.holds ? 'good' : 'bad'} role="status">
              {check.holds ? <IconSum size={15} aria-hidden /> : <IconAlertTriangle size={15} aria-hidden />}
              {check.rows} = {check.total}
              {!check.holds && <span> but the figure says {check.figure}</span>}
            </p>
          )}
          {actions}
        </div>
      )}
      {children}
    </Drawer>
  )
}
