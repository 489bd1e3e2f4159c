import type { Context } from '../../../../kernel/context.ts'
import type { InputOf } from '../../../../kernel/operation.ts'
import { later } from '../../../../kernel/period.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import type { Book } from '../../book.ts'
import type { contractsChangePreview } from '../../contract.ts'
import type { Change } from '../../rules/engine/shapes.ts'
import type { ContractTable } from '../../tables.ts'
import {
  type EntitlementReason,
  endChange,
  ended,
  invoiceLead,
  renewalByOrder,
  renewChange,
  renewed,
  requireEnd,
  requireOpen,
  seatsChange,
} from '../../changes.ts'
import { renewalPolicy, requireRenewable } from './renewal.ts'
import { todayOf } from '../../today.ts'

export type Wish = InputOf<typeof contractsChangePreview>['change']
/** A change on its way: `today` is the contract's local day, on which it is recorded; `end` the last day that it reaches. */
export type Planned = { change: Change; today: string; end: string; after: ContractTable; reason: EntitlementReason }

/**
 * The change as the engine takes it, and the contract's row afterwards; refuses what the contract's state does not allow. `byOrder`: the
 * customer would place an order for it, and pay with that order.
 */
export async function plan(ctx: Context, book: Book, request: Wish, byOrder = false): Promise<Planned> {
  const { contract } = book
  const today = todayOf(contract, ctx)
  const next = { ...contract, version: contract.version + 1, subscription_version: contract.subscription_version + 1 }
  if (contract.ended_on !== null && contract.ended_on <= today) throw ended(contract)
  if (request.kind === 'seats') {
    const day = request.effective ?? later(today, contract.start_day)
    requireOpen(book, day)
    if (day < contract.start_day)
      throw new Refusal('refused', 'amendment.outside_term', `${contract.number} starts on ${contract.start_day}.`)
    const change = { ...seatsChange(request.add, day), recorded: today }
    return { change, today, end: requireEnd(contract), after: next, reason: 'expansion' }
  }
  if (request.kind === 'renew') {
    const policy = await renewalPolicy(ctx, today)
    requireRenewable(contract, policy, today)
    const change = byOrder
      ? renewalByOrder(book, policy, request.months, today, request)
      : renewChange(contract, policy, request.months, today, { ...request, lead: invoiceLead(contract, policy) })
    return { change, today, end: change.end, after: renewed(next, change), reason: 'renewal' }
  }
  const end = requireEnd(contract)
  const day = request.effective ?? end
  if (day <= contract.start_day || day > end) {
    throw new Refusal(
      'refused',
      'amendment.outside_term',
      `${contract.number} can end after ${contract.start_day} and at the latest on ${end}.`,
    )
  }
  const change = endChange(day, request.credit, today)
  return { change, today, end: day, after: { ...next, ended_on: day, end_day: day, auto_renew: false }, reason: 'cancellation' }
}
