import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readDocument } from '../reading.ts'
import type { DocumentReading, Note, PlanReading, Section } from './model.ts'

const facts = { name: 'plans.md', fiscalYearEnd: '01-31' }

/** All words that a plan keeps somewhere: in an item, a paragraph, its header or its title. */
function kept({ title, preface, header, sections, sketches }: PlanReading): string {
  const notes = (all: Note[]) => all.map(({ raw }) => raw)
  const inSections = (all: Section[]) =>
    all.flatMap(({ label, qualifier, lead, items, notes: own }) => [
      label,
      qualifier ?? '',
      ...notes(lead),
      ...notes(own),
      ...items.flatMap((item) => [item.raw, ...notes(item.notes), ...(item.row ? [...item.row.columns, ...item.row.cells] : [])]),
    ])
  return [
    title.raw,
    ...title.suffixes,
    ...notes(preface),
    ...header.rows.flatMap(({ key, raw }) => [key, raw]),
    ...inSections(sections),
    ...sketches.flatMap((sketch) => inSections(sketch.sections)),
  ].join('\n')
}

/** `CKR1`, which is kept as `KR1`, the `What` that only says that an objective's words follow, and `Field` and `Value` above a card. */
const isOfTheForm = /^(?:[A-Z]{1,3}(?:KR|O)\d|(?:What|Field|Value)$)/

/** Lines that a plan took for more than a label or a mark, and of which it keeps no word. */
function lost(text: string, { plans, roles }: DocumentReading): string[] {
  const words = plans.map((plan) => new Set(kept(plan).match(/[\p{L}\p{N}]{3,}/gu) ?? []))
  return roles.flatMap(({ from, to, role, plan }) => {
    if (!['item', 'lead', 'note', 'preface', 'header'].includes(role) || plan === null) return []
    return (
      text
        .slice(from, to)
        .split(/\r\n|\r|\n/)
        // an element's name and attributes, and a heading's address, are no words of anybody
        .map((line) => line.replace(/<\/?\w+(?:\s+(?:rowspan|colspan)="\d+")?>/g, ' ').replace(/[ \t]\{#[^{}]+\}$/, ''))
        .filter((line) => (line.match(/[\p{L}\p{N}]{3,}/gu) ?? []).some((word) => !words[plan]?.has(word) && !isOfTheForm.test(word)))
    )
  })
}

const chapter = fc.constantFrom('Principles', 'Risks', 'Non-goals', 'Our culture', 'Budget', 'Notes', 'Timeline', 'Wer wir sind')
const body = fc.constantFrom(
  '- We say no\n- We write down',
  'A paragraph about it.',
  '1. First\n    - deeper',
  '| A | B |\n|---|---|\n| one | two |',
  '',
)
const section = (name: string, lines: string) => ({ name, lines })
const plan = [
  section('Vision', 'Sail well.'),
  section('Priorities', '1. Speed\n2. Calm'),
  section('Methods', '1. Row (ABC)\n    - with oars'),
  section('Obstacles', '- Rain'),
  section('Measures', '- 5 boats'),
]

describe('nothing of a plan is lost', () => {
  test('chapters that no section word names, wherever they stand among the sections, are commentary, and what follows is read', () => {
    const strange = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), chapter, body), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(strange, fc.constantFrom('##', '###'), (chapters, mark) => {
        const parts = plan.flatMap(({ name, lines }, index) => [
          ...chapters.filter(([at]) => at === index).map(([, title, own]) => `${mark} ${title}\n\n${own}`),
          `${mark} ${name}\n\n${lines}`,
        ])
        const text = `# Crew VPMOM FY27 (ABC)\n\n${parts.join('\n\n')}\n`
        const reading = readDocument(text, facts)
        expect(reading.plans).toHaveLength(1)
        const [found] = reading.plans as [PlanReading]
        const names = found.sections.filter(({ items }) => items.length > 0).map(({ name }) => name)
        expect(names).toEqual(expect.arrayContaining(['vision', 'priorities', 'methods', 'obstacles', 'measures']))
        expect(lost(text, reading)).toEqual([])
        const commentary = kept({ ...found, sections: found.sections.filter(({ name }) => name === 'commentary') })
        for (const [, title] of chapters) expect(commentary).toContain(title)
      }),
      { numRuns: 200 },
    )
  })

  test('a chapter for colleagues alone keeps the commentary for them', () => {
    const text = '# Crew\n\n## Vision\n\nSail.\n\n## Salaries 🔒\n\n- 1,000 each\n\n## Methods\n\n1. Row\n'
    const commentary = readDocument(text, facts).plans[0]?.sections.find(({ name }) => name === 'commentary')
    expect(commentary).toMatchObject({ qualifier: 'internal', labelled: false })
  })

  test('what follows a chapter is another plan where it begins with a vision, or repeats what the plan has had', () => {
    const two = '# A\n\n## Vision\n\nSail.\n\n## Methods\n\n1. Row\n\n# B\n\n## Vision\n\nFly.\n\n## Methods\n\n1. Flap\n'
    expect(readDocument(two, facts).plans.map(({ title }) => title.core)).toEqual(['A', 'B'])
    const again = '# A\n\n## Vision\n\nSail.\n\n## Methods\n\n1. Row\n\n## How to write one\n\nText\n\n## Methods\n\n1. An example\n'
    expect(readDocument(again, facts).plans[0]?.sections.map(({ items }) => items.length)).toEqual([1, 1])
  })

  const folder = join(import.meta.dirname, 'goals/cases')
  test.each(readdirSync(folder))('%s', (file) => {
    const text = readFileSync(join(folder, file), 'utf8').split('<!-- reads as\n')[0] ?? ''
    expect(lost(text, readDocument(text, { ...facts, name: file }))).toEqual([])
  })
})
