import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../test/cast/cast.ts'
import { cursorOf } from '../page.ts'
import { type Asked, askList } from './ask.ts'
import type { Expressed } from './expressions.ts'
import type { List } from './list.ts'

const list = {
  columns: {
    name: { title: 'Ship', kind: 'text' },
    crew: { title: 'Crew', kind: 'count', empty: 'Unknown' },
    worth: { title: 'Worth', kind: 'money', currency: 'currency', empty: 'Unknown' },
    currency: { title: 'Currency', kind: 'text' },
    built: { title: 'Built', kind: 'day', empty: 'Unknown' },
    seen: { title: 'Seen', kind: 'instant' },
    rig: { title: 'Rig', kind: 'choice', choices: { sloop: 'Sloop', ketch: 'Ketch', brig: 'Brig' }, empty: 'None' },
    afloat: { title: 'Afloat', kind: 'yes' },
    flag: { title: 'Flag', kind: 'country' },
    note: { title: 'Note', kind: 'text', asked: false },
  },
  sort: 'name',
  sums: ['worth', 'crew'],
  search: 'name',
  plain: { rig: 'rig', floats: 'afloat' },
} as const satisfies List

type Ship = {
  id: string
  name: string
  crew: number | null
  worth_minor: number | null
  currency: string
  built: string | null
  seen: string
  rig: string | null
  afloat: boolean
  flag: string
}

const by: Expressed<typeof list> = {
  name: sql`ship.name`,
  crew: sql`ship.crew`,
  worth: sql`ship.worth_minor`,
  currency: sql`ship.currency`,
  built: sql`ship.built`,
  seen: sql`ship.seen`,
  rig: sql`ship.rig`,
  afloat: sql`ship.afloat`,
  flag: sql`ship.flag`,
}

let cast: Cast
let ships: Ship[]
beforeAll(async () => {
  cast = await openCast({ rooms: ['people'] })
  const or = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
  const ship = fc.record({
    id: fc.uuid({ version: 7 }),
    name: fc.constantFrom('anna', 'berta', 'clara', 'dora'),
    crew: or(fc.integer({ min: -2, max: 4 })),
    worth_minor: or(fc.constantFrom(0, 100, 5000, 5001, 250_000)),
    currency: fc.constantFrom('EUR', 'JPY'),
    built: or(fc.constantFrom('2026-06-14', '2026-06-15', '2026-06-16', '2024-02-29')),
    seen: fc.constantFrom('2026-06-14T22:30:00.123Z', '2026-06-15T10:00:00.000Z', '2026-06-15T23:30:00.000Z'),
    rig: or(fc.constantFrom('sloop', 'ketch', 'brig')),
    afloat: fc.boolean(),
    flag: fc.constantFrom('DE', 'FR', 'NL'),
  })
  ships = fc.sample(fc.uniqueArray(ship, { minLength: 120, maxLength: 120, selector: (one) => one.id }), { numRuns: 1, seed: 7 })[0] ?? []
  await cast.house.db.pool.query(`create schema port; create table port.ship (id uuid primary key, name text, crew int, worth_minor bigint,
    currency text, built date, seen timestamptz, rig text, afloat boolean, flag text)`)
  await cast.house.db.pool.query('insert into port.ship select * from jsonb_populate_recordset(null::port.ship, $1)', [
    JSON.stringify(ships),
  ])
})
afterAll(() => cast?.close())

const today = '2026-06-15'
const ask = (asked: Partial<Asked>) =>
  cast.house.db.kysely.transaction().execute((tx) => {
    const rows = tx.withSchema('port').selectFrom('ship').selectAll('ship')
    const search = async (words: string) => [sql<boolean>`ship.name like ${`${words}%`}`, sql<boolean>`ship.flag = ${words.toUpperCase()}`]
    const asking = { today, zone: 'Europe/Berlin', me: '' }
    return askList(tx, { list, asking, rows, id: 'ship.id', by, search }, { limit: 50, ...asked })
  })

/** All pages of a question, put together. */
async function walked(asked: Partial<Asked>): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = await ask({ ...asked, cursor })
    ids.push(...page.items.map((row) => String(Reflect.get(row, 'id'))))
    cursor = page.next ?? undefined
  } while (cursor)
  return ids
}

/** Each condition beside what it means, said naively. Days of instants are those of Berlin, two hours ahead. */
const minor = (ship: Ship, amount: number) => amount * (ship.currency === 'JPY' ? 1 : 100)
const dayOf = (ship: Ship) => new Date(Date.parse(ship.seen) + 7_200_000).toISOString().slice(0, 10)
const has = <T>(value: T | null, holds: (value: T) => boolean) => value !== null && holds(value)
const conditions: [string, (ship: Ship) => boolean][] = [
  ['name:contains:LAR', (one) => one.name.includes('lar')],
  ['name:is:berta', (one) => one.name === 'berta'],
  // a column in small letters is asked for as it is read
  ['name:is:Berta', (one) => one.name === 'berta'],
  ['crew:is:0', (one) => one.crew === 0],
  ['crew:at_least:-1', (one) => has(one.crew, (crew) => crew >= -1)],
  ['crew:at_most:2.5', (one) => has(one.crew, (crew) => crew <= 2.5)],
  ['crew:between:1..3', (one) => has(one.crew, (crew) => crew >= 1 && crew <= 3)],
  ['crew:between:..0', (one) => has(one.crew, (crew) => crew <= 0)],
  ['crew:empty', (one) => one.crew === null],
  ['worth:at_least:50.00', (one) => has(one.worth_minor, (worth) => worth >= minor(one, 50))],
  ['worth:is:100', (one) => one.worth_minor === minor(one, 100)],
  ['worth:filled', (one) => one.worth_minor !== null],
  ['built:on:today', (one) => one.built === today],
  ['built:before:2026-06-15', (one) => has(one.built, (built) => built < today)],
  ['built:after:today', (one) => has(one.built, (built) => built > today)],
  ['built:between:2026-06-14..2026-06-15', (one) => has(one.built, (built) => built >= '2026-06-14' && built <= today)],
  ['built:next:1', (one) => has(one.built, (built) => built >= today && built <= '2026-06-16')],
  ['built:last:1', (one) => has(one.built, (built) => built <= today && built >= '2026-06-14')],
  ['seen:on:2026-06-15', (one) => dayOf(one) === today],
  ['seen:after:today', (one) => dayOf(one) > today],
  ['rig:is:sloop|brig', (one) => one.rig === 'sloop' || one.rig === 'brig'],
  ['rig:is_not:sloop', (one) => one.rig !== 'sloop'],
  ['rig:empty', (one) => one.rig === null],
  ['afloat:is:no', (one) => !one.afloat],
  ['flag:is_not:DE|FR', (one) => one.flag === 'NL'],
]

function compare(a: unknown, b: unknown): number {
  const [left, right] = [a, b] as [string, string]
  return left < right ? -1 : left > right ? 1 : 0
}

/** Filtered and sorted as one would in memory: nothing last, the id between equals. */
function naive(holds: ((ship: Ship) => boolean)[], sort: string): string[] {
  const name = sort.replace('-', '')
  const turn = sort.startsWith('-') ? -1 : 1
  const rigs: (string | null)[] = ['sloop', 'ketch', 'brig']
  const valueIn = (ship: Ship): unknown => {
    if (name === 'rig') return ship.rig === null ? null : rigs.indexOf(ship.rig)
    return ship[(name === 'worth' ? 'worth_minor' : name) as keyof Ship]
  }
  return ships
    .filter((ship) => holds.every((hold) => hold(ship)))
    .sort((a, b) => {
      const [left, right] = [valueIn(a), valueIn(b)]
      if ((left === null) !== (right === null)) return left === null ? 1 : -1
      return turn * (compare(left, right) || compare(a.id, b.id))
    })
    .map((ship) => ship.id)
}

const sorts = Object.keys(by).flatMap((name) => [name, `-${name}`])

test('pages of any length, under any conditions and in any sort, are the naive list', async () => {
  const questions = fc.record({
    where: fc.subarray(conditions, { maxLength: 2 }),
    sort: fc.constantFrom(...sorts),
    limit: fc.integer({ min: 3, max: 130 }),
  })
  await fc.assert(
    fc.asyncProperty(questions, async ({ where, sort, limit }) => {
      const expected = naive(
        where.map(([, hold]) => hold),
        sort,
      )
      expect(await walked({ where: where.map(([text]) => text), sort, limit })).toEqual(expected)
    }),
    { numRuns: 60 },
  )
})

test('a page that ends where the list ends leads nowhere', async () => {
  expect((await ask({ limit: ships.length })).next).toBeNull()
  expect((await ask({ limit: ships.length - 1 })).next).not.toBeNull()
})

test.each(conditions)('%s holds for the ships it says', async (text, hold) => {
  const found = await walked({ where: [text], sort: 'crew', limit: 7 })
  expect(found).toEqual(naive([hold], 'crew'))
  expect(found.length).toBeGreaterThan(0)
})

test('words are looked for in every way, and the pages of what they find are in order', async () => {
  const fits = (ship: Ship) => ship.name === 'berta' || ship.flag === 'BE'
  expect(await walked({ search: 'be', sort: '-built', limit: 5 })).toEqual(naive([fits], '-built'))
})

test('a plain input asks what its condition asks', async () => {
  expect(await walked({ rig: 'ketch' })).toEqual(await walked({ where: ['rig:is:ketch'] }))
  for (const [floats, said] of [
    [true, 'yes'],
    [false, 'no'],
  ] as const)
    expect(await walked({ floats })).toEqual(await walked({ where: [`afloat:is:${said}`] }))
})

test('totals count and sum all that fit, amounts by currency', async () => {
  const fit = ships.filter((ship) => ship.afloat && ship.name === 'anna')
  const sum = (currency: string) => fit.filter((one) => one.currency === currency).reduce((all, one) => all + (one.worth_minor ?? 0), 0)
  const page = await ask({ where: ['afloat:is:yes'], search: 'anna', totals: true, limit: 2 })
  expect(page).toEqual({
    items: [],
    next: null,
    totals: {
      count: fit.length,
      sums: [
        { column: 'worth', currency: 'EUR', amount: sum('EUR') },
        { column: 'worth', currency: 'JPY', amount: sum('JPY') },
        { column: 'crew', currency: null, amount: fit.reduce((all, one) => all + (one.crew ?? 0), 0) },
      ],
    },
  })
})

describe('what a list cannot answer is refused by name', () => {
  test.each([
    ['crw:is:3', 'list.unknown_column', 'Did you mean crew?'],
    ['note:contains:x', 'list.unknown_column', 'no column note'],
    ['crew', 'list.unknown_question', 'crew is asked with'],
    ['crew:atleast:3', 'list.unknown_question', 'Did you mean at_least?'],
    ['name:empty', 'list.unknown_question', 'name is asked with contains or is'],
    ['rig:is:slop', 'list.bad_value', 'Did you mean sloop?'],
    ['rig:is:', 'list.bad_value', 'sloop, ketch, brig'],
    ['crew:at_least:many', 'list.bad_value', 'a number such as 25'],
    ['crew:between:3', 'list.bad_value', 'numbers such as 1000..5000'],
    ['crew:between:..', 'list.bad_value', 'numbers'],
    ['crew:empty:yes', 'list.bad_value', 'no value'],
    ['built:on:2026-02-30', 'list.bad_value', 'a day such as'],
    ['built:next:soon', 'list.bad_value', 'a number of days'],
    ['afloat:is:true', 'list.bad_value', 'yes or no'],
    ['flag:is:Germany', 'list.bad_value', 'countries such as'],
  ])('%s: %s', async (text, code, words) => {
    await expect(ask({ where: [text] })).rejects.toMatchObject({ code, message: expect.stringContaining(words) })
  })

  test('a sort that it has not', async () => {
    await expect(ask({ sort: 'buildt' })).rejects.toMatchObject({ code: 'list.unknown_sort', message: expect.stringContaining('built') })
  })

  const id = '0190a5f0-0000-7000-8000-000000000000'
  test.each([
    ['is no cursor', 'crew', 'x'],
    ['is of a list in another order', 'crew', cursorOf(['anna', id])],
    ['has no value where all rows have one', 'name', cursorOf([id])],
    ['holds no id', 'built', cursorOf(['2026-06-15', "' or true --"])],
    ['holds too much', 'name', cursorOf(['anna', 'berta', id])],
  ])('a cursor that %s', async (_, sort, cursor) => {
    await expect(ask({ sort, cursor })).rejects.toMatchObject({ code: 'cursor.invalid' })
  })
})
