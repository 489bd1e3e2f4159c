import type { Selectable } from 'kysely'

/** What a kind of column, as a room's `rows.ts` says it of the database, holds for the code; `?` stands where it may be null. */
type Values = {
  text: string
  day: string
  instant: Date
  number: number
  bigint: bigint
  boolean: boolean
  json: unknown
  bytes: Uint8Array
  list: readonly unknown[]
}

/** Names what a room declares of its tables otherwise than its migrations made them; it must come to nothing, or the compiler names it. */
export type Agree<Differences extends never> = Differences

/**
 * `table.column` for each column that is declared otherwise than it is: in its name, in whether it may be null, in the kind of value;
 * `table` for a table that is not there. What no code reads by its type need not be declared.
 */
export type Differences<Declared, Rows> = {
  [T in keyof Declared & string]: T extends keyof Rows ? `${T}.${Columns<Selectable<Declared[T]>, Rows[T]>}` : T
}[keyof Declared & string]

type Columns<D, R> = {
  [C in keyof D & string]: C extends keyof R ? (Fits<D[C], R[C]> extends true ? never : C) : C
}[keyof D & string]

type Fits<D, K> = K extends `${infer V extends keyof Values}?`
  ? null extends D
    ? Holds<NonNullable<D>, V>
    : false
  : K extends keyof Values
    ? Holds<D, K>
    : false

/** Of a JSON value that is declared as anything nothing can be said; of every other value, that it is of the kind and never null. */
type Holds<D, V extends keyof Values> = unknown extends D
  ? V extends 'json'
    ? true
    : false
  : null extends D
    ? false
    : D extends Values[V]
      ? true
      : false
