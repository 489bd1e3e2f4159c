import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Customer, openShop, type Shop } from '../../../../../test/cast/billing.ts'
import { closePeriod } from './close.ts'
import * as promise from '../../contract.ts'

/** Months that finance has closed take no posting, through whichever door. */

let shop: Shop
let customer: Customer
beforeEach(async () => {
  shop = await openShop({ now: '2026-06-15T10:00:00Z' })
  customer = await shop.customer()
})
afterEach(() => shop.close())

const at = (instant: string) => shop.cast.setNow(new Date(instant))
const finance = () => shop.cast.as('finance')

/** An open invoice of 15 June: the signed deal. */
async function invoice() {
  const sales = shop.cast.as('sales')
  const quote = await sales.call(promise.quotesCreate, { account_id: customer.accountId, product: 'harbor-enterprise', seats: 12 })
  await sales.call(promise.quotesOffer, { id: quote.id })
  await sales.call(promise.quotesSign, { id: quote.id, signer: 'Pat Buyer', signed_on: '2026-06-15', file: shop.form })
  const [open] = (await finance().call(promise.documentsList, { state: 'open' })).items
  if (!open) throw new Error('no open invoice')
  return open
}
const close = (id: string) => finance().call(promise.periodsClose, { id }, { key: crypto.randomUUID() })
const pay = (id: string, day: string, amount_minor = 1000) =>
  finance().call(promise.paymentsRecord, { document_id: id, amount_minor, day }, { key: crypto.randomUUID() })

describe('a closed month', () => {
  test('takes no payment, write-off or refund; the open one does, and a reason opens it again', async () => {
    const { id } = await invoice()
    at('2026-07-02T10:00:00Z')
    expect((await finance().call(promise.periodsList, {})).items).toMatchObject([
      { id: 'DE-2026-06', state: 'open', first_day: '2026-06-01', last_day: '2026-06-30', may: ['close'] },
    ])
    expect((await finance().call(promise.periodsGet, { id: 'DE-2026-06' })).checks.flatMap(({ faults }) => faults)).toEqual([])
    expect(await close('DE-2026-06')).toMatchObject({ state: 'closed', closed_by: 'finance', may: ['reopen'] })
    await expect(pay(id, '2026-06-20')).rejects.toMatchObject({ code: 'period.closed', facts: { open_from: '2026-07-01' } })
    await expect(
      finance().call(promise.paymentsRecord, { document_id: id, amount_minor: 0, day: '2026-06-30', write_off: true }, { key: 'off' }),
    ).rejects.toMatchObject({ code: 'payment.difference_too_large' })
    const { gross_minor } = await pay(id, '2026-07-01')
    // all but half a unit, so that a write-off is all that is left; and money that is too much, so that a refund is
    await pay(id, '2026-07-01', gross_minor - 1000 - 50)
    await expect(
      finance().call(promise.paymentsRecord, { document_id: id, amount_minor: 0, day: '2026-06-30', write_off: true }, { key: 'off' }),
    ).rejects.toMatchObject({ code: 'period.closed' })
    // the invoice says where the rest of too much money went
    expect((await pay(id, '2026-07-02', 500)).payments.at(-1)).toMatchObject({ amount_minor: 50, rest_minor: 450 })
    const [owed] = (await finance().call(promise.balancesList, {})).items
    const refund = (day: string) =>
      finance().call(
        promise.balancesRefund,
        { profile_id: owed?.profile_id ?? '', currency: 'EUR', amount_minor: 100, day, reference: 'R1', reason: 'asked' },
        { key: crypto.randomUUID() },
      )
    await expect(refund('2026-06-30')).rejects.toMatchObject({ code: 'period.closed' })
    await refund('2026-07-01')
    const reopened = await finance().call(promise.periodsReopen, { id: 'DE-2026-06', reason: 'A payment was missed' }, { key: 'again' })
    expect(reopened).toMatchObject({
      state: 'open',
      closed_at: null,
      reopened_by: 'finance',
      reason: 'A payment was missed',
      may: ['close'],
    })
    await refund('2026-06-30')
  })

  test('is over on its company’s calendar, comes after the one before, and is closed once', async () => {
    await invoice()
    await expect(close('DE-2026-06')).rejects.toMatchObject({ code: 'period.not_over' })
    // midnight in Berlin, still June in UTC
    at('2026-06-30T22:30:00Z')
    await shop.cast.as('sales').call(promise.quotesList, {})
    const other = await shop.customer()
    await shop.buy(other, { seats: 10 })
    await expect(close('DE-2026-07')).rejects.toMatchObject({ code: 'period.not_over' })
    at('2026-08-02T10:00:00Z')
    await expect(close('DE-2026-07')).rejects.toMatchObject({ code: 'period.earlier_open' })
    await close('DE-2026-06')
    await expect(close('DE-2026-06')).rejects.toMatchObject({ code: 'period.closed' })
    await close('DE-2026-07')
    await expect(finance().call(promise.periodsReopen, { id: 'DE-2026-06', reason: 'late' }, { key: 'r' })).rejects.toMatchObject({
      code: 'period.later_closed',
    })
    await expect(close('DE-2031-01')).rejects.toMatchObject({ code: 'period.unknown' })
  })

  test('waits until what was due in it is billed and its accounts are what their rows say', async () => {
    await shop.buy(customer, { seats: 10, per: 'month' })
    at('2026-08-02T10:00:00Z')
    await close('DE-2026-06')
    await shop.query(
      `insert into billing.ledger_month select entity_id, currency, account, '2026-07-01', 0, 0 from billing.ledger_month limit 1`,
    )
    await expect(close('DE-2026-07')).rejects.toMatchObject({
      code: 'period.not_ready',
      message: expect.stringMatching(/C-\d{6} is due since 2026-07-15/),
    })
    // the month that was missed is billed today, in the open one
    await finance().call(promise.runsStart, {}, { key: 'run' })
    await shop.cast.drain()
    await close('DE-2026-07')
    at('2026-09-02T10:00:00Z')
    await finance().call(promise.runsStart, {}, { key: 'again' })
    await shop.cast.drain()
    shop.cast.unsound('an account is moved by hand')
    await shop.query(`update billing.ledger_month set debit_minor = debit_minor + 1 where account = '1100' and month = '2026-08-01'`)
    await expect(close('DE-2026-08')).rejects.toMatchObject({
      code: 'period.not_ready',
      unmet: [{ code: 'period.balanced' }, { code: 'period.receivable' }],
    })
  })

  test('waits for a posting that is under way, and a posting that waited for the closing is refused', async () => {
    const { id } = await invoice()
    at('2026-07-02T10:00:00Z')
    const gate = (): { passed: Promise<void>; open: () => void } => {
      let open: () => void = () => undefined
      const passed = new Promise<void>((resolve) => {
        open = resolve
      })
      return { passed, open }
    }
    const under = gate()
    const held = gate()
    const closing = shop.cast.open(async (ctx) => {
      await closePeriod(ctx, { id: 'DE-2026-06' })
      under.open()
      await held.passed
    })
    await under.passed
    const paying = expect(pay(id, '2026-06-20')).rejects.toMatchObject({ code: 'period.closed' })
    await waitingFor()
    held.open()
    await closing
    await paying
  })
})

/** Until some transaction waits for another's lock. */
async function waitingFor(): Promise<void> {
  for (;;) {
    const { rows } = await shop.query(`select 1 from pg_locks where not granted limit 1`)
    if (rows.length > 0) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
