/** A line of a section that has text and not one mark. */
type PlainLine = { text: string }

/**
 * Which lines of a plain section are parents (true) of the lines below them. Nesting is inferred only when certain:
 * P1, where `Label: gloss` lines with a real sentence lead shorter ones, and P2, where short lines without punctuation lead sentences.
 * Otherwise every line stands alone: nothing is a parent.
 */
export function parentsOf(lines: readonly PlainLine[]): boolean[] {
  const labelled = lines.map(({ text }) => isLabelled(text))
  if (labelled[0] && count(labelled) >= 2) return labelled
  const short = lines.map(({ text }) => isShort(text))
  const rest = lines.every(({ text }, index) => short[index] || /[.!?]$/.test(text))
  if (short[0] && count(short) >= 2 && rest && count(short) < lines.length) return short
  return lines.map(() => false)
}

/** `Label: gloss` with label ≤ 8 words and ≤ 60 characters, balanced brackets, gloss ≥ 8 words, no stray mark. */
function isLabelled(text: string): boolean {
  const at = text.search(/:[ \t]+/)
  if (at <= 0 || at > 60) return false
  const label = text.slice(0, at)
  return words(label) <= 8 && balanced(label) && words(text.slice(at + 1)) >= 8 && !/^[*_~]/.test(text)
}

function isShort(text: string): boolean {
  return text.length <= 40 && words(text) <= 3 && !/[.!?:;,]$/.test(text)
}

function words(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length
}

function balanced(text: string): boolean {
  let open = 0
  for (const char of text) {
    if (char === '(') open += 1
    if (char === ')') open -= 1
    if (open < 0) return false
  }
  return open === 0
}

function count(flags: boolean[]): number {
  return flags.filter(Boolean).length
}
