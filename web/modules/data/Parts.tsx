import { IconCheck } from '@tabler/icons-react'
import { percentText, titleOf } from '../../kit/index.ts'
import type { Sliced } from './slices.ts'
import { numberShown, type Shape } from './shown.ts'

type Props = {
  sliced: Sliced
  metric: Shape & { label: string; additivity: 'additive' | 'semi' | 'non' }
  by: string
  label: (period: string) => string
  onPick: (period: { from: string; to: string }, name?: string) => void
}
const across = 4
const down = 40

/** The parts in their last periods, each value open to its rows; the last line says whether they add up to the figure. */
export function Parts({ sliced, metric, by, label, onPick }: Props) {
  const { periods, parts, whole } = sliced
  const first = Math.max(0, periods.length - across)
  const shown = periods.map((period, at) => ({ period, at })).slice(first)
  const adds = metric.additivity !== 'non'
  const sums = periods.map((_, at) => parts.reduce((sum, part) => sum + (part.values[at] ?? 0), 0))
  const holds = shown.every(({ at }) => Math.abs((sums[at] ?? 0) - (whole[at] ?? 0)) < 0.005)
  const last = shown.at(-1)?.at ?? 0
  const cell = (value: number | null | undefined, at: number, name?: string) =>
    value === null || value === undefined ? (
      '–'
    ) : (
      <button type="button" className="linkish num" onClick={() => periods[at] && onPick(periods[at], name)}>
        {numberShown(value, metric)}
      </button>
    )
  return (
    <div className="data-scroll">
      <table className="table data-parts" data-dense>
        <caption className="unseen">{by ? `${metric.label} by ${titleOf(by).toLowerCase()}` : `${metric.label}, value by value`}</caption>
        <thead>
          <tr>
            <th scope="col">{by ? titleOf(by) : ''}</th>
            {shown.map(({ period }) => (
              <th key={period.period} scope="col" data-align="right">
                {label(period.period)}
                {period.incomplete && ', so far'}
              </th>
            ))}
            {by && adds && (
              <th scope="col" data-align="right">
                Share
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {parts.slice(0, down).map((part) => (
            <tr key={part.name}>
              <th scope="row">{part.label}</th>
              {shown.map(({ at }) => (
                <td key={at} data-align="right">
                  {cell(part.values[at], at, part.name)}
                </td>
              ))}
              {adds && (
                <td data-align="right" className="num faint">
                  {sums[last] ? percentText((part.values[last] ?? 0) / (sums[last] ?? 1)) : '–'}
                </td>
              )}
            </tr>
          ))}
          {parts.length > down && (
            <tr>
              <th scope="row">{parts.length - down} others</th>
              {shown.map(({ at }) => (
                <td key={at} data-align="right" className="num">
                  {adds
                    ? numberShown(
                        parts.slice(down).reduce((sum, part) => sum + (part.values[at] ?? 0), 0),
                        metric,
                      )
                    : '–'}
                </td>
              ))}
              {adds && <td />}
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">
              {by === '' || !adds ? (
                metric.label
              ) : holds ? (
                <span className="data-adds">
                  <IconCheck size={15} aria-hidden /> adds up to the figure
                </span>
              ) : sliced.cut ? (
                'The whole; you reach a part of it'
              ) : (
                `The whole, ${metric.label}`
              )}
            </th>
            {shown.map(({ at }) => (
              <td key={at} data-align="right">
                {cell(whole[at], at)}
              </td>
            ))}
            {by && adds && <td data-align="right">{holds ? '100%' : ''}</td>}
          </tr>
        </tfoot>
      </table>
    </div>
  )
}
