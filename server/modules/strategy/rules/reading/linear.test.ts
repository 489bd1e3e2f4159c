import { expect, test, vi } from 'vitest'
import { readDocument } from '../reading.ts'

// every look at what a line says goes through here: counted, it shows how often each line is looked at, on whatever machine
const looks = vi.hoisted(() => ({ count: 0 }))
vi.mock('./inline.ts', async (load) => {
  const real = await load<typeof import('./inline.ts')>()
  const counted = <A extends unknown[], B>(look: (...given: A) => B) => {
    return (...given: A) => {
      looks.count += 1
      return look(...given)
    }
  }
  return { ...real, displayText: counted(real.displayText), readInline: counted(real.readInline) }
})

const facts = { name: 'document.md', fiscalYearEnd: '01-31' }

/** How often a line is looked at, of so many of them. */
function looksPerLine(text: string): number {
  looks.count = 0
  readDocument(text, facts)
  return looks.count / text.split('\n').length
}

const pieces = [
  '# OKRs\n- a\n  - 3\n',
  '## Objective 1: x\n- KR1: 5\n',
  '## Objective 1: x\n### Key Results\n**a**\n- b\n### Team\nc\n',
  '## 2027 Q1\nOne line\n\n- b\n',
  '**2027 Q1**\n\nOne line\n\n- [c](https://d.example)\n',
  '# Q1 OKRs\n## Goal 1: x\n- a 5 %\n',
  '|a|b|\n|-|-|\n|1|2|\n\n',
  '|**x**|Owner|\n|-|-|\n|**1 y**||\n|z|A|\n',
]
test.each(pieces)('a line is looked at so many times, however many stand around it (%#)', (piece) => {
  expect(looksPerLine(`# OKRs\n${piece.repeat(400)}`)).toBeLessThan(25)
})

const wide = 1500
const hollow = [
  `|${'Owner|'.repeat(wide)}\n|${'-|'.repeat(wide)}\n${'|a|\n'.repeat(wide)}`,
  `<table>\n<tr>${'<td>a</td>'.repeat(wide)}</tr>\n${'<tr><td>b</td></tr>\n'.repeat(wide)}</table>\n`,
]
test.each(hollow)('short rows below a wide head are not filled up without end (%#)', (table) => {
  const { plans } = readDocument(`# OKRs\n## Objective 1: x\n- KR 1: 5\n${table}\n- KR 2: 6\n`, facts)
  const items = plans.flatMap(({ sections }) => sections.flatMap((section) => section.items))
  expect(items.reduce((sum, { row }) => sum + (row?.cells.length ?? 0), 0)).toBeLessThan(250_000)
  // and a table for people, which stands behind, is read as ever
  expect(items.map(({ text }) => text)).toContain('6')
})
