import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'

test('a cell that a spreadsheet would run is disarmed, a negative number is not', () => {
  expect(csvOf([{ name: '=cmd()', amount: '-12.50', note: 'a "b", c' }])).toBe('name,amount,note\r\n\'=cmd(),-12.50,"a ""b"", c"\r\n')
})

test('columns are those of all rows', () => {
  expect(csvOf([{ a: 1 }, { b: null }])).toBe('a,b\r\n1,\r\n,\r\n')
})
