import type { List as Declared } from '../../../server/kernel/list/list.ts'
import type { Operation } from '../../../server/kernel/operation.ts'
import { type AskInput, useAsk } from '../../ask.ts'
import { countOf, countText, moneyText } from '../format.ts'

type TotalsProps = {
  operation: Operation
  list: Declared
  input: Record<string, unknown>
  /** nothing while the rows are on their way */
  loaded: number | undefined
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
        {loaded !== undefined && (totals ? countOf(totals.count, one, many) : `${more ? 'first ' : ''}${countOf(loaded, one, many)}`)}
        {loaded !== undefined && totals && more && <span className="list-total-first"> · first {countText(loaded)} here</span>}
      </span>
      <span className="list-total-sums">
        {shown.map((sum) => (
          <span key={`${sum.column} ${sum.currency}`}>
            <b className="num">{sum.currency === null ? countText(sum.amount) : moneyText(sum.amount, sum.currency, { tidy: true })}</b>{' '}
            <span className="faint">{unitOf(list.columns[sum.column]?.title, sum)}</span>
          </span>
        ))}
      </span>
    </footer>
  )
}

/** "1 contact", "308 contacts": a count of one is of one. */
function unitOf(title = '', { amount, currency }: Sums['sums'][number]): string {
  const many = title.toLowerCase()
  return currency === null && amount === 1 ? many.replace(/s$/, '') : many
}
