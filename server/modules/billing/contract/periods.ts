import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { pageInput, pageOf } from '../../../kernel/page.ts'
import { day, may } from './words.ts'

const periodId = z.string().max(40).describe('company and month, such as DE-2026-05')
const check = z.object({
  check: z.enum(['billed', 'settled', 'balanced', 'receivable', 'tax', 'deferred']),
  text: z.string(),
  faults: z.array(z.string()).describe('what stands against it; empty: it holds'),
})
const period = z.object({
  id: periodId,
  entity: z.string(),
  period: z.string().describe('YYYY-MM'),
  state: z.enum(['open', 'closed']),
  first_day: day,
  last_day: day,
  closed_at: z.iso.datetime().nullable(),
  closed_by: z.string().nullable(),
  reopened_at: z.iso.datetime().nullable().describe('when it was last opened again'),
  reopened_by: z.string().nullable(),
  reason: z.string().nullable().describe('why it was opened again'),
  may,
})

export const periodsList = operation({
  name: 'billing.periods.list',
  method: 'GET',
  path: '/billing/fiscal-periods',
  right: 'billing.books',
  csv: { columns: ['period', 'entity', 'state', 'closed_at', 'closed_by', 'reopened_at', 'reopened_by', 'reason'] },
  summary: 'Months of each company’s books, newest first: which are closed, by whom, and which can be',
  input: z.object({ ...pageInput, entity: z.string().max(6).optional() }),
  output: pageOf(period),
})

export const periodsGet = operation({
  name: 'billing.periods.get',
  method: 'GET',
  path: '/billing/fiscal-periods/{id}',
  right: 'billing.books',
  summary: 'One month with what is looked at before it is closed',
  input: z.object({ id: periodId }),
  output: period.extend({ checks: z.array(check) }),
})

export const periodsClose = operation({
  name: 'billing.periods.close',
  method: 'POST',
  path: '/billing/fiscal-periods/{id}/closings',
  right: 'billing.close',
  key: 'required',
  summary: 'Closes a month that is over and sound: nothing is posted into it or before it any more',
  status: 201,
  input: z.object({ id: periodId }),
  output: period,
})

export const periodsReopen = operation({
  name: 'billing.periods.reopen',
  method: 'POST',
  path: '/billing/fiscal-periods/{id}/reopenings',
  right: 'billing.close',
  key: 'required',
  summary: 'Opens the latest closed month again, with a reason',
  status: 201,
  input: z.object({ id: periodId, reason: z.string().trim().min(1, 'Say why.').max(500) }),
  output: period,
})
