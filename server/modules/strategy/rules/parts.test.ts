import { expect, test } from 'vitest'
import { amendedParts, isBeside, partWord, toldOf } from './parts.ts'
import { partsMoved } from './carried.ts'
import { readPlan } from './reading.ts'

const text =
  '# Sales (30%)\n\nPeriod: FY27\nRAPID: AB(R, D)\n\nVision\n- Calm seas\n\nMethods\n- Sell by card\n    - Ring twice\n- Answer within a day\n- Ship\n\nMeasures\n- Revenue grows\n'

/** Lines get their keys, and the hash of what they say, by their first word. */
function side(source: string) {
  const reading = readPlan(source, { name: 'p.md', fiscalYearEnd: '01-31' }, null)
  const keyOf = (raw: string | undefined) => raw?.split(' ')[0] ?? ''
  const rows = reading.sections.flatMap(({ name: section, items }) =>
    items.map(({ raw, depth, rank, parent }) => ({
      ...{ item_key: keyOf(raw), item_hash: raw, section, depth, rank },
      parent_key: parent < 0 ? null : keyOf(items[parent]?.raw),
    })),
  )
  return { rows, parts: amendedParts(reading, rows) }
}
const moved = (now: string) => {
  const { rows, parts } = side(now)
  return toldOf(partsMoved(side(text).parts, parts)).map((part) => partWord(part, rows))
}

test.each<[string, string, string[]]>([
  ['nothing', text, []],
  ['nothing by the percent and the day of vetting', text.replace('30%', '40%').replace('\n\nVision', '\nVetted: 2026-02-01\n\nVision'), []],
  ['who decides', text.replace('AB(R, D)', 'AB(R), CD(D)'), ['the parties']],
  ['a letter', text.replace('AB(R, D)', 'AB(D)'), ['the parties']],
  ['a free row of the header', text.replace('\n\nVision', '\nBudget: 5 million\n\nVision'), ['the header']],
  ['who answers for it', text.replace('\n\nVision', '\nDRI: AB\n\nVision'), ['the header']],
  ['a label', text.replace('Methods', 'Method'), ['the labels of the sections']],
  [
    'a line under another method',
    text.replace('    - Ring twice\n- Answer within a day\n', '- Answer within a day\n    - Ring twice\n'),
    ['the place of a line under a method'],
  ],
  [
    'order',
    text.replace('- Answer within a day\n- Ship', '- Ship\n- Answer within a day'),
    ['the place of Method 2', 'the place of Method 3'],
  ],
  ['a line between, and the place of the one behind', text.replace('- Ship', '- Pack\n- Ship'), ['Method 3', 'the place of Method 4']],
  ['a line that is gone', text.replace('- Ship\n', ''), ['an item that is gone']],
])('an amendment moves %s', (_name, now, names) => {
  expect(moved(now)).toEqual(names)
})

test('answers on a text say nothing of places, header and parties', () => {
  expect(['place Ship', 'header', 'parties', 'Ship', 'title', 'words methods 1'].map(isBeside)).toEqual([
    ...[true, true, true, false, false, false],
  ])
})
