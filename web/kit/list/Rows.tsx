import { UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { type MouseEvent, type ReactNode, useEffect, useMemo, useRef } from 'react'
import type { Column, List as Declared } from '../../../server/kernel/list/list.ts'
import { sortsOf } from '../../../server/kernel/list/list.ts'
import { Link } from '../Link.tsx'
import { Cell } from './Cell.tsx'
import { EditCell } from './EditCell.tsx'
import { widthOf } from './fit.ts'
import type { CellEdit } from './parts.ts'
import { topToSee } from './in-sight.ts'
import { Tick } from './Tick.tsx'
import { useInSight } from './useInSight.ts'

export type Look<Row> = {
  list: Declared
  rows: Row[]
  names: string[]
  rowKey: (row: Row) => string
  nameOf: (row: Row) => string
  cells: Record<string, (row: Row) => ReactNode>
  away: readonly string[]
  href: ((row: Row) => string | undefined) | undefined
  chosen: ReadonlySet<string>
  choose: (keys: string[], on: boolean) => void
  current: string | undefined
  waiting: boolean
  onEnd: () => void
}

type RowsProps<Row> = Look<Row> & {
  label: string
  sort: string
  sorts: boolean
  onSort: (sort: string) => void
  fetching: boolean
  /** shows a row beside the list; false where there is nothing to show */
  onPress: (row: Row) => boolean
  edit: Record<string, CellEdit<Row>>
  editing: string | undefined
  onEditing: (cell: string | undefined) => void
  /** how many rows there are, −1 while more may come */
  count: number
  /** pixels that the columns share; what they do not need is theirs, not the tick’s */
  room: number
}

/** The rows as a table. Only those in sight are drawn, so that ten thousand scroll as one does. */
export function Rows<Row>(props: RowsProps<Row>) {
  const { list, rows, names, rowKey, waiting } = props
  const scroller = useRef<HTMLDivElement>(null)
  const tall = useMemo(rowHeight, [])
  const { first, end } = useInSight(scroller, rows.length, tall, 12)
  const seen = rows.slice(first, end)
  const lastSeen = first + seen.length - 1
  const at = useMemo(() => rows.findIndex((row) => rowKey(row) === props.current), [rows, rowKey, props.current])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the end comes near
  useEffect(() => {
    if (lastSeen >= rows.length - 20 && rows.length > 0) props.onEnd()
  }, [lastSeen, rows.length])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another row is the one
  useEffect(() => {
    if (at < 0) return
    const box = scroller.current
    // the head lies over the first rows when one scrolls to them
    if (box) box.scrollTop = topToSee(at, { top: box.scrollTop, height: box.clientHeight }, tall, 34)
    const focus = () => {
      const inField = document.activeElement?.closest('input:not([type="checkbox"]),textarea,select,[role="dialog"]')
      if (!inField) scroller.current?.querySelector<HTMLElement>('tr[data-current] .list-open')?.focus({ preventScroll: true })
    }
    const frame = requestAnimationFrame(focus)
    return () => cancelAnimationFrame(frame)
  }, [props.current])
  const before = first * tall
  const after = (rows.length - first - seen.length) * tall
  const keys = useMemo(() => rows.map(rowKey), [rows, rowKey])
  // scrolling draws what comes into sight and nothing that is there: lines are made once for what the list was handed
  // biome-ignore lint/correctness/useExhaustiveDependencies: other props, other lines
  const drawn = useMemo(() => new Map<number, ReactNode>(), [props])
  const lineAt = (index: number, row: Row): ReactNode => {
    const made = drawn.get(index) ?? <Line key={keys[index]} row={row} index={index} {...props} />
    drawn.set(index, made)
    return made
  }
  const needed = names.reduce((sum, name, n) => sum + widthOf(list.columns[name], n === 0), 0)
  // what a row is has half of the room that is left, so that it is read whole; the others share the rest
  const left = Math.max(0, props.room - needed)
  const own = widthOf(list.columns[names[0] ?? ''], true)
  const share = left / 2 / Math.max(1, needed - own)
  const picked = useMemo(() => keys.filter((key) => props.chosen.has(key)).length, [keys, props.chosen])
  return (
    <div className="list-scroller" ref={scroller} data-fetching={props.fetching || undefined} tabIndex={-1}>
      <table className="list" aria-label={props.label} aria-busy={waiting} aria-rowcount={props.count < 0 ? -1 : props.count + 1}>
        <colgroup>
          <col className="list-tick" />
          {names.map((name, at) => (
            <col
              key={name}
              style={{
                width: Math.floor(at === 0 ? own + (names.length > 1 ? left / 2 : left) : widthOf(list.columns[name]) * (1 + share)),
              }}
            />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th scope="col" className="list-tick">
              <Tick
                label="Choose all that are here"
                on={picked > 0 && picked === keys.length}
                some={picked > 0 && picked < keys.length}
                onTick={(on) => props.choose(keys, on)}
              />
            </th>
            {names.map((name) => (
              <Heading key={name} name={name} column={list.columns[name]} {...props} />
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Gap height={before} span={names.length + 1} />}
          {seen.map((row, at) => lineAt(first + at, row))}
          {after > 0 && <Gap height={after} span={names.length + 1} />}
          {waiting && shapes.map((shape) => <Shape key={shape} names={names} columns={list.columns} />)}
        </tbody>
      </table>
    </div>
  )
}

const shapes = Array.from({ length: 18 }, (_, at) => `shape-${at}`)

/** Rows are as high as the theme says; the same everywhere, so that none has to be measured. */
function rowHeight(): number {
  return Number.parseInt(getComputedStyle(document.documentElement).getPropertyValue('--row'), 10) || 34
}

function Gap({ height, span }: { height: number; span: number }) {
  return (
    <tr aria-hidden className="list-gap">
      <td colSpan={span} style={{ height }} />
    </tr>
  )
}

/** Plain boxes: some two hundred of them stand there at first, and drawing the library’s would keep the rows themselves waiting. */
function Shape({ names, columns }: { names: string[]; columns: Declared['columns'] }) {
  return (
    <tr aria-hidden>
      <td className="list-tick">
        <span className="bone" style={{ height: 14, width: 14 }} />
      </td>
      {names.map((name, at) => (
        <td key={name} data-align={alignOf(columns[name])}>
          <span className="bone" style={{ width: at === 0 ? '64%' : '46%', ...(alignOf(columns[name]) ? { marginLeft: 'auto' } : {}) }} />
        </td>
      ))}
    </tr>
  )
}

function alignOf(column: Column | undefined): 'right' | undefined {
  return column && ['count', 'money', 'percent'].includes(column.kind) ? 'right' : undefined
}

type HeadingProps = {
  name: string
  column: Column | undefined
  list: Declared
  sort: string
  sorts: boolean
  onSort: (sort: string) => void
}

function Heading({ name, column, list, sort, sorts, onSort }: HeadingProps) {
  const way = sort === name ? 'ascending' : sort === `-${name}` ? 'descending' : 'none'
  const title = column?.title ?? name
  if (!sortsOf(list).includes(name) || (!sorts && way === 'none')) {
    return (
      <th scope="col" data-align={alignOf(column)}>
        {title}
      </th>
    )
  }
  const Icon = way === 'descending' ? IconArrowDown : IconArrowUp
  return (
    <th scope="col" data-align={alignOf(column)} aria-sort={way}>
      <UnstyledButton className="list-by" data-way={way} onClick={() => onSort(sort === name ? `-${name}` : name)}>
        {title}
        <Icon size={13} stroke={1.75} aria-hidden />
      </UnstyledButton>
    </th>
  )
}

function Line<Row>(props: RowsProps<Row> & { row: Row; index: number }) {
  const { row, index, names, list, rowKey, nameOf, chosen, choose, current, cells, away, edit, editing, onEditing } = props
  const key = rowKey(row)
  const href = props.href?.(row)
  const press = (event: MouseEvent<HTMLTableRowElement>) => {
    const inner = event.target instanceof HTMLElement && event.target.closest('a,button,input,label,[role="dialog"]')
    if (!inner && !window.getSelection()?.toString()) props.onPress(row)
  }
  const [first, ...rest] = names
  return (
    <tr aria-rowindex={index + 2} data-chosen={chosen.has(key) || undefined} data-current={key === current || undefined} onClick={press}>
      <td className="list-tick">
        <Tick label={`Choose ${nameOf(row)}`} on={chosen.has(key)} onTick={(on) => choose([key], on)} />
      </td>
      {first !== undefined && (
        <th scope="row">
          <Opening href={href} onPress={() => props.onPress(row)}>
            <Cell row={row} name={first} column={list.columns[first]} away={away.includes(first)} own={cells[first]} />
          </Opening>
        </th>
      )}
      {rest.map((name) => {
        const cell = <Cell row={row} name={name} column={list.columns[name]} away={away.includes(name)} own={cells[name]} />
        const change = edit[name]
        return (
          <td key={name} data-align={alignOf(list.columns[name])} data-kind={list.columns[name]?.kind}>
            {change && (change.may?.(row) ?? true) ? (
              <EditCell
                label={`${change.label}, ${nameOf(row)}`}
                open={editing === `${key} ${name}`}
                onOpen={(open) => onEditing(open ? `${key} ${name}` : undefined)}
                body={change.body(row, () => onEditing(undefined))}
              >
                {cell}
              </EditCell>
            ) : (
              cell
            )}
          </td>
        )
      })}
    </tr>
  )
}

/** The row's own link: a click shows it beside the list where there is room, Enter goes to it. */
function Opening({ href, onPress, children }: { href: string | undefined; onPress: () => boolean; children: ReactNode }) {
  if (href === undefined) return <span className="list-open">{children}</span>
  return (
    <Link
      href={href}
      className="list-open"
      onClick={(event) => {
        const plain = event.detail > 0 && event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey
        if (plain && onPress()) event.preventDefault()
      }}
    >
      {children}
    </Link>
  )
}
