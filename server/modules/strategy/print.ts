import { newPdf } from '../../kernel/print/pdf.ts'
import { drawText as drawInFonts, measureText, undrawable } from '../../kernel/print/text.ts'
import { type Block, layOut, paper, type PrintedLine } from './rules/page.ts'
import type { PlanReading } from './rules/reading.ts'

type Print = { paper: 'letter' | 'a4'; foot: string; at: Date }

const fonts = { regular: 'Helvetica', bold: 'Helvetica-Bold', code: 'Courier' }
/** A4 is narrower than Letter: everything is drawn smaller, so that the lines break at the same words. */
const a4Scale = 487.28 / paper.typeWidth

/** Draws exactly the lines that the page check counted; what is over the page goes on to a second one. */
export function printPlan(plan: PlanReading, print: Print): Promise<Uint8Array> {
  const a4 = print.paper === 'a4'
  const document = newPdf({
    size: a4 ? 'A4' : 'LETTER',
    margin: 0,
    autoFirstPage: false,
    info: { Title: plan.title.core, CreationDate: print.at, ModDate: print.at, Producer: 'Quarterdeck' },
  })
  const chunks: Buffer[] = []
  const done = new Promise<Uint8Array>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk))
    document.on('end', () => resolve(Buffer.concat(chunks)))
    document.on('error', reject)
  })
  const draw = { document, scale: a4 ? a4Scale : 1, left: a4 ? 54 : paper.margin }
  newPage(draw, print.foot)
  let y = paper.margin
  for (const block of layOut(plan).blocks) {
    if (y + block.height > paper.margin + paper.typeHeight + 0.001 && y > paper.margin) {
      newPage(draw, print.foot)
      y = paper.margin
    }
    drawBlock(draw, block, y)
    y += block.height
  }
  document.end()
  return done
}

type Draw = { document: PDFKit.PDFDocument; scale: number; left: number }

function newPage({ document, scale, left }: Draw, foot: string): void {
  document.addPage()
  document.fillColor('#555555')
  drawText({ document }, foot, 'regular', left, document.page.height - 34, 7)
  document.fillColor('#000000')
  // everything after this is drawn in points of the Letter type area
  document.translate(left, 0).scale(scale)
}

function drawBlock(draw: Draw, block: Block, top: number): void {
  const baseline = (row: number) => top + block.gap + row * block.leading
  for (const [row, line] of (block.key ?? []).entries()) drawLine(draw, line, 0, baseline(row), block.size)
  if (block.marker) drawText(draw, block.marker, 'regular', block.x - 12, baseline(0), block.size)
  for (const [row, line] of block.lines.entries()) drawLine(draw, line, block.x, baseline(row), block.size)
}

function drawLine(draw: Draw, line: PrintedLine, x: number, y: number, size: number): void {
  for (const stretch of line.stretches) {
    drawText(draw, stretch.text, stretch.face, x + stretch.x, y, size, stretch.width)
    if (stretch.struck) {
      const middle = y + size * 0.55
      draw.document
        .moveTo(x + stretch.x, middle)
        .lineTo(x + stretch.x + stretch.width, middle)
        .lineWidth(0.6)
        .stroke()
    }
  }
}

/**
 * The core fonts, whose widths the page check counted, know WinAnsi only. Other scripts are drawn in the fonts of invoices, smaller where
 * they are wider than was counted, so that they never stand over their neighbour; what no font has is a question mark.
 */
function drawText(
  { document }: Pick<Draw, 'document'>,
  text: string,
  face: keyof typeof fonts,
  x: number,
  y: number,
  size: number,
  width = Number.POSITIVE_INFINITY,
): void {
  if (!beyondCore.test(text)) {
    document.font(fonts[face]).fontSize(size).text(text, x, y, { lineBreak: false })
    return
  }
  const weight = face === 'bold' ? 'bold' : 'regular'
  const drawn = undrawable(text).reduce((rest, sign) => rest.replaceAll(sign, '?'), text)
  const fitted = size * Math.min(1, width / measureText(document, drawn, { size, weight }))
  drawInFonts(document, drawn, { x, y: y + coreAscent * size - ascent * fitted, size: fitted, weight })
}

const beyondCore = /[^\n\u0020-\u007e\u00a0-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/u
/** where the baseline stands below the top of a line, in parts of the size: Helvetica, and the fonts of the kernel */
const coreAscent = 0.718
const ascent = 1.069
