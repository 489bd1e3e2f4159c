import { headOf } from './front-matter.ts'

const alerts: Readonly<Record<string, string>> = {
  ...{ note: 'NOTE', info: 'NOTE', abstract: 'NOTE', summary: 'NOTE', example: 'NOTE', quote: 'NOTE', question: 'NOTE', seealso: 'NOTE' },
  ...{ tip: 'TIP', hint: 'TIP', success: 'TIP', check: 'TIP', important: 'IMPORTANT', warning: 'WARNING', attention: 'WARNING' },
  ...{ caution: 'CAUTION', danger: 'CAUTION', error: 'CAUTION', failure: 'CAUTION', bug: 'CAUTION' },
}

/** What a kind of box of another program is here; nothing for one that is not known. */
export function alertFor(kind: string): string | undefined {
  return alerts[kind.toLowerCase()]
}

/**
 * A text with the marks of other programs as what they mean: boxes of GitBook, Docusaurus and MkDocs as alerts, tabs below their titles, tags
 * that only those programs follow left out. It is made to be drawn and read, of what a reader may see; the source keeps its letters, and what
 * has no such mark is the same.
 */
export function displayed(source: string): string {
  if (!/\{%|\{\{|^[ \t]*(?::::|!!!|\?\?\?|===)|^(?:import|export) |^\s*\{:|^\s*\[\[?toc/im.test(source)) return source
  const { end } = headOf(source)
  return source.slice(0, end) + linesShown(source.slice(end).split('\n')).join('\n')
}

/** A box that is open: `:::` and `{% %}` end by a mark, those of MkDocs with what is indented. */
type Box = { ends: 'colons' | 'hint' | 'indent'; quoted: boolean; deep: number }

function linesShown(lines: readonly string[]): string[] {
  const out: string[] = []
  const open: Box[] = []
  let fence: string | undefined
  const say = (text: string) =>
    out.push(
      open.some(({ quoted }) => quoted) ? `${'> '.repeat(Math.min(8, open.filter(({ quoted }) => quoted).length))}${text}`.trimEnd() : text,
    )
  const begin = (box: Box, kind: string, title: string) => {
    // a box begins a paragraph of its own
    say('')
    open.push(box)
    if (box.quoted) say(`[!${alertFor(kind) ?? 'NOTE'}]`)
    if (title !== '') {
      say(`**${title.replaceAll(/[*_`[\]]/g, '')}**`)
      say('')
    }
  }
  const finish = (ends: Box['ends']) => {
    if (open.at(-1)?.ends !== ends) return
    open.pop()
    say('')
  }
  for (const whole of lines) {
    const cr = whole.endsWith('\r') ? '\r' : ''
    const written = cr === '' ? whole : whole.slice(0, -1)
    while (open.at(-1)?.ends === 'indent' && written.trim() !== '' && indentOf(written) < (open.at(-1)?.deep ?? 0)) finish('indent')
    const deep = open.findLast(({ ends }) => ends === 'indent')?.deep ?? 0
    const line = written.trim() === '' ? '' : cut(written, deep)
    const mark = /^[ \t>]*(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence !== undefined || mark !== undefined) {
      if (fence === undefined) fence = mark
      else if (mark?.startsWith(fence) && /^[ \t>]*[`~]+\s*$/.test(line)) fence = undefined
      say(line + cr)
      continue
    }
    const colons = /^\s{0,3}:::+\s*([a-z][\w-]*)?\s*(?:\[([^\]]*)\]|\{[^}]*\}|(.*))?\s*$/i.exec(line)
    const bangs = /^\s{0,3}(?:!!!|\?\?\?\+?)\s+([a-z][\w-]*)[^"]*(?:"([^"]*)")?\s*$/i.exec(line)
    const tab = /^\s{0,3}===[!+]? +"([^"]*)"\s*$/.exec(line)
    const tag = /^\s*\{%-?\s*([\w-]+)([^%]*?)-?%\}\s*$/.exec(line)
    if (colons?.[1] !== undefined)
      begin({ ends: 'colons', quoted: alertFor(colons[1]) !== undefined, deep: 0 }, colons[1], (colons[2] ?? colons[3] ?? '').trim())
    else if (colons && open.some(({ ends }) => ends === 'colons')) finish('colons')
    else if (bangs)
      begin({ ends: 'indent', quoted: alertFor(bangs[1] ?? '') !== undefined, deep: deep + 4 }, bangs[1] ?? '', bangs[2] ?? '')
    else if (tab) begin({ ends: 'indent', quoted: false, deep: deep + 4 }, '', tab[1] ?? '')
    else if (tag?.[1] === 'hint') begin({ ends: 'hint', quoted: true, deep: 0 }, /style="?(\w+)/.exec(tag[2] ?? '')?.[1] ?? 'note', '')
    else if (tag?.[1] === 'endhint') finish('hint')
    else if (tag?.[1] === 'tab') {
      say('')
      say(`**${(/title="([^"]*)"/.exec(tag[2] ?? '')?.[1] ?? '').replaceAll(/[*_`[\]]/g, '') || 'Tab'}**`)
      say('')
    } else if (tag) say('')
    else if (/^(?:import\s.+from\s+['"]|import\s+['"]|export\s+(?:const|default|function)\b)/.test(line)) say('')
    else if (/^\s*(?:\{:[^}]*\}|\[\[?toc\]?\])\s*$/i.test(line)) say('')
    else say(inlineShown(line) + cr)
  }
  return out
}

function indentOf(line: string): number {
  return (/^ */.exec(line)?.[0].length ?? 0) + 4 * (/^\t*/.exec(line)?.[0].length ?? 0)
}

function cut(line: string, deep: number): string {
  const tabs = /^\t*/.exec(line)?.[0].length ?? 0
  return tabs > 0 ? line.slice(Math.min(tabs, deep / 4)) : line.slice(Math.min(deep, indentOf(line)))
}

/** Tags in a line of words are left out, but in code, and where they say where a link leads. */
function inlineShown(line: string): string {
  // in a definition they say where its links lead
  if (!/\{[%{:#]/.test(line) || /^ {0,3}\[[^\]]+\]:/.test(line)) return line
  return line.replaceAll(/(`+)(?:(?!\1)[\s\S])+?\1(?!`)|\]\([^)]*\)|\{%[^%]*%\}|\{\{[^{}]*\}\}|\{:[^}]*\}/g, (all) =>
    /^[`\]]/.test(all) ? all : '',
  )
}
