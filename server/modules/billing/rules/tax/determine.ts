import { Refusal } from '../../../../kernel/refusal.ts'
import type { Day, Party, Tax, TaxIdState, TaxRate, TaxRule } from '../engine/shapes.ts'
import { countryCode, euCountries, jurisdictionOf, listed, taxPlaceOf } from './countries.ts'

export type TaxQuestion = {
  seller: Party
  buyer: Party
  /** product class: self_hosted, saas, support, training, services */
  class: string
  /** the tax day: issue day, or first service day by the entity's setting */
  day: Day
  rates: readonly TaxRate[]
  rules: readonly TaxRule[]
  /** jurisdictions where the seller has a duty to collect, such as "US-TX"; left out: the states in which it is registered */
  nexus?: readonly string[]
  below_threshold?: boolean
}
/** `rule` is null when nothing matches (R9): undetermined in a preview, `tax.rule_missing` at issue. */
type TaxAnswer = { taxes: Tax[]; rule: string | null; reason: string }

type Facts = {
  seller: string
  buyer: string
  /** the buyer's country with its region, for rules that name regions */
  jurisdiction: string
  /** where the buyer's taxes are found */
  place: string
  kind: string
  taxId: TaxIdState
  certificate: boolean
  nexus: boolean
  registered: boolean
  below: boolean
}

/**
 * First match by priority over the dated rule rows. Refuses `tax.registration_missing` where a rule says that tax is owed in a place in
 * which the seller is not registered, and `tax.region_missing` where only the buyer's state could tell.
 */
export function determineTax(question: TaxQuestion): TaxAnswer {
  const facts = factsOf(question)
  if (facts.seller === 'US' && facts.place === 'US' && collectingIn(question).length > 0)
    throw new Refusal('refused', 'tax.region_missing', 'Name the buyer’s state: sales tax is collected in some states and not in others.')
  const rules = question.rules.filter((rule) => inForce(rule, question.day)).sort((a, b) => a.priority - b.priority)
  const rule = rules.find((candidate) => matches(candidate, facts, question))
  if (!rule)
    return { taxes: [], rule: null, reason: `No tax rule covers a sale from ${facts.seller} to ${facts.place} on ${question.day}.` }
  if (rule.then.reason?.startsWith('tax.')) throw new Refusal('refused', rule.then.reason, rule.then.note ?? 'This sale cannot be taxed.')
  if (rule.then.rate !== 'seller' && rule.then.rate !== 'buyer') {
    const where = rule.then.category === 'AE' || facts.seller === facts.buyer ? facts.place : facts.seller
    return answer(rule, [taxOf(rule, rule.then.rate, rule.then.code, where)], facts)
  }
  const place = rule.then.rate === 'seller' ? taxPlaceOf(facts.seller, question.seller.region) : facts.place
  const rows = ratesAt(question.rates, place, question.day)
  if (rows.length === 0) return { taxes: [], rule: null, reason: `No tax rate row for ${place} on ${question.day} (rule ${rule.id}).` }
  const owed = rows.filter((row) => !row.needs_registration || isRegistered(question.seller, row.jurisdiction, row.code))
  return answer(
    rule,
    owed.map((row) => taxOf(rule, row.rate, row.code, row.jurisdiction)),
    facts,
  )
}

/** The rows in force for the most specific jurisdiction that has any; one per code, the latest wins. */
export function ratesAt(rates: readonly TaxRate[], jurisdiction: string, day: Day): TaxRate[] {
  const [country = jurisdiction] = jurisdiction.split('-')
  for (const place of jurisdiction === country ? [country] : [jurisdiction, country]) {
    const latest = new Map<string, TaxRate>()
    for (const row of rates) {
      if (row.jurisdiction !== place || !inForce(row, day)) continue
      const known = latest.get(row.code)
      if (!known || known.valid_from <= row.valid_from) latest.set(row.code, row)
    }
    if (latest.size > 0) return [...latest.values()]
  }
  return []
}

/** Rows are half-open; one that is written with its last day still holds on it, and where two rows meet, the later one wins. */
function inForce(row: { valid_from: Day; valid_to: Day | null }, day: Day): boolean {
  return row.valid_from <= day && (row.valid_to === null || day <= row.valid_to)
}

function factsOf(question: TaxQuestion): Facts {
  const buyer = countryCode(question.buyer.country)
  const jurisdiction = jurisdictionOf(buyer, question.buyer.region)
  const place = taxPlaceOf(buyer, question.buyer.region)
  const ids = question.buyer.tax_ids ?? []
  return {
    seller: countryCode(question.seller.country),
    buyer,
    jurisdiction,
    place,
    kind: question.buyer.kind ?? (ids.length > 0 ? 'business' : 'consumer'),
    taxId: taxIdState(question.buyer, buyer, countryCode(question.seller.country)),
    certificate: (question.buyer.certificates ?? []).some(
      (certificate) =>
        certificate.jurisdictions.some((held) => held === jurisdiction || held === buyer) &&
        (!certificate.classes || certificate.classes.includes(question.class)) &&
        question.day <= certificate.valid_to,
    ),
    nexus: collectingIn(question).includes(place),
    registered: isRegistered(question.seller, place),
    below: question.below_threshold ?? false,
  }
}

/** Who holds a permit of a state collects there: a question that says nothing else of the duty means the registrations. */
function collectingIn({ nexus, seller }: TaxQuestion): readonly string[] {
  return nexus ?? (seller.registrations ?? []).filter((one) => /^US-[A-Z]{2}$/.test(one))
}

/**
 * The best state among the buyer's ids of its own country, or of any member state for an EU buyer. An id of the seller's country proves
 * an establishment at home, so nothing abroad is shifted to the buyer by it (Art. 44, 196 Directive 2006/112/EC).
 */
function taxIdState(buyer: Party, country: string, seller: string): TaxIdState {
  const states = (buyer.tax_ids ?? [])
    .filter((id) => country === seller || countryCode(id.country) !== seller)
    .filter((id) => countryCode(id.country) === country || (euCountries.has(country) && euCountries.has(countryCode(id.country))))
    .map((id) => (id.state === 'unchecked' ? 'pending' : id.state))
  return (['valid', 'pending', 'invalid'] as const).find((state) => states.includes(state)) ?? 'none'
}

/** Registered in the place itself, in its country, or for EU countries in the one-stop shop ("EU"). */
function isRegistered(seller: Party, jurisdiction: string, code?: string): boolean {
  const [country = jurisdiction] = jurisdiction.split('-')
  const held = seller.registrations ?? []
  if (held.includes(jurisdiction) || (code !== undefined && held.includes(`${jurisdiction}:${code}`))) return true
  if (jurisdiction !== country) return false
  return euCountries.has(country) && ['EU', 'OSS', 'EU-OSS'].some((scheme) => held.includes(scheme))
}

function matches(rule: TaxRule, facts: Facts, question: TaxQuestion): boolean {
  const { when } = rule
  if (when.seller_country && !listed(when.seller_country, facts.seller)) return false
  if (when.buyer_country && !listed(when.buyer_country, facts.buyer)) return false
  if (when.buyer_region && !when.buyer_region.some((region) => jurisdictionOf(facts.buyer, region) === facts.jurisdiction)) return false
  if (when.same_country !== undefined && when.same_country !== (facts.seller === facts.buyer)) return false
  if (when.buyer_kind && !when.buyer_kind.includes(facts.kind)) return false
  if (when.class && !when.class.includes(question.class)) return false
  if (when.tax_id && !when.tax_id.includes(facts.taxId)) return false
  if (when.certificate !== undefined && when.certificate !== facts.certificate) return false
  if (when.nexus !== undefined && when.nexus !== facts.nexus) return false
  if (when.below_threshold !== undefined && when.below_threshold !== facts.below) return false
  return when.registered === undefined || when.registered === facts.registered
}

function taxOf(rule: TaxRule, rate: string, code: string, jurisdiction: string): Tax {
  const { category, share, reason, note } = rule.then
  return {
    code,
    category,
    rate,
    jurisdiction,
    ...(share !== undefined && { share }),
    ...(reason !== undefined && { reason }),
    ...(note !== undefined && { note }),
    rule: rule.id,
  }
}

function answer(rule: TaxRule, taxes: Tax[], facts: Facts): TaxAnswer {
  const said = taxes.map((tax) => `${tax.code} ${tax.rate} % ${tax.jurisdiction}`).join(', ') || 'no tax'
  const because = rule.then.note ?? rule.then.reason
  return {
    taxes,
    rule: rule.id,
    reason: `${rule.id}: ${facts.seller} sells to ${facts.kind} in ${facts.place}: ${said}${because ? ` (${because})` : ''}`,
  }
}
