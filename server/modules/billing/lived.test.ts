import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Customer, openShop, type Shop } from '../../../test/cast/billing.ts'
import { addDays, daysBetween } from '../../kernel/period.ts'
import { inputOf } from './book.ts'
import { bookOf, taxRowsFor } from './queries/contracts/books.ts'
import * as promise from './contract.ts'
import { proposeAll } from './rules/engine/propose.ts'
import { getContract } from './store/contracts.ts'

/**
 * Forty contracts whose changes are recorded before their day, at the doors that people use, and whose days are run one by one: what is
 * in the books at the end is what the engine foresees when it knows everything from the start.
 */

const request = fc.record({
  after: fc.integer({ min: 5, max: 150 }),
  ahead: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 120 })),
  by: fc.constantFrom('staff' as const, 'staff', 'customer'),
  what: fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('seats' as const), add: fc.integer({ min: 1, max: 3 }) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('renew' as const), seats: fc.integer({ min: 1, max: 6 }) }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('end' as const), credit: fc.constantFrom('none' as const, 'prorated', 'full') }),
    },
  ),
})
const life = fc.record({
  // few first days, so that one run bills many contracts
  start: fc.constantFrom('2026-06-15', '2026-06-30', '2026-08-31'),
  offer: fc.constantFrom(0, 0, 0, 20),
  per: fc.constantFrom('year' as const, 'year', 'year', 'year', 'month'),
  terms: fc.constantFrom(false, false, true),
  seats: fc.integer({ min: 2, max: 6 }),
  wishes: fc.array(request, { minLength: 2, maxLength: 4 }),
})
type Wish = typeof request extends fc.Arbitrary<infer T> ? T : never
type Life = typeof life extends fc.Arbitrary<infer T> ? T : never
/** One contract on its way: the day of its next wish, and those that are left. */
type Lived = { life: Life; customer: Customer; id: string; left: Wish[]; day: string; ended: boolean }

const horizon = '2028-01-31'
const finance = (shop: Shop) => shop.cast.as('finance')

test('forty lives through the doors have the documents that the engine foresees', async () => {
  const shop = await openShop()
  try {
    const lives = fc.sample(life, { numRuns: 40, seed: 20_261_128 })
    const lived: Lived[] = []
    const seen = { early: 0, runs: 0 }
    const begins = new Map<string, Life[]>()
    for (const one of lives) begins.set(one.start, [...(begins.get(one.start) ?? []), one])
    for (let day = '2026-06-15'; day <= horizon; day = addDays(day, 1)) {
      shop.cast.setNow(new Date(`${day}T10:00:00Z`))
      for (const one of begins.get(day) ?? []) lived.push(await begin(shop, one))
      const due = new Set(await dueOn(shop, day))
      if (due.size > 0) {
        const done = await finance(shop).call(promise.runsStart, {})
        await shop.cast.drain()
        expect(done.failed).toBe(0)
        seen.runs += 1
      }
      for (const one of lived) {
        // on a day that has documents of its own, the order within the day would decide how lines are cut
        if (one.day <= day && one.left.length > 0 && !due.has(one.id)) seen.early += await decide(shop, one, day)
      }
    }
    let documents = 0
    let notes = 0
    for (const one of lived) {
      const { issued, foreseen } = await compared(shop, one)
      expect({ [one.id]: issued }).toEqual({ [one.id]: foreseen })
      documents += issued.length
      notes += issued.filter(({ kind }) => kind === 'credit_note').length
    }
    // the sample is worth something only if it has early changes, several terms and notes in it
    expect(seen.early).toBeGreaterThan(25)
    expect(documents).toBeGreaterThan(150)
    expect(notes).toBeGreaterThan(2)
  } finally {
    await shop.close()
  }
}, 600_000)

async function dueOn(shop: Shop, day: string): Promise<string[]> {
  const { rows } = await shop.query('select id from billing.contract where next_bill_day <= $1', [day])
  return rows.map((row) => row.id as string)
}

/** Bought alone by card, or offered by our people for a later day; a third of the buyers pay on terms. */
async function begin(shop: Shop, life: Life): Promise<Lived> {
  const customer = await shop.customer()
  const day = addDays(life.start, 0)
  const asked = { product: 'harbor-enterprise', seats: life.seats }
  let quote = life.offer
    ? await shop.cast.as('sales').call(promise.quotesCreate, { ...asked, account_id: customer.accountId, start: addDays(day, life.offer) })
    : await customer.buyer.call(promise.portalQuoteCreate, { ...asked, per: life.per })
  if (life.offer) {
    await shop.cast.as('sales').call(promise.quotesOffer, { id: quote.id })
    quote = await customer.buyer.call(promise.portalQuote, { id: quote.id })
  }
  if (life.terms) {
    const { items } = await finance(shop).call(promise.profilesList, { account_id: customer.accountId })
    await finance(shop).call(promise.profilesChange, { id: items[0]?.id ?? '', terms_approved: true })
    await customer.buyer.call(promise.portalQuoteAccept, shop.yesTo(quote, undefined))
  } else await shop.accept(customer.buyer, quote)
  await shop.cast.drain()
  const { items } = await customer.buyer.call(promise.portalContracts, {})
  const id = items[0]?.id ?? ''
  return { life, customer, id, left: [...life.wishes], day: addDays(day, (life.wishes[0]?.after ?? 0) + life.offer), ended: false }
}

/** Carries out the next wish where the contract's state allows it; answers 1 when it was recorded before its day. */
async function decide(shop: Shop, one: Lived, day: string): Promise<number> {
  const request = one.left.shift() as Wish
  one.day = addDays(day, one.left[0]?.after ?? 0)
  const contract = await one.customer.buyer.call(promise.portalContract, { id: one.id })
  // an end is the last word
  if (contract.state !== 'active' || one.ended) return 0
  const { what } = request
  const end = contract.end ?? day
  if (what.kind === 'renew' && daysBetween(day, end) > 120) {
    // decided again when it may be: on a day of the early window
    one.left.unshift(request)
    one.day = addDays(end, -1 - (request.ahead % 90))
    return 0
  }
  if (request.by === 'customer' && what.kind !== 'end') return order(shop, one, what)
  const effective = addDays(day, request.ahead)
  if (what.kind !== 'renew' && effective >= end) return 0
  one.ended = what.kind === 'end'
  const change = what.kind === 'renew' ? { ...what, months: 12 } : { ...what, effective }
  await finance(shop).call(promise.contractsAmend, { id: one.id, change, reason: 'Agreed' })
  await shop.cast.drain()
  return what.kind === 'renew' || effective > day ? 1 : 0
}

async function order(shop: Shop, one: Lived, what: { kind: 'seats'; add: number } | { kind: 'renew'; seats: number }): Promise<number> {
  const { buyer } = one.customer
  const quote =
    what.kind === 'seats'
      ? await buyer.call(promise.portalSeatsAdd, { id: one.id, add: what.add })
      : await buyer.call(promise.portalRenew, { id: one.id, seats: what.seats })
  if (one.life.terms) await buyer.call(promise.portalQuoteAccept, shop.yesTo(quote, undefined))
  else await shop.accept(buyer, quote)
  await shop.cast.drain()
  return what.kind === 'renew' ? 1 : 0
}

/** What is in the books beside what the engine makes of the contract's amendments alone. */
async function compared(shop: Shop, { id }: Lived) {
  return shop.cast.open(async (ctx) => {
    const book = await bookOf(ctx, await getContract(ctx.tx, id))
    const rows = await taxRowsFor(ctx, [book.entity.country, book.profile.country])
    const input = inputOf({ ...book, billed: [], taxes: [] }, rows, { asOf: book.amendments[0]?.recorded_day ?? '' })
    const { documents } = proposeAll({ ...input, through: horizon }).output
    const foreseen = documents.map(({ day, kind, of, lines, tax_groups, totals }) => ({
      day,
      kind,
      of: of ?? null,
      lines: lines.map(({ key, net_minor, tax_minor, formula }) => ({ key, net_minor, tax_minor, formula })),
      tax: tax_groups.map((group) => [group.base_minor, group.tax_minor]),
      gross_minor: totals.gross_minor,
    }))
    const { rows: stored } = await shop.query(
      `select d.id, d.number, d.kind, d.issue_day::text as day, d.gross_minor::int as gross_minor, o.number as of_number
       from billing.document d left join billing.document o on o.id = d.of_id where d.contract_id = $1 order by d.id`,
      [id],
    )
    const places = new Map(stored.map((row, at) => [row.number as string, `#${at}`]))
    const issued = stored.map((row) => ({
      day: row.day as string,
      kind: row.kind as string,
      of: row.of_number === null ? null : (places.get(row.of_number) ?? row.of_number),
      lines: book.billed
        .filter((line) => line.document_id === row.id)
        .map((line) => ({
          key: line.key,
          net_minor: Number(line.net_minor),
          tax_minor: Number(line.tax_minor),
          formula: line.formula,
        })),
      tax: book.taxes.filter((tax) => tax.document_id === row.id).map((tax) => [Number(tax.base_minor), Number(tax.tax_minor)]),
      gross_minor: row.gross_minor as number,
    }))
    return { issued, foreseen }
  })
}
