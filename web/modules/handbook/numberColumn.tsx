import type { Column } from '../../kit/index.ts'

/** The number of a procedure, last and quiet: its title is how people call it. */
export const numberColumn: Column<{ number: string }> = {
  id: 'number',
  title: 'Number',
  cell: (row) => <span className="num faint">{row.number}</span>,
  text: (row) => row.number,
  sort: true,
  phone: 'hide',
}
