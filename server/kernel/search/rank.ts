import { countIn, type Entry, type Field, fields, type Inverted } from './inverted.ts'
import { type Stand, standsFor } from './near.ts'
import { folded, questionTerms, termsOf } from './terms.ts'

const boosts: Record<Field, number> = { title: 4, headings: 2, path: 2, body: 1 }
/** Of so many that hold the words best the order is looked at closely. */
const looked = 60
/** What is called by the number that was typed stands above all else. */
const aboveAll = 1000
/** Longer questions are cut, and so many of their words are looked for inside others or as slips, which reads all words there are. */
const [mostTerms, mostLoosened] = [24, 6]
/** Another spelling of the same word. */
const spelling = 0.8

/** A word of the question with all that stands for it, by number of the vocabulary. */
type Asked = { weight: number; stands: { number: number; weight: number }[] }

type Ranked = { key: string; score: number; heading: number | undefined }

/** How rare a term is in a field: `ln(1 + (N − n + 0.5) / (n + 0.5))` (BM25). */
export function rarity(documents: number, holding: number): number {
  return Math.log(1 + (documents - holding + 0.5) / (holding + 0.5))
}

/** What a term that stands `times` in a field of `length` words is worth (BM25 with k 1.2, b 0.7 and a floor of one half). */
export function worth(times: number, length: number, average: number): number {
  return 0.5 + (times * 2.2) / (times + 1.2 * (0.3 + (0.7 * length) / average))
}

/**
 * The best first. `sees` says who may open what, before anything is counted; `unfinished`: the last word is still being typed. Scores are
 * those of the two stages: BM25 over four fields, then of the best sixty how well title, headings, path, beginning and the words of
 * links to it fit.
 */
export function rank(
  index: Inverted,
  question: string,
  { sees, limit, unfinished = false }: { sees: (key: string) => boolean; limit: number; unfinished?: boolean },
): Ranked[] {
  const asked = askedOf(index, question, unfinished)
  if (asked.length === 0) return []
  const best = firstStage(index, asked, sees).slice(0, looked)
  const top = best[0]?.score ?? 1
  const whole = asked.map(({ stands }) => stands[0]?.number ?? -1)
  const exact = folded(question).trim()
  return best
    .map(({ entry, score }) => {
      const { fit, heading, called } = secondStage(index, entry, asked, whole)
      return { key: entry.key, score: score / top + fit + (called && isNumber(exact) ? aboveAll : 0), heading }
    })
    .sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1))
    .slice(0, limit)
}

/** Words that every question has, as terms: they say nothing of what is asked for. */
const filler = new Set(
  [
    'a an and any anyone are as at be by can could do does find for from get give has have how i in is it know me my need of on or our',
    'please should that the there they this to us want we what when where which who whom why will with would you your',
  ].flatMap(termsOf),
)

/** How much of a question the document that holds most of it holds, from 0 to 1: rare words weigh more, and those that stand nowhere most. */
export function coverOf(index: Inverted, question: string, sees: (key: string) => boolean): number {
  const terms = questionTerms(question)
  const every = askedOf(index, question, false)
  const said = every.filter((_one, at) => !filler.has(terms[at]?.term ?? ''))
  const asked = said.length > 0 ? said : every
  const whole = asked.reduce((sum, { weight }) => sum + weight, 0)
  const held = new Map<number, number>()
  for (const { weight, stands } of asked) {
    const docs = new Set(stands.flatMap(({ number }) => index.postings[number]?.docs ?? []))
    for (const at of docs) {
      const entry = index.entries[at]
      if (entry && sees(entry.key)) held.set(at, (held.get(at) ?? 0) + weight)
    }
  }
  return whole === 0 ? 0 : Math.max(0, ...held.values()) / whole
}

/** `SOP-0042`, `INV-2026-000123`. */
function isNumber(text: string): boolean {
  return /^[a-z]{1,5}-[\d-]*\d$/.test(text)
}

function askedOf(index: Inverted, question: string, unfinished: boolean): Asked[] {
  const terms = questionTerms(question).slice(0, mostTerms)
  const holding = (term: string) => {
    const number = index.numberOf(term)
    return number === undefined ? 0 : (index.postings[number]?.documents ?? 0)
  }
  let loosened = 0
  return terms.map(({ term, others }, at) => {
    const known = others.filter((other) => holding(other) > 0)
    const documents = known.length > 0 ? Math.max(1, holding(term)) : holding(term)
    const last = unfinished && at === terms.length - 1
    const stands: Stand[] = [
      { term, weight: 1 },
      ...known.map((other) => ({ term: other, weight: spelling })),
      ...standsFor(term, documents, () => {
        loosened += 1
        return loosened <= mostLoosened ? vocabulary(index) : []
      }),
      // what is still being typed may go on, however often it stands alone
      ...(last ? begunWith(index, term) : []),
    ]
    const met = new Set<string>()
    const numbered = stands.flatMap((one) => {
      const number = index.numberOf(one.term)
      if (number === undefined || met.has(one.term)) return []
      met.add(one.term)
      return [{ number, weight: one.weight }]
    })
    const rarest = numbered.map(({ number }) => rarity(index.open, index.postings[number]?.documents ?? 0))
    // a word that stands nowhere weighs as the rarest: who asks for it and misses it knows
    return { weight: rarest.length > 0 ? Math.max(...rarest) : rarity(index.open, 0), stands: numbered }
  })
}

function* vocabulary(index: Inverted): Generator<{ term: string; documents: number }> {
  for (const [number, term] of index.words.entries()) {
    const documents = index.postings[number]?.documents ?? 0
    if (documents > 0) yield { term, documents }
  }
}

function begunWith(index: Inverted, start: string): Stand[] {
  if ([...start].length < 2) return []
  const found = [...vocabulary(index)].filter(({ term }) => term !== start && term.startsWith(start))
  return found
    .sort((a, b) => b.documents - a.documents || (a.term < b.term ? -1 : 1))
    .slice(0, 20)
    .map(({ term }) => ({ term, weight: 0.5 }))
}

type Scored = { entry: Entry; score: number }

/** Any word may match; who holds more of them comes first. */
function firstStage(index: Inverted, asked: readonly Asked[], sees: (key: string) => boolean): Scored[] {
  const sums = new Map<number, { sum: number; words: number }>()
  for (const { stands } of asked) {
    const mine = new Map<number, number>()
    for (const { number, weight } of stands) {
      const { docs, counts, open } = index.postings[number] ?? { docs: [], counts: [], open: undefined }
      if (!open) continue
      const rare = fields.map((field) => rarity(index.open, open[field]) * boosts[field] * weight)
      for (const [place, at] of docs.entries()) {
        const entry = index.entries[at]
        if (!entry) continue
        let score = 0
        for (const [n, field] of fields.entries()) {
          const times = countIn(counts[place] ?? 0, field)
          if (times > 0) score += (rare[n] ?? 0) * worth(times, entry.lengths[field], (index.lengths[field] || 1) / (index.open || 1))
        }
        mine.set(at, Math.max(mine.get(at) ?? 0, score))
      }
    }
    for (const [at, score] of mine) {
      const so = sums.get(at) ?? { sum: 0, words: 0 }
      so.sum += score
      so.words += 1
      sums.set(at, so)
    }
  }
  const found: Scored[] = []
  for (const [at, { sum, words }] of sums) {
    const entry = index.entries[at]
    if (entry && sees(entry.key)) found.push({ entry, score: sum * words })
  }
  return found.sort((a, b) => b.score - a.score || (a.entry.key < b.entry.key ? -1 : 1))
}

type Fit = { fit: number; heading: number | undefined; called: boolean }

/** How well a document fits beyond the words that it holds, by sets of terms weighted by how rare they are in all. */
function secondStage(index: Inverted, entry: Entry, asked: readonly Asked[], whole: readonly number[]): Fit {
  const meant = new Map(
    asked.toReversed().flatMap(({ stands }, at) => stands.map(({ number }) => [number, asked.length - 1 - at] as const)),
  )
  const question = asked.reduce((sum, { weight }) => sum + weight, 0)
  /** Of a text: what it shares with the question, and what it weighs, where a word that stands for an asked one weighs as the asked one. */
  const weighed = (text: Int32Array) => {
    const shared = new Set<number>()
    let size = 0
    for (const number of new Set(text)) {
      const at = meant.get(number)
      if (at !== undefined) shared.add(at)
      size += (at === undefined ? undefined : asked[at]?.weight) ?? rarity(index.open, index.postings[number]?.documents ?? 0)
    }
    let both = 0
    for (const at of shared) both += asked[at]?.weight ?? 0
    return { both, size, words: shared.size }
  }
  const dice = (text: Int32Array) => {
    const { both, size } = weighed(text)
    return size === 0 ? 0 : (2 * both) / (question + size)
  }
  const jaccard = (text: Int32Array) => {
    const { both, size } = weighed(text)
    return question + size - both === 0 ? 0 : both / (question + size - both)
  }
  const equal = (text: Int32Array) => text.length === whole.length && text.every((number, at) => number === whole[at])
  const fits = entry.headings.map(dice)
  const bestHeading = Math.max(0, ...fits)
  const title = Math.max(0, ...entry.names.map(dice))
  const linking = index.linksTo(entry)
  const called = entry.names.some(equal)
  const anchor = Math.max(0, ...linking.flatMap((texts) => texts.map(jaccard)))
  const fit =
    1.5 * title ** 2 +
    (called ? 1.5 : 0) +
    0.4 * bestHeading ** 2 +
    (entry.headings.some(equal) ? 1 : 0) +
    0.8 * (weighed(entry.path).words / (asked.length + new Set(entry.path).size - weighed(entry.path).words)) +
    0.5 * pairsIn(whole, entry.body) +
    0.4 * (question === 0 ? 0 : weighed(entry.lead).both / question) +
    0.2 * anchor ** 2 +
    0.2 * Math.log(1 + Math.min(linking.length, 50))
  return { fit, heading: bestHeading > title && bestHeading > 0 ? fits.indexOf(bestHeading) : undefined, called }
}

/** The share of the question's pairs of neighbours that are neighbours in the text too. */
function pairsIn(question: readonly number[], text: Int32Array): number {
  const wanted = new Map<number, Set<number>>()
  let pairs = 0
  for (const [at, second] of question.slice(1).entries()) {
    const first = question[at] ?? -1
    pairs += 1
    if (first === -1 || second === -1) continue
    wanted.set(first, (wanted.get(first) ?? new Set<number>()).add(second))
  }
  const met = new Set<string>()
  for (const [at, number] of text.entries()) {
    const next = text[at + 1]
    if (next !== undefined && wanted.get(number)?.has(next)) met.add(`${number} ${next}`)
  }
  return pairs === 0 ? 0 : met.size / pairs
}
