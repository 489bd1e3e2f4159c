import type { ColumnType, DeclaredView } from '../../../kernel/published.ts'

/** A published view that something stands on, and the table of the warehouse that mirrors it column by column. */
export type RoomView = DeclaredView & { table: string; mirrored: readonly string[] }
export type Mirrored = 'varchar' | 'date' | 'timestamp' | 'bigint' | 'boolean'

let read: readonly RoomView[] = []

/** The views that this warehouse mirrors. */
export function roomViews(): readonly RoomView[] {
  return read
}

/** From now on: of what the rooms declare, the views that something stands on. */
export function mirrorViews(declared: readonly DeclaredView[], stoodOn: ReadonlySet<string>): void {
  read = declared
    .filter((one) => stoodOn.has(one.name))
    .map((one) => ({
      ...one,
      table: tableOf(one.name),
      // a copy of what the day moves would be wrong tomorrow
      mirrored: Object.keys(one.columns).filter((column) => !one.of_today?.includes(column)),
    }))
}

/** Where the rows of `room.view` lie in the warehouse. */
export function tableOf(view: string): string {
  return `rooms.${view.replace('.', '_')}`
}

export function tableSql(view: RoomView): string {
  return `create or replace table ${view.table} (${view.mirrored.map((name) => `${quoted(name)} ${typeIn(view, name)}`).join(', ')})`
}

/** What a column is in the warehouse. Decimals travel as the text that PostgreSQL writes, so that none is rounded on its way. */
export function typeIn({ columns }: Pick<DeclaredView, 'columns'>, name: string): Mirrored {
  const types: Partial<Record<ColumnType, Mirrored>> = {
    date: 'date',
    timestamptz: 'timestamp',
    integer: 'bigint',
    bigint: 'bigint',
    boolean: 'boolean',
  }
  return types[columns[name] ?? 'text'] ?? 'varchar'
}

export function quoted(name: string): string {
  return `"${name}"`
}
