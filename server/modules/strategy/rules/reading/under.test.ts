import { expect, test } from 'vitest'
import { underItem } from './under.ts'

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
