import PDFDocument from 'pdfkit'
import { majorText } from '../../../kernel/money.ts'
import { addDays } from '../../../kernel/period.ts'
import type { CanonicalDocument, GroupOnPaper, LineOnPaper } from './canonical.ts'
import type { PartyOnPaper } from './party.ts'

type Page = InstanceType<typeof PDFDocument>

const ink = '#101828'
const soft = '#667085'
const line = '#D0D5DD'
const accent = '#0E7490'
const left = 56
const right = 539
const width = right - left

/**
 * A document as PDF, from its canonical form alone: the same document always gives the same bytes.
 * A4, one page for usual documents; long ones go on, with the table's head repeated.
 */
export function pdfOf(paper: CanonicalDocument, proof: { sha: string; chain: string }): Promise<Buffer> {
  const page = new PDFDocument({
    size: 'A4',
    margins: { top: 56, bottom: 72, left, right: 56 },
    info: {
      Title: `${titleOf(paper)} ${paper.number}`,
      Author: readable(paper.seller.name),
      Subject: readable(`${titleOf(paper)} for ${paper.buyer.name}`),
      Creator: 'Quarterdeck',
      Producer: 'Quarterdeck',
      CreationDate: new Date(`${paper.issue_day}T00:00:00Z`),
      ModDate: new Date(`${paper.issue_day}T00:00:00Z`),
    },
    bufferPages: true,
    lang: 'en',
  })
  const chunks: Buffer[] = []
  const done = new Promise<Buffer>((resolve, reject) => {
    page.on('data', (chunk: Buffer) => chunks.push(chunk))
    page.on('end', () => resolve(Buffer.concat(chunks)))
    page.on('error', reject)
  })
  head(page, paper)
  parties(page, paper)
  table(page, paper)
  sums(page, paper)
  notes(page, paper)
  foot(page, paper, proof)
  page.end()
  return done
}

function head(page: Page, paper: CanonicalDocument): void {
  page.rect(0, 0, 595.28, 6).fill(accent)
  page.fillColor(ink).font('Helvetica-Bold').fontSize(13).text(readable(paper.seller.name), left, 48, { width: 260 })
  page
    .fillColor(accent)
    .font('Helvetica')
    .fontSize(22)
    .text(titleOf(paper), 300, 44, { width: right - 300, align: 'right' })
  page
    .fillColor(ink)
    .font('Helvetica-Bold')
    .fontSize(10)
    .text(paper.number, 300, 72, { width: right - 300, align: 'right' })
}

function parties(page: Page, paper: CanonicalDocument): void {
  const top = 112
  const bottom = Math.max(party(page, 'Billed to', paper.buyer, left, top), party(page, 'From', paper.seller, left + 190, top))
  const facts: [string, string][] = [
    ['Issued', dayText(paper.issue_day)],
    paper.paid_by ? ['Paid', dayText(paper.issue_day)] : ['Due', dayText(paper.due_day)],
    ...(paper.tax_day === paper.issue_day ? [] : [['Tax point', dayText(paper.tax_day)] as [string, string]]),
    ...(paper.contract ? [['Contract', paper.contract] as [string, string]] : []),
    ...(paper.order ? [['Order', paper.order] as [string, string]] : []),
    ...(paper.of ? [['Credits invoice', paper.of] as [string, string]] : []),
    ...(paper.po_number ? [['Your PO', readable(paper.po_number)] as [string, string]] : []),
  ]
  label(page, 'Details', left + 370, top)
  let y = top + 14
  for (const [name, value] of facts) {
    page
      .font('Helvetica')
      .fontSize(8.5)
      .fillColor(soft)
      .text(name, left + 370, y, { width: 60 })
    page.fillColor(ink).text(value, left + 425, y, { width: right - left - 425, align: 'right' })
    y = Math.max(page.y, y + 12)
  }
  page.y = Math.max(bottom, y) + 22
}

function party(page: Page, title: string, who: PartyOnPaper, x: number, top: number): number {
  label(page, title, x, top)
  page
    .font('Helvetica-Bold')
    .fontSize(9)
    .fillColor(ink)
    .text(readable(who.name), x, top + 14, { width: 170 })
  page.font('Helvetica').fontSize(9)
  for (const text of who.lines) page.text(readable(text), x, page.y + 1, { width: 170 })
  for (const id of who.tax_ids)
    page.fillColor(soft).text(`${readable(id.name ?? 'VAT / tax id')} ${readable(id.id)}`, x, page.y + 1, { width: 170 })
  return page.y
}

function label(page: Page, text: string, x: number, y: number): void {
  page.font('Helvetica-Bold').fontSize(7).fillColor(accent).text(text.toUpperCase(), x, y, { characterSpacing: 0.6 })
}

function tableHead(page: Page): void {
  const y = page.y
  page.font('Helvetica-Bold').fontSize(7).fillColor(soft)
  page.text('WHAT', left, y, { characterSpacing: 0.5 })
  page.text('QUANTITY', left + 262, y, { width: 60, align: 'right', characterSpacing: 0.5 })
  page.text('UNIT PRICE', left + 328, y, { width: 70, align: 'right', characterSpacing: 0.5 })
  page.text('NET', left + 404, y, { width: width - 404, align: 'right', characterSpacing: 0.5 })
  rule(page, y + 12)
  page.y = y + 19
}

function table(page: Page, paper: CanonicalDocument): void {
  tableHead(page)
  for (const entry of paper.lines) {
    if (page.y > 660) {
      page.addPage()
      tableHead(page)
    }
    row(page, paper, entry)
  }
}

function row(page: Page, paper: CanonicalDocument, entry: LineOnPaper): void {
  const y = page.y
  const sign = paper.kind === 'credit_note' ? -1 : 1
  page.font('Helvetica-Bold').fontSize(9.5).fillColor(ink).text(readable(entry.description), left, y, { width: 255 })
  const under = page.y + 1
  page.font('Helvetica').fontSize(9.5)
  page.text(entry.quantity, left + 262, y, { width: 60, align: 'right' })
  page.text(entry.unit_price, left + 328, y, { width: 70, align: 'right' })
  page.text(money(BigInt(entry.amount_minor * sign), paper.currency), left + 404, y, { width: width - 404, align: 'right' })
  page.font('Helvetica').fontSize(8).fillColor(soft)
  page.text(`${dayText(entry.from)} to ${dayText(addDays(entry.to, -1))}`, left, under, { width: 255 })
  page.text(readable(entry.formula), left, page.y + 1, { width: width - 60 })
  if (entry.discount_minor !== 0) {
    const y2 = page.y + 2
    page.text('Discount', left, y2)
    page.text(money(BigInt(-Math.abs(entry.discount_minor)), paper.currency), left + 404, y2, { width: width - 404, align: 'right' })
  }
  rule(page, page.y + 7)
  page.y += 14
}

function sums(page: Page, paper: CanonicalDocument): void {
  if (page.y > 600) page.addPage()
  const sign = paper.kind === 'credit_note' ? -1 : 1
  const rows: [string, number][] = [
    ['Net', paper.totals.net_minor],
    ...paper.tax_groups.map((group): [string, number] => [groupText(group, paper.currency, sign), group.tax_minor]),
    ...(paper.totals.rounding_minor === 0 ? [] : [['Rounding', paper.totals.rounding_minor] as [string, number]]),
  ]
  let y = page.y + 2
  for (const [name, minor] of rows) {
    page
      .font('Helvetica')
      .fontSize(9)
      .fillColor(soft)
      .text(name, left + 190, y, { width: 205, align: 'right' })
    page.fillColor(ink).text(money(BigInt(minor * sign), paper.currency), left + 404, y, { width: width - 404, align: 'right' })
    y = Math.max(page.y, y + 12) + 3
  }
  page.rect(left + 230, y + 2, width - 230, 26).fill('#ECFEFF')
  page.font('Helvetica-Bold').fontSize(11).fillColor(ink)
  page.text(`Total ${paper.currency}`, left + 238, y + 10, { width: 157, align: 'right' })
  page.text(money(BigInt(paper.totals.gross_minor * sign), paper.currency), left + 404, y + 10, { width: width - 410, align: 'right' })
  page.y = y + 46
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

function notes(page: Page, paper: CanonicalDocument): void {
  page.font('Helvetica').fontSize(8.5).fillColor(ink)
  for (const note of paper.notes) {
    page.text(readable(note), left, page.y, { width })
    page.y += 3
  }
  if (paper.paid_by) {
    page
      .font('Helvetica-Bold')
      .fillColor(accent)
      .text(readable(`Paid by ${paper.paid_by}. Nothing is left to pay.`), left, page.y + 2, { width })
  } else if (paper.kind === 'invoice' && paper.bank) {
    page.fillColor(ink).text(`Please pay by ${dayText(paper.due_day)} and name ${paper.number}.`, left, page.y + 2, { width })
    page.fillColor(soft).text(`IBAN ${paper.bank.iban}   BIC ${paper.bank.bic}`, left, page.y + 2, { width })
  }
}

function foot(page: Page, paper: CanonicalDocument, proof: { sha: string; chain: string }): void {
  const { count } = page.bufferedPageRange()
  for (let index = 0; index < count; index += 1) {
    page.switchToPage(index)
    page.page.margins.bottom = 0
    rule(page, 782)
    page.font('Helvetica').fontSize(6.5).fillColor(soft)
    page.text(`${readable(paper.seller.name)}  ·  ${paper.number}  ·  page ${index + 1} of ${count}`, left, 789, {
      width,
      lineBreak: false,
    })
    page.text(`sha256 ${proof.sha}   chain ${proof.chain.slice(0, 16)}`, left, 799, { width, lineBreak: false })
  }
}

function rule(page: Page, y: number): void {
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

/** The built-in fonts know Windows-1252: what they cannot draw becomes its plain letter or "?"; control and direction marks are dropped. */
function readable(text: string): string {
  return [...text.normalize('NFC')]
    .filter((sign) => !/[\p{Cc}\p{Cf}]/u.test(sign))
    .map((sign) => (drawable(sign) ? sign : plainLetter(sign)))
    .join('')
}

function drawable(sign: string): boolean {
  const code = sign.codePointAt(0) ?? 0
  return code < 0x100 || '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ'.includes(sign)
}

function plainLetter(sign: string): string {
  const known: Record<string, string> = { '×': '×', '−': '-', ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', ı: 'i' }
  const base = known[sign] ?? sign.normalize('NFD').charAt(0)
  return drawable(base) ? base : '?'
}
