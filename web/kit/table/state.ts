import { useState } from 'react'
import { useGo, useHere } from '../Link.tsx'
import { emptyState, type TableState } from './columns.ts'

type SavedView = { name: string; state: TableState }

/** What a table shows: kept in the address when `inAddress`, so that going back and sending a link both work. */
export function useTableState(inAddress: boolean): [TableState, (next: TableState) => void] {
  const here = useHere()
  const go = useGo()
  const [own, setOwn] = useState<TableState>(emptyState)
  if (!inAddress) return [own, setOwn]
  const write = (next: TableState) => {
    const query = new URLSearchParams(window.location.search)
    for (const name of [...query.keys()]) if (name === 'q' || name === 'sort' || name.startsWith('f.')) query.delete(name)
    if (next.words) query.set('q', next.words)
    if (next.sort) query.set('sort', next.sort)
    for (const [field, value] of Object.entries(next.filters)) if (value) query.set(`f.${field}`, value)
    const text = query.toString()
    go(text ? `${window.location.pathname}?${text}` : window.location.pathname, { replace: true })
  }
  return [stateOf(here.search), write]
}

function stateOf(search: string): TableState {
  const query = new URLSearchParams(search)
  const filters: Record<string, string> = {}
  for (const [name, value] of query) if (name.startsWith('f.')) filters[name.slice(2)] = value
  return { words: query.get('q') ?? '', sort: query.get('sort') ?? '', filters }
}

/** Views that this reader saved under the table's name, in this browser. */
export function useSavedViews(table: string | undefined): {
  views: SavedView[]
  save: (view: SavedView) => void
  drop: (name: string) => void
} {
  const place = `quarterdeck.views.${table ?? ''}`
  const [views, setViews] = useState<SavedView[]>(() => (table ? readViews(place) : []))
  const keep = (next: SavedView[]) => {
    setViews(next)
    try {
      localStorage.setItem(place, JSON.stringify(next))
    } catch {
      // a full or forbidden store only means that the view lasts as long as the page
    }
  }
  return {
    views,
    save: (view) => keep([...views.filter((one) => one.name !== view.name), view]),
    drop: (name) => keep(views.filter((one) => one.name !== name)),
  }
}

function readViews(place: string): SavedView[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '[]')
    return Array.isArray(kept) ? (kept as SavedView[]) : []
  } catch {
    return []
  }
}
