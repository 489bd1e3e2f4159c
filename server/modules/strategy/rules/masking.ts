import { readInline } from './reading/inline.ts'

/** A run of text for anyone. Where a link leads is not said: nobody looked whether it may be. */
export type PublicRun = { text: string; bold: boolean; italic: boolean; code: boolean; struck: boolean }

/** A text reduced to what the eye reads: each of its units came from `from` to `to` of the text. */
type Folded = { text: string; from: number[]; to: number[] }
type Name = { words: string[]; sign: string }
type Cut = { from: number; to: number; sign: string }

/**
 * Reads a line and puts signs in the place of names (`signs`: name → sign); addresses of mail and comments go. Names are found by what the eye
 * reads, whatever marks, entities, spaces or letters of a like shape they are written with. Linear in the length of the line.
 */
export function masking(signs: ReadonlyMap<string, string>): (raw: string) => PublicRun[] {
  const names = byFirstWord(signs)
  return (raw) => {
    const runs = readInline(raw.replace(/<!--[\s\S]*?(?:-->|$)/g, '')).runs
    const folded = foldedOf(runs.map(({ text }) => text).join(''))
    return cutOut(
      runs.map(({ text, bold, italic, code, struck }) => ({ text, bold, italic, code, struck })),
      merged([...mailsIn(folded), ...namesIn(folded, names)]),
    )
  }
}

/** The longest name that begins with a word comes first, so that no part of one is left over. */
function byFirstWord(signs: ReadonlyMap<string, string>): Map<string, Name[]> {
  const names = new Map<string, Name[]>()
  for (const [name, sign] of signs) {
    const words = foldedOf(name).text.match(/[\p{L}\p{N}]+/gu) ?? []
    const [first] = words
    if (first === undefined || words.join('').length < 2) continue
    const same = names.get(first)
    if (same) same.push({ words, sign })
    else names.set(first, [{ words, sign }])
  }
  for (const same of names.values()) same.sort((a, b) => b.words.length - a.words.length)
  return names
}

/** Letters of other scripts that look like Latin ones. */
const alike = new Map(
  [...'аaеeоoрpсcуyхxіiјjѕsԁdһhӏlкkмmтtвbнhαaοoεeιiκkνvρpτtυuχxıi'].flatMap((char, at, all): [string, string][] =>
    at % 2 === 0 ? [[char, all[at + 1] ?? char]] : [],
  ),
)

/** Lower case without accents and invisible characters; however many spaces are one. */
function foldedOf(text: string): Folded {
  const folded: Folded = { text: '', from: [], to: [] }
  const units: string[] = []
  let at = 0
  for (const char of text) {
    const end = at + char.length
    const plain = foldedChar(char)
    const last = folded.to.length - 1
    if (plain === '' || (plain === ' ' && units[last] === ' ')) {
      if (last >= 0) folded.to[last] = end
    } else
      for (const unit of plain) {
        units.push(unit)
        for (let n = 0; n < unit.length; n += 1) {
          folded.from.push(at)
          folded.to.push(end)
        }
        if (unit.length > 1) units.push('')
      }
    at = end
  }
  folded.text = units.join('')
  return folded
}

function foldedChar(char: string): string {
  if (char >= '!' && char <= '~') return char.toLowerCase()
  if (/\s/u.test(char)) return ' '
  if (/[\p{Cf}\p{Cc}\p{M}\p{Default_Ignorable_Code_Point}]/u.test(char)) return ''
  const plain = char.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return /^\s+$/u.test(plain) ? ' ' : [...plain].map((one) => alike.get(one) ?? one).join('')
}

function mailsIn({ text, from, to }: Folded): Cut[] {
  return [...text.matchAll(/[^\s<>()[\]|,;:]+/gu)].flatMap(({ 0: token, index }) => {
    const at = token.indexOf('@', 1)
    if (at < 0 || at === token.length - 1) return []
    return [{ from: from[index] ?? 0, to: to[index + token.length - 1] ?? 0, sign: '…' }]
  })
}

/** Between the words of a name stand a space, a hyphen, a point: never more than a few characters. */
const widest = 3

function namesIn({ text, from, to }: Folded, names: ReadonlyMap<string, readonly Name[]>): Cut[] {
  const words = [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(({ 0: word, index }) => ({ word, at: index, end: index + word.length }))
  const near = (n: number) => (words[n]?.at ?? 0) - (words[n - 1]?.end ?? 0) <= widest
  const found: Cut[] = []
  for (let n = 0; n < words.length; n += 1) {
    const name = names
      .get(words[n]?.word ?? '')
      ?.find(({ words: own }) => own.every((word, step) => words[n + step]?.word === word && (step === 0 || near(n + step))))
    if (!name) continue
    const last = n + name.words.length - 1
    found.push({ from: from[words[n]?.at ?? 0] ?? 0, to: to[(words[last]?.end ?? 1) - 1] ?? 0, sign: name.sign })
    n = last
  }
  return found
}

/** In their order; what overlaps goes as one. */
function merged(cuts: readonly Cut[]): Cut[] {
  const all: Cut[] = []
  for (const cut of cuts.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1)
    if (last && cut.from < last.to) all[all.length - 1] = { from: last.from, to: Math.max(last.to, cut.to), sign: '…' }
    else all.push(cut)
  }
  return all
}

/** The sign stands in the run in which what was cut out began. */
function cutOut(runs: readonly PublicRun[], cuts: readonly Cut[]): PublicRun[] {
  let start = 0
  let next = 0
  const left = runs.map((run) => {
    const end = start + run.text.length
    let words = ''
    let at = start
    for (; next < cuts.length && (cuts[next]?.from ?? end) < end; next += 1) {
      const { from, to, sign } = cuts[next] as Cut
      if (from >= start) words += run.text.slice(at - start, from - start) + sign
      at = Math.min(to, end)
      if (to > end) break
    }
    words += run.text.slice(at - start)
    start = end
    return { ...run, text: words }
  })
  return left.filter(({ text }) => text !== '')
}
