import type { Line } from './line.ts'

/** Only spaces, tabs and no-break spaces. */
export function isBlank(text: string): boolean {
  return /^[ \t\u00A0]*$/.test(text)
}

/** Marks what is not Markdown of ours: front matter, fenced blocks, comments. A fence around the whole input is unwrapped. */
export function closeOff(source: string, lines: Line[]): void {
  let i = frontMatter(lines)
  const lastComment = source.lastIndexOf('-->')
  const whole = wholeFence(lines)
  if (whole) {
    mark(lines, whole.open, 'opaque')
    if (whole.close > whole.open) mark(lines, whole.close, 'opaque')
    i = whole.open + 1
  }
  while (i < lines.length) {
    const line = lines[i] as Line
    const fence = line.kind === 'text' ? fenceOf(line.text) : undefined
    if (fence) {
      const close = closing(lines, i, fence)
      for (let k = i; k <= close; k += 1) if (lines[k]?.kind === 'text') mark(lines, k, 'fence')
      line.marker = 'open'
      i = close + 1
    } else if (/^ {0,3}<!--(?!\s*qd\s)/.test(line.text) && line.at <= lastComment) {
      const close = source.indexOf('-->', line.at)
      while (i < lines.length && (lines[i] as Line).from <= close) {
        mark(lines, i, 'opaque')
        i += 1
      }
    } else i += 1
  }
}

function mark(lines: Line[], index: number, kind: 'opaque' | 'fence'): void {
  const line = lines[index]
  if (line) line.kind = kind
}

function frontMatter(lines: Line[]): number {
  if (lines[0]?.text.trimEnd() !== '---') return 0
  const close = lines.findIndex((line, index) => index > 0 && /^(---|\.\.\.)[ \t]*$/.test(line.text))
  if (close < 0) return 0
  for (let i = 0; i <= close; i += 1) mark(lines, i, 'opaque')
  return close + 1
}

type Fence = { char: string; size: number }

function fenceOf(text: string): Fence | undefined {
  const match = /^[ \t]*(`{3,}|~{3,})([^\n]*)$/.exec(text)
  const run = match?.[1]
  if (!run || (run[0] === '`' && match[2]?.includes('`'))) return undefined
  return { char: run[0] as string, size: run.length }
}

/** The line that closes a fence; a fence that nobody closes runs to the end (CommonMark 0.31 §4.5). */
function closing(lines: Line[], open: number, fence: Fence): number {
  for (let i = open + 1; i < lines.length; i += 1) {
    const text = (lines[i] as Line).text.trim()
    if (text.length >= fence.size && [...text].every((char) => char === fence.char)) return i
  }
  return lines.length - 1
}

function wholeFence(lines: Line[]): { open: number; close: number } | undefined {
  const open = lines.findIndex((line) => !isBlank(line.text))
  const fence = open < 0 ? undefined : fenceOf((lines[open] as Line).text)
  if (!fence) return undefined
  const last = lines.findLastIndex((line) => !isBlank(line.text))
  return closing(lines, open, fence) === last ? { open, close: last } : undefined
}
