import { record } from '../../../../kernel/audit.ts'
import type { Context } from '../../../../kernel/context.ts'
import { newId } from '../../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../../kernel/operation.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import type { balancesRefund } from '../../contract.ts'
import { payOutJournal, refundJournal } from '../../rules/ledger.ts'
import { getBalance, moveBalances, saveRefund } from '../../store/balances.ts'
import { saveJournals } from '../../store/ledger.ts'
import { entitiesById, getProfile } from '../../store/profiles.ts'
import type { RefundTable } from '../../tables.ts'
import { entryOf } from '../documents/journal.ts'
import { todayOf } from '../../today.ts'

/** Balance that finance has sent back: 2200 → 2250 → 1000. Refuses `balance.none`, `refund.too_large`, `refund.in_the_future`. */
export async function refundBalance(ctx: Context, input: InputOf<typeof balancesRefund>): Promise<OutputOf<typeof balancesRefund>> {
  const profile = await getProfile(ctx.tx, input.profile_id)
  const balance = await getBalance(ctx.tx, profile.id, input.currency)
  const amount = BigInt(input.amount_minor)
  if (amount > balance) throw fault('refund.too_large', 'amount_minor', 'This is more than we owe. Look at the balance again.')
  const entity = (await entitiesById(ctx.tx, [profile.entity_id])).get(profile.entity_id)
  const today = todayOf(entity, ctx)
  const day = input.day ?? today
  if (day > today) throw fault('refund.in_the_future', 'day', `Money cannot have been sent on ${day}: that day is still ahead.`)
  const refund: RefundTable = {
    id: newId(),
    profile_id: profile.id,
    account_id: profile.account_id,
    entity_id: profile.entity_id,
    currency: input.currency,
    amount_minor: amount,
    day,
    reference: input.reference,
    reason: input.reason,
    created_at: ctx.now,
    created_by: ctx.actor.id,
  }
  await saveRefund(ctx.tx, refund)
  await moveBalances(ctx.tx, [{ profile_id: profile.id, currency: input.currency, amount_minor: -amount }])
  await book(ctx, refund, profile.legal_name)
  await record(ctx, {
    action: 'billing.balance.refunded',
    subject: { kind: 'profile', id: profile.id, label: profile.legal_name },
    before: { balance_minor: Number(balance) },
    after: {
      balance_minor: Number(balance - amount),
      amount_minor: input.amount_minor,
      currency: input.currency,
      reference: input.reference,
    },
    reason: input.reason,
  })
  await ctx.announce(
    'billing.balance.refunded',
    { refund_id: refund.id, account_id: refund.account_id, amount_minor: input.amount_minor, currency: refund.currency, day },
    { key: refund.id },
  )
  return {
    id: refund.id,
    profile_id: profile.id,
    currency: refund.currency,
    amount_minor: input.amount_minor,
    day,
    balance_minor: Number(balance - amount),
  }
}

async function book(ctx: Context, refund: RefundTable, name: string): Promise<void> {
  const { profile_id: profile, amount_minor: amount } = refund
  const about = {
    entity: refund.entity_id,
    day: refund.day,
    currency: refund.currency,
    source: refund.id,
    memo: `Refund to ${name}: ${refund.reference}`,
  }
  const entries = [payOutJournal({ profile, amount }), refundJournal({ via: 'bank', profile, amount })].map((journal) =>
    entryOf(ctx, journal, about),
  )
  await saveJournals(
    ctx.tx,
    entries.map(({ journal }) => journal),
    entries.flatMap(({ postings }) => postings),
  )
}

function fault(code: string, path: string, text: string): Refusal {
  return new Refusal('refused', code, text, { unmet: [{ code, path, text }] })
}
