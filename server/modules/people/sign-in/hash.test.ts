import { hashPassword as libraryHash } from 'better-auth/crypto'
import { afterEach, expect, test } from 'vitest'
import { atPasswordCost, hashPassword, isOldHash, isPassword, usePasswordCost } from './hash.ts'

afterEach(() => usePasswordCost(17))

test('a password is hashed at 2^17, with a salt of its own, and only the right one fits', async () => {
  const [one, two] = [await hashPassword('four ducks on a pond'), await hashPassword('four ducks on a pond')]
  expect(one).toMatch(/^scrypt\$17\$8\$1\$[\w-]{22}\$[\w-]{43}$/)
  expect(one).not.toBe(two)
  expect(await isPassword('four ducks on a pond', one ?? '')).toBe(true)
  expect(await isPassword('four ducks on a pont', one ?? '')).toBe(false)
  expect(isOldHash(one ?? '')).toBe(false)
})

test('a cheaper hash from before still opens, and is due for a new one; a spoilt one opens nothing', async () => {
  usePasswordCost(12)
  const cheap = await hashPassword('four ducks on a pond')
  usePasswordCost(14)
  expect(await isPassword('four ducks on a pond', cheap)).toBe(true)
  expect(isOldHash(cheap)).toBe(true)
  const library = await libraryHash('four ducks on a pond')
  expect(await isPassword('four ducks on a pond', library)).toBe(true)
  expect(await isPassword('another', library)).toBe(false)
  expect(isOldHash(library)).toBe(true)
  const parts = cheap.split('$')
  await expect(isPassword('four ducks on a pond', [...parts.slice(0, 5), ''].join('$'))).rejects.toThrow('not readable')
})

test('two tries at a time; the others wait and come out right', async () => {
  usePasswordCost(10)
  const hash = await hashPassword('four ducks on a pond')
  const tries = Array.from({ length: 20 }, (_, at) => isPassword(at % 2 === 0 ? 'four ducks on a pond' : 'wrong', hash))
  expect(await Promise.all(tries)).toEqual(tries.map((_, at) => at % 2 === 0))
})

test('work at a lower cost hashes so that the next right password makes a new hash, and leaves the cost as it was, whatever comes of it', async () => {
  usePasswordCost(12)
  const cheap = await atPasswordCost(10, () => hashPassword('a calm harbour'))
  expect([cheap.split('$')[1], isOldHash(cheap), await isPassword('a calm harbour', cheap)]).toEqual(['10', true, true])
  await expect(atPasswordCost(10, () => Promise.reject(new Error('cut short')))).rejects.toThrow('cut short')
  expect((await hashPassword('a calm harbour')).split('$')[1]).toBe('12')
})
