import { rowKinds } from './columns.ts'
import { displayText } from './inline.ts'
import type { Item } from './model.ts'
import { promiseInNotes } from './promised.ts'
import { saidInNotes, silent } from './said.ts'

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

/** What an item says beside its words is shown as such (owner, status, how far); the same columns and lines are not shown again below it. */
export function underWithoutSaid(item: Item): string[] {
  const kinds = item.row ? rowKinds(item.row) : []
  const isSaid = (column: number) => {
    const kind = kinds[column] ?? 'other'
    if (kind === 'target' || kind === 'baseline' || kind === 'unit') return item.hint?.kind === 'target'
    return kind !== 'other' && kind !== 'name' && kind !== 'objective'
  }
  const row = item.row && {
    columns: item.row.columns.filter((_, column) => !isSaid(column)),
    cells: item.row.cells.filter((_, column) => !isSaid(column)),
  }
  const notes = item.notes.filter((note) => {
    if (note.kind !== 'text' || note.raw.includes('\n')) return true
    const said = silent()
    saidInNotes(said, [note])
    const promised = promiseInNotes([note])
    const isPromise = item.hint?.kind === 'target' && (promised.target ?? promised.baseline) !== null
    return !isPromise && !Object.entries(said).some(([, value]) => value !== null && !Array.isArray(value))
  })
  return underItem({ raw: item.raw, row, notes })
}
