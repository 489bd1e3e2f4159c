import type { Grower } from './grower.ts'
import { isHead, type Line } from './line.ts'
import { cellsOf } from './cells.ts'
import type { Role } from './model.ts'
import { nameColumn } from './columns.ts'

/** Takes the table that starts here, each of its rows as an item; answers with the index of its last line. */
export function rowsOf(
  lines: Line[],
  start: number,
  grown: Grower,
  paint: (line: Line, role: Role['role']) => void,
  column?: number,
): number {
  const columns = cellsOf((lines[start] as Line).text)
  let at = start
  for (; lines[at]?.kind === 'row' || lines[at]?.kind === 'delimiter'; at += 1) {
    if (at > start && isHead(lines, at)) break
    const line = lines[at] as Line
    if (at < start + 2) {
      paint(line, 'label')
      continue
    }
    const cells = cellsOf(line.text)
    const row = { columns, cells: columns.map((_, column) => cells[column] ?? '') }
    if (row.cells.some((cell) => /[^\s*_]/.test(cell)))
      grown.add(column ?? (lines[start] as Line).indent, line, '|', row.cells[nameColumn(row)] ?? '', row)
    paint(line, 'item')
  }
  return at - 1
}
