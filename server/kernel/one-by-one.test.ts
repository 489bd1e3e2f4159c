import { expect, test } from 'vitest'
import { failAgain, noneFailed, tried } from './one-by-one.ts'
import { Refusal } from './refusal.ts'

test('what fails keeps nobody from the next, and says which it is and why; the first twenty are enough', async () => {
  const left = noneFailed()
  const fails = async (error: Error) => {
    throw error
  }
  expect(await tried(left, 'a', async () => 1)).toBe(true)
  expect(await tried(left, 'b', () => fails(new Refusal('refused', 'page.unknown', 'The secret page of noa')))).toBe(false)
  expect(await tried(left, 'c', () => fails(new TypeError('no such thing')))).toBe(false)
  expect(left).toEqual({ failed: 2, reasons: ['b: page.unknown', 'c: TypeError no such thing'] })
  for (let at = 0; at < 30; at += 1) await tried(left, String(at), () => fails(new Error('x')))
  expect([left.failed, left.reasons.length]).toEqual([32, 20])
})

test('work that is done again as a whole fails once, behind all the others', () => {
  expect(() => failAgain(noneFailed())).not.toThrow()
  expect(() => failAgain({ failed: 2, reasons: ['a: Error x'] })).toThrow('2 failed: a: Error x')
})
