import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPlans, type Plans, planText } from '../../../test/cast/plans.ts'
import { statementsOf } from '../../../test/cast/statements.ts'
import * as promise from './contract.ts'

let plans: Plans
beforeAll(async () => {
  plans = await openPlans()
})
afterAll(() => plans?.ledger.cast.close())

const text = async (id: string, more: object = {}) =>
  Buffer.from(((await plans.as('sol').call(promise.editionsDocument, { id, ...more })) as { bytes: Uint8Array }).bytes).toString()

/** What the measures of an edition are bound to, in their order, without what is only known of this one. */
async function bindingsOf(id: string) {
  return (await plans.itemsOf(id))('measures').map(({ measure: found }) => {
    if (!found) return null
    const { kind, metric_id, metric_version, window, filter, baseline, target, target_high, unit, direction, tolerance } = found
    const { steps, due, rule, rubric, assessor, resolve_by } = found
    return {
      ...{ kind, metric_id, metric_version, window, filter, baseline, target, target_high, unit, direction, tolerance },
      ...{ steps, due, rule, rubric, assessor, resolve_by },
      milestones: found.milestones.map(({ title, due: by }) => ({ title, due: by })),
    }
  })
}

const lines = ['Customers', 'Churn', 'Crews that stay', 'Moves', 'Care', 'TBD', 'Boats']
const withMeasures = (title: string) => planText(title).replace('- Revenue grows\n', lines.map((line) => `- ${line}\n`).join(''))

async function bound() {
  const { id, title } = await plans.written(withMeasures)
  const keys = (await plans.itemsOf(id))('measures').map(({ key }) => key)
  const due = '2027-01-31'
  const sol = (await plans.ledger.cast.house.db.pool.query("select id from people.person where email like 'sol@%'")).rows[0]?.id as string
  const wishes = [
    {
      metric_id: 'customers',
      direction: 'increase' as const,
      baseline: '180',
      target: '330',
      steps: [{ date: '2026-11-01', value: '200' }],
    },
    {
      metric_id: 'customers',
      metric_version: 1,
      direction: 'between' as const,
      target: '2',
      target_high: '4',
      window: 'trailing:30',
      tolerance: '0.1',
    },
    { metric_id: 'customers', direction: 'at_least' as const, target: '5', filter: { segment: ['a | b', '-->'] } },
    { kind: 'milestones' as const, rule: 'share' as const, target: (0.5).toString(), milestones: [{ title: 'Quay "A" | built', due }] },
    { kind: 'qualitative' as const, rubric: '0: nobody -- asks\n5: `all` do', assessor: sol, target: '4' },
    { kind: 'tbd' as const, resolve_by: '2027-01-15' },
  ]
  for (const [at, wish] of wishes.entries()) await plans.as('ilse').call(promise.measuresBind, { id, key: keys[at] ?? '', due, ...wish })
  return { id, title, keys }
}

async function imported(source: string, who = 'ilse') {
  const preview = await plans.as(who).call(promise.importsPreview, { name: 'plan.md', text: source })
  return { preview, done: await plans.as(who).call(promise.importsConfirm, { id: preview.id, plans: [{ index: 0 }] }) }
}

describe('an export with bindings', () => {
  test('comes back as another plan with the same bindings; without the option it is what it was', async () => {
    const before = await plans.written(withMeasures)
    const [plain, canonical] = [await text(before.id), await text(before.id, { style: 'canonical' })]
    const { id, title, keys } = await bound()
    expect(await text(id)).toBe(plain.replace(before.title, title))
    expect(await text(id, { style: 'canonical' })).toBe(canonical.replace(before.title, title))
    const told = await text(id, { bindings: 1 })
    expect(told).toContain(
      `- Customers <!-- qd id=${keys[0]} metric=customers@1 dir=increase from=180 to=330 steps=2026-11-01:200 due=2027-01-31 -->`,
    )
    expect(told.replace(/ <!-- qd .*? -->/g, '')).toBe(await text(id, { style: 'canonical' }))

    const { preview, done } = await imported(told.replace(title, 'Another VPMOM'))
    expect(preview.plans[0]?.will).toContain('Binds 6 measures')
    expect(done).toMatchObject({ created: [{ new_plan: true, measures_bound: 6 }], left: [] })
    const other = done.created[0]?.edition_id ?? ''
    expect(await bindingsOf(other)).toEqual(await bindingsOf(id))
    // another plan's measures are other measures
    expect((await plans.itemsOf(other))('measures').map(({ key }) => key)).not.toContain(keys[0])
    const blind = (source: string) => source.replace(/ id=[0-9a-f-]{36}/g, '')
    expect(blind(await text(other, { bindings: 1 }))).toBe(blind(told.replace(title, 'Another VPMOM')))
  })

  test('a measure that the plan knows stays the same measure in its next edition', async () => {
    const { id, keys } = await bound()
    const { done } = await imported(await text(id, { bindings: 1 }))
    expect(done.created).toEqual([expect.objectContaining({ new_plan: false, measures_bound: 6 })])
    const now = (await plans.itemsOf(done.created[0]?.edition_id ?? ''))('measures').map(({ key }) => key)
    expect(now.slice(0, 6)).toEqual(keys.slice(0, 6))
  })

  test('what is not to be had here stays text, and the import says why', async () => {
    const said = [
      ['Gone', 'metric=no_such_metric@1 dir=increase from=1 to=2'],
      ['Newer', 'metric=customers@99 dir=increase from=1 to=2'],
      ['Half', 'metric=customers@1 dir=increase'],
      ['Odd', 'metric=customers@1 dir=sideways to=2'],
      ['Nobody', 'kind=qualitative to=4 rubric=x assessor=00000000-0000-4000-8000-000000000000'],
    ]
    const measures = said.map(([line, words]) => `- ${line} <!-- qd ${words} due=2027-01-31 -->\n`).join('')
    const source = planText('Odd bindings VPMOM').replace('- Revenue grows\n', measures)
    const { done } = await imported(source)
    expect(done.created).toEqual([expect.objectContaining({ measures_bound: 0 })])
    expect(done.left.map(({ title }) => title)).toEqual(said.map(([line]) => line))
    expect(done.left.map(({ why }) => why)).toEqual([
      expect.stringContaining('stays in the text'),
      expect.stringContaining('no version 99'),
      expect.stringContaining('Give the target'),
      expect.stringContaining('cannot be read (direction)'),
      expect.stringContaining('colleague of today'),
    ])
    expect(await text(done.created[0]?.edition_id ?? '')).toBe(source)
  })
})

test('however many measures say what they are bound to, what they name is looked up in as many statements', async () => {
  const many = (count: number) => {
    const measures = Array.from(
      { length: count },
      (_, at) => `- Figure ${at} <!-- qd metric=customers dir=increase from=180 to=330 due=2027-01-31 -->\n`,
    )
    return planText(`Counted ${count} VPMOM`).replace('- Revenue grows\n', measures.join(''))
  }
  const asked = async (count: number) => {
    const preview = await plans.as('ilse').call(promise.importsPreview, { name: 'plan.md', text: many(count) })
    const sent = await statementsOf(() => plans.as('ilse').call(promise.importsConfirm, { id: preview.id, plans: [{ index: 0 }] }))
    return sent.filter((text) => /decisions\.|people\./.test(text)).length
  }
  await asked(1)
  const few = await asked(2)
  expect(await asked(12)).toBe(few)
})

test('a document says which of its lines belong to no plan', async () => {
  const told = async (text: string) => {
    const { defects } = await plans.as('ilse').call(promise.importsPreview, { name: 'plan.md', text })
    return defects.filter(({ code }) => code.endsWith('left_over'))
  }
  const plan = planText('Left over VPMOM')
  expect(await told(plan)).toEqual([])
  expect(await told(`Thanks.\n\n${plan}`)).toMatchObject([
    { code: 'import.left_over', text: expect.stringContaining('One line belongs to no plan, beginning with “Thanks.”') },
  ])
})
