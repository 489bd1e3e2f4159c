import { describe, expect, test } from 'vitest'
import { edge, found, line, metric, person, side } from '../../../../../test/laws/sides.ts'
import type { Code, Finding, MetricFacts } from './model.ts'

const of = (all: Finding[], code: Code) => all.filter((one) => one.code === code)
const known: MetricFacts = { label: 'Renewals by hand', additive: false, certified: true, deprecated: false }

describe('how a plan hangs below another', () => {
  const first = line('company.p1', 'priorities', 'Crews first')
  const last = line('company.p2', 'priorities', 'Calm growth', { rank: 2 })
  const company = side('company', [first, last, line('company.m', 'methods', 'Renew early')], { level: 'company' })
  const below = (facts = {}) =>
    side('sales', [line('sales.p', 'priorities', 'Sell'), line('sales.m', 'methods', 'Call')], { parent: 'company', ...facts })
  const serves = edge('sales.m', 'serves', 'company.m')
  const seen = (edges: ReturnType<typeof edge>[], facts = {}) =>
    found({ faces: [company, below(facts)], edges }).flatMap(({ code, level }) => (/^(C3|A)/.test(code) ? [`${code} ${level}`] : []))

  test('C3: what comes first serves what comes last above, or nothing', () => {
    expect(seen([serves])).toEqual(['C3 warn'])
    expect(seen([serves, edge('sales.p', 'serves', 'company.p2')])).toEqual(['C3 warn'])
    expect(seen([serves, edge('sales.p', 'serves', 'company.p1')])).toEqual([])
    expect(seen([serves, edge('sales.p', 'serves', 'company.p1'), edge('sales.p', 'serves', 'company.p2')])).toEqual([])
  })

  const right = edge('sales.p', 'serves', 'company.p1')
  test('A1 and A2: nothing, or one method, serves a plan above', () => {
    expect(seen([])).toEqual(['A1 warn', 'A2 info', 'C3 warn'])
    expect(seen([right])).toEqual(['A2 info'])
    expect(found({ faces: [company] }).filter(({ code }) => /^A/.test(code))).toEqual([])
  })

  test('A4: its days are not those of the plan above', () => {
    expect(seen([serves, right], { to: '2027-02-28' })).toEqual(['A4 warn'])
    expect(seen([serves, right], { from: '2026-05-01', to: '2026-07-31' })).toEqual([])
  })

  test('A3 and C7: an edge to what is gone, or to what is over', () => {
    const gone = edge('sales.m', 'serves', 'company.x')
    expect(of(found({ faces: [company, below()], edges: [right, gone] }), 'A3')).toMatchObject([{ level: 'error' }])
    expect(of(found({ faces: [company, below()], edges: [right, gone], passed: new Set(['company.x']) }), 'C7')).toMatchObject([
      { level: 'error' },
    ])
    for (const state of ['superseded', 'expired', 'withdrawn'] as const) {
      const ended = { ...company, edition: { ...company.edition, state } }
      expect(of(found({ faces: [ended, below()], edges: [serves] }), 'C7')).toHaveLength(1)
    }
    expect(found({ faces: [company, below()], edges: [right, serves] }).filter(({ code }) => code === 'A3' || code === 'C7')).toEqual([])
  })
})

describe('what a plan shows by itself', () => {
  const obstacle = line('ops.o', 'obstacles', 'Support hours do not cover Asia')
  test('C4: an obstacle that nothing mitigates; one from outside is only told', () => {
    expect(of(found({ faces: [side('ops', [obstacle])] }), 'C4')).toMatchObject([{ level: 'warn' }])
    expect(of(found({ faces: [side('ops', [{ ...obstacle, external: true }])] }), 'C4')).toMatchObject([{ level: 'info' }])
    expect(of(found({ faces: [side('ops', [{ ...obstacle, struck: true }])] }), 'C4')).toEqual([])
    const method = line('ops.m', 'methods', 'Hire in Osaka')
    const edges = [edge('ops.m', 'mitigates', 'ops.o')]
    expect(of(found({ faces: [side('ops', [obstacle, method])], edges }), 'C4')).toEqual([])
    // a method that is gone mitigates nothing
    expect(of(found({ faces: [side('ops', [obstacle])], edges }), 'C4')).toHaveLength(1)
  })

  test('C5: methods without measure and measures without method; a warning where it was vetted before it came', () => {
    const lines = [line('ops.m', 'methods', 'Hire'), line('ops.k', 'measures', 'Ten people')]
    expect(of(found({ faces: [side('ops', lines)] }), 'C5').map(({ level }) => level)).toEqual(['error', 'error'])
    expect(of(found({ faces: [side('ops', lines, { legacy: true })] }), 'C5').map(({ level }) => level)).toEqual(['warn', 'warn'])
    expect(of(found({ faces: [side('ops', lines)], edges: [edge('ops.m', 'measured_by', 'ops.k')] }), 'C5')).toEqual([])
    expect(of(found({ faces: [{ ...side('ops', lines), framework: 'okr' }] }), 'C5')).toEqual([])
  })

  test.each([
    ['nobody has vetted', { ...known, certified: false }, 1],
    ['goes away', { ...known, deprecated: true }, 1],
    ['stands', known, 0],
  ])('C6: a measure on a figure that %s', (_why, facts, count) => {
    const faces = [side('ops', [line('ops.k', 'measures', 'At most 40%', metric('by_hand', 'at_most', '0.4'))])]
    expect(of(found({ faces, metrics: new Map([['by_hand', facts]]) }), 'C6').map(({ level }) => level)).toEqual(Array(count).fill('warn'))
  })

  test('C9: what a decision in force says otherwise of', () => {
    const lines = [
      line('ops.m', 'methods', 'Own data centre (AB) - in the harbour', { dri: person('Ada') }),
      line('ops.k', 'measures', 'Spend', metric('spend', 'at_most', '120')),
    ]
    const seen = (about: string, kind: 'stop' | 'cap' | 'target' | 'owner', value: string | null) =>
      of(
        found({ faces: [side('ops', lines)], effects: new Map([[about, [{ kind, value, number: 'DEC-2026-0001', few: false }]]]) }),
        'C9',
      ).map(({ says }) => says)
    expect(seen('own data centre', 'stop', null)[0]).toContain('uses what a decision has stopped: DEC-2026-0001')
    expect(seen('spend', 'cap', '100')[0]).toContain('above the cap of 100')
    expect(seen('spend', 'cap', '120')).toEqual([])
    expect(seen('spend', 'target', '110')[0]).toContain('a decision set 110')
    expect(seen('spend', 'target', '120.00')).toEqual([])
    expect(seen('own data centre', 'owner', 'Bo')[0]).toContain('is Ada’s, and a decision gave it to Bo')
    expect(seen('own data centre', 'owner', 'ada')).toEqual([])
  })

  test('C9: what a budget pays for, once, and in the company’s currency', () => {
    const spend = (name: string, cost: string | null, more = {}) => ({
      id: name,
      name,
      sku: null,
      cost,
      currency: 'USD',
      ends: null,
      ...more,
    })
    const method = (more = {}) =>
      line('ops.m', 'methods', 'Own data centre - in the harbour', { dri: person('Ada'), budget: [spend('Data Lake', '120.00', more)] })
    const seen = (about: string, kind: 'stop' | 'cap' | 'target' | 'owner', value: string | null, more = {}, few = false) =>
      of(
        found({ faces: [side('ops', [method(more)])], effects: new Map([[about, [{ kind, value, number: 'DEC-2026-0001', few }]]]) }),
        'C9',
      )
    const says = (...asked: Parameters<typeof seen>) => seen(...asked).map((one) => one.says)
    const where = '“Data Lake” in the budget of “Own data centre - in the harbour” (Ops, method 1)'
    expect(says('data lake', 'stop', null)).toEqual([`${where} pays for what a decision has stopped: DEC-2026-0001.`])
    expect(['2026-06-14', '2026-06-15'].map((ends) => says('data lake', 'stop', null, { ends }).length)).toEqual([0, 1])
    expect(says('dl-40', 'stop', null, { sku: 'DL-40' })).toHaveLength(1)
    expect(says('data lake', 'cap', '100')).toEqual([`${where} costs 120.00 USD in the period, above the cap of 100: DEC-2026-0001.`])
    expect(says('data lake', 'cap', '120')).toEqual([])
    expect(says('data lake', 'cap', 'a little')).toEqual([])
    expect(says('data lake', 'target', '100')).toEqual([`${where} costs 120.00 USD in the period, and a decision set 100: DEC-2026-0001.`])
    expect(says('data lake', 'target', '120')).toEqual([])
    expect(says('data lake', 'owner', 'Bo')).toEqual([`${where} is Ada’s, and a decision gave it to Bo: DEC-2026-0001.`])
    expect(says('data lake', 'cap', '100', { cost: null, currency: 'EUR' })).toEqual([])
    expect(says('data lake', 'cap', '100', {}, true)).toEqual([`${where} does not fit DEC-2026-0001.`])
    // the method says it already
    expect(says('own data centre', 'stop', null, { name: 'Own data centre' })).toEqual([expect.stringContaining('uses what a decision')])
    const [less, more] = ['120.00', '130.00'].map((cost) => seen('data lake', 'cap', '100', { cost })[0]?.extra)
    expect(less).not.toBe(more)
  })

  test('a measure that was to be named is told of anew each week', () => {
    const measure = { ...metric('x', null, '1').measure, kind: 'tbd' as const, metric: null, resolve_by: '2026-06-01' }
    const faces = [side('ops', [line('ops.k', 'measures', 'TBD', { placeholder: true, measure })])]
    const on = (today: string) => of(found({ faces, today }), 'measure.tbd_late').map(({ extra }) => extra)
    expect([on('2026-06-01'), on('2026-06-02'), on('2026-06-08'), on('2026-06-09')]).toEqual([[], ['week 1'], ['week 1'], ['week 2']])
  })

  test('whoever decides or answers has left', () => {
    const ops = { ...side('ops', []), dri: person('Ada', true), decider: person('Bo', true) }
    expect(found({ faces: [ops] }).map(({ code }) => code)).toEqual(expect.arrayContaining(['rapid.decider_gone', 'owner_gone']))
    expect(found({ faces: [side('ops', [])] }).map(({ code }) => code)).toEqual(['A1'])
  })
})

describe('a need', () => {
  const faces = [
    side('sales', [line('sales.m', 'methods', 'Sell in Asia')]),
    side('support', [line('support.m', 'methods', 'Answer within a day')]),
  ]
  const seen = (more = {}) => of(found({ faces, edges: [edge('sales.m', 'needs', 'support.m', more)] }), 'need.open')
  test('is a defect with both names until the other side accepts it, on the text of now', () => {
    expect(seen()).toMatchObject([{ level: 'warn', title: 'Need that nobody has accepted' }])
    expect(seen()[0]?.quoted.map(({ plan }) => plan)).toEqual(['sales', 'support'])
    expect(seen({ answer: 'declined', answer_reason: 'No hands' })[0]?.says).toContain('was declined: No hands.')
    expect(seen({ answer: 'accepted', answer_hash: 'sales.m Sell in Asia' })).toEqual([])
    expect(seen({ answer: 'accepted', answer_hash: 'older' })).toMatchObject([{ title: 'Need accepted on an older text' }])
  })
})
