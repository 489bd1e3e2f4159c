import { newPdf } from '../../../kernel/print/pdf.ts'
import { plainText } from '../../../kernel/print/text.ts'
import type { PublicPlan } from '../contract.ts'
import { figureWords } from '../pages/figure.ts'
import { ink, penOf, type Pen, side } from './pen.ts'
import { wordsIn, type Words } from './words.ts'

type Print = { paper: 'letter' | 'a4'; company: { name: string; locale: string }; at: Date }
type Runs = PublicPlan['sections'][number]['lead'][number]
/** from the drawn page down to what can still be read; a plan longer than that goes on to a second sheet */
const scales = [1, 0.9, 0.8, 0.7]

/** What anyone may read of a plan, on paper: drawn from the projection and from nothing else. */
export function printPublicPlan(plan: PublicPlan, { paper, company, at }: Print): Promise<Uint8Array> {
  const words = wordsIn(company.locale)
  const document = newPdf({
    size: paper === 'a4' ? 'A4' : 'LETTER',
    margin: 0,
    info: { Title: plainText(plan.title), CreationDate: at, ModDate: at, Producer: 'Quarterdeck' },
  })
  const chunks: Buffer[] = []
  const done = new Promise<Uint8Array>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk))
    document.on('end', () => resolve(Buffer.concat(chunks)))
    document.on('error', reject)
  })
  const foot = document.page.height - 40
  const scale = scales.find((one) => drawBody(penOf(document, one, true), plan, words, Number.POSITIVE_INFINITY) <= foot - 6) ?? 0.7
  const pen = penOf(document, 1, false)
  pen.text(company.name, side, 38, { size: 9, bold: true })
  drawBody(penOf(document, scale, false), plan, words, foot)
  drawFoot(pen, plan, foot)
  document.end()
  return done
}

function drawFoot({ document, left, right, text, width }: Pen, { hash, counts }: PublicPlan, y: number): void {
  document.moveTo(left, y).lineTo(right, y).lineWidth(0.75).strokeColor(ink.line).stroke()
  const style = { size: 7.1, color: ink.note }
  const lines = Object.values(counts).reduce((sum, count) => sum + count, 0)
  text('Public part of the plan', left, y + 5, style)
  const said = `${lines} public lines, text ${hash.slice(0, 12)}`
  text(said, right - width(said, style), y + 5, style)
}

/** Answers where the text ends; what would run over `foot` goes on to another sheet. */
function drawBody(pen: Pen, plan: PublicPlan, words: Words, foot: number): number {
  const { left, right, scale } = pen
  const wide = right - left
  let y = 66
  const write = (said: string, x: number, style: { size: number; bold?: boolean; color?: string }, gap = 0) => {
    if (y + style.size * 1.4 > foot) {
      pen.document.addPage()
      y = side
    }
    y = pen.text(said, x, y, { ...style, width: right - x }) + gap * scale
  }
  write(plan.title, left, { size: 17, bold: true }, 4)
  const { period, parties, vetted_on } = plan
  const rows: [string, string][] = [
    ...(period ? [['Period', `${words.day(period.from)} – ${words.day(period.to)}`] as [string, string]] : []),
    ...(parties.length > 0
      ? [['RAPID', parties.map(({ sign, letters }) => `${sign} (${letters.join(', ')})`).join(', ')] as [string, string]]
      : []),
    ...(vetted_on ? [['Vetted', words.day(vetted_on)] as [string, string]] : []),
  ]
  for (const [key, value] of rows) write(`${key}: ${value}`, left, { size: 9, color: ink.second }, 1)
  if (plan.legend) write(plan.legend, left, { size: 7.5, color: ink.note }, 1)
  for (const section of plan.sections) {
    y += 9 * scale
    write(section.label, left, { size: 9.5, bold: true, color: ink.accent }, 2)
    if (section.internal) write('Internal', left, { size: 9, color: ink.note }, 1)
    for (const lead of section.lead) write(wordsOf(lead), left, { size: 9 }, 1)
    const ranked = section.name === 'priorities' || section.name === 'methods'
    for (const { depth, rank, runs, struck, notes, figure } of section.items) {
      const x = left + (14 + depth * 14) * scale
      const mark = ranked && depth === 0 ? `${rank}.` : '–'
      const said = figure && figureWords(figure)
      const value = said ? ` · ${said.value} ${said.note}` : ''
      const color = struck ? ink.note : ink.text
      const top = y
      write(`${wordsOf(runs)}${value}${struck ? ' (struck)' : ''}`, x, { size: 9, color }, 1.5)
      // a line that began on another sheet has its mark there
      pen.text(mark, x - 14 * scale, y < top ? side : top, { size: 9, color: ink.note, width: wide })
      for (const note of notes) write(wordsOf(note), x, { size: 8, color: ink.second }, 1)
    }
    for (const note of section.notes) write(wordsOf(note), left, { size: 8, color: ink.second }, 1)
  }
  return y
}

function wordsOf(runs: Runs): string {
  return runs.map(({ text }) => text.replaceAll('\n', ' ')).join('')
}
