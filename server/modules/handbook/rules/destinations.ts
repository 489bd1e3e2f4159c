type Span = { from: number; to: number }
type Swap = Span & { by: string }

/**
 * A text in which the addresses of links and pictures that hold an expression of Jekyll, Hugo, Nunjucks or GitBook are what it stands for, and
 * spaces in the name of a file end none: `[x]({% link "a/b.md" %})` is read as `[x](<a/b.md>)`. What comes in place of one is exactly as
 * long, so that every place in the text stays where it was; nothing is changed within code. The text itself where it has none.
 */
export function destinationsRead(source: string, codesIn: (text: string) => readonly Span[]): string {
  const swaps = swapsIn(source)
  if (swaps.length === 0) return source
  const kept = codesIn(source)
  let [out, at, k] = ['', 0, 0]
  for (const { from, to, by } of swaps) {
    while ((kept[k]?.to ?? Number.POSITIVE_INFINITY) <= from) k += 1
    const within = kept[k]
    if (within && within.from < to && within.to > from) continue
    out += source.slice(at, from) + by
    at = to
  }
  return out + source.slice(at)
}

/** Where an address begins: behind the words of a link or picture, and in a definition. Expressions are on one line. */
const expression =
  /(\]\([ \t]*<?|^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*<?)((?:[^\s<>(){}]{0,200})(?:\{\{[^{}\n]{1,300}\}\}|\{%[^%\n]{1,300}%\}){1,4}[^\s<>()]{0,300})(>?)/gm
/** A name with spaces that ends as files do. */
const spaced =
  /\]\((?!<)([^\s<>()"'\n][^<>()"'\n]{0,300}?\.(?:png|jpe?g|gif|webp|svg|pdf|md|markdown|mdx|csv|zip|docx?|xlsx?|pptx?)(?:#[^\s()]{0,100})?)\)/gi

function swapsIn(source: string): Swap[] {
  const swaps: Swap[] = []
  if (/\{[{%]/.test(source))
    for (const found of source.matchAll(expression)) {
      const [whole, opening = '', written = '', closing = ''] = found
      const before = opening.replace(/<$/, '')
      const from = found.index + before.length
      const to = found.index + whole.length
      const said = addressSaid(written)
      const by = said === undefined ? undefined : asLong(said, to - from)
      if (by !== undefined && (closing === '>') === opening.endsWith('<')) swaps.push({ from, to, by })
    }
  for (const found of source.matchAll(spaced)) {
    const [, name = ''] = found
    if (!/[ \t]/.test(name) || /\{[{%]/.test(name)) continue
    const from = found.index + 2
    // a space that is no end of an address
    swaps.push({ from, to: from + name.length, by: name.replaceAll(/[ \t]/g, '\u00a0') })
  }
  return swaps.sort((a, b) => a.from - b.from).filter((one, n, all) => n === 0 || (all[n - 1]?.to ?? 0) <= one.from)
}

/** What an address with expressions stands for: what is quoted in it, else its path. Variables of a site stand for where it begins. */
export function addressSaid(written: string): string | undefined {
  let rooted = false
  const plain = written.replaceAll(
    /\{\{([<%]?)([^{}]*?)[>%]?\}\}|\{%-?([^%]*?)-?%\}/g,
    (_all, _sign, inner: string | undefined, tag: string | undefined) => {
      const said = (inner ?? tag ?? '').trim()
      const [, , quoted] = /(["'])([^"']+)\1/.exec(said) ?? []
      const word = /^(?:link|post_url|ref|relref|page|url_for|absURL|relURL)\s+([^\s|"']+)/i.exec(said)?.[1]
      // Jekyll says a file by its place below the root of the site
      if (/^(?:link|post_url)\s/i.test(said) || /\|\s*(?:relative_url|absolute_url|url|relURL|absURL)/.test(said)) rooted = true
      if (/^(?:site|\.Site|page|config)\.?\w*/i.test(said) && quoted === undefined) rooted = true
      return quoted ?? word ?? ''
    },
  )
  if (plain === '' || /[{}<>\s]/.test(plain.replaceAll(' ', ''))) return undefined
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(plain)) return plain
  return rooted || plain.startsWith('/') ? `/handbook/${plain.replace(/^\/+(?:handbook\/)?/, '')}` : plain
}

/** As many letters: in brackets where they fit, and with spaces behind; without the front of the site where only so it fits. */
function asLong(said: string, length: number): string | undefined {
  const short = said.replace(/^\/handbook(?=\/)/, '')
  for (const one of [`<${said}>`, said, `<${short}>`, short])
    if (one.length <= length && (one.startsWith('<') || !one.includes(' '))) return one.padEnd(length)
  return undefined
}
