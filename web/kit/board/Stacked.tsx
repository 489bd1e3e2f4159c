import './strip.css'
import type { ReactNode } from 'react'
import { Hint } from '../controls.tsx'
import { figureText, type Said, saidText } from './said.ts'

type StackedPart = { key: string; label: string; says: string; shade: 'full' | 'soft' | 'bad'; value: string }
type StackedColumn = { key: string; label: Said; values: Record<string, string> }

/** Columns of named parts. Few of them carry their values; many carry a name at every second or fourth. A table says the same to who cannot see it. */
export function Stacked(props: {
  title: string
  unit: string
  parts: readonly StackedPart[]
  columns: readonly StackedColumn[]
}): ReactNode {
  const { title, unit, parts, columns } = props
  const sumOf = (column: StackedColumn) => parts.reduce((sum, part) => sum + Number(column.values[part.key] ?? 0), 0)
  const most = Math.max(...columns.map(sumOf))
  const few = columns.length <= 6
  const every = few ? 1 : Math.ceil(columns.length / 5)
  if (!(most > 0)) return null
  return (
    <figure className="stacked" data-few={few || undefined}>
      <figcaption className="unseen">{title}</figcaption>
      <div className="stacked-drawn" aria-hidden>
        {columns.map((column, at) => (
          <div key={column.key} className="stacked-column">
            <div className="stacked-bar">
              {few && <span className="stacked-value num">{figureText(String(sumOf(column)), unit)}</span>}
              {parts.map((part) => {
                const value = Number(column.values[part.key] ?? 0)
                return value > 0 ? <span key={part.key} data-shade={part.shade} style={{ blockSize: `${(value / most) * 100}%` }} /> : null
              })}
            </div>
            <span className="stacked-name num">{few || (at % every === 0 && at < columns.length - 2) ? saidText(column.label) : ''}</span>
          </div>
        ))}
      </div>
      <ul className="stacked-parts">
        {parts.map((part) => (
          <li key={part.key}>
            <Hint text={part.says}>
              <span className="stacked-swatch" data-shade={part.shade} />
              <span className="num">
                {part.label} {figureText(part.value, unit)}
              </span>
            </Hint>
          </li>
        ))}
      </ul>
      <table className="unseen">
        <caption>{title}</caption>
        <thead>
          <tr>
            <td />
            {parts.map((part) => (
              <th key={part.key} scope="col">
                {part.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <tr key={column.key}>
              <th scope="row">{saidText(column.label)}</th>
              {parts.map((part) => (
                <td key={part.key}>{figureText(column.values[part.key] ?? '0', unit)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}
