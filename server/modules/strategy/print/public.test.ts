import { describe, expect, test } from 'vitest'
import { textOfPdf } from '../../../../test/cast/pdf.ts'
import type { PublicPlan } from '../contract.ts'
import { printPublicPlan } from './public.ts'

const runs = (text: string) => [{ text, bold: false, italic: false, code: false, struck: false }]
type Section = PublicPlan['sections'][number]
const item = (text: string, more: Partial<Section['items'][number]> = {}) => ({
  ...{ depth: 0, rank: 1, struck: false, runs: runs(text), notes: [], figure: null },
  ...more,
})
const section = (name: string, more: Partial<Section> = {}): Section => ({
  ...{ name, label: name.toUpperCase(), internal: false, lead: [], items: [], notes: [] },
  ...more,
})
const plan = (sections: Section[], more: Partial<PublicPlan> = {}): PublicPlan => ({
  ...{
    schema: 'quarterdeck.public-plan/1',
    slug: 'crew',
    title: 'FY27 Crew VPMOM',
    level: 'company',
    framework: 'vpmom',
    stands: 'in_force',
  },
  period: { from: '2026-02-01', to: '2027-01-31', label: 'FY27' },
  parties: [
    { sign: 'MO', letters: ['D'] },
    { sign: 'LT', letters: ['A', 'I'] },
  ],
  ...{
    legend: 'D decides',
    vetted_on: '2026-04-13',
    sections,
    counts: { methods: 2, measures: 3 },
    hash: '0123456789abcdef',
    versions: [],
  },
  internal_href: '/app/strategy/plans/crew',
  ...more,
})
const at = new Date('2026-06-15T10:00:00Z')
const print = (one: PublicPlan, paper: 'letter' | 'a4' = 'letter') =>
  printPublicPlan(one, { paper, company: { name: 'Tidewater Systems', locale: 'en-US' }, at })
const linesOf = async (one: PublicPlan) => textOfPdf(await print(one))
const raw = async (one: PublicPlan, paper: 'letter' | 'a4' = 'letter') => Buffer.from(await print(one, paper)).toString('latin1')
const sheets = (pdf: string) => pdf.match(/\/Type \/Page\b/g)?.length

const full = plan([
  section('vision', { lead: [runs('Said before')], items: [item('Every crew')], notes: [runs('Said behind')] }),
  section('methods', {
    items: [
      item('Sell', { notes: [runs('and why')] }),
      item('Below it', { depth: 1, rank: 1 }),
      item('Answer', { rank: 2 }),
      item('Given up', { rank: 3, struck: true }),
    ],
  }),
  section('obstacles', { internal: true }),
  section('measures', {
    items: [
      item('Servers', { figure: { metric: 'tes', value: '1750', day: '2026-06-14', target: '2000', unit: 'servers' } }),
      item('Unknown', { figure: { metric: 'tes', value: null, day: null, target: '2000', unit: 'servers' } }),
    ],
  }),
])

describe('the public part on paper', () => {
  test('says who, from when to when, vetted when, in whose name, and of what text it is', async () => {
    const lines = await linesOf(full)
    for (const said of [
      'Tidewater Systems',
      'FY27 Crew VPMOM',
      'Period: February 1, 2026 – January 31, 2027',
      'RAPID: MO (D), LT (A, I)',
      'Vetted: April 13, 2026',
      'D decides',
      'Public part of the plan',
      '5 public lines, text 0123456789ab',
    ])
      expect(lines).toContain(said)
    const bare = await linesOf(plan([], { period: null, parties: [], vetted_on: null, legend: null }))
    expect(bare.filter((line) => /Period|RAPID|Vetted|decides/.test(line))).toEqual([])
  })

  test('draws its lines in their order, each with its mark, its figure and what is said beside it', async () => {
    const lines = await linesOf(full)
    const from = lines.indexOf('VISION')
    expect(lines.slice(from, lines.indexOf('Public part of the plan'))).toEqual([
      ...['VISION', 'Said before', 'Every crew', '–', 'Said behind'],
      ...['METHODS', 'Sell', '1.', 'and why', 'Below it', '–', 'Answer', '2.', 'Given up (struck)', '3.'],
      ...['OBSTACLES', 'Internal'],
      ...['MEASURES', 'Servers · 1,750 servers June 14, 2026, target 2,000 servers', '–', 'Unknown', '–'],
    ])
  })

  test('ranks priorities too, and nothing else', async () => {
    const ranked = async (name: string) => (await linesOf(plan([section(name, { items: [item('A', { rank: 7 })] })]))).includes('7.')
    expect(await Promise.all(['priorities', 'methods', 'obstacles', 'measures', 'vision'].map(ranked))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })

  test('is drawn smaller before it takes a second sheet, and goes on there whole', async () => {
    const many = (count: number) =>
      plan([section('methods', { items: Array.from({ length: count }, (_, n) => item(`Method ${n + 1}`, { rank: n + 1 })) })])
    expect([sheets(await raw(many(30))), sheets(await raw(many(55))), sheets(await raw(many(90)))]).toEqual([1, 1, 2])
    const lines = await linesOf(many(90))
    for (const n of [1, 45, 90]) expect(lines).toEqual(expect.arrayContaining([`Method ${n}`, `${n}.`]))
  })

  test('is of the paper that is asked for, and says its title and when it was drawn', async () => {
    const [letter, a4] = [await raw(full), await raw(full, 'a4')]
    expect(letter).toContain('/MediaBox [0 0 612 792]')
    expect(a4).toContain('/MediaBox [0 0 595.28 841.89]')
    expect(letter).toContain('D:20260615100000Z')
  })
})
