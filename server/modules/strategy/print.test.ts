import { expect, test } from 'vitest'
import { textOfPdf } from '../../../test/cast/pdf.ts'
import type { EditionPage, ItemShape, MeasureShape } from './contract.ts'
import { printPlan } from './print.ts'
import { wordsIn } from './print/words.ts'
import { readPlan } from './rules/reading.ts'

const at = new Date('2026-11-28T12:00:00Z')
const bound: MeasureShape = {
  key: 'm1',
  kind: 'metric',
  metric_id: 'arr',
  metric_version: 1,
  window: 'at',
  filter: null,
  baseline: '1500000',
  target: '3300000',
  target_high: null,
  unit: 'USD',
  currency: 'USD',
  direction: 'increase',
  tolerance: null,
  due: '2027-01-31',
  resolve_by: null,
  ...{ steps: [], rule: null, milestones: [], rubric: null, assessor: null, scored_on: null },
  value: '3058312',
  value_day: '2026-11-28',
  as_of: null,
  complete_through: null,
  freshness: 'fresh',
  incomplete: false,
  definition_hash: null,
  rows_href: null,
  progress: '0.8657',
  expected: '0.8246',
  pace: '1.05',
  planned: '2984280',
  status: 'green',
  first: null,
  spark: [
    { day: '2026-11-01', value: '2900000' },
    { day: '2026-11-28', value: '3058312' },
  ],
}

/** A plan's text as the page that the printer gets. */
function pageOf(source: string, measures: MeasureShape[] = []): EditionPage {
  const reading = readPlan(source, { name: 'x', fiscalYearEnd: '01-31' }, null)
  const sections = reading.sections.map((section) => ({
    ...section,
    lead: section.lead.map((note) => note.raw),
    notes: [],
    items: section.items.map((item, index) => ({
      ...(item as unknown as ItemShape),
      key: `${section.name}${index}`,
      measure: section.name === 'measures' ? (measures[index] ?? null) : null,
      under: [],
    })),
  }))
  const page = {
    plan: { audience: 'internal' },
    edition: { period_from: '2026-02-01', period_to: '2027-01-31', vetted_on: '2026-02-10', rev: 7 },
    title: { ...reading.title, text: '' },
    header: { parties: [{ name: 'Mara', letters: ['D'] }] },
    sections,
    today: '2026-11-28',
  }
  return page as unknown as EditionPage
}

const company = { name: 'Tidewater Systems', locale: 'en-US' }
const plan = (vision: string, items = 4) => {
  const lines = (count: number, text: string) =>
    Array.from({ length: count }, (_, index) => `- ${text} ${index + 1} - and what it is for`).join('\n')
  return `# FY27 (AB)\n\nVision\n- ${vision}\n\nPriorities\n${lines(items, 'Priority')}\n\nMethods\n${lines(items, 'Method')}\n\nObstacles\n${lines(items, 'Obstacle')}\n\nMeasures\n${lines(items, 'Measure')}\n`
}
const pages = (pdf: Uint8Array) =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type \/Page\b/g)?.length
const below: MeasureShape = {
  ...bound,
  direction: 'at_least',
  target: '0.25',
  value: '0.213',
  unit: 'ratio',
  status: 'red',
  progress: null,
  expected: null,
}

for (const paper of ['letter', 'a4'] as const) {
  test(`on ${paper} a plan is one sheet with what its measures are, promised and lack`, async () => {
    const pdf = await printPlan(pageOf(plan('Every crew'), [bound, below]), { paper, company, at })
    expect(pages(pdf)).toBe(1)
    const text = textOfPdf(pdf).join('\n')
    for (const said of [
      'Every crew',
      '$3.06M',
      '$3.30M',
      '$74.0K ahead',
      '21.3%',
      '3.7 points below',
      'Mara decides',
      'day 301 of 365',
      'Tidewater Systems',
    ])
      expect(text).toContain(said)
  })

  test(`on ${paper} a plan of twelve lines in each part is drawn smaller, still on one sheet`, async () => {
    const pdf = await printPlan(
      pageOf(
        plan('Every crew', 12),
        Array.from({ length: 12 }, () => bound),
      ),
      { paper, company, at },
    )
    expect(pages(pdf)).toBe(1)
    expect(textOfPdf(pdf).join('\n')).toContain('Measure 12')
  })
}

test('a plan in any script that invoices know is printed in it', async () => {
  const text = textOfPdf(
    await printPlan(pageOf(plan('Čistá moře, Ελληνική Τεχνολογία, 東京')), {
      paper: 'a4',
      company: { ...company, name: 'Ελλάς Α.Ε.' },
      at,
    }),
  )
  expect(text.join('').replaceAll('\n', '')).toContain('Čistá moře, Ελληνική Τεχνολογία, 東京')
  expect(text.join('\n')).toContain('Ελλάς Α.Ε.')
})

test('what no font has is a question mark', async () => {
  expect(textOfPdf(await printPlan(pageOf(plan('Sail 🦄')), { paper: 'letter', company, at })).join('\n')).not.toContain('🦄')
})

test('figures are those of the company’s own locale', () => {
  const words = wordsIn('de-DE')
  expect(words.figure('0.213', 'ratio')).toContain('21,3')
  expect(words.figure(null, 'USD')).toBe('–')
  expect(words.figure('286', 'count')).toBe('286')
})
