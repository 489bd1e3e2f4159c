import type { ReactNode } from 'react'

/** A column: `cell` is what is seen; `text` is what is sorted. */
export type Column<Row> = {
  id: string
  title: string
  cell: (row: Row) => ReactNode
  text?: (row: Row) => string | number | null | undefined
  /** a field the server sorts by (sent as `sort: 'field' | '-field'`), or true to sort what is loaded by `text` */
  sort?: string | true
  align?: 'right'
  width?: number | string
  /** on a phone: the card's title, a labelled value (the default), or not at all */
  phone?: 'title' | 'value' | 'hide'
  hint?: string
}

export type Filter = { field: string; label: string; options: { value: string; label: string }[] }

export type TableState = { words: string; filters: Record<string, string>; sort: string }

export const emptyState: TableState = { words: '', filters: {}, sort: '' }

/** The next sort when a heading is pressed: up, down, none. */
export function turned(sort: string, field: string): string {
  if (sort === field) return `-${field}`
  if (sort === `-${field}`) return ''
  return field
}

/** Sorts loaded rows by a column's text; empty values last, whichever way. */
export function sortedRows<Row>(rows: Row[], columns: Column<Row>[], sort: string): Row[] {
  const down = sort.startsWith('-')
  const column = columns.find((one) => one.sort === true && one.id === sort.replace(/^-/, ''))
  const text = column?.text
  if (!text) return rows
  const order = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })
  return [...rows].sort((left, right) => {
    const a = text(left)
    const b = text(right)
    if (a === b) return 0
    if (a === null || a === undefined || a === '') return 1
    if (b === null || b === undefined || b === '') return -1
    const way = typeof a === 'number' && typeof b === 'number' ? a - b : order.compare(String(a), String(b))
    return down ? -way : way
  })
}

/** Hands a text to the browser as a download. */
export function download(name: string, text: string, type = 'text/csv;charset=utf-8'): void {
  const href = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = href
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(href), 1000)
}
