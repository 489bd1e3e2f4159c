import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesOf, canonicalOf, factsAlone, type PlanReading, readDocument, readPlan, textOf } from '../reading.ts'

const fiscalYearEnd = '01-31'
const facts = { name: 'document.md', fiscalYearEnd }

/** Pieces from which the traps of the grammar are made. */
const pieces = fc.constantFrom(
  'Vision',
  'Vision  ',
  '**Vision**',
  '## 1. 🎯 Our Vision {#v}',
  '## Deeper',
  '    under it',
  '_a hint_',
  '| Measure | From | To |',
  '|---|---|---|',
  '| Miles | 3 | 9 |',
  '[[Wiki]]',
  '# Crew OKRs Q2 FY27',
  '## 2026 Q3',
  '## Objective 1: Calm',
  '**O2** Care',
  '- **Objective**: Joy',
  '  - KR 1.1: 90 % of days (from 3 %)',
  '- 40 boats',
  '**Key Results:**',
  ...['<ul>', 'O1: Rest. KR1: 5 naps. KR2: 6 %.', 'A. First', 'B. Then', '   a) 5 boats', '   b) 6 boats'],
  ...['  <li>3 boats <b>moored</b></li><li>', '</ul>', '<h2>Objective 3: Rest</h2><p>soon</p>'],
  ...['<table><tr><td rowspan="2">Objective</td><td>Key result</td></tr>', '<tr><td colspan=2>Fewer</td></tr></table>'],
  ...['Subject: Crew OKRs', 'o\tRow 5 miles', '| Type | Title | Owner |', '| Objective | Sail | Ada |'],
  ...['| Key result | 5 boats | Ben |', '| O1 | Sail |', '- KR: Row – 60% – Ada', '**Owner** Ada · **Score** 0.4'],
  'Owner: @ada',
  'Initiatives:',
  '| Key result | 3 Feb |',
  '| Objective | Key result |',
  '# Vision',
  'Vision:',
  'Priorities',
  'Values',
  'Methods \\(soon\\)',
  'Measures',
  'Obstacles',
  'Commentary',
  'Objectives',
  '# FY27 Boats VPMOM (TBA)',
  '## **Crew** \\(WIP\\)',
  '### Row (AB) (10%)',
  '- ',
  '-',
  '* a',
  '    * b',
  '\t- c',
  '  1. d 2. E',
  '7) f',
  '• g',
  '---',
  '===',
  '***',
  '```',
  '~~~',
  '|Period| FY27|',
  '|:---|:---|',
  '| RAPID | AB(R & D) |',
  'Period: 05/01/2026',
  'some text',
  '    Methods',
  'a: b - c',
  '~~gone~~',
  '[a](b) [c]',
  '<!-- x',
  '-->',
  '<!-- qd id=1 -->',
  '*half',
  '\\*x\\*',
  '&amp;',
  '`code',
  '🔒 x',
  '',
  ' ',
  '\t',
  '\u00A0',
  '> q',
  'TBD within Q2',
  '漢字',
  '\u{1F600}',
)
const ends = fc.constantFrom('\n', '\r\n', '\r', '\n\n')
const documents = fc
  .tuple(
    fc.constantFrom('', '\uFEFF', '---\na: b\n---\n'),
    fc.array(fc.tuple(pieces, ends), { maxLength: 60 }),
    fc.constantFrom('', 'Vision', 'x'),
  )
  .map(([start, lines, end]) => start + lines.map((line) => line.join('')).join('') + end)

const slices = (text: string, spans: { from: number; to: number }[]) => spans.map(({ from, to }) => text.slice(from, to)).join('')

/** Everything that a plan says, without where and how it was written. */
function saying(plan: PlanReading) {
  return {
    title: [plan.title.core, plan.title.initials, plan.title.placeholder],
    completeness: plan.completeness,
    framework: plan.framework,
    preface: plan.preface.map(({ kind, raw }) => [kind, raw]),
    header: { ...plan.header, rows: plan.header.rows.map(({ key, known, value, href }) => [key, known, value, href]) },
    sections: plan.sections
      .map(({ name, label, qualifier, lead, items, notes }) => ({
        name,
        label,
        qualifier,
        lead: lead.map(({ raw }) => raw),
        notes: notes.map(({ kind, raw }) => [kind, raw]),
        items: items.map(({ depth, rank, text, label: own, sep, gloss, struck, placeholder, audience, hint, notes: under, row }) => ({
          depth,
          rank,
          text,
          own,
          sep,
          gloss,
          struck,
          placeholder,
          audience,
          hint,
          under: under.map(({ kind, raw }) => [kind, raw]),
          row,
        })),
      }))
      .sort((a, b) => Number(a.name === 'commentary') - Number(b.name === 'commentary')),
  }
}

function lawsHold(bytes: Uint8Array, name = facts.name) {
  const text = textOf(bytes)
  expect(Buffer.from(bytesOf(text)).equals(Buffer.from(bytes))).toBe(true)
  const reading = readDocument(text, { ...facts, name })
  expect(slices(text, reading.segments)).toBe(text)
  expect(slices(text, reading.roles)).toBe(text)
  reading.plans.forEach((plan, index) => {
    const own = slices(
      text,
      reading.segments.filter((segment) => segment.plan === index),
    )
    expect(own).toBe(text.slice(plan.span.from, plan.span.to))
    const alone = readPlan(own, factsAlone(plan, plan.title.core, fiscalYearEnd), plan.completeness)
    if (plan.kind === 'plan') expect(saying(alone)).toEqual(saying(plan))
    for (const section of alone.sections) for (const item of section.items) expect(item.span.to).toBeGreaterThanOrEqual(item.span.from)
  })
  return reading
}

describe('laws', () => {
  test('any text gives a reading whose segments and roles join to the very bytes', () => {
    fc.assert(
      fc.property(fc.oneof(documents, fc.string({ unit: 'binary', maxLength: 300 })), (text) => {
        const bytes = new TextEncoder().encode(text.replaceAll('\0', ''))
        const whole = textOf(bytes)
        const reading = readDocument(whole, facts)
        expect(Buffer.from(bytesOf(slices(whole, reading.segments))).equals(Buffer.from(bytes))).toBe(true)
        expect(slices(whole, reading.roles)).toBe(whole)
      }),
      { numRuns: 400 },
    )
  })

  test('a plan cut out of its document reads as it did within it', () => {
    const lent = '**Vision**\n  - KR 1.1: 90 % of days (from 3 %)\n## Objective 1: Calm\n'
    fc.assert(
      fc.property(documents, (text) => {
        lawsHold(new TextEncoder().encode(text))
      }),
      // where a neighbour, or the name of the file, once lent a line another meaning
      {
        numRuns: 400,
        examples: [
          [lent],
          ['Subject: Crew OKRs\n## Deeper\n**O2** Care\n- **Objective**: Joy\n'],
          ['### Row (10%)\n  - KR 1.1: 9 %\nVision\n    * b\nMethods \\(soon\\)\nx'],
        ],
      },
    )
  })

  test('the canonical form reads as the same plan, and is its own canonical form', () => {
    const word = fc.constantFrom(
      'row',
      'Steer',
      '**Care**',
      'sail: far',
      'Talk - often',
      '~~gone~~',
      'R&D',
      'a\\*b',
      '[here](https://x.example/a_b)',
      '`x y`',
      'TBD',
      '[soon]',
      '5 > 3',
      '*half',
      'x_y_z',
      '(a: b)',
      '\\(a: b\\)',
      '[[Wiki|w]]',
    )
    const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((all) => all.join(' '))
    const list = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), words), { minLength: 1, maxLength: 6 })
    const table = '| # | Measure | From | To |\n|---|---|---|---|\n| 1 | Miles | 3 | 9 |\n| 2 | **Crew** - all | | `2` |'
    const section = fc.tuple(
      fc.constantFrom('Priorities', 'Values', 'Methods', 'Obstacles (so far)', 'Measures', 'Commentary'),
      fc.option(words),
      list,
      fc.option(
        fc.oneof(
          words,
          words.map((text) => `_${text}_`),
          words.map((text) => `    Under ${text}`),
          fc.constant(table),
        ),
      ),
    )
    const plans = fc
      .tuple(
        fc.constantFrom('# Boats (AB)', '## FY27 Crew VPMOM (TBA) (10%)', ''),
        fc.option(words),
        fc.boolean(),
        fc.array(section, { maxLength: 6 }),
      )
      .map(([title, preface, header, sections]) => {
        const blocks = [
          title,
          preface ? `Some ${preface}` : '',
          header ? '|Period|FY27|\n|:--|:--|\n|RAPID|AB(R, D)|\n|Ship|a \\| b|' : '',
          'Vision\n- Sail',
        ]
        for (const [label, lead, items, note] of sections) {
          blocks.push(
            `${label}\n${lead ? `We ${lead}\n` : ''}${items.map(([depth, text]) => `${'  '.repeat(depth)}* ${text}`).join('\n')}`,
            note ? (/^[|_ ]/.test(note) ? note : `Note ${note}`) : '',
          )
        }
        return blocks.join('\n\n')
      })
    fc.assert(
      fc.property(plans, (text) => {
        const plan = readPlan(text, facts, null)
        const canonical = canonicalOf(plan)
        const again = readPlan(canonical, facts, null)
        expect(saying(again)).toEqual(saying(plan))
        expect(canonicalOf(again)).toBe(canonical)
      }),
      { numRuns: 300 },
    )
  })

  const own: Record<string, string> = {
    'crlf, tabs and a byte-order mark':
      '\uFEFF# Boats \\(20%\\)\r\n\r\nVision  \r\n\t\r\n* Sail \\& row\r\n\r\nMethods\t\r\n-\tRow\t \r\n\t-\tfast  \r\n',
    'two bodies under a heading':
      '## Crew (TBA)\n\nVision  \nPriorities  \n-   \nMeasures  \n- Joy \n\nVision \n\n* Sail \n\nPriorities\n\n1. Calm - Always  \n2. Care  \n\n\n## Next\n',
    'a fenced template': '# Guide\n\n``` \n# [TITLE] ([WHO])\n\nVision\n- [words]\n\n[Commentary]\n\n```\n\n# Boats\n\nVision\n- Sail\n',
    'plain text without a mark':
      'Vision\nKeep every boat afloat.\nValues\nCalm\nNobody shouts.\nCare\nEach boat is a home.\nMeasures\nBoats afloat',
    'a fence around everything': '~~~\n# Boats\nVision\n- Sail\n~~~\n',
    'a plan as a table':
      '# Boats\n\n| Part | Words |\n|---|---|\n| Period | FY27 |\n| **Vision** | Sail |\n| Methods | 1. Row<br>2. Steer |\n| Measures | Miles<br>Joy |\n\nAfter.\n',
    'a plan as a table without a title': '| Vision | Priorities | Methods |\n|---|---|---|\n| Sail | Calm<br>Care | Row |\n| | Joy | |\n',
    'a plan as an HTML table':
      '# Boats\n<table>\n<tr><td>Vision</td><td>Sail <b>far</b></td></tr>\n\n<tr><td>Methods</td><td><ul><li>Row</li><li><a href="x">Steer</a></li></ul></td></tr>\n<tr><td>Measures</td><td>Miles | joy</td></tr></table>\nEnd\n',
    'no plan at all': '# Links\n\n- [One](a.md): first\n',
  }
  test.each(Object.entries(own))('%s: comes out byte for byte', (_name, text) => {
    lawsHold(new TextEncoder().encode(text))
  })

  // documents of the field lie beside the checkout where this is built, and are no part of it
  const folder = join(import.meta.dirname, '../../../../../../shared/inputs/plans')
  const field = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []
  test(`${field.length} documents of the field import and come out byte for byte`, () => {
    for (const path of field) {
      const reading = lawsHold(readFileSync(path), path)
      for (const plan of reading.plans.filter(({ kind }) => kind === 'plan')) {
        const canonical = canonicalOf(plan)
        const again = readPlan(canonical, facts, null)
        expect(saying(again)).toEqual(saying(plan))
        expect(canonicalOf(again)).toBe(canonical)
      }
    }
  })
})
