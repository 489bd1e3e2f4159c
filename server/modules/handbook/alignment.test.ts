import { expect, test } from 'vitest'
import { drilled } from '../../../test/cast/drilled.ts'
import { allRooms } from '../../../test/cast/cast.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import { procedures, procedureText } from '../../../test/cast/procedures.ts'
import * as promise from './contract.ts'

const { ledger, as, who, written, trail } = procedures(allRooms)
const [key, secret] = [crypto.randomUUID(), crypto.randomUUID()]
const plan = { plan_id: crypto.randomUUID(), slug: 'company', title: 'Company FY27', level: 'company', legacy: false }
const tell = async (name: string, payload: Record<string, unknown>) => {
  await ledger.cast.open((ctx) => ctx.announce(name, payload, { key: plan.plan_id }))
  await ledger.cast.drain()
}
const vet = (edition_id: string, title: string, more: object = {}) =>
  tell('strategy.edition.vetted', {
    ...{ ...plan, edition_id, period_start: '2026-02-01', period_end: '2027-01-31', vetted_on: '2026-06-01' },
    methods: [
      { key, title, audience: 'internal' },
      { key: secret, title: 'A secret method', audience: 'restricted' },
    ],
    ...more,
  })
const read = (name: string, id: string) => as(name).call(promise.alignmentGet, { id })
const listed = async (where: string) => (await as('cato').call(promise.proceduresList, { where: [where] })).items.map(({ title }) => title)

test('a procedure is followed once it serves a method of a plan in force, for as long as there is one', async () => {
  const [first, second] = [crypto.randomUUID(), crypto.randomUUID()]
  await vet(first, 'Ship within a day')
  const { id } = await written(procedureText('Ship an order'), { backup: who('sol') })
  const made = await as('ilse').call(promise.functionsCreate, { name: 'Orders', owner: who('ilse') })
  await as('ilse').call(promise.functionsArrange, { id: made.id, if_match: 1, entries: [{ page: id }] })
  const asked = await as('ilse').call(promise.proposalsCreate, { id, base: 1, note: 'As we do it' })
  await ledger.decide('mara', asked.decision.id)
  const publish = () => as('ilse').call(promise.proposalsPublish, { id: asked.id })
  expect(await codeOf(publish())).toBe('procedure.unaligned')

  const before = await read('ilse', id)
  expect(before).toMatchObject({ aligned: false, methods: [], waived: null, may: ['align', 'waive'] })
  expect(before.offered.map(({ title, plan: of }) => [title, of])).toEqual([['Ship within a day', 'Company FY27']])
  const set = (methods: string[], name = 'ilse') => as(name).call(promise.alignmentSet, { id, methods })
  expect(await codeOf(set([secret]))).toBe('method.unknown')
  expect(await codeOf(set([key], 'cato'))).toBe('page.not_yours')
  expect(await set([key, key])).toMatchObject({ aligned: true, methods: [{ key, in_force: true }] })
  expect((await publish()).state).toBe('published')
  expect(await trail(id)).toContain('handbook.procedure.aligned')
  await ledger.cast.drain()
  expect(await listed('aligned:is:yes')).toEqual(['Ship an order'])
  const share = () => drilled(ledger.cast, { metric: 'sop.aligned', from: '2026-06-15', to: '2026-06-16' })
  expect(await share()).toMatchObject({ value: '1', adds_up: true })

  // a newer edition says the same method in other words; the older one ends
  await vet(second, 'Ship within the hour')
  await tell('strategy.edition.superseded', { edition_id: first, plan_id: plan.plan_id, slug: plan.slug, by_id: second })
  expect((await read('cato', id)).methods).toMatchObject([
    { title: 'Ship within the hour', in_force: true, href: `/strategy/editions/${second}` },
  ])
  await tell('strategy.edition.expired', { edition_id: second, plan_id: plan.plan_id })
  expect(await read('cato', id)).toMatchObject({ aligned: false, methods: [{ in_force: false }], offered: [], may: [] })
  expect(await listed('aligned:is:no')).toEqual(['Ship an order'])
  expect(await share()).toMatchObject({ value: '0', adds_up: true })
  // what is followed goes on, and better words go out
  const text = procedureText('Ship an order').replace('Open the order', 'Opne the order')
  await as('ilse').call(promise.pagesPublish, { id, base: 1, source: text, note: 'A slip of the pen' })
  // an edition told again stays over
  await vet(second, 'Ship within the hour')
  expect((await read('cato', id)).aligned).toBe(false)
})

test('a period that has not begun, or is over, is no plan in force', async () => {
  const { id } = await written(procedureText('Wait for the tide'), { backup: who('sol') })
  await vet(crypto.randomUUID(), 'Ahead', { period_start: '2026-06-16' })
  expect((await read('ilse', id)).offered).toEqual([])
  await vet(crypto.randomUUID(), 'Over', { period_end: '2026-06-14' })
  expect((await read('ilse', id)).offered).toEqual([])
  await vet(crypto.randomUUID(), 'Now', { period_start: null, period_end: null })
  expect((await read('ilse', id)).offered.map(({ title }) => title)).toEqual(['Now'])
})

test('whoever decides on it, or keeps any page, says why it serves no plan, for 90 days at most; its owner alone does not', async () => {
  const { id } = await written(procedureText('Feed the cat'), { owner: who('cato'), backup: who('sol') })
  const waive = (name: string, until: string) =>
    as(name).call(promise.alignmentWaive, { id, reason: 'The cat was here before the plan', until })
  expect(await codeOf(waive('cato', '2026-06-20'))).toBe('waiver.not_yours')
  expect((await read('cato', id)).may).toEqual(['align'])
  expect((await read('mara', id)).may).toContain('waive')
  expect(await codeOf(waive('mara', '2026-09-14'))).toBe('waiver.too_long')
  expect(await codeOf(waive('mara', '2026-06-14'))).toBe('waiver.too_long')
  expect(await waive('mara', '2026-09-13')).toMatchObject({ aligned: false, waived: { until: '2026-09-13', by: 'mara' } })
  expect((await as('cato').call(promise.proceduresGet, { id })).unmet.map(({ code }) => code)).not.toContain('procedure.unaligned')
  ledger.cast.setNow(new Date('2026-09-14T12:00:00Z'))
  expect((await read('cato', id)).waived).toBeNull()
  expect((await as('cato').call(promise.proceduresGet, { id })).unmet.map(({ code }) => code)).toContain('procedure.unaligned')
  const page = await as('ilse').call(promise.pagesGet, { id })
  await as('ilse').call(promise.pagesRetire, { id: page.id, reason: 'The cat left' })
  expect(await codeOf(waive('ilse', '2026-09-20'))).toBe('page.wrong_state')
})
