import { expect, test } from 'vitest'
import { tagHeld, tagPacked } from './etags.ts'

test('a text is known by its tag however it was packed, and bytes that are packed otherwise have another tag', () => {
  const tag = '"abc"'
  const ways = [tag, tagPacked(tag, 'br'), tagPacked(tag, 'gzip')]
  expect(new Set(ways).size).toBe(3)
  for (const one of ways) expect(tagHeld(`"other", ${one}`, tag)).toBe(one)
  expect(tagHeld('W/"abc"', tag)).toBe('W/"abc"')
  expect([tagHeld('"abcd", "xabc"', tag), tagHeld(null, tag), tagHeld('', tag)]).toEqual([undefined, undefined, undefined])
  expect(tagPacked('W/"abc"', 'br')).toBe('W/"abc"')
})
