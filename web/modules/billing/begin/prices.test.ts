import { expect, test } from 'vitest'
import { isPrice, priceRows, pricesOf } from './prices.ts'

const before = [
  { product: 'a', product_name: 'A', currency: 'EUR', per: 'year' as const, min_quantity: 1, unit_price: '88.00', floor: '70.00' },
  { product: 'a', product_name: 'A', currency: 'EUR', per: 'year' as const, min_quantity: 500, unit_price: '80.00', floor: null },
]

test('a new product joins the prices of the version before; an empty cell is not sold', () => {
  const rows = priceRows(
    [
      { code: 'a', name: 'A' },
      { code: 'b', name: 'B' },
    ],
    ['USD'],
    before,
  )
  expect(rows.map((row) => [row.key, row.year])).toEqual([
    ['a|USD', ''],
    ['a|EUR', '88.00'],
    ['b|USD', ''],
    ['b|EUR', ''],
  ])
  const next = rows.map((row) => (row.key === 'b|USD' ? { ...row, month: ' 9.50 ' } : row))
  expect(pricesOf(next, before)).toEqual([
    { product: 'a', currency: 'EUR', per: 'year', min_quantity: 1, unit_price: '88.00', floor: '70.00' },
    { product: 'b', currency: 'USD', per: 'month', min_quantity: 1, unit_price: '9.50' },
    { product: 'a', currency: 'EUR', per: 'year', min_quantity: 500, unit_price: '80.00' },
  ])
})

test('a price is digits with a point; a comma or a minus is not taken for one', () => {
  expect(['', '96', '96.00', '0.005'].every(isPrice)).toBe(true)
  expect(['96,00', '-1', '1.2.3', 'free'].some(isPrice)).toBe(false)
})
