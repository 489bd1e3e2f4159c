import { expect, test } from 'vitest'
import { imports } from '../../../test/cast/imports.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import { continueImport } from './commands/importing.ts'
import * as promise from './contract.ts'

const { ledger, as, who, trail, written, packed, sent, said, applied } = imports()

test('one that was thrown away is not done, one that was done is not thrown away, and pages are kept by a colleague', async () => {
  const one = await sent(packed({ 'z/a.md': '# Z\n' }), { tree: 'z' })
  expect(await codeOf(as('ilse').call(promise.importsApply, { id: one.id, owner: crypto.randomUUID() }))).toBe('page.owner_missing')
  expect((await as('ilse').call(promise.importsDiscard, { id: one.id })).state).toBe('discarded')
  expect(await codeOf(as('ilse').call(promise.importsApply, { id: one.id }))).toBe('import.wrong_state')
  const two = await sent(packed({ 'z/a.md': '# Z\n' }), { tree: 'z' })
  await applied(two.id, { owner: who('sol') })
  expect(await codeOf(as('ilse').call(promise.importsDiscard, { id: two.id }))).toBe('import.wrong_state')
  expect(await codeOf(as('ilse').call(promise.importsGet, { id: crypto.randomUUID() }))).toBe('import.unknown')
  const { items } = await as('ilse').call(promise.pagesList, { where: ['path:is:z/a'] })
  expect(items[0]?.owner.name).toBe('sol')
  expect((await as('ilse').call(promise.importsList, { limit: 1 })).items[0]).toMatchObject({ id: two.id, state: 'applied', tree: 'z' })
})

test('a process may die at any moment: what was done is done, the rest goes on, and nothing is done twice', async () => {
  const { pool } = ledger.cast.house.db
  const tree = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`k/${name}.md`, `# Kill ${name}\n\nSee [a](a.md).\n`]))
  const { id } = await sent(packed(tree), { tree: 'kill' })
  await as('ilse').call(promise.importsApply, { id })
  await pool.query(
    "create function pg_temp_die() returns trigger language plpgsql as $$ begin if new.path = 'k/c' then raise exception 'died' using errcode = 'admin_shutdown'; end if; return new; end $$",
  )
  await pool.query('create trigger die before insert on handbook.page for each row execute function pg_temp_die()')
  await expect(continueImport(ledger.cast.open, id)).rejects.toThrow('died')
  expect((await said(id)).map((line) => line.split(' ').at(-1))).toEqual(['placed', 'placed', 'waiting', 'waiting'])
  await pool.query('drop trigger die on handbook.page')
  await Promise.all([continueImport(ledger.cast.open, id), continueImport(ledger.cast.open, id)])
  await ledger.cast.drain()
  expect((await said(id)).map((line) => line.split(' ').at(-1))).toEqual(['done', 'done', 'done', 'done'])
  const { items } = await as('ilse').call(promise.pagesList, { where: ['path:contains:k/'] })
  expect(items.filter(({ title }) => title.startsWith('Kill')).map(({ path, label }) => `${path} ${label}`)).toEqual([
    'k/a 1.0.0',
    'k/b 1.0.0',
    'k/c 1.0.0',
    'k/d 1.0.0',
  ])
  expect((await trail(id)).filter((action) => action === 'handbook.import.applied')).toHaveLength(1)
})

test('what one file makes the house fail at stops no other', async () => {
  const { pool } = ledger.cast.house.db
  const { id } = await sent(packed({ 'v/a.md': '# Va\n', 'v/b.md': '# Vb\n', 'v/c.md': '# Vc\n' }), { tree: 'fails' })
  await pool.query(
    "create function pg_temp_fail() returns trigger language plpgsql as $$ begin if new.path = 'v/b' then raise exception 'odd'; end if; return new; end $$",
  )
  await pool.query('create trigger fail before insert on handbook.page for each row execute function pg_temp_fail()')
  expect((await applied(id)).state).toBe('applied')
  await pool.query('drop trigger fail on handbook.page')
  expect(await said(id)).toEqual(['v/a.md create - done', 'v/b.md create import.failed left', 'v/c.md create - done'])
})

test('one that is refused is left with its reason, and stops no other; one that was stopped goes on when it is asked for again', async () => {
  const { pool } = ledger.cast.house.db
  const { id } = await sent(packed({ 'q/a.md': '# Qa\n', 'q/b.md': '# Qb\n', 'q/c.md': '# Qc\n' }), { tree: 'quiet' })
  // an address that somebody takes between the preview and the deed
  await written('# Taken\n\nFirst.\n', { path: 'q/b' })
  await pool.query(
    "update handbook.import set state = 'applying', owner = by_id::uuid, asked_kind = 'person', asked_id = by_id where id = $1",
    [id],
  )
  expect((await as('ilse').call(promise.importsGet, { id })).may).toEqual(['apply'])
  await applied(id)
  expect(await said(id)).toEqual(['q/a.md create - done', 'q/b.md create import.differs left', 'q/c.md create - done'])
})
