import './list.css'
import './bars.css'
import './menus.css'
import './peek.css'
import './phone-rows.css'
import './rows.css'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Column, List as Declared } from '../../../server/kernel/list/list.ts'
import type { Operation } from '../../../server/kernel/operation.ts'
import { type AskInput, useAskPaged } from '../../ask.ts'
import { Problem } from '../feedback.tsx'
import { later } from '../later.tsx'
import { useGo, useHere } from '../Link.tsx'
import { columnsThatFit, widthOf } from './fit.ts'
import { Head } from './Head.tsx'
import { useListKeys } from './keys.ts'
import { Nothing } from './Nothing.tsx'
import type { BulkProps } from './Bulk.tsx'
import type { ListProps, RowOf } from './parts.ts'
import { Peek } from './Peek.tsx'
import { PhoneRows } from './PhoneRows.tsx'
import { Rows } from './Rows.tsx'
import { readState, writeState, type ListState } from './state.ts'
import { Tools } from './Tools.tsx'
import { Totals } from './Totals.tsx'
import { useWidth } from './useWidth.ts'
import { builtViews, useViews } from './useViews.ts'
import { valueIn } from './values.ts'
import { Views } from './Views.tsx'
import { inputOf, isKnown } from './wire.ts'

// biome-ignore lint/suspicious/noExplicitAny: the bar of any row; who uses it says of which
const BulkBar = later<BulkProps<any>>(async () => ({ default: (await import('./Bulk.tsx')).BulkBar }))

const nothing: Declared = { columns: {}, sort: '' }
/** So many rows come at a time; the next ones before the end is reached. */
const step = 100

/**
 * A list as an instrument: views with their counts, conditions, any order, totals of all that fits, keys for all of it; the record
 * opens beside it. It draws itself from what the operation declares.
 */
export function List<T extends Operation>(props: ListProps<T>) {
  type Row = RowOf<T>
  const { operation, title } = props
  const list = operation.list ?? props.list ?? nothing
  const rowKey = props.rowKey ?? ((row: Row) => String((row as { id?: unknown }).id))
  const own = useMemo(() => builtViews(props.views ?? [{ title: 'All' }]), [props.views])
  const saved = useViews(operation.name)
  const views = [...own, ...saved.views]
  const [state, setState] = useListState(views, list, saved.mine, saved.ready)
  const fixed = (props.input ?? {}) as Record<string, unknown>
  const input: Record<string, unknown> = { ...fixed, ...inputOf(operation, list, state) }
  const asked = useAskPaged(operation, { ...input, limit: step } as AskInput<T>, { keep: true })
  const rows = asked.rows as Row[]

  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [current, setCurrent] = useState<string>()
  const [peeks, setPeeks] = useState(false)
  const [editing, setEditing] = useState<string>()
  const side = useRef<HTMLDivElement>(null)
  const width = useWidth(side)
  // a record beside the list makes the list narrower, not the window: then columns leave, and the list stays a table
  const body = useRef<HTMLDivElement>(null)
  const whole = useWidth(body)
  const phone = whole > 0 && whole < 700
  const shows = peeks && props.peek !== undefined && !phone
  const at = rows.findIndex((row) => rowKey(row) === current)
  const row = rows[at]
  const names = columnsThatFit(state.columns, list.columns, width - tickWidth - scrollBar - (props.act ? widthOf(actColumn) : 0))
  const [first = ''] = state.columns
  const nameOf = props.nameOf ?? ((one: Row) => String(valueIn(one, first, list.columns[first] ?? { title: '', kind: 'text' }) ?? ''))
  const go = useGo()
  const more = () => {
    if (asked.hasNextPage && !asked.isFetchingNextPage) void asked.fetchNextPage()
  }
  const choose = (keys: string[], on: boolean) => {
    const next = new Set(chosen)
    for (const key of keys) on ? next.add(key) : next.delete(key)
    setChosen(next)
  }
  const stepBy = (by: number) => {
    const next = rows[at < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, at + by))]
    if (next) setCurrent(rowKey(next))
    if (at + by >= rows.length - 10) more()
  }
  const open = () => {
    const href = row && props.href?.(row)
    if (href) go(href)
  }
  useListKeys({
    step: stepBy,
    open,
    peek: () => props.peek && row && !phone && setPeeks(!peeks),
    tick: () => row && choose([rowKey(row)], !chosen.has(rowKey(row))),
    edit: () => {
      const column = Object.keys(props.edit ?? {}).find((name) => names.includes(name))
      if (row && column && (props.edit?.[column]?.may?.(row) ?? true)) setEditing(`${rowKey(row)} ${column}`)
    },
    back: () => {
      if (shows) setPeeks(false)
      else if (chosen.size > 0) setChosen(new Set())
      else return false
      return true
    },
  })

  const searching = state.words !== '' || state.where.length > 0
  const look = {
    list: props.act ? { ...list, columns: { ...list.columns, act: actColumn } } : list,
    rows,
    names: props.act ? [...names, 'act'] : names,
    rowKey,
    nameOf,
    cells: props.act ? { ...props.cells, act: props.act } : (props.cells ?? {}),
    away: props.away ?? [],
    href: props.href,
    chosen,
    choose,
    current,
  }
  const press = (one: Row): boolean => {
    setCurrent(rowKey(one))
    if (props.peek && !phone) {
      setPeeks(true)
      return true
    }
    return false
  }
  return (
    <div className="list-page">
      <Head
        title={title}
        crumbs={props.crumbs}
        tabs={props.tabs}
        actions={props.actions}
        file={operation}
        input={input}
        list={list}
        columns={state.columns}
      />
      <Views own={own} saved={saved} state={state} onState={setState} operation={operation} list={list} input={fixed} />
      <Tools operation={operation} list={list} state={state} onState={setState} title={title} />
      {props.note && <div className="list-note">{props.note}</div>}
      <div className="list-body" data-peek={shows || undefined} ref={body}>
        <div className="list-side" ref={side}>
          {asked.isError && rows.length === 0 ? (
            <Problem error={asked.error} again={() => void asked.refetch()} />
          ) : asked.isSuccess && rows.length === 0 ? (
            <Nothing
              title={title}
              searching={searching}
              own={props.empty}
              clear={() => setState({ ...state, words: '', where: [] })}
              operation={operation}
              input={fixed}
            />
          ) : phone ? (
            <PhoneRows {...look} state={state} waiting={asked.isPending} onEnd={more} />
          ) : (
            <Rows
              {...look}
              label={title}
              sort={state.sort}
              sorts={operation.list !== undefined}
              onSort={(sort) => setState({ ...state, sort })}
              waiting={asked.isPending}
              fetching={asked.isPlaceholderData}
              onEnd={more}
              onPress={press}
              edit={props.edit ?? {}}
              editing={editing}
              onEditing={setEditing}
              count={asked.hasNextPage ? -1 : rows.length}
              room={width - tickWidth - scrollBar}
            />
          )}
          <Totals
            operation={operation}
            list={list}
            input={input}
            loaded={asked.isPending ? undefined : rows.length}
            more={asked.hasNextPage}
            one={props.one}
            many={props.many ?? `${props.one}s`}
          />
          {chosen.size > 0 && (
            <BulkBar
              rows={rows.filter((one) => chosen.has(rowKey(one)))}
              rowKey={rowKey}
              nameOf={nameOf}
              list={list}
              columns={state.columns}
              acts={(props.bulk ?? []).filter((act) => act !== false && act !== undefined)}
              title={title}
              onKeep={(keys) => setChosen(new Set(keys))}
            />
          )}
        </div>
        {shows && row && (
          <Peek
            name={nameOf(row)}
            href={props.href?.(row)}
            onStep={stepBy}
            onClose={() => setPeeks(false)}
            first={at <= 0}
            last={at === rows.length - 1}
          >
            {props.peek?.(row)}
          </Peek>
        )}
      </div>
    </div>
  )
}

const tickWidth = 40
/** a list that is longer than its place has one, where the system shows it */
const scrollBar = 15
const actColumn: Column = { title: '', kind: 'text', asked: false }

/** The state as the address has it. A view that is one's own by default is named there, so that the address means the same to others. */
function useListState(
  views: Parameters<typeof readState>[1],
  list: Declared,
  mine: string | undefined,
  ready: boolean,
): [ListState, (next: ListState) => void] {
  const here = useHere()
  const go = useGo()
  const asked = readState(here.search, views, list, ready ? mine : undefined)
  const state = { ...asked, where: asked.where.filter((one) => isKnown(list, one)) }
  const write = (next: ListState, replace = false) => {
    const text = writeState(window.location.search, next, views, list)
    go(text ? `${window.location.pathname}?${text}` : window.location.pathname, { replace })
  }
  const names = mine !== undefined && ready && here.search === '' && views.some((view) => view.key === mine) && views[0]?.key !== mine
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the default is known
  useEffect(() => {
    if (names) write(state, true)
  }, [names])
  return [state, (next) => write(next, next.words !== state.words)]
}
