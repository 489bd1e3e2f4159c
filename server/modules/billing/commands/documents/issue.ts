import type { Context } from '../../../../kernel/context.ts'
import { newId } from '../../../../kernel/ids.ts'
import { addDays } from '../../../../kernel/period.ts'
import type { Book } from '../../book.ts'
import { paperOf } from '../../paper/write.ts'
import { fitPrint } from '../../paper/printable.ts'
import { chainOf, hashOf, numberIn, prefixOf, requireForward } from '../../rules/series.ts'
import { moveSeries, saveIssue, type SeriesKey, takeOpen, takeSeries } from '../../store/documents.ts'
import { allocate } from '../../store/money.ts'
import { saveJournals } from '../../store/ledger.ts'
import { perText } from '../../store/rows.ts'
import type {
  AllocationTable,
  BalanceTable,
  DocumentTable,
  DocumentTaxTable,
  JournalTable,
  LineTable,
  PostingTable,
  SeriesTable,
  TaxDecisionTable,
} from '../../tables.ts'
import { smaller } from '../../rules/engine/exact.ts'
import type { Determination, Doc } from '../../rules/engine/shapes.ts'
import { addBalance, balanceFor, type Held, holdBalances, settleBalances, useBalance } from '../payments/balance.ts'
import { type Credited, entryOfDocument } from './journal.ts'

/** A proposed document on its way to a number. */
export type Draft = {
  id: string
  book: Book
  doc: Doc
  issueDay: string
  /** the day whose tax rows and prices were used */
  taxDay: string
  order: { id: string; number: string } | null
  poNumber: string | null
  /** "Visa …4242": issued as paid */
  paidBy: string | null
  determination: Determination | undefined
}
export type Unissued = { book: Book; doc: Doc }

/**
 * Issues documents: numbers, hashes, chain, lines, tax groups, journals. The series rows are locked here and not before, so that whoever
 * waits for a number waits for inserts only. A rolled-back transaction gives its numbers back: no gap.
 */
export async function issue(ctx: Context, drafts: Draft[], unissued: Unissued[] = []): Promise<DocumentTable[]> {
  // what cannot be drawn must not take a number
  for (const draft of drafts) fitPrint(paperOf(draft, { number: '', dueDay: draft.issueDay, decision: '' }))
  const rows = newRows()
  for (const { book, doc } of unissued) rows.lines.push(...doc.lines.map((line, at) => lineRow(book, null, line, at)))
  if (drafts.length === 0) {
    await saveIssue(ctx.tx, rows)
    return []
  }
  const credited = await takeOpen(
    ctx.tx,
    drafts.flatMap(({ doc }) => (doc.of ? [doc.of] : [])),
  )
  const [held, taken] = await Promise.all([
    holdBalances(
      ctx,
      drafts.map(({ book }) => book.profile.id),
    ),
    takeSeries(ctx.tx, keysOf(drafts)),
  ])
  const series = new Map(taken.map((row) => [keyOf(row), { ...row }]))
  for (const draft of drafts) {
    const row = series.get(keyOf(seriesOf(draft)))
    if (!row) throw new Error('a series that was taken is gone')
    add(ctx, rows, draft, row, held, draft.doc.of ? credited.get(draft.doc.of) : undefined)
  }
  for (const row of series.values())
    await moveSeries(ctx.tx, row.id, { next: row.next, last_issue_day: row.last_issue_day, last_chain: row.last_chain })
  await saveIssue(ctx.tx, rows)
  const { allocations, entries } = await settleBalances(ctx, held)
  rows.allocations.push(...allocations)
  await saveJournals(
    ctx.tx,
    [...rows.journals, ...entries.map(({ journal }) => journal)],
    [...rows.postings, ...entries.flatMap(({ postings }) => postings)],
  )
  if (rows.allocations.length > 0) await allocate(ctx.tx, rows.allocations)
  return rows.documents
}

type Rows = {
  documents: DocumentTable[]
  lines: LineTable[]
  taxes: DocumentTaxTable[]
  decisions: TaxDecisionTable[]
  balances: BalanceTable[]
  journals: JournalTable[]
  postings: PostingTable[]
  allocations: AllocationTable[]
}

function newRows(): Rows {
  return { documents: [], lines: [], taxes: [], decisions: [], balances: [], journals: [], postings: [], allocations: [] }
}

function seriesOf(draft: Draft): SeriesKey {
  const year = Number(draft.issueDay.slice(0, 4))
  const { entity } = draft.book
  return {
    entity_id: entity.id,
    kind: draft.doc.kind,
    year,
    prefix: prefixOf(draft.doc.kind, year, entity.position === 1 ? undefined : entity.code),
  }
}

function keyOf(key: { entity_id: string; kind: string; year: number }): string {
  return `${key.entity_id}|${key.kind}|${key.year}`
}

function keysOf(drafts: Draft[]): SeriesKey[] {
  return [...new Map(drafts.map((draft) => [keyOf(seriesOf(draft)), seriesOf(draft)])).values()]
}

/** Gives the next number of the series and builds every row of the document; moves the series on in memory. */
function add(ctx: Context, rows: Rows, draft: Draft, series: SeriesTable, held: Held, credited: Credited | undefined): void {
  requireForward(series.prefix, series.last_issue_day, draft.issueDay)
  const { book, doc } = draft
  const position = series.next
  const number = numberIn(series.prefix, position)
  const decision = newId()
  const dueDay = dueDayOf(draft)
  const gross = BigInt(doc.totals.gross_minor)
  const owned = { profile_id: book.profile.id, currency: book.contract.currency }
  const used = doc.kind === 'invoice' ? balanceFor(held, { ...owned, gross, paid: draft.paidBy !== null }) : 0n
  const canonical = paperOf(draft, { number, dueDay, decision, balance: Number(used) })
  const sha = hashOf(canonical)
  const previous = series.last_chain
  const chain = chainOf(previous, sha)
  series.next = position + 1n
  series.last_issue_day = draft.issueDay
  series.last_chain = chain
  const document: DocumentTable = {
    id: draft.id,
    entity_id: book.entity.id,
    kind: doc.kind,
    series_id: series.id,
    position,
    number,
    profile_id: book.profile.id,
    account_id: book.contract.account_id,
    contract_id: book.contract.id,
    order_id: draft.order?.id ?? null,
    of_id: credited?.id ?? null,
    currency: book.contract.currency,
    issue_day: draft.issueDay,
    tax_day: draft.taxDay,
    due_day: dueDay,
    po_number: draft.poNumber,
    language: book.profile.language,
    net_minor: BigInt(doc.totals.net_minor),
    tax_minor: BigInt(doc.totals.tax_minor),
    gross_minor: gross,
    totals: doc.totals,
    fx: null,
    canonical: canonical as unknown as Record<string, unknown>,
    sha,
    previous,
    chain,
    created_at: ctx.now,
    created_by: ctx.actor.id,
  }
  rows.documents.push(document)
  rows.lines.push(...doc.lines.map((line, at) => lineRow(book, draft.id, line, at)))
  rows.taxes.push(...taxRows(draft))
  rows.decisions.push({
    id: decision,
    document_id: draft.id,
    inputs: { ...withoutRows(draft.determination), ...(book.profile.location && { location: book.profile.location }) },
    result: doc.tax_groups,
    at: ctx.now,
  })
  const { account_id, contract_id, entity_id, currency, issue_day, due_day, gross_minor } = document
  const open = { open_minor: doc.kind === 'invoice' ? gross : 0n, settled_day: null }
  rows.balances.push({ document_id: draft.id, account_id, contract_id, entity_id, currency, issue_day, due_day, gross_minor, ...open })
  const { journal, postings } = entryOfDocument(ctx, document, book, doc, credited)
  rows.journals.push(journal)
  rows.postings.push(...postings)
  useBalance(held, document, used)
  if (credited) settleCredit(ctx, rows, held, document, credited)
}

/** A credit note first closes the open part of its invoice; the rest is the customer's balance. */
function settleCredit(ctx: Context, rows: Rows, held: Held, note: DocumentTable, credited: Credited): void {
  const amount = smaller(-note.gross_minor, credited.open)
  addBalance(held, note, -note.gross_minor - amount)
  if (amount <= 0n) return
  credited.open -= amount
  rows.allocations.push({
    id: newId(),
    payment_id: null,
    credit_note_id: note.id,
    document_id: credited.id,
    amount_minor: amount,
    day: note.issue_day,
    created_at: ctx.now,
    created_by: ctx.actor.id,
  })
}

function dueDayOf(draft: Draft): string {
  if (draft.paidBy !== null || draft.doc.kind === 'credit_note') return draft.issueDay
  const days = draft.book.contract.method_id ? 0 : draft.book.profile.terms_days
  return addDays(draft.issueDay, days)
}

function lineRow(book: Book, documentId: string | null, line: Doc['lines'][number], position: number): LineTable {
  return {
    id: newId(),
    document_id: documentId,
    contract_id: book.contract.id,
    key: line.key,
    position,
    item: line.item,
    kind: line.kind,
    ref: line.ref ?? null,
    product: line.product,
    from_day: line.from,
    to_day: line.to,
    period_from: line.period.from,
    period_to: line.period.to,
    quantity: line.quantity,
    unit_price: line.unit_price,
    per: perText(line.per),
    fraction: line.fraction,
    amount_minor: BigInt(line.amount_minor),
    discount_minor: BigInt(line.discount_minor),
    net_minor: BigInt(line.net_minor),
    tax_minor: BigInt(line.tax_minor),
    gross_minor: BigInt(line.gross_minor),
    taxes: line.taxes,
    obligation: book.product.obligation,
    formula: line.formula,
  }
}

function taxRows(draft: Draft): DocumentTaxTable[] {
  return draft.doc.tax_groups.map((group, n) => ({
    document_id: draft.id,
    n,
    code: group.code,
    category: group.category,
    jurisdiction: group.jurisdiction,
    rate: group.rate,
    share: group.share ?? '100',
    base_minor: BigInt(group.base_minor),
    tax_minor: BigInt(group.tax_minor),
    reason: group.reason ?? null,
    note: group.note ?? null,
    rule: group.rule ?? null,
  }))
}

/** The rows of the tax table are named by the rule in each group; the decision keeps the facts that were asked about. */
function withoutRows(determination: Determination | undefined): Record<string, unknown> {
  if (!determination) return {}
  const { rates: _rates, rules: _rules, ...facts } = determination
  return facts
}
