import { expect, test } from 'vitest'
import { edge, found, line, metric, side } from '../../../../../test/laws/sides.ts'
import type { Finding, MetricFacts, Side } from './model.ts'

const figure: MetricFacts = { label: 'Renewals by hand', additive: false, certified: true, deprecated: false }
const metrics = new Map([['by_hand', figure]])
const few = (one: Side): Side => ({ ...one, plan: { ...one.plan, restricted: true } })
const wordsOf = ({ title, says, why, sum, quoted }: Finding) => JSON.stringify({ title, says, why, sum, quoted })
/** Findings that everybody reads and that speak of the quokka. */
const leaks = (all: readonly Finding[]) => all.filter((one) => !one.few && /quokka/i.test(wordsOf(one))).map(({ code }) => code)

const quokka = few(
  side('quokka', [line('quokka.p', 'priorities', 'Buy quokkas'), line('quokka.m', 'methods', 'Buy the quokka company')], {
    level: 'company',
    to: '2026-12-31',
  }),
)
const promises = (id: string, direction: 'at_least' | 'at_most', target: string) =>
  side(
    id,
    [
      line(`${id}.p`, 'priorities', 'Calm'),
      line(`${id}.m`, 'methods', `Ring ${id}`),
      line(`${id}.k`, 'measures', 'By hand', metric('by_hand', direction, target)),
    ],
    { parent: 'quokka' },
  )
const faces = [promises('sales', 'at_least', '0.6'), promises('growth', 'at_most', '0.4'), quokka]
const edges = ['sales', 'growth'].flatMap((one) => [
  edge(`${one}.m`, 'measured_by', `${one}.k`),
  edge(`${one}.m`, 'serves', 'quokka.m'),
  edge(`${one}.m`, 'needs', 'quokka.m'),
  edge(`${one}.p`, 'serves', 'quokka.gone'),
])

test('what takes a word of a plan for the few is for the few, also where that plan is no side of it', () => {
  const all = found({ faces, edges, metrics })
  expect([...new Set(all.filter((one) => one.few).map(({ code }) => code))].sort()).toEqual(
    expect.arrayContaining(['A3', 'A4', 'C1', 'C3', 'need.open']),
  )
  expect(leaks(all)).toEqual([])
})

test('two that serve something open too, or one another, are told by that, and everybody reads it', () => {
  const open = side('company', [line('company.m', 'methods', 'Renew gladly')], { level: 'company' })
  const both = ['sales', 'growth'].map((one) => edge(`${one}.m`, 'serves', 'company.m'))
  for (const all of [
    [...both, ...edges],
    [...edges, ...both],
  ]) {
    const [opposed] = found({ faces: [...faces, open], edges: all, metrics }).filter(({ code }) => code === 'C1')
    expect([opposed?.few, opposed?.why]).toEqual([false, expect.stringContaining('Renew gladly')])
  }
  const [direct] = found({ faces, edges: [...edges, edge('sales.k', 'serves', 'growth.k')], metrics }).filter(({ code }) => code === 'C1')
  expect([direct?.few, direct?.why]).toEqual([false, 'They can hold together only if they count different rows.'])
})

test('of a decision for the few nothing but its number is told, and only to the few', () => {
  const seen = (hidden: boolean) =>
    found({
      faces,
      metrics,
      effects: new Map([['by_hand', [{ kind: 'cap' as const, value: '0.11', number: 'DEC-2026-0001', few: hidden }]]]),
    }).filter(({ code }) => code === 'C9')
  expect(seen(false).map((one) => [one.few, one.says.includes('0.11')])).toEqual([
    [false, true],
    [false, true],
  ])
  expect(seen(true).map((one) => [one.few, /0\.11|cap/.test(wordsOf(one)), one.says.includes('DEC-2026-0001')])).toEqual([
    [true, false, true],
    [true, false, true],
  ])
})
