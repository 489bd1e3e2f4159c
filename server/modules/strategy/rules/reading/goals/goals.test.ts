import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { canonicalOf, type PlanReading, readDocument, readPlan } from '../../reading.ts'
import type { Item } from '../model.ts'

const facts = { name: 'goals.md', fiscalYearEnd: '01-31' }

/** Documents as companies write them, in our own words; the comment at the end of each says how it reads. */
const folder = join(import.meta.dirname, 'cases')
const documents = readdirSync(folder).map((file) => {
  const [text = '', said = ''] = readFileSync(join(folder, file), 'utf8').split('<!-- reads as\n')
  const plans = said.replace(/\n-->\n$/, '')
  return { file, text, plans: plans === 'no plan' ? [] : plans.split('\n\n').map((plan) => plan.split('\n')) }
})

/** A plan in a few words: title, period, then objectives with their results, targets and owners. */
function inWords(plan: PlanReading): string[] {
  const { period } = plan.header
  const title = `${plan.ticked ? '' : 'not ticked: '}${plan.title.core}${period ? ` (${period.from} – ${period.to})` : ''}`
  const lines = plan.sections.flatMap(({ name, items }) =>
    name === 'commentary'
      ? []
      : items.map((item) => `${name === 'objectives' ? '' : `${name}: `}${'  '.repeat(item.depth)}${itemInWords(item)}`),
  )
  return [title, ...lines]
}

function itemInWords({ text, said, hint }: Item): string {
  if (hint?.kind !== 'target') return `${text}${said.owner ? ` @${said.owner}` : ''}`
  const from = hint.baseline === null ? '' : `${hint.baseline} > `
  const limit = hint.direction === 'at_most' ? '<= ' : ''
  return `${text} [${from}${limit}${hint.target}${hint.unit ?? ''}]${said.owner ? ` @${said.owner}` : ''}`
}

describe('objectives and key results', () => {
  test.each(documents)('$file', ({ file, text, plans }) => {
    const reading = readDocument(text, { ...facts, name: file })
    expect(reading.plans.map(inWords)).toEqual(plans)
    for (const plan of reading.plans) expect(plan.framework).toBe('okr')
  })

  test.each(documents)('$file: the canonical form reads the same', ({ file, text }) => {
    for (const plan of readDocument(text, { ...facts, name: file }).plans) {
      const again = readPlan(canonicalOf(plan), { ...facts, title: plan.title.core, period: plan.header.period }, plan.completeness)
      expect(inWords({ ...again, ticked: plan.ticked })).toEqual(inWords(plan))
      expect(canonicalOf(again)).toBe(canonicalOf(plan))
    }
  })

  test('what a line says beside its words', () => {
    const text =
      '# Crew OKRs\n## Objective: Calm\n| Key result | weight | 5 Mar | 12 Mar |\n|---|---|---|---|\n| Fees | 70 % | 10 % | 90 % |\n\n## Objective: Care\n- `P1` - 🟡 Hours ashore from 9 to 3 (owner: Ada Mar) (0.4)\n'
    const said = readDocument(text, facts).plans[0]?.sections[0]?.items.map((item) => item.said)
    expect(said?.[1]).toMatchObject({
      weight: '70 %',
      current: '90 %',
      readings: [
        { day: '5 Mar', value: '10 %' },
        { day: '12 Mar', value: '90 %' },
      ],
    })
    expect(said?.[3]).toMatchObject({ owner: 'Ada Mar', priority: 'P1', status: 'yellow', score: '0.4' })
  })
})
