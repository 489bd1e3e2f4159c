import { type ReactNode, type RefObject, useId, useState } from 'react'
import { MoreMenu } from '../controls.tsx'
import { countText } from '../format.ts'
import { Segments } from '../Segments.tsx'
import { download } from '../table/columns.ts'
import type { Look, Twin } from './props.ts'
import { csvOf } from './twin.ts'
import './charts.css'
import './ink.css'

export type Key = { as: 'line' | 'plan' | 'fc' | 'ghost'; label: string } | { fill: string; label: string }

type Props = Pick<Look, 'title' | 'bare' | 'note' | 'actions' | 'format' | 'empty'> & {
  keys?: Key[]
  twin: Twin
  /** where the drawing is, for the picture to be saved */
  place: RefObject<HTMLElement | null>
  children: ReactNode
}

/** The head of a chart, the choice of picture or table, and what can be taken away. The table is there for those who cannot see the picture. */
export function Frame({ title, bare, note, actions, format, empty, keys = [], twin, place, children }: Props) {
  const [as, setAs] = useState<'chart' | 'table'>('chart')
  const id = useId()
  if (twin.rows.every((row) => row.values.every((value) => value === null)))
    return (
      <figure className="chart" aria-labelledby={id}>
        <figcaption id={id} className={bare ? 'unseen' : 'chart-title'}>
          {title}
        </figcaption>
        <p className="chart-none">{empty ?? 'There are no figures for these days yet.'}</p>
      </figure>
    )
  const name = title.toLowerCase().replaceAll(/[^\p{L}\d]+/gu, '-')
  const save = () => {
    const drawing = place.current?.querySelector('svg')
    if (drawing) void import('./picture.ts').then(({ savePicture }) => savePicture(drawing, name))
  }
  return (
    <figure className="chart" aria-labelledby={id}>
      <figcaption className="chart-head">
        <div>
          <span id={id} className={bare ? 'unseen' : 'chart-title'}>
            {title}
          </span>
          {note && <span className="chart-note">{note}</span>}
          {keys.length > 1 && as === 'chart' && <Legend keys={keys} />}
        </div>
        <div className="chart-actions">
          {actions}
          <Segments
            label={`Show ${title} as`}
            value={as}
            onChange={setAs}
            options={[
              { value: 'chart', label: 'Chart' },
              { value: 'table', label: 'Table' },
            ]}
          />
          <MoreMenu
            label={`Take ${title} away`}
            acts={[
              as === 'chart' ? { title: 'Save the picture (PNG)', onClick: save } : undefined,
              { title: 'Save the figures (CSV)', onClick: () => download(`${name}.csv`, csvOf(twin)) },
            ]}
          />
        </div>
      </figcaption>
      {as === 'chart' && children}
      <div className={as === 'table' ? 'chart-table' : 'unseen'}>
        <Table title={title} twin={twin} format={format} />
      </div>
    </figure>
  )
}

function Legend({ keys }: { keys: Key[] }) {
  return (
    <ul className="chart-keys">
      {keys.map((key) => (
        <li key={key.label}>
          {'as' in key ? (
            <svg className="ch" width="18" height="8" aria-hidden="true">
              <path className={key.as} d="M0 4H18" />
            </svg>
          ) : (
            <svg className="ch" width="8" height="8" aria-hidden="true">
              <rect className={key.fill} width="8" height="8" rx="2" />
            </svg>
          )}
          {key.label}
        </li>
      ))}
    </ul>
  )
}

function Table({ title, twin, format }: { title: string; twin: Twin; format: (value: number) => string }) {
  return (
    <table className="table" data-dense>
      <caption className="unseen">{title}</caption>
      <thead>
        <tr>
          <th scope="col">{twin.first}</th>
          {twin.columns.map((column) => (
            <th key={column} scope="col" data-align="right">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {twin.rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">{row.name}</th>
            {row.values.map((value, index) => (
              <td key={twin.columns[index]} data-align="right" className="num">
                {value === null ? '–' : twin.plain?.includes(index) ? countText(value) : format(value)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
