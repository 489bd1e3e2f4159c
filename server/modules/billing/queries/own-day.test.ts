import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Customer, openShop, type Shop } from '../../../../test/cast/billing.ts'
import { carryRates } from '../commands/catalogue/rates.ts'
import * as promise from '../contract.ts'

/** Half an hour before midnight in the house's zone: one company sells from Auckland, where tomorrow has begun, one from Los Angeles. */

let shop: Shop
let north: Customer
let south: Customer
beforeEach(async () => {
  shop = await openShop({ now: '2026-06-15T23:30:00Z' })
  await shop.query(`update billing.legal_entity set zone = 'Pacific/Auckland' where code = 'DE'`)
  south = await shop.customer('DE')
  north = await shop.customer('US', null, 'Harbor Tools LLC')
})
afterEach(() => shop.close())

const at = (instant: string) => shop.cast.setNow(new Date(instant))
const finance = () => shop.cast.as('finance')
const sales = () => shop.cast.as('sales')
const north25 = { product: 'harbor-professional', seats: 25 } as const

async function numbersIn(state: 'open' | 'overdue') {
  const { items } = await finance().call(promise.documentsList, { state })
  return items.map((row) => `${row.entity} ${row.state}`).sort()
}

describe('late in the evening of the house', () => {
  test('the ledger without a day shows each company up to its own', async () => {
    await shop.buy(south)
    await shop.buy(north, north25)
    const { ledgers } = await finance().call(promise.trialBalance, {})
    expect(ledgers.map(({ entity, day, sum_minor, accounts }) => [entity, day, sum_minor, accounts.length > 0])).toEqual([
      ['US', '2026-06-15', 0, true],
      ['DE', '2026-06-16', 0, true],
    ])
    const house = await finance().call(promise.trialBalance, { day: '2026-06-15' })
    expect(house.ledgers.map(({ entity, day }) => [entity, day])).toEqual([['US', '2026-06-15']])
  })

  test('what is due on the 15th is overdue in Auckland and not in Los Angeles: lists, states and counts', async () => {
    at('2026-05-15T23:30:00Z')
    await shop.buy(south)
    await shop.buy(north, north25)
    shop.cast.unsound('what is open and when it is due are written by hand')
    await shop.query('alter table billing.document disable trigger all')
    await shop.query(`update billing.document set due_day = '2026-06-15'`)
    await shop.query('update billing.document_balance set open_minor = 100')
    at('2026-06-15T23:30:00Z')
    expect(await numbersIn('overdue')).toEqual(['DE overdue'])
    expect((await numbersIn('open')).length).toBe(2)
    expect(await finance().call(promise.billingHome, {})).toMatchObject({ open_documents: 2, overdue_documents: 1 })
    at('2026-06-16T08:00:00Z')
    expect(await numbersIn('overdue')).toEqual(['DE overdue', 'US overdue'])
  })

  test('an offer holds to the end of its seller’s day', async () => {
    const quoteFor = (who: Customer, product: string) =>
      sales().call(promise.quotesCreate, { account_id: who.accountId, product, seats: 20 })
    await quoteFor(south, 'harbor-enterprise')
    await quoteFor(north, 'harbor-professional')
    await shop.query(`update billing.quote set offered_at = created_at, valid_until = '2026-06-15'`)
    const { items } = await sales().call(promise.quotesList, {})
    expect(items.map((row) => [row.currency, row.state]).sort()).toEqual([
      ['EUR', 'expired'],
      ['USD', 'offered'],
    ])
    const expired = await sales().call(promise.quotesList, { state: 'expired' })
    expect(expired.items.map((row) => row.currency)).toEqual(['EUR'])
    const open = items.find((row) => row.state === 'offered')
    const over = items.find((row) => row.state === 'expired')
    await expect(sales().call(promise.quotesWithdraw, { id: over?.id ?? '', reason: 'late' })).rejects.toMatchObject({
      code: 'quote.not_open',
    })
    expect((await sales().call(promise.quotesWithdraw, { id: open?.id ?? '', reason: 'asked' })).state).toBe('withdrawn')
  })

  test('contracts begin and end on their own calendar: filters, states and the counts of the first page', async () => {
    await shop.buy(south)
    await shop.buy(north, north25)
    await shop.query(`update billing.contract set auto_renew = false`)
    at('2027-06-15T23:30:00Z')
    // Auckland bought on the 16th, so that its year is over now; Los Angeles bought on the 15th and its year ended at its own midnight
    const stateOf = async (state: string) =>
      (await finance().call(promise.contractsList, { state } as never)).items.map((row) => `${row.entity} ${row.state}`).sort()
    expect(await stateOf('in_grace')).toEqual(['DE in_grace', 'US in_grace'])
    at('2027-06-15T05:00:00Z')
    expect(await stateOf('active')).toEqual(['DE active', 'US active'])
    at('2027-06-15T09:00:00Z')
    expect(await stateOf('active')).toEqual(['DE active'])
    expect(await stateOf('in_grace')).toEqual(['US in_grace'])
    expect(await finance().call(promise.billingHome, {})).toMatchObject({ contracts_active: 1, renewals_60_days: 2 })
    at('2027-06-16T09:00:00Z')
    expect(await stateOf('active')).toEqual([])
    expect(await finance().call(promise.billingHome, {})).toMatchObject({ contracts_active: 0, renewals_60_days: 1 })
  })

  test('the month’s rate is there when the month begins in Auckland', async () => {
    await shop.query(`delete from kernel.fx_rate where month >= '2026-07'`)
    at('2026-06-30T23:30:00Z')
    expect(await shop.cast.open(carryRates)).toBe(1)
    expect(await shop.cast.open(carryRates)).toBe(0)
    expect((await shop.buy(south, { seats: 10 })).state).not.toBe('failed')
    expect((await sales().call(promise.sellingRead, {})).rates_missing).toEqual([])
  })
})
