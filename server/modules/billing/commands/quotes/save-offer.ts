import type { Context } from '../../../../kernel/context.ts'
import { newId } from '../../../../kernel/ids.ts'
import { addDays } from '../../../../kernel/period.ts'
import { record } from '../../../../kernel/audit.ts'
import { personBehind } from '../../../../kernel/rights.ts'
import { fitProfile, fitTexts } from '../../paper/printable.ts'
import { type Priced, requireTax } from '../../pricing.ts'
import { orderHash } from '../../rules/acceptance.ts'
import { givenAway } from '../../rules/lane.ts'
import { validDays } from '../../rules/quote-state.ts'
import { nextNumber, saveQuote } from '../../store/quotes.ts'
import { termsOn } from '../../store/policies.ts'
import type { ContractTable, EntityTable, ProfileTable, QuoteLine, QuoteTable } from '../../tables.ts'
import { askApprovals } from './approvals.ts'
import { answerDay, laneFor } from '../../queries/selling/lane.ts'

/** Everything that a quote promises; its canonical form is what `order_hash` binds. */
export type Offer = {
  kind: QuoteTable['kind']
  channel: QuoteTable['channel']
  profile: ProfileTable
  entity: EntityTable
  contract: ContractTable | null
  currency: string
  /** null: starts on the day of acceptance */
  start: string | null
  day: string
  /** first day, and the day after the last, of what is offered */
  from: string
  to: string
  /** the old end, where a renewal begins after it */
  renews?: string
  months: number
  line: QuoteLine
  discount: string
  priced: Priced
  poNumber: string | null
  message: string | null
  askForHelp: boolean
  custom: boolean
}

export async function saveOffer(ctx: Context, offer: Offer): Promise<QuoteTable> {
  requireTax(offer.priced)
  fitProfile(offer.profile)
  fitTexts([offer.poNumber ?? ''], offer.profile.country, 'po_number')
  const [number, terms, lane] = await Promise.all([
    nextNumber(ctx.tx, 'quote'),
    termsOn(ctx.tx, offer.day),
    laneFor(ctx, { ...offer, discount: givenAway(offer.discount, offer.line) }),
  ])
  const snapshot = snapshotOf(offer, number, terms)
  const alone = lane.self_service && !offer.askForHelp
  const byCustomer = offer.channel === 'self_service'
  const quote: QuoteTable = {
    id: newId(),
    number,
    version: 1,
    account_id: offer.profile.account_id,
    profile_id: offer.profile.id,
    entity_id: offer.entity.id,
    kind: offer.kind,
    channel: offer.channel,
    contract_id: offer.contract?.id ?? null,
    currency: offer.currency,
    start_day: offer.start,
    priced_day: offer.day,
    term_months: offer.months,
    lines: [offer.line],
    discounts: discountsOf(offer.discount),
    clauses: offer.custom ? [{ code: 'custom_terms', standard: false }] : [],
    po_number: offer.poNumber,
    valid_until: addDays(offer.day, validDays),
    snapshot,
    order_hash: orderHash(snapshot),
    totals: offer.priced.totals,
    shown: {
      lines: offer.priced.lines,
      groups: offer.priced.groups,
      start: offer.from,
      end: offer.to,
      ...(offer.renews && { renews: offer.renews }),
    },
    lane: { ...lane, term_net_minor: offer.priced.termNet },
    message: offer.message,
    answer_by: byCustomer && !alone ? answerDay(offer.day) : null,
    requested_at: byCustomer && !alone ? ctx.now : null,
    offered_at: byCustomer && alone ? ctx.now : null,
    accepted_at: null,
    declined_at: null,
    withdrawn_at: null,
    reason: null,
    created_at: ctx.now,
    // a person, also behind a key: nobody approves what the own key made
    created_by: personBehind(ctx.actor),
  }
  await saveQuote(ctx.tx, quote)
  await record(ctx, {
    action: 'billing.quote.created',
    subject: { kind: 'quote', id: quote.id, label: number },
    after: {
      kind: quote.kind,
      account: quote.account_id,
      net_minor: offer.priced.totals.net_minor,
      currency: quote.currency,
      lane: lane.row,
    },
  })
  await askApprovals(ctx, quote, lane.approve)
  const facts = { quote_id: quote.id, number, account_id: quote.account_id, kind: quote.kind, channel: quote.channel, lane: lane.row }
  await ctx.announce(
    'billing.quote.created',
    { ...facts, requested: quote.requested_at !== null, answer_by: quote.answer_by },
    { key: quote.id },
  )
  if (quote.offered_at) await ctx.announce('billing.quote.offered', facts, { key: quote.id })
  return quote
}

export function discountsOf(percent: string): { id: string; percent: string }[] {
  return Number(percent) > 0 ? [{ id: 'deal', percent }] : []
}

/** Totals and tax are in the hash, the days of a quote that starts on acceptance are not: they move with it and change no amount. */
function snapshotOf(offer: Offer, number: string, terms: { code: string; version: string; locale: string; sha: string }[]) {
  return {
    v: 1,
    number,
    version: 1,
    kind: offer.kind,
    seller: offer.entity.code,
    buyer: {
      account: offer.profile.account_id,
      legal_name: offer.profile.legal_name,
      country: offer.profile.country,
      tax_ids: offer.profile.tax_ids.map((one) => one.id),
    },
    contract: offer.contract?.number ?? null,
    currency: offer.currency,
    start: offer.start,
    term_months: offer.months,
    lines: [offer.line],
    discounts: discountsOf(offer.discount),
    tax_groups: groupsOf(offer.priced),
    totals: offer.priced.totals,
    term_net_minor: offer.priced.termNet,
    po_number: offer.poNumber,
    terms: terms.map(({ code, version, locale, sha }) => ({ code, version, locale, sha })),
  }
}

export function groupsOf(priced: Priced) {
  return priced.groups.map(({ code, category, rate, jurisdiction, base_minor, tax_minor }) => ({
    code,
    category,
    rate,
    jurisdiction,
    base_minor,
    tax_minor,
  }))
}
