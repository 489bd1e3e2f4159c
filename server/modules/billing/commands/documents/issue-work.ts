import type { Context } from '../../../../kernel/context.ts'
import { newId } from '../../../../kernel/ids.ts'
import { type Book, determinationOf, type TaxRows } from '../../book.ts'
import { type DuePlan, dueOn, type Work } from '../../due.ts'
import type { Doc, StateItem } from '../../rules/engine/shapes.ts'
import { moveContracts, replaceItems, saveAmendments } from '../../store/contracts.ts'
import { perText } from '../../store/rows.ts'
import type { AmendmentTable, ContractItemTable, ContractTable, DocumentTable } from '../../tables.ts'
import { rowsBetween } from '../../queries/contracts/books.ts'
import { type Draft, issue, type Unissued } from './issue.ts'

export type { Work }
export type Issued = { work: Work; book: Book; items: StateItem[]; documents: DocumentTable[] }

/**
 * Carries contracts forward in the caller's transaction: amendments, item projection, documents with journals, next billing day.
 * The caller holds the contracts' locks and has saved new contract rows; `book.contract` says how the row should be afterwards.
 */
export async function issueWork(ctx: Context, works: Work[], rows: TaxRows): Promise<Issued[]> {
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
    plans.flatMap(({ book, unissued }) => unissued.map((doc): Unissued => ({ book, doc }))),
  )
  const byContract = new Map<string, DocumentTable[]>()
  for (const document of documents) {
    const id = document.contract_id ?? ''
    byContract.set(id, [...(byContract.get(id) ?? []), document])
  }
  return plans.map(({ work, book, items }) => ({ work, book, items, documents: byContract.get(book.contract.id) ?? [] }))
}

type Plan = DuePlan & { drafts: Draft[] }

function planOf(work: Work, rows: TaxRows): Plan {
  const plan = dueOn(work, rows)
  return { ...plan, drafts: plan.documents.map((doc) => draftOf(work, plan.book, doc, rows)) }
}

function draftOf(work: Work, book: Book, doc: Doc, rows: TaxRows): Draft {
  return {
    id: newId(),
    book,
    doc,
    issueDay: work.today,
    taxDay: work.asOf,
    order: work.order,
    poNumber: work.poNumber ?? book.contract.po_number,
    paidBy: work.paidBy,
    determination: determinationOf(book.entity, book.profile, rows, work.asOf),
  }
}

function itemRowsOf({ book, items }: DuePlan): ContractItemTable[] {
  return items.map((item, n) => {
    const cause = causeOf(book.amendments, item.from)
    return {
      contract_id: book.contract.id,
      account_id: book.contract.account_id,
      currency: book.contract.currency,
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
