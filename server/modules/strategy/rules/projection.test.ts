import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { internalKeys, isLocked, namesIn, projected, publicMarkdown, signFor, titles } from './projection.ts'
import { readPlan } from './reading.ts'

const head = `# FY27 Sales VPMOM (ABC) (80%)

Period: FY27
RAPID: Ada Vance(R), LT(A), Mo(D)
DRI: Ada Vance
Budget: CANARY

CANARY preface

`
const read = (source: string) => readPlan(source, { name: 'plan', fiscalYearEnd: '01-31' }, null)
const signs = new Map([
  ['Ada Vance', 'AV'],
  ['Mo', 'MO'],
  ['Mo Okonjo', 'MO'],
])
const of = (body: string) => {
  const source = head + body
  return projected(source, read(source), [], signs)
}
const words = (body: string) =>
  of(body).sections.map((one) => [
    one.label,
    one.internal,
    ...one.items.map(({ depth, rank, runs }) => `${'>'.repeat(depth)}${rank} ${runs.map(({ text }) => text).join('')}`),
  ])

describe('what is for anyone of a plan', () => {
  test('is title, period, people by their signs, and lines with ranks of their own', () => {
    const plan = of('Vision\n- One place.\n')
    expect(plan).toMatchObject({
      title: 'FY27 Sales VPMOM (ABC)',
      period: { from: '2026-02-01', to: '2027-01-31' },
      parties: [
        { sign: 'AV', letters: ['R'] },
        { sign: 'LT', letters: ['A'] },
        { sign: 'MO', letters: ['D'] },
      ],
    })
    expect(JSON.stringify(plan)).not.toMatch(/CANARY|Ada|80%/)
  })

  test.each<[string, string, unknown[]]>([
    [
      'not a line with the lock, and no gap where it was',
      'Vision\n- V\nMethods\n1. One\n2. 🔒 CANARY\n3. Three\n',
      [
        ['Vision', false, '1 V'],
        ['Methods', false, '1 One', '2 Three'],
      ],
    ],
    [
      'nor what hangs below it',
      'Vision\n- V\nMethods\n1. 🔒 CANARY\n    - CANARY child\n        - CANARY too\n2. Two\n    - Child\n',
      [
        ['Vision', false, '1 V'],
        ['Methods', false, '1 Two', '>1 Child'],
      ],
    ],
    [
      'nor one that bears it elsewhere',
      'Vision\n- V\nMethods\n- One\n- From Methods 2: 🔒 CANARY\n- x :lock: CANARY\n',
      [
        ['Vision', false, '1 V'],
        ['Methods', false, '1 One'],
      ],
    ],
    [
      'nor a section that bears it',
      'Vision\n- V\n## 🔒 Obstacles\n- CANARY\n',
      [
        ['Vision', false, '1 V'],
        ['Obstacles', true],
      ],
    ],
    [
      'nor one that says so',
      'Vision\n- V\nObstacles (internal)\n- CANARY\n\nCANARY\n',
      [
        ['Vision', false, '1 V'],
        ['Obstacles', true],
      ],
    ],
    [
      'a section with nothing for anyone says Internal',
      'Vision\n- V\nObstacles\n- 🔒 CANARY\n',
      [
        ['Vision', false, '1 V'],
        ['Obstacles', true],
      ],
    ],
    [
      'an empty one does not',
      'Vision\n- V\nObstacles\n',
      [
        ['Vision', false, '1 V'],
        ['Obstacles', false],
      ],
    ],
    ['never the commentary', 'Vision\n- V\nCommentary\n- CANARY\n', [['Vision', false, '1 V']]],
    [
      'nobody by name',
      'Vision\n- V\nMethods\n1. Sell (DRI: Ada Vance) with Mo Okonjo, not Moritz\n',
      [
        ['Vision', false, '1 V'],
        ['Methods', false, '1 Sell (DRI: AV) with MO, not Moritz'],
      ],
    ],
    ['no address, no comment', 'Vision\n- Write to canary@x.test <!-- CANARY -->now\n', [['Vision', false, '1 Write to … now']]],
    ['no link’s target', 'Vision\n- [One](https://CANARY.test/x "CANARY") place\n', [['Vision', false, '1 One place']]],
  ])('%s', (_, body, wanted) => {
    expect(words(body)).toEqual(wanted)
    expect(JSON.stringify(of(body))).not.toContain('CANARY')
    expect(publicMarkdown(of(body), '2026-05-01')).not.toContain('CANARY')
  })

  test.each([
    ...['Methods 🔒', '🔒 Methods', '**Methods 🔒**', '**🔒 Methods**:', 'Methods [internal]', '## Methods — internal', '## Methods 🔐'],
    ...['🔏 Methods', ':lock: Methods', 'Methods: internal', '**Methods** 🔒', '## 2. Methods 🔒', 'Methods (of Q1) 🔒'],
  ])('nor a section under “%s”', (label) => {
    const plan = of(`Vision\n- V\n\nPriorities\n1. P\n\n${label}\n- CANARY\n    - CANARY\n\nObstacles\n- O\n`)
    expect(JSON.stringify(plan)).not.toContain('CANARY')
    expect(plan.sections.map(({ name, internal, items }) => [name, internal, items.length])).toEqual([
      ['vision', false, 1],
      ['priorities', false, 1],
      ['methods', true, 0],
      ['obstacles', false, 1],
    ])
  })

  test.each([
    ['a section that goes on under a lock', 'Methods\n- CANARY\n\nObstacles\n- O\n\nMethods 🔒\n- CANARY\n'],
    ['a paragraph with a lock above a list', 'Methods\n\n🔒 Ways\n\n- CANARY\n'],
    ['a paragraph with a lock between two lists', 'Methods\n- One\n\n🔒 Ways\n\n- CANARY\n'],
    ['a line with a lock right below a list', 'Methods\n- One\n🔒 Ways\n- CANARY\n'],
    ['a heading with a lock', 'Methods\n- One\n\n### 🔒 Ways\n\n- CANARY\n'],
    ['what hangs below a paragraph with a lock', 'Methods\n- One\n\n    🔒 note:\n\n    CANARY\n\n    - CANARY\n'],
    ['other locks', 'Methods\n- 🔐 CANARY\n- 🔏 CANARY\n- x &#128274; CANARY\n'],
    ['a line that says so', 'Methods\n- CANARY (internal)\n- [Internal] CANARY\n- CANARY (internal only)\n    - CANARY\n'],
    ['a comment over several lines', 'Methods\n- One <!-- not\n- CANARY\n- CANARY -->\n- Two\n'],
    ['a comment that nobody closed', 'Methods\n- One <!-- not\n- CANARY\n'],
  ])('nor behind %s', (_, body) => {
    const plan = of(`Vision\n- V\n\n${body}`)
    expect(JSON.stringify(plan)).not.toContain('CANARY')
    expect(publicMarkdown(plan, null)).not.toContain('CANARY')
  })

  test('nor a line that has become internal since, nor what hangs below it', () => {
    const source = `${head}Vision\n- V\n\nMethods\n1. One\n2. CANARY\n    - CANARY\n3. Three\n`
    const now = `${head}Vision\n- V\n\nMethods\n1. One\n2. 🔒 Two\n`
    const since = internalKeys(now, read(now), [['v'], ['a', 'b']])
    expect([...since]).toEqual(['b'])
    const plan = projected(source, read(source), [['v'], ['a', 'b', 'c', 'd']], signs, since)
    expect(plan.sections[1]?.items.map(({ key, rank }) => [key, rank])).toEqual([
      ['a', 1],
      ['d', 2],
    ])
    expect(JSON.stringify(plan)).not.toContain('CANARY')
  })

  test('a title is for anyone by signs alone, and not at all under a lock', () => {
    expect(titles(signs)('What Mo&nbsp;Okonjo **sells**')).toBe('What MO sells')
    expect(['🔒 Sales', 'Sales &#128274;', 'Sales :lock:', 'Sales'].map(isLocked)).toEqual([true, true, true, false])
  })

  test('notes of a public line, but no table and no fenced text', () => {
    const plan = of('Vision\n- V\n\n    Said below.\n\n    🔒 CANARY\n\nMethods\n1. One\n\n| CANARY | b |\n|---|---|\n| CANARY | d |\n')
    expect(plan.sections[0]?.items[0]?.notes.map((note) => note.map(({ text }) => text).join(''))).toEqual(['Said below.'])
    expect(JSON.stringify(plan)).not.toContain('CANARY')
  })

  test('struck words stay struck', () => {
    const plan = of('Vision\n- V\nMethods\n1. ~~Row~~\n2. Steer ~~and rest~~\n')
    expect(plan.sections[1]?.items.map(({ struck, runs }) => [struck, runs.some((run) => run.struck)])).toEqual([
      [true, true],
      [false, true],
    ])
    expect(publicMarkdown(plan, null)).toContain('1. ~~Row~~\n2. Steer ~~and rest~~\n')
  })

  test('its hash knows nothing else', () => {
    const body = (hidden: string) => `Vision\n- V\nMethods\n1. One\n2. 🔒 ${hidden}\n`
    expect(of(body('a')).hash).toBe(of(body('b')).hash)
    expect(of(body('a')).hash).not.toBe(of(body('a').replace('One', 'Two')).hash)
  })

  test('as Markdown reads as the same plan', () => {
    const plan = of('Vision\n- V *is* it\n\nPriorities\n1. A: **b** [c]\n2. 🔒 x\n3. D\n    - e_f\n\nObstacles\n- 🔒 y\n')
    const text = publicMarkdown(plan, '2026-05-01')
    expect(text).toContain('## Obstacles\n\nInternal\n')
    const again = read(text)
    expect(again.sections.map(({ items }) => items.map(({ text: one }) => one)).slice(0, 2)).toEqual([
      ['V is it'],
      ['A: b [c]', 'D', 'e_f'],
    ])
    expect(again.header.period?.label).toBe('FY27')
  })
})

test('names are found where a plan names somebody', () => {
  expect(namesIn(read(`${head}Vision\n- V\nMethods\n1. Sell (DRI: Bo Li)\n2. Row (owner: Cy)\nMeasures\n- x\n`))).toEqual([
    'Ada Vance',
    'LT',
    'Mo',
    'Bo Li',
    'Cy',
  ])
  expect(['ABC', 'LT', 'R&D', 'Ada Vance', 'mara', 'a b c d e'].map(signFor)).toEqual(['ABC', 'LT', 'R&D', 'AV', 'M', 'ABCD'])
})

test('of whatever lines are marked, none is for anyone, nor what hangs below', () => {
  const line = fc.record({ depth: fc.nat(3), lock: fc.boolean() })
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const text = lines.map(({ depth, lock }, at) => `${'    '.repeat(depth)}- ${lock ? '🔒 ' : ''}line${at}.`).join('\n')
      const source = `${head}Vision\n- V\n\nMethods\n${text}\n`
      const items = read(source).sections[1]?.items ?? []
      const hidden: boolean[] = []
      for (const item of items) hidden.push(item.raw.includes('🔒') || (item.parent >= 0 && hidden[item.parent] === true))
      const open = items.filter((_item, at) => !hidden[at]).map(({ text: one }) => one)
      const plan = projected(source, read(source), [], signs)
      expect(
        plan.sections[1]?.items.map(({ runs }) =>
          runs
            .map(({ text: one }) => one)
            .join('')
            .trim(),
        ) ?? [],
      ).toEqual(open)
      // ranks run from one without gaps: each is one more than the last of its siblings, or begins anew below another parent
      const last: number[] = []
      for (const { depth, rank } of plan.sections[1]?.items ?? []) {
        last.length = depth + 1
        expect(rank).toBe((last[depth] ?? 0) + 1)
        last[depth] = rank
      }
    }),
  )
})
