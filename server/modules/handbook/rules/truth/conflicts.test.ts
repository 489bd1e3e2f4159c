import { describe, expect, test } from 'vitest'
import { compared, toldOf } from './conflicts.ts'
import { limits, pairing, pairsOf } from './pairs.ts'

const on = (page: string, words: string, more: { heading?: string; title?: string } = {}) =>
  toldOf({ words, heading: more.heading ?? '' }, { page, title: more.title ?? page })
const between = (one: string, other: string) => {
  const how = compared(on('a', one), on('b', other))
  return how?.differs.map(({ one: x, other: y }) => `${x.text} ≠ ${y.text}`)
}

describe('two passages', () => {
  test('disagree where the same sentence has another value', () => {
    expect(
      between('File expenses within 30 days; above $75 attach a receipt.', 'File expenses within 60 days; above $75 attach a receipt.'),
    ).toEqual(['30 days ≠ 60 days'])
    expect(between('The desk answers each urgent request in 24 hours.', 'The desk answers each urgent request in 1 day.')).toEqual([])
    expect(between('The desk answers each urgent request in 5 days.', 'The desk answers each urgent request in 5 business days.')).toEqual([
      '5 days ≠ 5 business days',
    ])
    expect(between('Ask for it in 5 days.', 'Ask for it in 6 days.')).toBeUndefined()
    expect(
      between('Invoices are paid within 30 days of receipt.', 'The crane is serviced by a firm from the north every year.'),
    ).toBeUndefined()
  })

  test('are told once, with the best of each page; where the other page says both, nothing disagrees', () => {
    const own = [on('a', 'Invoices of vendors are paid within 30 days of receipt.')]
    const both = [
      on('b', 'Invoices of vendors are paid within 45 days of receipt.'),
      on('b', 'Invoices of vendors are paid within 30 days of receipt.'),
    ]
    expect(pairsOf(own, both)).toEqual([])
    expect(pairsOf(own, both.slice(0, 1))).toHaveLength(1)
    expect(pairsOf(own, [on('a', 'Invoices of vendors are paid within 45 days of receipt.')])).toEqual([])
  })

  test('that speak of what their pages are about are said, and no warning', () => {
    const own = on('a', 'A lead engineer answers for a team of 8 people and their work.', { title: 'Lead engineer' })
    const other = on('b', 'A senior engineer answers for a team of 3 people and their work.', { title: 'Senior engineer' })
    expect(pairsOf([own], [other])).toMatchObject([{ rule: 'conflict', level: 'info' }])
    expect(pairsOf([{ ...own, title: 'x' }], [{ ...other, title: 'y' }])).toMatchObject([{ level: 'warn' }])
  })

  test('of four pages with four values are a form', () => {
    const pages = [5, 6, 7, 8].map((n) => on(`p${n}`, `This team has its weekly meeting and it takes ${n} hours.`))
    expect(pairsOf(pages.slice(0, 1), pages.slice(1))).toEqual([])
    expect(pairsOf(pages.slice(0, 1), pages.slice(1, 3))).toHaveLength(2)
  })

  test('of 25 words that say the same are copies', () => {
    const long =
      'Whoever is woken at night writes down before lunch what had happened, what they did about it, who was told, and what would have helped them to sleep through it.'
    expect(pairsOf([on('a', long)], [on('b', long)])).toMatchObject([{ rule: 'copy', level: 'info' }])
    expect(pairsOf([on('a', 'Tell your manager what you need for it.')], [on('b', 'Tell your manager what you need for it.')])).toEqual([])
  })
})

/** Sentences with a value, each in two spellings that differ in it; others that only look alike. */
const subjects = [
  ['Refunds below', 'are approved by the desk alone within', 'of the request'],
  ['Orders above', 'wait for a second person for', 'after they are entered'],
  ['Laptops that cost more than', 'are written off over', 'and sent back'],
  ['Travel booked below', 'is paid back to colleagues within', 'of the receipt'],
  ['Trials of customers with less than', 'in revenue end after', 'without a call'],
] as const
const sums = ['$50', '$75', '€100', '$5K', '250 USD', '$1,200', '€2.5k', '$30']
const spans = ['2 days', '3 days', '5 business days', '10 working days', 'two weeks', '30 days', '24 hours', 'a month']

test('of forty planted conflicts among two hundred pages nearly all are found, and little else', () => {
  const planted = new Set<string>()
  const passages = Array.from({ length: 200 }, (_none, at) => {
    const [head = '', middle = '', tail = ''] = subjects[at % subjects.length] ?? []
    const text = (sum: string, span: string) =>
      `${head} ${sum} ${middle} ${span} ${tail} of area ${areas[Math.floor(at / 5)] ?? ''} ${filler[at % 7]}.`
    return { at, text }
  })
  const all = passages.flatMap(({ at, text }) => {
    const [sum = '', span = ''] = [sums[at % 8], spans[(at + 1) % 7]]
    const other = at % 5 === 0 ? spans[(at + 3) % 7] : span
    if (other !== span) planted.add(`m${at}`)
    // a second page says the same of the same, and each fifth says otherwise
    return [on(`m${at}`, text(sum, span)), on(`n${at}`, text(sum, other ?? ''))]
  })
  const [own, others] = [all.filter(({ page }) => page.startsWith('m')), all.filter(({ page }) => page.startsWith('n'))]
  const found = pairsOf(own, others).filter(({ rule, level }) => rule === 'conflict' && level === 'warn')
  const right = found.filter(({ one, other }) => planted.has(one.page) && one.page.slice(1) === other.page.slice(1))
  expect(planted.size).toBe(40)
  expect(new Set(right.map(({ one }) => one.page)).size / planted.size).toBeGreaterThanOrEqual(0.95)
  expect(right.length / found.length).toBeGreaterThanOrEqual(0.9)
})

const areas = Array.from(
  { length: 40 },
  (_none, at) => `${['north', 'south', 'harbour', 'river', 'island', 'coast', 'valley', 'ridge'][at % 8]}${Math.floor(at / 8)}`,
)
const filler = [
  'and whoever asks later is told so in writing',
  'unless the owner of the account says otherwise',
  'as the law of the country asks for',
  'which the team looks at each quarter',
  'so that nobody waits for an answer',
  'after a colleague has read it once more',
  'when the month before has been closed',
]

const letters = (at: number) => `${String.fromCharCode(97 + (at % 26))}${String.fromCharCode(97 + (Math.floor(at / 26) % 26))}x`
const limitsOf = (page: string, n: number, more = '') =>
  Array.from({ length: n }, (_none, at) =>
    on(
      page,
      `The daily limit for travel of group ${letters(at)} in the ${letters(at % 26)} office is ${at + n} EUR for every one of us here${more}.`,
    ),
  )
/** How it ended, and at how many places others had their turn. */
const driven = (own: ReturnType<typeof limitsOf>, others: ReturnType<typeof limitsOf>) => {
  const going = pairing(own, others)
  for (let turns = 0; ; turns += 1) {
    const { done, value } = going.next()
    if (done) return { ...value, turns }
  }
}

describe('two pages that say nearly the same a thousand times', () => {
  test('are compared with the nearest alone, and what they cost grows with their length', () => {
    const [small, large] = [400, 1600].map((n) => driven(limitsOf('a', n), limitsOf('b', n)))
    expect(large?.work).toBeLessThan(5 * (small?.work ?? 0))
    expect(large?.work).toBeLessThan(limits.work)
    expect(large?.turns).toBeGreaterThan(5)
    expect([large?.read, large?.cut]).toEqual([1600, true])
  })

  test('have others take their turn also before the first is compared', () => {
    expect(driven(limitsOf('a', 1), limitsOf('b', 1600)).turns).toBeGreaterThan(5)
  })

  test('end where they have cost enough, and say how far they came', () => {
    const long = ` ${Array.from({ length: 200 }, (_none, at) => `w${letters(at)}`).join(' ')}`
    const told = driven(limitsOf('a', 1200, long), limitsOf('b', 1200, long))
    expect(told.work).toBeLessThan(limits.work * 1.1)
    expect(told.cut).toBe(true)
    expect(told.read).toBeLessThan(1200)
    expect(told.read).toBeGreaterThan(20)
    expect(driven(limitsOf('a', limits.passages + 1), []).read).toBe(limits.passages)
  })

  test('are a form where only their values differ: none is compared with another', () => {
    const rows = (page: string, from: number) =>
      Array.from({ length: 600 }, (_none, at) => on(page, `The daily limit for travel of the whole group is ${at + from} EUR for us.`))
    const { pairs, work, cut } = driven(rows('a', 0), rows('b', 300))
    expect([pairs, cut]).toEqual([[], false])
    expect(work).toBeLessThan(50_000)
  })
})

test('where another page says it with many values, the one with the same is found among them', () => {
  const own = [on('a', 'Invoices of vendors from abroad are paid within 9 days of receipt.')]
  const others = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => on('b', `Invoices of vendors from abroad are paid within ${n} days of receipt.`))
  expect(pairsOf(own, others)).toEqual([])
  expect(pairsOf(own, others.slice(0, -1))).toHaveLength(1)
})
