import { expect, test } from 'vitest'
import { drawingOf, topOf } from './draw.ts'
import type { Defect, Edge, Plan, Tree } from './words.ts'

const plan = (id: string, methods: string[], level: Plan['level'] = 'department'): Plan => ({
  id,
  slug: id,
  title: id,
  level,
  parent: level === 'company' ? null : 'company',
  framework: 'vpmom',
  edition: id,
  state: 'vetted',
  period_from: null,
  period_to: null,
  dri: null,
  mine: false,
  items: methods.map((text, at) => ({ key: `${id}.${at}`, section: 'methods', depth: 0, rank: at + 1, text })),
  alone: [],
})
const edge = (type: Edge['type'], from_key: string, to_key: string): Edge => ({
  id: `${from_key} ${to_key}`,
  ...{ type, from_key, to_key, from_plan: '', to_plan: '' },
  ...{ made_by: 'Ada', at: '', answer: null, answered_by: null, answer_reason: null, stale: false, may: [] },
})
const defect = (code: string, ...keys: string[]): Defect => ({
  id: code,
  ...{ code, level: 'error', plan: '', title: code, says: '', why: null, sum: null, first_seen: '', waiver: null, may: [] },
  quoted: keys.map((key) => ({
    plan: '',
    slug: '',
    title: '',
    edition: '',
    key,
    place: '',
    text: '',
    dri: null,
    dri_id: null,
    value: null,
    unit: null,
  })),
})
const tree = (edges: Edge[], defects: Defect[] = []): Tree => ({
  checked_at: null,
  plans: [plan('Sales', ['Call', 'Write']), plan('Company', ['Sell', 'Renew'], 'company'), plan('Growth', ['Online'])],
  ...{ edges, defects, stopping: 0, joins: [], may: [] },
})
const drawn = (of: Tree) => drawingOf(of, of.plans)

test('methods of the company stand on the left in their order, those of the others below their plans', () => {
  const { boxes, heads, rows, height } = drawn(tree([edge('serves', 'Growth.0', 'Company.0'), edge('serves', 'Sales.0', 'Company.1')]))
  expect(topOf(tree([]))?.id).toBe('Company')
  expect(boxes.map(({ text }) => text)).toEqual(['Sell', 'Renew'])
  // whoever serves the first comes first, so that curves cross as little as they can
  expect(heads.map((head) => head.plan.id)).toEqual(['Growth', 'Sales'])
  expect(rows.map(({ text }) => text)).toEqual(['Online', 'Call', 'Write'])
  const tops = rows.map(({ top }) => top)
  expect(tops).toEqual([...tops].sort((a, b) => a - b))
  expect(height).toBeGreaterThan(Math.max(...tops) + 28)
})

test('an edge has no colour unless something is wrong with it', () => {
  const edges = [
    edge('serves', 'Growth.0', 'Company.1'),
    edge('serves', 'Sales.0', 'Company.1'),
    edge('serves', 'Sales.1', 'Company.0'),
    edge('measured_by', 'Growth.0', 'k'),
    edge('measured_by', 'Sales.0', 'l'),
  ]
  const { curves, rows } = drawn(tree(edges, [defect('C1', 'k', 'l')]))
  expect(curves.map(({ key, tone }) => `${key} ${tone}`)).toEqual([
    'Sales.1 Company.0 plain',
    'Growth.0 Company.1 bad',
    'Sales.0 Company.1 bad',
  ])
  expect(rows.filter(({ tone }) => tone === 'bad').map(({ text }) => text)).toEqual(['Call', 'Online'])
})

test('two owners are a bow on the right, what is needed and not accepted needs a look, what is waived has no colour', () => {
  const twins = drawn(tree([], [defect('C2', 'Sales.0', 'Growth.0')]))
  expect(twins.curves).toMatchObject([{ tone: 'twin', path: expect.stringContaining('730') }])
  expect(twins.rows.filter(({ note }) => note === 'two owners')).toHaveLength(2)
  expect(drawn(tree([edge('needs', 'Sales.0', 'Company.0')])).curves).toMatchObject([{ tone: 'warn' }])
  const waived = { ...defect('C2', 'Sales.0', 'Growth.0'), waiver: { reason: 'x', until: '2026-12-31', by: 'Ada', at: '' } }
  expect(drawn(tree([], [waived])).curves).toEqual([])
})
