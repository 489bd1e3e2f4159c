import type { Line } from './line.ts'

const inline = /^(?:(?:\*\*|__)?(?:O|Objective) ?#?\d{1,2}\b)[^|]*?(?<=[.;,·|]["”)*_]{0,3} )(?=(?:\*\*|__)?(?:KR|Key result) ?#?\d)/i
const next = /(?<=[.;,·|]["”)*_]{0,3} )(?=(?:\*\*|__)?(?:KR|Key result) ?#?\d{1,2}(?:\.\d{1,2})? ?[:.)–—])/gi

const gathered = /^(?:\*\*|__)?(?:key[ -]results|KRs)(?::(?:\*\*|__)?|(?:\*\*|__):)\s+(?=\S)/i

/** `O1: … → KR: …, …`: one label, and behind it several results */
const behindArrow =
  /^[*_]{0,2}(?:O|Objective) ?#?\d{1,2}\b.{4,300}?\s(?:→|->|=>|➔)\s+(?=[*_]{0,2}(?:KRs?|Key results?)(?::[*_]{0,2}|[*_]{1,2}:)\s)/i

/** The results behind one label, cut at commas where each is a phrase and most say a number. */
function cutBehindArrow(text: string): number[] {
  const start = behindArrow.exec(text.slice(0, 1000))?.[0].length ?? 0
  if (start === 0) return []
  const ends = [...text.slice(start).matchAll(/,\s+(?=\S)/g)].map(({ 0: mark, index }) => start + index + mark.length)
  const parts = [start, ...ends].map((from, index, all) => text.slice(from, all[index + 1]))
  const phrases = parts.every((part) => part.trim().split(/\s+/).length > 1)
  return phrases && parts.filter((part) => /\d|\bzero\b/i.test(part)).length >= parts.length / 2 ? [0, start, ...ends] : [0, start]
}

/** Where a line is cut: at each `KR1:`, or behind `Key results:` and each of their semicolons. */
function cutsOf(text: string): { offsets: number[] } {
  const label = gathered.exec(text)?.[0].length ?? 0
  const ends = label > 0 ? [...text.slice(label).matchAll(/;\s+(?=\S)/g)].map(({ 0: mark, index }) => label + index + mark.length) : []
  if (ends.length > 0) return { offsets: [0, label, ...ends] }
  const behind = cutBehindArrow(text)
  if (behind.length > 0) return { offsets: behind }
  return { offsets: inline.test(text.slice(0, 1000)) ? [0, ...[...text.matchAll(next)].map(({ index }) => index)] : [] }
}

/** `O1: …. KR1: …. KR2: …` in one paragraph is a line for each; their spans lie end to end. */
export function withResultsApart(lines: Line[]): Line[] {
  return lines.flatMap((line) => {
    if (line.kind !== 'text' && line.kind !== 'item') return [line]
    const { offsets: cuts } = cutsOf(line.text)
    if (cuts.length < 2) return [line]
    const offsets = [...cuts, line.text.length]
    const start = line.at + Math.max(0, line.to - line.at - line.text.length)
    return offsets.slice(0, -1).map((offset, index): Line => {
      const from = index === 0 ? line.from : Math.min(start + offset, line.to)
      const last = index === offsets.length - 2
      const to = last ? line.to : Math.min(start + (offsets[index + 1] as number), line.to)
      const text = line.text
        .slice(offset, offsets[index + 1])
        .trim()
        .replace(/\s(?:→|->|=>|➔)$|[;,·|]$|(?<=[^.])\.$/, '')
      return {
        ...line,
        kind: index === 0 ? line.kind : 'item',
        marker: index === 0 ? line.marker : '-',
        indent: line.indent + (index === 0 ? 0 : 4),
        text,
        from,
        at: index === 0 ? line.at : from,
        to,
        end: last ? line.end : to,
        lazy: false,
      }
    })
  })
}

const lettered = /^([A-Z]|[a-z])([.)])[ \t]+(?=\S)/

/** `A. …` and `B. …`, `a) …` and `b) …`: a list by letters, where two of it follow one another. */
export function markLetters(lines: Line[]): void {
  const open = new Map<string, { at: number; code: number }>()
  lines.forEach((line, index) => {
    if (line.kind === 'heading') open.clear()
    const found = line.kind === 'text' ? lettered.exec(line.text) : null
    if (!found) return
    const [, letter = '', mark = ''] = found
    const key = `${line.indent} ${/[A-Z]/.test(letter)} ${mark}`
    const before = open.get(key)
    const code = letter.charCodeAt(0)
    if (before && code === before.code + 1) {
      for (const at of [before.at, index]) asItem(lines[at] as Line)
    }
    if (before || letter.toLowerCase() === 'a') open.set(key, { at: index, code })
  })
}

function asItem(line: Line): void {
  const mark = line.kind === 'text' ? lettered.exec(line.text)?.[0] : undefined
  if (mark)
    Object.assign(line, { kind: 'item', marker: mark.trim(), at: line.at + mark.length, text: line.text.slice(mark.length), lazy: false })
}
