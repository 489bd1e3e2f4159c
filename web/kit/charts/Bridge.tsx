import type { ReactNode } from 'react'
import { Frame } from './Frame.tsx'
import type { Look } from './props.ts'
import { scaleOf } from './scale.ts'
import { stepsOf } from './steps.ts'
import { useWidth } from './width.ts'

type BridgeStep = {
  label: string
  value: number
  /** how many customers, contracts … it is made of; a small figure beside the name */
  count?: number | undefined
  /** what a press on it opens */
  onPick?: (() => void) | undefined
}

type Props = Omit<Look, 'short' | 'height'> & {
  /** what led from one level to the other, in their order */
  steps: BridgeStep[]
  /** the name of the last row, which they come to */
  net: string
  onNet?: (() => void) | undefined
  /** what the small figures count: "customers" */
  counts?: string | undefined
  foot?: ReactNode
}

const row = 34
const bar = 20

/** What changed, row by row: from zero, each where the one before ended, the net last. Every row says its value. */
export function Bridge({ steps, net, onNet, counts, foot, ...look }: Props) {
  const [place, width] = useWidth<HTMLDivElement>(360)
  const { format } = look
  const moves = steps.filter((step) => step.value !== 0)
  const { steps: bars, net: sum, low, high } = stepsOf(moves.map((step) => step.value))
  const rows = [
    ...moves.map((step, index) => ({ ...step, from: bars[index]?.from ?? 0, to: bars[index]?.to ?? 0 })),
    { label: net, value: sum, from: 0, to: sum, onPick: onNet, count: undefined },
  ]
  const names = Math.min(width * 0.36, Math.max(...rows.map((one) => one.label.length)) * 6.2 + 8)
  const counted = rows.some((one) => one.count !== undefined)
  const left = names + (counted ? 30 : 6)
  const values = Math.max(...rows.map((one) => format(one.value).length)) * 6.9 + 10
  const x = scaleOf([low, high], [left, Math.max(left + 20, width - values)])
  const twin = {
    first: 'Step',
    columns: counted ? ['Change', capital(counts ?? 'count')] : ['Change'],
    plain: [1],
    rows: rows.map((one) => ({ name: one.label, values: [one.value, ...(counted ? [one.count ?? null] : [])] })),
  }
  const shown = moves.length === 0 ? { ...twin, rows: [] } : twin
  return (
    <Frame {...look} twin={shown} place={place} format={format}>
      <div ref={place} className="chart-bridge">
        {/* biome-ignore lint/a11y/useSemanticElements: a drawing whose parts are pressed is no fieldset */}
        <svg className="ch" width={width} height={rows.length * row + 8} role="group" aria-label={look.title}>
          <line className="axis" x1={x(0)} x2={x(0)} y1={0} y2={rows.length * row + 4} />
          {rows.map((one, index) => {
            const top = index * row + 7
            const last = index === rows.length - 1
            const [start, end] = [Math.min(x(one.from), x(one.to)), Math.max(x(one.from), x(one.to))]
            return (
              <g
                key={one.label}
                {...(one.onPick
                  ? {
                      role: 'button',
                      tabIndex: 0,
                      className: 'picks',
                      'aria-description': 'Opens the rows',
                      onClick: one.onPick,
                      onKeyDown: (event) => {
                        if (event.key !== 'Enter' && event.key !== ' ') return
                        event.preventDefault()
                        one.onPick?.()
                      },
                    }
                  : {})}
              >
                <rect className="row" x={0} y={index * row} width={width} height={row} rx={4} />
                <text className={last ? 'v' : 'n'} x={0} y={top + 14}>
                  {one.label}
                </text>
                {one.count !== undefined && (
                  <text x={left - 12} y={top + 14} textAnchor="end">
                    {one.count}
                  </text>
                )}
                <rect
                  className={last ? 'sum' : one.value < 0 ? 'minus' : 'plus'}
                  x={start}
                  y={top}
                  width={Math.max(1.5, end - start)}
                  height={bar}
                  rx={2}
                />
                {!last && <line className="con" x1={x(one.to)} x2={x(one.to)} y1={top + bar} y2={top + row} />}
                <text className="v" x={width} y={top + 14} textAnchor="end">
                  {format(one.value)}
                </text>
              </g>
            )
          })}
        </svg>
        <p className="chart-note">{foot ?? `Starts at zero${counts && counted ? `; the small figures count ${counts}` : ''}.`}</p>
      </div>
    </Frame>
  )
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
