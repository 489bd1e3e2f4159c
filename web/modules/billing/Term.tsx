import type { contractsGet } from '../../../server/modules/billing/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { asRead, Day, dayText, lastDay, todayHere } from '../../kit/index.ts'
import './billing.css'

/** The contract's days from left to right: one bar per stretch of seats, a line for today. */
export function Term({ contract }: { contract: AskOutput<typeof contractsGet> }) {
  const from = Date.parse(contract.start)
  const end = contract.end ?? contract.items.at(-1)?.to ?? contract.start
  const to = Math.max(Date.parse(end), from + 86_400_000)
  const place = (day: string) => `${(100 * (Math.min(Math.max(Date.parse(day), from), to) - from)) / (to - from)}%`
  const today = todayHere()
  return (
    <div className="term">
      {contract.items.map((item) => {
        const until = item.to ?? end
        return (
          <div
            key={`${item.from}|${item.unit_price}`}
            className="term-bar"
            title={`${dayText(item.from)} to ${dayText(lastDay(until))}`}
            style={{ marginInlineStart: place(item.from), width: `calc(${place(until)} - ${place(item.from)})` }}
          >
            {item.quantity} × {asRead(`${item.unit_price} ${contract.currency}`)}
          </div>
        )
      })}
      {Date.parse(today) >= from && Date.parse(today) <= to && <div className="term-now" style={{ insetInlineStart: place(today) }} />}
      <div className="term-ends">
        <Day day={contract.start} />
        <Day day={lastDay(end)} />
      </div>
    </div>
  )
}
