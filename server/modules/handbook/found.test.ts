import { expect, test } from 'vitest'
import { allRooms } from '../../../test/cast/cast.ts'
import { pages } from '../../../test/cast/pages.ts'
import { call } from '../../doors/call.ts'
import { search } from '../../doors/contract.ts'
import { houseOperations } from '../../doors/house-operations.ts'
import { rooms } from '../../rooms.ts'
import { fillSearch } from './commands/refilling.ts'
import * as promise from './contract.ts'

const { ledger, as, who, written, unplanned } = pages(allRooms)
const get = (path: string, headers: Record<string, string> = {}) => ledger.cast.http(new Request(`http://localhost${path}`, { headers }))
const found = async (q: string, name = 'ilse') => {
  const bound = houseOperations(rooms, false).find(({ operation }) => operation.name === search.name)
  if (!bound) throw new Error('nobody searches')
  const { answer } = await call(ledger.cast.house, bound, as(name).actor, { q }, {})
  return (answer as { hits: { kind: string; title: string; note?: string; snippet?: string }[] }).hits
}

test('a page comes before the decisions and runs that speak of it', async () => {
  const source =
    '---\nkind: procedure\nrapid: mara(D)\nrole: Keeper\n---\n# Replace the anchor chain\n\n## Steps\n\n1. Lift it\n2. Weld it\n'
  const { id } = await written(source, { backup: who('sol') })
  const made = await as('ilse').call(promise.functionsCreate, { name: 'Anchors', owner: who('ilse') })
  await as('ilse').call(promise.functionsArrange, { id: made.id, if_match: made.version, entries: [{ page: id }] })
  const { id: proposal, decision } = await as('ilse').call(promise.proposalsCreate, { id, base: 1, note: 'As we do it' })
  await ledger.decide('mara', decision.id)
  await unplanned(id)
  await as('ilse').call(promise.proposalsPublish, { id: proposal })
  const run = await as('ilse').call(promise.runsStart, { id, about: 'the anchor of the Kestrel' })
  expect((await found('anchor')).map(({ kind }) => kind)).toEqual(['page', 'decision', 'run'])
  expect((await found(run.number)).slice(0, 1)).toMatchObject([
    { kind: 'run', title: 'Replace the anchor chain: the anchor of the Kestrel', note: run.number },
  ])
  expect((await found('kestrel')).map(({ kind }) => kind)).toContain('run')
})

test('the sign of a note is no word of an excerpt', async () => {
  const { path } = await written('# Mooring lines\n\n> [!WARNING]\n> A mooring line under tension breaks legs.\n', { audience: 'public' })
  const page = await (await get('/handbook/search?q=mooring+tension')).text()
  expect(page).toContain('A mooring line under tension')
  expect(page).not.toContain('[!WARNING]')
  expect((await found('mooring tension'))[0]?.snippet).not.toContain('[!')
  expect((await (await get(`/handbook/${path}`)).text()).includes('data-alert="warning"')).toBe(true)
})

test('what an older house had not handed over is found once its job has run', async () => {
  const { id } = await written('# Bilge pumps\n\nThey run by themselves.\n', { audience: 'public' })
  await ledger.cast.house.db.pool.query("delete from kernel.search_document where id = $1 and tier = 'public'", [id])
  expect(await (await get('/handbook/search?q=bilge')).text()).toContain('Nothing fits')
  expect(await fillSearch(ledger.cast.open as never)).toEqual({ filled: 1 })
  expect(await (await get('/handbook/search?q=bilge')).text()).toContain('Bilge pumps')
  expect(await fillSearch(ledger.cast.open as never)).toEqual({ filled: 0 })
})

test('a public page has a strong tag of its bytes, another one packed, and both are known again', async () => {
  const { path } = await written(`# Winches\n\n${'They turn both ways, and hold. '.repeat(60)}\n`, { audience: 'public' })
  const plain = await get(`/handbook/${path}`, { 'accept-encoding': 'identity' })
  const packed = await get(`/handbook/${path}`, { 'accept-encoding': 'gzip' })
  const tags = [plain, packed].map((one) => one.headers.get('etag') ?? '')
  expect(tags[0]).toMatch(/^"[\w-]{22}"$/)
  expect(tags[1]).toBe(tags[0]?.replace(/"$/, '-gzip"'))
  for (const tag of tags) {
    const again = await get(`/handbook/${path}`, { 'if-none-match': tag })
    expect([again.status, again.headers.get('etag')]).toEqual([304, tag])
  }
  expect((await get(`/handbook/${path}.md`, { 'if-none-match': '"x"' })).status).toBe(200)
})

test('a public procedure in force is a skill that programs follow; no other page is, nor what nobody has agreed to', async () => {
  const source =
    '---\nkind: procedure\nrapid: mara(D)\nrole: Keeper\ntrigger: a secret bell rings\ndescription: How a rope is spliced.\n---\n# Splice a rope\n\n## Steps\n\n1. Open the strands\n2. Tuck them\n\n<!-- internal -->\nOur rope is blue.\n<!-- /internal -->\n'
  const { id, path } = await written(source, { backup: who('sol'), audience: 'public' })
  expect((await get(`/handbook/${path}/SKILL.md`)).status).toBe(404)
  const made = await as('ilse').call(promise.functionsCreate, { name: 'Ropes', owner: who('ilse') })
  await as('ilse').call(promise.functionsArrange, { id: made.id, if_match: made.version, entries: [{ page: id }] })
  const { id: proposal, decision } = await as('ilse').call(promise.proposalsCreate, { id, base: 1, note: 'As we do it' })
  await ledger.decide('mara', decision.id)
  await unplanned(id)
  await as('ilse').call(promise.proposalsPublish, { id: proposal })
  const answer = await get(`/handbook/${path}/SKILL.md`)
  const text = await answer.text()
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/markdown; charset=utf-8'])
  expect(text).toMatch(/^---\nname: splice-a-rope\ndescription: "Splice a rope. How a rope is spliced."\n---\n/)
  expect(text).toContain('1. Open the strands')
  expect(text).not.toMatch(/secret|blue|rapid|internal/)
  // by a former address it is a skill as well
  await as('ilse').call(promise.pagesMove, { id, path: 'ropes/splice' })
  const moved = await get(`/handbook/${path}/SKILL.md`)
  expect([moved.status, moved.headers.get('location')]).toEqual([301, '/handbook/ropes/splice/SKILL.md'])
  const { path: other } = await written('# Knots\n\nThere are many.\n', { audience: 'public' })
  expect((await get(`/handbook/${other}/SKILL.md`)).status).toBe(404)
})
