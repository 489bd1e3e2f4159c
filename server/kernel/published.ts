/** What a column of a published view holds, in PostgreSQL's words (`text` also stands for `char(n)`). */
export type ColumnType = 'uuid' | 'text' | 'date' | 'timestamptz' | 'integer' | 'bigint' | 'numeric' | 'boolean' | 'jsonb'

/** A view in a room's own schema that figures may stand on. `data` reads it under a role that may read nothing else. */
export type PublishedView = {
  view: string
  /** the columns whose values together make a row unique */
  grain: readonly string[]
  /** every column of the view */
  columns: Readonly<Record<string, ColumnType>>
  /** events after which it says something else; where none is named, its tables alone tell */
  moved_by: readonly string[]
  /** who may see its rows: a metric that stands on it is for nobody else */
  audience: 'public' | 'internal' | 'restricted'
  /** columns that a passing day moves though no row moved: nobody may keep a copy of them */
  of_today?: readonly string[]
}

/** A published view under the name by which the whole house knows it: `room.view`. */
export type DeclaredView = PublishedView & { name: string; room: string }

/** What the kernel publishes itself. */
const kernelViews: PublishedView[] = [
  {
    view: 'public_rates',
    grain: ['base', 'quote', 'month'],
    columns: { base: 'text', quote: 'text', month: 'text', rate: 'numeric', source: 'text' },
    moved_by: [],
    audience: 'internal',
  },
]

/** All views that the house publishes, the kernel's first. */
export function declaredViews(rooms: readonly { name: string; publishedViews: readonly PublishedView[] }[]): DeclaredView[] {
  return [{ name: 'kernel', publishedViews: kernelViews }, ...rooms].flatMap(({ name: room, publishedViews }) =>
    publishedViews.map((one) => ({ ...one, name: `${room}.${one.view}`, room })),
  )
}
