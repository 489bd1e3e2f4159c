import { cellsOf } from '../cells.ts'
import { columnKinds } from '../columns.ts'
import type { Line } from '../line.ts'
import { onceFor } from '../once.ts'
import type { Marked } from './marks.ts'
import { speaksOfOkrs } from './scope.ts'

/** Does the heading, or one that holds it, speak of OKRs? Worked out once for all lines of a document. */
function isUnderOkrs(lines: Line[], heading: number): boolean {
  return onceFor(lines, 'under OKRs', () => linesUnderOkrs(lines))[heading] === 1
}

function linesUnderOkrs(lines: Line[]): Uint8Array {
  const under = new Uint8Array(lines.length)
  const open: { level: number; speaks: boolean }[] = []
  for (const [at, line] of lines.entries()) {
    if (line.kind === 'heading') {
      while ((open.at(-1)?.level ?? 0) >= line.level) open.pop()
      open.push({ level: line.level, speaks: open.at(-1)?.speaks === true || speaksOfOkrs(line.text) })
    }
    under[at] = open.at(-1)?.speaks ? 1 : 0
  }
  return under
}

/** Where goals stand, and which of these lines are objectives. */
type Body = { start: number; end: number; heading: number; objectives: ReadonlySet<number> }

/** Two objectives, or one with a result: a lone line that speaks of an objective is no plan. */
export function isReal({ lines, marks, named }: Marked, body: Body): boolean {
  let results = 0
  for (let at = body.start; at < body.end; at += 1) {
    const line = lines[at] as Line
    if (body.objectives.has(at)) continue
    if (line.kind === 'row' && columnKinds(cellsOf(line.text)).includes('name')) results += 1
    if (marks[at]?.kind === 'result' || (line.kind === 'item' && marks[at]?.kind !== 'fact' && marks[at]?.kind !== 'aside')) results += 1
    if (line.kind === 'row') results += 1
    if (line.kind === 'text' && marks[at - 1]?.kind === 'results') results += 1
  }
  return results > 0 || (body.objectives.size > 1 && (named || isUnderOkrs(lines, body.heading)))
}
