import type { Context } from '../../../../kernel/context.ts'
import { type Letter, sendMails } from '../../../../kernel/mail.ts'
import { moneyMailboxes } from '../../../customers/index.ts'
import type { CanonicalDocument } from '../../paper/canonical.ts'
import { declineLetter, documentLetter, offerLetter } from '../../rules/letters.ts'
import { productsByCode } from '../../store/catalogue.ts'
import { getDocument, openOf } from '../../store/documents.ts'
import { entitiesById } from '../../store/profiles.ts'
import type { DocumentTable, IntentTable, MethodTable, QuoteTable } from '../../tables.ts'
import { cardText } from '../../rules/letters.ts'

/** A document that was issued, and whether the stored card is asked for it. */
type Issued = { document: DocumentTable; card: boolean }

/** Invoices and credit notes go to whoever pays at the customer, with the PDF. One query and one statement for any number. */
export async function mailDocuments(ctx: Context, issued: readonly Issued[]): Promise<void> {
  const boxes = await moneyMailboxes(
    ctx,
    issued.map(({ document }) => document.account_id),
  )
  const letters = issued.flatMap(({ document, card }): Letter[] => {
    const box = boxes.get(document.account_id)
    if (!box) return []
    const paper = document.canonical as unknown as CanonicalDocument
    const written = documentLetter(
      { name: box.name, portal: ctx.settings.publicUrl, seller: paper.seller.name },
      {
        kind: document.kind,
        number: document.number,
        gross: { minor: document.gross_minor, currency: document.currency },
        open: { minor: document.gross_minor, currency: document.currency },
        due: document.due_day,
        paidBy: paper.paid_by,
        card,
        bank: paper.bank !== null,
        of: paper.of,
      },
    )
    const papers = [{ kind: 'document', id: document.id, name: `${document.number}.pdf` }]
    return [{ to: box.email, purpose: 'billing', ...written, about: `document:${document.id}`, papers }]
  })
  await sendMails(ctx, letters)
}

/** The offer, with the way to read and answer it. Answers whether there was anybody to write to. */
export async function mailOffer(ctx: Context, quote: QuoteTable, validUntil: string): Promise<boolean> {
  const box = (await moneyMailboxes(ctx, [quote.account_id])).get(quote.account_id)
  if (!box) return false
  const { seller, ...sold } = await soldBy(ctx, quote)
  const written = offerLetter(
    { name: box.name, portal: ctx.settings.publicUrl, seller },
    { id: quote.id, number: quote.number, ...sold, validUntil },
  )
  await sendMails(ctx, [{ to: box.email, purpose: 'sale', ...written, about: `quote:${quote.id}` }])
  return true
}

/** What a quote sells and who sells it, as letters say it. */
export async function soldBy(ctx: Context, { lines, entity_id, totals, currency }: QuoteTable) {
  const [line] = lines
  const product = line && (await productsByCode(ctx.tx, [line.product])).get(line.product)
  return {
    seller: (await entitiesById(ctx.tx, [entity_id])).get(entity_id)?.name ?? '',
    seats: line?.quantity ?? '0',
    product: product?.name ?? line?.product ?? '',
    gross: { minor: BigInt(totals.gross_minor), currency },
  }
}

/** A stored card said no: the customer learns it on the same day and can pay with another one. */
export async function mailDecline(ctx: Context, intent: IntentTable, method: MethodTable, hard: boolean): Promise<void> {
  const document = await getDocument(ctx.tx, intent.document_id ?? '')
  const box = (await moneyMailboxes(ctx, [document.account_id])).get(document.account_id)
  if (!box) return
  const open = await openOf(ctx.tx, document.id)
  const paper = document.canonical as unknown as CanonicalDocument
  const written = declineLetter(
    { name: box.name, portal: ctx.settings.publicUrl, seller: paper.seller.name },
    { number: document.number, open: { minor: open, currency: document.currency }, card: cardText(method), hard },
  )
  const papers = [{ kind: 'document', id: document.id, name: `${document.number}.pdf` }]
  await sendMails(ctx, [{ to: box.email, purpose: 'billing', ...written, about: `document:${document.id}`, papers }])
}
