import { newPdf } from '../../kernel/print/pdf.ts'
import { plainText } from '../../kernel/print/text.ts'
import type { EditionPage, ItemShape } from './contract.ts'
import { drawMeasures } from './print/measures.ts'
import { ink, penOf, type Pen, side } from './print/pen.ts'
import { drawUnder } from './print/under.ts'
import { type Words, wordsIn } from './print/words.ts'

type Print = { paper: 'letter' | 'a4'; company: { name: string; locale: string }; at: Date }
/** from the drawn page down to what can still be read on paper; a plan longer than that goes on to a second sheet */
const scales = [1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6]

/** The plan on one sheet as it stands today: its text, and beside each measure its value, promise and pace. */
export function printPlan(page: EditionPage, print: Print): Promise<Uint8Array> {
  const words = wordsIn(print.company.locale)
  const document = newPdf({
    size: print.paper === 'a4' ? 'A4' : 'LETTER',
    margin: 0,
    info: { Title: plainText(page.title.core), CreationDate: print.at, ModDate: print.at, Producer: 'Quarterdeck' },
  })
  const chunks: Buffer[] = []
  const done = new Promise<Uint8Array>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk))
    document.on('end', () => resolve(Buffer.concat(chunks)))
    document.on('error', reject)
  })
  const foot = document.page.height - 40
  const pen = (scale: number, dry: boolean) => penOf(document, scale, dry)
  const scale = scales.find((one) => drawBody(pen(one, true), page, words, 76) <= foot - 6) ?? 0.6
  drawHead(pen(1, false), page, print.company.name, words)
  drawBody(pen(scale, false), page, words, 76, foot)
  drawFoot(pen(1, false), page, words, foot)
  document.end()
  return done
}

function drawHead({ document, left, right, text, width }: Pen, page: EditionPage, company: string, words: Words): void {
  document.roundedRect(left, 38, 15, 15, 4).fill(ink.accent)
  document
    .save()
    .translate(left, 38)
    .scale(15 / 32)
    .lineWidth(2.6)
    .strokeColor('#ffffff')
  document.path('M7 22h18M9.5 22V12L16 8.5l6.5 3.5V22').stroke().restore()
  text(company, left + 21, 39, { size: 9, bold: true })
  const { period_from: from, period_to: to } = page.edition
  const period = from && to ? ` · ${words.day(from)} – ${words.day(to)}` : ''
  const [wide, narrow] = [width(page.title.core, { size: 9, bold: true }), width(period, { size: 9 })]
  text(page.title.core, right - wide - narrow, 39, { size: 9, bold: true })
  text(period, right - narrow, 39, { size: 9 })
  document.moveTo(left, 60).lineTo(right, 60).lineWidth(1.1).strokeColor(ink.text).stroke()
}

function drawFoot({ document, left, right, text, width }: Pen, page: EditionPage, words: Words, y: number): void {
  document.moveTo(left, y).lineTo(right, y).lineWidth(0.75).strokeColor('#d5d0c7').stroke()
  const decides = page.header.parties.find((party) => party.letters.some((letter) => letter.startsWith('D')))
  const { vetted_on: vetted, rev } = page.edition
  const said = [
    decides && `${decides.name} decides`,
    vetted
      ? `in force since ${words.day(vetted)}, revision ${rev}`
      : `draft${page.title.completeness === null ? '' : `, ${page.title.completeness}%`}, revision ${rev}`,
  ].filter(Boolean)
  const audience = page.plan.audience
  const printed = `${audience.charAt(0).toUpperCase()}${audience.slice(1)} · printed ${words.day(page.today)}`
  const style = { size: 7.1, color: ink.note }
  text(said.join(' · '), left, y + 5, style)
  text(printed, right - width(printed, style), y + 5, style)
}

/** Answers where the text ends. With a `foot`, what would run over it goes on to another sheet. */
function drawBody(pen: Pen, page: EditionPage, words: Words, top: number, foot = Number.POSITIVE_INFINITY): number {
  const { scale, left, right } = pen
  const gap = 13 * scale
  const columns = { left: (right - left) * 0.372, gutter: 24 }
  let y = top
  let beside: { x: number; y: number } | undefined
  for (const [index, section] of page.sections.entries()) {
    if (section.name === 'commentary') continue
    if (y > foot - 30) {
      pen.document.addPage()
      y = side
    }
    const next = page.sections[index + 1]?.name
    if (section.name === 'priorities' && next === 'methods') {
      const end = drawSection(pen, section, left, y, columns.left)
      beside = { x: left + columns.left + columns.gutter, y: end }
    } else if (section.name === 'methods' && beside) {
      y = Math.max(drawSection(pen, section, beside.x, y, right - beside.x), beside.y) + gap
    } else if (section.name === 'measures' || (section.name === 'objectives' && section.items.some(({ measure }) => measure))) {
      y = drawMeasures(pen, page, section, words, y) + gap
    } else {
      y = drawSection(pen, section, left, y, right - left) + gap
    }
  }
  return y - gap
}

type Section = EditionPage['sections'][number]

function drawSection(pen: Pen, section: Section, x: number, top: number, width: number): number {
  const { text, scale } = pen
  const label = section.qualifier === null ? section.label : `${section.label} (${section.qualifier})`
  let y = text(label, x, top, { size: 7.9, bold: true, color: ink.accent }) + 2 * scale
  for (const lead of section.lead) y = text(lead.replaceAll('\n', ' '), x, y, { size: 9, width })
  if (section.name === 'vision') {
    for (const item of section.items) {
      y = text(item.text, x, y, { size: 15.75, bold: true, width: Math.min(width, 450) })
      y = drawUnder(pen, item, x, y, width)
    }
    return y
  }
  if (section.name === 'obstacles') return drawPairs(pen, section.items, x, y, width)
  const numbered = section.name === 'priorities' || section.name === 'methods'
  for (const item of section.items)
    y = drawItem(pen, item, numbered && item.depth === 0 ? String(item.rank) : '–', x, y, width) + 2.5 * scale
  for (const note of section.notes) y = text(note.text, x, y, { size: 8, width, color: ink.note })
  return y
}

function drawItem(pen: Pen, item: ItemShape, marker: string, x: number, top: number, width: number): number {
  const indent = (12 + item.depth * 12) * pen.scale
  const room = { width: width - indent }
  const color = item.struck ? ink.note : ink.text
  pen.text(marker, x + indent - 12 * pen.scale, top, { size: 9, color: ink.note })
  const named = item.label !== null
  const end = pen.text(item.label ?? item.text, x + indent, top, { size: 9, bold: named, color, ...room })
  if (item.struck && !pen.dry) {
    const middle = top + 6.4 * pen.scale
    const wide = Math.min(room.width, pen.width(item.text, { size: 9 }))
    pen.document
      .moveTo(x + indent, middle)
      .lineTo(x + indent + wide, middle)
      .lineWidth(0.6)
      .strokeColor(color)
      .stroke()
  }
  const text = named ? pen.text(item.gloss, x + indent, end, { size: 9, color: ink.second, ...room }) : end
  return drawUnder(pen, item, x + indent, text, room.width)
}

/** Two beside each other, as short lines stand. */
function drawPairs(pen: Pen, items: ItemShape[], x: number, top: number, width: number): number {
  const half = width * 0.372
  let y = top
  for (let at = 0; at < items.length; at += 2) {
    const [one, two] = [items[at], items[at + 1]]
    const ends = [one && drawItem(pen, one, '–', x, y, half), two && drawItem(pen, two, '–', x + half + 24, y, width - half - 24)]
    y = Math.max(...ends.filter((end) => end !== undefined)) + 2 * pen.scale
  }
  return y
}
