import { useState } from 'react'
import { accountsList } from '../../../server/modules/customers/contract.ts'
import { figuresAsk } from '../../../server/modules/data/contract.ts'
import { useAsk, useAskPaged } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import { Answer, countOf, dayText, Loading, monthOf, PlainTable, Section, Segments, titleOf, useQueryText } from '../../kit/index.ts'
import type { FigureCell } from './FigureRows.tsx'
import { type Move, movesOf } from './moves.ts'
import { sliceText } from './slices.ts'
import { addDays, changeShown, monthName, type Shape } from './shown.ts'

export type MovedProps = {
  metric: Shape & { id: string; dimensions: string[] }
  today: string
  /** what the figure itself changed by since the end of the month before */
  gain: number
  onPick: ((cell: FigureCell) => void) | undefined
}

/** Rows that are seen before the others are asked for. */
const seenFirst = 8
/** No more than whose names are asked for in one question. */
const most = 25
/** What a reader asks first; a server by itself says nothing. */
const preferred = ['account', 'product_family', 'country', 'licensing', 'segment', 'edition']

/** What moved a level in the running month, by customer or another part: each opens its rows, and they come to the change. */
export default function Moved({ metric, today, gain, onPick }: MovedProps) {
  const may = useMay()
  const ways = preferred.filter((name) => metric.dimensions.includes(name)).slice(0, 3)
  const [by, setBy] = useQueryText('moved', ways[0] ?? '')
  const [all, setAll] = useState(false)
  const way = ways.includes(by) ? by : (ways[0] ?? '')
  const first = monthOf(today)
  const ask = { metrics: [metric.id], dimensions: [way], grain: 'total' as const }
  const [was, is] = [
    { from: addDays(first, -1), to: first },
    { from: today, to: addDays(today, 1) },
  ]
  const before = useAsk(figuresAsk, { ...ask, ...was }, { keep: true, enabled: way !== '' })
  const now = useAsk(figuresAsk, { ...ask, ...is }, { keep: true, enabled: way !== '' })
  const found = before.data && now.data ? movesOf(metric.id, way, before.data.rows, now.data.rows, metric.rounding) : undefined
  const shown = found?.moves.slice(0, all ? most : seenFirst) ?? []
  const names = useAccountNames(way === 'account' && may('customers.read') ? shown.map(({ name }) => name) : [])
  if (way === '') return null
  const nameOf = (name: string) => (way === 'account' ? (names.get(name) ?? 'A customer') : sliceText(way, name))
  const change = (value: number) => changeShown(value, metric)
  const cut = before.data?.cut === true || now.data?.cut === true
  return (
    <Section
      title={`What moved it in ${monthName(first)}`}
      {...(found
        ? { note: `${countOf(found.moves.length, way === 'account' ? 'customer' : 'part')} since ${dayText(was.from, 'short')}` }
        : {})}
      actions={
        <Segments
          label="By"
          value={way}
          onChange={setBy}
          options={ways.map((name) => ({ value: name, label: `By ${name === 'account' ? 'customer' : titleOf(name).toLowerCase()}` }))}
        />
      }
      flush
    >
      <Answer of={before.data ? now : before} loading={<Loading rows={4} />}>
        {() => (
          <>
            <PlainTable
              label={`What moved it, by ${way}`}
              dense
              rows={shown}
              rowKey={(row) => row.name}
              {...(onPick
                ? {
                    onRow: (row: Move) => onPick({ metric: metric.id, ...(row.what === 'Left' ? was : is), filter: { [way]: [row.name] } }),
                  }
                : {})}
              empty={<p className="quiet">Nothing moved it in these days.</p>}
              columns={[
                {
                  id: 'name',
                  title: way === 'account' ? 'Customer' : titleOf(way),
                  phone: 'title',
                  width: '34%',
                  cell: (row) => nameOf(row.name),
                },
                { id: 'what', title: 'What', width: '12%', cell: (row) => row.what },
                {
                  id: 'bar',
                  title: '',
                  width: '32%',
                  phone: 'hide',
                  cell: (row) => <Bar change={row.change} most={Math.abs(shown[0]?.change ?? 1)} />,
                },
                { id: 'change', title: 'Change', align: 'right', cell: (row) => <span className="num">{change(row.change)}</span> },
              ]}
            />
            {found && found.moves.length > 0 && (
              <p className="moved-sum">
                <span>{sumWords(found, gain, cut)}</span>
                {found.moves.length > shown.length && !all && (
                  <button type="button" className="linkish" onClick={() => setAll(true)}>
                    {found.moves.length > most ? `The ${most} largest` : `All ${found.moves.length}`}
                  </button>
                )}
                <b className="num">{change(found.sum)}</b>
              </p>
            )}
          </>
        )}
      </Answer>
    </Section>
  )
}

/** Whether the parts come to the figure: some overlap, and of some the reader sees only a part. */
function sumWords({ moves, sum }: ReturnType<typeof movesOf>, gain: number, cut: boolean): string {
  if (cut) return 'Those whom you may see come to'
  const said = `${moves.length.toLocaleString()} ${moves.length === 1 ? 'row' : 'rows'}`
  return Math.abs(gain - sum) < 0.01 ? `${said} add up to the figure` : `${said}; parts overlap, so that they do not add up to the figure`
}

function Bar({ change, most }: { change: number; most: number }) {
  const share = `${((Math.abs(change) / (most || 1)) * 50).toFixed(1)}%`
  return (
    <span className="moved-bar">
      <span
        data-down={change < 0 || undefined}
        style={{ width: share, ...(change < 0 ? { insetInlineEnd: '50%' } : { insetInlineStart: '50%' }) }}
      />
    </span>
  )
}

function useAccountNames(ids: readonly string[]): Map<string, string> {
  const asked = useAskPaged(accountsList, { where: [`name:is:${ids.join('|')}`], limit: most }, { enabled: ids.length > 0, keep: true })
  return new Map(asked.rows.map((row) => [row.id, row.name]))
}
