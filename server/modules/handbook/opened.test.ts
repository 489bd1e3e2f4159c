import { expect, test } from 'vitest'
import { allRooms } from '../../../test/cast/cast.ts'
import { pages } from '../../../test/cast/pages.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import * as promise from './contract.ts'

const { ledger, as, written, publish } = pages(allRooms)

test('what weighs is announced when it is found, once; and of a text that moved meanwhile nothing is mended', async () => {
  const to = await written('# Where the boats lie\n\nIn the north.\n', { path: 'boats/where' })
  const { id } = await written('# Two prices\n\nEvery visitor pays 30 EUR for a night at the long quay, see [where](boats/where).\n')
  const other = await written('# Prices of two\n\nEvery visitor pays 45 EUR for a night at the long quay.\n')
  await ledger.cast.drain()
  const opened = async () =>
    (
      await ledger.cast.house.db.pool.query("select payload from kernel.outbox where name = 'handbook.finding.opened' order by id")
    ).rows.map(({ payload }) => payload)
  const first = (await opened()).filter(({ page_id }) => page_id === id || page_id === other.id)
  // of two pages the one that was there first tells of both
  expect(first).toMatchObject([{ rule: 'conflict', page_id: id }])
  await publish(
    'ilse',
    other.id,
    1,
    '# Prices of two\n\nEvery visitor pays 45 EUR for a night at the long quay.\n\nSmall boats lie free.\n',
  )
  await ledger.cast.drain()
  expect((await opened()).filter(({ page_id }) => page_id === id || page_id === other.id)).toEqual(first)
  await as('ilse').call(promise.pagesMove, { id: to.id, path: 'boats/there' })
  await ledger.cast.drain()
  const { items } = await as('ilse').call(promise.findingsList, { where: [`page_id:is:${id}`] })
  const former = items.find(({ rule }) => rule === 'link_former')?.id ?? ''
  expect((await opened()).filter(({ page_id }) => page_id === id || page_id === other.id)).toEqual(first)
  const { source } = await as('ilse').call(promise.sourcesGet, { id })
  await publish('ilse', id, 1, `${source}\nAnd more.\n`)
  expect(await codeOf(as('ilse').call(promise.findingsMend, { id: former, to: to.id }))).toBe('finding.text_moved')
})
