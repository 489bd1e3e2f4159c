import { cellsOf } from './cells.ts'
import { withoutHtml } from './html.ts'
import { headingLabelOf, labelOf } from './labels.ts'
import type { Line, LineKind } from './line.ts'
import { withoutHollow } from './hollow.ts'
import { closeOff, isBlank } from './opaque.ts'
import { isBarePeriod } from './periods.ts'
import { markLetters, withResultsApart } from './split.ts'
import { unfolded } from './unfold.ts'

/** Cuts the source into classified lines. One pass over the characters, a constant number of passes over the lines. */
export function linesOf(source: string): Line[] {
  const written = cut(source)
  closeOff(source, written)
  for (let i = 0; i < written.length; i += 1) classify(written, i)
  withoutHollow(written)
  for (let i = 0; i < written.length; i += 1) markTight(written, i)
  markLetters(written)
  const lines = withResultsApart(unfolded(source, withoutHtml(source, written)))
  for (let i = 0; i < lines.length; i += 1) markLabel(lines, i)
  markSubject(lines)
  markTimes(lines)
  withPlainCodes(lines)
  return lines
}

const coded = /^((?:\*\*|__)?)(?!OKR)([A-Z]{1,3})(KR|O)(?=\s?\d{1,2}(?:\.\d{1,2})?\s?(?:[:.)–—]|\*\*|__))/

/** `CO1` and `CKR1` are the company's first objective and its result: a letter that stands before both numbers says whose they are. */
function withPlainCodes(lines: Line[]): void {
  const found = lines.filter(({ text }) => coded.test(text)).map((line) => ({ line, code: coded.exec(line.text) as RegExpExecArray }))
  const results = new Set(found.flatMap(({ code }) => (code[3] === 'KR' ? [code[2]] : [])))
  for (const { line, code } of found) if (results.has(code[2])) line.text = line.text.replace(coded, '$1$3')
}

function cut(source: string): Line[] {
  const lines: Line[] = []
  let from = 0
  while (from < source.length) {
    let to = from
    while (to < source.length && source.charCodeAt(to) !== 10 && source.charCodeAt(to) !== 13) to += 1
    const end = to >= source.length ? to : source.charCodeAt(to) === 13 && source.charCodeAt(to + 1) === 10 ? to + 2 : to + 1
    const start = from === 0 && source.charCodeAt(0) === 0xfeff ? 1 : from
    lines.push({
      from,
      to,
      end,
      kind: 'text',
      indent: 0,
      at: start,
      text: source.slice(start, to),
      level: 0,
      marker: '',
      label: null,
      lazy: false,
    })
    from = end
  }
  return lines
}

type Shape = [kind: LineKind, offset: number, content: string]

const tight = /^(?:•(?=\S)|-(?=\p{Lu})|\d{1,2}[.)](?=\p{Lu}))/u

/** `-First`, `1.First`: a list whose marks have no space behind them, where the line before or behind is of it too. */
function markTight(lines: Line[], i: number): void {
  const line = lines[i] as Line
  const mark =
    line.kind === 'text' ? (tight.exec(line.text)?.[0] ?? (line.indent >= 4 ? /^-(?=\p{L})/u.exec(line.text)?.[0] : undefined)) : undefined
  if (!mark) return
  const kind = sortOf(mark)
  const beside = [lines[i - 2], lines[i - 1], lines[i + 1], lines[i + 2]].some(
    (other) =>
      other !== undefined &&
      ((other.kind === 'item' && sortOf(other.marker) === kind) ||
        (other.kind === 'text' &&
          sortOf((other.indent >= 4 && /^-\p{L}/u.test(other.text) ? '-' : tight.exec(other.text)?.[0]) ?? '') === kind)),
  )
  if (!beside && mark !== '•') return
  Object.assign(line, { kind: 'item', marker: mark, at: line.at + mark.length, text: line.text.slice(mark.length), lazy: false })
}

function sortOf(mark: string): string {
  return /^\d/.test(mark) ? '1' : mark
}

/** Gives a line its kind; may turn the line above into a heading or the head row of a table. */
function classify(lines: Line[], i: number): void {
  const line = lines[i] as Line
  if (line.kind !== 'text') return
  const [kind, offset, content] = shapeOf(line, lines[i - 1], lines[i - 2])
  line.kind = kind
  line.at = Math.min(line.at + offset, line.to)
  line.text = content.trim()
}

function shapeOf(line: Line, above: Line | undefined, higher: Line | undefined): Shape {
  const source = line.text
  if (isBlank(source)) return ['blank', source.length, '']
  const indent = indentOf(source)
  line.indent = indent.columns
  if (above?.kind === 'text' && !above.lazy && higher?.kind !== 'text' && /^[ \t]*(={3,}|-{3,})[ \t]*$/.test(source)) {
    above.kind = 'heading'
    above.level = source.trim()[0] === '=' ? 1 : 2
    return ['underline', indent.size, '']
  }
  if (isBreak(source)) return ['blank', source.length, '']
  const heading = /^ {0,3}(#{1,6})(?:[ \t]+|$)/.exec(source)
  if (heading) {
    line.level = heading[1]?.length ?? 0
    const text = source.slice(heading[0].length).trimEnd()
    return ['heading', heading[0].length, withoutId(text.replace(/(^|[ \t])#+$/, ''))]
  }
  if (isDelimiter(source) && above?.kind === 'text' && cellsOf(above.text).length === cellsOf(source).length && above.text.includes('|')) {
    above.kind = 'row'
    return ['delimiter', indent.size, source]
  }
  if ((above?.kind === 'delimiter' || above?.kind === 'row') && source.includes('|')) return ['row', indent.size, source]
  const item = /^([-*+•▪◦‣●○■➢➤►▸▹▶»❖◆◇✦–]|\d{1,3}[.)]|[o§·](?=\t| {2,}))(?:[ \t]+|$)/u.exec(source.slice(indent.size, indent.size + 200))
  if (item) {
    line.marker = item[1] as string
    const from = indent.size + line.marker.length
    return ['item', from + spacesAt(source, from), source.slice(from)]
  }
  line.lazy = above?.kind === 'item' || (above?.kind === 'text' && above.lazy)
  return ['text', indent.size, source]
}

/** Word processors and site builders write a heading's address behind it: `## Vision {#vision}`. */
function withoutId(heading: string): string {
  return heading.endsWith('}') ? heading.replace(/[ \t]*\{[#.][^{}]{1,120}\}$/, '') : heading
}

function spacesAt(source: string, from: number): number {
  let to = from
  while (source[to] === ' ' || source[to] === '\t') to += 1
  return to - from
}

/** A thematic break: three or more of one of - * _ and nothing else but spaces. */
export function isBreak(text: string): boolean {
  const bare = text.replace(/[ \t]+/g, '')
  const char = bare[0]
  if (bare.length < 3 || !char || !'-*_'.includes(char)) return false
  for (let i = 1; i < bare.length; i += 1) if (bare[i] !== char) return false
  return true
}

function indentOf(text: string): { size: number; columns: number } {
  let columns = 0
  let size = 0
  for (; size < text.length; size += 1) {
    if (text[size] === ' ' || text[size] === '\u00A0') columns += 1
    else if (text[size] === '\t') columns += 4 - (columns % 4)
    else break
  }
  return { size, columns }
}

/** The delimiter row that makes the rows around it a table (GFM §4.10). */
function isDelimiter(text: string): boolean {
  return text.includes('|') && /^[|:\- \t]+$/.test(text) && cellsOf(text).every((cell) => /^:?-+:?$/.test(cell))
}

const letterHead = /^(?:\*\*|__)?(?:to|from|cc|bcc|date|sent|subject|an|von|datum|betreff|à|de|objet|para|asunto)\s?:(?:\*\*|__)?\s+\S/i

/** `Subject: Our OKRs for Q4` among `To` and `From` at the top of a letter is its title. */
function markSubject(lines: Line[]): void {
  const start = lines.findIndex(({ kind }) => kind !== 'blank' && kind !== 'opaque')
  let end = start
  while (end >= 0 && lines[end]?.kind === 'text' && letterHead.test(lines[end]?.text ?? '')) end += 1
  const head = lines.slice(Math.max(start, 0), Math.max(end, 0))
  const subject = head.find(({ text }) => /^(?:\*\*|__)?(?:subject|betreff|objet|asunto)\s?:/i.test(text))
  // cut out by itself the plan begins with that line
  if (!subject || (head.length < 2 && head[0] !== subject)) return
  Object.assign(subject, {
    kind: 'heading',
    level: 1,
    label: null,
    text: subject.text.replace(/^[^:]{1,20}:(?:\*\*|__)?\s+/, '').replace(/^(?:(?:re|aw|fwd?|wg)\s?:\s+)+/i, ''),
  })
}

/** `**2026 Q1**` on a line of its own is the heading of what follows, where there is no plan of sections. */
function markTimes(lines: Line[]): void {
  if (lines.some(({ label }) => label?.name === 'vision')) return
  let level = 0
  // `**Q2 2027: A first harbour**` and another such line: chapters of quarters, each with its name
  const named = lines.filter((line) => line.kind === 'text' && isNamedTime(line)).length > 1
  for (const line of lines) {
    if (line.kind === 'heading') level = line.level
    else if (named && line.kind === 'text' && line.indent === 0 && isNamedTime(line)) {
      line.kind = 'heading'
      line.level = Math.min(level + 1, 6)
    } else if (
      line.kind === 'text' &&
      line.indent === 0 &&
      /^(\*\*|__)[^*_]{2,40}\1:?$/.test(line.text) &&
      isBarePeriod(line.text.slice(2).replace(/[*_:]+$/, ''))
    ) {
      line.kind = 'heading'
      line.level = Math.min(level + 1, 6)
    }
  }
}

function isNamedTime({ text }: Line): boolean {
  const [, , time = ''] = /^(\*\*|__)((?:[QH][1-4]|20\d\d)[^*_:–—]{0,40})(?: ?[:–—] )[^*_]{3,80}\1$/.exec(text) ?? []
  return time !== '' && isBarePeriod(time)
}

/** Headings and text lines that are a section word; a bullet at the margin is one when it is bold or has deeper bullets. */
function markLabel(lines: Line[], i: number): void {
  const line = lines[i] as Line
  if (line.kind === 'heading') line.label = headingLabelOf(line.text)
  if (line.kind === 'text' && line.indent < 4) line.label = labelOf(line.text)
  if (line.kind !== 'item' || line.indent > 0 || /\d/.test(line.marker)) return
  const label = labelOf(line.text)
  if (label?.rest !== '') return
  let next = i + 1
  while (lines[next]?.kind === 'blank' && next - i < 4) next += 1
  const below = lines[next]
  if (/^(\*\*|__)/.test(line.text) || (below?.kind === 'item' && below.indent >= 2)) line.label = label
}
