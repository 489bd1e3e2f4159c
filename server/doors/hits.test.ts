import { expect, test } from 'vitest'
import { folded } from '../kernel/search/terms.ts'
import { bestFirst } from './hits.ts'

const hit = (title: string, note?: string) => ({ kind: 'any', title, href: `/${title}`, ...(note ? { note } : {}) })
const titles = (words: string, hits: ReturnType<typeof hit>[]) => bestFirst(hits, words).map((one) => one.title)

test('a metric called ARR comes before customers that have the letters in their names', () => {
  const hits = [hit('Harrow Water'), hit('Quarry Freight'), hit('Annual recurring revenue', 'ARR'), hit('ARR per seat'), hit('Net new ARR')]
  expect(titles('arr', hits)).toEqual(['Annual recurring revenue', 'ARR per seat', 'Net new ARR', 'Harrow Water', 'Quarry Freight'])
})

test('a number typed in full comes first, and equals stay as the rooms gave them', () => {
  expect(titles('C-000301', [hit('INV-1', 'C-000301 of Lantern'), hit('C-000301'), hit('C-0003011')])).toEqual([
    'C-000301',
    'C-0003011',
    'INV-1',
  ])
  expect(titles('harbor', [hit('Harbor B'), hit('Harbor A')])).toEqual(['Harbor B', 'Harbor A'])
})

test('words of the question that begin words come before those that only stand inside', () => {
  expect(titles('kestrel gm', [hit('Akestrel GmbH'), hit('Nord GmbH Kestrel')])).toEqual(['Nord GmbH Kestrel', 'Akestrel GmbH'])
  expect(titles('mueller', [hit('Schmueller'), hit('Müller Hafen')])).toEqual(['Müller Hafen', 'Schmueller'])
  expect(titles('Müller', [hit('Schmuller'), hit('Mueller Hafen')])).toEqual(['Mueller Hafen', 'Schmuller'])
})

test.each([
  ['Müller', 'muller'],
  ['STRASSE', 'strasse'],
  ['Straße', 'strasse'],
  ['O’Reilly', 'oreilly'],
  ["O'Reilly", 'oreilly'],
  ['Łódź', 'lodz'],
  ['İstanbul', 'istanbul'],
  ['Søren Ærø', 'soren aero'],
  ['Ｍüller', 'muller'],
  ['東京', '東京'],
])('%s is compared as %s', (text, word) => {
  expect(folded(text)).toBe(word)
})
