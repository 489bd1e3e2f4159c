import { describe, expect, test } from 'vitest'
import { allRooms } from '../../../test/cast/cast.ts'
import { pages } from '../../../test/cast/pages.ts'
import { codeOf } from '../../../test/cast/refused.ts'
import { forgetMissed, lookForAll, newADay } from './commands/asked.ts'
import * as promise from './contract.ts'
import { search } from '../../doors/contract.ts'
import { owning } from './owning.ts'

const { ledger, as, who, trail, written, group } = pages(allRooms)
const open = ((work: never) => ledger.cast.open(work)) as never
const get = async (path: string) => (await ledger.cast.http(new Request(`http://localhost${path}`))).text()
const steps = '\n## Steps\n\n1. Open it\n2. Close it\n'
const procedure = (title: string, trigger: string, more = '') =>
  `---\nkind: procedure\nrole: Keeper\ntrigger: ${trigger}\n---\n# ${title}\n${more}${steps}`
const keepAgain = (id: string) =>
  ledger.cast.open((ctx) => owning.handOver(ctx, { kind: 'page', ids: [id], from: who('ilse'), to: who('mara'), left: false }))
const find = async (name = 'cato') => as(name).call(promise.findabilityRead, {})

test('a procedure is found by its title, its trigger and the words of others, or it is said what is found first', async () => {
  await lookForAll(open)
  const before = await find()
  const valve = await written(procedure('Bleed the valve', 'the gauge is red'), { path: 'deck/bleed-the-valve' })
  await written('# Deck\n\nSee [venting of air](/handbook/deck/bleed-the-valve), and more.\n')
  const gauge = await written('# The gauge is red\n\nThe gauge is red when the gauge is red.\n')
  const hidden = await written(procedure('Count the silver', 'it is dusk'), {
    audience: 'restricted',
    groups: [
      (await ledger.cast.as('admin').call((await import('../people/contract.ts')).groupCreate, { name: 'Silver', short_name: 'SILVER' }))
        .id,
    ],
  })
  await ledger.cast.drain()
  await lookForAll(open)
  const now = await find()
  expect(now.procedures - before.procedures).toBe(1)
  const one = now.items.find(({ id }) => id === valve.id)
  expect(one).toMatchObject({
    number: valve.number,
    asked: [
      { as: 'title', words: 'Bleed the valve', place: 1, first: null },
      { as: 'trigger', words: 'the gauge is red', first: { id: gauge.id } },
      { as: 'link', words: 'venting of air' },
    ],
  })
  expect(now.items.map(({ id }) => id)).not.toContain(hidden.id)
  expect((await find('ilse')).items.map(({ id }) => id)).not.toContain(hidden.id)
})

test('words of links on pages for the few, and in parts for some, are nothing by which others are told to ask', async () => {
  const few = await group('FEW', 'noa')
  const { id } = await written(procedure('Furl the jib', 'the wind is up'), { path: 'deck/furl-the-jib' })
  const link = (words: string) => `See [${words}](/handbook/deck/furl-the-jib).`
  await written(`# Quiet plans\n\n${link('numbat layoffs')}\n`, { audience: 'restricted', groups: [few] })
  await written(
    `# Loud plans\n\n${link('rolling sails')}\n\n<!-- restricted: FEW -->\n\n${link('numbat merger')}\n\n<!-- /restricted -->\n`,
  )
  const later = await written(`# Later plans\n\n${link('stowing canvas')}\n`)
  await ledger.cast.drain()
  await lookForAll(open)
  const words = async (name: string) =>
    (await find(name)).items.find((one) => one.id === id)?.asked.flatMap(({ as, words }) => (as === 'link' ? words : []))
  expect(await words('cato')).toEqual(['rolling sails', 'stowing canvas'])
  await as('ilse').call(promise.pagesChange, { id: later.id, audience: 'restricted', groups: [few] })
  expect(JSON.stringify(await words('cato'))).not.toContain('stowing')
  await lookForAll(open)
  expect([await words('cato'), await words('noa')]).toEqual([['rolling sails'], ['rolling sails']])
})

describe('what was asked for and not found', () => {
  const missed = async (words: string) => (await as('ilse').call(promise.missedList, { where: [`words:contains:${words}`] })).items[0]
  test('is counted by its words, by colleagues and by everyone, and tells of nobody', async () => {
    await written('# How do I get a laptop\n\nChoose one of three.\n', { audience: 'public' })
    const note = (name: string, words: string) => as(name).call(promise.missedNote, { words })
    expect(await note('cato', 'How do I get a Wallbox?')).toEqual({ counted: true })
    expect(await note('sol', 'how do i get a wallbox')).toEqual({ counted: true })
    expect(await note('cato', 'how do I get a laptop')).toEqual({ counted: false })
    expect(await note('cato', 'x@y.example')).toEqual({ counted: false })
    expect(await missed('wallbox')).toMatchObject({ words: 'how do i get a wallbox', tier: 'house', times: 2, state: 'open' })
    await get('/handbook/search?q=zeppelin+moorings')
    await get('/handbook/search?q=get+a+laptop')
    expect(await missed('zeppelin')).toMatchObject({ tier: 'public', times: 1 })
    expect(await missed('laptop')).toBeUndefined()
    const { rows } = await ledger.cast.house.db.pool.query("select * from handbook.missed where words like '%wallbox%'")
    expect(JSON.stringify(rows)).not.toContain(who('cato'))
    expect((await ledger.cast.house.db.pool.query("select from kernel.audit where after::text like '%wallbox%'")).rowCount).toBe(0)
    expect(await codeOf(as('cato').call(promise.missedList, {}))).toBe('right.missing')
  })

  test('of colleagues is a name for colleagues alone, and of everyone for both', async () => {
    const { id } = await written('# Our buyers\n\nWho they are.\n', { audience: 'public' })
    await as('cato').call(promise.missedNote, { words: 'numbat takeover' })
    await get('/handbook/search?q=pelican+customers')
    for (const words of ['numbat', 'pelican'])
      await as('ilse').call(promise.missedAnswer, { id: (await missed(words))?.id ?? '', if_match: 1, as: 'alias', page: id })
    const outside = async (q: string) => (await get(`/handbook/search?q=${q}`)).includes('Our buyers')
    const inside = async (q: string) => (await as('cato').call(search, { q, limit: 5 })).hits.slice(0, 1).map(({ title }) => title)
    expect([await inside('numbat takeover'), await inside('pelican customers')]).toEqual([['Our buyers'], ['Our buyers']])
    expect([await outside('numbat+takeover'), await outside('pelican+customers')]).toEqual([false, true])
    // it is so as well once the page was handed on
    await keepAgain(id)
    expect([await inside('numbat takeover'), await outside('numbat+takeover'), await outside('pelican+customers')]).toEqual([
      ['Our buyers'],
      false,
      true,
    ])
    // that was asked outside too, and found nothing
    await ledger.cast.house.db.pool.query("delete from handbook.missed where words like 'numbat%' and tier = 'public'")
  })

  test('becomes the name of a page, which is found by it from then on, a line to be written, or nothing', async () => {
    const page = await written('# Charging at home\n\nAsk the desk for an electrician.\n')
    const asked = await missed('wallbox')
    const answer = (more: object, version = 1) =>
      as('ilse').call(promise.missedAnswer, { id: asked?.id ?? '', if_match: version, ...more } as never)
    expect(await codeOf(answer({ as: 'alias' }))).toBe('missed.answer_unclear')
    expect(await codeOf(answer({ as: 'nothing', page: page.id }))).toBe('missed.answer_unclear')
    const gone = await written('# Charging, as it was\n\nAsk.\n')
    await as('ilse').call(promise.pagesRetire, { id: gone.id, reason: 'It is over' })
    expect(await codeOf(answer({ as: 'alias', page: gone.id }))).toBe('missed.page_retired')
    expect(await answer({ as: 'alias', page: page.id })).toMatchObject({ state: 'alias', page: { title: 'Charging at home' } })
    expect(await trail(page.id)).toContain('handbook.missed.answered')
    expect(await codeOf(answer({ as: 'nothing' }))).toBe('edit.stale')
    expect(await as('cato').call(promise.missedNote, { words: 'how do i get a wallbox' })).toEqual({ counted: false })
    const made = await as('ilse').call(promise.functionsCreate, { name: 'Air', owner: who('ilse') })
    const airy = await missed('zeppelin')
    await as('ilse').call(promise.missedAnswer, {
      id: airy?.id ?? '',
      if_match: 1,
      as: 'to_write',
      function: made.id,
      label: 'Mooring a zeppelin',
    })
    const { functions } = await as('cato').call(promise.directoryRead, {})
    expect(functions.find(({ id }) => id === made.id)?.entries).toMatchObject([{ label: 'Mooring a zeppelin', mark: 'tba' }])
    expect(await codeOf(as('ilse').call(promise.missedAnswer, { id: crypto.randomUUID(), if_match: 1, as: 'nothing' }))).toBe(
      'missed.unknown',
    )
  })

  test('is kept of everyone outside so often a day that it fills nothing; what was asked before goes on being counted', async () => {
    const { pool } = ledger.cast.house.db
    const many = (n: number, day: string, tier: string) =>
      pool.query(
        `insert into handbook.missed (id, words, tier, first_day, last_day, times)
          select gen_random_uuid(), 'filler ' || $3::text || $2::text || n, $3, $2::date, $2::date, 1 from generate_series(1, $1::int) n`,
        [n, day, tier],
      )
    await many(newADay, '2026-06-14', 'public')
    await many(newADay, '2026-06-15', 'house')
    const counted = await pool.query("select from handbook.missed where tier = 'public' and first_day = '2026-06-15'")
    await many(newADay - 1 - (counted.rowCount ?? 0), '2026-06-15', 'public')
    await get('/handbook/search?q=quokka+hammocks')
    await get('/handbook/search?q=quoll+parasols')
    await get('/handbook/search?q=quokka+hammocks')
    expect(await missed('quokka')).toMatchObject({ times: 2 })
    expect(await missed('quoll')).toBeUndefined()
    expect(await as('cato').call(promise.missedNote, { words: 'quoll parasols' })).toEqual({ counted: true })
    await pool.query("delete from handbook.missed where words ~ '^(filler|quokka|quoll) '")
  })

  test('is forgotten a year after it was asked last, unless a page is called so', async () => {
    await ledger.cast.house.db.pool.query("update handbook.missed set first_day = '2025-01-01', last_day = '2025-01-02'")
    expect(await forgetMissed(open)).toEqual({ forgotten: 1 })
    expect(await missed('wallbox')).toMatchObject({ state: 'alias' })
    const { rows } = await ledger.cast.house.db.pool.query("select payload from kernel.outbox where name = 'handbook.searches.counted'")
    expect(rows).toEqual([{ payload: { day: '2026-06-15' } }])
  })
})
