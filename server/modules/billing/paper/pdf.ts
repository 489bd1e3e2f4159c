import { majorText } from '../../../kernel/money.ts'
import { addDays } from '../../../kernel/period.ts'
import { newPdf } from '../../../kernel/print/pdf.ts'
import { hanOf, type Han } from '../../../kernel/print/runs.ts'
import { drawText, measureText, plainText, type Setting } from '../../../kernel/print/text.ts'
import { balanceWords, type Settlement } from '../rules/settled.ts'
import type { CanonicalDocument, GroupOnPaper, LineOnPaper } from './canonical.ts'
import type { PartyOnPaper } from './party.ts'

type Page = ReturnType<typeof newPdf>
/** The page being drawn, and how far down it is filled. */
type Sheet = { page: Page; paper: CanonicalDocument; han: Han; y: number }

const ink = '#101828'
const soft = '#667085'
const line = '#D0D5DD'
const accent = '#0E7490'
const left = 56
const right = 539
const width = right - left

/** What has settled a document since it was issued, and what is open. */
export type Settled = { parts: Settlement[]; open: bigint }
const untouched: Settled = { parts: [], open: 1n }

/**
 * A document as PDF, from its canonical form and what has settled it or a part of it since: the same facts always give the same bytes.
 * A4, one page for usual documents; long ones go on, with the table's head repeated.
 */
export function pdfOf(paper: CanonicalDocument, proof: { sha: string; chain: string }, settled: Settled = untouched): Promise<Buffer> {
  const page = newPdf({
    size: 'A4',
    margins: { top: 56, bottom: 72, left, right: 56 },
    info: {
      Title: `${titleOf(paper)} ${paper.number}`,
      Author: plainText(paper.seller.name),
      Subject: plainText(`${titleOf(paper)} for ${paper.buyer.name}`),
      Creator: 'Quarterdeck',
      Producer: 'Quarterdeck',
      CreationDate: new Date(`${paper.issue_day}T00:00:00Z`),
      ModDate: new Date(`${paper.issue_day}T00:00:00Z`),
    },
    bufferPages: true,
    lang: 'en',
    // every text names its font: the built-in one would only be listed, never used
    font: '',
  })
  const chunks: Buffer[] = []
  const done = new Promise<Buffer>((resolve, reject) => {
    page.on('data', (chunk: Buffer) => chunks.push(chunk))
    page.on('end', () => resolve(Buffer.concat(chunks)))
    page.on('error', reject)
  })
  const sheet: Sheet = { page, paper, han: hanOf(paper.buyer.country), y: 0 }
  head(sheet)
  parties(sheet, settled)
  table(sheet)
  sums(sheet)
  notes(sheet, settled)
  foot(sheet, proof)
  page.end()
  return done
}

function say(sheet: Sheet, text: string, setting: Setting): number {
  return drawText(sheet.page, text, { han: sheet.han, color: ink, ...setting })
}

function head(sheet: Sheet): void {
  const { page, paper } = sheet
  page.rect(0, 0, 595.28, 6).fill(accent)
  say(sheet, paper.seller.name, { x: left, y: 46, size: 13, weight: 'bold', width: 260 })
  say(sheet, titleOf(paper), { x: 300, y: 40, size: 21, color: accent, width: right - 300, align: 'right' })
  say(sheet, paper.number, { x: 300, y: 71, size: 10, weight: 'bold', width: right - 300, align: 'right' })
}

function parties(sheet: Sheet, settled: Settled): void {
  const { paper } = sheet
  const top = 112
  const bottom = Math.max(party(sheet, 'Billed to', paper.buyer, left, top), party(sheet, 'From', paper.seller, left + 172, top))
  const facts: [string, string][] = [
    ['Issued', dayText(paper.issue_day)],
    ...dueFact(paper, settled),
    ...(paper.tax_day === paper.issue_day ? [] : [['Tax point', dayText(paper.tax_day)] as [string, string]]),
    ...(paper.contract ? [['Contract', paper.contract] as [string, string]] : []),
    ...(paper.order ? [['Order', paper.order] as [string, string]] : []),
    ...(paper.of ? [['For invoice', paper.of] as [string, string]] : []),
    ...(paper.po_number ? [['Your PO', paper.po_number] as [string, string]] : []),
  ]
  const from = left + 344
  label(sheet, 'Details', from, top)
  let y = top + 14
  for (const [name, value] of facts) y = fact(sheet, name, value, { x: from, y })
  sheet.y = Math.max(bottom, y) + 22
}

/** A name and its value in one line; a value that is too long for it begins on the next, for a number that is broken in two is none. */
function fact(sheet: Sheet, name: string, value: string, { x, y }: { x: number; y: number }): number {
  const wide = (text: string) => measureText(sheet.page, text, { size: 8.5, han: sheet.han })
  const under = say(sheet, name, { x, y, size: 8.5, color: soft })
  const beside = wide(name) + 6 + wide(value) <= right - x
  return say(sheet, value, { x, y: beside ? y : under, size: 8.5, width: right - x, align: 'right' })
}

/** A credit note asks for nothing; a settled invoice says when; the others say until when. */
function dueFact(paper: CanonicalDocument, { parts, open }: Settled): [string, string][] {
  if (paper.kind === 'credit_note') return []
  if (paper.paid_by) return [['Paid', dayText(paper.issue_day)]]
  const last = parts.at(-1)
  if (last && open <= 0n) return [[parts.some((one) => !one.credit) ? 'Paid' : 'Credited', dayText(last.day)]]
  return [['Due', dayText(paper.due_day)]]
}

function party(sheet: Sheet, title: string, who: PartyOnPaper, x: number, top: number): number {
  label(sheet, title, x, top)
  let y = say(sheet, who.name, { x, y: top + 13, size: 9, weight: 'bold', width: 160 })
  for (const text of who.lines) y = say(sheet, text, { x, y, size: 9, width: 160 })
  for (const id of who.tax_ids) y = say(sheet, `${id.name ?? 'Tax id'} ${id.id}`, { x, y, size: 9, color: soft, width: 160 })
  return y
}

function label(sheet: Sheet, text: string, x: number, y: number): void {
  say(sheet, text.toUpperCase(), { x, y, size: 7, weight: 'bold', color: accent, spacing: 0.6 })
}

function tableHead(sheet: Sheet): void {
  const { y } = sheet
  const at = (text: string, x: number, more: Partial<Setting> = {}) =>
    say(sheet, text, { x, y, size: 7, weight: 'bold', color: soft, spacing: 0.5, ...more })
  at('WHAT', left)
  at('QUANTITY', left + 262, { width: 60, align: 'right' })
  at('UNIT PRICE', left + 328, { width: 70, align: 'right' })
  at('NET', left + 404, { width: width - 404, align: 'right' })
  rule(sheet, y + 12)
  sheet.y = y + 18
}

function table(sheet: Sheet): void {
  tableHead(sheet)
  for (const entry of sheet.paper.lines) {
    if (sheet.y > 660) {
      sheet.page.addPage()
      sheet.y = 56
      tableHead(sheet)
    }
    row(sheet, entry)
  }
}

function row(sheet: Sheet, entry: LineOnPaper): void {
  const { y, paper } = sheet
  const sign = paper.kind === 'credit_note' ? -1 : 1
  const amount = (minor: number, at: number) => amountAt(sheet, minor, at, { size: 9.5 })
  const under = say(sheet, entry.description, { x: left, y, size: 9.5, weight: 'bold', width: 255 })
  say(sheet, entry.quantity, { x: left + 262, y, size: 9.5, width: 60, align: 'right' })
  say(sheet, entry.unit_price, { x: left + 328, y, size: 9.5, width: 70, align: 'right' })
  const { amount_minor, discount_minor } = entry.listed ?? entry
  amount(amount_minor * sign, y)
  const small = { x: left, size: 8, color: soft }
  let next = say(sheet, `${dayText(entry.from)} to ${dayText(addDays(entry.to, -1))}`, { ...small, y: under, width: 255 })
  next = say(sheet, entry.formula, { ...small, y: next, width: width - 60 })
  if (discount_minor !== 0) {
    say(sheet, 'Discount', { ...small, y: next })
    next = amountAt(sheet, -Math.abs(discount_minor), next, { size: 8, color: soft })
  }
  rule(sheet, next + 5)
  sheet.y = next + 12
}

function amountAt(sheet: Sheet, minor: number, y: number, more: Partial<Setting> & { size: number }): number {
  return say(sheet, money(BigInt(minor), sheet.paper.currency), { x: left + 404, y, width: width - 404, align: 'right', ...more })
}

function sums(sheet: Sheet): void {
  const { page, paper } = sheet
  if (sheet.y > 600) {
    page.addPage()
    sheet.y = 56
  }
  const sign = paper.kind === 'credit_note' ? -1 : 1
  const rows: [string, number][] = [
    ['Net', paper.totals.net_minor],
    ...paper.tax_groups.map((group): [string, number] => [groupText(group, paper.currency, sign), group.tax_minor]),
    ...(paper.totals.rounding_minor === 0 ? [] : [['Rounding', paper.totals.rounding_minor] as [string, number]]),
  ]
  let y = sheet.y + 2
  for (const [name, minor] of rows) {
    const under = say(sheet, name, { x: left + 140, y, size: 9, color: soft, width: 255, align: 'right' })
    y = Math.max(under, amountAt(sheet, minor * sign, y, { size: 9 })) + 2
  }
  page.rect(left + 230, y + 2, width - 230, 26).fill('#ECFEFF')
  const bold = { size: 11, weight: 'bold' as const }
  say(sheet, `Total ${paper.currency}`, { x: left + 238, y: y + 7, width: 157, align: 'right', ...bold })
  amountAt(sheet, paper.totals.gross_minor * sign, y + 7, { ...bold, width: width - 410 })
  sheet.y = y + 46
}

function groupText(group: GroupOnPaper, currency: string, sign: number): string {
  const base = money(BigInt(group.base_minor * sign), currency)
  if (group.category === 'S') return `${group.code} ${group.rate} % ${group.jurisdiction} on ${base}`
  const words: Record<string, string> = {
    AE: 'Reverse charge',
    G: 'Export, not taxed',
    O: 'Outside the scope of tax',
    E: 'Exempt',
    Z: 'Zero rated',
  }
  return `${words[group.category] ?? group.code} on ${base}`
}

function notes(sheet: Sheet, settled: Settled): void {
  const { paper } = sheet
  for (const note of paper.notes) sheet.y = say(sheet, note, { x: left, y: sheet.y, size: 8.5, width }) + 3
  if (paper.kind === 'credit_note') return
  const strong = { x: left, size: 8.5, width, weight: 'bold' as const, color: accent }
  const done = doneWords(paper, settled)
  if (done.length > 0) {
    sheet.y = say(sheet, [...done, 'Nothing is left to pay.'].join(' '), { ...strong, y: sheet.y + 2 })
    return
  }
  const parts = partWords(paper, settled)
  if (parts.length > 0) sheet.y = say(sheet, parts.join(' '), { ...strong, y: sheet.y + 2 })
  if (paper.totals.gross_minor - (paper.balance_minor ?? 0) <= 0) return
  if (paper.collection === 'card') {
    sheet.y = say(sheet, 'We charge the card that you have left with us; there is nothing to transfer.', { ...strong, y: sheet.y + 2 })
  } else {
    // without an account there is nothing to transfer to: the portal takes a card for any invoice
    const ask = `Please pay by ${dayText(paper.due_day)} ${paper.bank ? `and name ${paper.number}` : 'by card, in your customer portal'}.`
    sheet.y = say(sheet, ask, { x: left, y: sheet.y + 2, size: 8.5, width })
    if (paper.bank)
      sheet.y = say(sheet, `IBAN ${paper.bank.iban}   BIC ${paper.bank.bic}`, { x: left, y: sheet.y, size: 8.5, width, color: soft })
  }
}

/** By what all of it was paid or credited, and when; empty while a part is open. */
function doneWords(paper: CanonicalDocument, { parts, open }: Settled): string[] {
  if (paper.paid_by) return [`Paid by ${paper.paid_by} on ${dayText(paper.issue_day)}.`]
  if (open > 0n) return []
  return parts.map((one) => `${one.credit ? 'Credited by' : 'Paid by'} ${one.by} on ${dayText(one.day)}.`)
}

/** What of it was paid or credited so far, and what is open; empty while nothing was. */
function partWords(paper: CanonicalDocument, { parts, open }: Settled): string[] {
  const used = paper.balance_minor ?? 0
  const sum = (minor: bigint) => `${paper.currency} ${money(minor, paper.currency)}`
  // the balance was taken when the document was issued: its own form says it, with no day
  const since = parts.filter((one) => used === 0 || one.by !== balanceWords)
  if (used === 0 && since.length === 0) return []
  if (since.length === 0) {
    const rest = paper.totals.gross_minor - used
    return [`${sum(BigInt(used))} was paid from your balance with us; ${sum(BigInt(rest))} is left to pay.`]
  }
  return [
    ...(used > 0 ? [`${sum(BigInt(used))} was paid from your balance with us.`] : []),
    ...since.map((one) => `${sum(one.minor)} was ${one.credit ? 'credited by' : 'paid by'} ${one.by} on ${dayText(one.day)}.`),
    `${sum(open)} is left to pay.`,
  ]
}

function foot(sheet: Sheet, proof: { sha: string; chain: string }): void {
  const { page, paper } = sheet
  const { count } = page.bufferedPageRange()
  const small = { x: left, size: 6.5, color: soft }
  for (let index = 0; index < count; index += 1) {
    page.switchToPage(index)
    page.page.margins.bottom = 0
    rule(sheet, 782)
    say(sheet, `${paper.seller.name}  ·  ${paper.number}  ·  page ${index + 1} of ${count}`, { ...small, y: 787 })
    say(sheet, `sha256 ${proof.sha}   chain ${proof.chain.slice(0, 16)}`, { ...small, y: 797 })
  }
}

function rule({ page }: Sheet, y: number): void {
  page.moveTo(left, y).lineTo(right, y).lineWidth(0.5).strokeColor(line).stroke()
}

function titleOf(paper: CanonicalDocument): string {
  return paper.kind === 'credit_note' ? 'Credit note' : 'Invoice'
}

/** "390000" EUR → "3,900.00": the thousands apart, the decimals of the currency. */
function money(minor: bigint, currency: string): string {
  const [whole = '0', fraction] = majorText(minor, currency).split('.')
  const apart = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? apart : `${apart}.${fraction}`
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function dayText(day: string): string {
  return `${Number(day.slice(8, 10))} ${months[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`
}
