import type { Actor, Context } from '../server/kernel/context.ts'
import type { Endpoint } from '../server/kernel/room.ts'
import * as billing from '../server/modules/billing/contract.ts'
import { openAccount } from '../server/modules/customers/index.ts'
import { rightsOfContact } from '../server/modules/people/index.ts'
import type { Buyer, Deal, Held, Quote } from './desk.ts'
import type { Company } from './names.ts'
import type { Happening } from './happening.ts'
import { taxIdOf } from './tax-ids.ts'
import type { Hand } from './hands.ts'
import { voicesIn } from './speakers.ts'

export type Staff = { sales: Actor; approvers: Record<string, Actor>; finance: Actor; bizops: Actor }

/** Where deals are prepared: accounts are opened, prices asked and approved. */
export type SalesFloor = ReturnType<typeof salesFloor>

/** Prepares the story's deals through the real commands; `held` says what customers have. */
export function salesFloor(
  hand: Hand,
  endpoints: readonly Endpoint[],
  companies: readonly Company[],
  staff: Staff,
  ownerOf: (index: number) => string | null,
  held: ReadonlyMap<number, Held>,
) {
  const customers = new Map<number, Buyer>()
  const front = voicesIn(hand.house, endpoints)

  async function customerOf(index: number, bySales: boolean, seats: number): Promise<Buyer> {
    const known = customers.get(index)
    if (known) return known
    const company = companies[index]
    if (!company) throw new Error(`the story has no customer ${index}`)
    const taxId = company.taxId ?? taxIdOf(company.place.country, index)
    const { account, contact } = await hand.house.openAs(staff.bizops, (ctx: Context) =>
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
      rights: rightsOfContact(hand.house.rights, ['owner', 'billing', 'technical']),
      accountId: account.id,
      address: `203.0.113.${(index % 250) + 1}`,
      agent: 'Mozilla/5.0 (demo)',
    }
    const made: Buyer = { index, actor, accountId: account.id, bySales }
    customers.set(index, made)
    return made
  }

  /** Sales prices and whoever must approves; the answer is what was offered. */
  async function offer(customer: Buyer, happening: Extract<Happening, { kind: 'signs' }>): Promise<Quote> {
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

  /** Whether a deal must wait for all that came before: one with a customer that is known asks what they have. */
  function restsOnEarlier({ kind, customer }: Happening): boolean {
    const known = customers.get(customer)
    if (kind === 'buys' || kind === 'signs') return known !== undefined
    return kind === 'asks' || ((kind === 'adds' || kind === 'renews') && known?.bySales === false)
  }

  /** What the orders of a customer have become. */
  async function becameOf({ index, actor }: Buyer): Promise<string[]> {
    const became: string[] = []
    for (const number of held.get(index)?.ordered ?? []) {
      const { contract_id } = await front(actor).say(billing.portalOrder, { number })
      if (contract_id) became.push(contract_id)
    }
    return became
  }

  /** Does in front what a deal begins with; the rest is done at the till. */
  async function prepare(happening: Happening): Promise<Deal> {
    const seats = ('seats' in happening && happening.seats) || 1
    const customer = await customerOf(happening.customer, happening.kind === 'signs', seats)
    const buyer = front(customer.actor)
    const deal = { happening, buyer: customer }
    if (happening.kind === 'signs') return { ...deal, quote: await offer(customer, happening) }
    if (happening.kind === 'buys')
      return { ...deal, quote: await buyer.say(billing.portalQuoteCreate, { product: happening.edition, seats, per: happening.per }) }
    if (happening.kind === 'asks') {
      const message = 'We would like to pay by bank transfer.'
      await buyer.say(billing.portalQuoteCreate, { product: happening.edition, seats, ask_for_help: true, message })
      return deal
    }
    if (happening.kind === 'ends' || happening.kind === 'lapses' || customer.bySales) return deal
    const became = await becameOf(customer)
    const id = became.at(-1) ?? held.get(customer.index)?.contractId
    if (!id) return { ...deal, became }
    const quote =
      happening.kind === 'adds'
        ? await buyer.say(billing.portalSeatsAdd, { id, add: happening.seats })
        : await buyer.say(billing.portalRenew, { id, ...(happening.seats ? { seats: happening.seats } : {}) })
    return { ...deal, became, quote }
  }

  return { restsOnEarlier, prepare }
}
