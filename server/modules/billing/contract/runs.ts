import { z } from 'zod'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
import { pageInput, pageOf } from '../../../kernel/page.ts'
import { day, id, instant } from './words.ts'

export const runShape = z.object({
  id,
  kind: z.enum(['billing']),
  day,
  state: z.enum(['running', 'done']),
  started_at: instant,
  finished_at: instant.nullable(),
  contracts: z.int(),
  documents: z.int(),
  renewed: z.int(),
  charged: z.int().describe('card charges asked for'),
  failed: z.int(),
  by: z.string(),
})

export const runsList = listOperation({
  name: 'billing.runs.list',
  path: '/billing/runs',
  right: 'billing.books',
  summary: 'Billing runs',
  row: runShape,
  list: {
    columns: {
      day: { title: 'Day', kind: 'day', shown: true },
      state: { title: 'State', kind: 'choice', choices: { running: 'Running', done: 'Done' }, shown: true },
      contracts: { title: 'Contracts', kind: 'count', shown: true },
      documents: { title: 'Invoices', kind: 'count', shown: true },
      renewed: { title: 'Renewed', kind: 'count', shown: true },
      charged: { title: 'Charged', kind: 'count', shown: true },
      failed: { title: 'Failed', kind: 'count', shown: true },
      started: { title: 'Started', kind: 'instant', value: 'started_at', shown: true },
      finished: { title: 'Finished', kind: 'instant', value: 'finished_at', empty: 'Not yet' },
      by: { title: 'By', kind: 'text', shown: true },
    },
    sort: '-started',
    sums: ['documents', 'renewed', 'charged', 'failed'],
  },
})

export const runsStart = operation({
  name: 'billing.runs.start',
  key: 'required',
  method: 'POST',
  path: '/billing/runs',
  right: 'billing.bill',
  summary: 'Bills everything that is due; what is more than a batch goes on after the answer, as work under the id of the run',
  status: 201,
  input: z.object({ kind: z.enum(['billing']).default('billing') }),
  output: runShape,
})

export const runsItems = operation({
  name: 'billing.runs.items',
  method: 'GET',
  path: '/billing/runs/{id}/items',
  right: 'billing.books',
  summary: 'What a run did or could not do, contract by contract; failures first',
  input: z.object({ id, ...pageInput }),
  output: pageOf(
    z.object({
      contract_id: id,
      contract_number: z.string(),
      outcome: z.enum(['billed', 'renewed', 'in_grace', 'lapsed', 'nothing', 'failed']),
      documents: z.array(z.string()),
      code: z.string().nullable(),
      detail: z.string().nullable(),
    }),
  ),
})
