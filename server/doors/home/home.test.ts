import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openShop, type Shop } from '../../../test/cast/billing.ts'
import { allRooms, type Speaker } from '../../../test/cast/cast.ts'
import { statementsOf } from '../../../test/cast/statements.ts'
import { prepareKeys } from '../../modules/licensing/index.ts'
import { admitPerson } from '../../modules/people/index.ts'
import { home, homeArrange, homeChoose, homeReset, homeTile, trail } from '../contract.ts'

/** Told by nobody but whoever reaches the account. */
const ours = 'Kestrel Harbour GmbH'
const theirs = 'Plover Quay GmbH'

let shop: Shop
let seller: Speaker
beforeAll(async () => {
  shop = await openShop({ rooms: allRooms })
  await prepareKeys(shop.cast.open)
  const owner = await shop.cast.open((ctx) =>
    admitPerson(ctx, { name: 'Other', email: 'other@tidewater.example', password: 'a lighthouse in fog', roles: ['sales'] }),
  )
  seller = shop.cast.as('sales')
  const first = await shop.customer('DE', 'DE811569869', ours)
  const second = await shop.customer('DE', null, theirs)
  await shop.query('update customers.account set owner_id = $1 where id = $2', [owner, second.accountId])
  for (const who of [first, second]) await shop.buy(who, { seats: 10 })
  await shop.cast.drain()
}, 60_000)
afterAll(() => shop?.cast.close())

const tile = (who: Speaker, key: string) => who.call(homeTile, { tile: key })
const told = async (who: Speaker) => JSON.stringify((await tile(who, 'news')).news)

describe('each role opens its own board', () => {
  test.each([
    [['executive', 'member'], 'chief_executive', ['arr', 'plan', 'needs', 'renewals', 'news']],
    [['bizops'], 'operations', ['needs', 'operations', 'handbook', 'renewals', 'owed', 'news']],
    [['finance'], 'finance', ['needs', 'money', 'owed', 'renewals', 'news']],
    [['sales'], 'sales', ['needs', 'selling', 'renewals', 'owed', 'news']],
    [['success'], 'success', ['needs', 'keeping', 'renewals', 'owed', 'news']],
    [['auditor'], 'audit', ['money', 'control', 'owed', 'renewals', 'news']],
    [['member'], 'member', ['needs', 'plan', 'arr']],
    [[], 'none', ['needs']],
  ])('%j: %s', async (roles, board, tiles) => {
    const answer = await shop.cast.as(...roles).call(home, {})
    expect(answer.board).toMatchObject({ key: board, own: false })
    expect(answer.tiles.map(({ key }) => key)).toEqual(tiles)
    for (const { key } of [...answer.tiles, ...answer.more]) expect(await tile(shop.cast.as(...roles), key)).toMatchObject({ key })
  })
})

describe('what a board says', () => {
  test('a sale is told as a sentence to who reaches its customer, and to nobody else', async () => {
    const { news = [] } = await tile(shop.cast.as('bizops'), 'news')
    expect(news).toHaveLength(2)
    expect(news[0]).toMatchObject({
      kind: 'contract.start',
      count: 1,
      sentence: { text: '{who} bought {seats} seats of {product}, {amount} a year', with: { seats: { value: '10', unit: 'count' } } },
    })
    expect(await told(seller)).toContain(ours)
    expect(await told(seller)).not.toContain(theirs)
  })

  test('a member reads no sale, no money owed and no renewal, and none is offered', async () => {
    const member = shop.cast.as('member')
    const { tiles, more } = await member.call(home, {})
    expect([...tiles, ...more].map(({ key }) => key).sort()).toEqual(['arr', 'handbook', 'needs', 'plan'])
    for (const key of ['news', 'owed', 'renewals', 'money', 'operations', 'selling', 'keeping', 'nothing']) {
      await expect(tile(member, key)).rejects.toMatchObject({ code: 'tile.unknown' })
    }
  })

  test('figures are of what one reaches, and what nothing adds up to is not zero', async () => {
    const of = async (who: Speaker, key: string) => (await tile(who, 'selling')).figures?.find((one) => one.key === key)
    const [all, own] = [await of(shop.cast.as('bizops'), 'customers.run_rate'), await of(seller, 'customers.run_rate')]
    expect(Number(all?.value)).toBeCloseTo(2 * Number(own?.value), 1)
    expect(await of(seller, 'orders.alone')).toMatchObject({ value: '1.0000', unit: 'ratio', period: { text: 'Last 30 days, by count' } })
    const keeping = (await tile(seller, 'keeping')).figures?.find((one) => one.key === 'renewals.kept')
    expect(keeping).toMatchObject({ value: null, of: { text: 'No term ended' } })
    const money = (await tile(shop.cast.as('finance'), 'money')).figures ?? []
    expect(money.map(({ key }) => key)).toEqual([
      'money.invoiced',
      'money.collected',
      'money.overdue',
      'money.days_to_pay',
      'cards.accepted',
      'money.balances',
    ])
    expect(money[2]).toMatchObject({ value: '0.00', of: { text: 'No invoice is late' }, exception: null })
    expect(money[3]).toMatchObject({ value: null, of: { text: 'No invoice on terms was paid' } })
    for (const one of money) expect(one.period.text).not.toBe('')
  })

  test('money in a currency without a rate leaves the sum unknown and says so', async () => {
    const finance = shop.cast.as('finance')
    const [before] = (await tile(finance, 'money')).figures ?? []
    expect(before?.value).not.toBe(null)
    await shop.query(`update kernel.fx_rate set quote = 'CHF' where base = 'EUR' and month = '2026-06'`)
    const [after] = (await tile(finance, 'money')).figures ?? []
    expect(after?.value).toBe(null)
    await shop.query(`update kernel.fx_rate set quote = 'USD' where base = 'EUR' and month = '2026-06'`)
  })

  test('tiles with nothing to show have nothing in them, not an axis of zeros', async () => {
    const finance = shop.cast.as('finance')
    expect((await tile(finance, 'owed')).columns).toBe(null)
    expect((await tile(finance, 'renewals')).columns).toBe(null)
    expect((await tile(finance, 'plan')).figures?.filter(({ value }) => value !== null)).toEqual([])
  })

  test('a term that ends soon stands in its week as open, at risk once renewal is off', async () => {
    const { rows } = await shop.query('select id, end_day::text as day from billing.contract order by id limit 1')
    const [{ id, day }] = rows as [{ id: string; day: string }]
    await shop.query(`update billing.contract set end_day = '2026-07-01' where id = $1`, [id])
    const outlook = async () => {
      const { columns } = await tile(shop.cast.as('bizops'), 'renewals')
      return columns?.parts.filter((part) => Number(part.value) > 0).map((part) => part.key)
    }
    expect(await outlook()).toEqual(['open'])
    const { columns } = await tile(shop.cast.as('bizops'), 'renewals')
    expect(columns?.columns.findIndex((one) => Number(one.values['open']) > 0)).toBe(2)
    await shop.query('update billing.contract set auto_renew = false where id = $1', [id])
    expect(await outlook()).toEqual(['risk'])
    await shop.query('update billing.contract set end_day = $2, auto_renew = true where id = $1', [id, day])
  })

  test('no tile takes more than twelve statements, nor does the board', async () => {
    const boss = shop.cast.as('admin', 'executive', 'bizops', 'finance')
    const { tiles, more } = await boss.call(home, {})
    for (const { key } of [...tiles, ...more]) {
      const sent = (await statementsOf(() => tile(boss, key))).filter((text) => !/^(begin|commit|set |rollback)/i.test(text))
      expect([key, sent.length > 12 ? sent : 'few']).toEqual([key, 'few'])
    }
    const sent = (await statementsOf(() => boss.call(home, {}))).filter((text) => !/^(begin|commit|set |rollback)/i.test(text))
    expect(sent.length).toBeLessThanOrEqual(12)
  })
})

describe('a person lays out the own board', () => {
  test('it is kept for that person and board, and given back to the role', async () => {
    const lead = shop.cast.as('bizops')
    expect(await lead.call(homeArrange, { board: 'operations', tiles: ['news', 'arr', 'news'] })).toEqual({ tiles: ['news', 'arr'] })
    const mine = await lead.call(home, {})
    expect([mine.board.own, mine.tiles.map(({ key }) => key)]).toEqual([true, ['news', 'arr']])
    expect(mine.more.map(({ key }) => key)).toContain('needs')
    expect((await shop.cast.as('bizops').call(home, {})).board.own).toBe(false)
    const own = await lead.call(homeReset, { board: 'operations' })
    expect(own.tiles).toEqual(['needs', 'operations', 'handbook', 'renewals', 'owed', 'news'])
    expect((await lead.call(home, {})).board.own).toBe(false)
    const { items } = await shop.cast.as('admin').call(trail, { limit: 10, action: 'house.board' })
    expect(items.filter((one) => one.actor.id === lead.actor.id).map((one) => one.action)).toEqual([
      'house.board.reset',
      'house.board.arranged',
    ])
  })

  test('who holds several roles chooses which board opens; what the roles do not give is unknown', async () => {
    const boss = shop.cast.as('executive', 'bizops')
    expect((await boss.call(home, {})).boards.map(({ key }) => key)).toEqual(['chief_executive', 'operations', 'member'])
    await boss.call(homeChoose, { board: 'operations' })
    expect((await boss.call(home, {})).board.key).toBe('operations')
    expect((await boss.call(home, { board: 'member' })).board.key).toBe('member')
    for (const ask of [
      () => boss.call(homeChoose, { board: 'finance' }),
      () => boss.call(homeArrange, { board: 'finance', tiles: [] }),
      () => boss.call(homeReset, { board: 'finance' }),
      () => boss.call(home, { board: 'finance' }),
    ]) {
      await expect(ask()).rejects.toMatchObject({ code: 'board.unknown' })
    }
  })

  test('a tile that one may not see cannot be laid out', async () => {
    await expect(shop.cast.as('member').call(homeArrange, { board: 'member', tiles: ['news'] })).rejects.toMatchObject({
      code: 'tile.unknown',
    })
  })
})

describe('a new company’s way', () => {
  test('leads whoever runs the house until a board is chosen, with what is true of each step', async () => {
    const boss = shop.cast.as('admin', 'executive')
    const answer = await boss.call(home, {})
    expect(answer.board.key).toBe('setup')
    expect(answer.tiles).toEqual([])
    expect(answer.setup?.map(({ key, done }) => [key, done])).toEqual([
      ['company', true],
      ['selling', true],
      ['plan', false],
      ['telemetry', false],
      ['team', false],
    ])
    await boss.call(homeChoose, { board: 'chief_executive' })
    const chosen = await boss.call(home, {})
    expect([chosen.board.key, chosen.boards[0]?.key]).toEqual(['chief_executive', 'setup'])
    expect((await shop.cast.as('bizops').call(home, {})).setup).toBe(null)
  })
})
