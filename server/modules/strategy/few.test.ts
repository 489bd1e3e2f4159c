import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPlans, type Plans, planText } from '../../../test/cast/plans.ts'
import { remindOfUpdates } from './commands/reminding.ts'
import * as promise from './contract.ts'
import { misfits } from './queries/alignment/misfits.ts'
import { overdueUpdates } from './queries/owed.ts'

let plans: Plans
beforeAll(async () => {
  plans = await openPlans()
})
afterAll(() => plans?.ledger.cast.close())

const refused = (code: string) => expect.objectContaining({ code })

/** In force, and for the few from then on. */
async function forTheFew(text: (title: string) => string) {
  const plan = await plans.written(text)
  await plans.agreed(plan.id)
  await plans.vet(plan.id)
  await plans.ledger.cast.house.db.pool.query("update strategy.plan set audience = 'restricted' where slug = $1", [plan.slug])
  return plan
}

test('a plan for the few answers like none to whoever would go on with it or read its updates; what it has done is for the few', async () => {
  const secret = await forTheFew(planText)
  const update = await plans.as('ilse').call(promise.updatesPost, {
    id: secret.id,
    status: 'green',
    next_actions: [{ text: 'Buy the quokka', dri: plans.ledger.id('ilse'), due: '2026-07-01' }],
  })
  const next = plans.as('sol').call(promise.plansNext, { slug: secret.slug, period_from: '2027-02-01', period_to: '2028-01-31' })
  await expect(next).rejects.toEqual(refused('edition.unknown'))
  await expect(plans.as('sol').call(promise.updatesAcknowledge, { id: update.id })).rejects.toEqual(refused('edition.unknown'))
  const { rows } = await plans.ledger.cast.house.db.pool.query("select audience from decisions.action where text = 'Buy the quokka'")
  expect(rows).toEqual([{ audience: 'restricted' }])
})

test('what does not fit a plan for the few waits for nobody who may not open it', async () => {
  const method = (title: string) => planText(title).replace('Sell without a call', 'Buy the harbour tavern next spring')
  await forTheFew(method)
  const open = await plans.written((title) => method(title).replace('(DRI: cato)', '(DRI: noa)'))
  await plans.agreed(open.id)
  const waits = async (name: string) => {
    const { actor } = plans.as(name)
    const all = await plans.ledger.cast.open((ctx) => misfits({ ...ctx, actor }))
    return all.filter(({ detail }) => detail?.includes('tavern')).length > 0
  }
  expect([await waits('ilse'), await waits('sol')]).toEqual([true, false])
})

test('that a defect of a plan for the few was accepted is told to nobody', async () => {
  const method = (title: string) => planText(title).replace('Sell without a call', 'Charter the quokka barge next spring')
  await forTheFew(method)
  const open = await plans.written((title) => method(title).replace('(DRI: cato)', '(DRI: noa)'))
  await plans.agreed(open.id)
  const query = (text: string) => plans.ledger.cast.house.db.pool.query(text)
  const { rows } = await query(
    "select id, level from strategy.defect where few and code = 'C2' and cleared_at is null and says like '%quokka barge%'",
  )
  expect(rows).toMatchObject([{ level: 'error' }])
  await plans.ledger.cast.as('admin').call(promise.defectsWaive, { id: rows[0].id, reason: 'Until the merger', until: '2026-09-30' })
  const told = await query("select person, text from kernel.notice where reason = 'strategy.defect.waived'")
  expect(told.rows).toEqual([])
})

test('a need that a plan for the few asks of another is told without its words', async () => {
  const secret = await plans.written((title) => planText(title).replace('Sell without a call', 'Sell the quokka'), {
    audience: 'restricted',
  })
  const open = await plans.written((title) => planText(title).replace('DRI: ilse', 'DRI: noa'))
  const [mine, theirs] = [await plans.itemsOf(secret.id), await plans.itemsOf(open.id)]
  await plans.join('needs', mine('methods')[0]?.key ?? '', theirs('methods')[1]?.key ?? '')
  expect(await plans.ledger.told('noa', 'strategy.need.asked')).toMatchObject([{ text: 'Another team needs something of you' }])
  const { rows } = await plans.ledger.cast.house.db.pool.query(
    "select after::text from kernel.audit where after::text like '%quokka%' and subject_id = $1",
    [open.id],
  )
  expect(rows).toEqual([])
})

test('that an update of a plan for the few is owed is told without its name and its lines', async () => {
  const { id, title } = await forTheFew(planText)
  const said = async () =>
    (
      await plans.ledger.cast.house.db.pool.query(
        "select text, title from kernel.notice where subject = $1 and reason like 'strategy.update.%' order by at",
        [id],
      )
    ).rows
  plans.ledger.at('2026-07-14')
  await remindOfUpdates(plans.ledger.cast.open)
  const due = { text: 'One update of a plan is due today', title: 'A plan' }
  expect(await said()).toEqual([due])
  plans.ledger.at('2026-07-15')
  await remindOfUpdates(plans.ledger.cast.open)
  expect(await said()).toEqual([due, { ...due, text: 'One update of a plan was due on 2026-07-14' }])
  const owed = await plans.ledger.cast.open((ctx) => overdueUpdates(ctx))
  expect(owed.filter(({ href }) => href?.includes(id)).map((one) => one.title)).toEqual(['A plan'])
  expect(JSON.stringify(owed)).not.toContain(title)
  plans.ledger.at('2026-06-15')
})

test('what its measures came to, and what was judged of them, is for the few as well', async () => {
  const secret = await plans.written()
  const key = (await plans.itemsOf(secret.id))('measures')[0]?.key ?? ''
  const judged = { kind: 'qualitative' as const, rubric: '0: calm, 5: a storm', target: '4', assessor: plans.ledger.id('farid') }
  await plans.as('ilse').call(promise.measuresBind, { id: secret.id, key, ...judged, due: '2027-01-31' })
  await plans.agreed(secret.id)
  await plans.vet(secret.id)
  await plans.as('farid').call(promise.measuresAssess, { id: secret.id, key, score: 3, words: 'The quokka is restless' })
  const values = async (who: string) => (await plans.as(who).call(promise.measuresReadings, { key })).items.map(({ value }) => value)
  expect(await values('sol')).toEqual(['3'])
  await plans.ledger.cast.house.db.pool.query("update strategy.plan set audience = 'restricted' where slug = $1", [secret.slug])
  expect([await values('sol'), await values('ilse')]).toEqual([[], ['3']])
  const words = (who: string) => plans.as(who).call(promise.measuresAssessments, { id: secret.id, key })
  expect((await words('ilse')).items).toEqual([expect.objectContaining({ score: 3, words: 'The quokka is restless', by: 'farid' })])
  await expect(words('sol')).rejects.toEqual(refused('edition.unknown'))
  for (const read of [promise.itemsList, promise.budgetGet])
    await expect(plans.as('sol').call(read, { id: secret.id })).rejects.toEqual(refused('edition.unknown'))
  const compared = plans.as('sol').call(promise.plansDifferences, { slug: secret.slug, from: secret.id, to: secret.id })
  await expect(compared).rejects.toEqual(refused('edition.unknown'))
})
