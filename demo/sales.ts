import type { Actor, Context } from '../server/kernel/context.ts'
import type { OutputOf } from '../server/kernel/operation.ts'
import { addDays, type Day } from '../server/kernel/period.ts'
import type { Endpoint } from '../server/kernel/room.ts'
import * as billing from '../server/modules/billing/contract.ts'
import { openAccount } from '../server/modules/customers/index.ts'
import { rightsOfContact } from '../server/modules/people/index.ts'
import { signedForm } from './forms.ts'
import type { Company } from './names.ts'
import { diceOf } from './random.ts'
import type { Happening } from './happening.ts'
import { taxIdOf } from './tax-ids.ts'
import type { Speaker } from '../server/kernel/demo.ts'
import { type Hand, moving } from './hands.ts'
import { voicesIn } from './speakers.ts'

type Customer = {
  company: Company
  actor: Actor
  accountId: string
  bySales: boolean
  contractId?: string
  firstContractId?: string
  ordered: string[]
}
export type Staff = { sales: Actor; approvers: Record<string, Actor>; finance: Actor; bizops: Actor }
type Due = { day: Day; documentId: string; pays: Company['pays'] }
type Quote = OutputOf<typeof billing.portalQuoteCreate>
type Voices = (actor: Actor) => Speaker
type Signed = Extract<Happening, { kind: 'signs' }>

/** Where deals are made: `front` opens accounts and prices, `back` takes what was accepted and its money. */
export type SalesFloor = ReturnType<typeof salesFloor>

/** Carries out the story through the real commands: what customers do alone, what sales does, and the money that follows. */
export function salesFloor(
  hands: { front: Hand; back: Hand },
  endpoints: readonly Endpoint[],
  companies: readonly Company[],
  staff: Staff,
  ownerOf: (index: number) => string | null,
) {
  const customers = new Map<number, Customer>()
  const due: Due[] = []
  const dice = diceOf(4_711)
  const [front, back] = [voicesIn(hands.front.house, endpoints), voicesIn(hands.back.house, endpoints)]
  const collect = () => hands.back.house.deliver(undefined, moving)

  async function customerOf(index: number, bySales: boolean, seats: number): Promise<Customer> {
    const known = customers.get(index)
    if (known) return known
    const company = companies[index]
    if (!company) throw new Error(`the story has no customer ${index}`)
    const taxId = company.taxId ?? taxIdOf(company.place.country, index)
    const { account, contact } = await hands.front.house.openAs(staff.bizops, (ctx: Context) =>
      openAccount(ctx, {
        name: company.name,
        legal_name: company.name,
        kind: 'business',
        country: company.place.country,
        ...(company.place.region ? { region: company.place.region } : {}),
        // most of a company has a seat, or a part of a large one
        employees: seats * (1 + (index % 9)),
        owner_id: bySales ? ownerOf(index) : null,
        billing_address: { line1: `${(index % 90) + 1} Harbour Street`, postal_code: company.place.postal_code, city: company.place.city },
        source: bySales ? 'staff' : 'self_service',
        ...(taxId && { tax_id: taxId }),
        contact: { name: company.person.name, email: company.person.email, roles: ['owner', 'billing', 'technical'] },
      }),
    )
    if (!contact) throw new Error('a customer of the demo has a contact')
    const actor: Actor = {
      kind: 'contact',
      id: contact.id,
      name: contact.name,
      rights: rightsOfContact(hands.front.house.rights, ['owner', 'billing', 'technical']),
      accountId: account.id,
      address: `203.0.113.${(index % 250) + 1}`,
      agent: 'Mozilla/5.0 (demo)',
    }
    const made: Customer = { company, actor, accountId: account.id, bySales, ordered: [] }
    customers.set(index, made)
    return made
  }

  async function accept(customer: Customer, quote: Quote, declinedFirst = false): Promise<void> {
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
  async function contractOf(customer: Customer, voices: Voices): Promise<string | undefined> {
    for (const number of customer.ordered.splice(0))
      holds(customer, (await voices(customer.actor).say(billing.portalOrder, { number })).contract_id)
    return customer.contractId
  }

  /** Sales prices and whoever must approves; the answer is what was offered. */
  async function offer(customer: Customer, happening: Signed): Promise<Quote> {
    const sales = front(staff.sales)
    const quote = await sales.say(billing.quotesCreate, {
      account_id: customer.accountId,
      product: happening.edition,
      seats: happening.seats,
      term_months: happening.months,
      discount_percent: happening.discount,
    })
    for (const { role, state } of quote.approvals) {
      const approver = staff.approvers[role]
      if (!approver) throw new Error(`nobody of the demo holds the role ${role}`)
      if (state === 'pending')
        await front(approver).say(billing.quotesApprove, {
          id: quote.id,
          role,
          order_hash: quote.order_hash,
          verdict: 'approved',
          reason: 'Within what we agreed for this segment',
        })
    }
    return sales.say(billing.quotesOffer, { id: quote.id })
  }

  async function sign(customer: Customer, happening: Signed, offered: Quote): Promise<void> {
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

  async function amend(
    customer: Customer,
    change: { kind: 'seats'; add: number } | { kind: 'renew'; months: number; seats?: number },
    day: Day,
  ): Promise<void> {
    const id = await contractOf(customer, back)
    if (!id) return
    await back(staff.sales).say(billing.contractsAmend, {
      id,
      change,
      reason: change.kind === 'seats' ? 'More people joined' : 'Renewed for another year',
    })
    await collect()
    await promiseMoney(customer, day)
  }

  /** The oldest contract ends early; what was paid for the rest is credited. */
  async function end(customer: Customer, day: Day): Promise<void> {
    if (!(await contractOf(customer, back))) return
    await back(staff.finance).say(billing.contractsAmend, {
      id: customer.firstContractId ?? '',
      change: { kind: 'end', effective: day, credit: 'prorated' },
      reason: 'The team moved to another company of the group',
    })
    await collect()
  }

  /** Whether a deal must wait for all that came before: one with a customer that is known asks what they have. */
  function restsOnEarlier({ kind, customer }: Happening): boolean {
    const known = customers.get(customer)
    if (kind === 'buys' || kind === 'signs') return known !== undefined
    return kind === 'asks' || ((kind === 'adds' || kind === 'renews') && known?.bySales === false)
  }

  /** Does in front what a deal begins with; what is answered does the rest behind. */
  async function prepare(happening: Happening): Promise<() => Promise<void>> {
    const seats = ('seats' in happening && happening.seats) || 1
    const customer = await customerOf(happening.customer, happening.kind === 'signs', seats)
    const buyer = front(customer.actor)
    if (happening.kind === 'buys') {
      const quote = await buyer.say(billing.portalQuoteCreate, { product: happening.edition, seats, per: happening.per })
      return () => accept(customer, quote, happening.firstCardDeclined)
    }
    if (happening.kind === 'signs') {
      const offered = await offer(customer, happening)
      return () => sign(customer, happening, offered)
    }
    if (happening.kind === 'asks') {
      const message = 'We would like to pay by bank transfer.'
      await buyer.say(billing.portalQuoteCreate, { product: happening.edition, seats, ask_for_help: true, message })
      return async () => undefined
    }
    if (happening.kind === 'ends') return () => end(customer, happening.day)
    if (happening.kind === 'lapses') return () => lapse(customer)
    const more = happening.seats ? { seats: happening.seats } : {}
    if (customer.bySales) {
      const change =
        happening.kind === 'adds' ? { kind: 'seats' as const, add: happening.seats } : { kind: 'renew' as const, months: 12, ...more }
      return () => amend(customer, change, happening.day)
    }
    const id = await contractOf(customer, front)
    if (!id) return async () => undefined
    const input = { id }
    const quote =
      happening.kind === 'adds'
        ? await buyer.say(billing.portalSeatsAdd, { ...input, add: happening.seats })
        : await buyer.say(billing.portalRenew, { ...input, ...more })
    return async () => {
      if (quote.state === 'offered') await accept(customer, quote)
    }
  }

  async function lapse(customer: Customer): Promise<void> {
    const id = await contractOf(customer, back)
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

  return { restsOnEarlier, prepare, receiveMoney }
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
