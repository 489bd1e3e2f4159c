import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { drilled } from '../../../test/cast/drilled.ts'
import { allRooms } from '../../../test/cast/cast.ts'
import { procedures } from '../../../test/cast/procedures.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import { countGaps } from './commands/gaps.ts'
import * as promise from './contract.ts'

const { ledger, as, who, start, followed } = procedures(allRooms)
const rate = (name: string, id: string, score: number) => as(name).call(promise.ratingsGive, { id, score })
const done = async (name: string, page: string) => {
  const run = await start(name, page)
  for (const { key } of run.steps) await as(name).call(promise.runsTick, { id: run.id, key, state: 'done' })
  return as(name).call(promise.runsComplete, { id: run.id })
}
const read = async (page: string) => (await as('cato').call(promise.healthRead, { id: page })).reader_score

test('whoever followed a procedure says how easy it was, once a run and once in 90 days, and nobody else learns what', async () => {
  const page = await followed('Say how easy')
  const open = await start('noa', page)
  expect(await codeOf(rate('noa', open.id, 9))).toBe('rating.too_early')
  const run = await done('noa', page)
  expect(run.rating).toEqual({ mine: null, asked: true })
  expect(await codeOf(rate('cato', run.id, 9))).toBe('rating.not_yours')
  const program = ledger.cast.speaker({ ...as('noa').actor, kind: 'key', id: 'nightly' })
  expect(await codeOf(program.call(promise.ratingsGive, { id: run.id, score: 9 }))).toBe('rating.not_yours')
  await rate('noa', run.id, 3)
  expect(await rate('noa', run.id, 9)).toEqual({ id: run.id, score: 9 })
  const runs = async (name: string) => (await as(name).call(promise.runsGet, { id: run.id })).rating
  expect([await runs('noa'), await runs('ilse')]).toEqual([
    { mine: 9, asked: true },
    { mine: null, asked: false },
  ])
  const again = await done('noa', page)
  expect(again.rating.asked).toBe(false)
  expect(await codeOf(rate('noa', again.id, 9))).toBe('rating.given_lately')
  // another procedure is another question
  const other = await done('noa', await followed('Another one'))
  expect((await rate('noa', other.id, 10)).score).toBe(10)
  expect(await read(page)).toEqual({ n: 1, easy: null, hard: null, score: null })
  const { rows } = await ledger.cast.house.db.pool.query("select after::text as said from kernel.audit where action = 'handbook.run.rated'")
  expect(rows.map(({ said }) => said).join()).not.toMatch(/score|\b9\b/)
})

test('a score is told from ten readers on, over a year, and is a figure of no person', async () => {
  const page = await followed('Count readers')
  const run = await done('noa', page)
  const { pool } = ledger.cast.house.db
  const said = async (score: number, day: string) => {
    const id = crypto.randomUUID()
    await pool.query(
      `insert into handbook.run select $1::uuid, 'RUN-' || substr($1::text, 1, 8), page_id, no, about, runner, runner_name, started_at, finished_at, finished_day, state, abort_reason, abort_note, trained, supervisor, "by" from handbook.run where id = $2`,
      [id, run.id],
    )
    await pool.query('insert into handbook.rating (run_id, page_id, no, person, score, at, day) values ($1, $2, 1, $3, $4, now(), $5)', [
      id,
      page,
      crypto.randomUUID(),
      score,
      day,
    ])
  }
  for (const score of [9, 10, 10, 9, 6, 0, 7, 8, 8]) await said(score, '2026-06-01')
  await said(0, '2025-06-15')
  expect(await read(page)).toEqual({ n: 9, easy: null, hard: null, score: null })
  await said(9, '2025-06-16')
  expect(await read(page)).toEqual({ n: 10, easy: 5, hard: 2, score: 30 })
  await countGaps(ledger.cast.open as never)
  const score = await drilled(ledger.cast, { metric: 'sop.reader_score', from: '2026-06-15', to: '2026-06-16' })
  expect(score).toMatchObject({ value: expect.stringMatching(/^0\.3/) })
  // nobody finds the run behind a rating, not by its id, nor by its day, nor where few rated
  const view = () => pool.query('select *, day::text from handbook.public_ratings')
  expect((await view()).rows).toEqual([])
  await said(10, '2026-06-07')
  const { rows } = await view()
  expect(Object.keys(rows[0]).sort()).toEqual(['day', 'id', 'no', 'page_id', 'score'])
  expect([rows.length, new Set(rows.map(({ id }) => id)).size, new Set(rows.map(({ day }) => day))]).toEqual([
    10,
    10,
    new Set(['2026-06-01']),
  ])
  expect(rows.map(({ score }) => score)).toEqual(rows.map(({ score }) => score).toSorted((a, c) => a - c))
  const runs = await pool.query('select run_id from handbook.rating')
  const told = JSON.stringify(rows)
  for (const { run_id } of runs.rows)
    for (const mark of [run_id, createHash('md5').update(`rating ${run_id}`).digest('hex')]) expect(told).not.toContain(mark)
  expect(JSON.stringify(rows)).not.toContain(who('noa'))
})
