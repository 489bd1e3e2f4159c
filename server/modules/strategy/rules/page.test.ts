import { describe, expect, test } from 'vitest'
import { proposedCut } from './cut.ts'
import { layOut } from './page.ts'
import { breakLines, textWidth } from './page/flow.ts'
import { readPlan } from './reading.ts'

const facts = { name: 'x', fiscalYearEnd: '01-31' }
const run = (text: string) => [{ text, bold: false, italic: false, code: false, struck: false, href: null }]
const words = (n: number) => Array(n).fill('word').join(' ')
const list = (n: number) => Array(n).fill('- Row\n').join('')

/** One title line, three header rows, five labels, a one-line vision and so many one-line items. */
function plan(items: number, wide = '') {
  const each = Math.floor(items / 4)
  return readPlan(
    `# Boats (AB) (20%)\n\n|Period|FY27|\n|:--|:--|\n|RAPID|AB(R, D)|\n|Vetted|TBD|\n\nVision\n- Sail\n\nPriorities\n${list(each)}\nMethods\n${list(each)}\nObstacles\n${list(each)}${wide}\nMeasures\n${list(items - 3 * each)}`,
    facts,
    null,
  )
}

describe('the one page', () => {
  test('44 one-line items fill it exactly, a 45th is one line over', () => {
    expect(layOut(plan(44))).toMatchObject({ height: 684, linesOver: 0, linesUsed: 57, linesMost: 57, fits: true })
    expect(layOut(plan(45))).toMatchObject({ height: 696, linesOver: 1, fits: false })
  })

  test('"word" is 21.67 points wide at 10 points', () => {
    expect(textWidth('word', 'regular', 10)).toBeCloseTo(21.67, 6)
  })

  test('a top-level item holds 20 words a line', () => {
    expect([20, 21, 41].map((n) => breakLines(run(words(n)), 10, 490).length)).toEqual([1, 2, 3])
  })

  test('one level deeper it holds 19', () => {
    expect([41, 57, 58].map((n) => breakLines(run(words(n)), 10, 476).length)).toEqual([3, 3, 4])
  })

  test('runs of spaces are one, long words are cut, empty is one line', () => {
    expect(breakLines(run('a   b\t c'), 10, 490)[0]?.width).toBeCloseTo(textWidth('a b c', 'regular', 10), 6)
    expect(breakLines(run('w'.repeat(100)), 10, 100).length).toBe(Math.ceil(100 / Math.floor(100 / 7.22)))
    expect(breakLines(run(''), 10, 490)).toHaveLength(1)
    expect(breakLines(run('well-known/thing'), 10, 50)).toHaveLength(2)
    expect(breakLines(run('漢字漢字漢字'), 10, 25)).toHaveLength(3)
  })

  test('a header of more than six lines does not fit', () => {
    const long = readPlan(`# B\n\nPeriod: FY27\n${Array(6).fill('Ship: Alba').join('\n')}\n\nVision\n- Sail\n`, facts, null)
    expect(layOut(long)).toMatchObject({ headerLines: 7, fits: false, linesOver: 0 })
  })

  test('preface, sketches and commentary take no room', () => {
    const text = '# B\n\nVision\n- Sail\n'
    const more = '# B\n\nWords before.\n\nVision\n-\n\nVision\n- Sail\n\nCommentary\n\nMuch more.\n'
    expect(layOut(readPlan(more, facts, null)).height).toBe(layOut(readPlan(text, facts, null)).height)
  })
})

describe('the proposed cut', () => {
  test('nothing is cut from a page that fits', () => {
    const fitting = plan(44)
    expect(proposedCut(fitting, layOut(fitting))).toEqual([])
  })

  test('one line over takes the last obstacle', () => {
    const over = plan(45)
    expect(proposedCut(over, layOut(over))).toEqual([{ section: 'obstacles', item: 10, lines: 1 }])
  })

  test('least height comes before fewest items', () => {
    // the last obstacle takes three lines; two of the methods are enough
    const over = plan(43, `- ${words(41)}\n`)
    expect(layOut(over).linesOver).toBe(2)
    expect(proposedCut(over, layOut(over)).map(({ section }) => section)).toEqual(['methods', 'methods'])
  })
})
