/**
 * The one literal that a script hands over (`module.exports = {…}`, `export default […]`, `const sidebars = {…}`), read and never run: words,
 * numbers, lists and objects, with comments, commas at the end, `as` and `satisfies`. Anything that would have to be run makes it none.
 */
export function literalOf(script: string): unknown {
  if (script.length > longest) return undefined
  let begun = 0
  const begins = [/module\.exports\s*=\s*/g, /export\s+default\s+/g, /(?:const|let|var)\s+\w+(?:\s*:\s*[\w.<>[\]]+)?\s*=\s*/g]
  for (const begin of begins) {
    for (const { index, 0: words } of script.matchAll(begin)) {
      begun += 1
      if (begun > mostBegun) return undefined
      const reader = new Literal(script, index + words.length)
      const value = reader.whole()
      if (value !== nothing) return value
    }
  }
  return undefined
}

const nothing = Symbol('nothing')
/** Letters of a script, and places where a literal may begin: each is read to its end. */
const [longest, mostBegun] = [262_144, 40]
/** Lists in lists; no sidebar goes deeper. */
const deepest = 40

class Literal {
  private readonly text: string
  private at: number

  constructor(text: string, at: number) {
    this.text = text
    this.at = at
  }

  whole(): unknown {
    this.skip()
    if (!'{['.includes(this.text[this.at] ?? ' ')) return nothing
    return this.value(0)
  }

  private value(depth: number): unknown {
    this.skip()
    const sign = this.text[this.at] ?? ''
    if (depth > deepest) return nothing
    if (sign === '{') return this.object(depth)
    if (sign === '[') return this.list(depth)
    if (sign === '"' || sign === "'" || sign === '`') return this.word(sign)
    const bare = this.taken(/true|false|null|undefined|-?\d+(?:\.\d+)?/y)
    if (bare === undefined) return nothing
    return bare === 'undefined' ? undefined : JSON.parse(bare)
  }

  private object(depth: number): unknown {
    const values: [string, unknown][] = []
    this.at += 1
    for (;;) {
      this.skip()
      if (this.text[this.at] === '}') break
      const sign = this.text[this.at] ?? ''
      const key = sign === '"' || sign === "'" ? this.word(sign) : this.taken(/[A-Za-z_$][\w$]*/y)
      this.skip()
      if (typeof key !== 'string' || this.text[this.at] !== ':') return nothing
      this.at += 1
      const value = this.value(depth + 1)
      if (value === nothing || !this.ends('}')) return nothing
      values.push([key, value])
    }
    this.at += 1
    this.cast()
    return Object.fromEntries(values)
  }

  private list(depth: number): unknown {
    const values: unknown[] = []
    this.at += 1
    for (;;) {
      this.skip()
      if (this.text[this.at] === ']') break
      const value = this.value(depth + 1)
      if (value === nothing || !this.ends(']')) return nothing
      values.push(value)
    }
    this.at += 1
    this.cast()
    return values
  }

  /** Behind a value: a comma, or the end of what it stands in. */
  private ends(end: string): boolean {
    this.skip()
    if (this.text[this.at] === ',') this.at += 1
    else if (this.text[this.at] !== end) return false
    return true
  }

  private word(sign: string): unknown {
    let out = ''
    for (this.at += 1; this.at < this.text.length; this.at += 1) {
      const letter = this.text[this.at] ?? ''
      if (letter === sign) {
        this.at += 1
        this.cast()
        return out
      }
      // what is put into a word would have to be worked out
      if (sign === '`' && letter === '$' && this.text[this.at + 1] === '{') return nothing
      if (letter === '\\') this.at += 1
      out += letter === '\\' ? ({ n: '\n', t: '\t' }[this.text[this.at] ?? ''] ?? this.text[this.at] ?? '') : letter
    }
    return nothing
  }

  private cast(): void {
    this.skip()
    this.taken(/(?:as|satisfies)\s+[\w.]+(?:<[^>]*>)?(?:\[\])?/y)
  }

  private taken(what: RegExp): string | undefined {
    what.lastIndex = this.at
    const found = what.exec(this.text)?.[0]
    if (found !== undefined) this.at += found.length
    return found
  }

  private skip(): void {
    this.taken(/(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y)
  }
}
