import type { Look } from './DataTable.tsx'
import { Empty } from '../feedback.tsx'
import { sortedRows } from './columns.ts'
import { Rows } from './Rows.tsx'
import { useTableState } from './state.ts'

/** A table of rows that are already here: lines of a document, rows of a report. Sorts in place, no paging. */
export function PlainTable<Row>(props: Look<Row> & { rows: Row[] }) {
  const { rows, columns, label } = props
  const [state, setState] = useTableState(false)
  if (rows.length === 0) return props.empty ?? <Empty title={`No ${label.toLowerCase()} yet`} />
  return (
    <Rows
      label={label}
      columns={columns}
      rows={sortedRows(rows, columns, state.sort)}
      rowKey={props.rowKey}
      rowHref={props.rowHref}
      onRow={props.onRow}
      sort={state.sort}
      onSort={(sort) => setState({ ...state, sort })}
      waiting={0}
      footer={props.footer}
      dense={props.dense ?? false}
    />
  )
}
