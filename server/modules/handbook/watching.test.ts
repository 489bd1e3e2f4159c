import { expect, test } from 'vitest'
import { allRooms } from '../../../test/cast/cast.ts'
import { pages } from '../../../test/cast/pages.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import { writeNoticeLetters } from '../../doors/notices.ts'
import { tellWatchers } from './commands/watching.ts'
import * as promise from './contract.ts'

const { ledger, as, read, written, publish, group, who, trail } = pages(allRooms)
const watch = (name: string, id: string, on = true) => as(name).call(promise.watchesSet, { id, on })
const told = async (name: string) => (await ledger.told(name, 'handbook.page.changed')).map(({ text }) => text)
const own = async (name: string) => (await as(name).call(promise.watchesList, {})).items.map(({ title }) => title)

test('whoever watches a page is told once what changed of it, as far as they may read it, until they stop', async () => {
  const { id } = await written('# Watched\n\nFile within 30 days.\n')
  expect((await read('cato', id)).watched).toBe(false)
  await watch('cato', id)
  await watch('cato', id)
  await watch('ilse', id)
  expect([(await read('cato', id)).watched, (await read('noa', id)).watched]).toEqual([true, false])
  expect([await own('cato'), await own('noa')]).toEqual([['Watched'], []])
  await publish('ilse', id, 1, '# Watched\n\nFile within 60 days.\n', { note: 'The law says so' })
  await ledger.cast.drain()
  const text = '“Watched” has version 2.0.0: The law says so\n\n− File within 30 days.\n+ File within 60 days.'
  expect(await told('cato')).toEqual([text])
  // whoever wrote it knows
  expect(await told('ilse')).toEqual([])
  // nothing that is read changed
  await publish('ilse', id, 2, '---\ntags: law\n---\n# Watched\n\nFile within 60 days.\n')
  await ledger.cast.drain()
  expect(await told('cato')).toHaveLength(1)
  // it goes by letter, unless its reader wishes otherwise
  const { pool } = ledger.cast.house.db
  await pool.query("update kernel.notice set at = at - interval '5 minutes' where reason = 'handbook.page.changed'")
  await writeNoticeLetters(ledger.cast.open as never)
  const { rows } = await pool.query('select body from kernel.mail order by created_at desc limit 1')
  expect(String(rows[0]?.body)).toContain('60 days')
  await watch('cato', id, false)
  // asked again it is nothing new, and is not written down
  await watch('cato', id, false)
  expect((await trail(id)).filter((action) => action === 'handbook.page.unwatched')).toHaveLength(1)
  await publish('ilse', id, 3, '# Watched\n\nFile within 90 days.\n')
  await ledger.cast.drain()
  expect([await told('cato'), await own('cato')]).toEqual([[text], []])
})

test('what is for some is told to nobody else, and of a page for the few a letter has no word', async () => {
  await group('WAT', 'noa')
  const open = await written('# Parts\n\nFor all.\n\n<!-- restricted: WAT -->\n\nCANARY one.\n\n<!-- /restricted -->\n')
  const few = await written('# CANARY title\n\nCANARY two.\n', { audience: 'restricted', groups: [await group('WATCHERS', 'noa')] })
  for (const name of ['noa', 'cato']) await watch(name, open.id)
  expect(await codeOf(watch('cato', few.id))).toBe('page.unknown')
  await watch('noa', few.id)
  await publish('ilse', open.id, 1, '# Parts\n\nFor all.\n\n<!-- restricted: WAT -->\n\nCANARY three.\n\n<!-- /restricted -->\n', {
    note: 'CANARY no more',
  })
  await publish('ilse', few.id, 1, '# CANARY title\n\nCANARY four.\n')
  await ledger.cast.drain()
  expect(await told('noa')).toEqual([
    '“Parts” has version 1.1.0: a part changed that is not for all',
    'A page for the few has version 1.1.0',
  ])
  expect((await told('cato')).filter((text) => text.includes('Parts'))).toEqual([])
  // who may open it no more is told nothing, and does not see it in their list
  const { version } = await read('ilse', open.id)
  await as('ilse').call(promise.pagesChange, {
    id: open.id,
    if_match: version,
    audience: 'restricted',
    groups: [await group('NOBODY', 'sol')],
  })
  await publish('ilse', open.id, 2, '# Parts\n\nFor some.\n')
  await ledger.cast.drain()
  expect((await told('noa')).filter((text) => /Parts|for the few now/.test(text))).toEqual(['What changed is for the few now'])
  expect(await own('cato')).toEqual([])
})

test('what was told of a page that is for the few by now goes with no letter and stands in no inbox', async () => {
  const { id } = await written('# Closing\n\nCANARY one.\n')
  await watch('cato', id)
  await publish('ilse', id, 1, '# Closing\n\nCANARY two.\n')
  await ledger.cast.drain()
  expect((await told('cato')).at(-1)).toContain('CANARY two')
  const { version } = await read('ilse', id)
  await as('ilse').call(promise.pagesChange, { id, if_match: version, audience: 'restricted', groups: [await group('CLOSED', 'sol')] })
  const { pool } = ledger.cast.house.db
  const { rows } = await pool.query("select text, done_at from kernel.notice where reason = 'handbook.page.changed' and subject = $1", [id])
  expect(rows.map(({ text, done_at }) => [text, done_at === null])).toEqual([['What changed is for the few now', false]])
  const sent = async () => Number((await pool.query("select count(*) from kernel.mail where body like '%CANARY two%'")).rows[0].count)
  await pool.query("update kernel.notice set at = at - interval '5 minutes' where reason = 'handbook.page.changed'")
  await writeNoticeLetters(ledger.cast.open as never)
  expect(await sent()).toBe(0)
})

test('one who cannot be told keeps nobody else from being told, and whoever may read no handbook is told nothing', async () => {
  const { id } = await written('# Several\n\nOne.\n')
  for (const name of ['cato', 'noa', 'sol']) await watch(name, id)
  await publish('ilse', id, 1, '# Several\n\nTwo.\n')
  const { pool } = ledger.cast.house.db
  const first = [who('cato'), who('noa')].toSorted()[0]
  await pool.query(`alter table kernel.notice add constraint nobody_told check (person <> '${first}') not valid`)
  await pool.query('delete from people.role_grant where person_id = $1', [who('sol')])
  const tell = () => tellWatchers(ledger.cast.open as never, { page_id: id, no: 2 })
  await expect(tell()).rejects.toThrow('1 failed')
  const known = async () =>
    (await pool.query("select person from kernel.notice where reason = 'handbook.page.changed' and subject = $1", [id])).rows.map(
      ({ person }) => person,
    )
  const both = [who('cato'), who('noa')]
  expect(await known()).toEqual(both.filter((person) => person !== first))
  await pool.query('alter table kernel.notice drop constraint nobody_told')
  await tell()
  expect((await known()).toSorted()).toEqual(both.toSorted())
})

test('a page that is retired is watched no more, and its watchers are told why', async () => {
  const { id } = await written('# Ending\n\nText.\n')
  await watch('noa', id)
  const program = ledger.cast.speaker({ ...as('noa').actor, kind: 'key', id: 'nightly' })
  expect(await codeOf(program.call(promise.watchesSet, { id, on: true }))).toBe('watch.nobody')
  await as('ilse').call(promise.pagesRetire, { id, reason: 'Nobody needs it' })
  await ledger.cast.drain()
  const last = '“Ending” is not in force any more: Nobody needs it'
  expect((await told('noa')).at(-1)).toBe(last)
  // who has done with it is not told again once another page comes in its place
  const { pool } = ledger.cast.house.db
  await pool.query("update kernel.notice set done_at = now(), done_by = person where reason = 'handbook.page.changed'")
  const heir = await written('# After it\n\nText.\n')
  await as('ilse').call(promise.redirectsCreate, { path: (await read('ilse', id)).path, to: heir.id })
  await ledger.cast.drain()
  const { rows } = await pool.query("select text from kernel.notice where reason = 'handbook.page.changed' and subject = $1", [id])
  expect(rows.map(({ text }) => text)).toEqual([last])
  expect(await codeOf(watch('cato', id))).toBe('page.wrong_state')
  expect(who('noa')).not.toBe('')
})
