/**
 * The keys of a front matter or a small configuration in TOML: words, numbers, days, lists, tables. What is written otherwise makes all of it
 * unreadable, as a YAML that is none.
 */
export function tomlOf(text: string): Map<string, unknown> | 'unreadable' {
  const values = new Map<string, unknown>()
  let into = values
  const lines = text.split(/\r?\n/)
  for (let at = 0; at < lines.length; at += 1) {
    const line = (lines[at] ?? '').trim()
    if (line === '' || line.startsWith('#')) continue
    const table = /^\[\[?\s*([\w.\-" ]+?)\s*\]\]?\s*(?:#.*)?$/.exec(line)
    if (table) {
      into = new Map()
      values.set((table[1] ?? '').replaceAll('"', ''), into)
      continue
    }
    const pair = /^("[^"]+"|'[^']+'|[\w.-]+)\s*=\s*(.*)$/.exec(line)
    if (!pair) return 'unreadable'
    let said = pair[2] ?? ''
    // a list, or a text of several lines, goes on until it ends
    for (let ends = endOf(said); ends !== undefined && !ends.test(said); ) {
      at += 1
      if (at >= lines.length) return 'unreadable'
      said += `\n${lines[at] ?? ''}`
    }
    const value = worthOf(said.trim())
    if (value === undefined) return 'unreadable'
    into.set((pair[1] ?? '').replaceAll(/["']/g, ''), value)
  }
  return values
}

function endOf(said: string): RegExp | undefined {
  if (said.startsWith('"""')) return /^"""[\s\S]*"""\s*(?:#.*)?$/
  if (said.startsWith("'''")) return /^'''[\s\S]*'''\s*(?:#.*)?$/
  return said.startsWith('[') ? /\]\s*(?:#[^\n]*)?$/ : undefined
}

function worthOf(said: string): unknown {
  const long = /^("""|''')\r?\n?([\s\S]*)\1\s*(?:#.*)?$/.exec(said)
  if (long) return long[2] ?? ''
  const whole = /^(?:"((?:[^"\\]|\\.)*)"|'([^']*)')\s*(?:#.*)?$/.exec(said)
  if (whole) return whole[1] === undefined ? (whole[2] ?? '') : unescaped(whole[1])
  if (said.startsWith('[')) return listIn(said.replace(/\]\s*(?:#[^\n]*)?$/, ']'))
  const bare = said.replace(/\s*#.*$/, '')
  if (bare === 'true' || bare === 'false') return bare === 'true'
  if (/^[+-]?[\d_]+(?:\.\d+)?$/.test(bare)) return Number(bare.replaceAll('_', ''))
  return /^\d{4}-\d{2}-\d{2}/.test(bare) ? bare : undefined
}

function listIn(said: string): unknown[] | undefined {
  const inside = said.slice(1, -1)
  const items = inside.match(/"(?:[^"\\]|\\.)*"|'[^']*'|#[^\n]*|[^\s,"'#]+/g) ?? []
  const values = items.filter((item) => !item.startsWith('#')).map(worthOf)
  return values.includes(undefined) ? undefined : values
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(u[0-9a-fA-F]{4}|.)/g, (_all, sign: string) =>
    sign.startsWith('u') && sign.length === 5
      ? String.fromCharCode(Number.parseInt(sign.slice(1), 16))
      : ({ n: '\n', t: '\t', r: '\r' }[sign] ?? sign),
  )
}
