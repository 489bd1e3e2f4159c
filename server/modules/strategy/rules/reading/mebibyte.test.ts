import { expect, test } from 'vitest'
import { readDocument } from '../reading.ts'

const facts = { name: 'document.md', fiscalYearEnd: '01-31' }

// quadratic work on a mebibyte would not end within any test's patience; no clock is read
const mebi = 1024 * 1024
const inItems = ['[', '*', '>', '`a``', '<!--', '|', '- ', '@a ', 'from 1 to 2 '].map(
  (piece) => `Vision\n- ${piece.repeat(mebi / piece.length)}`,
)
const inLines = [
  '# OKRs\n- a\n  - 3\n',
  '## Objective 1: x\n- KR1: 5\n',
  '**b**\n- 5\n',
  '|a|b|\n|-|-|\n|1|2|\n',
  '<table><tr><td>Vision</td></tr>\n',
  '### x\n# Vision\n- y\n',
].map((piece) => `# OKRs\n${piece.repeat(mebi / piece.length)}`)
test.each([...inItems, ...inLines])('a mebibyte of anything ends in a reading (%#)', (text) => {
  expect(readDocument(text, facts).roles.at(-1)?.to).toBe(text.length)
})
