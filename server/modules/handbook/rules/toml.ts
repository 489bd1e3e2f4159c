/**
 * The keys of a front matter or a small configuration in TOML: words, numbers, days, lists, tables. What is written otherwise makes all of it
 * unreadable, as a YAML that is none. Each letter is looked at a few times, however it is written.
 */
export function tomlOf(text: string): Map<string, unknown> | 'unreadable' {
  const values = new Map<string, unknown>()
  let into = values
  const lines = text.split(/\r?\n/)
  let at = 0
  const next = () => {
    at += 1
    return lines[at]
  }
  for (; at < lines.length; at += 1) {
    const line = (lines[at] ?? '').trim()
    if (line === '' || line.startsWith('#')) continue
    if (line.startsWith('[')) {
      const name = tableIn(line)
      if (name === undefined) return 'unreadable'
      into = new Map()
      values.set(name, into)
      continue
    }
    const key = /^(?:"[^"]+"|'[^']+'|[\w.-]+)/.exec(line)?.[0]
    const said = key === undefined ? '' : line.slice(key.length).trimStart()
    if (key === undefined || !said.startsWith('=')) return 'unreadable'
    const value = worthOf(said.slice(1).trimStart(), next)
    if (value === undefined) return 'unreadable'
    into.set(key.replaceAll(/["']/g, ''), value)
  }
  return values
}

/** `[name]` or `[[name]]`. */
function tableIn(line: string): string | undefined {
  const [head, inside = ''] = /^\[\[?([^[\]]*)\]\]?/.exec(line) ?? []
  const name = inside.trim()
  return head !== undefined && isOver(line.slice(head.length)) && /^[\w.\-" ]+$/.test(name) ? name.replaceAll('"', '') : undefined
}

/** Nothing more but a comment. */
function isOver(rest: string): boolean {
  const left = rest.trimStart()
  return left === '' || left.startsWith('#')
}

type Next = () => string | undefined

/** A list, or a text of several lines, goes on until it ends. */
function worthOf(said: string, next: Next): unknown {
  if (said.startsWith('"""') || said.startsWith("'''")) return longIn(said, next)
  if (said.startsWith('[')) return listIn(said.slice(1), next)
  const whole = /^(?:"((?:[^"\\]|\\.)*)"|'([^']*)')/.exec(said)
  if (whole) return isOver(said.slice(whole[0].length)) ? textOf(whole) : undefined
  return bareOf((said.split('#', 1)[0] ?? '').trimEnd())
}

function textOf([, escaped, plain]: RegExpExecArray): string {
  return escaped === undefined ? (plain ?? '') : unescaped(escaped)
}

function bareOf(bare: string): unknown {
  if (bare === 'true' || bare === 'false') return bare === 'true'
  if (/^[+-]?[\d_]+(?:\.\d+)?$/.test(bare)) return Number(bare.replaceAll('_', ''))
  return /^\d{4}-\d{2}-\d{2}/.test(bare) ? bare : undefined
}

function longIn(said: string, next: Next): string | undefined {
  const mark = said.slice(0, 3)
  const parts: string[] = []
  for (let line: string | undefined = said.slice(3); line !== undefined; line = next()) {
    const ends = line.indexOf(mark)
    parts.push(ends < 0 ? line : line.slice(0, ends))
    if (ends < 0) continue
    // an empty first line is none
    return isOver(line.slice(ends + 3)) ? parts.slice(parts[0] === '' && parts.length > 1 ? 1 : 0).join('\n') : undefined
  }
  return undefined
}

function listIn(said: string, next: Next): unknown[] | undefined {
  const values: unknown[] = []
  for (let line: string | undefined = said; line !== undefined; line = next()) {
    for (const item of line.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|#.*|\]|["']|[^\s,"'#\]]+/g)) {
      const [all] = item
      if (all.startsWith('#')) break
      if (all === ']') return isOver(line.slice(item.index + 1)) ? values : undefined
      const value = item[1] === undefined && item[2] === undefined ? bareOf(all) : textOf(item)
      if (value === undefined) return undefined
      values.push(value)
    }
  }
  return undefined
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(u[0-9a-fA-F]{4}|.)/g, (_all, sign: string) =>
    sign.startsWith('u') && sign.length === 5
      ? String.fromCharCode(Number.parseInt(sign.slice(1), 16))
      : ({ n: '\n', t: '\t', r: '\r' }[sign] ?? sign),
  )
}
