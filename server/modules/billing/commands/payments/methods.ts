import type { Context } from '../../../../kernel/context.ts'
import { newId } from '../../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../../kernel/operation.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import type { portalCardToken } from '../../contract.ts'
import { findTokenOwner, saveTokenOwner } from '../../store/cards.ts'
import { keepMethod, methodsById } from '../../store/profiles.ts'
import type { MethodTable } from '../../tables.ts'
import { accountOfActor } from '../../queries/portal/actor.ts'
import { provider } from './collect.ts'

/** The card that pays: a fresh token is kept with the profile, a stored one must be the profile's own. Never a card number. */
export async function methodFor(
  ctx: Context,
  profileId: string,
  payment: { token?: string | undefined; method_id?: string | undefined } | undefined,
): Promise<MethodTable | undefined> {
  if (payment?.token) return keepToken(ctx, profileId, payment.token)
  if (!payment?.method_id) return undefined
  const method = (await methodsById(ctx.tx, [payment.method_id])).get(payment.method_id)
  if (!method || method.profile_id !== profileId || method.state !== 'active') {
    throw new Refusal('missing', 'payment.method_unknown', 'This stored card is not yours or was removed. Choose another one.')
  }
  return method
}

async function keepToken(ctx: Context, profileId: string, token: string): Promise<MethodTable> {
  const [owner, entered] = await Promise.all([findTokenOwner(ctx.tx, token), provider.cardOf(ctx.tx, token)])
  const mine = owner === ctx.actor.accountId && ctx.actor.accountId !== undefined
  const card = mine ? entered : undefined
  // the same words for a token of another account: whether it exists is nobody's business
  if (!card) throw new Refusal('refused', 'card.token_unknown', 'The payment provider does not know this card. Enter it again.')
  return keepMethod(ctx.tx, {
    id: newId(),
    profile_id: profileId,
    provider: provider.name,
    provider_ref: card.token,
    kind: 'card',
    brand: card.brand,
    last4: card.last4,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    country: card.country,
    state: 'active',
    is_default: false,
    created_at: ctx.now,
    created_by: ctx.actor.id,
  })
}

/** The provider's card field: what comes in is a card, what goes out is a token. */
export async function makeCardToken(ctx: Context, input: InputOf<typeof portalCardToken>): Promise<OutputOf<typeof portalCardToken>> {
  const card = await provider.tokenOf(ctx.tx, input, ctx.now)
  await saveTokenOwner(ctx.tx, card.token, { accountId: accountOfActor(ctx), at: ctx.now, by: ctx.actor.id })
  const { country: _country, ...told } = card
  return told
}
