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
/** Passages of fewer words say too little to be copies of one another. */
const [fewestTerms, copyWords] = [5, 25]
/** How much alike two passages are that speak of the same, and that are one. */
const [alike, copied, shared] = [0.75, 0.9, 0.3]

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

type Compared = {
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

/** Two passages of two pages that say the same, or other values of the same. */
type Pair<P extends Told = Told> = {
  rule: 'copy' | 'conflict'
  level: 'warn' | 'info'
  one: P
  other: P
  ratio: number
  differs: Compared['differs']
}

/**
 * Copies and conflicts between the passages of one page and those of others. Of two pages each passage is told once, with its best counterpart;
 * where the other page has the same values too, it says both, and nothing disagrees. What stands on four pages with four values is a form, also
 * where each fills in another word; and a passage that has a counterpart word by word is none of those that say it of something else.
 */
export function pairsOf<P extends Told>(own: readonly P[], others: readonly P[]): Pair<P>[] {
  const are = (kind: Told['kind']) => (told: P) => told.kind === 'both' || told.kind === kind
  return [
    ...pairsAmong(own.filter(are('sentence')), others.filter(are('sentence'))).filter(({ rule }) => rule === 'conflict'),
    ...pairsAmong(own.filter(are('block')), others.filter(are('block'))).filter(({ rule }) => rule === 'copy'),
  ]
}

function pairsAmong<P extends Told>(own: readonly P[], others: readonly P[]): Pair<P>[] {
  const found: Found<P>[] = []
  const agreed = new Set<P>()
  const shingled = new Map<P, Set<number>>([...own, ...others].map((told) => [told, new Set(shinglesOf(told))]))
  const holding = new Map<number, P[]>()
  for (const told of others) for (const one of shingled.get(told) ?? []) (holding.get(one) ?? holding.set(one, []).get(one))?.push(told)
  for (const one of own) {
    const mine = shingled.get(one) ?? new Set<number>()
    const met = new Map<P, number>()
    for (const shingle of mine) for (const told of holding.get(shingle) ?? []) met.set(told, (met.get(told) ?? 0) + 1)
    const near = [...met].filter(([told, n]) => told.page !== one.page && n >= shared * Math.min(mine.size, shingled.get(told)?.size ?? 0))
    const all = near.flatMap(([other]) => {
      const how = compared(one, other)
      return how ? [{ other, how }] : []
    })
    for (const [, onPage] of Map.groupBy(all, ({ other }) => other.page)) {
      // it has one with the same values: whatever else stands there is another matter
      const twin = onPage.find(({ how }) => how.differs.length === 0 && how.ratio >= copied)
      const best = twin ?? onPage.toSorted((x, y) => y.how.ratio - x.how.ratio)[0]
      if (!best) continue
      const { other, how } = best
      if (how.differs.length === 0 && !how.both) for (const told of [one, other]) agreed.add(told)
      const copy = how.differs.length === 0 && how.ratio >= copied && wordsIn(one) >= copyWords && wordsIn(other) >= copyWords
      if (how.differs.length === 0 && !copy) continue
      const level = how.differs.length > 0 && !namesApart(one, other, how.apart) ? 'warn' : 'info'
      const rule = copy ? 'copy' : 'conflict'
      found.push({ rule, level, one, other, ratio: how.ratio, differs: how.differs, both: how.both })
    }
  }
  const forms = formsIn([...own, ...others])
  return likelyOf(onceEach(found), agreed).filter(({ rule, one }) => rule === 'copy' || !forms.has(one.terms.join(' ')))
}

type Found<P extends Told> = Pair<P> & { both: boolean }

function wordsIn({ words }: Told): number {
  return words.split(' ').length
}

/** Of two pages a passage is told with one counterpart, whichever of them is looked from. */
function onceEach<P extends Told>(pairs: readonly Found<P>[]): Found<P>[] {
  const taken = new Map<P, Set<string>>()
  return pairs
    .toSorted((a, b) => b.ratio - a.ratio)
    .filter(({ one, other }) => {
      const with_ = taken.get(other) ?? new Set<string>()
      if (with_.has(one.page)) return false
      taken.set(other, with_.add(one.page))
      return true
    })
}

const manyPages = 4

/** Without those that have a nearer counterpart elsewhere, and those that fill a form in. */
function likelyOf<P extends Told>(pairs: readonly Found<P>[], agreed: ReadonlySet<P>): Found<P>[] {
  const exact = new Set([...agreed, ...pairs.filter(({ both }) => !both).flatMap(({ one, other }) => [one, other])])
  const filled = new Map<P, number>()
  for (const { one, other, both } of pairs) if (both) for (const told of [one, other]) filled.set(told, (filled.get(told) ?? 1) + 1)
  const isForm = (told: P) => (filled.get(told) ?? 0) >= manyPages
  return pairs.filter(
    ({ rule, one, other, both }) => rule === 'copy' || !both || !(exact.has(one) || exact.has(other) || isForm(one) || isForm(other)),
  )
}

/** Whether what differs but for values is what the two pages or sections are about: `Lead` and `Senior`. */
function namesApart(one: Told, other: Told, apart: readonly string[]): boolean {
  if (apart.length === 0) return false
  const called = new Set([...termsOf(one.title), ...termsOf(one.heading), ...termsOf(other.title), ...termsOf(other.heading)])
  return apart.every((term) => called.has(term))
}

/** What stands on four pages with four values, as its words without them. */
function formsIn(all: readonly Told[]): Set<string> {
  const same = Map.groupBy(all, ({ terms }) => terms.join(' '))
  return new Set(
    [...same].flatMap(([masked, told]) => {
      const said = new Set(told.map(({ values }) => values.map((value) => value?.means ?? '').join('|')))
      return new Set(told.map(({ page }) => page)).size >= manyPages && said.size >= manyPages ? [masked] : []
    }),
  )
}

/** Of a rule and the texts for which it holds: a word more is another finding. */
export function keyOfTexts(rule: string, ...texts: readonly string[]): string {
  return sha256([rule, ...texts].join('\n'))
}
