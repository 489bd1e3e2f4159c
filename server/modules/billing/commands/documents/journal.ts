import type { Context } from '../../../../kernel/context.ts'
import { newId } from '../../../../kernel/ids.ts'
import type { Book } from '../../book.ts'
import { creditNoteJournal, invoiceJournal, type Journal, type TaxPart } from '../../rules/ledger.ts'
import { splitByPosted, splitByProgress, splitByTime } from '../../rules/revenue.ts'
import type { Doc, Line } from '../../rules/engine/shapes.ts'
import type { DocumentTable, JournalTable, PostingTable } from '../../tables.ts'

export type Entry = { journal: JournalTable; postings: PostingTable[] }
/** The invoice that a credit note credits, and how much of it is still open. */
export type Credited = { id: string; open: bigint }

/** The ledger entry of an issued document: debit +, credit −, balanced by the rules and checked by the database. */
export function entryOfDocument(ctx: Context, document: DocumentTable, book: Book, doc: Doc, credited: Credited | undefined): Entry {
  const taxes = doc.tax_groups.map((group) => taxPart(group, doc.kind === 'credit_note' ? -1n : 1n))
  const journal =
    doc.kind === 'credit_note' && credited
      ? creditNoteJournal({
          profile: book.profile.id,
          invoice: credited.id,
          lines: doc.lines.map((line) => creditedLine(line, doc, book)),
          taxes,
          gross: BigInt(-doc.totals.gross_minor),
          open: credited.open,
        })
      : invoiceJournal({
          profile: book.profile.id,
          document: document.id,
          lines: doc.lines.map((line) => ({ key: `${book.contract.number}|${line.ref ?? line.key}`, net: BigInt(line.net_minor) })),
          taxes,
          gross: document.gross_minor,
        })
  return entryOf(ctx, journal, {
    entity: document.entity_id,
    day: document.issue_day,
    currency: document.currency,
    source: document.id,
    memo: `${document.number} ${book.profile.legal_name}`,
  })
}

export function entryOf(
  ctx: Context,
  journal: Journal,
  about: { entity: string; day: string; currency: string; source: string; memo: string },
): Entry {
  const id = newId()
  return {
    journal: {
      id,
      entity_id: about.entity,
      day: about.day,
      period: about.day.slice(0, 7),
      currency: about.currency,
      event: journal.event,
      source_id: about.source,
      key: `${journal.event}:${about.source}`,
      memo: about.memo,
      created_at: ctx.now,
      created_by: ctx.actor.id,
    },
    postings: journal.postings.map((posting, n) => ({
      journal_id: id,
      n,
      account: posting.account,
      amount_minor: posting.amount,
      dims: posting.dims,
    })),
  }
}

function taxPart(group: Doc['tax_groups'][number], sign: bigint): TaxPart {
  return { jurisdiction: group.jurisdiction, code: group.code, category: group.category, tax: BigInt(group.tax_minor) * sign }
}

/** No run recognises revenue yet: all of it is still deferred on 2100, and nothing may leave an income that was never posted. */
const posted = 0n

/** The part already earned and posted goes to 4900, the rest lowers what is deferred. */
function creditedLine(line: Line, doc: Doc, book: Book) {
  const net = BigInt(-line.net_minor)
  const debited = book.billed.find((row) => row.key === line.ref)
  const split =
    line.kind === 'goodwill' && debited
      ? splitByProgress(net, { from: debited.from_day, to: debited.to_day, total: debited.net_minor }, doc.day)
      : splitByTime({ from: line.from, to: line.to, total: net }, doc.day)
  const key = `${book.contract.number}|${line.ref ?? line.key}`
  return { key, ...splitByPosted(split, posted), obligation: book.product.obligation, product: line.product }
}
