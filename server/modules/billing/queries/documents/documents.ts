import type { Context } from '../../../../kernel/context.ts'
import type { Asked, Page } from '../../../../kernel/list/ask.ts'
import type { InputOf, OutputOf } from '../../../../kernel/operation.ts'
import { everything, type Reach } from '../../../../kernel/reach.ts'
import { mayDo } from '../../../../kernel/rights.ts'
import type { FileAnswer } from '../../../../kernel/room.ts'
import { askingOf, reachOf } from '../../../people/index.ts'
import type { documentsGet, documentsList, documentsVerify, paymentsList, seriesList, seriesProof } from '../../contract.ts'
import type { CanonicalDocument } from '../../paper/canonical.ts'
import { pdfOf, type Settled } from '../../paper/pdf.ts'
import { settlementsFrom } from '../../rules/settled.ts'
import { chainOf as chainLink, type Finding, firstChain, hashOf, verifyChain } from '../../rules/series.ts'
import { chainOf, findSeries, getDocument, getSeries, linesOf, taxesOf } from '../../store/documents.ts'
import { type DocumentWithBalance, listDocuments } from '../../store/document-list.ts'
import { postingsOfSource } from '../../store/ledger.ts'
import { appliedTo, closingsOf } from '../../store/money.ts'
import { listPayments } from '../../store/payment-list.ts'
import { entitiesById, getProfile } from '../../store/profiles.ts'
import type { DocumentTable, SeriesTable } from '../../tables.ts'
import { lettersOf } from './letters.ts'
import { storedGroupView, storedLineView } from '../lines.ts'
import { einvoiceDuty } from '../../rules/einvoice.ts'

type DocumentView = OutputOf<typeof documentsGet>
type LineView = OutputOf<typeof documentsList>['items'][number]

export function documentLineView(row: DocumentWithBalance): LineView {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    state: row.state,
    account_id: row.account_id,
    account_name: row.legal_name,
    contract_number: row.contract_number,
    entity: row.entity_code,
    issue_day: row.issue_day,
    due_day: row.due_day,
    currency: row.currency,
    net_minor: Number(row.net_minor),
    tax_minor: Number(row.tax_minor),
    gross_minor: Number(row.gross_minor),
    open_minor: Number(row.open_minor),
  }
}

export async function findDocuments(ctx: Context, input: InputOf<typeof documentsList>): Promise<OutputOf<typeof documentsList>> {
  const among = { reach: await reachOf(ctx, 'billing.read'), contract_id: input.contract_id }
  const page = await pageOfDocuments(ctx, among, input)
  return { ...page, items: page.items.map(documentLineView) }
}

type Among = { reach: Reach; id?: string; contract_id?: string | undefined }

export async function pageOfDocuments(ctx: Context, among: Among, asked: Asked): Promise<Page<DocumentWithBalance>> {
  return listDocuments(ctx.tx, { ...among, asking: await askingOf(ctx), now: ctx.now }, asked)
}

export async function getDocumentDetail(ctx: Context, input: { id: string }): Promise<DocumentView> {
  const document = await getDocument(ctx.tx, input.id)
  const [{ items }, series, lines, taxes, applied, postings, letters] = await Promise.all([
    pageOfDocuments(ctx, { reach: everything, id: document.id }, { limit: 1 }),
    getSeries(ctx.tx, document.series_id),
    linesOf(ctx.tx, document.id),
    taxesOf(ctx.tx, [document.id]),
    appliedTo(ctx.tx, document.id),
    postingsOfSource(ctx.tx, document.id),
    lettersOf(ctx, `document:${document.id}`),
  ])
  const [line] = items
  if (!line) throw new Error('a document without a balance')
  const paper = paperIn(document)
  const names = new Map(paper.lines.map((one) => [one.key, one.description]))
  const view = documentLineView(line)
  return {
    ...view,
    order_number: paper.order,
    contract_id: document.contract_id,
    of_number: paper.of,
    tax_day: document.tax_day,
    po_number: document.po_number,
    einvoice: await einvoiceOf(ctx, document),
    seller: paper.seller,
    buyer: paper.buyer,
    lines: lines.map((row) => storedLineView(row, names.get(row.key) ?? row.product)),
    tax_groups: taxes.map(storedGroupView),
    totals: paper.totals,
    payments: applied.map((row) => ({
      number: row.number,
      day: row.day,
      amount_minor: Number(row.amount_minor),
      source: row.source,
      note: row.note ?? '',
      rest_minor: Number(row.rest_minor),
    })),
    postings: postings.map((row) => ({
      event: row.event,
      account: row.account,
      account_name: row.name,
      amount_minor: Number(row.amount_minor),
    })),
    proof: {
      sha: document.sha,
      previous: document.previous,
      chain: document.chain,
      series: series.prefix,
      position: Number(document.position),
      series_id: series.id,
    },
    letters,
    may: mayDo(ctx.actor, 'billing.bill') && view.kind === 'invoice' && view.open_minor > 0 ? ['record_payment'] : [],
  }
}

/** A document that would have to be structured data, which is not sent from here. */
async function einvoiceOf(ctx: Context, { entity_id, profile_id, issue_day }: DocumentTable): Promise<string | null> {
  const [entity, profile] = [(await entitiesById(ctx.tx, [entity_id])).get(entity_id), await getProfile(ctx.tx, profile_id)]
  const business = profile.kind === 'business'
  return entity ? einvoiceDuty({ seller: entity.country, buyer: profile.country, business }, issue_day) : null
}

function paperIn(document: DocumentTable): CanonicalDocument {
  return document.canonical as unknown as CanonicalDocument
}

export async function pdfOfDocument(ctx: Context, input: { id: string }, accountId?: string): Promise<FileAnswer> {
  const document = await getDocument(ctx.tx, input.id, accountId)
  const settled = (await settledOf(ctx, [document.id])).get(document.id)
  return { type: 'application/pdf', name: `${document.number}.pdf`, bytes: await pdfOf(paperIn(document), document, settled), inline: true }
}

/** What was paid or credited of documents so far, and what is open; a document of which nothing was is left out. */
export async function settledOf(ctx: Context, ids: readonly string[]): Promise<Map<string, Settled>> {
  const rows = Map.groupBy(await closingsOf(ctx.tx, ids), (row) => row.document_id)
  return new Map([...rows].map(([id, closings]) => [id, { parts: settlementsFrom(closings), open: closings[0]?.open_minor ?? 0n }]))
}

/** Recomputes what the document's hash and its link should be. */
export async function verifyDocument(ctx: Context, input: { id: string }): Promise<OutputOf<typeof documentsVerify>> {
  const document = await getDocument(ctx.tx, input.id)
  const sha = hashOf(document.canonical)
  const chain = chainLink(document.previous, sha)
  return {
    number: document.number,
    sound: sha === document.sha && chain === document.chain,
    sha,
    stored_sha: document.sha,
    chain,
    stored_chain: document.chain,
    canonical: document.canonical,
  }
}

export async function findAllSeries(ctx: Context): Promise<OutputOf<typeof seriesList>> {
  const series = await findSeries(ctx.tx)
  const entities = await entitiesById(
    ctx.tx,
    series.map((row) => row.entity_id),
  )
  return {
    items: series.map((row) => ({
      id: row.id,
      entity: entities.get(row.entity_id)?.code ?? '',
      kind: row.kind,
      year: row.year,
      prefix: row.prefix,
      issued: Number(row.next) - 1,
      last_issue_day: row.last_issue_day,
      last_chain: row.last_chain,
    })),
  }
}

/** Walks a whole series in pages of 1,000: gaps, order, hashes, links, and whether the end is where the series says. */
export async function proveSeries(ctx: Context, input: { id: string }): Promise<OutputOf<typeof seriesProof>> {
  const series = await getSeries(ctx.tx, input.id)
  const { checked, faults } = await walk(ctx, series)
  return {
    id: series.id,
    prefix: series.prefix,
    issued: Number(series.next) - 1,
    checked,
    sound: faults.length === 0,
    last_chain: series.last_chain,
    faults: faults.slice(0, 100).map((fault) => ({ number: fault.number, fault: fault.text })),
  }
}

async function walk(ctx: Context, series: SeriesTable): Promise<{ checked: number; faults: Finding[] }> {
  const documents: Parameters<typeof verifyChain>[0][number][] = []
  for (;;) {
    const page = await chainOf(ctx.tx, series.id, BigInt(documents.at(-1)?.position ?? 0), 1000)
    documents.push(
      ...page.map(({ number, position, issue_day, canonical, sha, chain }) => ({ number, position, issue_day, canonical, sha, chain })),
    )
    if (page.length < 1000) break
  }
  const last = { position: series.next - 1n, chain: documents.length === 0 ? firstChain : series.last_chain }
  return { checked: documents.length, faults: verifyChain(documents, series.prefix, last) }
}

export async function findPayments(ctx: Context, input: InputOf<typeof paymentsList>): Promise<OutputOf<typeof paymentsList>> {
  const page = await listPayments(ctx.tx, { reach: await reachOf(ctx, 'billing.read'), asking: await askingOf(ctx) }, input)
  return {
    ...page,
    items: page.items.map((row) => ({
      id: row.id,
      number: row.number,
      account_id: row.account_id,
      account_name: row.legal_name,
      entity: row.entity,
      source: row.source,
      day: row.day,
      currency: row.currency,
      amount_minor: Number(row.amount_minor),
      applied_minor: Number(row.applied_minor),
      reference: row.reference,
      documents: row.documents,
    })),
  }
}
