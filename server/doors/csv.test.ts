import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'

test('a cell that a spreadsheet would run is disarmed, a negative number is not', () => {
  expect(csvOf([{ name: '=cmd()', amount: '-12.50', note: 'a "b", c' }])).toBe('name,amount,note\r\n\'=cmd(),-12.50,"a ""b"", c"\r\n')
})

test('wide forms of the signs that begin a formula are disarmed too', () => {
  expect(csvOf([{ a: '＝1+1', b: '＠SUM(A1)', c: '＋1', d: '－1' }]).split('\r\n')[1]).toBe("'＝1+1,'＠SUM(A1),'＋1,'－1")
})

test('columns are those of all rows', () => {
  expect(csvOf([{ a: 1 }, { b: null }])).toBe('a,b\r\n1,\r\n,\r\n')
})

test('a text that looks as if it were escaped is escaped again, and an instant is ISO text', () => {
  const rows = [{ a: "'=1+1", b: "''@x", c: "'quoted'", d: new Date('2026-06-15T10:00:00Z'), e: '-5', f: '-5+1' }]
  expect(csvOf(rows).split('\r\n')[1]).toBe("''=1+1,'''@x,'quoted',2026-06-15T10:00:00.000Z,-5,'-5+1")
})

test('amounts are in major units, instants plain, ids last, and a journal is one line for each posting', () => {
  const journal = {
    id: 'x',
    day: '2026-06-15',
    currency: 'EUR',
    at: new Date('2026-06-15T10:00:00Z'),
    postings: [
      { account: '1100', amount_minor: 3_432_000 },
      { account: '2100', amount_minor: -3_432_000 },
    ],
  }
  expect(
    csvOf([journal], { columns: ['day', 'at', 'account', 'amount', 'currency'], each: 'postings' })
      .split('\r\n')
      .slice(0, 3),
  ).toEqual([
    'day,at,account,amount,currency,id',
    '2026-06-15,2026-06-15T10:00:00.000Z,1100,34320.00,EUR,x',
    '2026-06-15,2026-06-15T10:00:00.000Z,2100,-34320.00,EUR,x',
  ])
})

test('no cell holds JSON: a thing is columns of its own, words are one text, and a list of things is not in the line', () => {
  const row = {
    number: 'O-1',
    by: { name: 'Robin', days: { from: '2026-06-15' } },
    documents: ['INV-1', 'INV-2'],
    may: [],
    steps: [{ step: 'paid' }],
  }
  expect(csvOf([row])).toBe('number,by_name,by_days_from,documents,may\r\nO-1,Robin,2026-06-15,INV-1; INV-2,\r\n')
})
