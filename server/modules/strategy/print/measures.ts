import type { EditionPage, MeasureShape } from '../contract.ts'
import { isLive } from '../rules/kinds.ts'
import { ink, type Pen } from './pen.ts'
import { drawUnder } from './under.ts'
import { firstWords, spanWords, standWords, type Words } from './words.ts'

type Section = EditionPage['sections'][number]

/** The measures as a table: text and period, course, value, promise, a bar with the plan's mark, and how far from the plan. */
export function drawMeasures(pen: Pen, page: EditionPage, section: Section, words: Words, top: number): number {
  const { document, left, right, scale, text, width } = pen
  const { period_from: start, period_to: end } = page.edition
  const at = { course: right - 306, now: right - 190, target: right - 145, bar: right - 136, end: right }
  const days = start && end && page.today >= start && page.today <= end ? `, day ${dayOf(start, page.today)} of ${dayOf(start, end)}` : ''
  const live = section.items.some((item) => item.measure && isLive(item.measure.kind))
  text(section.label, left, top, { size: 7.9, bold: true, color: ink.accent })
  const y0 = text(`as of ${words.day(page.today)}${days}`, left + width(`${section.label}  `, { size: 7.9, bold: true }), top, {
    size: 7.9,
    color: ink.note,
  })
  let y = y0
  const small = { size: 7.1, color: ink.note }
  const right_ = (label: string, x: number, line: number, style: Parameters<Pen['text']>[3]) =>
    text(label, x - width(label, style), line, style)
  if (live) {
    y += 3 * scale
    right_('Now', at.now, y, small)
    right_('Target', at.target, y, small)
    y = text('Pace', at.bar, y, small) + 3 * scale
  }
  for (const item of section.items) {
    rule(pen, y)
    y += 6 * scale
    const measure = item.measure && isLive(item.measure.kind) && !item.struck ? item.measure : undefined
    const wide = (measure ? at.course : right) - left - 14
    const named = text(item.text, left + item.depth * 10, y, {
      size: 9,
      width: wide,
      ...(item.struck ? { color: ink.note } : {}),
    })
    const under = drawUnder(pen, item, left + item.depth * 10, named, wide)
    if (!measure) {
      y = under + 6 * scale
      continue
    }
    const bottom = text(spanWords(measure, start, page.today, words) + firstWords(measure, words), left + item.depth * 10, under, small)
    const middle = (y + bottom) / 2
    if (!pen.dry) {
      drawCourse(pen, measure, at.course, middle)
      drawBar(pen, measure, at.bar, middle)
    }
    right_(words.figure(measure.value, measure.unit), at.now, middle - 8 * scale, { size: 12, bold: true })
    right_(words.figure(measure.target, measure.unit), at.target, middle - 6 * scale, { size: 9 })
    right_(standWords(measure, words), at.end, middle - 6 * scale, { size: 8.2, color: late(measure) ? '#a3301f' : ink.text })
    y = bottom + 6 * scale
  }
  rule(pen, y)
  if (!live) return y
  document.fillColor(ink.note)
  return text('The mark on a bar is where the plan stands today. Filled past the mark is ahead.', left, y + 5 * scale, small)
}

function rule({ document, left, right, dry }: Pen, y: number): void {
  if (!dry) document.moveTo(left, y).lineTo(right, y).lineWidth(0.75).strokeColor(ink.line).stroke()
}

function late({ status }: MeasureShape): boolean {
  return status === 'yellow' || status === 'red' || status === 'missed'
}

function drawCourse({ document, scale }: Pen, { spark }: MeasureShape, x: number, middle: number): void {
  const values = spark.map((point) => Number(point.value))
  if (values.length < 2) return
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const [wide, tall] = [60, 14 * scale]
  const place = (value: number, index: number) =>
    [x + (index / (values.length - 1)) * wide, high === low ? middle : middle + tall / 2 - ((value - low) / (high - low)) * tall] as const
  for (const [index, value] of values.entries()) {
    if (index === 0) document.moveTo(...place(value, index))
    else document.lineTo(...place(value, index))
  }
  document.lineWidth(1.3).lineJoin('round').strokeColor('#0b6476').stroke()
  document.circle(...place(values.at(-1) ?? 0, values.length - 1), 2).fill('#0b6476')
}

/** A bound has no way to go: how much of it is there, its mark at the end. */
function drawBar({ document, scale }: Pen, measure: MeasureShape, x: number, middle: number): void {
  const moves = measure.direction === 'increase' || measure.direction === 'decrease'
  const share = (value: number) => Math.max(0, Math.min(1, Number.isFinite(value) ? value : 0))
  const done = share(moves ? Number(measure.progress ?? 0) : Number(measure.value) / Number(measure.target))
  const due = moves ? measure.expected : '1'
  const [wide, tall] = [58, 3 * scale]
  document.roundedRect(x, middle - tall / 2, wide, tall, tall / 2).fill(ink.line)
  if (done > 0)
    document.roundedRect(x, middle - tall / 2, Math.max(tall, wide * done), tall, tall / 2).fill(late(measure) ? '#b0543c' : '#0b6476')
  if (due !== null) document.rect(x + share(Number(due)) * wide - 0.75, middle - 3.5 * scale, 1.5, 7 * scale).fill(ink.text)
}

function dayOf(start: string, day: string): number {
  return Math.round((Date.parse(day) - Date.parse(start)) / 86_400_000) + 1
}
