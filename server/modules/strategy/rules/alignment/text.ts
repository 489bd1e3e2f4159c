import { stem } from '../../../../kernel/stem.ts'
import { ownerSaid } from '../owners.ts'
import { readInline } from '../reading/inline.ts'

/** Words that say nothing about what a sentence is of. */
const dropped = new Set(
  'a an and all any are as at be by each every for from has have in into is it its of on or our out that the their them they this to up we will with you your'.split(
    ' ',
  ),
)

/** Words of lines that were read before: the same line is asked about at every check. */
const read = new Map<string, string[]>()
const mostRead = 50_000

/** What a line is of, remembered: see `stemsOf`. */
export function stemsRead(raw: string, lang: string): string[] {
  const key = `${lang} ${raw}`
  const known = read.get(key)
  if (known) return known
  if (read.size >= mostRead) read.clear()
  const stems = stemsOf(raw, lang)
  read.set(key, stems)
  return stems
}

/** What a line is of: the set of its words, folded and without endings, in their order. Struck words are not said, and who answers for it is not what it is. */
export function stemsOf(raw: string, lang: string): string[] {
  const said = readInline(raw)
    .runs.map(({ text, struck }) => (struck ? ' ' : text))
    .join('')
  return norm(said.replace(ownerSaid, ' ').replace(/\([A-Z]{2,5}\)/gu, ' '), lang)
}

/** Words of a text for comparing: NFKC, lower case, split at what is neither letter nor digit, without filling words, English ones by their stems. */
export function norm(text: string, lang: string): string[] {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !dropped.has(word))
  return [...new Set(lang === 'en' ? words.map(stem) : words)]
}

/** The least number of words with which a line can be like another one. */
export const fewestWords = 3

/** How alike two lines are: words that both have ÷ words that either has; 0 where one has fewer than three. */
export function sim(a: readonly string[], b: readonly string[]): number {
  if (a.length < fewestWords || b.length < fewestWords) return 0
  const other = new Set(b)
  const both = a.filter((word) => other.has(word)).length
  return both / (a.length + b.length - both)
}
