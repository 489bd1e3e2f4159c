import type { ReactNode } from 'react'
import type { List as Declared } from '../../../server/kernel/list/list.ts'
import type { Operation } from '../../../server/kernel/operation.ts'
import type { AskInput, AskOutput } from '../../ask.ts'

export type RowOf<T extends Operation> = AskOutput<T> extends { items: (infer R)[] } ? R : never

/** A view that the room itself has, in words of the desk that wants it. */
export type BuiltView = { title: string; where?: readonly string[]; sort?: string; columns?: readonly string[] }

/** What is done to each of the chosen rows. */
export type BulkAct<Row> = {
  title: string
  icon: ReactNode
  /** whether this row takes it; the act is there when one of the chosen does */
  may?: (row: Row) => boolean
  /** asks for what the act needs, such as the new owner, and hands it on */
  ask?: (props: { rows: Row[]; onPicked: (value: string) => void }) => ReactNode
  run: (row: Row, value: string) => Promise<unknown>
}

/** A cell that is changed where it stands. */
export type CellEdit<Row> = { label: string; may?: (row: Row) => boolean; body: (row: Row, close: () => void) => ReactNode }

export type ListProps<T extends Operation> = {
  operation: T
  /** what the page is called: "Contracts" */
  title: string
  /** one of them, and several where that is more than an s: "contract" */
  one: string
  many?: string
  crumbs?: { title: string; href: string }[]
  /** pages beside this one */
  tabs?: { title: string; href: string }[]
  actions?: ReactNode
  /** a line under the views, when something must be said */
  note?: ReactNode
  /** the list as a page knows it, for an operation that does not declare its own yet */
  list?: Declared
  /** fields that are always sent */
  input?: Partial<AskInput<T>>
  rowKey?: (row: RowOf<T>) => string
  href?: (row: RowOf<T>) => string | undefined
  /** how a row is called, for ticks and results; by default the value of the first column */
  nameOf?: (row: RowOf<T>) => string
  /** the first of them opens with the page */
  views?: readonly BuiltView[]
  /** columns that are drawn in the room's own way */
  cells?: Record<string, (row: RowOf<T>) => ReactNode>
  /** what is done to a row, at its end */
  act?: (row: RowOf<T>) => ReactNode
  /** days that say beside them how far they are */
  away?: readonly string[]
  peek?: (row: RowOf<T>) => ReactNode
  bulk?: readonly (BulkAct<RowOf<T>> | false | undefined)[]
  edit?: Record<string, CellEdit<RowOf<T>>>
  empty?: ReactNode
}
