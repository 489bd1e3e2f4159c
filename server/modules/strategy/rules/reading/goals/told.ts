import { cellsOf } from '../cells.ts'
import { columnKinds } from '../columns.ts'
import { displayText } from '../inline.ts'
import type { Line } from '../line.ts'

/** `| Objective | KR |` above rows of whole phrases: these are some, whatever the page is called. */
export function tellsGoals(lines: Line[], start: number): boolean {
  if (lines[start + 1]?.kind !== 'delimiter') return false
  const heads = cellsOf((lines[start] as Line).text).map((cell) => displayText(cell).trim())
  const columns = [heads.findIndex((cell) => /^objectives?$/i.test(cell)), heads.findIndex((cell) => /^(?:key results?|KRs?)$/i.test(cell))]
  if (columns.includes(-1)) return false
  const rows: string[][] = []
  for (let at = start + 2; lines[at]?.kind === 'row'; at += 1) rows.push(cellsOf((lines[at] as Line).text))
  const long = columns.map((column) => rows.filter((cells) => (cells[column] ?? '').trim().split(/\s+/).length >= 3).length)
  return rows.length > 1 && (long[0] ?? 0) >= 1 && (long[1] ?? 0) >= rows.length / 2
}

/** Does a table with a column of objectives stand right below? */
export function isAboveTable(lines: Line[], index: number): boolean {
  const at = lines[index + 1]?.kind === 'blank' ? index + 2 : index + 1
  const head = lines[at]
  return head?.kind === 'row' && columnKinds(cellsOf(head.text)).includes('objective')
}

/** Does a list right below say what an objective should be like: `- an inspiring aim`, `- no numbers`? */
export function isDescribed(lines: Line[], index: number): boolean {
  const below = lines.slice(index + 1, index + 8).filter(({ kind }) => kind !== 'blank')
  const told = ({ kind, text }: Line) =>
    kind === 'item' && /^(?:an? |very |no |not |should |must |be |have |has |qualitative|inspir|ambitious)/i.test(text)
  return below.slice(0, 3).filter(told).length >= 2
}
