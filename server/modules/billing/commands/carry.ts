import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { earlier, later } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { type Book, determinationOf, inputOf, type TaxRows } from '../book.ts'
import { itemsFor } from '../pricing.ts'
import { proposeAll } from '../rules/engine/propose.ts'
import type { Doc, StateItem } from '../rules/engine/shapes.ts'
import { moveContracts, replaceItems, saveAmendments } from '../store/contracts.ts'
import { perText } from '../store/rows.ts'
import type { AmendmentTable, ContractItemTable, ContractTable, DocumentTable } from '../tables.ts'
import { rowsBetween } from './books.ts'
import { type Draft, issue, type Unissued } from './issue.ts'

/** One contract to be carried forward: changes to record (none in a plain billing run) and what is due to issue. */
export type Work = {
  book: Book
  added: AmendmentTable[]
  /** the day whose periods, prices and tax rows count */
  asOf: string
  /** the contract's local day: documents are issued on it */
  today: string
  /** bill the changes alone and leave what else is due to the run */
  alone: boolean
  /** false: record only, charge nothing now */
  bill: boolean
  order: { id: string; number: string } | null
  poNumber: string | null
  paidBy: string | null
}
export type Carried = { work: Work; book: Book; items: StateItem[]; documents: DocumentTable[] }

/**
 * Carries contracts forward in the caller's transaction: amendments, item projection, documents with journals, next billing day.
 * The caller holds the contracts' locks and has saved new contract rows; `book.contract` says how the row should be afterwards.
 */
export async function carry(ctx: Context, works: Work[], rows: TaxRows): Promise<Carried[]> {
  const plans = works.map((work) => planOf(work, rowsBetween(rows, work.book.entity.country, work.book.profile.country)))
  await saveAmendments(
    ctx.tx,
    works.flatMap((work) => work.added),
  )
  const changed = plans.filter(({ work }) => work.added.length > 0)
  await replaceItems(
    ctx.tx,
    changed.map(({ book }) => book.contract.id),
    changed.flatMap(itemRowsOf),
  )
  await moveContracts(
    ctx.tx,
    plans.map(({ book, next }) => ({ ...movementOf(book.contract), next_bill_day: next })),
  )
  const drafts = plans.flatMap((plan) => plan.drafts)
  const documents = await issue(
    ctx,
    drafts,
    plans.flatMap((plan) => plan.unissued),
  )
  const byContract = new Map<string, DocumentTable[]>()
  for (const document of documents) {
    const id = document.contract_id ?? ''
    byContract.set(id, [...(byContract.get(id) ?? []), document])
  }
  return plans.map(({ work, book, items }) => ({ work, book, items, documents: byContract.get(book.contract.id) ?? [] }))
}

type Plan = { work: Work; book: Book; items: StateItem[]; drafts: Draft[]; unissued: Unissued[]; next: string | null }

/** Pure: what the work will write. Refuses `tax.rule_missing` when a charge has no tax rule. */
function planOf(work: Work, rows: TaxRows): Plan {
  const book: Book = { ...work.book, amendments: [...work.book.amendments, ...work.added] }
  const before = work.alone ? proposeAll(inputOf(work.book, rows, { asOf: work.asOf })) : undefined
  const assumed = before ? [...before.output.documents, ...before.unissued] : []
  const proposal = proposeAll(inputOf(book, rows, { asOf: work.asOf, billed: assumed }))
  const documents = work.bill ? proposal.output.documents : []
  const unissued = work.bill ? proposal.unissued : []
  if (documents.length > 0 && (proposal.output.tax_undetermined?.length ?? 0) > 0) {
    throw new Refusal(
      'refused',
      'tax.rule_missing',
      `No tax rule covers sales from ${book.entity.country} to ${book.profile.country}. Add the rule, then bill again.`,
    )
  }
  const items = work.added.length > 0 ? itemsFor(inputOf(book, rows, { asOf: work.asOf }), lastRecorded(book, work.today)) : []
  return {
    work,
    book,
    items,
    drafts: documents.map((doc) => draftOf(work, book, doc, rows)),
    unissued: unissued.map((doc) => ({ book, doc })),
    next: nextDay(work, book, rows, proposal.output.next?.day ?? null, [...documents, ...unissued]),
  }
}

/** Days on which a recorded change begins count too: its seats are announced then. In the run the proposal already says what comes next; after a change alone, the day is asked for again with today's eyes. */
function nextDay(work: Work, book: Book, rows: TaxRows, proposed: string | null, issued: Doc[]): string | null {
  const scheduled = book.amendments.map((row) => row.effective).filter((day) => day > work.today)
  const sooner = (day: string | null) => scheduled.reduce<string | null>((least, one) => (least === null || one < least ? one : least), day)
  if (!work.alone && work.asOf === work.today) return sooner(proposed)
  const { output, unissued } = proposeAll(inputOf(book, rows, { asOf: work.today, billed: issued }))
  if (output.documents.length > 0 || unissued.length > 0) return work.today
  const next = output.next?.day ?? null
  const kept = work.book.contract.next_bill_day
  return kept !== null && kept <= work.today ? kept : sooner(next)
}

function lastRecorded(book: Book, today: string): string {
  return book.amendments.reduce((latest, row) => later(latest, row.recorded_day), today)
}

function draftOf(work: Work, book: Book, doc: Doc, rows: TaxRows): Draft {
  return {
    id: newId(),
    book,
    doc,
    issueDay: work.today,
    taxDay: earlier(work.asOf, work.today),
    order: work.order,
    poNumber: work.poNumber ?? book.contract.po_number,
    paidBy: work.paidBy,
    determination: determinationOf(book.entity, book.profile, rows, work.asOf),
  }
}

function itemRowsOf({ book, items }: Plan): ContractItemTable[] {
  return items.map((item, n) => {
    const cause = causeOf(book.amendments, item.from)
    return {
      contract_id: book.contract.id,
      item: item.item,
      n,
      product_id: book.product.id,
      from_day: item.from,
      to_day: item.to,
      quantity: item.quantity,
      unit_price: item.unit_price,
      per: perText(item.per),
      annual_minor: BigInt(item.annual_minor),
      source: cause.source,
      amendment_seq: cause.seq,
      recorded_at: cause.recorded_at,
    }
  })
}

/** The amendment that made a row: the last one in force on the row's first day. */
function causeOf(amendments: readonly AmendmentTable[], from: string): AmendmentTable {
  const cause = amendments.filter((row) => row.effective <= from).at(-1) ?? amendments[0]
  if (!cause) throw new Error('a contract without amendments')
  return cause
}

function movementOf(contract: ContractTable) {
  const { id, end_day, term_n, term_start, next_bill_day, ended_on, subscription_version, version } = contract
  return { id, end_day, term_n, term_start, next_bill_day, ended_on, subscription_version, version }
}
