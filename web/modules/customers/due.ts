import type { documentsList, quotesList } from '../../../server/modules/billing/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { dayText, countOf, daysBetween, lastDay, moneyText } from '../../kit/index.ts'

/** What waits on a record and by when. `does` says which act the button is; `href` leads where it is done. */
export type Next = { what: string; why?: string; by?: string; late?: boolean; act: string; href?: string; does?: string }

export type Owed = Pick<AskOutput<typeof documentsList>['items'][number], 'id' | 'number' | 'state' | 'due_day' | 'open_minor' | 'currency'>
export type QuoteLine = Pick<
  AskOutput<typeof quotesList>['items'][number],
  'id' | 'kind' | 'state' | 'seats' | 'net_minor' | 'currency' | 'contract_id' | 'answer_by' | 'product_name'
>
/** A renewal is prepared when fewer days than these are left. */
export const renewalDays = 120

/** "1 seat", "450 seats", of a count that travels as text. */
export const seatsText = (seats: string | number) => countOf(Number(seats), 'seat')

/** Invoices past their day: the oldest leads, the sum is of one currency. */
export function lateMoney(documents: Owed[], today: string): Next | undefined {
  const late = documents.filter((one) => one.state === 'overdue').sort((a, b) => a.due_day.localeCompare(b.due_day))
  const [oldest] = late
  if (!oldest) return undefined
  const sum = late.reduce((total, one) => total + (one.currency === oldest.currency ? one.open_minor : 0), 0)
  const many = late.length > 1
  return {
    what: `${moneyText(sum, oldest.currency, { tidy: true })} is overdue`,
    why: many ? `${late.length} invoices, the oldest ${oldest.number}.` : `${oldest.number}, due ${dayText(oldest.due_day)}.`,
    by: `${countOf(Math.abs(daysBetween(today, oldest.due_day)), 'day')} late.`,
    late: true,
    act: many ? 'Open the oldest' : 'Open invoice',
    href: `/billing/documents/${oldest.id}`,
  }
}

type AccountState = {
  documents: Owed[]
  quotes: QuoteLine[]
  contracts: { id: string; end: string | null; auto_renew: boolean; state: string; product_name: string; seats: string }[]
}

/** What is due with a customer: late money, an answer that was promised, a term that ends unrenewed. */
export function nextOfAccount({ documents, quotes, contracts }: AccountState, today: string): Next | undefined {
  const money = lateMoney(documents, today)
  if (money) return money
  const asked = quotes.filter((one) => one.state === 'requested').sort((a, b) => (a.answer_by ?? '9').localeCompare(b.answer_by ?? '9'))[0]
  if (asked) {
    const passed = asked.answer_by !== null && asked.answer_by < today
    return {
      what: `Answer their request: ${seatsText(asked.seats)} of ${asked.product_name}`,
      ...(asked.answer_by && {
        by: passed ? `Promised by ${dayText(asked.answer_by)}.` : dayText(asked.answer_by, 'weekday', today),
        late: passed,
      }),
      act: 'Review quote',
      href: `/billing/quotes/${asked.id}`,
    }
  }
  const ending = contracts
    .filter((one) => one.state === 'active' && !one.auto_renew && one.end !== null && daysBetween(today, one.end) <= renewalDays)
    .filter((one) => !quotes.some((quote) => quote.contract_id === one.id && quote.state === 'offered'))
    .sort((a, b) => (a.end ?? '').localeCompare(b.end ?? ''))[0]
  if (!ending?.end) return undefined
  return {
    what: `Prepare the renewal of ${ending.product_name}`,
    why: `${seatsText(ending.seats)}; it does not renew by itself.`,
    by: dayText(lastDay(ending.end), 'weekday', today),
    act: 'Open contract',
    href: `/billing/contracts/${ending.id}`,
  }
}
