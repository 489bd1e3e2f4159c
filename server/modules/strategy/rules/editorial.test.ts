import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { altered, fixedWords, type Pledged, type Side } from './editorial.ts'
import { keysFor } from './lineage.ts'
import { readPlan } from './reading.ts'

const plan = `# FY27 Sales VPMOM (ABC)

Period: FY27
RAPID: ABC(R), LT(A), MO(D)
Budget: 4 million

Said before the plan.

Vision
- Every crew talks in one safe place.

Priorities
1. Trust: keep what is promised
2. Reach

Methods
1. Sell without a call (DRI: Ada)
2. Answer within two days (DRI: Sol)

    With a note about 3 ships.

Obstacles
- Few ~~bad~~ references

Measures
- [Revenue](https://x.test/a) grows by 30%
`
const bound: Pledged = {
  item_key: '',
  kind: 'metric',
  metric_id: 'arr',
  metric_version: 1,
  filter: null,
  window: 'at',
  baseline: '4.00',
  target: '6',
  target_high: null,
  tolerance: null,
  direction: 'increase',
  due: '2027-01-31',
  resolve_by: null,
}

function side(source: string, before?: Side, change: Partial<Pledged> | null = {}): Side {
  const reading = readPlan(source, { name: 'plan', fiscalYearEnd: '01-31' }, null)
  let n = 0
  const known = before?.rows.map(({ item_key: key, section, raw }) => ({ key, section, raw })) ?? []
  const keys = keysFor(reading, known, () => `k${n++}${before ? ' new' : ''}`)
  const rows = reading.sections.flatMap((section, at) =>
    section.items.map((item, index) => ({
      ...item,
      item_key: keys[at]?.[index] ?? '',
      parent_key: item.parent < 0 ? null : (keys[at]?.[item.parent] ?? null),
      section: section.name,
    })),
  )
  const measure = rows.find(({ section }) => section === 'measures')?.item_key ?? ''
  return { reading, rows, measures: change ? [{ ...bound, item_key: measure, ...change }] : [] }
}
const first = side(plan)
const changing = (from: string, to: string) => altered(first, side(plan.replace(from, to), first))

describe('an amendment is editorial', () => {
  test.each([
    ['where a word is put better', 'keep what is promised', 'keep whatever was promised'],
    ['where a word of the vision is spelled right', 'safe place', 'safer place'],
    ['where a note says it otherwise', 'With a note about', 'With a remark about'],
    ['where the words beside the plan do', 'Said before the plan', 'Said before it was planned'],
    ['where the list is marked otherwise', '- Every crew', '* Every crew'],
    ['where blank lines come', 'Methods\n', 'Methods\n\n\n'],
    ['where the day of vetting is written into it', 'Budget:', 'Vetted: 2026-05-01\nBudget:'],
  ])('%s', (_, from, to) => {
    expect(plan).toContain(from)
    expect(changing(from, to)).toEqual([])
  })

  test.each([
    ['a digit', '30%', '31%', ['Measure 1']],
    ['a count in words', 'two days', 'three days', ['Method 2']],
    ['a bound', 'within two', 'after two', ['Method 2']],
    ['a no', 'Few ~~bad~~ references', 'No ~~bad~~ references', ['Obstacle 1']],
    ['a name', '(DRI: Ada)', '(DRI: Bo)', ['Method 1']],
    ['a name at the beginning', 'Reach', 'Rest', ['Priority 2']],
    ['a role', 'LT(A)', 'LT(I)', ['the parties']],
    ['a party', ', LT(A)', '', ['the parties']],
    ['the period', 'Period: FY27', 'Period: FY28', ['the period']],
    ['the year of the title', '# FY27', '# FY28', ['the title']],
    ['who answers for it', '(ABC)', '(BCD)', ['the title']],
    ['who answers for it by a line of its own', 'Budget:', 'DRI: Bo\nBudget:', ['who answers for it']],
    ['another line of the header', '4 million', '5 million', ['the header']],
    ['the rank', '1. Trust: keep what is promised\n2. Reach', '1. Reach\n2. Trust: keep what is promised', ['Priority 1', 'Priority 2']],
    ['what is struck', '~~bad~~', '~~bad~~ ~~old~~', ['Obstacle 1']],
    ['where a link leads', 'x.test/a', 'x.test/b', ['Measure 1']],
    ['a figure of a note', '3 ships', '4 ships', ['Method 2']],
    ['the words of a section', 'Priorities', 'Values', ['the sections']],
    ['a line that comes', '2. Reach', '2. Reach\n3. rest', ['Priority 3, which is new']],
    ['a line that goes', '2. Reach\n', '', ['Priority 2, which is gone']],
    ['words beside a section', 'Obstacles\n', 'Only with 5 ships.\n\nObstacles\n', ['the words beside the items']],
  ])('not where it alters %s', (_, from, to, words) => {
    expect(plan).toContain(from)
    const found = changing(from, to)
    expect(found).not.toEqual([])
    expect(found).toEqual(words)
  })

  test('not where a measure is bound otherwise; two writings of one number are one', () => {
    expect(altered(first, side(plan, first, { baseline: '4' }))).toEqual([])
    for (const change of [
      { target: '5' },
      { due: '2026-12-31' },
      { metric_version: 2 },
      { direction: 'at_least' },
      { filter: { a: ['b'] } },
      null,
    ])
      expect(altered(first, side(plan, first, change))).toEqual(['Measure 1'])
  })
})

test('what is more than wording', () => {
  expect(fixedWords('We sell 3 boats, e.g. to Kranich & Söhne by May 5th – never below €4.5m or -2%.')).toEqual([
    'We',
    '3',
    'Kranich',
    'Söhne',
    'May',
    '5th',
    'never',
    'below',
    '€',
    '4.5m',
    '-',
    '2',
    '%',
  ])
  expect(fixedWords('本社は三つ')).toEqual(['本社は三つ'])
})

test('any words without capital, figure or count may come in the place of others, and any figure in them is seen', () => {
  const word = fc.stringMatching(/^[b-z]{3,9}$/).filter((one) => fixedWords(one).length === 0)
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 6 }),
      fc.array(word, { minLength: 1, maxLength: 6 }),
      fc.nat(99),
      fc.nat(5),
      (one, other, n, at) => {
        const text = (words: string[]) => plan.replace('keep what is promised', words.join(' '))
        const before = side(text(one))
        expect(altered(before, side(text(other), before))).toEqual([])
        const counted = other.toSpliced(at, 0, String(n))
        expect(altered(before, side(text(counted), before))).toEqual(['Priority 1'])
      },
    ),
  )
})

test('nothing is altered by nothing, and what one alters the way back alters too', () => {
  const lines = plan.split('\n').slice(10)
  fc.assert(
    fc.property(
      fc.shuffledSubarray(
        lines.map((_one, at) => at),
        { minLength: lines.length - 2 },
      ),
      (order) => {
        const other = [...plan.split('\n').slice(0, 10), ...order.map((at) => lines[at])].join('\n')
        const [one, two] = [side(plan), side(plan)]
        expect(altered(one, two)).toEqual([])
        const moved = side(other, one)
        expect(altered(one, moved).length > 0).toBe(altered(moved, one).length > 0)
      },
    ),
    { numRuns: 60 },
  )
})
