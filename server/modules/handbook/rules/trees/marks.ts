import { alertFor } from '../display.ts'

/** A mark of another program in a text, by its line, and what becomes of it: it is shown as what it means, hidden, or left as words. */
export type ForeignMark = { line: number; what: string; does: 'shown' | 'hidden' | 'left' }

const shownTags = new Set(
  'hint endhint tabs endtabs tab endtab content-ref endcontent-ref code endcode raw endraw page-ref embed endembed file endfile'.split(' '),
)
/** Marks that are told of one text. */
const most = 200

/** The first marks of another program in a text, but for those in code. A line is looked at a few times, whatever stands in it. */
export function foreignMarks(text: string): ForeignMark[] {
  const found: ForeignMark[] = []
  for (const { line, at } of proseLines(text)) {
    if (found.length >= most) break
    const tell = (what: string, does: ForeignMark['does']) => found.push({ line: at, what: what.slice(0, 60), does })
    const plain = withoutCode(line)
    const [inTag, inShortcode] = [/\]\(\s*\{%/.test(plain), /\]\(\s*\{\{/.test(plain)]
    const box = /^\s*:::+\s*([a-z][\w-]*)/i.exec(plain) ?? /^\s*(?:!!!|\?\?\?\+?)\s+([a-z][\w-]*)/i.exec(plain)
    if (box) tell(box[0].trim(), alertFor(box[1] ?? '') || /^(?:details|tabs?)$/i.test(box[1] ?? '') ? 'shown' : 'left')
    if (/^\s*=== +"/.test(plain)) tell(plain.trim(), 'shown')
    for (const [, name = ''] of plain.matchAll(/\{%-?\s*([\w-]+)/g))
      tell(`{% ${name} %}`, inTag ? 'left' : shownTags.has(name) ? 'shown' : 'hidden')
    for (const [, name = ''] of plain.matchAll(/\{\{[<%]\s*(\/?[\w.-]+)/g)) tell(`{{< ${name} >}}`, inShortcode ? 'left' : 'hidden')
    for (const [all = ''] of plain.matchAll(/\{\{(?![<%])[^{}]*\}\}/g)) tell(all, 'hidden')
    if (/^(?:import\s.+from\s+['"]|import\s+['"]|export\s+(?:const|default|function)\b)/.test(plain))
      tell(plain.trim().split(/\s/, 1)[0] ?? '', 'hidden')
    for (const [, name = ''] of plain.matchAll(/<([A-Z][\w.]*)/g)) tell(`<${name}>`, 'left')
    if (/^\s*-{1,}8<-{1,}/.test(plain)) tell(plain.trim(), 'left')
    if (/^\s*(?:\{:?\s*[#.][^}]*\}|\{:toc\}|\[\[?toc\]?\])\s*$/i.test(plain)) tell(plain.trim(), 'hidden')
  }
  return found.slice(0, most)
}

/** A line without its spans of code: each row of backticks ends at the next one of its length. */
function withoutCode(line: string): string {
  const rows = [...line.matchAll(/`+/g)]
  if (rows.length < 2) return line
  const next = new Map<number, number>()
  const ends = rows.map(() => -1)
  for (let n = rows.length - 1; n >= 0; n -= 1) {
    const length = rows[n]?.[0].length ?? 0
    ends[n] = next.get(length) ?? -1
    next.set(length, n)
  }
  let [out, from] = ['', 0]
  for (let n = 0; n < rows.length; n += 1) {
    const end = rows[ends[n] ?? -1]
    if (!end) continue
    out += line.slice(from, rows[n]?.index)
    from = end.index + end[0].length
    n = ends[n] ?? n
  }
  return out + line.slice(from)
}

/** Lines that are no code, by their number from 1. */
function* proseLines(text: string): Generator<{ line: string; at: number }> {
  let fence: string | undefined
  for (const [n, line] of text.split('\n').entries()) {
    const mark = /^[ \t>]*(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence === undefined && mark !== undefined) fence = mark
    else if (fence !== undefined) {
      if (mark?.startsWith(fence) && /^[ \t>]*[`~]+\s*$/.test(line)) fence = undefined
    } else yield { line: line.replace(/\r$/, ''), at: n + 1 }
  }
}
