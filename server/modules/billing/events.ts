import { z } from 'zod'
import type { Listener } from '../../kernel/room.ts'
import { approvalEnded } from './commands/quotes/approvals.ts'
import { collect } from './commands/payments/collect.ts'
import { fulfilOrder } from './commands/orders/fulfil.ts'
import { continueRun } from './commands/runs/run.ts'

const id = z.uuid()
const day = z.string()
const quote = z.object({ quote_id: id, number: z.string(), account_id: id, kind: z.string(), channel: z.string(), lane: z.string() })
const order = z.object({ order_id: id, number: z.string(), account_id: id })
const contract = z.object({
  contract_id: id,
  contract_number: z.string(),
  account_id: id,
  /** the amendment that did it; orders the events of one contract */
  seq: z.int().nullable(),
  order_number: z.string().nullable(),
  start: day,
  end: day.nullable(),
  kind: z.string(),
})
const document = z.object({
  document_id: id,
  number: z.string(),
  kind: z.string(),
  account_id: id,
  contract_id: id.nullable(),
  currency: z.string(),
  gross_minor: z.int(),
  issue_day: day,
  due_day: day,
})

/** What this room tells everyone: ids, numbers, days and changed facts, never personal data. */
export const events = {
  'billing.balance.refunded': z.object({ refund_id: id, account_id: id, amount_minor: z.int(), currency: z.string(), day }),
  'billing.run.begun': z.object({ run_id: id }),
  'billing.period.closed': z.object({ entity: z.string(), period: z.string() }),
  'billing.period.reopened': z.object({ entity: z.string(), period: z.string() }),
  'billing.quote.created': quote.extend({ requested: z.boolean(), answer_by: day.nullable() }),
  'billing.quote.offered': quote,
  'billing.quote.accepted': z.object({ quote_id: id, number: z.string(), account_id: id, order_number: z.string() }),
  'billing.order.placed': order.extend({
    quote_id: id,
    kind: z.string(),
    channel: z.string(),
    intent_id: id.nullable(),
    funding: z.string(),
  }),
  'billing.order.fulfilled': order.extend({ contract_id: id.nullable(), licence_number: z.string() }),
  'billing.order.failed': order.extend({ reason: z.string() }),
  'billing.contract.activated': contract,
  'billing.contract.amended': contract,
  'billing.contract.renewed': contract,
  'billing.contract.in_grace': contract,
  'billing.contract.lapsed': contract,
  'billing.contract.ended': contract,
  'billing.entitlement.changed': z.object({
    event_id: id,
    subscription_id: id,
    subscription_number: z.string(),
    contract_number: z.string(),
    order_number: z.string().nullable(),
    version: z.int(),
    customer_id: id,
    end_customer_id: id.nullable(),
    reseller_id: id.nullable(),
    product_code: z.string(),
    plan: z.string().nullable(),
    kind: z.enum(['paid', 'addon', 'nfr', 'internal']),
    seats: z.int(),
    options: z.record(z.string(), z.unknown()),
    starts_on: day,
    ends_on: day,
    zone: z.string(),
    reason: z.enum(['new', 'renewal', 'amendment', 'expansion', 'reduction', 'transfer', 'cancellation']),
    funding: z.enum(['paid', 'po_accepted', 'provisional']),
    /** seats over the days [from, to) of the whole contract, in order */
    segments: z.array(z.object({ from: day, to: day, seats: z.int() })),
  }),
  'billing.document.issued': document,
  'billing.document.paid': document,
  'billing.credit_note.issued': document,
  'billing.payment.requested': z.object({ intent_id: id, account_id: id, document_id: id.nullable() }),
  'billing.payment.succeeded': z.object({
    payment_id: id,
    number: z.string(),
    account_id: id,
    amount_minor: z.int(),
    currency: z.string(),
    source: z.string(),
    documents: z.array(z.string()),
  }),
  'billing.payment.failed': z.object({
    intent_id: id,
    account_id: id,
    order_id: id.nullable(),
    document_id: id.nullable(),
    amount_minor: z.int(),
    currency: z.string(),
    code: z.string(),
    hard: z.boolean(),
    next_try: day.nullable(),
  }),
} satisfies Record<string, z.ZodType>

/** Shapes of what is heard from above the room are repeated here; nothing is imported from there. */
const reversed = z.object({ subjects: z.array(z.object({ room: z.string(), kind: z.string(), id: z.string() })) })
const asked = z.object({ intent_id: id.nullable() })
const licence = z.object({ licence_id: z.string(), number: z.string(), contract_number: z.string(), order_number: z.string().nullish() })

/** What other systems may be told: ids, numbers, days and amounts, nobody's name. */
export const publicEvents: (keyof typeof events)[] = [
  'billing.order.placed',
  'billing.order.fulfilled',
  'billing.order.failed',
  'billing.contract.activated',
  'billing.contract.amended',
  'billing.contract.renewed',
  'billing.contract.in_grace',
  'billing.contract.lapsed',
  'billing.contract.ended',
  'billing.document.issued',
  'billing.document.paid',
  'billing.credit_note.issued',
  'billing.payment.succeeded',
  'billing.payment.failed',
]

export const listeners: Listener[] = [
  {
    name: 'billing.run.on',
    on: ['billing.run.begun'],
    steps: (open, event) => continueRun(open, String(event.payload['run_id'])),
  },
  {
    name: 'billing.collect',
    on: ['billing.order.placed', 'billing.payment.requested'],
    steps: async (open, event) => {
      const { intent_id } = asked.parse(event.payload)
      if (intent_id) await collect(open, intent_id)
    },
  },
  {
    name: 'billing.approval.ended',
    on: ['decisions.decision.reversed'],
    run: (ctx, event) => approvalEnded(ctx, reversed.parse(event.payload).subjects),
  },
  {
    name: 'billing.fulfil',
    on: ['licensing.licence.issued'],
    run: async (ctx, event) => {
      const issued = licence.parse(event.payload)
      await fulfilOrder(ctx, { ...issued, order_number: issued.order_number ?? undefined })
    },
  },
]
