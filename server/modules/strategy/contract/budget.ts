import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { currencyShape, dayShape, idShape, minorShape, nameShape } from '../../../kernel/shapes.ts'

const kind = z.enum(['system', 'vendor', 'headcount', 'other'])
const paidPer = z.enum(['month', 'quarter', 'year'])
const words = z.string().trim().max(2000)
const amount = minorShape.min(0).max(1_000_000_000_000)

const wish = {
  kind,
  name: nameShape.min(1).max(200),
  business_value: words.nullish(),
  sku: nameShape.max(120).nullish(),
  seats: z.int().min(0).max(1_000_000).nullish(),
  one_time_minor: amount.default(0),
  recurring_minor: amount.default(0).describe('at each payment, beside the seats'),
  per_seat_minor: amount.default(0),
  implementation_minor: amount.default(0),
  currency: currencyShape,
  paid_per: paidPer.default('year'),
  starts_on: dayShape,
  ends_on: dayShape.nullish().describe('the last day; without one it goes on'),
  timeline: words.nullish(),
  source: nameShape.max(200).nullish().describe('where a vendor comes from'),
  statement_of_work: words.nullish(),
  role: nameShape.max(200).nullish().describe('of colleagues who are to come'),
  heads: z.int().min(0).max(10_000).nullish(),
  cost_per_year_minor: amount.default(0).describe('of one colleague'),
}

const lineShape = z.object({
  id: z.string(),
  item_key: z.string(),
  kind,
  name: z.string(),
  business_value: z.string().nullable(),
  sku: z.string().nullable(),
  seats: z.number().nullable(),
  one_time_minor: minorShape,
  recurring_minor: minorShape,
  per_seat_minor: minorShape,
  implementation_minor: minorShape,
  currency: z.string(),
  paid_per: paidPer,
  starts_on: z.string(),
  ends_on: z.string().nullable(),
  timeline: z.string().nullable(),
  source: z.string().nullable(),
  statement_of_work: z.string().nullable(),
  role: z.string().nullable(),
  heads: z.number().nullable(),
  cost_per_year_minor: minorShape,
  off_cycle: z.boolean().describe('added, or made to cost something else, after its method was vetted'),
  added_by: z.string(),
  added_at: z.string(),
  now_minor: minorShape.describe('what of it falls into the period of the plan'),
  next_minor: minorShape.describe('what of it falls into the period behind that'),
})

const total = z.object({ key: z.string(), currency: z.string(), now_minor: minorShape, next_minor: minorShape })

const budgetShape = z.object({
  period: z.object({ from: z.string(), to: z.string() }),
  next: z.object({ from: z.string(), to: z.string() }),
  /** the methods of the edition, each of which may have lines */
  methods: z.array(z.object({ key: z.string(), place: z.string(), text: z.string() })),
  lines: z.array(lineShape),
  /** a method’s key, a kind, or the plan’s slug, each in one currency */
  totals: z.object({ methods: z.array(total), kinds: z.array(total), plan: z.array(total) }),
  /** those in which a line may be: the company’s own first, then those of which it keeps rates */
  currencies: z.array(z.string()),
  may: z.array(z.string()),
})

export const budgetGet = operation({
  name: 'strategy.budget.get',
  method: 'GET',
  path: '/strategy/editions/{id}/budget-lines',
  right: 'strategy.read',
  summary: 'What the methods of a plan are to cost, line by line, and the sums by method, kind and plan in each currency',
  input: z.object({ id: idShape }),
  output: budgetShape,
})

export const budgetAdd = operation({
  name: 'strategy.budget.add',
  method: 'POST',
  path: '/strategy/editions/{id}/budget-lines',
  right: 'strategy.take_part',
  summary:
    'Adds what a method is to cost: a system, a vendor, colleagues or something else; once the method is vetted it is marked as off the cycle',
  status: 201,
  input: z.object({ id: idShape, item_key: idShape.describe('of a method'), ...wish }),
  output: budgetShape,
})

export const budgetChange = operation({
  name: 'strategy.budget.change',
  edit: { lastWins: 'sets the fields of one line that it names; the trail keeps what stood before' },
  method: 'PATCH',
  path: '/strategy/editions/{id}/budget-lines/{line}',
  right: 'strategy.take_part',
  summary: 'Changes fields of a line of the budget; what is not named stays',
  input: z.object({ id: idShape, line: idShape, ...changes() }),
  output: budgetShape,
})

/** The same fields, each of which may be left out; none has a value by itself. */
function changes() {
  const plain = (field: typeof wish.one_time_minor) => field.unwrap().optional()
  return {
    kind: kind.optional(),
    name: wish.name.optional(),
    business_value: wish.business_value,
    sku: wish.sku,
    seats: wish.seats,
    one_time_minor: plain(wish.one_time_minor),
    recurring_minor: plain(wish.recurring_minor),
    per_seat_minor: plain(wish.per_seat_minor),
    implementation_minor: plain(wish.implementation_minor),
    currency: currencyShape.optional(),
    paid_per: paidPer.optional(),
    starts_on: dayShape.optional(),
    ends_on: wish.ends_on,
    timeline: wish.timeline,
    source: wish.source,
    statement_of_work: wish.statement_of_work,
    role: wish.role,
    heads: wish.heads,
    cost_per_year_minor: plain(wish.cost_per_year_minor),
  }
}

export const budgetRemove = operation({
  name: 'strategy.budget.remove',
  method: 'DELETE',
  path: '/strategy/editions/{id}/budget-lines/{line}',
  right: 'strategy.take_part',
  summary: 'Takes a line of the budget away; the trail keeps it',
  input: z.object({ id: idShape, line: idShape }),
  output: budgetShape,
})
