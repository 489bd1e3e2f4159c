import type { Line } from './line.ts'

const block = 'ul|ol|li|h[1-6]|p|div|section|article|details|summary|body|html|main|header|footer|blockquote'
const opens = new RegExp(`^</?(?:${block})(?:\\s[^<>]{0,500})?>`, 'i')
const token = new RegExp(`<(/?)(${block}|strong|b|em|i|code|a|input|span|u|br)(?=[\\s>/])([^<>]{0,500})>|[^<]+|<`, 'gi')

type Piece = { kind: 'item' | 'heading' | 'text'; level: number; indent: number; bold: boolean; text: string; from: number }

/** Lists, headings and paragraphs in HTML become lines of their kind, whose spans still lie end to end over the source. */
export function withoutBlocks(lines: Line[]): Line[] {
  if (!lines.some(isBlock)) return lines
  let depth = 0
  // an element that has been opened on a line before, and whose words are still to come
  let waiting: Omit<Piece, 'text' | 'from'> | null = null
  return lines.flatMap((line) => {
    if (line.kind === 'text' ? !isBlock(line) && waiting === null : line.kind !== 'blank') waiting = null
    if (line.kind !== 'text' || (!isBlock(line) && waiting === null)) return [line]
    const pieces: Piece[] = []
    let href = ''
    let open = waiting
    let fresh = true
    for (const found of line.text.matchAll(token)) {
      const [whole, ending, name = '', inner = ''] = found
      const tag = name.toLowerCase()
      if (tag === 'ul' || tag === 'ol') {
        depth = Math.max(0, Math.min(depth + (ending ? -1 : 1), 40))
        open = null
        fresh = true
      } else if (ending && isEnd.test(tag)) {
        open = null
        fresh = true
      } else if (tag === 'li') {
        open = { kind: 'item', level: 0, indent: 4 * Math.max(0, depth - 1), bold: false }
        fresh = true
      } else if (/^h[1-6]$/.test(tag)) {
        open = { kind: 'heading', level: Number(tag[1]), indent: 0, bold: false }
        fresh = true
      } else if (tag === 'summary') {
        open = { kind: 'text', level: 0, indent: 0, bold: true }
        fresh = true
      } else if (isPlain.test(tag)) {
        // a paragraph within an entry of a list is that entry
        if (open === null || !fresh) open = null
        fresh = true
      } else {
        const words = inlineOf(tag, ending === '/', inner, whole, href)
        if (tag === 'a' && ending !== '/') href = /href\s*=\s*["']?([^"'\s>]+)/i.exec(inner)?.[1] ?? ''
        if (words === '' || (fresh && words.trim() === '')) continue
        if (fresh)
          pieces.push({ ...(open ?? { kind: 'text', level: 0, indent: 0, bold: false }), text: words, from: line.at + found.index })
        else (pieces.at(-1) as Piece).text += words
        fresh = false
      }
    }
    waiting = fresh ? open : null
    return pieces.length === 0 ? [{ ...line, kind: 'blank', text: '' }] : placed(line, pieces)
  })
}

const isEnd = /^(?:li|h[1-6]|summary|p|div|section|article|details|body|html|main|header|footer|blockquote)$/
const isPlain = /^(?:p|div|section|article|details|body|html|main|header|footer|blockquote)$/

function isBlock({ kind, text }: Line): boolean {
  return kind === 'text' && text[0] === '<' && opens.test(text)
}

/** What stands within a line, as Markdown writes it. */
function inlineOf(tag: string, ending: boolean, inner: string, whole: string, href: string): string {
  if (tag === '') return whole
  if (tag === 'strong' || tag === 'b') return '**'
  if (tag === 'em' || tag === 'i') return '*'
  if (tag === 'code') return '`'
  if (tag === 'br') return ' '
  if (tag === 'a') return ending ? `](${href})` : '['
  return tag === 'input' && /checkbox/i.test(inner) ? (/\bchecked\b/i.test(inner) ? '[x] ' : '[ ] ') : ''
}

/** Gives each piece its stretch of the line: the first also what stands before it. */
function placed(line: Line, pieces: Piece[]): Line[] {
  return pieces.map(({ kind, level, indent, bold, text, from }, index) => {
    const start = index === 0 ? line.from : from
    const next = pieces[index + 1]?.from
    const words = text
      .replace(/\s+/g, ' ')
      .replace(/\[\]\([^()]*\)/g, '')
      .trim()
    return {
      ...line,
      kind,
      level,
      indent,
      marker: kind === 'item' ? '-' : '',
      text: bold ? `**${words.replaceAll('**', '')}**` : words,
      lazy: false,
      from: start,
      at: from,
      to: next ?? line.to,
      end: next ?? line.end,
    }
  })
}
