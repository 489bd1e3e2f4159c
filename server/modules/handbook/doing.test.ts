import { expect, test } from 'vitest'
import { procedures } from '../../../test/cast/procedures.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import * as promise from './contract.ts'

const { ledger, as, written, trail } = procedures()
const mine = async (name: string) => (await as(name).call(promise.doingsList, {})).items
const draft = (name: string, rows: string[], more: object = {}) => as(name).call(promise.doingsDraft, { rows, ...more })
const source = async (name: string, id: string) => (await as(name).call(promise.sourcesGet, { id })).source

test('what somebody did becomes a draft with its steps and links, and none of its values', async () => {
  const page = await written('# The secret of Harbour Labs\n\nA word.\n', { path: 'harbour-labs' })
  await as('ilse').call(promise.pagesMove, { id: page.id, path: 'harbour-labs-moved' })
  await as('ilse').call(promise.pagesRetire, { id: page.id, reason: 'Noor asked for it' })
  const done = (await mine('ilse')).filter(({ action }) => action.startsWith('handbook.page.'))
  expect(done.slice(0, 3).map(({ says, work, system, href }) => [says, work, system, href])).toEqual([
    ['Retire a page', true, 'Handbook', `/handbook/pages/${page.id}`],
    ['Move a page', true, 'Handbook', `/handbook/pages/${page.id}`],
    ['Create a page', true, 'Handbook', `/handbook/pages/${page.id}`],
  ])
  const rows = done.slice(0, 3).map(({ id }) => id)
  const made = await draft('ilse', rows, { title: 'Take down the secret of Harbour Labs' })
  expect(made).toMatchObject({ number: expect.stringMatching(/^SOP-/), title: 'Take down …', steps: 3 })
  const text = await source('ilse', made.id)
  for (const value of ['Harbour', 'harbour', 'Noor', page.id, 'moved']) expect(text).not.toContain(value)
  expect(text).toContain('1. Create a page\n   - System: Handbook\n   - Input: path `<text>`, owner `<id>`, audience `<text>`\n')
  expect(text).toContain('   - Where: [Pages](/app/handbook/pages)')
  expect(await as('ilse').call(promise.proceduresGet, { id: made.id })).toMatchObject({ state: 'draft', steps: { length: 3 } })
  expect(await trail(made.id)).toContain('handbook.procedure.drafted')
})

test('is drafted by nobody of rows that they may not see, and by nobody of having come in', async () => {
  await written('# One page\n\nA word.\n')
  await as('sol').call(promise.pagesCreate, { source: '# Of sol\n\nA word.\n' })
  const own = (await mine('sol')).map(({ id }) => id)
  const others = (await mine('ilse')).map(({ id }) => id)
  expect(own.some((id) => others.includes(id))).toBe(false)
  expect(await codeOf(draft('sol', [own[0] ?? '', others[0] ?? '']))).toBe('doing.unknown')
  expect(await codeOf(draft('sol', ['0198a1b2-0000-7000-8000-000000000000']))).toBe('doing.unknown')
  expect((await draft('sol', own.slice(0, 1))).title).toBe('Create a page')
  // whoever sees the whole trail may take any of it
  const checker = ledger.cast.speaker({ ...as('ilse').actor, rights: ledger.cast.as('admin', 'bizops').actor.rights })
  expect((await checker.call(promise.doingsDraft, { rows: own.slice(0, 1) })).steps).toBe(1)
  const { rows } = await ledger.cast.house.db.pool.query(
    `insert into kernel.audit (id, at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, leaf)
     select uuidv7(), now(), actor_kind, actor_id, actor_name, 'people.session.started', 'session', 'x', repeat('0', 64) from kernel.audit
     where id = $1 returning id`,
    [own[0]],
  )
  expect(await codeOf(draft('sol', [rows[0].id]))).toBe('doing.no_work')
})
