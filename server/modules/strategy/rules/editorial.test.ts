import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { altered, wordsThatCount, type Pledged, type Side } from './editorial.ts'
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
    ['where a sentence gets its stop', 'keep what is promised', 'keep what is promised.'],
    ['where a line begins with a capital', 'keep what is promised', 'Keep what is promised'],
    ['where a comma comes', 'talks in one safe place', 'talks, in one safe place'],
    ['where a dash stands for a colon', 'Trust: keep', 'Trust – keep'],
    ['where words are emphasised or quoted', 'one safe place', '“one” **safe** place'],
    ['where spaces come', 'With a note about', 'With  a\u00A0note about'],
    ['where a figure ends a sentence', '3 ships.', '3 ships!'],
    ['where the list is marked otherwise', '- Every crew', '* Every crew'],
    ['where blank lines come', 'Methods\n', 'Methods\n\n\n'],
    ['where the day of vetting is written into it', 'Budget:', 'Vetted: 2026-05-01\nBudget:'],
  ])('%s', (_, from, to) => {
    expect(plan).toContain(from)
    expect(changing(from, to)).toEqual([])
  })

  test.each([
    ['a digit', '30%', '31%', ['Measure 1']],
    ['a word', 'safe place', 'safer place', ['the vision']],
    ['a word of a note', 'With a note', 'With a remark', ['Method 2']],
    ['words beside the plan', 'Said before the plan', 'Said before this plan', ['the words beside the items']],
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

describe('a promise is never another one by mere writing', () => {
  test.each([
    ...[
      ['ninety days', 'ninety years'],
      ['three days', 'three months'],
      ['an hour', 'a year'],
      ['ten dollars', 'ten cents'],
      ['hard', 'easy'],
    ],
    ...[
      ['two thirds', 'two tenths'],
      ['sell 3, buy 5', 'sell 5, buy 3'],
      ['5 m', '5 k'],
      ['5 m', '5 M'],
      ['5 mb', '5 Mb'],
      ['thirteen', 'nineteen'],
    ],
    ...[
      ['ten', 't\u0435n'],
      ['a few', 'ten'],
      ['we will', 'we won’t'],
      ["won't", 'will'],
      ['won’t', 'wont'],
      ['5', '\u20115'],
      ['5', '－5'],
      ['5', '− 5'],
    ],
    ...[
      ['5', 'minus 5'],
      ['5', '&minus;5'],
      ['1,5', '1 5'],
      ['1,5', '1.5'],
      ['1,5', '15'],
      ['10 000', '10000'],
      ['percent', 'permille'],
      ['must', 'may'],
    ],
    ...[
      ['alice', 'bob'],
      ['noa@x.test', 'cato@x.test'],
      ['no-a@x.test', 'noa@x.test'],
      ['5%', '5'],
      ['5 %', '5 ‰'],
      ['5/7', '5 7'],
      ['€5', '5'],
    ],
    ...[
      ['10²', '102'],
      ['5½', '51/2'],
      ['10ⁿ', '10n'],
      ['five', '-five'],
      ['5"', '5'],
      ["5'", '5"'],
      ['5–7', '5 7'],
      ['>5', '5'],
      ['~5', '5'],
    ],
    ...[
      ['(DRI: Ada)', 'DRI: Ada'],
      ['[x]', 'x'],
      ['Sell.', 'Sell?'],
      ['US', 'us'],
      ['May', 'may'],
      ['AI', 'ai'],
      ['(ABC)', '(abc)'],
      ['x.test/a-b', 'x.test/ab'],
    ],
    ...[
      ['safe', '\u202Esafe'],
      ['safe', 'sa\u200Bfe'],
      ['safe', 'sa\u00ADfe'],
      ['resign', 're-sign'],
      ['snake_case', 'snake case'],
      ['x', '~~x~~'],
    ],
    ...[
      ['本社は三つ', '本社は 三つ'],
      ['[a](https://x.test/a)', '[a](https://x.test/A)'],
      ['#5', '5'],
      ['± 5', '5'],
      ['5:1', '5 1'],
      ['*5', '5'],
      ['5°', '5'],
    ],
  ])('%j is not %j', (one, other) => {
    expect(wordsThatCount(`Sell ${one} on`)).not.toEqual(wordsThatCount(`Sell ${other} on`))
    expect(wordsThatCount(one)).not.toEqual(wordsThatCount(other))
  })
})

test('what counts of a text', () => {
  expect(wordsThatCount('We sell 3 boats, “fast” – to Kranich & Söhne; never below €4.5m, or -2%. A **promise**!')).toEqual(
    'we sell 3 boats fast to kranich & söhne never below € 4.5m or - 2 % a promise'.split(' '),
  )
})

test('any other word asks for the decision, and so does any figure', () => {
  const word = fc.stringMatching(/^[b-z]{3,9}$/)
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), word, fc.nat(99), fc.nat(5), (words, other, n, at) => {
      const place = at % words.length
      fc.pre(words[place] !== other)
      const text = (said: string[]) => plan.replace('keep what is promised', said.join(' '))
      const before = side(text(words))
      expect(altered(before, side(text(words.map((one) => `${one},`)), before))).toEqual([])
      expect(altered(before, side(text(words.with(place, other)), before))).toEqual(['Priority 1'])
      expect(altered(before, side(text(words.toSpliced(at, 0, String(n))), before))).toEqual(['Priority 1'])
    }),
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
