import type { ReactNode } from 'react'
import { type Column, valueAt } from '../../../server/kernel/list/list.ts'
import { Country, Customer, Person } from '../Names.tsx'
import { isState, Status } from '../Status.tsx'
import { Count, Day, Ident, Instant, Money, None, Percent } from '../values.tsx'
import { choicesText, currencyOf, minorOf, valueIn } from './values.ts'

type CellProps<Row> = { row: Row; name: string; column: Column | undefined; away: boolean; own: ((row: Row) => ReactNode) | undefined }

/** A value as its kind is drawn everywhere, unless the room draws it itself. */
export function Cell<Row>({ row, name, column, away, own }: CellProps<Row>): ReactNode {
  if (own) return own(row)
  if (!column) return null
  const value = valueIn(row, name, column)
  if (value === null || value === undefined || value === '') return column.empty ? <span className="faint">{column.empty}</span> : <None />
  const text = Array.isArray(value) ? value.join(', ') : String(value)
  switch (column.kind) {
    case 'customer':
      return <Customer name={text} country={countryOf(row, column)} />
    case 'person':
      return <Person name={text} />
    case 'money':
      return <Money minor={minorOf(row, name, column)} currency={currencyOf(row, column)} tidy />
    case 'count':
      return <Count value={Number(value)} />
    case 'percent':
      return <Percent share={text} />
    case 'day':
      return <Day day={text} away={away} />
    case 'instant':
      return <Instant at={text} ago />
    case 'country':
      return <Country code={text} />
    case 'yes':
      return value === true ? 'Yes' : 'No'
    case 'choice':
      return isState(text) ? <Status value={text} label={column.choices?.[text]} /> : choicesText(value, column)
    default:
      return name === 'number' || name.endsWith('_number') ? <Ident text={text} /> : <span title={text}>{text}</span>
  }
}

function countryOf(row: unknown, column: Column): string | null {
  const value = column.country === undefined ? undefined : valueAt(row, column.country)
  return typeof value === 'string' ? value : null
}
