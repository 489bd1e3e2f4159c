import { displayText } from './inline.ts'
import type { Item } from './model.ts'

/** What stands under an item, a line each: the other columns of its row, then its paragraphs; still Markdown. */
export function underItem({ row, raw, notes }: Pick<Item, 'row' | 'raw' | 'notes'>): string[] {
  const beside = row?.columns.flatMap((column, index) => {
    const cell = row.cells[index] ?? ''
    if (cell === '' || cell === raw || /^#?$/.test(column.trim())) return []
    return [`${displayText(column)}: ${cell}`]
  })
  return [...(beside && beside.length > 0 ? [beside.join(' · ')] : []), ...notes.map((note) => note.raw)]
}
