import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../test/cast/cast.ts'
import { readFile, storeFile, sweepFiles } from './files.ts'

let cast: Cast
beforeAll(async () => {
  cast = await openCast({ rooms: [] })
})
afterAll(async () => cast?.close())

const query = async (text: string) => (await cast.house.db.pool.query(text)).rows
const form = (name: string) =>
  cast.open((ctx) => storeFile(ctx, { name, bytes: Buffer.from('%PDF-1.7 the form'), accepts: ['application/pdf'] }))

test('the same bytes lie there once, are counted, and go a day after the last file that named them', async () => {
  const first = await form('../../Signed.pdf')
  const second = await form('Again.pdf')
  expect(second.sha256).toBe(first.sha256)
  expect(await query('select refs, size from kernel.file_bytes')).toEqual([{ refs: 2, size: 17 }])
  expect(await cast.open((ctx) => readFile(ctx, first.id))).toMatchObject({ name: 'Signed.pdf', type: 'application/pdf' })
  await query(`delete from kernel.file where id = '${first.id}'`)
  expect(await cast.open((ctx) => readFile(ctx, second.id, { inline: true }))).toMatchObject({ inline: true })
  await query(`delete from kernel.file where id = '${second.id}'`)
  expect(await query('select refs, unused_since is null as used from kernel.file_bytes')).toEqual([{ refs: 0, used: false }])
  cast.setNow(new Date(Date.now() + 3_600_000))
  expect(await cast.open(sweepFiles)).toBe(0)
  cast.setNow(new Date(Date.now() + 25 * 3_600_000))
  expect(await cast.open(sweepFiles)).toBe(1)
})

test('bytes of a file are never changed', async () => {
  await form('Signed.pdf')
  await expect(query(`update kernel.file_part set bytes = 'other'`)).rejects.toThrow('immutable')
})
