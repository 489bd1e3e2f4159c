import { record } from '../../../../kernel/audit.ts'
import type { Context } from '../../../../kernel/context.ts'
import { newId } from '../../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../../kernel/operation.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import type { portalContractCard, portalDocumentPay } from '../../contract.ts'
import { ownContract, ownDocument } from '../../queries/portal/own.ts'
import { openIntentsOf, takeDocument } from '../../store/cards.ts'
import { changeContract, takeContract } from '../../store/contracts.ts'
import { getDocument, openOf } from '../../store/documents.ts'
import { changeIntent, saveIntents, takeIntent } from '../../store/money.ts'
import type { DocumentTable, IntentTable, MethodTable } from '../../tables.ts'
import { accountOfActor } from '../../queries/portal/actor.ts'
import { provider } from './collect.ts'
import { methodFor } from './methods.ts'
import { cardText } from '../../rules/letters.ts'

/**
 * Pays what an own invoice has open with a card. After a decline it is the next try of the same intent; an invoice on terms gets its
 * first. While one try is under way the answer is that one: nobody pays twice. The card replaces the contract's stored one as soon as it
 * has paid, if the customer wishes.
 */
export async function payDocument(ctx: Context, input: InputOf<typeof portalDocumentPay>): Promise<OutputOf<typeof portalDocumentPay>> {
  const document = await getDocument(ctx.tx, input.id, accountOfActor(ctx))
  // the intent before the document, as the provider's answer takes them
  const [found] = await openIntentsOf(ctx.tx, [document.id])
  if (found) await takeIntent(ctx.tx, found.id)
  await takeDocument(ctx.tx, document.id)
  const [intent] = await openIntentsOf(ctx.tx, [document.id])
  if (intent?.state === 'processing') return ownDocument(ctx, { id: document.id })
  const open = await openOf(ctx.tx, document.id)
  if (document.kind !== 'invoice' || open <= 0n)
    throw new Refusal('conflict', 'document.nothing_open', `${document.number} has nothing open.`)
  const method = await methodFor(ctx, document.profile_id, input.payment)
  if (!method) throw new Refusal('refused', 'payment.method_missing', 'Enter a card, or choose a stored one.')
  const id = await ask(ctx, document, intent, { method, open, keep: input.keep_card })
  await record(ctx, {
    action: 'billing.document.payment_asked',
    subject: { kind: 'document', id: document.id, label: document.number },
    after: { amount_minor: Number(open), card: cardText(method), keep_card: input.keep_card },
  })
  await ctx.announce('billing.payment.requested', { intent_id: id, account_id: document.account_id, document_id: document.id }, { key: id })
  return ownDocument(ctx, { id: document.id })
}

type Try = { method: MethodTable; open: bigint; keep: boolean }

async function ask(ctx: Context, document: DocumentTable, intent: IntentTable | undefined, next: Try): Promise<string> {
  const facts = {
    method_id: next.method.id,
    amount_minor: next.open,
    keep_card: next.keep,
    asked_at: ctx.now,
    state: 'processing' as const,
  }
  if (intent) {
    await changeIntent(ctx.tx, intent.id, { ...facts, attempt: intent.attempt + 1 })
    return intent.id
  }
  const id = newId()
  const { account_id, currency } = document
  await saveIntents(ctx.tx, [
    {
      id,
      purpose: 'document',
      order_id: null,
      document_id: document.id,
      account_id,
      currency,
      provider: provider.name,
      key: id,
      attempt: 1,
      created_at: ctx.now,
      created_by: ctx.actor.id,
      ...facts,
    },
  ])
  return id
}

/** The card that a contract's renewals and added seats are charged to from now on. */
export async function chooseCard(ctx: Context, input: InputOf<typeof portalContractCard>): Promise<OutputOf<typeof portalContractCard>> {
  const contract = await takeContract(ctx.tx, input.id, accountOfActor(ctx))
  const method = await methodFor(ctx, contract.profile_id, input.payment)
  if (!method) throw new Refusal('refused', 'payment.method_missing', 'Enter a card, or choose a stored one.')
  if (method.id !== contract.method_id) {
    await changeContract(ctx.tx, contract.id, { method_id: method.id, version: contract.version + 1 })
    await record(ctx, {
      action: 'billing.contract.card_chosen',
      subject: { kind: 'contract', id: contract.id, label: contract.number },
      before: { method_id: contract.method_id },
      after: { method_id: method.id, card: cardText(method) },
    })
  }
  return ownContract(ctx, { id: contract.id })
}
