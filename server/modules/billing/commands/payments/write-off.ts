import { record } from '../../../../kernel/audit.ts'
import type { Context } from '../../../../kernel/context.ts'
import { newId } from '../../../../kernel/ids.ts'
import { writeOffJournal } from '../../rules/ledger.ts'
import { saveJournals } from '../../store/ledger.ts'
import { allocate, savePayments } from '../../store/money.ts'
import { nextNumber } from '../../store/quotes.ts'
import type { DocumentTable, PaymentTable } from '../../tables.ts'
import { entryOf } from '../documents/journal.ts'
import { tellPaid } from './settle.ts'

/** Closes a document over a difference that is not worth a letter: a row of its own beside the payment, booked to 5900. */
export async function writeOff(ctx: Context, document: DocumentTable, amount: bigint, day: string): Promise<void> {
  const { profile_id, account_id, entity_id, currency } = document
  const made = { created_at: ctx.now, created_by: ctx.actor.id }
  const off: PaymentTable = {
    id: newId(),
    number: await nextNumber(ctx.tx, 'payment'),
    profile_id,
    account_id,
    entity_id,
    source: 'write_off',
    day,
    currency,
    amount_minor: amount,
    fee_minor: 0n,
    reference: `Small difference of ${document.number}`,
    intent_id: null,
    ...made,
  }
  await savePayments(ctx.tx, [off])
  const journal = writeOffJournal({ profile: profile_id, document: document.id, amount })
  const entry = entryOf(ctx, journal, { entity: entity_id, day, currency, source: off.id, memo: `${off.number} ${off.reference}` })
  await saveJournals(ctx.tx, [entry.journal], entry.postings)
  await allocate(ctx.tx, [
    { id: newId(), payment_id: off.id, credit_note_id: null, document_id: document.id, amount_minor: amount, day, ...made },
  ])
  await record(ctx, {
    action: 'billing.difference.written_off',
    subject: { kind: 'document', id: document.id, label: document.number },
    after: { amount_minor: Number(amount), currency },
  })
  await tellPaid(ctx, [document])
}
