import type { Line } from '../line.ts'
import { type Mark, plainOf, withoutWord } from './marks.ts'

/** A dash with nothing behind it. */
export function isEmptyItem({ kind, text }: Line): boolean {
  return kind === 'item' && /^(?:\[ ?\])?\s*$/.test(text)
}

/** A line that is bold from end to end. */
export function isBold(line: Line): boolean {
  return (
    (line.kind === 'text' || line.kind === 'item') && line.text.length < 300 && /^(\*\*|__)(?!\s)(?:(?!\1).)+\1[ \t:]*\\?$/.test(line.text)
  )
}

/** `Metrics`, `Success criteria`: results only where no key results stand. */
export function isOther(label: string): boolean {
  return !/\b(?:key[ -]?results?|KRs?)\b/i.test(label)
}

/** A bold line between `Key results` and a list only sorts what is listed. */
export function sortsResults(lines: Line[], index: number): boolean {
  const line = lines[index] as Line
  const next = lines[index + 1]?.kind === 'blank' ? lines[index + 2] : lines[index + 1]
  return line.kind === 'text' && isBold(line) && next?.kind === 'item' && lines[index - 1]?.kind !== 'text'
}

/** `OKR 1`, `OKR Set 2` */
const okrNumber = /^OKR\s?(?:set\s?)?#?\d{1,2}(?!\d)/i

/** `### OKR 1: The barn` above `Objective: …`: it names what stands below it, where that says itself what it is. */
export function isNumberedChapter(lines: Line[], marks: Mark[], index: number): boolean {
  const line = lines[index] as Line
  if (line.kind !== 'heading' || !okrNumber.test(marks[index]?.text ?? '')) return false
  for (let at = index + 1; at < index + 12 && lines[at] && lines[at]?.kind !== 'heading'; at += 1)
    if (marks[at]?.kind === 'objective' && marks[at]?.named) return true
  return false
}

export function isOkr(mark: Mark | undefined): boolean {
  return mark?.kind === 'objectives' && okrNumber.test(mark.text)
}

/** `2. Harbour` above `• Objective: …` in a list of other marks: what the objective goes by. */
export function namesNext(line: Line, objective: Line): boolean {
  return /^\d/.test(line.marker) && objective.kind === 'item' && !/^\d/.test(objective.marker) && line.indent <= objective.indent
}

const says =
  /\d|\.\W*$|\b(?:is|are|has|have|can|will|replaces?|becomes?|works?)\b|^\W*(?:get|create|set|make|build|launch|ship|start|publish|deliver|define|reduce|increase|improve|achieve|reach|enable|ensure|establish|develop|grow|add|move|run|write|hire|complete|finish|provide|support|implement)\b/i

/** A bold sentence above a list, below `Key results`, is a result itself, and what is listed below it belongs to it; a few bold words only sort. */
export function saysResult(lines: Line[], index: number): boolean {
  const line = lines[index] as Line
  const next = lines[index + 1]?.kind === 'blank' ? lines[index + 2] : lines[index + 1]
  if (line.kind !== 'text' || next?.kind !== 'item' || lines[index - 1]?.kind === 'text') return false
  const [, , words = '', rest = ''] = /^(\*\*|__)(?!\s)((?:(?!\1).){8,260})\1(.{0,200})$/.exec(line.text) ?? []
  return (
    words.trim().split(/\s+/).length >= 4 && says.test(words) && /^[\s.:]*(?:\(.*\)|\[.*\])?[\s.:]*$/.test(rest) && !/:\W*$/.test(line.text)
  )
}

/** The line that says what a result's heading promises, where that names but its kind: `KR1 — Leading`, and in bold or as a heading below `50 % …`; -1: none. */
export function statedBelow(lines: Line[], index: number): number {
  const line = lines[index] as Line
  if (/\d/.test(withoutWord(plainOf(line.text, true)))) return -1
  let at = index + 1
  while (lines[at]?.kind === 'blank' && at < index + 3) at += 1
  const next = lines[at]
  if (!next || !/\d/.test(next.text)) return -1
  if (next.kind === 'heading') return next.level > line.level && !/^\W*(?:KR|key result|O)\W?\d/i.test(next.text) ? at : -1
  return next.kind === 'text' && isBold({ ...next, text: next.text.replace(/^>\s?/, '') }) ? at : -1
}

/** Does the chapter in which this line stands hold a heading `OKRs` or `Key results` further down? */
export function chapterHolds(lines: Line[], marks: Mark[], index: number): boolean {
  let at = index - 1
  while (at >= 0 && at > index - 20 && lines[at]?.kind !== 'heading') at -= 1
  const level = lines[at]?.kind === 'heading' ? (lines[at] as Line).level : 0
  if (level === 0) return false
  let headings = 0
  for (at = index + 1; at < lines.length && at < index + 80; at += 1) {
    const line = lines[at] as Line
    if (line.kind !== 'heading') continue
    if (line.level <= level) return false
    const kind = marks[at]?.kind
    if (kind === 'objectives' || (kind === 'results' && headings > 0)) return true
    if (kind === 'objective' || kind === 'result') return false
    headings += 1
  }
  return false
}
