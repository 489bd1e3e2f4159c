import { expect, test } from 'vitest'
import { allRooms } from '../../../test/cast/cast.ts'
import { drilled } from '../../../test/cast/drilled.ts'
import { pages } from '../../../test/cast/pages.ts'
import { countGaps } from './commands/gaps.ts'
import * as promise from './contract.ts'
import { handbookFigures } from './queries/board.ts'

const { ledger, as, who, written } = pages(allRooms)
const open = ((work: never) => ledger.cast.open(work)) as never
const figures = async () => {
  const all = await ledger.cast.open((ctx) => handbookFigures({ ...ctx, actor: as('cato').actor }))
  return new Map(all.map((one) => [one.key, one]))
}

test('what is in no contents and what is not written is counted each day, with its rows', async () => {
  expect((await figures()).get('handbook.unlisted')).toMatchObject({ value: null, period: { text: 'Not counted yet' } })
  const text =
    '---\nkind: procedure\nrole: Keeper\n---\n# Ring the bell\n\n## Steps\n\n1. Pull the rope\n2. Let it go\n3. Write down the hour at which it rang\n'
  const bell = await written(text)
  await written(text.replace('Ring the bell', 'Hide the bell'), {
    audience: 'restricted',
    groups: [
      (await ledger.cast.as('admin').call((await import('../people/contract.ts')).groupCreate, { name: 'Bells', short_name: 'BELLS' })).id,
    ],
  })
  const stub = await written('# The rope\n')
  const made = await as('ilse').call(promise.functionsCreate, { name: 'Bells', owner: who('ilse') })
  const lines = [{ label: 'The clapper' }, { page: stub.id }]
  const arranged = await as('ilse').call(promise.functionsArrange, { id: made.id, if_match: 1, entries: lines })
  await ledger.cast.drain()
  const now = await figures()
  expect(now.get('handbook.unlisted')).toMatchObject({ value: '1', of: { text: '{outside} in no contents' }, tone: 'warn' })
  expect(now.get('handbook.undocumented')).toMatchObject({
    value: '2',
    of: { text: '{promised} to be written, {stub} with a heading only' },
  })
  expect(await countGaps(open)).toEqual({ moved: false })
  const counted = () => ledger.cast.house.db.pool.query("select payload from kernel.outbox where name = 'handbook.gaps.counted'")
  const before = (await counted()).rows
  expect(before.at(-1)).toEqual({ payload: { day: '2026-06-15' } })
  await as('ilse').call(promise.functionsArrange, { id: made.id, if_match: arranged.version, entries: [...lines, { page: bell.id }] })
  await ledger.cast.drain()
  expect((await figures()).get('handbook.unlisted')).toMatchObject({ value: '0', tone: 'calm' })
  expect((await counted()).rows.length).toBeGreaterThan(before.length)
  const { value, adds_up, rows } = await drilled(ledger.cast, { metric: 'sop.undocumented', from: '2026-06-15', to: '2026-06-16' })
  expect([value, adds_up, rows.length]).toEqual(['2', true, 2])
})
