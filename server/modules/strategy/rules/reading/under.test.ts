import { expect, test } from 'vitest'
import { readDocument } from '../reading.ts'
import { underItem, underWithoutSaid } from './under.ts'

const note = { kind: 'text' as const, raw: 'Asked for in March.', span: { from: 0, to: 19 } }
const row = { columns: ['#', 'What', 'Owner'], cells: ['1', 'Safe passage', 'Mara'] }

test.each([
  [
    'the other columns of its row, then its paragraphs',
    { raw: 'Safe passage', row, notes: [note] },
    ['Owner: Mara', 'Asked for in March.'],
  ],
  ['nothing where it is a line alone', { raw: 'Safe passage', row: null, notes: [] }, []],
  ['nothing in an edition that was read before rows and paragraphs were kept', { raw: 'Safe passage' }, []],
])('under an item stands %s', (_, item, lines) => {
  expect(underItem(item)).toEqual(lines)
})

test('what an item says of itself is not shown again below it; what nobody understood is', () => {
  const text =
    '# Crew OKRs Q1 2027\n\n## Objective 1: Calm\n\nOwner: Ada\n\nWhy: storms.\n\n| Key result | Baseline | Target | Owner | Source |\n|---|---|---|---|---|\n| Late boats | 9 | 3 | Ben | log |\n| Songs | 4 | many | Ben | ear |\n'
  const items = readDocument(text, { name: 'crew.md', fiscalYearEnd: '01-31' }).plans[0]?.sections.flatMap((section) => section.items) ?? []
  expect(items.map(underWithoutSaid)).toEqual([['Why: storms.'], ['Source: log'], ['Baseline: 4 · Target: many · Source: ear']])
})
