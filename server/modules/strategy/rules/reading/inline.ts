/** A run of display text with one look. Code, links and struck spans keep what they are. */
export type Run = { text: string; bold: boolean; italic: boolean; code: boolean; struck: boolean; href: string | null }

/** One line of inline Markdown, read in a single pass. */
type Inline = {
  runs: Run[]
  text: string
  /** 1 where a character is outside links, code and parentheses: only there may a separator split label from gloss */
  open: Uint8Array
  /** 1 where a character is part of a link's target, which nobody sees */
  hidden: Uint8Array
  /** `[square text]` that is no link */
  bracketed: boolean
  /** raw offset just after a bold span that opens the text, else 0 */
  boldEnd: number
  /** attributes of our own comment `<!-- qd … -->`, as written */
  comment: string | null
}

type Mark = { char: string; bold: boolean; italic: boolean; opens: boolean; closes: boolean; inside: boolean; pair: number; end: number }
type Piece = { text: string; code: boolean; href: string | null; mark: Mark | null }

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00A0',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  copy: '©',
  reg: '®',
  trade: '™',
  rarr: '→',
  le: '≤',
  ge: '≥',
}
const punctuation = /[!-/:-@[-`{-~]/

/** Reads one line of inline Markdown. Linear in its length, whatever it holds. */
export function readInline(raw: string): Inline {
  const pairs = bracketPairs(raw)
  const ticks = tickRuns(raw)
  const open = new Uint8Array(raw.length).fill(1)
  const hidden = new Uint8Array(raw.length)
  const pieces: Piece[] = []
  let linkEnd = -1
  let linkStop = -1
  let href: string | null = null
  let bracketed = false
  let comment: string | null = null
  const lastComment = raw.lastIndexOf('-->')
  const push = (text: string, code = false) => {
    const last = pieces.at(-1)
    if (last && !last.mark && last.code === code && last.href === href) last.text += text
    else pieces.push({ text, code, href, mark: null })
  }
  let i = 0
  while (i < raw.length) {
    const char = raw[i] as string
    if (i === linkEnd) {
      hidden.fill(1, i, linkStop)
      href = null
      i = linkStop
      linkEnd = -1
    } else if (char === '\\' && punctuation.test(raw[i + 1] ?? '')) {
      const partner = raw[i + 1] === '(' ? (pairs[i + 1] as number) : -1
      if (partner >= 0 && open[i]) open.fill(0, i, partner + 1)
      push(raw[i + 1] as string)
      i += 2
    } else if (char === '`') {
      const size = runLength(raw, i)
      const close = nextRun(ticks, size, i + size)
      if (close < 0) push(raw.slice(i, i + size))
      else {
        open.fill(0, i, close + size)
        push(raw.slice(i + size, close), true)
      }
      i = close < 0 ? i + size : close + size
    } else if (raw.startsWith('<!--', i) && i <= lastComment) {
      const close = raw.indexOf('-->', i)
      const own = /^<!--\s*qd\s([\s\S]*)-->$/.exec(raw.slice(i, close + 3))
      if (own) comment = (own[1] ?? '').trim()
      open.fill(0, i, close + 3)
      hidden.fill(1, i, close + 3)
      i = close + 3
    } else if (char === '<') {
      const raised = match(/<\/?su[bp]>/iy, raw, i)
      const tag = match(/<(https?:\/\/[^<>\s]*|mailto:[^<>\s]*|br[ ]{0,2}\/?)>/iy, raw, i)
      if (raised) hidden.fill(1, i, i + raised.length)
      else if (!tag) push(char)
      else push(tag.startsWith('<br') || tag.startsWith('<BR') ? ' ' : tag.slice(1, -1))
      i += (raised ?? tag ?? char).length
    } else if (char === '[' && raw[i + 1] === '[' && linkEnd < 0 && wikiEnd(raw, i, pairs) > 0) {
      const stop = wikiEnd(raw, i, pairs)
      const [page = '', shown] = raw.slice(i + 2, stop - 2).split('|')
      href = page.trim().replace(/\s+/g, '-')
      push((shown ?? page).trim())
      href = null
      open.fill(0, i, stop)
      i = stop
    } else if ((char === '[' || (char === '!' && raw[i + 1] === '[')) && linkEnd < 0) {
      const start = char === '!' ? i + 1 : i
      const close = pairs[start] as number
      const stop = close >= 0 && raw[close + 1] === '(' ? (pairs[close + 1] as number) : -1
      if (stop >= 0) {
        href =
          raw
            .slice(close + 2, stop)
            .trim()
            .split(/\s/)[0] ?? ''
        linkEnd = close
        linkStop = stop + 1
        open.fill(0, i, linkStop)
        i = start + 1
      } else {
        if (char === '[' && close > start + 1 && !/^[ xX]$/.test(raw.slice(start + 1, Math.min(close, start + 3)))) bracketed = true
        push(char)
        i += 1
      }
    } else if (char === '(' && (pairs[i] as number) >= 0) {
      if (open[i]) open.fill(0, i, (pairs[i] as number) + 1)
      push(char)
      i += 1
    } else if (char === '&') {
      const entity = match(/&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});/y, raw, i)
      const decoded = entity ? decode(entity) : undefined
      push(decoded ?? char)
      i += decoded !== undefined && entity ? entity.length : 1
    } else if (char === '*' || char === '_' || (char === '~' && raw[i + 1] === '~')) {
      const size = runLength(raw, i)
      const before = raw[i - 1] ?? ' '
      const after = raw[i + size] ?? ' '
      const word = char === '_' && /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after)
      const opens = !/\s/.test(after) && !word
      const closes = !/\s/.test(before) && !word
      // `Y*gov` is a name
      const inside = char === '*' && size === 1 && /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after)
      if (size > 3 || (!opens && !closes)) push(raw.slice(i, i + size))
      else
        pieces.push({
          text: raw.slice(i, i + size),
          code: false,
          href,
          mark: { char, bold: size !== 1, italic: size !== 2, opens, closes, inside, pair: -1, end: i + size },
        })
      i += size
    } else {
      push(char)
      i += 1
    }
  }
  return { ...styled(pieces), open, hidden, bracketed, comment }
}

/** For the eye only: marks gone, escapes and entities decoded. */
export function displayText(raw: string): string {
  return marked.test(raw) ? readInline(raw).text : raw
}

/** What inline Markdown begins with; a line without any of it is shown as it stands. */
const marked = /[\\`<[&*_~]/

/** Pairs the marks and lays the looks over the text. A mark that opens and is never closed is hidden; one that cannot open is text. */
function styled(pieces: Piece[]): { runs: Run[]; text: string; boldEnd: number } {
  const waiting = new Map<string, number>()
  let boldEnd = 0
  pieces.forEach(({ mark, text }, index) => {
    if (!mark) return
    const opener = waiting.get(text)
    if (mark.closes && opener !== undefined) {
      const first = pieces[opener]?.mark
      if (first) first.pair = index
      mark.pair = opener
      waiting.delete(text)
      if (opener === 0 && mark.bold && mark.char !== '~') boldEnd = mark.end
    } else if (mark.opens) waiting.set(text, index)
  })
  const runs: Run[] = []
  let bold = 0
  let italic = 0
  let struck = 0
  pieces.forEach(({ mark, text, code, href }, index) => {
    if (mark && mark.pair >= 0) {
      const step = mark.pair > index ? 1 : -1
      if (mark.char === '~') struck += step
      else {
        if (mark.bold) bold += step
        if (mark.italic) italic += step
      }
      return
    }
    if (mark?.opens && !mark.inside) return
    const look = { bold: bold > 0, italic: italic > 0, code, struck: struck > 0, href }
    const last = runs.at(-1)
    if (
      last &&
      last.bold === look.bold &&
      last.italic === look.italic &&
      last.code === code &&
      last.struck === look.struck &&
      last.href === href
    )
      last.text += text
    else runs.push({ text, ...look })
  })
  return { runs, text: runs.map((run) => run.text).join(''), boldEnd }
}

/** For each [ and ( the offset of its partner, else -1. */
function bracketPairs(raw: string): Int32Array {
  const pairs = new Int32Array(raw.length).fill(-1)
  const squares: number[] = []
  const rounds: number[] = []
  for (let i = 0; i < raw.length; i += 1) {
    const char = raw[i]
    if (char === '\\' && punctuation.test(raw[i + 1] ?? '') && raw[i + 1] !== '(' && raw[i + 1] !== ')') i += 1
    else if (char === '[') squares.push(i)
    else if (char === '(') rounds.push(i)
    else if (char === ']') {
      const start = squares.pop()
      if (start !== undefined) pairs[start] = i
    } else if (char === ')') {
      const start = rounds.pop()
      if (start !== undefined) pairs[start] = i
    }
  }
  return pairs
}

/** Where `[[Page]]` or `[[Page|words]]`, a link of wikis, ends; 0 when it is none. */
function wikiEnd(raw: string, at: number, pairs: Int32Array): number {
  const inner = pairs[at + 1] as number
  const ends = inner > at + 2 && inner - at < 200 && pairs[at] === inner + 1
  return ends && !/[[\]]/.test(raw.slice(at + 2, inner)) ? inner + 2 : 0
}

type TickRuns = Map<number, { at: number[]; next: number }>

function tickRuns(raw: string): TickRuns {
  const runs: TickRuns = new Map()
  for (let i = raw.indexOf('`'); i >= 0 && i < raw.length; i = raw.indexOf('`', i)) {
    const size = runLength(raw, i)
    const same = runs.get(size)
    if (same) same.at.push(i)
    else runs.set(size, { at: [i], next: 0 })
    i += size
  }
  return runs
}

/** Where the next run of exactly this many ticks starts; asked with growing offsets only, so the walk is linear. */
function nextRun(runs: TickRuns, size: number, from: number): number {
  const same = runs.get(size)
  if (!same) return -1
  while (same.next < same.at.length && (same.at[same.next] as number) < from) same.next += 1
  return same.at[same.next] ?? -1
}

function runLength(raw: string, from: number): number {
  let to = from
  while (raw[to] === raw[from]) to += 1
  return to - from
}

function match(pattern: RegExp, raw: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(raw)?.[0]
}

function decode(entity: string): string | undefined {
  const name = entity.slice(1, -1)
  if (name[0] !== '#') return entities[name]
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10)
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : undefined
}
