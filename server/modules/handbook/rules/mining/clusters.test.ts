import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coversOf, heldBy, isAskedEnough, isCovered, rankOf, rarityIn, risesAgain, type Standing } from './candidates.ts'
import { clustersOf, heaviest, type Item, inTime, nearEnough, vectorOf } from './clusters.ts'

const day = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 86_400_000)

/** The rule as it is written: each question beside each cluster. */
function naive(items: readonly Item[], weigh: (term: string) => number): string[][] {
  const clusters: { items: Item[]; sum: Map<string, number> }[] = []
  for (const item of inTime(items)) {
    const vector = vectorOf(item.topic, weigh)
    const cosines = clusters.map(({ sum }) => {
      const length = Math.sqrt([...sum.values()].reduce((all, weight) => all + weight * weight, 0))
      return length === 0 ? 0 : [...vector].reduce((all, [term, weight]) => all + weight * (sum.get(term) ?? 0), 0) / length
    })
    const best = cosines.reduce((at, cosine, n) => (at < 0 || cosine > (cosines[at] ?? 0) + 1e-9 ? n : at), -1)
    const own = best >= 0 && (cosines[best] ?? 0) >= nearEnough - 1e-9 ? clusters[best] : undefined
    const into = own ?? { items: [], sum: new Map<string, number>() }
    if (!own) clusters.push(into)
    into.items.push(item)
    for (const [term, weight] of vector) into.sum.set(term, (into.sum.get(term) ?? 0) + weight)
  }
  return clusters.map(({ items: own }) => own.map(({ id }) => id))
}

const terms = ['badge', 'desk', 'refund', 'vpn', 'hotel', 'train', 'key', 'licence', 'boat', 'visa']
const anyItems = fc.array(
  fc.record({ day: fc.integer({ min: 0, max: 60 }), words: fc.array(fc.constantFrom(...terms), { maxLength: 5 }) }),
  { maxLength: 40 },
)
const anyWeights = fc.tuple(...terms.map(() => fc.integer({ min: 1, max: 40 })))

function itemsOf(raw: readonly { day: number; words: readonly string[] }[]): Item[] {
  return raw.map(({ day: at, words }, n) => ({
    id: String(n).padStart(4, '0'),
    at: day(at),
    topic: new Map([...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length])),
  }))
}

test('clusters are those of the rule as it is written, whatever was asked', () => {
  fc.assert(
    fc.property(anyItems, anyWeights, (raw, weights) => {
      const weigh = (term: string) => (weights[terms.indexOf(term)] ?? 1) / 10
      const found = clustersOf(itemsOf(raw), weigh).map(({ items }) => items.map(({ id }) => id))
      expect(found).toEqual(naive(itemsOf(raw), weigh))
    }),
    { numRuns: 300 },
  )
})

test('five thousand questions are compared with few clusters each, and ten times as many with not much more', () => {
  const work = (many: number) => {
    // each of them about one of many things, in common words
    const raw = Array.from({ length: many }, (_none, n) => ({
      day: n % 90,
      words: [`thing${n % Math.ceil(many / 5)}`, `detail${(n * 7) % Math.ceil(many / 3)}`, `word${n % 40}`, 'customer'],
    }))
    const holding = new Map<string, number>()
    for (const { words } of raw) for (const word of words) holding.set(word, (holding.get(word) ?? 0) + 1)
    const weight = rarityIn(many)
    let compared = 0
    clustersOf(
      itemsOf(raw),
      (term) => weight(holding.get(term) ?? 0),
      () => {
        compared += 1
      },
    )
    return compared
  }
  const [few, many] = [work(500), work(5000)]
  expect(many).toBeLessThan(5000 * 40)
  expect(many / few).toBeLessThan(12)
})

test.each([
  [
    'three of two people in a week',
    [
      [1, 'a'],
      [3, 'b'],
      [7, 'a'],
    ],
    true,
  ],
  [
    'three of one person',
    [
      [1, 'a'],
      [3, 'a'],
      [7, 'a'],
    ],
    false,
  ],
  [
    'two of two people',
    [
      [1, 'a'],
      [3, 'b'],
    ],
    false,
  ],
  [
    'three over a hundred days',
    [
      [1, 'a'],
      [50, 'b'],
      [101, 'a'],
    ],
    false,
  ],
  [
    'three at the very end of ninety days',
    [
      [0, 'a'],
      [50, 'b'],
      [90, 'a'],
    ],
    true,
  ],
  [
    'old ones, and three of late',
    [
      [0, 'a'],
      [200, 'b'],
      [210, 'a'],
      [220, 'a'],
    ],
    true,
  ],
  [
    'three of late by one, and an old one of another',
    [
      [0, 'b'],
      [200, 'a'],
      [210, 'a'],
      [220, 'a'],
    ],
    false,
  ],
] as const)('%s', (_case, raw, enough) => {
  expect(isAskedEnough(raw.map(([at, asker]) => ({ at: day(at), asker, answerer: null })))).toBe(enough)
})

test('what is asked more, by more people and of late ranks higher: items × log₂(1 + askers) × 0.5^(days ÷ 60)', () => {
  const items = (many: number, askers: number, last: number) =>
    Array.from({ length: many }, (_none, n) => ({ at: day(last - n), asker: `p${n % askers}`, answerer: null }))
  expect(rankOf(items(4, 3, 100), day(100))).toBeCloseTo(8, 9)
  expect(rankOf(items(4, 3, 100), day(160))).toBeCloseTo(4, 9)
  expect(rankOf(items(6, 1, 40), day(100))).toBeCloseTo(3, 9)
})

test.each([
  ['three of three', ['a', 'a', 'a'], 'a'],
  ['three of five', ['a', 'b', 'a', 'c', 'a'], 'a'],
  ['two of two: too few', ['a', 'a'], null],
  ['two of four', ['a', 'b', 'a', 'b'], null],
  ['one unanswered', ['a', 'a', null, 'b'], 'a'],
] as const)('held by one person: %s', (_case, answerers, who) => {
  expect(heldBy(answerers.map((answerer, n) => ({ at: day(n), asker: 'x', answerer })))).toBe(who)
})

test('the cover of a page is the weight of the heaviest terms in its head, and half of those in its body alone', () => {
  const weights: Record<string, number> = { dongle: 3, harbour: 2, replace: 1 }
  const standing: Record<string, Standing[]> = {
    dongle: [
      { page: 'one', where: 'head' },
      { page: 'two', where: 'body' },
    ],
    harbour: [{ page: 'one', where: 'body' }],
    replace: [{ page: 'two', where: 'head' }],
  }
  const covers = coversOf(
    ['dongle', 'harbour', 'replace'],
    (term) => weights[term] ?? 0,
    (term) => standing[term] ?? [],
  )
  expect(covers).toEqual([
    { page: 'one', cover: 4 / 6 },
    { page: 'two', cover: 2.5 / 6 },
  ])
  expect(isCovered(0.55)).toBe(true)
  expect(isCovered(0.5499)).toBe(false)
})

test('the eight heaviest terms say what a cluster is about, by letters where two are as heavy', () => {
  const centroid = new Map('j i h g f e d c b a'.split(' ').map((term, n) => [term, n === 0 ? 2 : 1]))
  expect(heaviest({ centroid })).toEqual(['j', 'a', 'b', 'c', 'd', 'e', 'f', 'g'])
})

test.each([
  [3, 5, false],
  [3, 6, true],
  [5, 9, false],
  [5, 10, true],
])('dismissed at %i items, it rises again at %i: %s', (then, now, again) => {
  expect(risesAgain(now, then)).toBe(again)
})
