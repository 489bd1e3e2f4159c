import { sha256 } from '../../../../kernel/canonical.ts'
import { termsOf } from '../../../../kernel/search/terms.ts'
import { sameValue, type Value, valuesIn } from './values.ts'

/** A passage as it is compared: what it says without its values, and these. */
export type Told = {
  kind: 'both' | 'block' | 'sentence'

  words: string
  heading: string
  page: string
  title: string
  terms: readonly string[]
  values: readonly (Value | null)[]
}

const mostTerms = 240
const fewestTerms = 5
/** How much alike two passages are that speak of the same. */
const alike = 0.75

export function toldOf(
  { words, heading, kind = 'both' }: { words: string; heading: string; kind?: Told['kind'] },
  { page, title }: { page: string; title: string },
): Told {
  const terms: string[] = []
  const values: (Value | null)[] = []
  let at = 0
  const said = (text: string) => {
    for (const term of termsOf(text)) {
      terms.push(term)
      values.push(null)
    }
  }
  for (const value of valuesIn(words)) {
    said(words.slice(at, value.from))
    terms.push(`#${value.kind}`)
    values.push(value)
    at = value.to
  }
  said(words.slice(at))
  return { kind, words, heading, page, title, terms: terms.slice(0, mostTerms), values: values.slice(0, mostTerms) }
}

/** Hashes of three words in a row, values by their kind. */
export function shinglesOf({ terms }: Pick<Told, 'terms'>): number[] {
  return [...new Set(terms.slice(2).map((third, at) => hashOf(`${terms[at]} ${terms[at + 1]} ${third}`)))]
}

/** FNV-1a, as PostgreSQL keeps whole numbers. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return hash | 0
}

export type Compared = {
  ratio: number
  /** values that stand at the same place and differ */
  differs: { one: Value; other: Value }[]
  /** words that only one of them has */
  apart: string[]
  /** each has words that the other has not: they may speak of two things */
  both: boolean
}

/** How two passages stand to one another; nothing where they speak of different things. */
export function compared(one: Told, other: Told): Compared | undefined {
  const enough = (told: Told) => told.values.filter((value) => value === null).length >= fewestTerms
  if (!enough(one) || !enough(other)) return undefined
  const [a, b] = [one.terms, other.terms]
  if ((2 * Math.min(a.length, b.length)) / (a.length + b.length) < alike) return undefined
  const pairs = alignedOf(a, b)
  const ratio = (2 * pairs.length) / (a.length + b.length)
  if (ratio < alike) return undefined
  const differs = pairs.flatMap(([i, k]) => {
    const [left, right] = [one.values[i], other.values[k]]
    return left && right && !sameValue(left, right) ? [{ one: left, other: right }] : []
  })
  const [left, right] = [new Set(pairs.map(([i]) => i)), new Set(pairs.map(([, k]) => k))]
  const [mine, theirs] = [a.filter((_term, at) => !left.has(at)), b.filter((_term, at) => !right.has(at))]
  return { ratio, differs, apart: [...new Set([...mine, ...theirs])], both: mine.length > 0 && theirs.length > 0 }
}

/** Places that a longest common subsequence pairs. */
function alignedOf(a: readonly string[], b: readonly string[]): [number, number][] {
  const width = b.length + 1
  const common = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let k = b.length - 1; k >= 0; k -= 1)
      common[i * width + k] =
        a[i] === b[k]
          ? (common[(i + 1) * width + k + 1] ?? 0) + 1
          : Math.max(common[(i + 1) * width + k] ?? 0, common[i * width + k + 1] ?? 0)
  const pairs: [number, number][] = []
  let [i, k] = [0, 0]
  while (i < a.length && k < b.length) {
    if (a[i] === b[k]) {
      pairs.push([i, k])
      i += 1
      k += 1
    } else if ((common[(i + 1) * width + k] ?? 0) >= (common[i * width + k + 1] ?? 0)) i += 1
    else k += 1
  }
  return pairs
}

/** Of a rule and the texts for which it holds: a word more is another finding. */
export function keyOfTexts(rule: string, ...texts: readonly string[]): string {
  return sha256([rule, ...texts].join('\n'))
}
