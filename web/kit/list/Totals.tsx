import type { List as Declared } from '../../../server/kernel/list/list.ts'
import type { Operation } from '../../../server/kernel/operation.ts'
import { type AskInput, useAsk } from '../../ask.ts'
import { countOf, countText, moneyText } from '../format.ts'

type TotalsProps = {
  operation: Operation
  list: Declared
  input: Record<string, unknown>
  loaded: number
  more: boolean
  one: string
  many: string
}
type Sums = { count: number; sums: { column: string; currency: string | null; amount: number }[] }

/** How many rows fit and what they come to, over the whole list and not only what is loaded. */
export function Totals({ operation, list, input, loaded, more, one, many }: TotalsProps) {
  const counts = operation.list !== undefined
  const { sort: _, ...asks } = input
  const asked = useAsk(operation, { ...asks, totals: true } as AskInput<Operation>, { enabled: counts, keep: true })
  const totals = (asked.data as { totals?: Sums } | undefined)?.totals
  const shown = (totals?.sums ?? []).filter((sum) => sum.amount !== 0)
  return (
    <footer className="list-total">
      <span className="faint num" aria-live="polite">
        {totals ? countOf(totals.count, one, many) : more ? `first ${countOf(loaded, one, many)}` : countOf(loaded, one, many)}
        {totals && more && <span className="list-total-first"> · first {countText(loaded)} here</span>}
      </span>
      <span className="list-total-sums">
        {shown.map((sum) => (
          <span key={`${sum.column} ${sum.currency}`}>
            <b className="num">{sum.currency === null ? countText(sum.amount) : moneyText(sum.amount, sum.currency, { tidy: true })}</b>{' '}
            <span className="faint">{list.columns[sum.column]?.title.toLowerCase()}</span>
          </span>
        ))}
      </span>
    </footer>
  )
}
