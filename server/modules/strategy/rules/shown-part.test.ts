import { describe, expect, test } from 'vitest'
import { type DocumentReading, itemsIn, readDocument } from './reading.ts'
import { shownPart } from './shown-part.ts'

const facts = { name: 'long.md', fiscalYearEnd: '01-31' }
const read = (text: string) => readDocument(text, facts)
/** A plan of so many items, one of them a method. */
const planOf = (items: number, name = 'Crew') => `# ${name}\n\nVision\n${'- sail\n'.repeat(items - 1)}\nMethods\n- row\n\n`
const plansOf = (count: number, items: number) => Array.from({ length: count }, (_, at) => planOf(items, `Crew ${at}`)).join('')
const kinds = (runs: readonly { from: number; to: number }[]) => runs.map(({ from: _from, to: _to, ...kind }) => JSON.stringify(kind))

describe('what is shown of a reading', () => {
  test.each([
    [300, 300, false],
    [301, 300, true],
  ])('of a plan of %i items are %i', (items, shown, part) => {
    const found = shownPart(read(planOf(items)))
    const [plan] = found.reading.plans
    expect([plan && itemsIn(plan), found.part, plan?.ticked]).toEqual([shown, part, !part])
    expect(plan?.defects.some(({ code }) => code === 'edition.too_large')).toBe(part)
  })

  test.each([
    [20, 300, 6000, false],
    [21, 300, 6000, true],
    [30, 200, 6000, false],
    [30, 201, 6000, true],
  ])('of %i plans of %i items each are %i in all', (plans, items, shown, part) => {
    const found = shownPart(read(plansOf(plans, items)))
    expect(found.reading.plans).toHaveLength(plans)
    expect(found.reading.plans.reduce((sum, plan) => sum + itemsIn(plan), 0)).toBe(shown)
    expect(found.part).toBe(part)
    // that a document is long makes no plan of it too large
    expect(found.reading.plans.every(({ ticked }) => ticked)).toBe(true)
  })

  test.each([
    [5000, 5000],
    [5001, 3],
  ])('of %i runs of two kinds %i are told', (count, told) => {
    const whole = read(planOf(2))
    const runs = Array.from({ length: count }, (_, at) => ({
      ...{ from: at, to: at + 1 },
      ...{ role: at === 2500 ? ('note' as const) : ('item' as const), section: null, plan: 0 },
    }))
    const long: DocumentReading = { ...whole, roles: runs }
    const { roles } = shownPart(long).reading
    expect(roles).toHaveLength(told)
    expect(new Set(kinds(roles))).toEqual(new Set(kinds(runs)))
    // end to end as before
    expect(roles[0]?.from).toBe(0)
    expect(roles.at(-1)?.to).toBe(count)
    for (const [at, { from }] of roles.entries()) if (at > 0) expect(from).toBe(roles[at - 1]?.to)
  })
})
