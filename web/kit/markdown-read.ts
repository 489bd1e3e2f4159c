/** A small reader of a safe Markdown subset. No HTML passes: it reads as text. */
export type Block =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'rule' }
  | { kind: 'list'; ordered: boolean; items: { text: string; blocks: Block[] }[] }
  | { kind: 'table'; head: string[]; rows: string[][] }

type Words = { [K in 'text' | 'code' | 'strong' | 'em' | 'struck']: { kind: K; text: string } }[
  | 'text'
  | 'code'
  | 'strong'
  | 'em'
  | 'struck']
export type Inline = Words | { kind: 'link'; text: string; href: string }

const itemLine = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/

export function blocksOf(text: string): Block[] {
  return readBlocks(text.replaceAll('\r\n', '\n').split('\n'), 0)
}

function readBlocks(lines: string[], depth: number): Block[] {
  const blocks: Block[] = []
  let at = 0
  while (at < lines.length) {
    const line = lines[at] ?? ''
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line)
    if (line.trim() === '') {
      at += 1
    } else if (heading) {
      blocks.push({ kind: 'heading', level: heading[1]?.length ?? 1, text: heading[2] ?? '' })
      at += 1
    } else if (/^\s*(```|~~~)/.test(line)) {
      const fence = line.trim().slice(0, 3)
      const end = lines.findIndex((later, index) => index > at && later.trim().startsWith(fence))
      const stop = end === -1 ? lines.length : end
      blocks.push({ kind: 'code', text: lines.slice(at + 1, stop).join('\n') })
      at = stop + 1
    } else if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) {
      blocks.push({ kind: 'rule' })
      at += 1
    } else if (line.startsWith('>') && depth < 8) {
      const stop = runEnd(lines, at, (later) => later.startsWith('>'))
      blocks.push({
        kind: 'quote',
        blocks: readBlocks(
          lines.slice(at, stop).map((quoted) => quoted.replace(/^>\s?/, '')),
          depth + 1,
        ),
      })
      at = stop
    } else if (itemLine.test(line) && depth < 8) {
      const stop = listEnd(lines, at)
      blocks.push(readList(lines.slice(at, stop), depth))
      at = stop
    } else if (line.includes('|') && /^\s*\|?\s*:?-+/.test(lines[at + 1] ?? '')) {
      const stop = runEnd(lines, at, (later) => later.includes('|'))
      const rows = lines.slice(at, stop).map(cellsOf)
      blocks.push({ kind: 'table', head: rows[0] ?? [], rows: rows.slice(2) })
      at = stop
    } else {
      const stop = Math.max(
        at + 1,
        runEnd(lines, at, (later, index) => later.trim() !== '' && (index === at || !/^(#{1,6}\s|>|\s*(```|~~~))/.test(later))),
      )
      blocks.push({
        kind: 'paragraph',
        text: lines
          .slice(at, stop)
          .map((part) => part.trim())
          .join(' '),
      })
      at = stop
    }
  }
  return blocks
}

function runEnd(lines: string[], from: number, goesOn: (line: string, index: number) => boolean): number {
  let at = from
  while (at < lines.length && goesOn(lines[at] ?? '', at)) at += 1
  return at
}

function listEnd(lines: string[], from: number): number {
  return runEnd(
    lines,
    from,
    (line, index) => itemLine.test(line) || /^\s{2,}\S/.test(line) || (line.trim() === '' && itemLine.test(lines[index + 1] ?? '')),
  )
}

function readList(lines: string[], depth: number): Block {
  const base = /^\s*/.exec(lines[0] ?? '')?.[0].length ?? 0
  const items: { text: string; inner: string[] }[] = []
  for (const line of lines) {
    const item = itemLine.exec(line)
    const last = items.at(-1)
    if (item && (item[1]?.length ?? 0) <= base + 1) items.push({ text: item[3] ?? '', inner: [] })
    else if (last && line.trim() !== '') last.inner.push(line.slice(Math.min(base + 2, /^\s*/.exec(line)?.[0].length ?? 0)))
  }
  return {
    kind: 'list',
    ordered: /^\s*\d/.test(lines[0] ?? ''),
    items: items.map((item) => ({ text: item.text, blocks: readBlocks(item.inner, depth + 1) })),
  }
}

function cellsOf(line: string): string[] {
  return line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim())
}

const marks = /`([^`]+)`|\*\*([^*]+)\*\*|__([^_]+)__|~~([^~]+)~~|\*([^*\s][^*]*)\*|\b_([^_\s][^_]*)_\b|\[([^\]]+)\]\(([^)\s]+)\)/g

/** Parts of one line. A link to anything but http, mail or our own paths reads as text. */
export function inlineOf(text: string): Inline[] {
  const parts: Inline[] = []
  let from = 0
  for (const found of text.matchAll(marks)) {
    if (found.index > from) parts.push({ kind: 'text', text: text.slice(from, found.index) })
    parts.push(partOf(found))
    from = found.index + found[0].length
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) })
  return parts
}

function partOf(found: RegExpMatchArray): Inline {
  const [whole, code, strong, strongToo, struck, em, emToo, label, href] = found
  if (code !== undefined) return { kind: 'code', text: code }
  if (strong ?? strongToo) return { kind: 'strong', text: strong ?? strongToo ?? '' }
  if (struck !== undefined) return { kind: 'struck', text: struck }
  if (em ?? emToo) return { kind: 'em', text: em ?? emToo ?? '' }
  if (label !== undefined && href !== undefined && /^(https?:\/\/|mailto:|\/(?!\/)|#)/.test(href))
    return { kind: 'link', text: label, href }
  return { kind: 'text', text: whole }
}
