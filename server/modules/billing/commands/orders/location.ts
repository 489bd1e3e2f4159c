import { record } from '../../../../kernel/audit.ts'
import type { Context } from '../../../../kernel/context.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import { partyOf } from '../../book.ts'
import { countryName } from '../../paper/party.ts'
import { type Evidence, locationFor } from '../../rules/tax/location.ts'
import { getProduct } from '../../store/catalogue.ts'
import { keepLocation } from '../../store/profiles.ts'
import type { MethodTable, ProfileTable, QuoteTable } from '../../tables.ts'

/**
 * A consumer's sale is taxed where the consumer lives, and signs must agree on it before anything is charged: the billing address with the
 * country of the card that pays, with what an earlier sale found, or, where neither says anything, with the country of the internet address
 * that a trusted proxy names. Refuses `tax.location_unclear` and says what to give. What was found is
 * kept with the profile, and from there with the tax decision of every document.
 */
export async function requireLocation(
  ctx: Context,
  quote: QuoteTable,
  profile: ProfileTable,
  method: MethodTable | undefined,
): Promise<void> {
  if (profile.kind !== 'consumer') return
  const product = await getProduct(ctx.tx, quote.lines[0]?.product ?? '')
  const signs: Evidence[] = [...secondSigns(ctx, profile, method), { kind: 'billing_address', country: profile.country }]
  const location = locationFor({ buyer: partyOf(profile), class: product.class }, signs)
  if (location.state === 'unclear') {
    const home = countryName(profile.country)
    throw new Refusal(
      'refused',
      'tax.location_unclear',
      `The tax on this sale follows where you live, and we need two signs of it that agree. ${location.reason} Pay with a card that was issued in ${home}, or correct the country of your billing address.`,
      { facts: { signs } },
    )
  }
  const found = { country: profile.country, signs, reason: location.reason, seen_at: ctx.now.toISOString() }
  await keepLocation(ctx.tx, profile.id, found)
  await record(ctx, {
    action: 'billing.profile.located',
    subject: { kind: 'account', id: profile.account_id, label: profile.legal_name },
    after: found,
  })
}

/** The card says more than an address of the internet, which a traveller carries along: that one is asked only when nothing else speaks. */
function secondSigns(ctx: Context, profile: ProfileTable, method: MethodTable | undefined): Evidence[] {
  if (method?.country) return [{ kind: 'bank_country', country: method.country }]
  const earlier = earlierSigns(profile)
  if (earlier.length > 0 || ctx.actor.kind !== 'contact' || !ctx.actor.country) return earlier
  return [{ kind: 'ip_country', country: ctx.actor.country }]
}

/** A sale without a card rests on what the last card said, while the address is still in that country. */
function earlierSigns({ location, country }: ProfileTable): Evidence[] {
  return location?.country === country ? location.signs.filter((sign) => sign.kind !== 'billing_address') : []
}
