import { termsOf } from '../../../../kernel/search/terms.ts'
import { type Compared, compared, shinglesOf, type Told } from './conflicts.ts'

/** Passages of fewer words say too little to be copies of one another. */
const copyWords = 25
/** Of how many shared words in a row two passages are looked at, and how much alike those are that are one. */
const [shared, copied] = [0.3, 0.9]

/**
 * What the check of one page costs at most: passages of it; for each of them others that are looked at by their words in a row, those of one
 * other page and of all that are compared word by word; and what all of that comes to, in pairs of words that are laid beside one another.
 */
export const limits = { passages: 2000, looked: 200, onPage: 4, near: 24, work: 150_000_000 }
/** After so much the others have their turn. */
const slice = 1_000_000
/** What a lookup costs in pairs of words. */
const lookup = 8

/** Two passages of two pages that say the same, or other values of the same. */
type Pair<P extends Told = Told> = {
  rule: 'copy' | 'conflict'
  level: 'warn' | 'info'
  one: P
  other: P
  ratio: number
  differs: Compared['differs']
}

/** `read`: of the page's passages the first that were compared; `cut`: not all that could disagree or be copies were compared. */
type Paired<P extends Told> = { pairs: Pair<P>[]; read: number; cut: boolean; work: number }

/**
 * Copies and conflicts between the passages of one page and those of others. Of two pages each passage is told once, with its best counterpart;
 * where the other page has the same values too, it says both, and nothing disagrees. What stands on four pages with four values, or a dozen
 * times with other values, is a form, also where each fills in another word; and a passage that has a counterpart word by word is none of those
 * that say it of something else. It pauses where others may have their turn, and ends where it has cost enough.
 */
export function* pairing<P extends Told>(own: readonly P[], others: readonly P[]): Generator<void, Paired<P>> {
  const spent: Spent = { work: 0, read: own.length, cut: false }
  const first = own.slice(0, limits.passages)
  if (first.length < own.length) Object.assign(spent, { read: first.length, cut: true })
  const sentence = ({ kind }: P) => kind !== 'block'
  const block = (told: P) => told.kind !== 'sentence' && wordsIn(told) >= copyWords
  const places = new Map(first.map((told, at) => [told, at]))
  const conflicts = yield* pairsAmong(first.filter(sentence), others.filter(sentence), { spent, places, until: limits.work / 2 })
  const copies = yield* pairsAmong(first.filter(block), others.filter(block), { spent, places, until: limits.work })
  const pairs = [...conflicts.filter(({ rule }) => rule === 'conflict'), ...copies.filter(({ rule }) => rule === 'copy')]
  return { pairs, ...spent }
}

/** The same in one go. */
export function pairsOf<P extends Told>(own: readonly P[], others: readonly P[]): Pair<P>[] {
  const going = pairing(own, others)
  for (;;) {
    const { done, value } = going.next()
    if (done) return value.pairs
  }
}

type Spent = { work: number; read: number; cut: boolean }
/** `until`: copies have their share also where conflicts were costly. */
type Going<P> = { spent: Spent; places: ReadonlyMap<P, number>; until: number }

function* pairsAmong<P extends Told>(
  own: readonly P[],
  others: readonly P[],
  { spent, places, until }: Going<P>,
): Generator<void, Found<P>[]> {
  const found: Found<P>[] = []
  const agreed = new Set<P>()
  const forms = formsIn([...own, ...others])
  const said = Map.groupBy(others, saidBy)
  const near = yield* nearIn(others, said)
  let paused = spent.work
  for (const one of own) {
    if (spent.work > until) {
      Object.assign(spent, { cut: true, read: Math.min(spent.read, places.get(one) ?? 0) })
      break
    }
    if (spent.work - paused > slice) {
      paused = spent.work
      yield
    }
    if (forms.has(one.terms.join(' '))) {
      // what it says otherwise than its like is no conflict; what says just the same is the same
      const same = (said.get(saidBy(one)) ?? []).filter(({ page }) => page !== one.page)
      if (same.length > 0) for (const told of [one, ...same]) agreed.add(told)
      for (const [, [other]] of Map.groupBy(same, ({ page }) => page))
        if (other && wordsIn(one) >= copyWords) found.push({ rule: 'copy', level: 'info', one, other, ratio: 1, differs: [], both: false })
      spent.work += lookup * (1 + same.length)
      continue
    }
    const met = near(one)
    spent.work += met.work
    if (met.cut) spent.cut = true
    const all = met.near.flatMap((other) => {
      spent.work += one.terms.length * other.terms.length
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
      found.push({ rule: copy ? 'copy' : 'conflict', level, one, other, ratio: how.ratio, differs: how.differs, both: how.both })
    }
  }
  return likelyOf(onceEach(found), agreed)
}

/** Letters of passages that are made ready before others have their turn. */
const prepared = 20_000

type Near<P> = { near: P[]; cut: boolean; work: number }

/** What a passage says, with its values. */
function saidBy({ terms, values }: Told): string {
  return terms.map((term, at) => values[at]?.means ?? term).join(' ')
}

/** Of passages those that share words in a row with one, the likeliest first: by the rarest of these, so that what all share leads nowhere. */
function* nearIn<P extends Told>(others: readonly P[], said: ReadonlyMap<string, readonly P[]>): Generator<void, (one: P) => Near<P>> {
  const shingled = new Map<P, Set<number>>()
  const holding = new Map<number, P[]>()
  let letters = 0
  for (const told of others) {
    const shingles = new Set(shinglesOf(told))
    shingled.set(told, shingles)
    for (const one of shingles) (holding.get(one) ?? holding.set(one, []).get(one))?.push(told)
    letters += told.words.length
    if (letters > prepared) {
      letters = 0
      yield
    }
  }
  return (one) => {
    const mine = shinglesOf(one)
    const same = new Set(said.get(saidBy(one)) ?? [])
    const met = new Set([...same].slice(0, limits.looked))
    const rarest = mine.map((shingle) => holding.get(shingle) ?? []).toSorted((a, b) => a.length - b.length)
    let visits = 0
    for (const told of rarest.flatMap((all) => all.slice(0, limits.looked))) {
      if (met.size >= limits.looked || visits > limits.looked * 8) break
      visits += 1
      met.add(told)
    }
    const left = rarest.some((all) => all.length > limits.looked) || met.size >= limits.looked
    const alike = [...met].flatMap((told) => {
      const theirs = shingled.get(told) ?? new Set<number>()
      const n = mine.filter((shingle) => theirs.has(shingle)).length
      return told.page !== one.page && n >= shared * Math.min(mine.length, theirs.size) ? [{ told, n: same.has(told) ? n + 1 : n }] : []
    })
    const onPage = new Map<string, number>()
    const best = alike
      .sort((a, b) => b.n - a.n)
      .filter(({ told }) => {
        const n = (onPage.get(told.page) ?? 0) + 1
        onPage.set(told.page, n)
        return n <= limits.onPage
      })
    const near = best.slice(0, limits.near).map(({ told }) => told)
    return { near, cut: left || best.length > near.length, work: lookup * (visits + met.size * mine.length) }
  }
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

const [manyPages, manyTimes] = [4, 12]

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

/** What stands on four pages with four values, or a dozen times with a dozen, as its words without them. */
function formsIn(all: readonly Told[]): Set<string> {
  const same = Map.groupBy(all, ({ terms }) => terms.join(' '))
  return new Set(
    [...same].flatMap(([masked, told]) => {
      const said = new Set(told.map(({ values }) => values.map((value) => value?.means ?? '').join('|')))
      const pages = new Set(told.map(({ page }) => page))
      return said.size >= manyTimes || (pages.size >= manyPages && said.size >= manyPages) ? [masked] : []
    }),
  )
}
