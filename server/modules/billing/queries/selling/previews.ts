import type { Context } from '../../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../../kernel/operation.ts'
import { inputOf } from '../../book.ts'
import { bookOf, taxRowsFor } from '../contracts/books.ts'
import { lanePolicyOn } from './lane.ts'
import type { lanePolicy, preview, taxPreview, taxRowsList } from '../../contract.ts'
import { propose } from '../../rules/engine/propose.ts'
import type { PreviewInput } from '../../rules/engine/shapes.ts'
import { determineTax } from '../../rules/tax/determine.ts'
import { locationFor } from '../../rules/tax/location.ts'
import { getContract } from '../../store/contracts.ts'
import { allRules, ratesFor, ratesOn } from '../../store/policies.ts'
import { todayOf } from '../../today.ts'

/** The engine on given facts or on a stored contract; gaps (tax rows) are filled before it is asked. */
export async function previewEngine(ctx: Context, input: InputOf<typeof preview>): Promise<OutputOf<typeof preview>> {
  if (!('contract_id' in input)) return propose(await withRows(ctx, input))
  const contract = await getContract(ctx.tx, input.contract_id)
  const book = await bookOf(ctx, contract)
  const rows = await taxRowsFor(ctx, [book.entity.country, book.profile.country])
  const asOf = input.as_of ?? todayOf(contract, ctx)
  return propose({
    ...inputOf(book, rows, { asOf, ...(input.changes && { changes: input.changes }) }),
    ...(input.through && { through: input.through }),
    ...(input.include && { include: input.include }),
  })
}

async function withRows(ctx: Context, input: PreviewInput): Promise<PreviewInput> {
  const determine = input.tax?.determine
  if (!determine || (determine.rates && determine.rules)) return input
  const rates = determine.rates ?? (await ratesFor(ctx.tx, [determine.seller.country, determine.buyer.country]))
  const rules = determine.rules ?? (await allRules(ctx.tx))
  return { ...input, tax: { ...input.tax, determine: { ...determine, rates, rules } } }
}

export async function previewTax(ctx: Context, input: InputOf<typeof taxPreview>): Promise<OutputOf<typeof taxPreview>> {
  const rates = input.rates ?? (await ratesFor(ctx.tx, [input.seller.country, input.buyer.country]))
  const rules = input.rules ?? (await allRules(ctx.tx))
  const { evidence, ...question } = input
  const location = locationFor(question, evidence ?? [])
  return {
    ...determineTax({ ...question, day: input.day ?? ctx.today, rates, rules }),
    location: location.state,
    location_reason: location.reason,
  }
}

export async function readTaxRows(ctx: Context, input: InputOf<typeof taxRowsList>): Promise<OutputOf<typeof taxRowsList>> {
  const day = input.day ?? ctx.today
  const rules = (await allRules(ctx.tx)).filter((rule) => rule.valid_from <= day && (rule.valid_to === null || day <= rule.valid_to))
  return { rates: await ratesOn(ctx.tx, day), rules }
}

export async function readLanePolicy(ctx: Context, input: InputOf<typeof lanePolicy>): Promise<OutputOf<typeof lanePolicy>> {
  const { version, from, policy } = await lanePolicyOn(ctx, input.day ?? ctx.today)
  return { version, effective_from: from, currency: policy.currency, split_guard_days: policy.split_guard_days, rows: policy.rows }
}
