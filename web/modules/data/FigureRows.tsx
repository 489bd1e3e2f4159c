import { useEffect, useState } from 'react'
import { type Cell, drillsAsk } from '../../../server/modules/data/contract.ts'
import { ask, type AskOutput, useAsk } from '../../ask.ts'
import { Answer, Button, type Column, Count, Day, DrillPanel, Empty, Loading, Note, None, PlainTable, Problem } from '../../kit/index.ts'
import { isNamed, sliceText } from './slices.ts'
import { addDays, figureShown, reasonShown } from './shown.ts'

export type FigureCell = { metric: string; from: string; to: string; filter?: Cell['filter'] }
type Drill = AskOutput<typeof drillsAsk>
type DrillRow = Drill['rows'][number]
type Stop = { title: string; cell: FigureCell }

export type FigureRowsProps = { title: string; cell: FigureCell | undefined; onClose: () => void }

/** The rows behind a figure, and the figures behind those rows, with the check that they add up. */
export default function FigureRows({ title, cell, onClose }: FigureRowsProps) {
  const [path, setPath] = useState<Stop[]>([])
  const start = cell ? JSON.stringify(cell) : ''
  // another figure begins another path
  useEffect(() => setPath(start ? [{ title, cell: JSON.parse(start) as FigureCell }] : []), [start, title])
  const here = path.at(-1)
  const asked = useAsk(
    drillsAsk,
    { cell: here?.cell ?? { metric: 'arr', from: '2000-01-01', to: '2000-01-02' }, limit: 100 },
    { enabled: here !== undefined },
  )
  const drill = here ? asked.data : undefined
  return (
    <DrillPanel
      open={cell !== undefined}
      onClose={onClose}
      title={drill ? drill.label : title}
      steps={path.map((stop, index) => ({
        title: stop.title,
        ...(index < path.length - 1 ? { onClick: () => setPath(path.slice(0, index + 1)) } : {}),
      }))}
      {...(drill ? { check: checkOf(drill), definition: spanOf(drill) } : {})}
    >
      {here && (
        <Answer of={asked} loading={<Loading rows={8} />}>
          {(answer) => <Rows key={JSON.stringify(here.cell)} drill={answer} onOpen={(stop) => setPath([...path, stop])} />}
        </Answer>
      )}
    </DrillPanel>
  )
}

function checkOf(drill: Drill) {
  const shape = { unit: drill.unit, rounding: drill.rounding }
  const figure = figureShown(drill.value, shape)
  if (drill.kind === 'inputs') return { rows: drill.expr ?? '', total: figureShown(drill.shown, shape), figure, holds: drill.adds_up }
  const total = Number(drill.shown ?? 0) + Number(drill.remaining) + Number(drill.hidden.amount)
  const rows = `${drill.count.toLocaleString()} ${drill.count === 1 ? 'row' : 'rows'}`
  return {
    rows: drill.hidden.rows > 0 ? `${rows} and ${drill.hidden.rows.toLocaleString()} not shown to you` : rows,
    total: figureShown(String(total), shape),
    figure,
    holds: drill.adds_up,
  }
}

function spanOf(drill: Drill) {
  const { from, to } = drill.cell
  const last = addDays(to, -1)
  const picked = drill.kind === 'picked' ? ', counted on its last whole day' : ''
  return (
    <>
      {from === last ? (
        <Day day={from} />
      ) : (
        <>
          <Day day={from} /> to <Day day={last} />
        </>
      )}
      {from === last ? '' : picked}
      {Object.entries(drill.cell.filter ?? {})
        // a customer has an id there, and a name in the rows
        .filter(([name]) => name !== 'account')
        .map(([name, values]) => (
          <span key={name} className="faint">
            {' · '}
            {name.replaceAll('_', ' ')}:{' '}
            {values
              .map((value) => sliceText(name, value))
              .join(', ')
              .slice(0, 60)}
          </span>
        ))}
    </>
  )
}

function Rows({ drill, onOpen }: { drill: Drill; onOpen: (stop: Stop) => void }) {
  const [more, setMore] = useState<{ rows: DrillRow[]; next: string | null; remaining: string } | undefined>()
  const [trouble, setTrouble] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const rows = [...drill.rows, ...(more?.rows ?? [])]
  const next = more ? more.next : drill.next
  const shape = { unit: drill.unit, rounding: drill.rounding }
  async function readOn() {
    if (!next) return
    setBusy(true)
    try {
      const page = await ask(drillsAsk, { cell: drill.cell, cursor: next, limit: 200 }, { key: null })
      setMore({ rows: [...(more?.rows ?? []), ...page.rows], next: page.next, remaining: page.remaining })
    } catch (error) {
      setTrouble(error)
    }
    setBusy(false)
  }
  const reason = reasonShown(drill.reason)
  return (
    <>
      {reason && <Note tone="warn">{reason}</Note>}
      <PlainTable
        label="Rows"
        dense
        rows={rows}
        rowKey={(row) => row.key}
        rowHref={(row) => (row.cell ? undefined : (row.href ?? undefined))}
        {...(drill.rows.some((row) => row.cell)
          ? { onRow: (row: DrillRow) => row.cell && onOpen({ title: nameOf(row), cell: row.cell }) }
          : {})}
        columns={columnsOf(drill)}
        empty={
          drill.hidden.rows > 0 ? (
            <Empty title="No rows for you">The rows of this figure are of accounts that your roles do not reach.</Empty>
          ) : (
            <Empty title="No rows">Nothing counts toward this figure in this period.</Empty>
          )
        }
      />
      {drill.hidden.rows > 0 && (
        <Note>
          {drill.hidden.rows.toLocaleString()} more {drill.hidden.rows === 1 ? 'row' : 'rows'}, not shown to you, hold{' '}
          {figureShown(drill.hidden.amount, shape)}.
        </Note>
      )}
      {trouble !== undefined && <Problem error={trouble} />}
      {next && (
        <p className="num faint">
          <Button variant="default" onClick={() => void readOn()} loading={busy}>
            Show more
          </Button>{' '}
          {(drill.count - rows.length).toLocaleString()} more rows hold {figureShown(more?.remaining ?? drill.remaining, shape)}
        </p>
      )}
    </>
  )
}

function columnsOf(drill: Drill): Column<DrillRow>[] {
  const [first] = drill.columns
  const shown = drill.columns.map(
    (column): Column<DrillRow> => ({
      id: column.name,
      title: column.label,
      phone: column === first ? 'title' : 'value',
      ...(column.kind === 'money' || column.kind === 'count' || column.kind === 'decimal' ? { align: 'right' as const } : {}),
      text: (row) => {
        const value = row.cells[column.name]
        return typeof value === 'boolean' ? String(value) : value
      },
      sort: true,
      cell: (row) => {
        const value = row.cells[column.name]
        // rows know a product or an edition by its code; people know its words, here as in every breakdown
        if (isNamed(column.name) && typeof value === 'string' && value !== '') return sliceText(column.name, value)
        return cellShown(value, column.kind, drill)
      },
    }),
  )
  const repeats = drill.kind === 'picked' || drill.kind === 'sum' ? drill.columns.some((column) => column.kind === 'money') : false
  if (repeats) return shown
  return [
    ...shown,
    {
      id: 'contribution',
      title: 'Counts as',
      align: 'right',
      cell: (row) => (
        <span className="num">
          {figureShown(row.contribution, { unit: drill.kind === 'inputs' ? inputUnit(drill) : drill.unit, rounding: drill.rounding })}
        </span>
      ),
      text: (row) => Number(row.contribution ?? 0),
      sort: true,
    },
  ]
}

/** Inputs of a share are amounts, not shares. */
function inputUnit(drill: Drill): string {
  return drill.unit === 'ratio' ? 'count' : drill.unit
}

function cellShown(value: string | number | boolean | null | undefined, kind: string, drill: Drill) {
  if (value === null || value === undefined || value === '') return <None />
  if (kind === 'day') return <Day day={String(value)} />
  if (kind === 'money') return <span className="num">{figureShown(String(value), { unit: moneyOf(drill), rounding: 2 })}</span>
  if (kind === 'count' || kind === 'decimal') return <Count value={Number(value)} />
  if (kind === 'flag') return value ? 'yes' : 'no'
  return <span className="clip">{String(value)}</span>
}

/** Money columns are in the reporting currency; a counted metric's own unit does not say which. */
function moneyOf(drill: Drill): string {
  return /^[A-Z]{3}$/.test(drill.unit) ? drill.unit : 'decimal'
}

function nameOf(row: DrillRow): string {
  const name = row.cells['account_name'] ?? row.cells['label'] ?? row.key
  return String(name)
}
