import type { ReactNode } from 'react'
import { Day } from '../../kit/index.ts'

type Contract = { state: string; end: string | null; auto_renew: boolean; next_bill_day: string | null }

/** The next day of a contract as its customer must know it: an invoice, or the last day on which what ended can still be renewed. */
export function nextDay({ state, end, auto_renew, next_bill_day: day }: Contract): { label: string; value: ReactNode } {
  if (state === 'in_grace' && day) return { label: 'To be renewed before', value: <Day day={day} /> }
  const none = day === null || (end !== null && day >= end && !auto_renew)
  return { label: 'Next invoice', value: none ? 'none planned' : <Day day={day} /> }
}
