import type { List as Declared } from '../../../server/kernel/list/list.ts'

/** A way of looking at a list: conditions that hold, an order, the columns. `key` is its word in the address. */
export type View = { key: string; title: string; where: readonly string[]; sort?: string; columns?: readonly string[] }

/** What a list shows now; all of it stands in the address, so that going back and sending a link both work. */
export type ListState = { view: string; where: string[]; sort: string; columns: string[]; words: string }

type Known = Pick<Declared, 'sort' | 'columns' | 'plain'>

const own = ['view', 'where', 'sort', 'columns', 'q']

/** What the address asks for; what it leaves out comes from its view, and what that leaves out from the list itself. */
export function readState(search: string, views: readonly View[], list: Known, otherwise?: string): ListState {
  const query = new URLSearchParams(search)
  const asked = [...query.getAll('where').filter(Boolean), ...plainFilters(query, list)]
  const asks = query.has('where') || asked.length > 0
  const named = query.get('view') ?? (asks ? undefined : otherwise)
  const view = views.find((one) => one.key === named) ?? (asks ? undefined : views[0])
  const columns = query
    .get('columns')
    ?.split(',')
    .filter((name) => name in list.columns)
  return {
    view: view?.key ?? '',
    where: asks ? asked : [...(view?.where ?? [])],
    sort: query.get('sort') ?? view?.sort ?? list.sort,
    columns: columns && columns.length > 0 ? columns : columnsOf(view, list),
    words: query.get('q') ?? '',
  }
}

/** The query of an address that asks for this; short where it is just a view. Fields of others stay. */
export function writeState(search: string, state: ListState, views: readonly View[], list: Known): string {
  const query = new URLSearchParams(search)
  for (const name of [...query.keys()]) if (own.includes(name) || columnAsked(name, list) !== undefined) query.delete(name)
  const view = views.find((one) => one.key === state.view)
  if (view) query.set('view', view.key)
  if (!view || !same(state.where, view.where)) for (const one of state.where.length > 0 ? state.where : ['']) query.append('where', one)
  if (state.sort !== (view?.sort ?? list.sort)) query.set('sort', state.sort)
  if (!same(state.columns, columnsOf(view, list))) query.set('columns', state.columns.join(','))
  if (state.words) query.set('q', state.words)
  return query.toString()
}

/** The view that shows just this, whatever the address calls it. */
export function viewNow(state: ListState, views: readonly View[], list: Known): View | undefined {
  if (state.words) return undefined
  const fits = (view: View) => sameSet(view.where, state.where) && (view.sort ?? list.sort) === state.sort
  return views.find((view) => view.key === state.view && fits(view)) ?? views.find((view) => sameSet(view.where, state.where))
}

function columnsOf(view: View | undefined, list: Pick<Declared, 'columns'>): string[] {
  const kept = view?.columns?.filter((name) => name in list.columns)
  if (kept && kept.length > 0) return kept
  return Object.keys(list.columns).filter((name) => list.columns[name]?.shown)
}

/** The short words for `is`: the list's own inputs (`state=overdue`), and `f.state=overdue` of before lists had one grammar. */
function plainFilters(query: URLSearchParams, list: Known): string[] {
  return [...query].flatMap(([name, value]) => {
    const column = columnAsked(name, list)
    if (column === undefined || !value) return []
    return value === 'none' ? [`${column}:empty`] : [`${column}:is:${value}`]
  })
}

function columnAsked(name: string, list: Known): string | undefined {
  return name.startsWith('f.') ? name.slice(2) : list.plain?.[name]
}

function same(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((one, at) => one === right[at])
}

function sameSet(left: readonly string[], right: readonly string[]): boolean {
  return same([...left].sort(), [...right].sort())
}
