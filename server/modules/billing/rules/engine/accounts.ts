import { safeNumber } from '../../../../kernel/money.ts'
import { creditNoteJournal, invoiceJournal, type Journal, type TaxPart } from '../ledger.ts'
import { caughtUp, methodOf, monthlyAmounts, type MonthAmount, remainingSchedule, splitByProgress, splitByTime } from '../revenue.ts'
import type { BilledDoc, BilledLine, Doc, Line, PreviewInput, ProposedPosting, RevenuePlan } from './shapes.ts'

/** Month amounts by which each proposed line will change revenue; they sum to the line's net. */
export function revenueOf(documents: readonly Doc[], input: PreviewInput): RevenuePlan[] {
  const lineOf = linesByKey(documents, input)
  return documents.flatMap((document) =>
    document.lines
      .filter((line) => line.net_minor !== 0)
      .map((line) => ({
        line: line.key,
        obligation: obligationOf(line, input),
        months: monthsOf(line, document, input, lineOf).map(({ month, amount }) => ({ month, amount_minor: safeNumber(amount) })),
      })),
  )
}

/** The postings that issuing the proposed documents will make (event → account, debit +). Credits inside an invoice reduce it. */
export function postingsOf(documents: readonly Doc[], input: PreviewInput): ProposedPosting[] {
  const lineOf = linesByKey(documents, input)
  return documents.flatMap((document, at) => wire(journalOf(document, `#${(input.billed?.length ?? 0) + at}`, input, lineOf)))
}

function obligationOf(line: Pick<BilledLine, 'item' | 'kind'>, input: PreviewInput): string {
  if (line.kind === 'true_up') return 'trueup'
  return input.contract.items.find((item) => item.id === line.item)?.obligation ?? 'licence_pcs'
}

function monthsOf(line: Line, document: Doc, input: PreviewInput, lineOf: Map<string, BilledLine>): MonthAmount[] {
  const total = BigInt(line.net_minor)
  const debited = line.ref === undefined ? undefined : lineOf.get(line.ref)
  if (line.kind === 'goodwill' && debited) return goodwillMonths(total, debited, document.day)
  if (methodOf(obligationOf(line, input)) === 'on_delivery') {
    const service = input.contract.items.find((item) => item.id === line.item)?.service
    return [{ month: (service?.to ?? line.from).slice(0, 7), amount: total }]
  }
  const months = monthlyAmounts({ from: line.from, to: line.to, total })
  return line.kind === 'true_up' || line.kind === 'credit' ? caughtUp(months, document.day) : months
}

/** The earned part leaves revenue in the month of the note; the rest lowers the days that are still to come. */
function goodwillMonths(total: bigint, debited: BilledLine, day: string): MonthAmount[] {
  const schedule = { from: debited.from, to: debited.to, total: BigInt(debited.net_minor) }
  const { earned, unearned } = splitByProgress(total, schedule, day)
  const rest = remainingSchedule({ ...schedule, total: 0n }, day, -unearned)
  const months = unearned === 0n ? [] : monthlyAmounts(rest)
  const month = day.slice(0, 7)
  if (earned === 0n) return months
  const first = months[0]
  if (first?.month === month) return [{ month, amount: first.amount + earned }, ...months.slice(1)]
  return [{ month, amount: earned }, ...months]
}

function journalOf(document: Doc, name: string, input: PreviewInput, lineOf: Map<string, BilledLine>): Journal {
  const taxes: TaxPart[] = document.tax_groups.map((group) => ({
    jurisdiction: group.jurisdiction,
    code: group.code,
    category: group.category,
    tax: BigInt(group.tax_minor),
  }))
  const profile = input.contract.ref ?? 'buyer'
  if (document.kind === 'invoice' || document.of === undefined) {
    const lines = document.lines.map((line) => ({ key: line.ref ?? line.key, net: BigInt(line.net_minor) }))
    return invoiceJournal({ profile, document: name, lines, taxes, gross: BigInt(document.totals.gross_minor) })
  }
  return creditNoteJournal({
    profile,
    invoice: document.of,
    lines: document.lines.map((line) => creditedLine(line, document, input, lineOf)),
    taxes: taxes.map((part) => ({ ...part, tax: -part.tax })),
    gross: BigInt(-document.totals.gross_minor),
    open: BigInt(-document.totals.gross_minor),
  })
}

function creditedLine(line: Line, document: Doc, input: PreviewInput, lineOf: Map<string, BilledLine>) {
  const debited = lineOf.get(line.ref ?? '')
  const net = BigInt(-line.net_minor)
  const split =
    line.kind === 'goodwill' && debited
      ? splitByProgress(net, { from: debited.from, to: debited.to, total: BigInt(debited.net_minor) }, document.day)
      : splitByTime({ from: line.from, to: line.to, total: net }, document.day)
  return { key: line.ref ?? line.key, ...split, obligation: obligationOf(line, input), product: line.product }
}

function linesByKey(documents: readonly Doc[], input: PreviewInput): Map<string, BilledLine> {
  const lines = new Map<string, BilledLine>()
  const all: readonly BilledDoc[] = [...(input.billed ?? []), ...documents]
  for (const document of all) for (const line of document.lines) if (line.key !== undefined) lines.set(line.key, line)
  return lines
}

function wire(journal: Journal): ProposedPosting[] {
  return journal.postings.map((entry) => ({
    event: journal.event,
    account: entry.account,
    amount_minor: safeNumber(entry.amount),
    dims: entry.dims,
  }))
}
