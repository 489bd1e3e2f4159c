import type PDFDocument from 'pdfkit'
import { draws as drawsIn, fontName, fontOf, freshGlyphs, type Weight } from './fonts.ts'
import { type Draws, type Han, printable, type Run, runsOf, undrawn } from './runs.ts'

type Page = InstanceType<typeof PDFDocument>
/** How a text is set. `width`: lines break there; without it there is one line. `x`, `y`: the upper left corner, in points. */
export type Setting = {
  x: number
  y: number
  size: number
  weight?: Weight
  color?: string
  width?: number
  align?: 'left' | 'right'
  /** space between letters, for labels */
  spacing?: number
  han?: Han
  /** in the screen's own type, where it has all of a run */
  screen?: boolean
}

const covers: Draws = (face, point) => drawsIn(face, 'regular', point)

/** The characters of a text that cannot be printed, each once; nothing when all can. */
export function undrawable(text: string, han?: Han): string[] {
  return plain.test(text) ? [] : undrawn(text, covers, han)
}

/** What every text font has. */
const plain = /^[ -~]*$/

/** Draws text in any script and answers the height of the next line. */
export function drawText(page: Page, text: string, setting: Setting): number {
  const { x, width, align = 'left', size, color } = setting
  begin(page)
  if (color) page.fillColor(color)
  let y = setting.y
  for (const line of linesOf(page, text, setting)) {
    const runs = setIn(setting, runsOf(line, covers, setting.han))
    const free = width === undefined ? 0 : width - widthOf(page, runs, setting)
    // vowels of these scripts are split and moved before they are drawn: whoever copies the line gets what was written
    const shaped = complex.test(line)
    if (shaped) page.markContent('Span', { actual: line.replace(/\u0e4d([\u0e48-\u0e4b]?)\u0e32/g, '$1\u0e33') })
    drawRuns(page, runs, align === 'right' ? x + free : x, y, setting)
    if (shaped) page.endMarkedContent()
    y += size * leading
  }
  return y
}

/** How wide a text is in one line, in points. */
export function measureText(page: Page, text: string, setting: Pick<Setting, 'size' | 'weight' | 'spacing' | 'han' | 'screen'>): number {
  return widthOf(page, setIn(setting, runsOf(printable(text, covers, setting.han), covers, setting.han)), setting)
}

/** How tall a text is in its width, in points. */
export function measureHeight(page: Page, text: string, setting: Omit<Setting, 'x' | 'y'>): number {
  return linesOf(page, text, { ...setting, x: 0, y: 0 }).length * setting.size * leading
}

/** Text for the facts of a file, which no font draws. */
export function plainText(text: string): string {
  return printable(text, covers).replaceAll('\n', ' ')
}

const complex = /[\p{Script=Thai}\p{Script=Devanagari}]/u
const leading = 1.36
/** the baseline of every script stands at this part of the size, so that runs of different fonts share a line */
const ascent = 1.069

const begun = new WeakSet<object>()

/** The first text of a document finds the fonts as if it were the first of the process. */
function begin(page: Page): void {
  if (begun.has(page)) return
  begun.add(page)
  freshGlyphs()
}

function drawRuns(page: Page, runs: Run[], x: number, y: number, { size, weight = 'regular', spacing = 0 }: Setting): void {
  let at = x
  for (const run of runs) {
    use(page, run, weight, size)
    page.text(run.text, at, y + ascent * size, { lineBreak: false, features, characterSpacing: spacing, baseline: 'alphabetic' })
    at += page.widthOfString(run.text, { features, characterSpacing: spacing })
  }
}

function widthOf(page: Page, runs: Run[], { size, weight = 'regular', spacing = 0 }: Pick<Setting, 'size' | 'weight' | 'spacing'>): number {
  return runs.reduce((sum, run) => {
    use(page, run, weight, size)
    return sum + page.widthOfString(run.text, { features, characterSpacing: spacing })
  }, 0)
}

/** Without features given pdfkit lays out word by word, and joined letters come apart. */
const features: PDFKit.Mixins.OpenTypeFeatures[] = []

function use(page: Page, run: Run, weight: Weight, size: number): void {
  page.font(fontOf(run.face, weight) as unknown as string, fontName(run.face, weight)).fontSize(size)
}

function setIn({ screen }: Pick<Setting, 'screen'>, runs: Run[]): Run[] {
  if (!screen) return runs
  const has = (text: string) => [...text].every((sign) => drawsIn('screen', 'regular', sign.codePointAt(0) ?? 0))
  return runs.map((run) => (run.face === 'text' && has(run.text) ? { ...run, face: 'screen' as const } : run))
}

const words = new Intl.Segmenter('en', { granularity: 'word' })
const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Hangul}]/u

/** Breaks between words, inside scripts that write without spaces between their words, and in a word that is wider than the line. */
function linesOf(page: Page, text: string, setting: Setting): string[] {
  const clean = printable(text, covers, setting.han)
  const { width } = setting
  if (width === undefined) return [clean.replaceAll('\n', ' ')]
  const fits = (line: string) => widthOf(page, setIn(setting, runsOf(line.trimEnd(), covers, setting.han)), setting) <= width
  return clean.split('\n').flatMap((paragraph) => {
    if (fits(paragraph)) return [paragraph]
    const lines: string[] = []
    let line = ''
    for (const piece of piecesOf(paragraph)) {
      if (line !== '' && !fits(line + piece)) {
        lines.push(line.trimEnd())
        line = ''
      }
      for (const part of fits(piece) ? [piece] : [...letters.segment(piece)].map((one) => one.segment)) {
        if (line !== '' && !fits(line + part)) {
          lines.push(line.trimEnd())
          line = ''
        }
        line += part
      }
    }
    return [...lines, line.trimEnd()]
  })
}

function piecesOf(text: string): string[] {
  return (text.match(/\S+\s*|\s+/gu) ?? []).flatMap((piece) =>
    unspaced.test(piece) ? [...words.segment(piece)].map((one) => one.segment) : [piece],
  )
}
