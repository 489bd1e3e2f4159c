import { useState } from 'react'
import { type Key, Frame } from './Frame.tsx'
import { crisp } from './Drawing.tsx'
import type { Look, Twin } from './props.ts'
import { marksOf, scaleOf } from './scale.ts'
import { useWidth } from './width.ts'

/** Of how deep a teal a part is; the first lies lowest. What is not told apart is grey. */
type Part = { label: string; shade: 1 | 2 | 3 | 'rest' | 'late' | 'lost' }

type Props = Look & {
  /** stacked from the axis up, at most four */
  parts: Part[]
  /** one for each period, `values` in the order of the parts */
  columns: { x: string; label: string; values: (number | null)[]; other?: number | null }[]
  /** what the line across a column means: "FY26" */
  other?: string | undefined
  onPick?: ((x: string) => void) | undefined
}

const fills = { 1: 'sum', 2: 'plus', 3: 'soft', rest: 'rest', late: 'late', lost: 'minus' } as const

/** Columns over periods, whole or in parts; each carries what it comes to. */
export function ColumnChart({ parts, columns, other, onPick, ...look }: Props) {
  const [place, width] = useWidth<HTMLDivElement>()
  const [over, setOver] = useState<string>()
  const { format, short = format, height = 280 } = look
  const sums = columns.map((column) => column.values.reduce<number>((sum, value) => sum + (value ?? 0), 0))
  const levels = columns.flatMap(({ values }) =>
    [false, true].map((up) => values.reduce<number>((sum, value) => ((value ?? 0) > 0 === up ? sum + (value ?? 0) : sum), 0)),
  )
  const marks = marksOf([...levels, ...columns.flatMap((column) => column.other ?? [])], { zero: true })
  const left = Math.max(0, ...marks.map((mark) => short(mark).length)) * 6.7 + 10
  const [top, bottom] = [20, height - 24]
  const y = scaleOf([marks[0] ?? 0, marks.at(-1) ?? 1], [bottom, top])
  const span = (width - left - 8) / Math.max(1, columns.length)
  const thick = Math.min(64, span * 0.78)
  const every = Math.max(1, Math.ceil(44 / span))
  const fits = Math.max(0, ...sums.map((sum) => short(sum).length)) * 6.6 < span
  const keys: Key[] = parts.map((part) => ({ fill: fills[part.shade], label: part.label }))
  if (other && keys.length > 0) keys.push({ as: 'ghost', label: other })
  const shown = columns.find((column) => column.x === over)
  return (
    <Frame {...look} keys={keys} twin={twinOf(parts, columns, sums, other)} place={place}>
      <div ref={place} className="chart-place" style={{ height }}>
        {/* biome-ignore lint/a11y/useSemanticElements: a drawing whose parts are pressed is no fieldset */}
        <svg className="ch" width={width} height={height} role="group" aria-label={look.title}>
          {marks.map((mark) => (
            <g key={mark}>
              <line className={mark === 0 ? 'axis' : 'grid'} x1={left} x2={width} y1={crisp(y(mark))} y2={crisp(y(mark))} />
              <text x={left - 8} y={y(mark) + 4} textAnchor="end">
                {short(mark)}
              </text>
            </g>
          ))}
          {columns.map((column, index) => {
            const at = left + 4 + index * span + (span - thick) / 2
            const boxes = stack(column.values)
            const peak = Math.max(0, ...boxes.map((box) => box.to))
            const sum = sums[index] ?? 0
            const some = column.values.some((value) => value !== null)
            return (
              <g
                key={column.x}
                onPointerEnter={() => setOver(column.x)}
                onPointerLeave={() => setOver(undefined)}
                {...(onPick && some
                  ? {
                      role: 'button',
                      tabIndex: 0,
                      className: 'picks',
                      'aria-description': 'Opens the rows',
                      onClick: () => onPick(column.x),
                      onKeyDown: (event) => {
                        if (event.key !== 'Enter' && event.key !== ' ') return
                        event.preventDefault()
                        onPick(column.x)
                      },
                      onFocus: () => setOver(column.x),
                      onBlur: () => setOver(undefined),
                    }
                  : {})}
              >
                <rect className="row" x={left + index * span} y={0} width={span} height={bottom} />
                {boxes.map((box, part) => (
                  <rect
                    key={parts[part]?.label ?? part}
                    className={fills[parts[part]?.shade ?? 1]}
                    x={at}
                    y={y(Math.max(box.from, box.to))}
                    width={thick}
                    height={Math.max(0, Math.abs(y(box.from) - y(box.to)) - (parts.length > 1 ? 1 : 0))}
                    rx={2}
                  />
                ))}
                {column.other !== undefined && column.other !== null && (
                  <>
                    <line className="halo" x1={at - 4} x2={at + thick + 4} y1={y(column.other)} y2={y(column.other)} />
                    <line className="other" x1={at - 4} x2={at + thick + 4} y1={y(column.other)} y2={y(column.other)} />
                  </>
                )}
                {fits && some && (
                  <text className="v" x={at + thick / 2} y={y(peak) - 6} textAnchor="middle">
                    {short(sum)}
                  </text>
                )}
                {index % every === 0 && (
                  <text x={at + thick / 2} y={bottom + 18} textAnchor="middle">
                    {column.label}
                  </text>
                )}
              </g>
            )
          })}
        </svg>
        {shown && (
          <p className="chart-tip" style={{ left: Math.min(width - 190, left + columns.indexOf(shown) * span) }} aria-hidden>
            <b>{format(sums[columns.indexOf(shown)] ?? 0)}</b> {shown.label}
            {parts.length > 1 && parts.map((part, at) => <span key={part.label}>{`${part.label} ${format(shown.values[at] ?? 0)}`}</span>)}
            {other && shown.other !== undefined && shown.other !== null && <span>{`${other} ${format(shown.other)}`}</span>}
          </p>
        )}
      </div>
    </Frame>
  )
}

/** Gains upward from the axis, losses downward. */
function stack(values: (number | null)[]): { from: number; to: number }[] {
  const level = { up: 0, down: 0 }
  return values.map((value) => {
    const way = (value ?? 0) < 0 ? 'down' : 'up'
    const from = level[way]
    level[way] += value ?? 0
    return { from, to: level[way] }
  })
}

function twinOf(parts: Part[], columns: Props['columns'], sums: number[], other: string | undefined): Twin {
  const whole = parts.length > 1
  return {
    first: 'When',
    columns: [...parts.map((part) => part.label), ...(whole ? ['Together'] : []), ...(other ? [other] : [])],
    rows: columns.map((column, index) => ({
      name: column.label,
      values: [...column.values, ...(whole ? [sums[index] ?? 0] : []), ...(other ? [column.other ?? null] : [])],
    })),
  }
}
