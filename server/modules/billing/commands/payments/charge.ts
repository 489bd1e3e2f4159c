import type { Context } from '../../../../kernel/context.ts'
import { newId } from '../../../../kernel/ids.ts'
import { saveIntents } from '../../store/money.ts'
import type { IntentTable } from '../../tables.ts'
import { leftToPay } from './balance.ts'
import type { Issued } from '../documents/issue-work.ts'
import { provider } from './collect.ts'

/** Asks the stored cards of contracts for what was just invoiced; without a card the invoice is open on terms. Answers how many. */
export async function askForMoney(ctx: Context, ...issued: Issued[]): Promise<number> {
  const intents = issued.flatMap(({ book, documents }) =>
    documents
      .filter((document) => document.kind === 'invoice' && leftToPay(document) > 0n && book.contract.method_id !== null)
      .map((document): IntentTable => {
        const id = newId()
        return {
          id,
          purpose: 'document',
          order_id: null,
          document_id: document.id,
          account_id: document.account_id,
          currency: document.currency,
          amount_minor: leftToPay(document),
          provider: provider.name,
          key: id,
          state: 'processing',
          attempt: 1,
          method_id: book.contract.method_id,
          asked_at: ctx.now,
          keep_card: null,
          created_at: ctx.now,
          created_by: ctx.actor.id,
        }
      }),
  )
  await saveIntents(ctx.tx, intents)
  for (const intent of intents) {
    await ctx.announce(
      'billing.payment.requested',
      { intent_id: intent.id, account_id: intent.account_id, document_id: intent.document_id },
      { key: intent.id },
    )
  }
  return intents.length
}
