import { expect, test } from 'vitest'
import { type Column, sortedRows, turned } from './columns.ts'

type Row = { name: string | null; seats: number }
const columns: Column<Row>[] = [
  { id: 'name', title: 'Name', cell: (row) => row.name, text: (row) => row.name, sort: true },
  { id: 'seats', title: 'Seats', cell: (row) => row.seats, text: (row) => row.seats, sort: true },
]
const rows: Row[] = [
  { name: 'B 10', seats: 5 },
  { name: null, seats: 40 },
  { name: 'B 9', seats: 7 },
]

test('a heading goes up, down, and back to the order of the server', () => {
  expect([turned('', 'a'), turned('a', 'a'), turned('-a', 'a'), turned('b', 'a')]).toEqual(['a', '-a', '', 'a'])
})

test('numbers inside names count as numbers, and empty values stand last both ways', () => {
  expect(sortedRows(rows, columns, 'name').map((row) => row.name)).toEqual(['B 9', 'B 10', null])
  expect(sortedRows(rows, columns, '-name').map((row) => row.name)).toEqual(['B 10', 'B 9', null])
  expect(sortedRows(rows, columns, '-seats').map((row) => row.seats)).toEqual([40, 7, 5])
})

test('without a sort the order is the server’s', () => {
  expect(sortedRows(rows, columns, '')).toEqual(rows)
})
