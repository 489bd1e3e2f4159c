import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeMarkdown, escapeStart } from './markdown.ts'

test('whatever was typed is only words in Markdown: no mark of it is left bare', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'a \\`*_[]<>|~#&-+=1.!(') }), (typed) => {
      const written = escapeStart(escapeMarkdown(typed))
      expect(written.replaceAll(/\\(.)/g, '$1')).toBe(typed)
      expect(written.replaceAll(/\\./g, 'x')).not.toMatch(/[`*_[\]<>|~#&]|^\s*[-+=]|^\s*\d{1,9}[.)](?:\s|$)/)
    }),
  )
})

test.each([
  ['# Decisions', '\\# Decisions'],
  ['- a list', '\\- a list'],
  ['1. a list', '1\\. a list'],
  ['1.5 million', '1.5 million'],
  ['--- ', '\\--- '],
  ['![x](https://evil.example)', '!\\[x\\](https://evil.example)'],
  ['<script>', '\\<script\\>'],
  ['&lt;b&gt;', '\\&lt;b\\&gt;'],
])('%s is written as %s', (typed, written) => expect(escapeStart(escapeMarkdown(typed))).toBe(written))
