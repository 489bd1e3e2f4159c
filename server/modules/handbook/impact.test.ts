import { describe, expect, test } from 'vitest'
import { procedures, procedureText } from '../../../test/cast/procedures.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import * as promise from './contract.ts'
import { outwardPage } from './queries/public.ts'

const { ledger, as, who, written, publish, group, followed, agreeTo, start, unplanned } = procedures()
const query = async <T>(text: string, values: unknown[]) => (await ledger.cast.house.db.pool.query(text, values)).rows as T[]
const foretold = (name: string, id: string, more: object = {}) => as(name).call(promise.impactsRead, { id, ...more })
const trainings = (page: string) =>
  query<{ id: string; person: string; major: number; due_on: Date; invalidated_on: Date | null; ended_on: Date | null }>(
    'select id, person, major, due_on::text as due_on, invalidated_on, ended_on from handbook.training where page_id = $1',
    [page],
  )
const pageRow = async (id: string) =>
  (await query<{ public_hash: string | null; label: string; draft: boolean }>('select * from handbook.page where id = $1', [id]))[0]
const standing = async (id: string) => (await as('ilse').call(promise.proceduresGet, { id })).agreed

/** What a change foretells, then the change itself, and what of it came true. */
async function seeThrough(id: string, base: number, source: string, how: 'publish' | 'agree') {
  const said = await foretold('ilse', id, { source })
  const [before, was] = [await trainings(id), await pageRow(id)]
  const public_hash = said.everyone.hash ?? undefined
  if (how === 'publish') await publish('ilse', id, base, source, { public_hash })
  else {
    const put = await as('ilse').call(promise.proposalsCreate, { id, base, note: 'As we do it', source })
    await ledger.decide('mara', put.decision.id)
    await as('ilse').call(promise.proposalsPublish, { id: put.id, public_hash })
  }
  const [after, now] = [await trainings(id), await pageRow(id)]
  const known = new Map(before.map((row) => [row.id, row]))
  const voided = after.filter((row) => row.invalidated_on !== null && known.get(row.id)?.invalidated_on === null)
  const asked = after.filter((row) => !known.has(row.id))
  expect(said.way).toBe(how === 'publish' ? 'publish' : 'put_forward')
  expect(said.label).toBe(now?.label)
  expect((said.trainings?.voided.rows ?? []).map((row) => row.id).toSorted()).toEqual(voided.map((row) => row.id).toSorted())
  expect((said.trainings?.asked.rows ?? []).map((row) => row.person.id).toSorted()).toEqual(asked.map((row) => row.person).toSorted())
  for (const row of asked) expect(String(row.due_on)).toBe(said.trainings?.due_on)
  expect(said.everyone.hash).toBe(now?.public_hash)
  expect(said.everyone.is === 'same').toBe(was?.public_hash === now?.public_hash && now?.public_hash !== null)
  return said
}

describe('what publishing a text would change', () => {
  test('is what it does then: who reads again, whose proof is void, which runs go on, what everyone sees', async () => {
    const id = await followed('Lend a boat', { audience: 'public' })
    const few = await group('IMP', 'noa', 'cato')
    await as('ilse').call(promise.trainingsRequire, { id, groups: [few] })
    const own = (await as('noa').call(promise.trainingsList, { where: [`page:is:${id}`, 'person:is:me'] })).items[0]?.id ?? ''
    await as('noa').call(promise.trainingsAcknowledge, { id: own, no: 1, printed_name: 'Noa N.' })
    const run = await start('sol', id)
    const text = procedureText('Lend a boat')

    // letters alone: what was agreed to goes on, nobody reads it again
    const letters = text.replace('Open the', 'Opne the')
    const small = await seeThrough(id, 1, letters, 'publish')
    expect(small).toMatchObject({ class: 'editorial', trainings: null, agreement: { becomes: 'carried', asks: [], replaces: null } })
    expect(small.everyone).toMatchObject({ is: 'changed', opens: true })
    expect((await standing(id)).is).toBe('carried')

    // a step more: both read it again, what noa proved is void, and the run ends on its own text
    const more = procedureText('Lend a boat', '3. Tell the keeper\n')
    const large = await seeThrough(id, 2, more, 'agree')
    expect(large).toMatchObject({
      class: 'material',
      steps: [
        { title: 'Open the order', is: 'changed' },
        { title: 'Tell the keeper', is: 'added' },
      ],
      agreement: { becomes: 'asked', now: { is: 'carried' }, asks: [{ letter: 'D', name: 'mara' }] },
      runs: { count: 1, rows: [{ id: run.id, label: '1.0.0', runner: { id: who('sol') } }] },
    })
    expect(large.trainings?.asked.rows.map(({ person, again }) => [person.name, again])).toEqual([
      ['cato', false],
      ['noa', true],
    ])
    expect(large.trainings?.voided).toMatchObject({ count: 2 })
    expect((await standing(id)).is).toBe('agreed')
    expect(await as('sol').call(promise.runsGet, { id: run.id })).toMatchObject({ label: '1.0.0', in_force: false, state: 'started' })

    // the same letters change nothing at all
    const none = await foretold('ilse', id)
    expect(none).toMatchObject({ label: '2.0.0', steps: [], agreement: { becomes: 'stands' }, everyone: { is: 'same', opens: false } })
    expect(none.places.count + none.retold.count + none.addresses.length).toBe(0)
  })

  test('says of a first text which addresses everyone can open then', async () => {
    const { id } = await written(procedureText('Moor a boat'), { backup: who('sol'), audience: 'public', path: 'quay/moor' })
    await as('ilse').call(promise.pagesMove, { id, path: 'quay/moor-a-boat' })
    const made = await as('ilse').call(promise.functionsCreate, { name: 'Moorings', owner: who('ilse') })
    await as('ilse').call(promise.functionsArrange, { id: made.id, if_match: 1, entries: [{ page: id }] })
    const base = await foretold('ilse', id)
    expect(base).toMatchObject({ way: 'publish', everyone: { is: 'nothing' }, addresses: [], agreement: { becomes: 'none' } })
    const said = await foretold('ilse', id, { forward: true })
    expect(said).toMatchObject({ way: 'put_forward', label: '1.0.0', everyone: { is: 'appears' }, agreement: { becomes: 'asked' } })
    expect(said.addresses).toEqual([
      { path: 'quay/moor-a-boat', leads: 'page' },
      { path: 'quay/moor', leads: 'redirect' },
    ])
    const opens = (path: string) => ledger.cast.open((ctx) => outwardPage(ctx, path))
    for (const { path } of said.addresses) expect(await codeOf(opens(path))).toBe('page.unknown')
    await agreeTo(id, 1)
    for (const { path, leads } of said.addresses) expect('moved' in (await opens(path))).toBe(leads === 'redirect')
  })

  test('names links to places that go, and another text that gives way; nothing of pages and people that one may not see', async () => {
    const id = await followed('Paint a boat', { source: `${procedureText('Paint a boat')}\n## Colours\n\nBlue alone.\n` })
    const link = `# Paints\n\nSee [colours](/handbook/${(await as('ilse').call(promise.pagesGet, { id })).path}#colours).\n`
    const open = await written(link)
    const closed = await written(link.replace('Paints', 'Secret paints'), {
      audience: 'restricted',
      groups: [await group('PNT', 'cato')],
      path: 'secret-paints',
    })
    await ledger.cast.drain()
    const without = procedureText('Paint a boat')
    const all = await foretold('ilse', id, { source: without })
    expect(all.places.rows.map(({ page }) => page.id).toSorted()).toEqual([open.id, closed.id].toSorted())
    expect(all.places.rows[0]).toMatchObject({ line: 3, anchor: 'colours' })
    const seen = await foretold('sol', id, { source: without })
    expect(seen.places).toMatchObject({ count: 1, rows: [{ page: { id: open.id } }] })
    expect(await codeOf(foretold('noa', id, { source: without }))).toBe('page.not_yours')

    const other = await as('ilse').call(promise.proposalsCreate, { id, base: 1, note: 'No colours', source: without })
    expect((await foretold('ilse', id)).agreement?.replaces).toBeNull()
    const third = await foretold('ilse', id, { source: procedureText('Paint a boat', '3. Let it dry\n') })
    expect(third.agreement?.replaces).toEqual({ id: other.decision.id, number: other.decision.number })
    await unplanned(id)
    expect(await codeOf(foretold('ilse', id, { source: `${without}\nMore words.\n`, class: 'editorial' }))).toBe('change.class_lower')
  })
})
