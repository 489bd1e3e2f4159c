import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isAsked, scoreOf } from './scores.ts'
import { changedWords } from './changed-words.ts'

test.each([
  [52, 24, 10, 26.9],
  [10, 10, 0, 100],
  [10, 0, 10, -100],
  [10, 0, 0, 0],
  [16, 1, 2, -6.3],
  [16, 2, 1, 6.3],
  [9, 9, 0, null],
  [0, 0, 0, null],
])('%i ratings with %i easy and %i hard score %s', (n, easy, hard, score) => {
  expect(scoreOf({ n, easy, hard }).score).toBe(score)
})

test('a score lies between −100 and 100, and turns its sign with those who said it', () => {
  fc.assert(
    fc.property(fc.nat(500), fc.nat(500), fc.nat(500), (easy, hard, between) => {
      const n = easy + hard + between
      const { score } = scoreOf({ n, easy, hard })
      const other = scoreOf({ n, easy: hard, hard: easy }).score
      if (n < 10) {
        expect([score, other]).toEqual([null, null])
        return
      }
      expect(Math.abs(score ?? 999)).toBeLessThanOrEqual(100)
      expect(score).toBe(-(other ?? 0) || 0)
    }),
  )
})

test.each([
  [null, '2026-06-15', true],
  ['2026-06-15', '2026-09-12', false],
  ['2026-06-15', '2026-09-13', true],
] as const)('who said it last on %s is asked on %s: %s', (last, today, asked) => {
  expect(isAsked(last, today)).toBe(asked)
})

test('a difference in a letter has the lines that went and came, without marks and keys', () => {
  const before = '---\ntitle: A\n---\n# A\n\nFile within 30 days.\n\nStays.\n'
  const after = '---\ntitle: A\ntags: x\n---\n# A\n\n<!-- internal -->\nFile within 60 days.\n<!-- /internal -->\n\nStays.\n\nMore.\n'
  expect(changedWords(before, after)).toBe('− File within 30 days.\n+ File within 60 days.\n+ More.')
  expect(changedWords(before, before.replace('title: A', 'title: B'))).toBe('')
  const long = Array.from({ length: 40 }, (_none, at) => `Line ${at}.`).join('\n\n')
  expect(changedWords('# A\n', `# A\n\n${long}\n`).split('\n')).toHaveLength(13)
})
