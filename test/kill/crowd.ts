import { setTimeout as pause } from 'node:timers/promises'
import { type Answer, type Buyer, declinedCard, goodCard, newBuyer, type Order } from '../journeys/buyer.ts'
import { stubborn } from './stubborn.ts'

/** What a buyer was told: the order is placed, and later that it is fulfilled. */
export type Purchase = { email: string; order: Order }

type Desk = { base: string; codeOf: (email: string) => Promise<string> }

const wishes = [
  { product: 'harbor-enterprise', seats: 25 },
  { product: 'harbor-professional', seats: 12 },
  { product: 'harbor-professional', seats: 40 },
  { product: 'harbor-advanced', seats: 11 },
]

/** `many` buyers, so many `abreast`; `placed` and `done` hear of each as it happens. */
export async function crowd(
  desk: Desk,
  many: number,
  abreast: number,
  hear: { placed?: (purchase: Purchase) => void; done?: (purchase: Purchase) => void } = {},
): Promise<Purchase[]> {
  const purchases: Purchase[] = []
  let next = 0
  async function worker(): Promise<void> {
    while (next < many) {
      const n = next
      next += 1
      const placed = await place(desk, n)
      hear.placed?.(placed.purchase)
      const purchase = { ...placed.purchase, order: await seeThrough(placed.buyer, placed.purchase.order) }
      purchases.push(purchase)
      hear.done?.(purchase)
    }
  }
  await Promise.all(Array.from({ length: abreast }, worker))
  return purchases
}

/** Signs up and orders; every tenth enters a card that is declined and then another. Answers when the order is acknowledged. */
export async function place(desk: Desk, n: number): Promise<{ buyer: Buyer; purchase: Purchase }> {
  const buyer = await newcomer(desk, n)
  const request = wishes[n % wishes.length] ?? { product: 'harbor-enterprise', seats: 25 }
  const order = await buyer.buy({ ...request, card: n % 10 === 9 ? declinedCard : goodCard })
  return { buyer, purchase: { email: buyer.email, order } }
}

/** An address gets three letters in a quarter of an hour: whose codes were all lost with their answers begins again under another one. */
async function newcomer(desk: Desk, n: number): Promise<Buyer> {
  for (let tries = 1; ; tries += 1) {
    const buyer = newBuyer(stubborn(`198.51.${100 + Math.floor(n / 250)}.${(n % 250) + 1}`), desk.base, desk.codeOf)
    try {
      await enter(desk, buyer, n)
      return buyer
    } catch (error) {
      if (tries === 5) throw error
    }
  }
}

/** A code counts once and its answer may be lost: then the buyer asks for another one, as the page tells them to. */
async function enter(desk: Desk, buyer: Buyer, n: number): Promise<void> {
  await buyer.ask('POST', '/portal/sign-ups', {
    email: buyer.email,
    name: 'Robin Sample',
    company: `Kestrel ${n} GmbH`,
    country: 'DE',
    address: { line1: 'Hafenstrasse 1', postal_code: '20457', city: 'Hamburg' },
    kind: 'business',
  })
  for (let tries = 1; ; tries += 1) {
    try {
      await buyer.ask('POST', '/portal/codes', { email: buyer.email, code: await desk.codeOf(buyer.email) })
      return
    } catch (error) {
      if (tries === 3) throw error
      await buyer.ask('POST', '/portal/sign-ins', { email: buyer.email })
    }
  }
}

/** Follows an order until it is fulfilled, entering another card when the first was declined. */
export async function seeThrough(buyer: Buyer, placed: Order): Promise<Order> {
  for (const until = Date.now() + 90_000; ; ) {
    const order: Answer = await buyer.ask('GET', `/portal/orders/${placed.number}`)
    if (order.state === 'fulfilled') return order
    if (order.payment?.state === 'needs_method') {
      const card = await buyer.ask('POST', '/portal/card-tokens', { number: goodCard, exp_month: 12, exp_year: 2029, cvc: '123' })
      await buyer.ask('POST', `/portal/orders/${placed.number}/payments`, { payment: { token: card.token } })
    }
    if (Date.now() > until) throw new Error(`${placed.number} stays ${order.state}: ${JSON.stringify(order)}`)
    await pause(250)
  }
}
