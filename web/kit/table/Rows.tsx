import { Skeleton, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react'
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react'
import { Link, useFollow } from '../Link.tsx'
import { type Column, turned } from './columns.ts'

type RowsProps<Row> = {
  label: string
  columns: Column<Row>[]
  rows: Row[]
  rowKey: (row: Row) => string
  rowHref: ((row: Row) => string | undefined) | undefined
  onRow: ((row: Row) => void) | undefined
  sort: string
  onSort: (sort: string) => void
  /** rows to draw as a shape while nothing is known */
  waiting: number
  footer: ReactNode
  dense: boolean
}

/** The table itself: a real table, cards on a phone; arrow keys walk the rows. */
export function Rows<Row>(props: RowsProps<Row>) {
  const { columns, rows, waiting } = props
  return (
    <div className="table-frame" data-dense={props.dense || undefined}>
      <table className="table" aria-label={props.label} aria-busy={waiting > 0}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Heading key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={walk}>
          {rows.map((row) => (
            <Line key={props.rowKey(row)} row={row} columns={columns} rowHref={props.rowHref} onRow={props.onRow} />
          ))}
          {Array.from({ length: waiting }, (_, index) => `shape-${index}`).map((name) => (
            <tr key={name} aria-hidden>
              {columns.map((column, index) => (
                <td key={column.id}>
                  <Skeleton
                    height={11}
                    width={index === 0 ? '62%' : '44%'}
                    radius="sm"
                    style={column.align === 'right' ? { marginLeft: 'auto' } : {}}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {props.footer && <tfoot>{props.footer}</tfoot>}
      </table>
    </div>
  )
}

function Heading<Row>({ column, sort, onSort }: { column: Column<Row>; sort: string; onSort: (sort: string) => void }) {
  const field = column.sort === true ? column.id : column.sort
  const way = field && sort === field ? 'ascending' : field && sort === `-${field}` ? 'descending' : 'none'
  const look = {
    'data-align': column.align,
    style: column.width ? { width: column.width } : {},
    ...(column.hint ? { title: column.hint } : {}),
  }
  if (!field) {
    return (
      <th scope="col" {...look}>
        {column.title}
      </th>
    )
  }
  const Icon = way === 'ascending' ? IconArrowUp : way === 'descending' ? IconArrowDown : IconArrowsSort
  return (
    <th scope="col" {...look} aria-sort={way}>
      <UnstyledButton className="th-sort" data-way={way} onClick={() => onSort(turned(sort, field))}>
        {column.title}
        <Icon size={13} aria-hidden />
      </UnstyledButton>
    </th>
  )
}

type LineProps<Row> = Pick<RowsProps<Row>, 'columns' | 'rowHref' | 'onRow'> & { row: Row }

function Line<Row>({ row, columns, rowHref, onRow }: LineProps<Row>) {
  const follow = useFollow()
  const href = rowHref?.(row)
  const opens = href !== undefined || onRow !== undefined
  const press = (event: MouseEvent<HTMLTableRowElement>) => {
    const inner = event.target instanceof HTMLElement && event.target.closest('a,button,input,label')
    if (inner || window.getSelection()?.toString()) return
    if (href) follow(event, href)
    else onRow?.(row)
  }
  const main = columns.find((column) => column.phone === 'title') ?? columns[0]
  return (
    <tr data-opens={opens || undefined} {...(opens ? { onClick: press } : {})}>
      {columns.map((column) => (
        <td
          key={column.id}
          data-label={column.title}
          data-align={column.align}
          data-phone={column === main ? 'title' : (column.phone ?? 'value')}
        >
          {column === main ? opening(column.cell(row), href, onRow ? () => onRow(row) : undefined) : column.cell(row)}
        </td>
      ))}
    </tr>
  )
}

function opening(cell: ReactNode, href: string | undefined, onRow: (() => void) | undefined): ReactNode {
  if (href) {
    return (
      <Link href={href} className="row-link">
        {cell}
      </Link>
    )
  }
  if (!onRow) return cell
  return (
    <UnstyledButton className="row-link" onClick={onRow}>
      {cell}
    </UnstyledButton>
  )
}

/** Up and down, or k and j, move between the rows' own links. */
function walk(event: KeyboardEvent<HTMLTableSectionElement>): void {
  const step = event.key === 'ArrowDown' || event.key === 'j' ? 1 : event.key === 'ArrowUp' || event.key === 'k' ? -1 : 0
  if (step === 0 || event.metaKey || event.ctrlKey || !(event.target instanceof HTMLElement) || event.target.closest('input,textarea'))
    return
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('.row-link')]
  const next = stops[stops.indexOf(event.target) + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}
