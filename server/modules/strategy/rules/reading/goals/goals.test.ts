import { describe, expect, test } from 'vitest'
import { canonicalOf, type PlanReading, readDocument, readPlan } from '../../reading.ts'
import { documents } from './goals.cases.ts'

const facts = { name: 'goals.md', fiscalYearEnd: '01-31' }

/** A plan in a few words: title, period, objectives with their results, owners and targets. */
function inWords(plan: PlanReading): string[] {
  const period = plan.header.period ? ` (${plan.header.period.from} – ${plan.header.period.to})` : ''
  const lines = plan.sections.flatMap(({ name, items }) =>
    name === 'commentary'
      ? []
      : items.map(({ depth, text, said, hint }) => {
          const goal =
            hint?.kind === 'target'
              ? ` [${hint.baseline ? `${hint.baseline} > ` : ''}${hint.direction === 'at_most' ? '<= ' : ''}${hint.target}${hint.unit ?? ''}]`
              : ''
          return `${name === 'objectives' ? '' : `${name}: `}${'  '.repeat(depth)}${text}${goal}${said.owner ? ` @${said.owner}` : ''}`
        }),
  )
  return [`${plan.ticked ? '' : 'not ticked: '}${plan.title.core}${period}`, ...lines]
}

describe('objectives and key results', () => {
  test.each(documents)('$name', ({ text, plans, file }) => {
    const reading = readDocument(text, { ...facts, name: file ?? facts.name })
    expect(reading.plans.map(inWords)).toEqual(plans)
    for (const plan of reading.plans) expect(plan.framework).toBe('okr')
  })

  test.each(documents)('$name: the canonical form reads the same', ({ text, file }) => {
    for (const plan of readDocument(text, { ...facts, name: file ?? facts.name }).plans) {
      const again = readPlan(canonicalOf(plan), { ...facts, title: plan.title.core, period: plan.header.period }, plan.completeness)
      expect(inWords({ ...again, ticked: plan.ticked })).toEqual(inWords(plan))
      expect(canonicalOf(again)).toBe(canonicalOf(plan))
    }
  })
})
