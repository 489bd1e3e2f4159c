import fc from 'fast-check'
import { expect, test } from 'vitest'
import { askedFor, missedWords } from './asked.ts'

test('a procedure is asked for by its title, its trigger, the words of links that say something else, and its aliases', () => {
  const source = '---\nkind: procedure\ntrigger: an order is held\n---\n# Release a held order\n'
  expect(
    askedFor({ title: 'Release a held order', source }, ['releasing held orders', 'sanctions', 'Sanctions', 'held orders'], ['frozen']),
  ).toEqual([
    { as: 'title', words: 'Release a held order' },
    { as: 'trigger', words: 'an order is held' },
    { as: 'link', words: 'releasing held orders' },
    { as: 'link', words: 'sanctions' },
    { as: 'link', words: 'held orders' },
    { as: 'alias', words: 'frozen' },
  ])
  expect(askedFor({ title: 'Time off', source: '# Time off\n' }, ['time off'], [])).toEqual([{ as: 'title', words: 'Time off' }])
})

test('of a question that found nothing its words are kept, and nothing that tells of a person', () => {
  expect(missedWords('  How do I get a Wallbox? ')).toBe('how do i get a wallbox')
  expect(missedWords('refund for mara@tidewater.example')).toBe('refund for')
  expect(missedWords('order INV-2026-000123 late')).toBe('order late')
  expect(missedWords('+49 170 1234567')).toBeUndefined()
  expect(missedWords('a b')).toBeUndefined()
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (question) => {
      const kept = missedWords(question)
      if (kept === undefined) return
      expect(kept).not.toMatch(/[@]|\d{3}|[^\p{L}\p{N} ]/u)
      expect(missedWords(kept)).toBe(kept)
      expect(kept.split(' ').length).toBeLessThanOrEqual(8)
    }),
  )
})
