import { expect, test } from 'vitest'
import { allRooms } from '../../../test/cast/cast.ts'
import { drilled } from '../../../test/cast/drilled.ts'
import { procedures, procedureText } from '../../../test/cast/procedures.ts'
import { checkAll } from './commands/checking.ts'
import { forgetMissed } from './commands/asked.ts'
import { countGaps } from './commands/gaps.ts'
import { lookAtRates } from './commands/restating.ts'
import * as promise from './contract.ts'

const { ledger, as, who, written, followed, start, group } = procedures(allRooms)
const open = ((work: never) => ledger.cast.open(work)) as never
const count = async (query: string) => Number((await ledger.cast.house.db.pool.query(query)).rows[0]?.n)
const share = (k: number, n: number, digits: number) => String(Number((k / n).toFixed(digits)))
/** A figure of a day or a month, the sum of its rows, and how many there are. */
const figure = async (metric: string, from = '2026-06-15', to = '2026-06-16') => {
  const { value, adds_up, rows } = await drilled(ledger.cast, { metric, from, to })
  return { value: value === null ? null : String(Number(value)), adds_up, rows: rows.length }
}
const month = ['2026-06-01', '2026-07-01'] as const

test('what is signed off, fresh and known is told as it was counted, with its rows', async () => {
  const crew = await group('CREW', 'cato', 'noa')
  const [lamp, oil] = [await followed('Light the lamp'), await followed('Change the oil')]
  const few = await group('FEW', 'noa')
  await written(procedureText('Hide the oil'), { audience: 'restricted', groups: [few] })
  await as('ilse').call(promise.trainingsRequire, { id: lamp, groups: [crew], mode: 'ack', due_days: 10 } as never)
  await ledger.cast.drain()
  const mine = (await as('cato').call(promise.trainingsList, { where: [`page:is:${lamp}`] })).items.find(
    ({ person }) => person.id === who('cato'),
  )
  await as('cato').call(promise.trainingsAcknowledge, { id: mine?.id ?? '', no: 1, printed_name: 'Cato N.' })
  // as if nobody had read it again for a year
  await ledger.cast.house.db.pool.query("update handbook.procedure set review_on = '2026-06-01' where page_id = $1", [oil])
  await ledger.cast.open((ctx) => ctx.announce('handbook.function.changed', { function_id: crypto.randomUUID() }, { key: 'x' }))
  await countGaps(open)
  await ledger.cast.drain()
  const inForce = await count(
    "select count(*) as n from handbook.procedure p join handbook.page on id = page_id where in_force_no is not null and audience <> 'restricted'",
  )
  expect(inForce).toBe(2)
  expect(await figure('sop.signed_off_share')).toMatchObject({ value: '1', adds_up: true })
  expect(await figure('sop.signed_off')).toEqual({ value: '2', adds_up: true, rows: 2 })
  expect(await figure('sop.fresh_share')).toMatchObject({ value: share(1, 2, 3), adds_up: true })
  expect(await figure('sop.trained_share')).toMatchObject({ value: share(1, 2, 3), adds_up: true })
  expect(await figure('sop.required')).toEqual({ value: '2', adds_up: true, rows: 2 })
  expect(await figure('sop.aligned_share')).toMatchObject({ value: '0', adds_up: true })
})

test('the error rate is that of the runs that ended: what is confirmed counts, and what nobody answered', async () => {
  const [lamp] = (await as('cato').call(promise.proceduresList, { where: ['title:contains:lamp'] })).items
  const id = lamp?.id ?? ''
  const done = async (wrong?: 'confirmed' | 'silent') => {
    const run = await start('sol', id)
    for (const { key } of run.steps) await as('sol').call(promise.runsTick, { id: run.id, key, state: 'done' } as never)
    await as('sol').call(promise.runsComplete, { id: run.id })
    if (!wrong) return
    const told = await as('cato').call(promise.errorsReport, { id: run.id, fault: 'slip', note: 'No oil' } as never)
    const [error] = (told as { errors: { id: string }[] }).errors
    if (wrong === 'confirmed') await as('ilse').call(promise.errorsConfirm, { id: error?.id ?? '' } as never)
  }
  await done()
  await done()
  await done('confirmed')
  await done('silent')
  await ledger.cast.drain()
  expect(await figure('sop.error_rate', ...month)).toMatchObject({ value: share(1, 4, 4), adds_up: true })
  ledger.cast.setNow(new Date('2026-06-30T10:00:00Z'))
  await lookAtRates(open)
  await ledger.cast.drain()
  const brute = await count(
    "select count(distinct run_id) as n from handbook.error where state = 'confirmed' or state = 'reported' and counts_from <= '2026-06-30'",
  )
  expect([brute, await figure('sop.error_rate', ...month)]).toEqual([2, { value: share(2, 4, 4), adds_up: true, rows: expect.any(Number) }])
  expect(await figure('sop.runs_ended', ...month)).toEqual({ value: '4', adds_up: true, rows: 4 })
})

test('links that lead nowhere, texts that disagree and searches that found nothing are figures with rows', async () => {
  const { id: quay } = await written('# The quay\n\nSee the mole.\n')
  // a text as it came in, with a link that leads nowhere
  const { pool } = ledger.cast.house.db
  await pool.query('alter table handbook.page_version disable trigger immutable')
  await pool.query('update handbook.page_version set source = $2 where page_id = $1', [
    quay,
    '# The quay\n\nSee [the mole](/handbook/mole).\n',
  ])
  await pool.query('alter table handbook.page_version enable trigger immutable')
  await written('# Claims\n\nFile your claims for expenses of a voyage within 30 days after you have landed again.\n')
  await written('# Money\n\nFile your claims for expenses of a voyage within 60 days after you have landed again.\n')
  await ledger.cast.drain()
  await checkAll(open)
  await countGaps(open)
  await ledger.cast.drain()
  const day = ['2026-06-30', '2026-07-01'] as const
  const broken = await count("select count(*) as n from handbook.finding where rule = 'link_broken'")
  const clashes = await count("select count(*) as n from handbook.finding where rule in ('conflict', 'fact') and judged_as is null")
  expect([broken > 0, clashes > 0]).toEqual([true, true])
  expect(await figure('handbook.broken_links', ...day)).toEqual({ value: String(broken), adds_up: true, rows: broken })
  expect(await figure('handbook.conflicts', ...day)).toEqual({ value: String(clashes), adds_up: true, rows: clashes })
  const asked: [string, boolean?][] = [['numbat moorings'], ['numbat moorings', true], ['expenses of a voyage'], ['x@y.example']]
  for (const [words, followed = false] of asked) await as('cato').call(promise.missedNote, { words, followed })
  await ledger.cast.http(new Request('http://localhost/handbook/search?q=zeppelin+hangar'))
  await forgetMissed(open)
  await ledger.cast.drain()
  // the address has no word that says something: it is no question
  expect(await figure('search.asked', ...month)).toEqual({ value: '4', adds_up: true, rows: 2 })
  expect(await figure('search.zero_hit_share', ...month)).toMatchObject({ value: share(2, 4, 4), adds_up: true })
  // what a page has is asked all the same: how often somebody answered with it
  await ledger.cast.house.db.pool.query(`insert into handbook.candidate
    (id, title, state, items, askers, answers, linked, last_at, best_cover, terms, raised_at, raised_day)
    select gen_random_uuid(), 'asked ' || items, 'known', items, 2, 0, linked, now(), 1, '{}', now(), '2026-06-20' from (values (4, 1), (6, 3)) as v (items, linked)`)
  await ledger.cast.open((ctx) => ctx.announce('handbook.candidate.raised', { candidate_id: crypto.randomUUID() }, { key: 'x' }))
  await ledger.cast.drain()
  expect(await figure('search.link_rate', ...month)).toMatchObject({ value: share(4, 10, 3), adds_up: true })
})
