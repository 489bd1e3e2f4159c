import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPlans, type Plans, planText } from '../../../test/cast/plans.ts'
import { checkAll } from './commands/alignment/check.ts'
import * as promise from './contract.ts'
import { blockingDefects } from './store/alignment/defects.ts'

let plans: Plans
beforeAll(async () => {
  plans = await openPlans()
})
afterAll(() => plans?.ledger.cast.close())

const refused = (code: string, more: object = {}) => expect.objectContaining({ code, ...more })
const twin = 'Roll out single sign-on to every office'
const withMethod = (method: string) => (title: string) => planText(title).replace('Sell without a call', method)
const codesOf = async (who: string, slug: string) => (await plans.alignment(who, slug)).defects.map(({ code }) => code)
const heard = async (name: string, plan: string) =>
  (
    await plans.ledger.cast.house.db.pool.query(
      "select payload ->> 'code' as code from kernel.outbox where name = $1 and payload ->> 'slug' = $2 order by id",
      [name, plan],
    )
  ).rows.map(({ code }) => code)
/** By the administrator, who answers for no plan. */
const waive = (id: string, more: object = {}, who?: string) =>
  (who ? plans.as(who) : plans.ledger.cast.as('admin')).call(promise.defectsWaive, {
    id,
    reason: 'Until the merger',
    until: '2026-09-30',
    ...more,
  })

describe('edges', () => {
  test('are drawn by whoever answers for the plan, between what belongs together, once', async () => {
    const [a, b] = [await plans.written(), await plans.written()]
    const [mine, theirs] = [await plans.itemsOf(a.id), await plans.itemsOf(b.id)]
    const [from, to, measure] = [mine('methods')[0]?.key ?? '', theirs('methods')[0]?.key ?? '', mine('measures')[0]?.key ?? '']
    await expect(plans.join('serves', from, to, 'sol')).rejects.toEqual(refused('edge.not_dri'))
    await expect(plans.join('serves', from, measure)).rejects.toEqual(refused('edge.wrong_ends'))
    await expect(plans.join('serves', from, crypto.randomUUID())).rejects.toEqual(refused('item.unknown'))
    const { id } = await plans.join('serves', from, to)
    await expect(plans.join('serves', from, to)).rejects.toEqual(refused('edge.exists'))
    await expect(plans.join('serves', to, from)).rejects.toEqual(refused('edge.circle'))
    const seen = await plans.alignment('sol', a.slug)
    expect(seen.edges.find((edge) => edge.id === id)).toMatchObject({
      type: 'serves',
      from_key: from,
      to_key: to,
      made_by: 'ilse',
      may: [],
    })
    expect(await plans.ledger.trail(a.id)).toContain('strategy.edge.drawn')
    await expect(plans.as('sol').call(promise.edgesRemove, { id })).rejects.toEqual(refused('edge.not_dri'))
    await plans.as('ilse').call(promise.edgesRemove, { id })
    expect(await plans.ledger.trail(a.id)).toContain('strategy.edge.removed')
    await expect(plans.as('ilse').call(promise.edgesRemove, { id })).rejects.toEqual(refused('edge.unknown'))
  })

  test('stay with their items through an edit; one to a line that is gone is said', async () => {
    const { id, slug } = await plans.written()
    expect(await codesOf('ilse', slug)).not.toContain('C5')
    await plans.edit(id, (source) =>
      source.replace('Sell without a call', 'Sell without calling anybody').replace('Revenue grows', 'Revenue doubles'),
    )
    expect(await codesOf('ilse', slug)).not.toContain('C5')
    await plans.edit(id, (source) =>
      source.replace('- Revenue doubles', '- TBD within Q2\n- Margin grows').replace('- TBD within Q2\n', ''),
    )
    await plans.edit(id, (source) => source.replace(/Measures\n.*$/s, 'Measures\n'))
    expect(await codesOf('ilse', slug)).toContain('A3')
  })
})

describe('vetting', () => {
  test('is refused while a method has no measure, and that is not waived', async () => {
    const { id, slug } = await plans.written()
    await plans.agreed(id)
    const [edge] = (await plans.alignment('ilse', slug)).edges
    await plans.as('ilse').call(promise.edgesRemove, { id: edge?.id ?? '' })
    await expect(plans.vet(id)).rejects.toEqual(refused('plan.defects_open', { message: expect.stringContaining('No measure tells how') }))
    const open = (await plans.alignment('ilse', slug)).defects.find(({ code }) => code === 'C5')
    expect(open?.may).toEqual([])
    await expect(waive(open?.id ?? '')).rejects.toEqual(refused('defect.must_be_mended'))
    await plans.measured(id)
    expect(await plans.vet(id)).toMatchObject({ state: 'vetted' })
    expect(await heard('strategy.defect.opened', slug)).toContain('C5')
    expect(await heard('strategy.defect.cleared', slug)).toContain('C5')
  })

  test('is refused while two own one thing, until it is waived: on these texts alone', async () => {
    const first = await plans.written(withMethod(twin))
    await plans.agreed(first.id)
    await plans.vet(first.id)
    const second = await plans.written((title) => withMethod(twin)(title).replace('(DRI: cato)', '(DRI: noa)'))
    const [draft] = (await plans.alignment('sol', second.slug)).defects.filter(({ code }) => code === 'C2')
    expect(draft).toMatchObject({
      level: 'error',
      quoted: [{ text: expect.stringContaining(twin) }, { text: expect.stringContaining(twin) }],
    })
    // nobody is told of what is only being drafted
    const told = async (name: string) => [...(await heard(name, first.slug)), ...(await heard(name, second.slug))]
    expect(await told('strategy.defect.opened')).not.toContain('C2')
    await plans.agreed(second.id)
    expect(await plans.ledger.told('ilse', 'strategy.defect.opened')).toContainEqual(
      expect.objectContaining({ text: expect.stringContaining('say the same') }),
    )
    await expect(plans.vet(second.id)).rejects.toEqual(refused('plan.defects_open', { message: expect.stringContaining('cato’s') }))
    const id = draft?.id ?? ''
    await expect(waive(id, {}, 'sol')).rejects.toEqual(refused('right.missing'))
    await expect(waive(id, { until: '2026-06-15' })).rejects.toEqual(refused('waiver.until_past'))
    await expect(waive(id, { until: '2027-09-30' })).rejects.toEqual(refused('waiver.too_long'))
    await expect(waive(crypto.randomUUID())).rejects.toEqual(refused('defect.unknown'))
    await expect(waive(id, {}, 'ilse')).rejects.toEqual(refused('defect.your_own'))
    await waive(id)
    expect(await told('strategy.defect.waived')).toEqual(['C2'])
    // who answers for one of the plans is asked to mend it no more, and hears who accepted it
    expect((await plans.ledger.told('ilse', 'strategy.defect.opened')).filter(({ done_at }) => done_at === null)).toEqual([])
    expect(await plans.ledger.told('ilse', 'strategy.defect.waived')).toEqual([
      expect.objectContaining({ text: expect.stringMatching(/ has waived until 2026-09-30 that .*: Until the merger$/) }),
    ])
    expect((await plans.alignment('sol', second.slug)).defects.find((one) => one.id === id)?.waiver).toMatchObject({
      by: plans.ledger.cast.as('admin').actor.name,
      until: '2026-09-30',
    })
    expect(await plans.codes(second.id)).not.toContain('plan.defects_open')
    // another text of either, and the waiver is dead
    await plans.takeBack(second.id)
    await plans.edit(second.id, (source) => source.replace(`${twin} (`, `${twin} soon (`))
    const again = (await plans.alignment('sol', second.slug)).defects.find(({ code }) => code === 'C2')
    expect(again).toMatchObject({ id, waiver: null })
    // it does not outlive its day
    await plans.edit(second.id, (source) => source.replace(`${twin} soon (`, `${twin} (`))
    expect((await plans.alignment('sol', second.slug)).defects.find((one) => one.id === id)?.waiver).not.toBeNull()
    plans.ledger.at('2026-10-01')
    expect((await plans.alignment('sol', second.slug)).defects.find((one) => one.id === id)?.waiver).toBeNull()
    plans.ledger.at('2026-06-15')
    await plans.edit(second.id, (source) => source.replace(twin, 'Paint the boats'))
    await expect(waive(id)).rejects.toEqual(refused('defect.cleared'))
    expect(await told('strategy.defect.opened')).toContain('C2')
    expect(await told('strategy.defect.cleared')).toContain('C2')
    expect((await plans.ledger.told('ilse', 'strategy.defect.opened')).every(({ done_at }) => done_at !== null)).toBe(true)
    expect([...(await plans.ledger.trail(first.id)), ...(await plans.ledger.trail(second.id))]).toContain('strategy.defect.waived')
  })
})

test('what is wrong with a plan is waived neither by whoever answers for it nor by whoever decides on it', async () => {
  const decided = await plans.written((title) =>
    planText(title).replace('ilse(R)', 'cato(R)').replace('DRI: ilse', 'DRI: cato').replace('mara(D)', 'ilse(D)'),
  )
  const recommended = await plans.written((title) => planText(title).replace('DRI: ilse\n', ''))
  const other = await plans.written((title) => planText(title).replace('ilse(R)', 'cato(R)').replace('DRI: ilse', 'DRI: cato'))
  const waivable = async (slug: string) => (await plans.alignment('ilse', slug)).defects.find(({ code }) => code === 'C4')?.id ?? ''
  for (const { slug } of [decided, recommended])
    await expect(waive(await waivable(slug), {}, 'ilse')).rejects.toEqual(refused('defect.your_own'))
  // the page offers it to nobody who would be refused
  const offered = async (slug: string) => (await plans.alignment('ilse', slug)).defects.find(({ code }) => code === 'C4')?.may
  expect(await Promise.all([decided, recommended, other].map(({ slug }) => offered(slug)))).toEqual([[], [], ['waive']])
  expect(await waive(await waivable(other.slug), {}, 'ilse')).toMatchObject({ until: '2026-09-30' })
})

test('a text that one may not open is on neither side of anything, and in nobody’s way', async () => {
  const method = 'Buy the harbour tavern next spring'
  const secret = await plans.written(withMethod(method), { audience: 'restricted' })
  const open = await plans.written((title) => withMethod(method)(title).replace('(DRI: cato)', '(DRI: noa)'))
  await plans.agreed(open.id)
  await plans.vet(open.id)
  expect(await codesOf('ilse', open.slug)).toContain('C2')
  const seen = await plans.alignment('sol')
  expect(seen.plans.map(({ slug }) => slug)).not.toContain(secret.slug)
  expect(JSON.stringify(seen.defects)).not.toContain(secret.title)
  expect(await codesOf('sol', open.slug)).not.toContain('C2')
  await expect(plans.alignment('sol', secret.slug)).rejects.toEqual(refused('edition.unknown'))
  const lines = await plans.as('sol').call(promise.plansList, { limit: 200 })
  expect(lines.items.find(({ slug }) => slug === open.slug)?.edition).toMatchObject({ errors: 0 })
  const [mine, theirs] = [await plans.itemsOf(open.id), await plans.itemsOf(secret.id)]
  await expect(plans.join('same_as', mine('methods')[0]?.key ?? '', theirs('methods')[0]?.key ?? '', 'sol')).rejects.toEqual(
    refused('item.unknown'),
  )
  // whoever may read both is held by it
  const held = await plans.ledger.cast.open((ctx) => blockingDefects(ctx.tx, secret.id, ctx.today))
  expect(held.map(({ code }) => code)).toContain('C2')
})

test('what one team needs of another is a defect until the other side accepts it, or says why not', async () => {
  const [sales, support] = [await plans.written(), await plans.written((title) => planText(title).replace('DRI: ilse', 'DRI: noa'))]
  const [mine, theirs] = [await plans.itemsOf(sales.id), await plans.itemsOf(support.id)]
  const { id } = await plans.join('needs', mine('methods')[0]?.key ?? '', theirs('methods')[1]?.key ?? '')
  const need = async () => (await plans.alignment('sol', support.slug)).defects.find(({ code }) => code === 'need.open')
  expect(await need()).toMatchObject({ level: 'warn', title: 'Need that nobody has accepted', quoted: [{ dri: 'ilse' }, { dri: 'noa' }] })
  expect(await plans.ledger.told('noa', 'strategy.need.asked')).toMatchObject([{ done_at: null }])
  const answer = (who: string, more: object) => plans.as(who).call(promise.needsAnswer, { id, answer: 'accepted', ...more })
  await expect(answer('ilse', {})).rejects.toEqual(refused('need.not_asked'))
  await answer('noa', { answer: 'declined', reason: 'No hands before fall' })
  expect(await need()).toMatchObject({ title: 'Need that was declined', says: expect.stringContaining('No hands before fall') })
  await answer('noa', {})
  expect(await need()).toBeUndefined()
  expect(await plans.ledger.told('noa', 'strategy.need.asked')).toMatchObject([{ done_at: expect.anything() }])
  expect(await plans.ledger.trail(support.id)).toEqual(expect.arrayContaining(['strategy.need.declined', 'strategy.need.accepted']))
  await plans.edit(sales.id, (source) => source.replace('Sell without a call', 'Sell in Asia without a call'))
  expect(await need()).toMatchObject({ title: 'Need accepted on an older text' })
  const [edge] = (await plans.alignment('ilse', sales.slug)).edges.filter(({ type }) => type === 'needs')
  expect(edge).toMatchObject({ answer: 'accepted', stale: true })
  await plans.measured(sales.id)
  const measured = (await plans.alignment('ilse', sales.slug)).edges.find(({ type }) => type === 'measured_by')
  await expect(plans.as('noa').call(promise.needsAnswer, { id: measured?.id ?? '', answer: 'accepted' })).rejects.toEqual(
    refused('edge.no_need'),
  )
})

test('the night finds what the day has found, and says how far it is', async () => {
  const before = await plans.alignment('ilse')
  const notes: string[] = []
  const report = async ({ note }: { note: string }) => {
    notes.push(note)
    return 'go on' as const
  }
  const told = async () =>
    (await plans.ledger.cast.house.db.pool.query("select count(*)::int as n from kernel.outbox where name like 'strategy.defect.%'"))
      .rows[0].n
  const events = await told()
  const done = await checkAll(plans.ledger.cast.open, report)
  const after = await plans.alignment('ilse')
  const ids = ({ defects }: typeof after) => defects.map(({ id }) => id).toSorted()
  expect(ids(after)).toEqual(ids(before))
  expect([after.checked_at, done.plans, notes.at(-1)]).toEqual([
    '2026-06-15T10:00:00.000Z',
    after.plans.length,
    `${after.plans.length} of ${after.plans.length} plans`,
  ])
  expect(await told()).toBe(events)
})
