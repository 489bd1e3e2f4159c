import { describe, expect, test } from 'vitest'
import { canonicalOf, type PlanReading, readDocument, readPlan } from '../reading.ts'

const facts = { name: 'harbour-crew.md', fiscalYearEnd: '01-31' }
const read = (text: string) => readDocument(text, facts)
const only = (text: string): PlanReading => {
  const { plans } = read(text)
  expect(plans).toHaveLength(1)
  return plans[0] as PlanReading
}
const items = (plan: PlanReading, name: string) => plan.sections.find((section) => section.name === name)?.items ?? []
const texts = (plan: PlanReading, name: string) => items(plan, name).map(({ text }) => text)

describe('labels as people write them', () => {
  test.each([
    ['an address behind the heading, as word processors export it', '## **Methods** {#methods}'],
    ['a number', '## 3. Methods'],
    ['a number and an emoji', '## 2) 🛠️ Methods'],
    ['Our', '## Our methods'],
    ['bold with Our', '**Our Methods:**'],
  ])('%s', (_name, label) => {
    expect(texts(only(`# Boats\n## Vision\n- Sail\n\n${label}\n- Row\n`), 'methods')).toEqual(['Row'])
  })

  test.each(['Methods – Row and steer', '**Methods** Row and steer', '**Methods** - Row and steer', '## Methods — Row and steer'])(
    'label and text on one line: %s',
    (line) => {
      expect(texts(only(`# Boats\n\n## Vision\n- Sail\n\n${line}\n`), 'methods')).toEqual(['Row and steer'])
    },
  )

  test('a sentence about the word is no label', () => {
    const plan = only('# Boats\nVision\n- Sail\n\nMethods\n- Row\n\n**Measures** are counted by hand.\n')
    expect(plan.sections.map(({ name }) => name)).toEqual(['vision', 'methods', 'commentary'])
  })

  test('a line in italics right under a label is a hint, and no part of an item', () => {
    const plan = only('# Boats\n## Vision\n_One sentence, please._\nSail far.\n## Methods\n\n*What do we do?*\n\n- Row\n')
    expect(texts(plan, 'vision')).toEqual(['Sail far.'])
    expect(texts(plan, 'methods')).toEqual(['Row'])
    expect(plan.sections.map(({ lead }) => lead.map(({ raw }) => raw))).toEqual([['_One sentence, please._'], ['*What do we do?*']])
    expect(texts(only('# Boats\n## Vision\n*Sail far.*\n## Methods\n- Row\n'), 'vision')).toEqual(['Sail far.'])
  })
})

describe('titles and ticks', () => {
  test('the title is the nearest heading that is not deeper than the labels', () => {
    const plan = only('# Night crew V2MOM\n## Why we write this\nBecause.\n# Vision\nCalm seas.\n# Values\n- Care\n')
    expect(plan.title.core).toBe('Night crew V2MOM')
    expect(plan.preface.map(({ raw }) => raw)).toEqual(['Why we write this\nBecause.'])
  })

  test.each([
    ['How to plan a season', 'Structure', false],
    ['Templates', 'Crew VPMOM', false],
    ['Fleet', 'VPMOM example', false],
    ['Fleet', 'Crew VPMOM', true],
  ])('under %s, %s is ticked: %s', (above, title, ticked) => {
    const plan = only(`# ${above}\n\n## ${title}\n**Vision** Sail\n**Methods** Row\n`)
    expect(plan.ticked).toBe(ticked)
  })

  test('one section alone is not ticked by itself', () => {
    expect(only('# Boats\nVision\n- Sail\n').ticked).toBe(false)
    expect(only('# Boats\nVision\n- Sail\nMethods\n- Row\n').ticked).toBe(true)
  })
})

describe('items', () => {
  test('text under a deeper heading belongs to its item, and stays with it in the canonical form', () => {
    const plan = only(
      '# Boats\n# Vision\nSail\n# Values\n## Calm\nNobody shouts.\n\nWe wait.\n## Care\nEach boat is a home.\n# Methods\n- Row\n',
    )
    const under = (one: PlanReading) => items(one, 'priorities').map(({ text, notes }) => [text, ...notes.map(({ raw }) => raw)])
    expect(under(plan)).toEqual([
      ['Calm', 'Nobody shouts.', 'We wait.'],
      ['Care', 'Each boat is a home.'],
    ])
    expect(under(readPlan(canonicalOf(plan), facts, null))).toEqual(under(plan))
  })

  test('escaped brackets are brackets when a label is split', () => {
    const [item] = items(only('Vision\n- Sail\nMethods\n- Rest \\(at: night\\) well - always\n'), 'methods')
    expect([item?.label, item?.gloss]).toEqual(['Rest (at: night) well', 'always'])
  })

  test('a wiki link is a link and no placeholder', () => {
    const [one, two] = items(only('Vision\n- Sail\nMethods\n- [[Rope work]]\n- See [[Knots|the knots: all]] first\n'), 'methods')
    expect([one?.text, one?.placeholder]).toEqual(['Rope work', false])
    expect([two?.text, two?.placeholder, two?.label]).toEqual(['See the knots: all first', false, null])
  })
})

describe('tables', () => {
  test('measures as rows, with where they start, where they go and whose they are', () => {
    const plan = only(
      '# Boats\nVision\n- Sail\nMeasures\n\n| # | Metric | Now | Goal | Owner |\n|---|---|--:|--:|---|\n| 1 | Boats afloat | 18 | 20 | @ada |\n| 2 | Hours ashore | 9 h | 3 h | Lin |\n',
    )
    expect(items(plan, 'measures').map(({ text, said, hint }) => [text, said.owner, hint])).toEqual([
      ['Boats afloat', 'ada', { kind: 'target', direction: 'at_least', target: '20', unit: null, baseline: '18' }],
      ['Hours ashore', 'Lin', { kind: 'target', direction: 'at_most', target: '3', unit: 'h', baseline: '9' }],
    ])
  })

  const shape = (plan: PlanReading) => plan.sections.map(({ name, items: own }) => [name, own.map(({ depth, text }) => `${depth} ${text}`)])
  const expected = [
    ['vision', ['0 Sail far']],
    ['methods', ['0 Row', '0 Steer']],
    ['measures', ['0 Miles']],
  ]
  test.each([
    [
      'a row a section',
      '| Part | Words |\n|---|---|\n| Period | FY27 |\n| **Vision** | Sail far |\n| Methods | 1. Row<br>2. Steer |\n| Measures | Miles |\n',
    ],
    ['a column a section', '| Vision | Methods | Measures |\n|---|---|---|\n| Sail far | Row<br>Steer | Miles |\n'],
    [
      'HTML',
      '<table><tr><th>Vision</th><td>Sail far</td></tr>\n<tr><th>Methods</th><td><ul><li>Row</li><li>Steer</li></ul></td></tr>\n<tr><th>Measures</th><td>Miles</td></tr>\n</table>\n',
    ],
  ])('a whole plan as a table: %s', (_name, table) => {
    expect(shape(only(`# Boats\n\n${table}`))).toEqual(expected)
  })
})

test('key results under their objectives are no missing section', () => {
  const { plans } = read('# Crew OKRs\n## Objective: Calm\n- KR1: 9 of 10 landings\n')
  expect(plans[0]?.defects).toEqual([])
})
