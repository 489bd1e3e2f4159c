import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { cursorOf, cut, pageInput, pageOf, readCursor } from './page.ts'

test('a cursor gives back the values it was made of, whatever they are', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (values) => {
      expect(readCursor(cursorOf(values))).toEqual(values)
    }),
  )
})

test('a cursor that we did not give out is refused, no cursor is the first page', () => {
  for (const text of [
    'nonsense',
    cursorOf(['a']).slice(1),
    Buffer.from('{"a":1}').toString('base64url'),
    Buffer.from('[1]').toString('base64url'),
  ]) {
    expect(() => readCursor(text)).toThrow(expect.objectContaining({ code: 'cursor.invalid' }))
  }
  expect(readCursor(undefined)).toBeUndefined()
})

test('pages follow each other until all rows were seen once', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 500 })), fc.integer({ min: 1, max: 20 }), (numbers, limit) => {
      const all = numbers.sort((a, b) => a - b)
      const seen: number[] = []
      let cursor: string | undefined
      do {
        const after = Number(readCursor(cursor)?.[0] ?? -1)
        const page = cut(all.filter((n) => n > after).slice(0, limit + 1), limit, (n) => [String(n)])
        expect(page.items.length).toBeLessThanOrEqual(limit)
        seen.push(...page.items)
        cursor = page.next ?? undefined
      } while (cursor)
      expect(seen).toEqual(all)
    }),
  )
})

test('a list is limited, with or without asking', () => {
  const input = z.object(pageInput)
  expect(input.parse({})).toEqual({ limit: 50 })
  expect(input.parse({ limit: 200 }).limit).toBe(200)
  expect(() => input.parse({ limit: '200' })).toThrow()
  expect(() => input.parse({ limit: 201 })).toThrow()
  expect(() => input.parse({ limit: 0 })).toThrow()
  expect(pageOf(z.string()).parse({ items: ['a'], next: null })).toEqual({ items: ['a'], next: null })
})
