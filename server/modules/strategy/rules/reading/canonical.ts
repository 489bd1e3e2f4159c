import { nameColumn } from './columns.ts'
import { labelOf } from './labels.ts'
import { isBreak } from './lines.ts'
import type { Item, Note, PlanReading, Section } from './model.ts'

/** How an item's line is written, from how it was. */
type Written = (item: Item, section: Section) => string

/** The plan in one agreed form. Idempotent: reading it gives the same plan again. Sketches are left out. */
export function canonicalOf(plan: PlanReading, written: Written = ({ raw }) => raw): string {
  const blocks: string[] = [titleLine(plan)]
  for (const note of plan.preface) blocks.push(noteText(note))
  if (plan.header.rows.length > 0) blocks.push(headerTable(plan))
  for (const section of inOrder(plan.sections)) for (const block of sectionBlocks(section, written)) blocks.push(block)
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function titleLine({ title, completeness }: PlanReading): string {
  const parts = [`# ${title.raw}`.trimEnd()]
  if (title.initials) parts.push(`(${title.initials})`)
  if (title.placeholder) parts.push(`(${title.placeholder})`)
  if (completeness !== null) parts.push(`(${completeness}%)`)
  return parts.join(' ')
}

function headerTable({ header }: PlanReading): string {
  const rows = header.rows.map((row) => `| ${cell(row.key)} | ${cell(row.raw)} |`)
  return [rows[0], '|:---|:---|', ...rows.slice(1)].join('\n')
}

/** Table cells keep their escapes; a bare bar of a `Key: value` line gets one. */
function cell(raw: string): string {
  return raw.replace(/\\.|\|/g, (found) => (found === '|' ? '\\|' : found))
}

function inOrder(sections: Section[]): Section[] {
  return [...sections.filter((section) => section.name !== 'commentary'), ...sections.filter((section) => section.name === 'commentary')]
}

function sectionBlocks(section: Section, written: Written): string[] {
  const label = section.qualifier === null ? section.label : `${section.label} (${section.qualifier})`
  const numbered = section.name === 'priorities' || section.name === 'methods'
  return [
    label,
    ...section.lead.map(noteText),
    ...itemBlocks(section.items, numbered, (item) => written(item, section)),
    ...section.notes.map(noteText),
  ]
}

/** Items in a row make one list; a paragraph of an item stands under it, rows of a table stand together. */
function itemBlocks(items: Item[], numbered: boolean, written: (item: Item) => string): string[] {
  const blocks: string[] = []
  let list: string[] = []
  const end = () => {
    if (list.length > 0) blocks.push(list.join('\n'))
    list = []
  }
  items.forEach((item, index) => {
    const indent = ' '.repeat(4 * item.depth)
    if (item.row) {
      const above = items[index - 1]
      if (!(above?.row && above.depth === item.depth && above.notes.length === 0 && sameWords(above.row.columns, item.row.columns))) {
        end()
        list.push(indent + tableLine(item.row.columns), indent + tableLine(item.row.columns.map(() => '---')))
      }
      const name = nameColumn(item.row)
      list.push(indent + tableLine(item.row.cells.map((cell, column) => (column === name ? written({ ...item, raw: cell }) : cell))))
    } else {
      if (items[index - 1]?.row) end()
      list.push(itemLine(item, numbered, written(item)))
    }
    if (item.notes.length > 0) {
      end()
      for (const note of item.notes) blocks.push(note.raw.replace(/^/gm, `${indent}    `))
    }
  })
  end()
  return blocks
}

function sameWords(one: string[], other: string[]): boolean {
  return one.length === other.length && one.every((word, index) => word === other[index])
}

function tableLine(cells: string[]): string {
  return `| ${cells.join(' | ')} |`
}

function itemLine(item: Item, numbered: boolean, written: string): string {
  const indent = ' '.repeat(4 * item.depth)
  const marker = numbered ? `${item.rank}.` : '-'
  const line = `${indent}${item.rank > 999 && numbered ? '999.' : marker} ${written}`.trimEnd()
  const clash = item.depth === 0 && !numbered && labelOf(item.raw) !== null
  return isBreak(line) || clash ? `${indent}${clash ? `${item.rank}.` : '+'} ${written}`.trimEnd() : line
}

/** Lines that would turn into a label or a heading at the margin are kept away from it. */
function noteText(note: Note): string {
  if (note.kind === 'fence') return note.raw
  return note.raw
    .split('\n')
    .map((line) => (note.kind === 'text' && labelOf(line) !== null ? `    ${line}` : line))
    .join('\n')
}
