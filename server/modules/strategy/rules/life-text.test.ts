import { describe, expect, test } from 'vitest'
import { movedToCommentary } from './commentary.ts'
import { proposedCut } from './cut.ts'
import { driOf, type NamedParty, placeWord, submitUnmet, type TextItem, vetUnmet } from './life-text.ts'
import { layOut } from './page.ts'
import { readPlan } from './reading.ts'

const head = '# Boats (AB) (20%)\n\n|Period|FY27|\n|:--|:--|\n|RAPID|AB(R, D), LT(A)|\n'
const good = `${head}\nVision\n- Sail.\n\nPriorities\n- Trust\n\nMethods\n1. Row (AB)\n\nObstacles\n- Wind\n\nMeasures\n- Miles\n`
const read = (source: string) => readPlan(source, { name: 'x', fiscalYearEnd: '01-31' }, null)
type Bound = Record<string, TextItem['measure']>
const itemsOf = (source: string, bound: Bound = {}): TextItem[] =>
  read(source).sections.flatMap(({ name, items }) =>
    items.map((item, at) => ({ ...item, key: `${name} ${at}`, section: name, measure: bound[item.text] })),
  )
const ab: NamedParty = { name: 'AB', letters: ['R', 'D'], is: 'person', members: ['1'] }
const lt: NamedParty = { name: 'LT', letters: ['A', 'P', 'I'], is: 'group', members: ['1', '2'] }
const codes = (unmet: { code: string }[]) => unmet.map(({ code }) => code)
const submit = (source: string, parties: readonly NamedParty[] = [ab, lt]) =>
  codes(submitUnmet({ reading: read(source), items: itemsOf(source), parties }))
function vet(source: string, bound: Bound = {}) {
  const reading = read(source)
  const check = layOut(reading)
  const cut = proposedCut(reading, check).map(({ section, item }) => ({
    text: reading.sections.find((one) => one.name === section)?.items[item]?.text ?? '',
  }))
  return vetUnmet({
    reading,
    items: itemsOf(source, bound),
    check,
    cut,
    fiscalYearEnd: '01-31',
    isColleague: (name) => name === 'AB' || name === 'Ada',
  })
}

describe('is asked about', () => {
  test.each<[string, string, string[]]>([
    ['a whole text', good, []],
    ['not two sentences', good.replace('Sail.', 'Sail. Row.'), ['plan.vision_not_one_sentence']],
    ['nor two sentences of two items', good.replace('- Sail.', '- Sail.\n- Row.'), ['plan.vision_not_one_sentence']],
    ['nor one without a vision', good.replace('- Sail.', '-'), ['plan.vision_not_one_sentence']],
    ['nor without priorities', good.replace('- Trust\n', ''), ['plan.section_empty']],
    ['nor with a struck method alone', good.replace('Row (AB)', '~~Row (AB)~~'), ['plan.section_empty']],
    ['nor without measures', good.replace('- Miles', '-'), ['plan.section_empty']],
    ['nor without a period', good.replace('FY27', 'TBD'), ['plan.period_missing']],
    ['obstacles may be missing', good.replace('- Wind\n', ''), []],
    [
      'all at once',
      good.replace('Sail.', 'Sail. Row.').replace('- Trust\n', '').replace('FY27', 'TBD'),
      ['plan.vision_not_one_sentence', 'plan.section_empty', 'plan.period_missing'],
    ],
  ])('%s', (_, source, wanted) => expect(submit(source)).toEqual(wanted))

  const okr = '# Crew OKRs\n\nPeriod: FY27\n\nObjectives\n- Calm\n\nKey Results\n- 40 boats\n'
  test('objectives with key results need no vision', () => {
    expect(submit(okr)).toEqual([])
    expect(submit(okr.replace('- 40 boats\n', ''))).toEqual(['plan.section_empty'])
  })

  test.each<[string, NamedParty[], string[]]>([
    ['nobody decides', [{ ...ab, letters: ['R'] }], ['rapid.one_decider']],
    ['two decide', [ab, { ...ab, name: 'CD', members: ['3'] }], ['rapid.one_decider']],
    ['a group decides', [{ ...lt, letters: ['R', 'D'] }], ['rapid.decider_not_person']],
    ['nobody recommends', [{ ...ab, letters: ['D'] }], ['rapid.no_recommender']],
    ['one is nobody', [ab, { name: 'XY', letters: ['A'], is: 'unknown', members: [] }], ['rapid.unknown_party']],
    ['a group is empty', [ab, { ...lt, members: [], empty: true }], ['rapid.empty_group']],
    ['D agrees as well', [{ ...ab, letters: ['R', 'D', 'A'] }], ['rapid.decider_agrees']],
    ['D is all of a group that agrees', [ab, { ...lt, members: ['1'] }], ['rapid.decider_agrees']],
    ['R and D may meet', [ab], []],
  ])('with parties: %s', (_, parties, wanted) => expect(submit(good, parties)).toEqual(wanted))
})

describe('is vetted', () => {
  const rows = (n: number) => Array(n).fill('- Row\n').join('')
  test.each<[string, string, string[]]>([
    ['a whole text', good, []],
    ['not a method of nobody', good.replace('Row (AB)', 'Row'), ['plan.method_without_dri']],
    ['not a method of a stranger', good.replace('Row (AB)', 'Row (XY)'), ['plan.method_without_dri']],
    ['a line under a method is its method’s', good.replace('Row (AB)', 'Row (AB)\n    - Slowly'), []],
    ['a struck method is nobody’s', good.replace('Row (AB)', 'Row (AB)\n2. ~~Fly~~'), []],
    ['not a placeholder', good.replace('- Wind', '- [what stands in the way]'), ['plan.placeholder_left']],
    ['a placeholder among measures is no matter', good.replace('- Miles', '- $x miles'), []],
    ['not a measure to be named some day', good.replace('- Miles', '- TBD'), ['measure.tbd_undated']],
    ['a measure to be named in the first quarter', good.replace('- Miles', '- TBD within Q1'), []],
    ['not one to be named in the second', good.replace('- Miles', '- TBD within Q2'), ['measure.tbd_undated']],
    ['not a header of seven lines', good.replace('|RAPID', `${'|Ship|Alba|\n'.repeat(5)}|RAPID`), ['plan.header_too_long']],
    ['not over the page', good.replace('- Wind\n', rows(60)), ['plan.over_one_page']],
  ])('%s', (_, source, wanted) => expect(codes(vet(source))).toEqual(wanted))

  test('a measure that is bound says itself by when it is named', () => {
    const source = good.replace('- Miles', '- TBD')
    expect(vet(source, { TBD: { kind: 'tbd', resolve_by: '2026-04-30' } })).toEqual([])
    expect(codes(vet(source, { TBD: { kind: 'tbd', resolve_by: '2026-05-01' } }))).toEqual(['measure.tbd_undated'])
    expect(vet(source, { TBD: { kind: 'metric', resolve_by: null } })).toEqual([])
  })

  test('one line over, the cut is named, and moved it fits', () => {
    const source = good.replace('- Wind\n', rows(43))
    const reading = read(source)
    const check = layOut(reading)
    expect(vet(source)[0]?.text).toBe(`The plan is ${check.linesOver} line over the one page. It fits without "Row".`)
    const moved = movedToCommentary(source, reading, proposedCut(reading, check))
    expect(layOut(read(moved)).fits).toBe(true)
    expect(moved).toBe(`${source.replace('- Row\n\nMeasures', '\nMeasures')}\nCommentary\n\n- From Obstacles 43: Row\n`)
    expect(codes(vet(moved))).toEqual([])
  })

  test('what a method says of whom', () => {
    const of = (text: string) => driOf({ text })
    expect([
      of('Row (AB)'),
      of('Row (AB): slowly (CRM first)'),
      of('Row (DRI: Ada)'),
      of('Row (owner Ada)'),
      of('Row'),
      of('Row (a boat)'),
    ]).toEqual(['AB', 'AB', 'Ada', 'Ada', null, null])
  })

  test('what an item is called', () => {
    const word = (section: TextItem['section'], depth: number) => placeWord({ section, depth, rank: 2 })
    expect([word('methods', 0), word('methods', 1), word('vision', 0), word('objectives', 0), word('objectives', 1)]).toEqual([
      'Method 2',
      'a line under a method',
      'the vision',
      'Objective 2',
      'Key result 2',
    ])
  })
})

describe('the move to the commentary', () => {
  const source =
    '# B VPMOM (AB)\r\n\r\n## Vision\r\n- Sail\r\n\r\n## Methods (now)\r\n1. One (AB)\r\n   goes on\r\n\r\n   a note\r\n    - child\r\n2. Two\r\n\r\n## Measures\r\n- A'
  const moved = (text: string, ...cuts: [section: 'methods' | 'measures', item: number][]) =>
    movedToCommentary(
      text,
      read(text),
      cuts.map(([section, item]) => ({ section, item })),
    )

  test('takes whole lines, keeps every other byte, and writes its label as the others are written', () => {
    expect(moved(source, ['methods', 1])).toBe(
      `${source.replace('    - child\r\n', '')}\r\n\r\n## Commentary\r\n\r\n- From Methods 1.1: child\r\n`,
    )
    expect(moved(source, ['methods', 2])).toBe(`${source.replace('2. Two\r\n', '')}\r\n\r\n## Commentary\r\n\r\n- From Methods 2: Two\r\n`)
    expect(moved(source)).toBe(source)
  })
  test('what stands under an item goes with it', () => {
    const text = moved(source, ['methods', 0], ['methods', 1])
    expect(text).not.toContain('goes on\r\n\r\n   a note')
    expect(text.slice(text.indexOf('## Commentary'))).toBe(
      '## Commentary\r\n\r\n- From Methods 1: One (AB) goes on\r\n\r\n    a note\r\n- From Methods 1.1: child\r\n',
    )
    expect(
      read(text)
        .sections.at(-1)
        ?.items.map((item) => item.text),
    ).toEqual(['From Methods 1: One (AB) goes on', 'From Methods 1.1: child'])
  })
  test('a second move goes behind the first', () => {
    const once = moved(source, ['methods', 2])
    expect(moved(once, ['measures', 0])).toBe(`${once.replace('- A\r\n', '')}- From Measures 1: A\r\n`)
  })
})
