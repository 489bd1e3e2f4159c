import type { Context } from '../../../../kernel/context.ts'
import { stateItem } from '../../queries/contracts/contracts.ts'
import { changeContract, itemsOf } from '../../store/contracts.ts'
import { announceDocuments } from '../contracts/activate.ts'
import type { Issued } from '../documents/issue-work.ts'
import { announceEntitlement } from '../contracts/entitlement.ts'
import type { Past } from './work.ts'

/** The end passed without a renewal: grace begins, or the contract lapses. */
export async function tellPastEnd(ctx: Context, { contract, state, next }: Past): Promise<void> {
  await changeContract(ctx.tx, contract.id, { next_bill_day: next })
  const facts = {
    contract_id: contract.id,
    contract_number: contract.number,
    account_id: contract.account_id,
    seq: null,
    order_number: null,
  }
  await ctx.announce(
    `billing.contract.${state}`,
    { ...facts, start: contract.start_day, end: contract.end_day, kind: state },
    { key: contract.id },
  )
}

/** What a run's work on one contract means to everyone else. */
export async function tellOf(ctx: Context, issued: Issued): Promise<void> {
  const { work, book, items, documents } = issued
  const { contract } = book
  if (work.added.length > 0) {
    const facts = {
      contract_id: contract.id,
      contract_number: contract.number,
      account_id: contract.account_id,
      seq: book.amendments.length,
      order_number: null,
    }
    await ctx.announce(
      'billing.contract.renewed',
      { ...facts, start: contract.start_day, end: contract.end_day, kind: 'renew' },
      { key: contract.id },
    )
    const funding = contract.method_id ? 'paid' : 'po_accepted'
    await announceEntitlement(ctx, { book, items, day: work.today, reason: 'renewal', orderNumber: null, funding })
  } else await announceScheduled(ctx, issued)
  await announceDocuments(ctx, documents, false)
}

/** A change that was recorded earlier begins on this day: only now does it change what the subscription gives. */
async function announceScheduled(ctx: Context, { work, book }: Issued): Promise<void> {
  const { contract } = book
  const begins = book.amendments.filter(
    (row) => row.kind !== 'start' && row.recorded_day < row.effective && row.effective === contract.next_bill_day,
  )
  if (begins.length === 0) return
  const raised = { ...contract, subscription_version: contract.subscription_version + 1 }
  await changeContract(ctx.tx, contract.id, { subscription_version: raised.subscription_version })
  const items = (await itemsOf(ctx.tx, [contract.id])).map((row) => stateItem(row, book))
  const reason = begins.some((row) => row.kind === 'renew') ? 'renewal' : 'amendment'
  await announceEntitlement(ctx, {
    book: { ...book, contract: raised },
    items,
    day: work.today,
    reason,
    orderNumber: null,
    funding: 'paid',
  })
}
