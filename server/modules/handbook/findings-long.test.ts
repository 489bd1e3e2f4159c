import { expect, test } from 'vitest'
import { allRooms } from '../../../test/cast/cast.ts'
import { pages } from '../../../test/cast/pages.ts'
import { checkAll } from './commands/checking.ts'
import * as promise from './contract.ts'

const { ledger, as, written, publish } = pages(allRooms)
const drain = () => ledger.cast.drain()
/** What is found on a page, by rule, as somebody sees it. */
const on = async (page: string, name = 'ilse') =>
  (await as(name).call(promise.findingsList, { where: [`page_id:is:${page}`], sort: 'rule' })).items
const rulesOn = async (page: string, name?: string) => (await on(page, name)).map(({ rule }) => rule)
/** As a tree that was imported has it: no guard stood before it. */
const asItCame = async (id: string, text: string) => {
  const { pool } = ledger.cast.house.db
  await pool.query('alter table handbook.page_version disable trigger immutable')
  await pool.query('update handbook.page_version set source = $2 where page_id = $1', [id, text])
  await pool.query('alter table handbook.page_version enable trigger immutable')
  await pool.query('delete from handbook.checked where page_id = $1', [id])
}
const open = <T>(work: Parameters<typeof ledger.cast.open<T>>[0]) => ledger.cast.open(work)

test('a text that is like another a thousand times keeps nobody waiting, and the page says that it was compared in part', async () => {
  const letters = (at: number) => String.fromCharCode(97 + (at % 26), 97 + (Math.floor(at / 26) % 26))
  const long = (title: string, from: number) =>
    `# ${title}\n\n${Array.from({ length: 1200 }, (_none, at) => `The daily limit for travel of group ${letters(at)}x in the ${letters(at % 26)}yy office is ${at + from} EUR for every one of us here.`).join('\n\n')}\n`
  await written(long('Travel of the one', 100))
  await drain()
  const { id } = await written(long('Travel of the other', 5000))
  let turns = 0
  let going = true
  const beside = (async () => {
    while (going) {
      await new Promise(setImmediate)
      turns += 1
    }
  })()
  await drain()
  going = false
  await beside
  expect(turns).toBeGreaterThan(20)
  const found = await as('ilse').call(promise.findingsList, { where: [`page_id:is:${id}`, 'rule:is:not_all_compared'] })
  expect(found.items).toMatchObject([{ level: 'info', what: 'Only 300 of 676 passages that other pages have too are listed.' }])
  await publish('ilse', id, 1, '# Travel of the other\n\nThere is none.\n')
  await drain()
  expect(await rulesOn(id)).toEqual(['page_orphan'])
})

test('thousands of short sentences and of links are written down, and a page that cannot be read keeps nobody from the next', async () => {
  const many = Array.from({ length: 5000 }, (_none, at) => `Ask ${at} of us all now.`).join(' ')
  const { id } = await written(`# Many\n\n${many}\n`, { path: 'many/sentences' })
  const links = await written('# Links of many\n\nText.\n', { path: 'many/links' })
  await asItCame(links.id, `# Links of many\n\n${Array.from({ length: 2800 }, (_none, at) => `[a](gone${at})`).join('\n\n')}\n`)
  await drain()
  await checkAll(open as never)
  const { pool } = ledger.cast.house.db
  const { rows } = await pool.query('select count(*)::int as n from handbook.passage where page_id = $1', [id])
  expect(rows[0].n).toBeGreaterThan(4900)
  expect(
    (await as('ilse').call(promise.findingsList, { where: [`page_id:is:${links.id}`, 'rule:is:link_broken'] })).items.length,
  ).toBeGreaterThan(20)

  const [bad, good] = [await written('# First of two\n\nText.\n'), await written('# Second of two\n\nText.\n')]
  await drain()
  await asItCame(bad.id, `# First of two\n\n${'> '.repeat(1000)}x\n`)
  await pool.query('delete from handbook.checked where page_id = $1', [good.id])
  await expect(checkAll(open as never)).rejects.toThrow(`Texts that could not be read: ${bad.id}`)
  const read = await pool.query('select page_id from handbook.checked where page_id = any($1)', [[bad.id, good.id]])
  expect(read.rows.map(({ page_id }) => page_id)).toEqual([good.id])
  await asItCame(bad.id, '# First of two\n\nText.\n')
})
