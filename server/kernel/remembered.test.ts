import { expect, test } from 'vitest'
import type { Tx } from './database.ts'
import { forget, remembered } from './remembered.ts'

const transaction = () => ({}) as Tx

test('a transaction reads a thing once, another reads it anew, and what was written is read again', async () => {
  let reads = 0
  const read = async () => ++reads
  const [one, other] = [transaction(), transaction()]
  expect([await remembered(one, 'company', 'a', read), await remembered(one, 'company', 'a', read)]).toEqual([1, 1])
  expect(await remembered(one, 'company', 'b', read)).toBe(2)
  expect(await remembered(one, 'product', 'a', read)).toBe(3)
  expect(await remembered(other, 'company', 'a', read)).toBe(4)
  forget(one, 'company')
  expect(await remembered(one, 'company', 'a', read)).toBe(5)
  expect(await remembered(one, 'product', 'a', read)).toBe(3)
  forget(one)
  expect(await remembered(one, 'product', 'a', read)).toBe(6)
})

test('what failed is not remembered', async () => {
  const tx = transaction()
  await expect(remembered(tx, 'rule', 'a', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
  expect(await remembered(tx, 'rule', 'a', async () => 1)).toBe(1)
})
