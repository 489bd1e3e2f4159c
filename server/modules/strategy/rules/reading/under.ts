import { displayText } from './inline.ts'
import type { Item } from './model.ts'

/** An edition keeps the reading of its day, and one of before knew neither rows nor paragraphs under an item. */
type Kept = Pick<Item, 'raw'> & Partial<Pick<Item, 'row' | 'notes'>>

/** What stands under an item, a line each: the other columns of its row, then its paragraphs; still Markdown. */
export function underItem({ row, raw, notes = [] }: Kept): string[] {
  const beside = row?.columns.flatMap((column, index) => {
    const cell = row.cells[index] ?? ''
    if (cell === '' || cell === raw || /^#?$/.test(column.trim())) return []
    return [`${displayText(column)}: ${cell}`]
  })
  return [...(beside && beside.length > 0 ? [beside.join(' · ')] : []), ...notes.map((note) => note.raw)]
}
