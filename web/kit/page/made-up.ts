import { z } from 'zod'
import { listOperation } from '../../../server/kernel/list/declare.ts'
import { operation } from '../../../server/kernel/operation.ts'

/** What the parts are shown with: one customer's contract and a few beside it. No house answers these operations. */
const row = z.object({
  id: z.string(),
  customer_name: z.string(),
  customer_id: z.string(),
  country: z.string(),
  product: z.string(),
  yearly_minor: z.int(),
  currency: z.string(),
  seats: z.int(),
  renews: z.string(),
  state: z.string(),
})

export const contracts = listOperation({
  name: 'kit.contracts.list',
  path: '/kit/contracts',
  right: 'signed_in',
  summary: 'Contracts to look at',
  row,
  list: {
    columns: {
      customer: { title: 'Customer', kind: 'customer', value: 'customer_name', id: 'customer_id', country: 'country', shown: true },
      product: { title: 'Product', kind: 'text', shown: true },
      seats: { title: 'Seats', kind: 'count', shown: true },
      yearly: { title: 'A year', kind: 'money', currency: 'currency', shown: true },
      renews: { title: 'Renews', kind: 'day', shown: true },
      state: { title: 'State', kind: 'choice', choices: { active: 'Active', at_risk: 'At risk', ended: 'Ended' }, shown: true },
      currency: { title: 'Currency', kind: 'text' },
    },
    sort: 'renews',
    search: 'customer',
    sums: ['yearly'],
  },
})

const made = (id: string, customer_name: string, country: string, seats: number, yearly_minor: number, renews: string, state: string) => ({
  id,
  customer_name,
  customer_id: id,
  country,
  product: seats > 100 ? 'Harbor Enterprise' : 'Harbor Professional',
  yearly_minor,
  currency: 'USD',
  seats,
  renews,
  state,
})

export const rows: z.output<typeof row>[] = [
  made('1', 'Maple Bank', 'CA', 420, 6_804_000, '2027-01-21', 'active'),
  made('2', 'Mica Energy', 'US', 500, 8_100_000, '2027-02-03', 'active'),
  made('3', 'Kranich Werke GmbH', 'DE', 25, 390_000, '2026-12-09', 'at_risk'),
  made('4', 'Bureau du Port de l’Atlantique et de la Méditerranée', 'FR', 90, 1_404_000, '2026-12-30', 'active'),
  made('5', 'Osprey Robotics', 'JP', 60, 936_050, '2026-10-31', 'ended'),
]

export const contractEdit = operation({
  name: 'kit.contracts.edit',
  method: 'PATCH',
  path: '/kit/contracts/{id}',
  right: 'signed_in',
  summary: 'Changes a contract that is looked at',
  edit: 'version',
  input: z.object({
    id: z.string(),
    if_match: z.int(),
    customer: z.string().min(1).max(80),
    note: z.string().max(60).optional(),
    seats: z.int().min(1).max(10_000),
    price_minor: z.int(),
    starts: z.iso.date(),
    product: z.string(),
    account: z.string().optional(),
    editions: z.array(z.string()).min(1),
    renews: z.boolean().optional(),
    secret: z.string().min(12).optional(),
    file: z.object({ name: z.string(), type: z.string(), sha256: z.string() }).optional(),
  }),
  output: z.object({}),
})
