import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { differencesOf, runsOf, type Side } from './differences.ts'
import { readPlan } from './reading.ts'

/** Lines get their keys by their first word, so that a test says which is which. */
function side(text: string, measures: Side['measures'] = []): Side {
  const reading = readPlan(text, { name: 'p.md', fiscalYearEnd: '01-31' }, null)
  const keyOf = (raw: string) => raw.replaceAll('~~', '').split(' ')[0] ?? ''
  const rows = reading.sections.flatMap(({ name, items }) =>
    items.map((item) => ({
      ...{ item_key: keyOf(item.raw), section: name, depth: item.depth, rank: item.rank, raw: item.raw, struck: item.struck },
      parent_key: item.parent < 0 ? null : keyOf(items[item.parent]?.raw ?? ''),
    })),
  )
  return { reading, rows: rows as unknown as Side['rows'], measures }
}
const text =
  '# Sales (30%)\n\nPeriod: FY27\nRAPID: AB(R, D)\n\nVision\n- Calm seas\n\nMethods\n1. Sell by card\n2. Answer within a day\n3. Ship\n\nMeasures\n- Revenue grows\n'
const kinds = (now: string, was = text) => differencesOf(side(was), side(now)).map(({ kind, place }) => `${kind} ${place}`)

describe('what differs between two texts of a plan', () => {
  const rows: [string, string, string[]][] = [
    ['nothing where nothing does', text, []],
    ['a line that came, which moves none of the others', text.replace('1. Sell', '1. Call first\n2. Sell'), ['added Method 1']],
    ['a line that went', text.replace('2. Answer within a day\n', ''), ['removed Method 2']],
    ['words', text.replace('within a day', 'within an hour'), ['reworded Method 2']],
    ['the fewest lines that changed places', text.replace('3. Ship', '').replace('1. Sell', '1. Ship\n2. Sell'), ['moved Method 1']],
    ['a line below another one', text.replace('3. Ship', '    - Ship'), ['moved a line under a method']],
    ['what was struck, whose words stay', text.replace('Ship', '~~Ship~~'), ['struck Method 3']],
    ['a label', text.replace('Methods', 'Method'), ['relabelled Method']],
    [
      'the header and the title',
      text.replace('AB(R, D)', 'AB(R), CD(D)').replace('# Sales', '# Sales and service'),
      ['title Title', 'header RAPID'],
    ],
  ]
  test.each(rows)('%s', (_name, now, said) => {
    expect(kinds(now)).toEqual(said)
  })

  test('a promise by its bounds and days, and words one by one', () => {
    const bound = {
      item_key: 'Revenue',
      kind: 'metric',
      metric_id: 'arr',
      filter: null,
      window: 'at',
      direction: 'increase',
      due: '2027-01-31',
    }
    const pledge = (target: string) => [{ ...bound, target, target_high: null }] as unknown as Side['measures']
    expect(differencesOf(side(text, pledge('5')), side(text, pledge('4')))).toEqual([
      { kind: 'promised', key: 'Revenue', place: 'Measure 1, target', was: '5', now: '4', words: [] },
    ])
    const [one] = differencesOf(side(text), side(text.replace('within a day', 'within an hour')))
    expect(one?.words).toEqual([
      { mark: 'same', text: 'Answer within ' },
      { mark: 'removed', text: 'a' },
      { mark: 'added', text: 'an' },
      { mark: 'same', text: ' ' },
      { mark: 'removed', text: 'day' },
      { mark: 'added', text: 'hour' },
    ])
  })

  test('the words give both texts back, whatever they are', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c', ' ', '  ', '\n')).map((all) => all.join(''))
    fc.assert(
      fc.property(words, words, (was, now) => {
        const runs = runsOf(was, now)
        const without = (mark: string) => runs.map((run) => (run.mark === mark ? '' : run.text)).join('')
        expect([without('added'), without('removed')]).toEqual([was, now])
      }),
    )
  })

  test('from a text to another and back the same lines came and went', () => {
    const names = ['Ada', 'Bo', 'Cy', 'Di', 'Eve', 'Flo']
    const lists = fc.shuffledSubarray(names, { minLength: 1 })
    const plan = (list: string[]) => `# P\n\nVision\n- One\n\nMethods\n${list.map((one) => `- ${one}`).join('\n')}\n`
    fc.assert(
      fc.property(lists, lists, (a, b) => {
        const there = differencesOf(side(plan(a)), side(plan(b)))
        const back = differencesOf(side(plan(b)), side(plan(a)))
        const keys = (all: typeof there, kind: string) =>
          all
            .filter((one) => one.kind === kind)
            .map(({ key }) => key)
            .toSorted()
        expect(keys(there, 'added')).toEqual(keys(back, 'removed'))
        expect(keys(there, 'moved').length).toBe(keys(back, 'moved').length)
      }),
    )
  })
})
