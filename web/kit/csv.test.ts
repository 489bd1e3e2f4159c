import { expect, test } from 'vitest'
import { csvCell } from './csv.ts'

test.each([
  ['=1+1', "'=1+1"],
  ['＝1+1', "'＝1+1"],
  ['-2+3+cmd', "'-2+3+cmd"],
  ["'=1", "''=1"],
  ['+49 30', "'+49 30"],
  ['@sum', "'@sum"],
  ['-2.5', '-2.5'],
  ['1e-7', '1e-7'],
  ['-1e-7', '-1e-7'],
  ['O\'Brien, "Sea"', '"O\'Brien, ""Sea"""'],
  ['a\r\nb', '"a\r\nb"'],
  ['', ''],
])('%j is %j', (text, cell) => expect(csvCell(text)).toBe(cell))
