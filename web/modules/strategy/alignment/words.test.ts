import { describe, expect, test } from 'vitest'
import { type Defect, type Edge, groupsOf, marksOf, type Plan, relationsOf, sentenceOf } from './words.ts'

const quoted = (title: string): Defect['quoted'][number] => ({
  plan: title,
  slug: title,
  title,
  edition: title,
  key: null,
  place: 'measure 1',
  text: title,
  dri: null,
  dri_id: null,
  value: null,
  unit: null,
})
const defect = (code: string, level: Defect['level'], ...names: string[]): Defect => ({
  id: `${code} ${names.join()}`,
  code,
  level,
  plan: 'p',
  title: 'Renewals handled by a person',
  says: '',
  why: null,
  quoted: names.map(quoted),
  sum: null,
  first_seen: '2026-06-15T10:00:00Z',
  waiver: null,
  may: [],
})

describe('the sentence of the page', () => {
  test('says the worst, and how many more wait', () => {
    const worst = defect('C1', 'error', 'Sales', 'Growth')
    expect(sentenceOf([worst, ...Array(4).fill(defect('C4', 'warn', 'Operations'))])).toEqual({
      first: 'Sales and Growth pull renewals handled by a person apart.',
      rest: 'Four more to look at.',
    })
    expect(sentenceOf([defect('C2', 'error', 'Engineering', 'Operations')]).first).toBe('Engineering and Operations own one method.')
    expect(sentenceOf([worst, worst, worst]).rest).toBe('Two more stop the next vetting.')
    expect(sentenceOf([])).toEqual({ first: 'Every plan fits the ones around it.', rest: '' })
  })
})

test('errors stand alone, what many plans have in common stands together and last', () => {
  const all = [
    defect('C1', 'error', 'a'),
    defect('C1', 'error', 'b'),
    defect('C6', 'warn', 'a'),
    defect('C6', 'warn', 'b'),
    defect('C4', 'warn', 'a'),
    defect('C8', 'info', 'a'),
  ]
  expect(groupsOf(all).map((group) => `${group[0]?.code} ${group.length}`)).toEqual(['C1 1', 'C1 1', 'C4 1', 'C6 2', 'C8 1'])
})

describe('what makes two texts differ', () => {
  const marked = (text: string, other: string | undefined, code: string) =>
    marksOf(text, other, code)
      .filter((run) => run.marked)
      .map((run) => run.text)
  test.each([
    ['At least 60% of renewals get a call ninety days ahead', ['At least 60%']],
    ['Net new ARR of 1.8 million dollars in the year', ['1.8 million']],
    ['Expansion above 300 thousand dollars', ['above 300']],
    ['Nothing of a figure', []],
  ])('%s', (text, expected) => {
    expect(marked(text, undefined, 'C1')).toEqual(expected)
  })
  test('of alike ones the words that the other does not have; together they are the text', () => {
    const [a, b] = ['Single sign-on for every system (TN)', 'Single sign-on everywhere for a system']
    expect(marked(a, b, 'C2')).toEqual(['every', '(TN)'])
    expect(
      marksOf(a, b, 'C2')
        .map((run) => run.text)
        .join(''),
    ).toBe(a)
    expect(marked('Old fleet yard', 'New', 'C8')).toEqual(['Old fleet yard'])
  })
})

test('the edges of a plan stand by what they say of it', () => {
  const edge = (type: Edge['type'], from_plan: string, to_plan: string) => ({ type, from_plan, to_plan }) as Edge
  const edges = [
    edge('needs', 'own', 'b'),
    edge('serves', 'b', 'own'),
    edge('serves', 'own', 'a'),
    edge('serves', 'own', 'own'),
    edge('measured_by', 'own', 'own'),
    edge('needs', 'b', 'own'),
    edge('mitigates', 'own', 'own'),
    edge('same_as', 'own', 'b'),
    edge('serves', 'c', 'own'),
  ]
  const plans = [{ id: 'own', slug: 'sales' }] as Plan[]
  expect(relationsOf({ plans, edges }, 'sales').map(({ title, edges: some }) => [title, some.length])).toEqual([
    ['Measured', 1],
    ['Against obstacles', 1],
    ['Serve a plan above', 1],
    ['Serve one another', 1],
    ['Served from below', 2],
    ['Needed from others', 1],
    ['Needed by others', 1],
    ['The same elsewhere', 1],
  ])
})
