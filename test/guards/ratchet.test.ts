import { describe, expect, test } from 'vitest'
import { textOf } from '../house/imports.ts'
import { unnamed, wordsOf } from './words.ts'

/**
 * Refusals, audit actions and events by which the outside can tell what the house did, and which no test names yet. The list may only
 * shrink. A word leaves it when a test brings it about: a call that is refused with it, a row or an event that is looked at.
 */
const listed = textOf('test/guards/unnamed.txt')
  .split('\n')
  .filter((line) => /^[a-z]/.test(line))

describe('what the house can say', () => {
  const words = wordsOf()
  const missing = unnamed(words, 'test/guards/ratchet')

  test('is brought about by a test, or stands in the list that only shrinks', () => {
    const where = new Map([...words.refusals, ...words.actions, ...words.events])
    const fresh = missing.filter((word) => !listed.includes(word))
    expect(fresh.map((word) => `${word} (${where.get(word)}): write a test that brings it about, as in test/guards/refusals`)).toEqual([])
  })

  test('and is struck from the list once a test brings it about, or nobody says it any more', () => {
    const done = listed.filter((word) => !missing.includes(word))
    expect(done.map((word) => `${word}: strike it from test/guards/unnamed.txt`)).toEqual([])
  })

  test('of money, rights, keys and licences nothing is in the list', () => {
    const where = new Map([...words.refusals, ...words.actions, ...words.events])
    const ours = /^server\/(modules\/(billing|people|licensing|customers)|adapters\/payments)\//
    expect(listed.filter((word) => ours.test(where.get(word) ?? ''))).toEqual([])
  })

  test('the list is sorted and says each word once', () => {
    expect(listed).toEqual([...new Set(listed)].sort())
  })
})
