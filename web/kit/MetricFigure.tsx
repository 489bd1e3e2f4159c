import { HoverCard, UnstyledButton } from '@mantine/core'
import { IconArrowDownRight, IconArrowUpRight, IconMinus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { None } from './values.tsx'
import { Sparkline } from './Sparkline.tsx'

export type Delta = { text: string; direction: 'up' | 'down' | 'flat'; good?: boolean; since?: string }

export type MetricFigureProps = {
  label: string
  /** the figure as it reads: "€1.24M"; undefined while it is not known */
  value: ReactNode
  /** what it means, one or two sentences, and its formula if short */
  definition?: ReactNode
  delta?: Delta
  series?: (number | null)[]
  /** how fresh: "as of 24 Nov", or why it is not */
  asOf?: ReactNode
  state?: 'fresh' | 'late' | 'stale' | 'incomplete'
  /** opens the rows behind the figure */
  onDrill?: () => void
  size?: 'normal' | 'large'
}

/** A number that is a metric: its definition on hover and focus, its rows on click. */
export function MetricFigure(props: MetricFigureProps): ReactNode {
  const { label, value, definition, delta, series, asOf, state = 'fresh', onDrill, size = 'normal' } = props
  const body = (
    <>
      <span className="metric-label">{label}</span>
      <span className="metric-row">
        <span className="metric-value num">{value ?? <None why="not known yet" />}</span>
        {series && (
          <Sparkline values={series} label={`${label}, trend`} width={size === 'large' ? 160 : 96} height={size === 'large' ? 44 : 30} />
        )}
      </span>
      <span className="metric-foot">
        {delta && <DeltaText delta={delta} />}
        {asOf && (
          <span className="metric-asof" data-state={state}>
            {asOf}
          </span>
        )}
      </span>
    </>
  )
  const told = typeof definition === 'string' ? { 'aria-description': definition } : {}
  const face = onDrill ? (
    <UnstyledButton className="metric" data-size={size} onClick={onDrill} {...told}>
      {body}
    </UnstyledButton>
  ) : (
    <div className="metric" data-size={size}>
      {body}
    </div>
  )
  if (!definition) return face
  return (
    <HoverCard openDelay={450} closeDelay={80} width={320} shadow="md" position="bottom-start">
      <HoverCard.Target>{face}</HoverCard.Target>
      <HoverCard.Dropdown>
        <div className="definition">
          <p className="definition-name">{label}</p>
          <div>{definition}</div>
          {onDrill && <p className="faint">Click for the rows behind it.</p>}
        </div>
      </HoverCard.Dropdown>
    </HoverCard>
  )
}

/** A change with its direction; green or red by whether it is good, not by its sign. */
export function DeltaText({ delta }: { delta: Delta }): ReactNode {
  const Icon = delta.direction === 'up' ? IconArrowUpRight : delta.direction === 'down' ? IconArrowDownRight : IconMinus
  const tone = delta.good === undefined ? 'calm' : delta.good ? 'good' : 'bad'
  return (
    <span className="delta num" data-tone={tone}>
      <Icon size={14} aria-hidden />
      <span className="unseen">{delta.direction}</span>
      {delta.text}
      {delta.since && <span className="faint"> {delta.since}</span>}
    </span>
  )
}

/** Several figures in one bordered strip. */
export function Figures({ children }: { children: ReactNode }) {
  return <div className="figures">{children}</div>
}
