import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asWritten } from './query.ts'

const { parseSearch, stringifySearch } = asWritten

test('a field that comes twice in an address comes twice out of it, whatever it holds', () => {
  for (const text of ['?where=state%3Ais%3Aactive&where=series%3Ais%3ALeadership%2C+weekly', '?q=1&q=true&q=[2]', '?new', '']) {
    expect(stringifySearch(parseSearch(text))).toBe(text)
  }
})

test('an address goes through the router unchanged', () => {
  fc.assert(
    fc.property(fc.webQueryParameters(), (query) => {
      expect(stringifySearch(parseSearch(query ? `?${query}` : ''))).toBe(query ? `?${query}` : '')
    }),
  )
})
