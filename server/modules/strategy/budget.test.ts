import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPlans, type Plans } from '../../../test/cast/plans.ts'
import * as promise from './contract.ts'

let plans: Plans
beforeAll(async () => {
  plans = await openPlans()
  await plans.ledger.cast.house.db.pool.query(`insert into kernel.fx_rate values ('EUR', 'USD', '2026-05', 1.1, 'a test')`)
})
afterAll(() => plans?.ledger.cast.close())

const refused = (code: string) => expect.objectContaining({ code })
const get = (id: string, who = 'ilse') => plans.as(who).call(promise.budgetGet, { id })
const keys = async (id: string) => {
  const { lines } = await plans.as('ilse').call(promise.itemsList, { id })
  return (start: string) => lines.find(({ raw }) => raw.startsWith(start))?.key ?? ''
}
const system = { kind: 'system' as const, name: 'Quote desk', currency: 'USD', starts_on: '2026-05-15', recurring_minor: 1_200_000 }
const add = async (id: string, more: object = {}, who = 'ilse') =>
  plans.as(who).call(promise.budgetAdd, { id, item_key: (await keys(id))('Sell'), ...system, ...more })

describe('the budget of a plan', () => {
  test('hangs on methods and is summed by method, kind and plan, in each currency by itself', async () => {
    const { id, slug } = await plans.written()
    const [sell, answer] = [(await keys(id))('Sell'), (await keys(id))('Answer')]
    await add(id)
    const people = { kind: 'headcount' as const, name: 'Support', role: 'Engineer', heads: 2, cost_per_year_minor: 9_000_000 }
    await plans.as('ilse').call(promise.budgetAdd, { id, item_key: answer, ...people, currency: 'USD', starts_on: '2026-08-01' })
    const { lines, totals, period, next, methods, may } = await add(id, {
      kind: 'vendor',
      name: 'Posters',
      currency: 'EUR',
      recurring_minor: 0,
      one_time_minor: 5,
    })
    expect([period, next]).toEqual([
      { from: '2026-02-01', to: '2027-01-31' },
      { from: '2027-02-01', to: '2028-01-31' },
    ])
    expect(methods.map(({ place }) => place)).toEqual(['Method 1', 'Method 2'])
    expect(lines.map(({ name, now_minor, next_minor, off_cycle }) => [name, now_minor, next_minor, off_cycle])).toEqual([
      ['Quote desk', 900_000, 1_200_000, false],
      ['Support', 9_000_000, 18_000_000, false],
      ['Posters', 5, 0, false],
    ])
    expect(totals.methods).toEqual([
      { key: sell, currency: 'USD', now_minor: 900_000, next_minor: 1_200_000 },
      { key: answer, currency: 'USD', now_minor: 9_000_000, next_minor: 18_000_000 },
      { key: sell, currency: 'EUR', now_minor: 5, next_minor: 0 },
    ])
    expect(totals.plan).toEqual([
      { key: slug, currency: 'USD', now_minor: 9_900_000, next_minor: 19_200_000 },
      { key: slug, currency: 'EUR', now_minor: 5, next_minor: 0 },
    ])
    expect(totals.kinds.map(({ key, now_minor }) => [key, now_minor])).toEqual([
      ['system', 900_000],
      ['headcount', 9_000_000],
      ['vendor', 5],
    ])
    expect(may).toEqual(['change'])
  })

  test('is in currencies that the company knows: its own, and those of which it keeps rates', async () => {
    const { id } = await plans.written()
    const known = expect.arrayContaining(['USD', 'EUR'])
    expect((await get(id)).currencies).toEqual(known)
    expect((await get(id)).currencies[0]).toBe('USD')
    const unknown = expect.objectContaining({ code: 'budget.currency_unknown', facts: { path: 'currency', known } })
    await expect(add(id, { currency: 'XOF' })).rejects.toEqual(unknown)
    const line = (await add(id, { currency: 'EUR' })).lines[0]?.id ?? ''
    await expect(plans.as('ilse').call(promise.budgetChange, { id, line, currency: 'JPY' })).rejects.toEqual(unknown)
    expect((await plans.as('ilse').call(promise.budgetChange, { id, line, currency: 'USD' })).lines[0]?.currency).toBe('USD')
  })

  test('is changed field by field, and a line that is taken away is in the trail', async () => {
    const { id } = await plans.written()
    const [line] = (await add(id)).lines
    const changed = await plans
      .as('ilse')
      .call(promise.budgetChange, { id, line: line?.id ?? '', seats: 40, per_seat_minor: 800, paid_per: 'month' })
    expect(changed.lines[0]).toMatchObject({
      name: 'Quote desk',
      recurring_minor: 1_200_000,
      seats: 40,
      per_seat_minor: 800,
      paid_per: 'month',
    })
    await expect(plans.as('ilse').call(promise.budgetChange, { id, line: line?.id ?? '', ends_on: '2026-01-01' })).rejects.toEqual(
      refused('budget.ends_early'),
    )
    expect((await plans.as('ilse').call(promise.budgetRemove, { id, line: line?.id ?? '' })).lines).toEqual([])
    await expect(plans.as('ilse').call(promise.budgetRemove, { id, line: line?.id ?? '' })).rejects.toEqual(refused('budget.unknown'))
    expect((await plans.ledger.trail(id)).filter((action) => action.startsWith('strategy.budget'))).toEqual([
      'strategy.budget.added',
      'strategy.budget.changed',
      'strategy.budget.removed',
    ])
  })

  test('is for whoever answers for the plan and for finance; a line without cost, or on no method, is none', async () => {
    const { id } = await plans.written()
    await expect(add(id, {}, 'noa')).rejects.toEqual(refused('plan.not_dri'))
    expect((await get(id, 'noa')).may).toEqual([])
    expect((await get(id, 'sol')).lines).toEqual([])
    await add(id, { name: 'Bank files' }, 'farid')
    await expect(add(id, { recurring_minor: 0 })).rejects.toEqual(refused('budget.costs_nothing'))
    await expect(add(id, { item_key: (await keys(id))('Few') })).rejects.toEqual(refused('budget.not_a_method'))
    await expect(add(id, { item_key: crypto.randomUUID() })).rejects.toEqual(refused('item.unknown'))
    expect((await get(id, 'farid')).may).toEqual(['change'])
    const june = plans.ledger.cast.as('auditor')
    expect((await june.call(promise.budgetGet, { id })).may).toEqual([])
  })

  test('is changed on its own plan, one day is a span, and while others are asked a line is on the cycle still', async () => {
    const { id } = await plans.written()
    const [line] = (await add(id, { ends_on: '2026-05-15' })).lines
    expect(line).toMatchObject({ starts_on: '2026-05-15', ends_on: '2026-05-15' })
    const other = await plans.written()
    const elsewhere = { id: other.id, line: line?.id ?? '' }
    await expect(plans.as('ilse').call(promise.budgetChange, { ...elsewhere, name: 'Taken' })).rejects.toEqual(refused('budget.unknown'))
    await expect(plans.as('ilse').call(promise.budgetRemove, elsewhere)).rejects.toEqual(refused('budget.unknown'))
    await plans.measured(id)
    await plans.submit(id)
    expect((await add(id, { name: 'Asked about' })).lines.map(({ off_cycle }) => off_cycle)).toEqual([false, false])
  })

  test('has no line of a method that is struck', async () => {
    const { id } = await plans.written()
    await add(id)
    await plans.edit(id, (text) => text.replace('Sell without a call (DRI: cato)', '~~Sell without a call (DRI: cato)~~'))
    const { methods, lines } = await get(id)
    expect([methods.map(({ place }) => place), lines]).toEqual([['Method 2'], []])
  })

  test('after vetting a line is off the cycle; it goes on with an amendment, and not with what was withdrawn', async () => {
    const { id } = await plans.written()
    await add(id)
    await plans.agreed(id)
    await plans.vet(id)
    const { lines } = await add(id, { name: 'Late' })
    expect(lines.map(({ name, off_cycle }) => [name, off_cycle])).toEqual([
      ['Quote desk', false],
      ['Late', true],
    ])
    const { edition_id } = await plans.as('ilse').call(promise.editionsAmend, { id, reason: 'The market has moved' })
    expect((await get(edition_id)).lines.map(({ name }) => name)).toEqual(['Quote desk', 'Late'])
    const source = await plans.as('ilse').call(promise.itemsList, { id: edition_id })
    const after = source.lines.find(({ raw }) => raw.startsWith('Answer'))?.key ?? ''
    await plans.as('ilse').call(promise.itemsAdd, { id: edition_id, after, raw: 'Train them (DRI: sol)', if_match: source.rev })
    const item_key = (await keys(edition_id))('Train')
    await plans.as('ilse').call(promise.budgetAdd, { id: edition_id, item_key, ...system, name: 'Course' })
    await add(edition_id, { name: 'By the draft' })
    const marks = async (of: string) => (await get(of)).lines.map((line) => [line.name, line.off_cycle])
    const late = [
      ['Late', true],
      ['By the draft', true],
    ]
    expect(await marks(id)).toEqual([['Quote desk', false], ...late])
    expect(await marks(edition_id)).toEqual([['Quote desk', false], late[0], ['Course', false], late[1]])
    const change = (wish: object) => plans.as('ilse').call(promise.budgetChange, { id, line: lines[0]?.id ?? '', ...wish })
    expect((await change({ name: 'Desk', recurring_minor: system.recurring_minor })).lines[0]).toMatchObject({ off_cycle: false })
    expect((await change({ recurring_minor: 1 })).lines[0]).toMatchObject({ name: 'Desk', off_cycle: true })
    expect((await change({ name: 'Quote desk' })).lines[0]).toMatchObject({ off_cycle: true })
    await plans.withdraw(edition_id)
    await expect(add(edition_id)).rejects.toEqual(refused('plan.wrong_state'))
    expect((await get(edition_id)).may).toEqual([])
  })

  test('stays within what is counted exactly: by a line, by the sum of all, when it comes and when it changes', async () => {
    const { id } = await plans.written()
    const million = 1_000_000
    await expect(add(id, { kind: 'headcount', heads: 10_000, cost_per_year_minor: million * million })).rejects.toEqual(
      expect.objectContaining({ code: 'budget.too_large', facts: { most_minor: '9007199254740991' } }),
    )
    await expect(add(id, { seats: million, per_seat_minor: million * million })).rejects.toEqual(refused('budget.too_large'))
    const one = { recurring_minor: 0, seats: 45, per_seat_minor: million * million, paid_per: 'year' as const }
    const [line] = (await add(id, one)).lines
    const { lines } = await add(id, { ...one, currency: 'EUR' })
    expect(lines[1]?.next_minor).toBe(45 * million * million)
    await add(id, one)
    await expect(add(id, { ...one, seats: 1 })).rejects.toEqual(
      expect.objectContaining({
        code: 'budget.too_large',
        message: expect.stringContaining('$71,992,547,409.91 at most beside the other'),
      }),
    )
    const change = (wish: object) => plans.as('ilse').call(promise.budgetChange, { id, line: line?.id ?? '', ...wish })
    await expect(change({ seats: 46 })).rejects.toEqual(refused('budget.too_large'))
    await expect(change({ currency: 'EUR', paid_per: 'month' })).rejects.toEqual(refused('budget.too_large'))
    expect((await change({ seats: 44 })).lines).toHaveLength(3)
  })

  test('has at most as many lines as are read and summed, and is told of with each that comes, changes or goes', async () => {
    const { id, slug } = await plans.written()
    const [line] = (await add(id)).lines
    const copies = `insert into strategy.budget_line select (jsonb_populate_record(b, jsonb_build_object('id', gen_random_uuid()))).*
      from strategy.budget_line b, generate_series(3, 1000) where b.id = $1`
    await plans.ledger.cast.house.db.pool.query(copies, [line?.id])
    const full = await add(id, { name: 'The last one' })
    expect([full.lines.length, full.totals.plan[0]?.now_minor]).toEqual([1000, 1000 * 900_000])
    await expect(add(id)).rejects.toEqual(expect.objectContaining({ code: 'budget.too_many', facts: { most: 1000 } }))
    const budget = { id, line: line?.id ?? '' }
    await plans.as('ilse').call(promise.budgetChange, { ...budget, name: 'Quotes' })
    await plans.as('ilse').call(promise.budgetRemove, budget)
    expect((await add(id)).lines).toHaveLength(1000)
    const { rows } = await plans.ledger.cast.house.db.pool.query(
      "select payload from kernel.outbox where name = 'strategy.budget.changed' and payload ->> 'slug' = $1 order by id",
      [slug],
    )
    expect(rows.map(({ payload }) => payload.change)).toEqual(['added', 'added', 'changed', 'removed', 'added'])
    const about = { edition_id: id, line_id: line?.id, item_key: line?.item_key, off_cycle: false }
    expect([rows[2]?.payload, rows[3]?.payload]).toMatchObject([about, about])
  })

  test('counts one line after another, by whichever edition of the plan they come at once', async () => {
    const { id } = await plans.written()
    await plans.agreed(id)
    await plans.vet(id)
    const { edition_id } = await plans.as('ilse').call(promise.editionsAmend, { id, reason: 'The market has moved' })
    const big = { recurring_minor: 0, seats: 60, per_seat_minor: 1_000_000_000_000, paid_per: 'year' as const }
    const both = await Promise.allSettled([add(id, big), add(edition_id, big)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'budget.too_large' } })
    expect((await get(id)).lines).toHaveLength(1)
  })

  test('is held against decisions in force: what they stopped, and what they capped in the company’s currency', async () => {
    const { id, slug } = await plans.written()
    const decided = async (effect: object) => {
      const { id: decision, number } = await plans.ledger.opened({ parties: [plans.ledger.party('D', 'mara')], effects: [effect] })
      await plans.ledger.decide('mara', decision)
      return number
    }
    const stopped = await decided({ kind: 'stop', about: 'Fax line' })
    const capped = await decided({ kind: 'cap', about: 'Quote desk', value: '5000' })
    const told = async () =>
      (await plans.alignment('ilse', slug)).defects.filter(({ code }) => code === 'C9').map(({ says }) => says.replace(/ \(.*\)/, ''))
    expect(await told()).toEqual([])
    const { lines } = await add(id)
    await add(id, { name: 'Fax Line' })
    await add(id, { currency: 'EUR' })
    await add(id, { name: 'Fax line', starts_on: '2027-02-01' })
    expect(new Set(await told())).toEqual(
      new Set([
        `“Quote desk” in the budget of “Sell without a call costs 9000.00 USD in the period, above the cap of 5000: ${capped}.`,
        `“Fax Line” in the budget of “Sell without a call pays for what a decision has stopped: ${stopped}.`,
      ]),
    )
    const [line] = lines
    await plans.as('ilse').call(promise.budgetChange, { id, line: line?.id ?? '', recurring_minor: 600_000 })
    expect(await told()).toEqual([expect.stringContaining('Fax Line')])
    const fax = (await get(id)).lines.find(({ name }) => name === 'Fax Line')?.id ?? ''
    await plans.as('ilse').call(promise.budgetRemove, { id, line: fax })
    expect(await told()).toEqual([])
  })
})
