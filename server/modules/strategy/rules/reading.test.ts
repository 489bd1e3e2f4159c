import { describe, expect, test } from 'vitest'
import { items, only, read, texts } from '../../../../test/parts/plan-reading.ts'
import { fitSize } from './reading.ts'

describe('labels', () => {
  test('a lone hyphen under a label is an empty item, not an underline', () => {
    const plan = only('# Boats\n\nVision  \nPriorities   \n-   \nMethods  \n- Sail\n')
    expect(texts(plan, 'priorities')).toEqual([''])
    expect(items(plan, 'priorities')[0]?.placeholder).toBe(true)
    expect(texts(plan, 'methods')).toEqual(['Sail'])
  })

  test('a qualifier may stand in escaped brackets', () => {
    const plan = only('Vision\n- Sail\n\nMethods \\(first draft\\) \n\n1. Row\n')
    expect(plan.sections[1]).toMatchObject({ label: 'Methods', qualifier: 'first draft' })
  })

  test('bold, headings and colons make no difference', () => {
    for (const label of [
      '**Methods**',
      '__Methods__:',
      '**Methods:**',
      '## Methods',
      '## **Methods**',
      '*Methods*',
      'METHODS',
      'Method',
      'Methods\\:',
      'Methods\n---',
    ]) {
      expect(texts(only(`# Boats\n## Vision\n- Sail\n\n${label}\n- Row\n`), 'methods')).toEqual(['Row'])
    }
  })

  test('a sentence that begins with the word is no label', () => {
    const plan = only('Vision\n- Sail\n\nPriorities\n- Row\nMeasures that matter are few\n')
    expect(plan.sections.map(({ name }) => name)).toEqual(['vision', 'priorities'])
    expect(texts(plan, 'priorities')).toEqual(['Row Measures that matter are few'])
  })

  test('what follows the colon is the first line of the section', () => {
    const plan = only('Vision: Sail everywhere\n\nMeasures:\n- Miles\n')
    expect(texts(plan, 'vision')).toEqual(['Sail everywhere'])
  })

  test('a bullet at the margin is a label when it is bold or has deeper bullets', () => {
    const plan = only('* **Vision**\n    * Sail\n* Values\n    * Calm\n        * Always\n* **Methods**\n    * Row\n')
    expect(plan.sections.map(({ name }) => name)).toEqual(['vision', 'priorities', 'methods'])
    expect(items(plan, 'priorities').map(({ depth, text }) => [depth, text])).toEqual([
      [0, 'Calm'],
      [1, 'Always'],
    ])
    expect(plan.framework).toBe('v2mom')
  })

  test('a label always ends the list before it, and one that comes again goes on with its section', () => {
    const plan = only('Vision\n- Sail\nMethods\n- Row\nObstacles\n- Wind\nMethods\n- Steer\n')
    expect(texts(plan, 'methods')).toEqual(['Row', 'Steer'])
  })
})

describe('plans in a document', () => {
  const document = `# Fleet \\(30%\\)

Words about the fleet.

## FY27 Harbour VPMOM (TBA)

Vision
Priorities
-

Vision

- Sail

Methods

1. Row

### FY27 Night Crew (TBA)

To be written.

## How to plan

Vision:

- One sentence

# Template

\`\`\`
# [TITLE] (XX)
Vision
- [words]
\`\`\`

# History

Some words.
`

  test('plans, stubs, sketches and rest lie end to end', () => {
    const { plans, segments } = read(document)
    expect(segments.map(({ from, to }) => document.slice(from, to)).join('')).toBe(document)
    expect(
      plans.map(({ kind, ticked, title, completeness, parent, sketches }) => [
        kind,
        ticked,
        title.core,
        completeness,
        parent,
        sketches.length,
      ]),
    ).toEqual([
      ['plan', true, 'FY27 Harbour VPMOM', 30, null, 1],
      ['stub', true, 'FY27 Night Crew', 30, 0, 0],
      ['plan', false, 'How to plan', 30, null, 0],
    ])
    expect(plans[1]?.preface.map((note) => note.raw)).toEqual(['To be written.'])
    expect(segments.map(({ kind }) => kind)).toEqual(['rest', 'plan', 'sketch', 'plan', 'stub', 'plan', 'rest'])
  })

  test('a fence around the whole input is unwrapped', () => {
    const plan = only('```\n# Boats (BC)\n\nVision\n- Sail\n\nMeasures\n- Miles\n```\n')
    expect(plan.title).toMatchObject({ core: 'Boats', initials: 'BC' })
    expect(texts(plan, 'measures')).toEqual(['Miles'])
  })

  test('without a heading the file gives its name', () => {
    const plan = only('Vision\nSail everywhere.\n')
    expect(plan.title.core).toBe('Harbour crew')
    expect(plan.titleSpan).toBeNull()
  })

  test('deeper headings under heading labels are items', () => {
    const plan = only('# Boats\n## Vision\nSail\n## Methods\n### Row\n- with oars\n### Steer\n\n# Other\n')
    expect(items(plan, 'methods').map(({ depth, text }) => [depth, text])).toEqual([
      [0, 'Row'],
      [1, 'with oars'],
      [0, 'Steer'],
    ])
  })

  test('front matter and comments are opaque', () => {
    const plan = only('---\ntitle: x\nVision: no\n---\n<!-- Vision\n- hidden -->\n# Boats\nVision\n- Sail\n')
    expect(texts(plan, 'vision')).toEqual(['Sail'])
  })
})

describe('titles', () => {
  const title = (heading: string) => only(`# ${heading}\n\nVision\n- Sail\n`)

  test('initials, placeholder and percent may stand behind the core, escaped or glued', () => {
    expect(title('FY27 Sales VPMOM (ABC) (TBA) (10%)').title).toMatchObject({
      core: 'FY27 Sales VPMOM',
      initials: 'ABC',
      placeholder: 'TBA',
      percent: 10,
    })
    expect(title('**FY27 Care \\(WIP\\)**').title).toMatchObject({ core: 'FY27 Care', placeholder: 'WIP' })
    expect(title('Customer Care(TBA)').title).toMatchObject({ core: 'Customer Care', placeholder: 'TBA' })
    expect(title('Plans (and more)').title).toMatchObject({ core: 'Plans (and more)', initials: null })
    expect(title('Rates (110%)').title.percent).toBeNull()
  })

  test('values make a V2MOM, objectives an OKR', () => {
    expect(only('# Boats\nVision\n- Sail\nValues\n- Calm\n').framework).toBe('v2mom')
    expect(only('# Boats V2MOM\nVision\n- Sail\n').framework).toBe('v2mom')
    const okr = only('# Night crew\nObjectives\n- Be ready\nKey Results\n- 90% of shifts\n')
    expect(okr.framework).toBe('okr')
    expect(texts(okr, 'measures')).toEqual(['90% of shifts'])
  })
})

describe('header', () => {
  const header = (rows: string) => only(`# B\n\n${rows}\n\nVision\n- Sail\n`)

  test('the first pair may stand in the head row of the table', () => {
    const { header: read } = header(
      '|Period| May 1, 2026 to Jan 31, 2027|\n|:---|:---|\n| RAPID | NK(R, D), CREW (a, p and I); Ann B (R/I) |\n| Vetted date | 2 May 2026 |\n| Previous versions | [May 1, 2025](https://x.example/1) |\n| Crew Internal version | https://x.example/2 |\n| Ship | Alba |',
    )
    expect(read.period).toMatchObject({ from: '2026-05-01', to: '2027-01-31' })
    expect(read.parties).toEqual([
      { name: 'NK', letters: ['R', 'D'] },
      { name: 'CREW', letters: ['A', 'P', 'I'] },
      { name: 'Ann B', letters: ['R', 'I'] },
    ])
    expect(read.vetted).toBe('2026-05-02')
    expect(read.previous).toEqual([{ text: 'May 1, 2025', day: '2025-05-01', href: 'https://x.example/1' }])
    expect(read.internalUrl).toBe('https://x.example/2')
    expect(read.rows.at(-1)).toMatchObject({ key: 'Ship', known: null, value: 'Alba' })
  })

  test('lines and bullets are headers too; other text before the vision is preface', () => {
    for (const rows of ['Period: FY27\nDRI: NK', '- **Period:** FY27\n- **DRI**: NK', 'Words: and more.\n\nPeriod: FY27\nDRI: NK']) {
      const plan = header(rows)
      expect(plan.header.period).toMatchObject({ from: '2026-02-01', to: '2027-01-31', label: 'FY27' })
      expect(plan.header.dri).toBe('NK')
    }
    expect(header('Words: and more.\n\nPeriod: FY27').preface.map(({ raw }) => raw)).toEqual(['Words: and more.'])
  })

  test('quarters use the fiscal year, and an ambiguous date is not guessed', () => {
    for (const text of ['Q2 FY27', 'FY27 Q2', 'FY2027 Q2']) {
      expect(header(`Period: ${text}`).header.period).toMatchObject({ from: '2026-05-01', to: '2026-07-31' })
    }
    for (const text of [
      '2026-05-01 - 2027-01-31',
      'May 1, 2026 through January 31, 2027',
      '1 Feb 2026 — 2 Feb 2026',
      '2026-05-01 until 2026-05-01',
    ]) {
      expect(header(`Period: ${text}`).header.period).not.toBeNull()
    }
    const unclear = header('Vetted: 05/01/2026')
    expect(unclear.header.vetted).toBeNull()
    expect(unclear.defects.map(({ code }) => code)).toContain('header.date_unclear')
    expect(header('Vetted: TBD').defects.map(({ code }) => code)).not.toContain('header.date_unclear')
  })
})

test.each([
  [300, 61_440, undefined],
  [301, 1, 'edition.too_large'],
  [1, 61_441, 'item.too_large'],
])('a plan of %i items, one of %i units, is refused as %s', (count, length, code) => {
  const plan = only(`# Boats\n\nVision\n- Sail\n\nMethods\n${'- a\n'.repeat(count - 1)}`)
  const [first] = items(plan, 'vision')
  if (first) first.raw = 'a'.repeat(length)
  const refusal = code === undefined ? undefined : expect.objectContaining({ code, kind: 'invalid' })
  let thrown: unknown
  try {
    fitSize(plan)
  } catch (error) {
    thrown = error
  }
  expect(thrown).toEqual(refusal)
})
