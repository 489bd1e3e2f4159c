import { cellsOf } from '../cells.ts'
import { displayText } from '../inline.ts'
import type { Line } from '../line.ts'
import { inEnglish } from './tongues.ts'
import { facts } from './words.ts'

/** A table of two columns that says of what stands above it who owns it, where it starts and what it should reach, a row each. */
export function isProperties(lines: Line[], start: number): boolean {
  if (lines[start + 1]?.kind !== 'delimiter') return false
  const rows = pairsOf(lines, start)
  const known = rows.filter(({ pair }) => pair && facts.test(pair)).length
  return (known >= 2 && known >= rows.length / 2) || isHeadless(lines, start)
}

/** `| | |` above rows that each begin with bold words: a card of what is told, in any language. */
function isHeadless(lines: Line[], start: number): boolean {
  if (cellsOf((lines[start] as Line).text).some((cell) => cell !== '') || cellsOf((lines[start] as Line).text).length !== 2) return false
  let at = start + 2
  for (; lines[at]?.kind === 'row'; at += 1) {
    const [key = '', value = ''] = cellsOf((lines[at] as Line).text)
    if (value === '' || !/^(\*\*|__)[^*_]{2,60}\1$/.test(key) || /\b(?:KR|key result|objective)\b/i.test(key)) return false
  }
  return at > start + 2
}

/** Hands over each row as `Owner: Ada`; answers with the last line of the table. */
export function takeProperties(lines: Line[], start: number, take: (line: Line, text: string | null) => void): number {
  const rows = pairsOf(lines, start)
  for (const { line, pair } of rows) take(line, pair)
  return start + rows.length
}

/** The rows as pairs, the head row too; null where a row is none. Empty where the table has not two columns. */
function pairsOf(lines: Line[], start: number): { line: Line; pair: string | null }[] {
  const rows: { line: Line; pair: string | null }[] = []
  for (let at = start; lines[at]?.kind === 'row' || lines[at]?.kind === 'delimiter'; at += 1) {
    const line = lines[at] as Line
    if (line.kind === 'delimiter') continue
    const [key = '', value = '', ...rest] = cellsOf(line.text)
    if (rest.length > 0) return []
    const word = displayText(key).replace(/[:\s]+$/, '')
    rows.push({ line, pair: word !== '' && value !== '' ? inEnglish(`${word}: ${displayText(value)}`) : null })
  }
  return rows
}
