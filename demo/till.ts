import type { Actor } from '../server/kernel/context.ts'
import { addDays, type Day } from '../server/kernel/period.ts'
import type { Endpoint } from '../server/kernel/room.ts'
import * as billing from '../server/modules/billing/contract.ts'
import type { Buyer, Deal, Held, Quote } from './desk.ts'
import { signedForm } from './forms.ts'
import type { Happening } from './happening.ts'
import { type Hand, moving } from './hands.ts'
import type { Company } from './names.ts'
import { diceOf } from './random.ts'
import { voicesIn } from './speakers.ts'

type Customer = Buyer & { company: Company; ordered: string[]; contractId?: string; firstContractId?: string }
type Due = { day: Day; documentId: string; pays: Company['pays'] }

/** Where what was prepared is carried out, and its money taken. */
export type Till = ReturnType<typeof tillOf>

/** Carries out through the real commands what customers accept, sales sign and change, and the money that follows. */
export function tillOf(hand: Hand, endpoints: readonly Endpoint[], companies: readonly Company[], staff: { sales: Actor; finance: Actor }) {
  const customers = new Map<number, Customer>()
  const due: Due[] = []
  const dice = diceOf(4_711)
  const back = voicesIn(hand.house, endpoints)
  const collect = () => hand.house.deliver(undefined, moving)

  /** Answers what the customer holds then. */
  async function carryOut(deal: Deal): Promise<Held> {
    const customer = customerOf(deal)
    const { happening, quote } = deal
    if (happening.kind === 'ends') await end(customer, happening.day)
    else if (happening.kind === 'lapses') await lapse(customer)
    else if (happening.kind === 'signs') await sign(customer, happening, quote)
    else if (happening.kind === 'buys') await accept(customer, quote, happening.firstCardDeclined)
    else if (happening.kind !== 'asks' && customer.bySales) await amend(customer, happening)
    else if (quote?.state === 'offered' && happening.kind !== 'asks') await accept(customer, quote)
    const { ordered, contractId, firstContractId } = customer
    return { ordered: [...ordered], ...(contractId && { contractId }), ...(firstContractId && { firstContractId }) }
  }

  function customerOf({ buyer, became }: Deal): Customer {
    const company = companies[buyer.index]
    if (!company) throw new Error(`the story has no customer ${buyer.index}`)
    const customer = customers.get(buyer.index) ?? { ...buyer, company, ordered: [] }
    customers.set(buyer.index, customer)
    if (became) {
      customer.ordered = []
      for (const contractId of became) holds(customer, contractId)
    }
    return customer
  }

  async function accept(customer: Customer, quote: Quote | undefined, declinedFirst = false): Promise<void> {
    if (!quote) throw new Error('nothing was offered')
    const buyer = back(customer.actor)
    const card = async (number: string) =>
      (await buyer.say(billing.portalCardToken, { number, exp_month: 11, exp_year: 2031, cvc: '123' })).token
    const stored = quote.methods.find((method) => method.is_default) ?? quote.methods[0]
    const payment = stored
      ? { method_id: stored.id }
      : { token: await card(declinedFirst ? '4000000000000002' : (customer.company.card ?? '4242424242424242')) }
    const order = await buyer.say(billing.portalQuoteAccept, {
      id: quote.id,
      order_hash: quote.order_hash,
      terms: quote.terms.map(({ code, version, locale, sha }) => ({ code, version, locale, sha })),
      ticked: true,
      button: quote.acceptance.button,
      signer: { name: customer.company.person.name, title: 'Administrator', authority: true },
      payment,
    })
    await collect()
    if (declinedFirst) {
      await buyer.say(billing.portalOrderPay, { number: order.number, payment: { token: await card('4242424242424242') } })
      await collect()
    }
    if (quote.kind === 'new') customer.ordered.push(order.number)
  }

  /** What the orders of a customer became, asked when it matters; the last counts. */
  async function contractOf(customer: Customer): Promise<string | undefined> {
    for (const number of customer.ordered.splice(0))
      holds(customer, (await back(customer.actor).say(billing.portalOrder, { number })).contract_id)
    return customer.contractId
  }

  async function sign(customer: Customer, happening: Extract<Happening, { kind: 'signs' }>, offered: Quote | undefined): Promise<void> {
    if (!offered) throw new Error('nothing was offered')
    if (offered.lane.sign === 'click') return accept(customer, offered)
    const signer = customer.company.person.name
    const form = { number: offered.number, customer: customer.company.name, signer, day: happening.day, hash: offered.order_hash }
    const order = await back(staff.sales).say(billing.quotesSign, {
      id: offered.id,
      signer,
      signer_title: 'Director',
      signed_on: happening.day,
      file: signedForm(form),
    })
    await collect()
    holds(customer, order.contract_id)
    await promiseMoney(customer, happening.day)
  }

  /** Invoices on terms are paid by transfer 12 to 45 days later; a few are still open today. */
  async function promiseMoney(customer: Customer, day: Day): Promise<void> {
    const { items } = await back(staff.finance).say(billing.documentsList, { account_id: customer.accountId, limit: 20 })
    for (const document of items) {
      if (document.open_minor > 0 && !due.some((one) => one.documentId === document.id)) {
        const { pays } = customer.company
        due.push({ day: addDays(day, pays ? 20 : dice.between(12, 45)), documentId: document.id, pays })
      }
    }
  }

  async function amend(customer: Customer, happening: Extract<Happening, { kind: 'adds' | 'renews' }>): Promise<void> {
    const id = await contractOf(customer)
    if (!id) return
    const more = happening.seats ? { seats: happening.seats } : {}
    const change =
      happening.kind === 'adds' ? { kind: 'seats' as const, add: happening.seats } : { kind: 'renew' as const, months: 12, ...more }
    await back(staff.sales).say(billing.contractsAmend, {
      id,
      change,
      reason: change.kind === 'seats' ? 'More people joined' : 'Renewed for another year',
    })
    await collect()
    await promiseMoney(customer, happening.day)
  }

  /** The oldest contract ends early; what was paid for the rest is credited. */
  async function end(customer: Customer, day: Day): Promise<void> {
    if (!(await contractOf(customer))) return
    await back(staff.finance).say(billing.contractsAmend, {
      id: customer.firstContractId ?? '',
      change: { kind: 'end', effective: day, credit: 'prorated' },
      reason: 'The team moved to another company of the group',
    })
    await collect()
  }

  async function lapse(customer: Customer): Promise<void> {
    const id = await contractOf(customer)
    if (id) await back(customer.actor).say(billing.portalRenewalChoice, { id, auto_renew: false })
  }

  /** Bank transfers that arrive by a day; answers how many. */
  async function receiveMoney(day: Day): Promise<number> {
    const arrived = due.filter((one) => one.day <= day)
    for (const one of arrived) {
      due.splice(due.indexOf(one), 1)
      const { open_minor: open } = await back(staff.finance).say(billing.documentsGet, { id: one.documentId })
      // a card that was stored meanwhile may have paid it
      if (open <= 0) continue
      await back(staff.finance).say(billing.paymentsRecord, {
        document_id: one.documentId,
        amount_minor: arrivingOf(open, one.pays),
        day: one.day,
        reference: 'Bank transfer',
      })
    }
    return arrived.length
  }

  return { carryOut, receiveMoney }
}

function holds(customer: Customer, contractId: string | null): void {
  if (!contractId) return
  customer.contractId = contractId
  customer.firstContractId ??= contractId
}

/** What comes for an open amount. */
function arrivingOf(open: number, pays: Company['pays']): number {
  if (pays === 'too_much') return open + 25_000
  if (pays === 'half') return Math.floor(open / 2)
  return pays === 'short' ? open - 40 : open
}
