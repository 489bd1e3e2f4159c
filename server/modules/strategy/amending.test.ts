import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPlans, type Plans, planText } from '../../../test/cast/plans.ts'
import { record } from '../decisions/index.ts'
import { expireAll } from './commands/vet.ts'
import * as promise from './contract.ts'

let plans: Plans
beforeAll(async () => {
  plans = await openPlans()
})
afterAll(() => plans?.ledger.cast.close())

const refused = (code: string, more: object = {}) => expect.objectContaining({ code, ...more })
const amend = (id: string, who = 'ilse') => plans.as(who).call(promise.editionsAmend, { id, reason: 'The market has moved' })
const next = (slug: string, period_from: string, period_to: string, who = 'ilse') =>
  plans.as(who).call(promise.plansNext, { slug, period_from, period_to })
const source = async (id: string) => (await plans.as('sol').call(promise.editionsSource, { id })).source
const keysOf = async (id: string) =>
  (await plans.as('sol').call(promise.editionsGet, { id })).sections.flatMap(({ items }) => items.map(({ key }) => key))

/** A meeting has decided about an edition. */
const decided = (id: string, leadership: boolean) =>
  plans.ledger.cast.open((ctx) =>
    record(ctx, {
      kind: 'decision',
      issue: 'Shall the plan change?',
      text: 'Amend the plan.',
      day: '2026-06-15',
      decider: plans.ledger.id('mara'),
      subjects: [
        {
          room: 'strategy',
          kind: 'edition',
          id,
          version_hash: null,
          title: 'The plan',
          href: `/strategy/editions/${id}`,
          audience: 'internal',
        },
      ],
      made_in: {
        room: 'strategy',
        kind: 'meeting',
        id: 'm1',
        title: 'Leadership',
        href: '/',
        ...(leadership ? { leadership: true as const } : {}),
      },
    }),
  )

describe('an amendment', () => {
  test('begins with text, items and measures; what it amends stays in force until it is vetted', async () => {
    const { id, slug } = await plans.inForce()
    const begun = await amend(id)
    expect(begun.slug).toBe(slug)
    expect(await source(begun.edition_id)).toBe(await source(id))
    expect(await keysOf(begun.edition_id)).toEqual(await keysOf(id))
    expect(await plans.life(id)).toMatchObject({ state: 'vetted', amendment: { id: begun.edition_id } })
    expect(await plans.life(begun.edition_id)).toMatchObject({
      state: 'draft',
      amends: { id, change_class: 'editorial', altered: [], unmet: [] },
    })
    expect(await plans.ledger.trail(begun.edition_id)).toContain('strategy.edition.created')
    await expect(amend(id)).rejects.toEqual(refused('plan.amendment_open', { facts: { edition_id: begun.edition_id } }))
    await expect(amend(begun.edition_id)).rejects.toEqual(refused('plan.wrong_state'))
    await plans.edit(begun.edition_id, (text) => text.replace('talks in one safe place', 'talks, in one safe place'))
    await plans.agreed(begun.edition_id)
    expect(await plans.vet(begun.edition_id)).toMatchObject({ state: 'vetted' })
    expect(await plans.life(id)).toMatchObject({ state: 'superseded', successor: { id: begun.edition_id }, amendment: null })
  })

  test('that changes more than words waits for a leadership meeting, and for no other', async () => {
    const { id } = await plans.inForce()
    const { edition_id } = await amend(id)
    await plans.edit(edition_id, (text) => text.replace('within a day', 'within 3 days'))
    await plans.agreed(edition_id)
    expect(await plans.life(edition_id)).toMatchObject({ amends: { change_class: 'material', altered: ['Method 2'], decision: null } })
    await expect(plans.vet(edition_id)).rejects.toEqual(refused('plan.amendment_undecided'))
    await decided(id, false)
    await expect(plans.vet(edition_id)).rejects.toEqual(refused('plan.amendment_undecided'))
    await decided(id, true)
    expect((await plans.life(edition_id)).amends?.decision?.number).toMatch(/^DEC-/)
    expect(await plans.vet(edition_id)).toMatchObject({ state: 'vetted' })
  })

  test('lowers no target that is promised on revenue', async () => {
    const { id, key } = await plans.inForce()
    const { edition_id } = await amend(id)
    await plans.as('ilse').call(promise.measuresBind, {
      ...{ id: edition_id, key, metric_id: 'customers', direction: 'increase', baseline: '180', target: '300' },
      due: '2027-01-31',
    })
    await decided(id, true)
    await plans.agreed(edition_id)
    await expect(plans.vet(edition_id)).rejects.toEqual(refused('measure.target_locked'))
  })

  test('is begun by whoever answers for the plan or decides on it, while it is in force', async () => {
    const { id } = await plans.inForce()
    await expect(amend(id, 'sol')).rejects.toEqual(refused('plan.not_dri'))
    expect((await plans.life(id, 'sol')).may).toEqual([])
    expect((await plans.life(id, 'ilse')).may).toEqual(['amend', 'next'])
    const { edition_id } = await amend(id, 'mara')
    await plans.withdraw(edition_id)
    expect((await plans.life(id)).amendment).toBe(null)
  })

  test('takes the place of nothing that is over', async () => {
    const { id } = await plans.inForce((title) => planText(title).replace('Period: FY27', 'Period: 2026-02-01 to 2026-06-30'))
    const { edition_id } = await amend(id)
    plans.ledger.at('2026-07-02')
    await expireAll(plans.ledger.cast.open)
    plans.ledger.at('2026-06-15')
    await plans.agreed(edition_id)
    await expect(plans.vet(edition_id)).rejects.toEqual(refused('plan.amends_nothing'))
  })

  test('by any other name is one as well: an edition that begins on the days of one in force', async () => {
    const { id, title } = await plans.inForce()
    const preview = await plans
      .as('ilse')
      .call(promise.importsPreview, { name: 'next.md', text: planText(title).replace('a day', '3 days') })
    const { created } = await plans.as('ilse').call(promise.importsConfirm, { id: preview.id, plans: [{ index: 0, level: 'department' }] })
    const other = created[0]?.edition_id ?? ''
    await plans.agreed(other)
    await expect(plans.vet(other)).rejects.toEqual(refused('plan.amendment_undecided'))
    expect((await plans.life(other)).amends?.id).toBe(id)
  })
})

describe('an import takes the place of nothing that was signed here', () => {
  const imported = async (text: string) => {
    const preview = await plans.as('ilse').call(promise.importsPreview, { name: 'next.md', text })
    const { created } = await plans.as('ilse').call(promise.importsConfirm, { id: preview.id, plans: [{ index: 0, level: 'department' }] })
    return [preview.plans[0]?.will, created[0]?.state, created[0]?.new_plan]
  }
  const dated = (title: string, vetted: string, period?: string) => planText(title, period).replace('RAPID:', `Vetted: ${vetted}\nRAPID:`)

  test('whatever day its text says that it was vetted on', async () => {
    const { id, slug, title } = await plans.inForce()
    const draft = [`Adds an edition to the plan "${slug}", as a draft.`, 'draft', false]
    expect(await imported(dated(title, '2026-11-30'))).toEqual(draft)
    expect(await imported(dated(title, '2026-01-30'))).toEqual(draft)
    expect(await imported(dated(title, '2026-11-30', 'FY26'))).toEqual(draft)
    expect(await plans.life(id)).toMatchObject({ state: 'vetted', successor: null })
    const [, state] = await imported(dated(title, '2025-02-01', 'FY26'))
    expect(state).toBe('vetted (legacy)')
  })
})

describe('the next period', () => {
  test('begins with items, keys and measures of the last, and leaves it in force to its last day', async () => {
    const { id, slug, key } = await plans.inForce()
    expect((await plans.life(id)).next_period).toEqual({ from: '2027-02-01', to: '2028-01-31' })
    await expect(next(slug, '2027-01-31', '2028-01-31')).rejects.toEqual(refused('plan.period_overlap'))
    await expect(next(slug, '2028-01-31', '2027-02-01')).rejects.toEqual(refused('plan.period_reversed'))
    await expect(next(slug, '2027-02-01', '2028-01-31', 'sol')).rejects.toEqual(refused('plan.not_dri'))
    const { edition_id } = await next(slug, '2027-02-01', '2028-01-31')
    expect(await source(edition_id)).toBe((await source(id)).replace('(30%)', '(1%)').replace('Period: FY27', 'Period: FY28'))
    expect(await keysOf(edition_id)).toEqual(await keysOf(id))
    const page = await plans.as('sol').call(promise.editionsGet, { id: edition_id })
    const measure = page.sections.find(({ name }) => name === 'measures')?.items[0]?.measure
    expect([measure?.key, measure?.metric_id, measure?.due]).toEqual([key, 'customers', '2028-01-31'])
    await plans.agreed(edition_id)
    expect(await plans.vet(edition_id)).toMatchObject({ state: 'vetted', amends: null })
    expect((await plans.life(id)).state).toBe('vetted')
    plans.ledger.at('2027-02-02')
    await expireAll(plans.ledger.cast.open)
    expect((await plans.life(id)).state).toBe('superseded')
    expect(await plans.events(id)).toContain('strategy.edition.superseded')
    plans.ledger.at('2026-06-15')
  })

  test('is not begun from a text that says its period twice', async () => {
    const { slug } = await plans.inForce((title) => planText(title).replace('Period: FY27', 'Period: FY27\nCycle: FY27'))
    await expect(next(slug, '2027-02-01', '2028-01-31')).rejects.toEqual(refused('plan.period_unclear'))
  })

  test('needs one that was vetted', async () => {
    const { slug } = await plans.written()
    await expect(next(slug, '2027-02-01', '2028-01-31')).rejects.toEqual(refused('plan.no_edition_before'))
  })
})

describe('goalposts', () => {
  const bind = (id: string, key: string, more: object, who = 'ilse') =>
    plans.as(who).call(promise.measuresBind, {
      ...{ id, key, metric_id: 'tes', direction: 'increase' as const, baseline: '700', target: '1300' },
      ...{ due: '2027-01-31', ...more },
    })
  const ledger = async (slug: string) => (await plans.as('sol').call(promise.plansGoalposts, { slug, limit: 20 })).items
  const measureOf = async (id: string) =>
    (await plans.as('sol').call(promise.editionsGet, { id })).sections.find(({ name }) => name === 'measures')?.items[0]?.measure

  test('what moves in an amendment is a row with the decision, and the measure is told against both promises', async () => {
    const { id, slug } = await plans.written()
    const page = await plans.as('ilse').call(promise.editionsGet, { id })
    const key = page.sections.find(({ name }) => name === 'measures')?.items[0]?.key ?? ''
    await bind(id, key, {})
    await bind(id, key, { target: '1200' })
    await plans.agreed(id)
    await plans.vet(id)
    // before it was vetted nothing was promised
    expect(await ledger(slug)).toEqual([])
    expect((await measureOf(id))?.first).toBe(null)
    const { edition_id } = await plans.as('ilse').call(promise.editionsAmend, { id, reason: 'The market has moved' })
    await bind(edition_id, key, { target: '900', due: '2026-12-31' })
    expect(await ledger(slug)).toEqual([])
    await decided(id, true)
    await plans.agreed(edition_id)
    await plans.vet(edition_id)
    const number = expect.stringMatching(/^DEC-/)
    const row = {
      item_key: key,
      edition_id,
      text: 'Revenue grows',
      by: 'mara',
      day: '2026-06-15',
      decision: { id: expect.any(String), number },
    }
    expect(await ledger(slug)).toEqual([
      expect.objectContaining({ ...row, field: 'due', from: '2027-01-31', to: '2026-12-31' }),
      expect.objectContaining({ ...row, field: 'target', from: '1200', to: '900' }),
    ])
    expect((await measureOf(edition_id))?.first).toMatchObject({ target: '1200', due: '2027-01-31' })
    expect((await measureOf(edition_id))?.target).toBe('900')
  })

  test('a plan that came vetted moves when it is bound otherwise, not when it is bound', async () => {
    const text = planText('Plan Legacy VPMOM').replace('Period: FY27', 'Period: FY27\nVetted: 2026-02-02')
    const preview = await plans.as('ilse').call(promise.importsPreview, { name: 'legacy.md', text })
    const { created } = await plans.as('ilse').call(promise.importsConfirm, { id: preview.id, plans: [{ index: 0, level: 'department' }] })
    const { edition_id: id = '', slug = '' } = created[0] ?? {}
    const page = await plans.as('ilse').call(promise.editionsGet, { id })
    const key = page.sections.find(({ name }) => name === 'measures')?.items[0]?.key ?? ''
    await bind(id, key, {})
    expect(await ledger(slug)).toEqual([])
    await bind(id, key, { target: '1000' })
    await plans.as('ilse').call(promise.measuresUnbind, { id, key })
    expect((await ledger(slug)).map(({ field, from, to, decision }) => [field, from, to, decision])).toEqual([
      ['scope', 'tes, increase', null, null],
      ['target', '1300', '1000', null],
    ])
  })
})
