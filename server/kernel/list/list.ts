/** What the values of a column are: decides how it is shown, how it is asked for (`questions`), and how an export writes it. */
export type Kind =
  | 'text'
  | 'count'
  /** an amount: minor units where its field of the row ends in `_minor`, else decimal text */
  | 'money'
  | 'percent'
  | 'day'
  | 'instant'
  | 'choice'
  | 'yes'
  /** somebody of the company: a name with the id of a person */
  | 'person'
  /** an account: a name with its id */
  | 'customer'
  /** two letters of ISO 3166 */
  | 'country'

/**
 * A column of a list. Its name is the word for it everywhere: in `where`, `sort` and `columns`, as the heading of a CSV file, in a saved
 * view, and in the store's map of expressions.
 */
export type Column = {
  /** in words of the business, for headings on the screen and in a spreadsheet */
  title: string
  kind: Kind
  /**
   * the field of a row that holds the value, where it is not named like the column (an amount: like the column with `_minor`). A field of a
   * thing inside the row is named with a dot: `owner.name`
   */
  value?: string
  /** person, customer: the field with the id */
  id?: string
  /** customer: the field with the country, for a flag */
  country?: string
  /** money: the column that says the currency */
  currency?: string
  /** choice: value → what it is called, in the order in which people think of them */
  choices?: Readonly<Record<string, string>>
  /** choice: what is asked for beside its values and is no row's own, as several of them are together → what it is called */
  wider?: Readonly<Record<string, string>>
  /** text: as long as DE-INV-2026-000123, and read to its last digit */
  long?: true
  /** stands in the list as it opens; the others are there for the asking */
  shown?: true
  /** what is said where there is no value; only a column that says it is asked for `empty` and `filled` */
  empty?: string
  /** neither asked for nor sorted by: it is only shown and exported, and the store needs no expression for it */
  asked?: false
}

/**
 * A list as it is declared once, in the contract of its operation. The store answers it (`list/page.ts`), HTTP, the command line and
 * the tools take its questions, exports write its columns, and the screen draws itself from it: no room writes any of that again.
 */
export type List = {
  /** in the order of the screen and of exports; ids come after them */
  columns: Readonly<Record<string, Column>>
  /** the order in which it opens: a column, or `-column` from the largest down. The id decides between equals */
  sort: string
  /** what `search` looks into, in words ("number, customer"); left out: the list cannot be searched */
  search?: string
  /** columns of amounts and counts that are summed over the whole filtered list */
  sums?: readonly string[]
  /** inputs that ask what a condition `column:is:value` asks: input → column */
  plain?: Readonly<Record<string, string>>
}

/** The field of a row that holds the value of a column. */
export function valueField(name: string, column: Column): string {
  return column.value ?? (column.kind === 'money' ? `${name}_minor` : name)
}

/** What a row holds at a field; a dot leads into a thing of the row, or into each of several; nothing and an empty list are no value. */
export function valueAt(row: unknown, field: string): unknown {
  const [name = '', ...rest] = field.split('.')
  const value = (row as Record<string, unknown> | null | undefined)?.[name]
  if (Array.isArray(value) && value.length === 0) return null
  if (rest.length === 0) return value
  return Array.isArray(value) ? value.map((one) => valueAt(one, rest.join('.'))) : valueAt(value, rest.join('.'))
}

/** Every sort that a list takes. */
export function sortsOf(list: List): string[] {
  return Object.entries(list.columns)
    .filter(([, column]) => column.asked !== false)
    .flatMap(([name]) => [name, `-${name}`])
}

/** Columns of the list as it opens. */
export function shownColumns(list: List): string[] {
  return Object.keys(list.columns).filter((name) => list.columns[name]?.shown)
}
