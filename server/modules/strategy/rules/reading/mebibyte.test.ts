import { expect, test } from 'vitest'
import { readDocument } from '../reading.ts'

const facts = { name: 'document.md', fiscalYearEnd: '01-31' }

// quadratic work on a mebibyte would not end within any test's patience; no clock is read. The first of each kind is a whole mebibyte, the
// others are a third of one, which shows it as well
const mebi = 1024 * 1024
const sizeOf = (n: number) => (n === 0 ? mebi : mebi / 3)
const inItems = ['[', '*', '>', '`a``', '<!--', '|', '- ', '@a ', 'from 1 to 2 '].map(
  (piece, n) => `Vision\n- ${piece.repeat(sizeOf(n) / piece.length)}`,
)
const inLines = [
  '# OKRs\n- a\n  - 3\n',
  '## Objective 1: x\n- KR1: 5\n',
  '**b**\n- 5\n',
  '|a|b|\n|-|-|\n|1|2|\n',
  '<table><tr><td>Vision</td></tr>\n',
  '### x\n# Vision\n- y\n',
  '## Objective 1\n- a\n## Key Results\n- b\n- Owner: c\n- Due: d\n',
  '|**x**|Owner|\n|-|-|\n|**1 y**||\n|z|A|\n',
  '- KR: x\n  - Ada: 0.5\n  - Ben: 0.5\n',
  '- O1: y\n  - z Ada/Ben\n',
  '-One\n1.Two\n•three\n',
  '## Objective 1: x\n### Key Results\n**a**\n- b\n### Team\nc\n',
  '# a\n- O1: a\n- O2: b\n',
  '## 2027 Q1\nOne line\n\n- b\n',
  '**2027 Q1**\n\nOne line\n\n- [c](https://d.example)\n',
].map((piece, n) => `# OKRs\n${piece.repeat(sizeOf(n) / piece.length)}`)
const inCells = ['C1.1 a, Ada. ', '. ', '[', 'KR1: b; '].map(
  (piece, n) => `# OKRs\n| Objective | Key results, owner |\n|---|---|\n| a | ${piece.repeat(sizeOf(n) / piece.length)} |`,
)
const inNumbered = ['a', 'a b ', 'O1.KR1 ', 'KR1 a<br>'].map(
  (piece, n) =>
    `# OKRs 2027 Q1\n| Objective | Key result | Details | Owner |\n|-|-|-|-|\n| a | KR1 | ${piece.repeat(sizeOf(n) / piece.length)} | b |\n`,
)
const inHeadings = ['okr ', 'objective guid ', 'setting ', 'a-', 'Q1 2027 '].map(
  (piece, n) => `# ${piece.repeat(sizeOf(n) / piece.length)}\nVision\n- a\n`,
)
const wide = `# OKRs 2027 Q1\n|${'Owner|'.repeat(80_000)}\n|${'-|'.repeat(80_000)}\n|**a**${'|'.repeat(80_000)}\n|b|${'c|'.repeat(80_000)}\n`
const asides = `# OKRs\n## Objective 1: x\n- KR1: 5\n${'## Notes\n- a\n'.repeat(60_000)}`
const chapters = `# Crew\n${'text\n'.repeat(60_000)}## OKRs\n${'- Objective: a\n  - KR1: 5\n'.repeat(20_000)}`
test.each([...inItems, ...inLines, ...inCells, ...inNumbered, ...inHeadings, wide, asides, chapters])(
  'a mebibyte of anything ends in a reading (%#)',
  (text) => {
    expect(readDocument(text, facts).roles.at(-1)?.to).toBe(text.length)
  },
)
