import { expect, test } from 'vitest'
import type { Column } from '../../../server/kernel/list/list.ts'
import { eachInTurn, outcomeWords } from './each.ts'
import { csvOf, sumsOf } from './values.ts'

test('one that is refused stops no other, and says why', async () => {
  const told: number[] = []
  const outcomes = await eachInTurn(
    ['a', 'b', 'c', 'd'],
    async (row) => {
      if (row === 'b') throw new Error('It has ended.')
    },
    (done) => told.push(done),
    (error) => (error as Error).message,
  )
  expect(outcomes).toEqual([{ row: 'a' }, { row: 'b', refused: 'It has ended.' }, { row: 'c' }, { row: 'd' }])
  expect(told).toEqual([1, 2, 3, 4])
  expect(outcomeWords(outcomes)).toBe('3 done, 1 refused')
  expect(outcomeWords([{ row: 1 }])).toBe('1 done')
  expect(outcomeWords([{ row: 1, refused: 'No' }])).toBe('1 refused')
})

const columns: Record<string, Column> = {
  name: { title: 'Customer', kind: 'customer' },
  annual: { title: 'Per year', kind: 'money', currency: 'currency' },
}
const rows = [
  { name: '=HYPERLINK("x")', annual_minor: 123_456, currency: 'USD' },
  { name: 'Kranich, AG', annual_minor: 1000, currency: 'JPY' },
  { name: 'Maple', annual_minor: 44, currency: 'USD' },
]

test('chosen rows are a file that a spreadsheet only reads', () => {
  expect(csvOf(rows, ['name', 'annual', 'gone'], columns)).toBe(
    'name,annual\r\n"\'=HYPERLINK(""x"")",1234.56\r\n"Kranich, AG",1000\r\nMaple,0.44\r\n',
  )
})

test('chosen amounts are summed by their currency', () => {
  expect(sumsOf(rows, 'annual', columns['annual'] as Column)).toEqual([
    { currency: 'USD', minor: 123_500 },
    { currency: 'JPY', minor: 1000 },
  ])
})
