import { historyOf, record } from '../../../../kernel/audit.ts'
import type { Context } from '../../../../kernel/context.ts'
import { sendMail } from '../../../../kernel/mail.ts'
import type { InputOf, OutputOf } from '../../../../kernel/operation.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import { contactsOf, moneyMailboxes } from '../../../customers/index.ts'
import type { portalDocumentMail } from '../../contract.ts'
import type { CanonicalDocument } from '../../paper/canonical.ts'
import { settledOf } from '../../queries/documents/documents.ts'
import { documentLetter } from '../../rules/letters.ts'
import { fitMailAgain } from '../../rules/own-company.ts'
import { paidByText } from '../../rules/settled.ts'
import { takeDocument } from '../../store/cards.ts'
import { getDocument } from '../../store/documents.ts'
import { accountOfActor } from '../../queries/portal/actor.ts'

const action = 'billing.document.mailed_again'

/** Sends an own document once more, to the contact who asks or to whoever gets the invoices; it says what is paid and open today. */
export async function mailAgain(ctx: Context, input: InputOf<typeof portalDocumentMail>): Promise<OutputOf<typeof portalDocumentMail>> {
  const accountId = accountOfActor(ctx)
  const document = await getDocument(ctx.tx, input.id, accountId)
  // two who ask at once are counted one after the other
  await takeDocument(ctx.tx, document.id)
  const before = (await historyOf(ctx, 'document', document.id, 100)).filter((row) => row.action === action)
  fitMailAgain(
    document.number,
    before.map((row) => new Date(row.at)),
    ctx.now,
  )
  const box = await boxOf(ctx, accountId, input.to)
  const paper = document.canonical as unknown as CanonicalDocument
  const settled = (await settledOf(ctx, [document.id])).get(document.id)
  const { currency, gross_minor: gross } = document
  const open = settled?.open ?? gross
  const written = documentLetter(
    { name: box.name, portal: ctx.settings.publicUrl, seller: paper.seller.name },
    {
      kind: document.kind,
      number: document.number,
      gross: { minor: gross, currency },
      open: { minor: open, currency },
      due: document.due_day,
      paidBy: paper.paid_by ?? (open <= 0n ? paidByText(settled?.parts ?? []) : null),
      card: paper.collection === 'card',
      bank: paper.bank !== null,
      of: paper.of,
      again: true,
    },
  )
  const papers = [{ kind: 'document', id: document.id, name: `${document.number}.pdf` }]
  await sendMail(ctx, { to: box.email, purpose: 'billing', ...written, about: `document:${document.id}`, papers })
  await record(ctx, { action, subject: { kind: 'document', id: document.id, label: document.number }, after: { to: input.to } })
  return { to: box.email, state: 'queued' }
}

async function boxOf(ctx: Context, accountId: string, to: 'me' | 'billing'): Promise<{ name: string; email: string }> {
  const box =
    to === 'billing'
      ? (await moneyMailboxes(ctx, [accountId])).get(accountId)
      : (await contactsOf(ctx, accountId)).find((contact) => contact.id === ctx.actor.id)
  if (!box) throw new Refusal('refused', 'document.nobody_to_mail', 'There is nobody at your company to whom we could send it.')
  return box
}
