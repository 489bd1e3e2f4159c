import { describe, expect, test } from 'vitest'
import { edge, found, line, metric, side } from '../../../../../test/laws/sides.ts'
import { disjoint, opposed, sumGap } from './measures.ts'
import type { Code, Finding, MetricFacts } from './model.ts'

const of = (all: Finding[], code: Code) => all.filter((one) => one.code === code)
const known: MetricFacts = { label: 'Renewals by hand', additive: false, certified: true, deprecated: false }
const added: MetricFacts = { label: 'Net new ARR', additive: true, certified: true, deprecated: false }
const metrics = new Map([
  ['by_hand', known],
  ['net_new', added],
])
const year = { from: '2026-02-01', to: '2027-01-31' }

describe('C1', () => {
  test.each([
    ['increase', '10', 'decrease', '20', true],
    ['at_least', '0.6', 'at_most', '0.4', true],
    ['at_least', '0.4', 'at_most', '0.6', false],
    ['at_least', '0.5', 'at_most', '0.50', false],
    ['increase', '3', 'at_most', '2', true],
    ['increase', '2', 'at_most', '3', false],
    ['increase', '2', 'at_least', '9', false],
    ['decrease', '5', 'at_least', '6', true],
  ] as const)('%s %s against %s %s: opposed %s', (a, x, b, y, expected) => {
    const [one, other] = [metric('m', a, x).measure, metric('m', b, y).measure]
    expect([opposed(one, other), opposed(other, one)]).toEqual([expected, expected])
  })

  test('what lies between two bounds is opposed to what lies outside them', () => {
    const between = metric('m', 'between', '2', { target_high: '4' }).measure
    expect(['5', '3'].map((target) => opposed(between, metric('m', 'at_least', target).measure))).toEqual([true, false])
    expect(['1', '3'].map((target) => opposed(metric('m', 'at_most', target).measure, between))).toEqual([true, false])
  })

  const sales = (more = {}) =>
    side('sales', [
      line('sales.m', 'methods', 'Renewals get a call'),
      line('sales.k', 'measures', 'At least 60%', { rank: 3, ...metric('by_hand', 'at_least', '0.6', more) }),
    ])
  const growth = (more = {}) =>
    side('growth', [
      line('growth.m', 'methods', 'Renewals run online'),
      line('growth.k', 'measures', 'At most 40%', { rank: 2, ...metric('by_hand', 'at_most', '0.4', more) }),
    ])
  const company = side('company', [line('company.m', 'methods', 'Renew early and gladly', { rank: 2 })], { level: 'company' })
  const kin = ['sales', 'growth'].flatMap((one) => [edge(`${one}.m`, 'measured_by', `${one}.k`), edge(`${one}.m`, 'serves', 'company.m')])

  test('two departments that serve one method and promise opposite things of one figure', () => {
    const [only, ...rest] = of(found({ faces: [company, sales(), growth()], edges: kin, metrics }), 'C1')
    expect(rest).toEqual([])
    expect(only).toMatchObject({
      level: 'error',
      title: 'Renewals by hand',
      says: '“At most 40%” (Growth, measure 2) and “At least 60%” (Sales, measure 3) promise opposite things of Renewals by hand.',
      why: 'Both serve “Renew early and gladly” (Company, method 2). They can hold together only if they count different rows.',
    })
    expect(only?.quoted.map(({ plan }) => plan)).toEqual(['growth', 'sales'])
  })

  test('not where they count different rows, where nothing joins them, or where one is struck', () => {
    const split = [sales({ filter: { region: 'EU' } }), growth({ filter: { region: ['US', 'JP'] } })]
    expect(of(found({ faces: [company, ...split], edges: kin, metrics }), 'C1')).toEqual([])
    expect(of(found({ faces: [company, sales(), growth()], metrics }), 'C1')).toEqual([])
    const struck = { ...sales(), lines: sales().lines.map((one) => ({ ...one, struck: one.key === 'sales.k' })) }
    expect(of(found({ faces: [company, struck, growth()], edges: kin, metrics }), 'C1')).toEqual([])
  })

  test('a measure that serves one that it contradicts, whatever either counts', () => {
    const up = side('company', [line('company.k', 'measures', 'Fewer calls', metric('by_hand', 'decrease', '0.1'))], { level: 'company' })
    const down = side('sales', [
      line('sales.k', 'measures', 'More calls', metric('by_hand', 'increase', '0.9', { filter: { region: 'EU' } })),
    ])
    expect(of(found({ faces: [up, down], edges: [edge('sales.k', 'serves', 'company.k')], metrics }), 'C1')).toHaveLength(1)
  })

  const part = (id: string, target: string, more = {}, period = year) =>
    side(
      id,
      [line(`${id}.k`, 'measures', `Net new of ${id}`, metric('net_new', 'increase', target, { filter: { segment: id }, ...more }))],
      period,
    )
  const whole = (target: string) =>
    side('company', [line('company.k', 'measures', 'Net new', metric('net_new', 'increase', target, { unit: 'USD' }))], {
      level: 'company',
      ...year,
    })
  const serve = ['sales', 'growth'].map((one) => edge(`${one}.k`, 'serves', 'company.k'))

  test('0.9 M and 0.8 M under a promise of 2.0 M are short by 0.3 M', () => {
    const [only] = of(
      found({ faces: [whole('2000000'), part('sales', '900000'), part('growth', '800000.00')], edges: serve, metrics }),
      'C1',
    )
    expect(only).toMatchObject({
      level: 'error',
      title: 'Net new ARR: the parts fall short',
      sum: { total: '1700000', wanted: '2000000', gap: '300000', unit: 'USD' },
    })
  })

  test.each([
    ['they make it', whole('1700000'), [part('sales', '900000'), part('growth', '800000')]],
    ['their filters may hold the same rows', whole('2000000'), [part('sales', '900000', { filter: null }), part('growth', '800000')]],
    ['one is for another period', whole('900000'), [part('sales', '900000'), part('growth', '1', {}, { ...year, to: '2026-04-30' })]],
  ])('nothing is short where %s', (_why, above, parts) => {
    expect(of(found({ faces: [above, ...parts], edges: serve, metrics }), 'C1')).toEqual([])
  })

  test('what is not to be passed is passed together', () => {
    const most = (target: string, filter: Record<string, unknown> | null) => metric('net_new', 'at_most', target, { filter }).measure
    expect(sumGap(most('10', null), [most('6', { a: 1 }), most('5.5', { a: 2 })])).toEqual({ total: '11.5', gap: '1.5' })
    expect(sumGap(most('12', null), [most('6', { a: 1 }), most('5.5', { a: 2 })])).toBeNull()
    expect(disjoint({ a: [1, 2] }, { a: 2 })).toBe(false)
  })

  test('one that is being written is counted as it is written', () => {
    const faces = [whole('2000000'), part('sales', '1200000'), part('growth', '800000')]
    const draft = { ...part('sales', '900000'), edition: { ...part('sales', '1').edition, id: 'next', state: 'draft' as const } }
    const all = of(found({ faces, edges: serve, metrics }, [draft]), 'C1')
    expect(all.map(({ owner, sum }) => [owner.edition.id, sum?.gap])).toEqual([['next', '300000']])
  })
})
