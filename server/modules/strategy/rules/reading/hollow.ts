import { cellsOf } from './cells.ts'
import type { Line } from './line.ts'

/** So many cells that nobody wrote the rows of a document may be filled up with; no table for people needs a tenth of it. */
export const mostFilled = 200_000

/** Short rows below a head of thousands of columns would each be filled up to its width: once that is too much, the rest are lines of text. */
export function withoutHollow(lines: Line[]): void {
  let left = mostFilled
  let width = 0
  let shut = false
  lines.forEach((line, index) => {
    if (line.kind === 'delimiter') width = cellsOf(line.text).length
    if (line.kind !== 'row') shut = false
    else if (lines[index + 1]?.kind !== 'delimiter') {
      const missing = shut ? 0 : Math.max(0, width - cellsOf(line.text).length)
      if (missing > left) shut = true
      else left -= missing
      if (shut) line.kind = 'text'
    }
  })
}
