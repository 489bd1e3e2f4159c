/** How words fit what a line says. Small letters, marks off: what one types is not what one would write. */
function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

export function wordsOf(text: string): string[] {
  return plain(text)
    .split(/[^\p{L}\p{N}@.-]+/u)
    .filter(Boolean)
}

/**
 * How well the words fit, the higher the better; 0 when one of them does not. A word begins a word of the title (3) or of what else is
 * said of the line (2), or is within one slip of one (1), from four letters on.
 */
export function fitOf(words: readonly string[], title: string, more = ''): number {
  const [titled, said] = [wordsOf(title), wordsOf(more)]
  let sum = 0
  for (const word of words) {
    const fit = titled.some((one) => one.startsWith(word))
      ? 3
      : said.some((one) => one.startsWith(word))
        ? 2
        : slips(word, [...titled, ...said])
          ? 1
          : 0
    if (fit === 0) return 0
    sum += fit
  }
  // whoever types a title from its beginning means it
  return words.length === 0 ? 1 : sum / words.length + (plain(title).startsWith(words.join(' ')) ? 1 : 0)
}

/** Every word begins a word of the title: what is looked for by its name. */
function isNamed(words: readonly string[], title: string): boolean {
  return fitOf(words, title) >= 3
}

/** What is done or found by its name, before what the words only fit loosely; what is done leads either. */
export function inOrder<T extends { title: string }>(words: readonly string[], acts: readonly T[], found: readonly T[]) {
  const [named, loose] = halves(words, acts)
  const [called, near] = halves(words, found)
  return called.length === 0
    ? { first: [...named, ...loose], found: near, last: [] }
    : { first: named, found: [...called, ...near], last: loose }
}

function halves<T extends { title: string }>(words: readonly string[], lines: readonly T[]): [T[], T[]] {
  return [lines.filter(({ title }) => isNamed(words, title)), lines.filter(({ title }) => !isNamed(words, title))]
}

function slips(word: string, among: readonly string[]): boolean {
  return (
    word.length >= 4 &&
    among.some(
      (one) =>
        isOneSlip(word, one.slice(0, word.length)) ||
        isOneSlip(word, one.slice(0, word.length + 1)) ||
        isOneSlip(word, one.slice(0, word.length - 1)),
    )
  )
}

/** One letter more, less, other, or two that changed places. */
export function isOneSlip(a: string, b: string): boolean {
  if (a === b) return true
  if (Math.abs(a.length - b.length) > 1) return false
  let at = 0
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1
  const rest = (text: string, skip: number) => text.slice(at + skip)
  return (
    rest(a, 1) === rest(b, 1) ||
    rest(a, 1) === rest(b, 0) ||
    rest(a, 0) === rest(b, 1) ||
    (a[at] === b[at + 1] && a[at + 1] === b[at] && rest(a, 2) === rest(b, 2))
  )
}

type Part = { text: string; hit: boolean }

/** A title in parts: those that the words begin are hits. */
export function partsOf(title: string, words: readonly string[]): Part[] {
  const parts: Part[] = []
  for (const piece of title.split(/([^\p{L}\p{N}]+)/u)) {
    const word = words.filter((one) => plain(piece).startsWith(one)).toSorted((a, b) => b.length - a.length)[0]
    // marks may make the plain text longer than the piece: then the whole piece is the hit
    const cut = word === undefined ? 0 : plain(piece).length === piece.length ? word.length : piece.length
    if (cut > 0) parts.push({ text: piece.slice(0, cut), hit: true })
    if (piece.length > cut) parts.push({ text: piece.slice(cut), hit: false })
  }
  return parts
}
