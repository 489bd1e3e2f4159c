import { expect, test } from 'vitest'
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
