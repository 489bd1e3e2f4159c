import { readInline, type Run } from './reading/inline.ts'
import type { Item, PlanReading, Section, SectionName } from './reading/model.ts'
import { underItem } from './reading/under.ts'
import { breakLines, type PrintedLine } from './page/flow.ts'

/** Letter paper, 612 × 792 pt, margins of 54: what is printed must fit in 504 × 684 pt. */
export const paper = { width: 612, height: 792, margin: 54, typeWidth: 504, typeHeight: 684, line: 12 }
const header = { key: 108, gutter: 6, value: 390, mostLines: 6 }
const step = 14

/** One block of the page: its lines, where they start and how tall each is. `marker` stands in the 14 pt before an item. */
export type Block = {
  kind: 'title' | 'header' | 'label' | 'text' | 'item'
  section: SectionName | null
  /** index in the section's items, for an item */
  item: number | null
  gap: number
  leading: number
  size: number
  bold: boolean
  x: number
  marker: string | null
  lines: PrintedLine[]
  /** the key of a header row, in its own column */
  key: PrintedLine[] | null
  height: number
}

export type PageCheck = {
  blocks: Block[]
  /** points */
  height: number
  linesUsed: number
  linesMost: number
  linesOver: number
  headerLines: number
  fits: boolean
}

/** Lays a plan out as it will be printed. Pure: the same reading always gives the same lines. */
export function layOut(plan: PlanReading): PageCheck {
  const blocks = [
    titleBlock(plan),
    ...headerBlocks(plan),
    ...plan.sections.filter(({ name }) => name !== 'commentary').flatMap(sectionBlocks),
  ]
  const height = blocks.reduce((sum, block) => sum + block.height, 0)
  const linesOver = Math.max(0, Math.ceil((height - paper.typeHeight) / paper.line))
  const headerLines = blocks.filter((block) => block.kind === 'header').reduce((sum, block) => sum + block.height / paper.line, 0)
  return {
    blocks,
    height,
    linesUsed: Math.ceil(height / paper.line),
    linesMost: paper.typeHeight / paper.line,
    linesOver,
    headerLines,
    fits: linesOver === 0 && headerLines <= header.mostLines,
  }
}

/** Core and initials in bold 14 pt; no other suffix takes room. */
function titleBlock({ title }: PlanReading): Block {
  const text = title.initials ? `${title.core} (${title.initials})` : title.core
  return block({ kind: 'title', size: 14, leading: 18, bold: true, lines: breakLines(plain(text), 14, paper.typeWidth, true) })
}

/** Only rows that are there. Previous versions prints the latest date. */
function headerBlocks(plan: PlanReading): Block[] {
  return plan.header.rows.map((row) => {
    const days = plan.header.previous.flatMap(({ day }) => day ?? [])
    const latest = row.known === 'previous' ? days.sort().at(-1) : undefined
    const key = breakLines(plain(row.key), 10, header.key, true)
    const lines = breakLines(plain(latest ?? row.value), 10, header.value)
    return block({ kind: 'header', x: header.key + header.gutter, key, lines }, Math.max(key.length, lines.length))
  })
}

function sectionBlocks(section: Section): Block[] {
  const label = section.qualifier === null ? section.label : `${section.label} (${section.qualifier})`
  const at = { section: section.name }
  const blocks = [block({ ...at, kind: 'label', gap: 6, bold: true, lines: breakLines(plain(label), 10, paper.typeWidth, true) })]
  for (const note of section.lead) blocks.push(textBlock(section, note.raw))
  section.items.forEach((item, index) => {
    blocks.push(
      section.name === 'vision'
        ? { ...textBlock(section, [item.raw, ...underItem(item)].join('\n')), item: index }
        : itemBlock(section, item, index),
    )
  })
  for (const note of section.notes) blocks.push(textBlock(section, note.raw))
  return blocks
}

/** Vision, leads and notes run over the full width. */
function textBlock(section: Section, raw: string): Block {
  const lines = raw.split('\n').flatMap((line) => breakLines(readInline(line).runs, 10, paper.typeWidth))
  return block({ section: section.name, kind: 'text', lines })
}

function itemBlock(section: Section, item: Item, index: number): Block {
  const x = step * (item.depth + 1)
  const numbered = section.name === 'priorities' || section.name === 'methods'
  return block({
    section: section.name,
    kind: 'item',
    item: index,
    x,
    marker: numbered && item.depth === 0 ? `${item.rank}.` : '•',
    lines: [item.raw, ...underItem(item)]
      .flatMap((text) => text.split('\n'))
      .flatMap((text) => breakLines(readInline(text).runs, 10, Math.max(paper.typeWidth - x, step))),
  })
}

function block(own: Partial<Block> & Pick<Block, 'kind' | 'lines'>, rows = own.lines.length): Block {
  const base = { section: null, item: null, gap: 0, leading: paper.line, size: 10, bold: false, x: 0, marker: null, key: null, ...own }
  return { ...base, height: base.gap + rows * base.leading }
}

function plain(text: string): Run[] {
  return [{ text, bold: false, italic: false, code: false, struck: false, href: null }]
}
