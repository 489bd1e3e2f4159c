import { expect, test } from 'vitest'
import { drilled } from '../../../test/cast/drilled.ts'
import { zipOf } from '../../kernel/files/zip-write.ts'
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

test('what a text names as what it serves counts like what is chosen on its page, and stays when that changes', async () => {
  const [ship, answer] = [crypto.randomUUID(), crypto.randomUUID()]
  const [first, second] = [crypto.randomUUID(), crypto.randomUUID()]
  const edition = (edition_id: string, title: string) =>
    vet(edition_id, '', {
      methods: [
        { key: ship, title, audience: 'internal' },
        { key: answer, title: 'Answer at once', audience: 'internal' },
      ],
    })
  const head = `methods: # of the plan\n  - 'Load at night'\n  - "Anser at once"\n`
  const text = procedureText('Load a ship', '', head)
  const { id } = await written(text, { backup: who('sol') })
  const made = await as('ilse').call(promise.functionsCreate, { name: 'Loading', owner: who('ilse') })
  await as('ilse').call(promise.functionsArrange, { id: made.id, if_match: 1, entries: [{ page: id }] })
  const codes = async () => (await as('ilse').call(promise.proceduresGet, { id })).unmet.map(({ code }) => code)
  expect(await codes()).toContain('procedure.unaligned')
  expect((await read('ilse', id)).unread).toHaveLength(2)
  expect((await read('cato', id)).unread).toEqual([])

  // the plan is vetted after the draft was written
  await edition(first, 'Load at night')
  expect(await codes()).not.toContain('procedure.unaligned')
  const seen = await as('ilse').call(promise.textsPreview, { page: id, source: text, audience: 'internal' })
  expect(seen.findings.filter(({ code }) => code === 'method.unknown').map((one) => one.text)).toEqual([
    'No plan in force has a method “Anser at once”. Near to it: “Answer at once”.',
  ])
  const asked = await as('ilse').call(promise.proposalsCreate, { id, base: 1, note: 'As we do it' })
  await ledger.decide('mara', asked.decision.id)
  expect((await as('ilse').call(promise.proposalsPublish, { id: asked.id })).state).toBe('published')
  const served = async () => (await read('ilse', id)).methods.map(({ key: of, chosen, said }) => ({ of, chosen, said }))
  expect(await served()).toEqual([{ of: ship, chosen: false, said: true }])
  expect((await as('ilse').call(promise.pagesGet, { id })).no).toBe(1)

  // chosen on the page beside it, and taken away again: the text goes on naming it
  const set = (methods: string[]) => as('ilse').call(promise.alignmentSet, { id, methods })
  expect((await set([ship, answer])).methods).toHaveLength(2)
  expect((await set([])).methods).toMatchObject([{ key: ship, chosen: false, said: true }])

  // the method gets another title: the name in the text means it still
  await edition(second, 'Load by night')
  await tell('strategy.edition.superseded', { edition_id: first, plan_id: plan.plan_id, slug: plan.slug, by_id: second })
  const slip = text.replace('Open the order', 'Opne the order')
  await as('ilse').call(promise.pagesPublish, { id, base: 1, source: slip, note: 'A slip' })
  expect(await read('ilse', id)).toMatchObject({ aligned: true, methods: [{ title: 'Load by night' }] })
  // every other byte stands as it was written
  const { rows } = await ledger.cast.house.db.pool.query('select source from handbook.page_version where page_id = $1 and no = 2', [id])
  expect(rows).toEqual([{ source: slip }])
  expect((await trail(id)).filter((action) => action === 'handbook.procedure.aligned')).toHaveLength(3)
})

test('methods that an imported procedure names and no plan has are told at its file', async () => {
  const source = '---\nkind: procedure\nmethods: Sail round the world\n---\n# Sail\n\n## Steps\n\n1. Weigh anchor\n'
  const content = Buffer.from(zipOf([{ name: 'sail.md', bytes: Buffer.from(source) }])).toString('base64')
  const { id } = await as('ilse').call(promise.importsPreview, { file: { name: 'tree.zip', type: 'application/zip', content } })
  await as('ilse').call(promise.importsApply, { id })
  await ledger.cast.drain()
  const [file] = (await as('ilse').call(promise.importsFiles, { id, limit: 10 })).items
  expect(file).toMatchObject({ state: 'done', code: 'method.unknown' })
  expect(file?.says).toContain('No plan in force has a method “Sail round the world”.')
})
