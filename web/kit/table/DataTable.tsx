import type { ReactNode } from 'react'
import type { Operation } from '../../../server/kernel/operation.ts'
import { type AskInput, type AskOutput, requestOf, useAskPaged } from '../../ask.ts'
import { Button } from '../controls.tsx'
import { Empty, Problem } from '../feedback.tsx'
import { countText } from '../format.ts'
import { type Column, type Filter, sortedRows } from './columns.ts'
import { Rows } from './Rows.tsx'
import { useTableState } from './state.ts'
import { Toolbar } from './Toolbar.tsx'

type RowOf<T extends Operation> = AskOutput<T> extends { items: (infer R)[] } ? R : never

export type Look<Row> = {
  /** what the table lists, for screen readers and the export's file name */
  label: string
  columns: Column<Row>[]
  rowKey: (row: Row) => string
  rowHref?: (row: Row) => string | undefined
  onRow?: (row: Row) => void
  empty?: ReactNode
  /** rows of sums; `<tr>` elements */
  footer?: ReactNode
  dense?: boolean
  /** more buttons at the right of the toolbar */
  extra?: ReactNode
  /** no search, no export: a bare table inside something else */
  bare?: boolean
}

type DataTableProps<T extends Operation> = Look<RowOf<T>> & {
  operation: T
  /** fields that are always sent */
  input?: Partial<AskInput<T>>
  /** the input field that takes search words; default: the operation's own 'q' or 'search' field, if it has one. false for none */
  search?: string | false
  searchHint?: string
  filters?: Filter[]
  /** the input field that takes the sort; default 'sort' */
  sortField?: string
  /** saved views are kept under this name */
  views?: string
  /** false keeps the state out of the address, for tables in panels */
  inAddress?: boolean
  /** false for no export; by default the server's CSV of the list as it is filtered now */
  csv?: boolean
}

/** A list of the server's rows: search, filters, sort, views, export, cursor paging, keyboard, cards on a phone. */
export function DataTable<T extends Operation>(props: DataTableProps<T>) {
  const { operation, columns, label, sortField = 'sort', filters = [] } = props
  const search = props.search ?? searchFieldOf(operation)
  const [state, setState] = useTableState(props.inAddress ?? !props.bare)
  const serverSort = columns.some((column) => typeof column.sort === 'string' && column.sort === state.sort.replace(/^-/, ''))
  const input = {
    ...(props.input ?? {}),
    ...(search && state.words ? { [search]: state.words } : {}),
    ...Object.fromEntries(
      Object.entries(state.filters).filter(([field, value]) => value && filters.some((filter) => filter.field === field)),
    ),
    ...(serverSort ? { [sortField]: state.sort } : {}),
  } as AskInput<T>
  const asked = useAskPaged(operation, input)
  const rows = sortedRows(asked.rows, columns, state.sort)
  const searching = Boolean(state.words) || Object.values(state.filters).some(Boolean)
  const bare = props.bare ?? false
  return (
    <div className="data-table">
      {!bare && (
        <Toolbar
          state={state}
          onState={setState}
          search={search !== false}
          searchHint={props.searchHint ?? `Search ${label.toLowerCase()}`}
          filters={filters}
          views={props.views}
          csvHref={props.csv === false ? undefined : csvHrefOf(operation, input)}
          count={asked.isSuccess && rows.length > 0 ? countOf(rows.length, asked.hasNextPage) : ''}
          extra={props.extra}
        />
      )}
      {asked.isError && rows.length === 0 ? (
        <Problem error={asked.error} again={() => void asked.refetch()} />
      ) : asked.isSuccess && rows.length === 0 ? (
        nothing(props.empty, label, searching, () => setState({ ...state, words: '', filters: {} }))
      ) : (
        <Rows
          label={label}
          columns={columns}
          rows={rows}
          rowKey={props.rowKey}
          rowHref={props.rowHref}
          onRow={props.onRow}
          sort={state.sort}
          onSort={(sort) => setState({ ...state, sort })}
          waiting={asked.isPending || asked.isFetchingNextPage ? 6 : 0}
          footer={props.footer}
          dense={props.dense ?? false}
        />
      )}
      {asked.hasNextPage && !asked.isFetchingNextPage && (
        <div className="table-more">
          <Button variant="default" size="xs" onClick={() => void asked.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </div>
  )
}

/** The input field for search words, by the two names that the rooms use. */
function searchFieldOf(operation: Operation): string | false {
  const shape: unknown = Reflect.get(operation.input, 'shape')
  if (typeof shape !== 'object' || shape === null) return false
  return 'q' in shape ? 'q' : 'search' in shape ? 'search' : false
}

/** Every list answers with CSV when asked with `format=csv`. */
function csvHrefOf<T extends Operation>(operation: T, input: AskInput<T>): string {
  const { url } = requestOf(operation, input)
  return `${url}${url.includes('?') ? '&' : '?'}format=csv`
}

function countOf(rows: number, more: boolean): string {
  if (more) return `first ${countText(rows)}`
  return rows === 1 ? '1 row' : `${countText(rows)} rows`
}

function nothing(empty: ReactNode, label: string, searching: boolean, clear: () => void): ReactNode {
  if (searching) {
    return (
      <Empty
        title="Nothing fits"
        action={
          <Button variant="default" size="xs" onClick={clear}>
            Clear search and filters
          </Button>
        }
      >
        No {label.toLowerCase()} match what you asked for.
      </Empty>
    )
  }
  return empty ?? <Empty title={`No ${label.toLowerCase()} yet`} />
}
