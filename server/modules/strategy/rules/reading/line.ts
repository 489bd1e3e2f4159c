import type { Label } from './labels.ts'

export type LineKind = 'blank' | 'opaque' | 'fence' | 'heading' | 'underline' | 'row' | 'delimiter' | 'item' | 'text'

/** One line of the source. `text` is its content without indent, marker and outer spaces; `at` is where that content starts. */
export type Line = {
  from: number
  /** end without the line break */
  to: number
  /** end with the line break */
  end: number
  kind: LineKind
  indent: number
  at: number
  text: string
  /** heading level 1–6, else 0 */
  level: number
  /** the list mark of an item; 'open' on the first line of a fenced block */
  marker: string
  label: Label | null
  /** text that continues an item above it: no underline makes it a heading */
  lazy: boolean
}

/** Where the text of a document ends: before what closes a fence around all of it, or comments at its very end, blank lines behind them or not. */
export function lastLine(lines: Line[]): number {
  const tail = lines.findLastIndex(({ kind }) => kind !== 'blank')
  let end = tail + 1
  while (lines[end - 1]?.kind === 'opaque') end -= 1
  return end === tail + 1 ? lines.length : end
}

/** Does a table begin with this row? In HTML one may stand right below another. */
export function isHead(lines: Line[], at: number): boolean {
  return lines[at]?.kind === 'row' && lines[at + 1]?.kind === 'delimiter'
}
